"""review steps, and all that is needed to write the files again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ORDERED = (
    "condition_name",
    "concept_word",
    "concept_broader",
    "group_concept",
    "source_reference",
    "statement_concept",
)


def upgrade() -> None:
    # Says that the content is to be loaded: the new columns are filled by that alone.
    op.execute("DELETE FROM content_version")
    for table in _ORDERED:
        op.add_column(table, sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("content_version", sa.Column("files", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("condition", sa.Column("note", sa.Text()))
    op.add_column(
        "condition", sa.Column("default_status", sa.String(length=20), nullable=False, server_default="draft")
    )
    op.add_column("condition", sa.Column("default_next_review", sa.Date(), nullable=False, server_default="1970-01-01"))
    op.add_column("topic", sa.Column("note", sa.Text()))
    op.add_column("concept", sa.Column("part", sa.Text()))
    for table in ("source", "concept"):
        _file_under_a_condition(table)
    with op.batch_alter_table("statement") as batch:
        for name, kind in (
            ("fingerprint", sa.String(length=32)),
            ("filed_review", sa.Text()),
            ("own_review", sa.Text()),
            ("version", sa.String(length=32)),
        ):
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        batch.drop_constraint(op.f("ck_statement_status"), type_="check")
        batch.drop_constraint(op.f("ck_statement_published_is_cited"), type_="check")
        batch.create_check_constraint(
            op.f("ck_statement_status"), "status IN ('draft', 'in_review', 'published', 'due', 'retired')"
        )
        batch.create_check_constraint(
            op.f("ck_statement_published_is_cited"),
            "status NOT IN ('published', 'due') OR first_citation IS NOT NULL",
        )
        batch.create_index("ix_statement_next_review", ["next_review"])
    with op.batch_alter_table("review") as batch:
        for column in (
            sa.Column("came_from", sa.String(length=20), nullable=False, server_default="draft"),
            sa.Column("next_review", sa.Date()),
            sa.Column("filed", sa.Text(), nullable=False, server_default=""),
            sa.Column("result", sa.Text(), nullable=False, server_default=""),
            sa.Column("fingerprint", sa.String(length=32), nullable=False, server_default=""),
            sa.Column("taken_at", sa.DateTime(), nullable=False, server_default="1970-01-01 00:00:00"),
        ):
            batch.add_column(column)


def _file_under_a_condition(table: str) -> None:
    op.add_column(table, sa.Column("condition_id", sa.String(length=80)))
    first = "(SELECT id FROM condition ORDER BY position LIMIT 1)"
    op.execute(f"UPDATE {table} SET condition_id = {first}")
    with op.batch_alter_table(table) as batch:
        batch.alter_column("condition_id", existing_type=sa.String(length=80), nullable=False)
        batch.create_foreign_key(
            op.f(f"fk_{table}_condition_id"), "condition", ["condition_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    with op.batch_alter_table("review") as batch:
        for name in ("came_from", "next_review", "filed", "result", "fingerprint", "taken_at"):
            batch.drop_column(name)
    # What is due was shown until its day, and is again.
    op.execute("UPDATE statement SET status = 'published' WHERE status = 'due'")
    with op.batch_alter_table("statement") as batch:
        batch.drop_index("ix_statement_next_review")
        batch.drop_constraint(op.f("ck_statement_status"), type_="check")
        batch.drop_constraint(op.f("ck_statement_published_is_cited"), type_="check")
        batch.create_check_constraint(
            op.f("ck_statement_status"), "status IN ('draft', 'in_review', 'published', 'retired')"
        )
        batch.create_check_constraint(
            op.f("ck_statement_published_is_cited"), "status <> 'published' OR first_citation IS NOT NULL"
        )
        for name in ("fingerprint", "filed_review", "own_review", "version"):
            batch.drop_column(name)
    for table in ("source", "concept"):
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_condition_id"), type_="foreignkey")
            batch.drop_column("condition_id")
    for table, name in (("concept", "part"), ("topic", "note"), ("condition", "default_next_review")):
        _drop(table, name)
    for table, name in (("condition", "default_status"), ("condition", "note"), ("content_version", "files")):
        _drop(table, name)
    for table in _ORDERED:
        _drop(table, "position")


def _drop(table: str, column: str) -> None:
    with op.batch_alter_table(table) as batch:
        batch.drop_column(column)
