"""What is said around statements, read from content/notices.yml when the bot starts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, Extra

from bot.answers.answer import Suggestion
from bot.content.files import ContentError, Document


class SuggestionWording(BaseModel):
    """What a button says and what it asks."""

    title: str
    text: str

    class Config:
        extra = Extra.forbid

    def about(self, name: str) -> Suggestion:
        """The button, with the name of what it asks about."""
        return Suggestion(self.title.format(concept=name), self.text.format(concept=name))


class Wording(BaseModel):
    """The sentences of content/notices.yml; each says there where it is used."""

    information: str
    not_reviewed: str
    reviewed: str
    all_reviewed: str
    not_all_reviewed: str
    yes: str
    not_listed: str
    not_said: str
    not_said_about: str
    no_more: str
    nothing_yet: str
    sources_under_it: str
    sources: str
    other_condition: str
    not_told: str
    told_before: str
    told_before_about: str
    in_general: str
    not_covered: str
    covers: str
    clarify: str
    content_unavailable: str
    failed: str
    too_long: str
    too_fast: str
    not_text: str
    tell_me: str
    ask_me: str
    got_help: str
    deleted: str
    tell_me_more: SuggestionWording
    more_on: SuggestionWording

    class Config:
        extra = Extra.forbid
        allow_mutation = False


def read_wording(path: Path) -> Wording:
    """Read the notices.

    Raises:
        ContentError: naming every problem by file, line, field and reason.
    """
    document = Document(path, path.parent)
    wording = document.parse(Wording)
    if wording is None:
        raise ContentError(document.problems)
    return wording


def listed(names: Sequence[str]) -> str:
    """The names in a row, as in: A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
