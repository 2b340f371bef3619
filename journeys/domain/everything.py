"""All tables, imported in one place: who needs the whole schema imports this module."""

from journeys.domain import (  # noqa: F401
    api_tokens,
    attempts,
    audit,
    history,
    identities,
    journeys,
    mail_wishes,
    members,
    notes,
    opportunities,
    outbox,
    people,
    personas,
    projects,
    proposals,
    services,
    signing_in,
    sources,
    steps,
    updating,
)
from journeys.domain.review import tables as review_tables  # noqa: F401
from journeys.domain.workshops import tables as workshop_tables  # noqa: F401
