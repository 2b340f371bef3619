"""What the moderation of a workshop sees: planning, inviting, running, curating, closing; and the beamer."""

from journeys.routes.workshops import (
    agenda,
    beamer,
    closing,
    cockpit,
    curating,
    home,
    inviting,
    minutes,
    papers,
    planning,
    preparing,
    questions,
    running,
    slips,
)

WORKSHOP_PAGES = (
    home.bp,
    planning.bp,
    preparing.bp,
    agenda.bp,
    inviting.bp,
    papers.bp,
    slips.bp,
    cockpit.bp,
    running.bp,
    curating.bp,
    questions.bp,
    beamer.bp,
    closing.bp,
    minutes.bp,
)
