"""The report on gaps and ratings as text for the terminal, and as a page with plots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from io import StringIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from bot.curation.gaps_report import GapsReport
from bot.curation.shown_report import Row, ShownPlot, ShownReport, ShownTable

PAGE = "index.html"
_CLUSTERS_SHOWN = 20
_LONGEST_LABEL = 48

BY_TOPIC = "By topic"
BY_WORDING = "What found no answer, by wording"

_PLOTTED = {
    "topics.svg": (BY_TOPIC, "questions answered and not answered, by topic"),
    "ratings.svg": (BY_TOPIC, "helpful and unhelpful ratings, by topic"),
    "clusters.svg": (BY_WORDING, "questions without an answer, by wording"),
}
"""Which table a plot belongs to, and what it shows."""

_STYLE = """\
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; }
td.number { text-align: right; } img { max-width: 100%; height: auto; } caption { text-align: left; font-weight: bold; }
"""


def _topic_rows(report: GapsReport) -> list[Row]:
    return [(one.topic, one.answered, one.gaps, one.helpful, one.unhelpful) for one in report.topics]


def _cluster_rows(report: GapsReport) -> list[Row]:
    return [
        (one.count, one.label, ", ".join(one.topics), len(one.wordings)) for one in report.clusters[:_CLUSTERS_SHOWN]
    ]


def _tables(report: GapsReport) -> list[ShownTable]:
    """The tables that hold something, as yet without pictures."""
    found = [
        ShownTable(BY_TOPIC, ("topic", "answered", "no answer", "helpful", "unhelpful"), tuple(_topic_rows(report))),
        ShownTable(BY_WORDING, ("asked", "wording", "topics", "wordings"), tuple(_cluster_rows(report))),
        ShownTable(
            "Statements of answers rated unhelpful",
            ("statement", "helpful", "unhelpful"),
            tuple((one.statement, one.helpful, one.unhelpful) for one in report.statements),
        ),
        ShownTable("Reasons given", ("reason", "times"), report.reasons),
    ]
    return [table for table in found if table.rows]


def shown(report: GapsReport) -> ShownReport:
    """The report with its tables, and beside each the plots of its figures."""
    drawn = plots(report)
    pictures: defaultdict[str, list[ShownPlot]] = defaultdict(list)
    for name, (caption, told) in _PLOTTED.items():
        if name in drawn:
            alternative = f"Bars: {told}. The table “{caption}” holds the same figures."
            pictures[caption].append(ShownPlot(name, drawn[name], alternative))
    tables = tuple(replace(table, plots=tuple(pictures[table.caption])) for table in _tables(report))
    return ShownReport(summary(report), tables)


def summary(report: GapsReport) -> str:
    """The whole report in one sentence."""
    since = f" since {report.since:%Y-%m-%d}" if report.since else ""
    return (
        f"{report.answered} questions answered, {report.gaps} without an answer{since}; "
        f"{report.helpful} answers rated helpful, {report.unhelpful} unhelpful."
    )


def tables(report: GapsReport) -> str:
    """The report as text."""
    parts = [summary(report)]
    parts.extend(f"{table.caption}\n{_text_table([table.heads, *table.rows])}" for table in _tables(report))
    return "\n\n".join(parts)


def _text_table(rows: Sequence[Row]) -> str:
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in texts)


def plots(report: GapsReport) -> dict[str, str]:
    """The plots as SVG by their file's name; those that would be empty are left out."""
    topics = list(report.topics)
    clusters = report.clusters[:_CLUSTERS_SHOWN]
    rated = [one for one in topics if one.helpful or one.unhelpful]
    drawn = {
        "topics.svg": _bars(
            [one.topic for one in topics],
            {"answered": [one.answered for one in topics], "no answer": [one.gaps for one in topics]},
            "questions",
        ),
        "clusters.svg": _bars(
            [_short(one.label) for one in clusters], {"asked": [one.count for one in clusters]}, "questions"
        ),
        "ratings.svg": _bars(
            [one.topic for one in rated],
            {"helpful": [one.helpful for one in rated], "unhelpful": [one.unhelpful for one in rated]},
            "ratings",
        ),
    }
    return {name: plot for name, plot in drawn.items() if plot}


def _bars(labels: Sequence[str], series: dict[str, list[int]], unit: str) -> str:
    """Horizontal bars, one on the other; "" where there is none."""
    if not labels:
        return ""
    # A figure of its own and not pyplot's, which keeps all of them and is no friend of threads.
    figure = Figure(figsize=(8, 1 + 0.35 * len(labels)), layout="constrained")
    axes = figure.subplots()
    places = range(len(labels))
    left = [0] * len(labels)
    for (name, counts), color in zip(series.items(), ("#2b6cb0", "#c05621")):
        axes.barh(places, counts, left=left, label=name, color=color)
        left = [before + count for before, count in zip(left, counts)]
    # What people wrote is no formula, whatever dollar signs it holds.
    axes.set_yticks(places, labels, parse_math=False)
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.xaxis.get_major_locator().set_params(integer=True)
    if len(series) > 1:
        # Above the bars: inside it would hide some of them.
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncol=len(series), frameon=False)
    drawing = StringIO()
    with rc_context({"svg.fonttype": "none"}):
        figure.savefig(drawing, format="svg", metadata={"Date": None})
    return drawing.getvalue()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def write_report(report: GapsReport, folder: Path) -> Path:
    """Write the page and its plots into ``folder``; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = shown(report)
    for table in whole.tables:
        for plot in table.plots:
            (folder / plot.name).write_text(plot.svg, encoding="utf-8")
    path = folder / PAGE
    path.write_text(_page(whole), encoding="utf-8")
    return path


def _page(report: ShownReport) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Gaps and ratings</title>'
        f"<style>{_STYLE}</style></head>\n<body><main><h1>Gaps and ratings</h1>\n<p>{escape(report.summary)}</p>\n"
        f"{''.join(map(_html_table, report.tables))}</main></body></html>\n"
    )


def _html_table(table: ShownTable) -> str:
    pictures = "".join(f'<p><img src="{plot.name}" alt="{escape(plot.alternative)}"></p>\n' for plot in table.plots)
    head = "".join(f'<th scope="col">{escape(str(cell))}</th>' for cell in table.heads)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>\n" for row in table.rows)
    return (
        f"<table><caption>{escape(table.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>{body}</tbody></table>\n{pictures}"
    )


def _cell(cell: object) -> str:
    kind = ' class="number"' if isinstance(cell, int) else ""
    return f"<td{kind}>{escape(str(cell))}</td>"
