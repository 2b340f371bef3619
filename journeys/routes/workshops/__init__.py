"""What the moderation of a workshop sees: planning, inviting, running, curating, closing; and the beamer."""

from flask import Blueprint

WORKSHOP_PAGES: tuple[Blueprint, ...] = ()
