"""What the moderation of a workshop sees: planning, inviting, running, curating, closing; and the beamer."""

from journeys.routes.workshops import home

WORKSHOP_PAGES = (home.bp,)
