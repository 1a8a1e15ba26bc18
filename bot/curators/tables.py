"""What of the content's tables is shown, for reading alone: text is edited in the files, status by review steps."""

from __future__ import annotations

from typing import Any, ClassVar

from markupsafe import Markup
from sqladmin import ModelView
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.sql import Select
from starlette.requests import Request

from bot.content.tables import ConceptRow, ReviewRow, SourceRow, StatementRow
from bot.curators.gate import BASE


class _ReadOnly(ModelView):
    can_create = can_edit = can_delete = can_export = False
    list_template = "curators/list.html"
    page_size = 25


def _review_link(name: str) -> Any:
    def link(row: Any, _: Any) -> Markup:
        statement = getattr(row, name)
        return Markup('<a href="{}/review/{}">{}</a>').format(BASE, statement, statement)

    return link


class StatementView(_ReadOnly, model=StatementRow):
    """All statements, whatever their status; each leads to its page of review."""

    name, name_plural, icon = "Statement", "Statements", "fa-solid fa-quote-left"
    can_view_details = False
    column_list: ClassVar = ["id", "topic_id", "status", "next_review", "reviewer", "text"]
    column_labels: ClassVar = {
        "id": "Statement",
        "topic_id": "Topic",
        "status": "Status",
        "next_review": "Next review",
        "reviewer": "Clinical review by",
        "text": "Text",
    }
    column_searchable_list: ClassVar = ["id", "text", "status", "topic_id"]
    column_sortable_list: ClassVar = ["id", "topic_id", "status", "next_review"]
    column_default_sort: ClassVar = [("condition_id", False), ("topic_id", False), ("position", False)]
    column_formatters: ClassVar = {"id": _review_link("id")}


class SourceView(_ReadOnly, model=SourceRow):
    """What is cited."""

    name, name_plural, icon = "Source", "Sources", "fa-solid fa-book"
    column_list: ClassVar = ["id", "publisher", "title", "published", "accessed"]
    column_labels: ClassVar = {
        "id": "Source",
        "publisher": "Publisher",
        "title": "Title",
        "url": "Address",
        "published": "Published",
        "reviewed": "Reviewed",
        "accessed": "Read on",
        "licence": "Licence",
    }
    column_details_list: ClassVar = [
        "id",
        "title",
        "publisher",
        "url",
        "published",
        "reviewed",
        "accessed",
        "licence",
    ]
    column_searchable_list: ClassVar = ["id", "publisher", "title"]
    column_sortable_list: ClassVar = ["id", "publisher", "published", "accessed"]
    column_default_sort: ClassVar = "position"


class ConceptView(_ReadOnly, model=ConceptRow):
    """What people ask about, and the words they use."""

    name, name_plural, icon = "Concept", "Concepts", "fa-solid fa-tags"
    can_view_details = False
    column_list: ClassVar = ["id", "kind", "name", "said"]
    column_labels: ClassVar = {"id": "Concept", "kind": "Kind", "name": "Name", "said": "What people call it"}
    column_searchable_list: ClassVar = ["id", "kind", "name"]
    column_sortable_list: ClassVar = ["id", "kind", "name"]
    column_default_sort: ClassVar = "position"

    def list_query(self, request: Request) -> Select:
        """With the words, which are shown beside the name."""
        return select(ConceptRow).options(selectinload(ConceptRow.words))


class HistoryView(_ReadOnly, model=ReviewRow):
    """All review steps, the last one first."""

    name, name_plural, icon = "Step", "History", "fa-solid fa-clock-rotate-left"
    can_view_details = False
    column_list: ClassVar = ["taken_at", "statement_id", "came_from", "step", "reviewer", "next_review", "note"]
    column_labels: ClassVar = {
        "taken_at": "When (UTC)",
        "statement_id": "Statement",
        "came_from": "From",
        "step": "To",
        "reviewer": "Who",
        "next_review": "Next review",
        "note": "Note",
    }
    column_searchable_list: ClassVar = ["statement_id", "reviewer", "note", "step"]
    column_default_sort: ClassVar = ("id", True)
    column_formatters: ClassVar = {"statement_id": _review_link("statement_id")}


VIEWS = (StatementView, SourceView, ConceptView, HistoryView)
