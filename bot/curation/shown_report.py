"""A report as every view of it shows it: a sentence, and tables with the pictures of their figures."""

from __future__ import annotations

from dataclasses import dataclass

Row = tuple[object, ...]


@dataclass(frozen=True)
class ShownPlot:
    """A picture: its file's name, the drawing as SVG, and what it shows for those who do not see it."""

    name: str
    svg: str
    alternative: str


@dataclass(frozen=True)
class ShownTable:
    """A table with the heads of its columns, and the plots that show figures of it."""

    caption: str
    heads: Row
    rows: tuple[Row, ...]
    plots: tuple[ShownPlot, ...] = ()


@dataclass(frozen=True)
class ShownReport:
    """The report; tables that would be empty are left out."""

    summary: str
    tables: tuple[ShownTable, ...]
