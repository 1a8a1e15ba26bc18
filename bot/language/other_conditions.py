"""The names of diseases that the content does not cover (content/other-conditions.yml)."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Extra

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
