"""Runs the migrations on the connection that `journeys.database` hands over."""

from alembic import context
from sqlmodel import SQLModel

import journeys.domain.everything  # noqa: F401  every table is known before Alembic compares

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
