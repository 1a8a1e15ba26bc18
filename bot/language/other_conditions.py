"""The names of diseases that the content does not cover (content/other-conditions.yml)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, Extra

from bot import shipped
from bot.content.files import ContentError, Document
from bot.language.phrases import PhraseFinder
from bot.settings import CONTENT

OTHER = "other"
OTHER_CONDITIONS = CONTENT / "other-conditions.yml"


class OtherConditionsFile(BaseModel):
    """The names, as people write them."""

    names: list[str]

    class Config:
        extra = Extra.forbid


@lru_cache(maxsize=1)
def real_words() -> frozenset[str]:
    """Words that are no slips of ours: English ones, those of the field, and names of other diseases."""
    return shipped.words() | read_other_conditions(OTHER_CONDITIONS).words


def read_other_conditions(path: Path) -> PhraseFinder:
    """A finder of the names.

    Raises:
        ContentError: naming every problem by file, line, field and reason.
    """
    document = Document(path, path.parent)
    content = document.parse(OtherConditionsFile)
    if content is None:
        raise ContentError(document.problems)
    return PhraseFinder([(OTHER, OTHER, content.names)])
