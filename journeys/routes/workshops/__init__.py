"""What the moderation of a workshop sees: planning, inviting, running, curating, closing; and the beamer."""

from flask import Blueprint

from journeys.routes.workshops import cockpit, curating, questions, running

WORKSHOP_PAGES: tuple[Blueprint, ...] = (cockpit.bp, running.bp, curating.bp, questions.bp)
