"""What the moderation of a workshop sees: planning, inviting, running, curating, closing; and the beamer."""

from journeys.routes.workshops import beamer, closing, minutes

WORKSHOP_PAGES = (beamer.bp, closing.bp, minutes.bp)
