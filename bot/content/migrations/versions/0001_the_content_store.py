"""the content store"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concept",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concept")),
    )
    op.create_table(
        "condition",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
    )
    op.create_table(
        "content_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_version")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.String(length=120), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("reviewed", sa.String(length=10), nullable=True),
        sa.Column("accessed", sa.Date(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("url LIKE 'http://_%' OR url LIKE 'https://_%'", name=op.f("ck_source_web_address")),
        sa.CheckConstraint("length(publisher) > 0 AND length(title) > 0", name=op.f("ck_source_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "concept_broader",
        sa.Column("concept_id", sa.String(length=80), nullable=False),
        sa.Column("broader_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["broader_id"], ["concept.id"], name=op.f("fk_concept_broader_broader_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_concept_broader_concept_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("concept_id", "broader_id", name=op.f("pk_concept_broader")),
    )
    op.create_table(
        "concept_word",
        sa.Column("concept_id", sa.String(length=80), nullable=False),
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_concept_word_concept_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("concept_id", "word", name=op.f("pk_concept_word")),
    )
    op.create_table(
        "condition_name",
        sa.Column("condition_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["condition.id"], name=op.f("fk_condition_name_condition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("condition_id", "name", name=op.f("pk_condition_name")),
    )
    op.create_table(
        "source_reference",
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("cited_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["cited_id"], ["source.id"], name=op.f("fk_source_reference_cited_id")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_source_reference_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "cited_id", name=op.f("pk_source_reference")),
    )
    op.create_table(
        "topic",
        sa.Column("condition_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["condition_id"], ["condition.id"], name=op.f("fk_topic_condition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("condition_id", "id", name=op.f("pk_topic")),
    )
    op.create_table(
        "topic_group",
        sa.Column("condition_id", sa.String(length=80), nullable=False),
        sa.Column("topic_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["condition_id", "topic_id"],
            ["topic.condition_id", "topic.id"],
            name=op.f("fk_topic_group_condition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("condition_id", "topic_id", "id", name=op.f("pk_topic_group")),
    )
    op.create_table(
        "group_concept",
        sa.Column("condition_id", sa.String(length=80), nullable=False),
        sa.Column("topic_id", sa.String(length=80), nullable=False),
        sa.Column("group_id", sa.String(length=80), nullable=False),
        sa.Column("concept_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concept.id"], name=op.f("fk_group_concept_concept_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["condition_id", "topic_id", "group_id"],
            ["topic_group.condition_id", "topic_group.topic_id", "topic_group.id"],
            name=op.f("fk_group_concept_condition_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("condition_id", "topic_id", "group_id", "concept_id", name=op.f("pk_group_concept")),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("condition_id", sa.String(length=80), nullable=False),
        sa.Column("topic_id", sa.String(length=80), nullable=False),
        sa.Column("group_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("danger", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("first_citation", sa.Integer(), nullable=True),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("next_review", sa.Date(), nullable=False),
        sa.Column("loaded_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "status <> 'published' OR first_citation IS NOT NULL", name=op.f("ck_statement_published_is_cited")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'in_review', 'published', 'retired')", name=op.f("ck_statement_status")
        ),
        sa.CheckConstraint("(reviewer IS NULL) = (reviewed_on IS NULL)", name=op.f("ck_statement_reviewer_and_date")),
        sa.CheckConstraint("first_citation IS NULL OR first_citation = 1", name=op.f("ck_statement_first_citation")),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_statement_says_something")),
        sa.CheckConstraint(
            "reviewed_on IS NULL OR next_review > reviewed_on", name=op.f("ck_statement_reviewed_again_later")
        ),
        sa.CheckConstraint(
            "reviewed_on IS NULL OR reviewed_on <= loaded_on", name=op.f("ck_statement_reviewed_in_the_past")
        ),
        sa.ForeignKeyConstraint(
            ["condition_id", "topic_id", "group_id"],
            ["topic_group.condition_id", "topic_group.topic_id", "topic_group.id"],
            name=op.f("fk_statement_condition_id"),
        ),
        sa.ForeignKeyConstraint(
            ["id", "first_citation"],
            ["citation.statement_id", "citation.position"],
            name="fk_statement_first_citation",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("condition_id", "topic_id", "position", name="uq_statement_place"),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(
            "ix_statement_group", ["condition_id", "topic_id", "group_id", "status", "position"], unique=False
        )
        batch_op.create_index("ix_statement_topic", ["condition_id", "topic_id", "status", "position"], unique=False)

    op.create_table(
        "citation",
        sa.Column("statement_id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_citation_source_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_citation_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "position", name=op.f("pk_citation")),
        sa.UniqueConstraint("statement_id", "source_id", "section", name="uq_citation_once"),
    )
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citation_source_id"), ["source_id"], unique=False)

    # SQLite took this constraint within the table; other databases are told of it here,
    # now that the table it refers to is there.
    if op.get_bind().dialect.supports_alter:
        op.create_foreign_key(
            "fk_statement_first_citation",
            "statement",
            "citation",
            ["id", "first_citation"],
            ["statement_id", "position"],
            deferrable=True,
            initially="DEFERRED",
        )

    op.create_table(
        "shown_with",
        sa.Column("statement_id", sa.String(length=120), nullable=False),
        sa.Column("companion_id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("statement_id <> companion_id", name=op.f("ck_shown_with_another")),
        sa.ForeignKeyConstraint(["companion_id"], ["statement.id"], name=op.f("fk_shown_with_companion_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_shown_with_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "companion_id", name=op.f("pk_shown_with")),
    )
    op.create_table(
        "statement_concept",
        sa.Column("statement_id", sa.String(length=120), nullable=False),
        sa.Column("concept_id", sa.String(length=80), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["concept_id"], ["concept.id"], name=op.f("fk_statement_concept_concept_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_concept_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "concept_id", name=op.f("pk_statement_concept")),
    )
    with op.batch_alter_table("statement_concept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_concept_concept_id"), ["concept_id"], unique=False)


def downgrade() -> None:
    if op.get_bind().dialect.supports_alter:
        op.drop_constraint("fk_statement_first_citation", "statement")
    for table in (
        "shown_with",
        "statement_concept",
        "citation",
        "statement",
        "group_concept",
        "topic_group",
        "topic",
        "source_reference",
        "condition_name",
        "concept_word",
        "concept_broader",
        "source",
        "review",
        "content_version",
        "condition",
        "concept",
    ):
        op.drop_table(table)
