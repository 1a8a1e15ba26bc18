"""Whether a message names a disease that the content does not cover (content/other-conditions.yml)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import spacy
from pydantic import BaseModel, Extra
from spacy.matcher import PhraseMatcher

from bot.content.files import ContentError, Document


class OtherConditionsFile(BaseModel):
    """The names, as people write them."""

    names: list[str]

    class Config:
        extra = Extra.forbid


class OtherConditions:
    """Finds the names in a text, as whole words, whatever their case."""

    def __init__(self, names: Iterable[str]) -> None:
        self._language = spacy.blank("en")
        self._matcher = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._matcher.add("other", [self._language.make_doc(name) for name in names])

    @classmethod
    def read(cls, path: Path) -> OtherConditions:
        """Read the names.

        Raises:
            ContentError: naming every problem by file, line, field and reason.
        """
        document = Document(path, path.parent)
        content = document.parse(OtherConditionsFile)
        if content is None:
            raise ContentError(document.problems)
        return cls(content.names)

    def named_in(self, text: str) -> bool:
        """Whether ``text`` names one of them."""
        return bool(self._matcher(self._language.make_doc(text)))
