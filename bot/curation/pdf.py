"""Reading PDF: text with places and sizes only; headings show in their size, paragraphs in the gaps."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

from pypdf import PdfReader

from bot.curation.blocks import Document, DocumentError
from bot.curation.plain_text import Line, blocks_of

_LARGER = 1.12
"""A heading's size, and ``_GAP`` the distance of paragraphs, in those of the running text."""
_GAP = 1.35

_EDGE = 2
"""Lines at the top and at the foot of a page among which running titles and page numbers are looked for."""

_PAGE_NUMBER = re.compile(r"(?:page\s*)?\W*\d{1,4}\W*(?:(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_ENDS = re.compile(r"[.!?]\W*$")


@dataclass
class _Row:
    """A line as it stands on a page."""

    text: str
    height: float
    size: float


def read_pdf(data: bytes) -> Document:
    """The blocks of a PDF, each with its page.

    Raises:
        DocumentError: where the file is broken, locked, or holds pictures of text only.
    """
    # pypdf tells of every flaw that it can live with.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        pages = [_rows(page) for page in reader.pages]
        title = str((reader.metadata and reader.metadata.title) or "")
    except Exception as error:
        # A broken file makes pypdf raise nearly anything: KeyError, TypeError, RecursionError, its own.
        reason = str(error) or type(error).__name__
        raise DocumentError(f"The file cannot be read as PDF: {reason}") from error
    text = "\n".join(row.text for page in pages for row in page)
    if not re.search(r"\w", text):
        raise DocumentError("The PDF holds no text: it may be a scan. Have its text recognized first.")
    kept = _without_running_titles(pages)
    return Document(" ".join(title.split()), tuple(blocks_of(_lines(kept))), text)


def _rows(page: Any) -> list[_Row]:
    rows: list[_Row] = []

    def visit(text: str, world: Sequence[float], place: Sequence[float], _font: Any, size: float) -> None:
        height = place[4] * world[1] + place[5] * world[3] + world[5]
        scale = abs(place[3] * world[3]) or 1.0
        for part in text.splitlines():
            if not part.strip():
                continue
            if rows and abs(rows[-1].height - height) < 0.3 * (rows[-1].size or 1.0):
                rows[-1].text += part
            else:
                rows.append(_Row(part, height, size * scale))

    page.extract_text(visitor_text=visit)
    return rows


def _without_running_titles(pages: Sequence[list[_Row]]) -> list[list[_Row]]:
    edges = Counter(
        key for page in pages for key in {_running(row.text) for row in (*page[:_EDGE], *page[_EDGE:][-_EDGE:])}
    )
    repeated = {key for key, count in edges.items() if len(pages) > 1 and count > len(pages) / 2}

    def stays(row: _Row, place: int, rows: int) -> bool:
        at_edge = place < _EDGE or place >= rows - _EDGE
        return not (at_edge and (_running(row.text) in repeated or _PAGE_NUMBER.fullmatch(row.text.strip())))

    return [[row for place, row in enumerate(page) if stays(row, place, len(page))] for page in pages]


def _running(text: str) -> str:
    """A running title without what counts the pages."""
    return re.sub(r"\d+", "", " ".join(text.split())).casefold()


def _lines(pages: Iterable[Sequence[_Row]]) -> list[Line]:
    pages = list(pages)
    sizes = [row.size for page in pages for row in page for _ in row.text]
    usual = median(sizes) if sizes else 1.0
    steps = [
        upper.height - lower.height
        for page in pages
        for upper, lower in pairwise(page)
        if upper.height > lower.height and abs(upper.size - lower.size) < 0.5
    ]
    # The commonest distance of two lines is that within a paragraph.
    step = Counter(round(one, 1) for one in steps).most_common(1)[0][0] if steps else usual
    lines: list[Line] = []
    for number, page in enumerate(pages, 1):
        for place, row in enumerate(page):
            above = page[place - 1] if place else None
            large = row.size > _LARGER * usual
            if above is None:
                goes_on = not lines or not _ENDS.search(lines[-1].text)
            else:
                near = 0 < above.height - row.height <= _GAP * step
                goes_on = near and large == (above.size > _LARGER * usual)
            if not goes_on:
                lines.append(Line(""))
            lines.append(Line(row.text, number, large))
    return lines
