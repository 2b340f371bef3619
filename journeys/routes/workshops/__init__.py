"""What the moderation of a workshop sees: planning, inviting, running, curating, closing; and the beamer."""

from journeys.routes.workshops import agenda, home, inviting, papers, planning, preparing, slips

WORKSHOP_PAGES = (home.bp, planning.bp, preparing.bp, agenda.bp, inviting.bp, papers.bp, slips.bp)
