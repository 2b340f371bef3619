"""Every route of the read API, joined."""

from journeys.routes.api import description, files, reading  # noqa: F401  # they add their routes to it
from journeys.routes.api.wiring import bp

API_PAGES = (bp,)
