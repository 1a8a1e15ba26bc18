"""Alembic's entry: migrations run on the connection that ContentDatabase.migrate hands over."""

from __future__ import annotations

from alembic import context

from bot.content.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter a table: Alembic makes it anew and copies the rows.
    render_as_batch=True,
)
context.run_migrations()
