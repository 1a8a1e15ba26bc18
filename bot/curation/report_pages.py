"""The report on gaps and ratings as text for the terminal, and as a page with plots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from io import StringIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from bot.curation.gaps_report import GapsReport

PAGE = "index.html"
_CLUSTERS_SHOWN = 20
_LONGEST_LABEL = 48

Row = tuple[object, ...]

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


def _tables(report: GapsReport) -> list[tuple[str, Row, list[Row]]]:
    """Each table with its caption and the heads of its columns."""
    return [
        ("By topic", ("topic", "answered", "no answer", "helpful", "unhelpful"), _topic_rows(report)),
        ("What found no answer, by wording", ("asked", "wording", "topics", "wordings"), _cluster_rows(report)),
        (
            "Statements of answers rated unhelpful",
            ("statement", "helpful", "unhelpful"),
            [(one.statement, one.helpful, one.unhelpful) for one in report.statements],
        ),
        ("Reasons given", ("reason", "times"), list(report.reasons)),
    ]


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
    for caption, heads, rows in _tables(report):
        if rows:
            parts.append(f"{caption}\n{_text_table([heads, *rows])}")
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
        axes.legend()
    drawing = StringIO()
    with rc_context({"svg.fonttype": "none"}):
        figure.savefig(drawing, format="svg", metadata={"Date": None})
    return drawing.getvalue()


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def write_report(report: GapsReport, folder: Path) -> Path:
    """Write the page and its plots into ``folder``; the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = plots(report)
    for name, plot in drawn.items():
        (folder / name).write_text(plot, encoding="utf-8")
    path = folder / PAGE
    path.write_text(_page(report, drawn), encoding="utf-8")
    return path


def _page(report: GapsReport, drawn: Iterable[str]) -> str:
    alternatives = {
        "topics.svg": "Questions answered and not answered, by topic; the first table holds the figures.",
        "clusters.svg": "Questions without an answer, by wording; the second table holds the figures.",
        "ratings.svg": "Ratings by topic; the first table holds the figures.",
    }
    pictures = "".join(f'<p><img src="{name}" alt="{alternatives[name]}"></p>\n' for name in drawn)
    shown = "".join(_html_table(*table) for table in _tables(report) if table[2])
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Gaps and ratings</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>Gaps and ratings</h1>\n<p>{escape(summary(report))}</p>\n"
        f"{pictures}{shown}</body></html>\n"
    )


def _html_table(caption: str, heads: Row, rows: Iterable[Row]) -> str:
    head = "".join(f'<th scope="col">{escape(str(cell))}</th>' for cell in heads)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>\n" for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>\n"
    )


def _cell(cell: object) -> str:
    kind = ' class="number"' if isinstance(cell, int) else ""
    return f"<td{kind}>{escape(str(cell))}</td>"
