"""A source that statements are cited to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """A publication, as much of it as a reader needs to find and judge it.

    Attributes:
        published: date of publication as ISO 8601, as exact as the source shows it
            ("2022", "2022-05", "2021-06-03"), or None where it shows none.
        reviewed: date of its last review in the same form, or None.
        accessed: the day it was read for this project.
        cites: ids of the sources that it names as its own references.
    """

    id: str
    title: str
    publisher: str
    url: str
    published: str | None
    reviewed: str | None
    accessed: date
    licence: str
    cites: tuple[str, ...] = ()
