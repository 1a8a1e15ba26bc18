"""The evaluation as a report that people can read: a table, two pictures and the list of errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from matplotlib import pyplot

from bot.evaluation.scoring import (
    BINS,
    LABELS,
    Labelled,
    Prediction,
    Scores,
    Several,
    label_of,
    mean_topic_f1,
    reliability,
    score,
)

CONFUSION, CALIBRATION, REPORT = "confusion.png", "calibration.png", "understanding.md"


@dataclass(frozen=True)
class Evaluation:
    """Labelled questions and messages with several topics, each with what was understood of it."""

    labelled: tuple[tuple[Labelled, Prediction], ...]
    several: tuple[tuple[Several, Prediction], ...]

    def scores(self) -> Scores | None:
        """Of the questions with one label; None where there is none."""
        if not self.labelled:
            return None
        questions, predictions = zip(*self.labelled)
        return score(questions, predictions)

    def several_topics_f1(self) -> float | None:
        """Of the messages with several topics; None where there is none."""
        if not self.several:
            return None
        questions, predictions = zip(*self.several)
        return mean_topic_f1(questions, predictions)


def write_report(evaluation: Evaluation, folder: Path) -> Path:
    """Write the report and its pictures into ``folder``; the path of the report."""
    folder.mkdir(parents=True, exist_ok=True)
    scores = evaluation.scores()
    if scores:
        _draw_confusion(scores, folder / CONFUSION)
        _draw_calibration(evaluation.labelled, folder / CALIBRATION)
    path = folder / REPORT
    path.write_text("\n".join(_lines(evaluation, scores)) + "\n", encoding="utf-8")
    return path


def _lines(evaluation: Evaluation, scores: Scores | None) -> Iterator[str]:
    yield "# How well questions are understood"
    yield ""
    yield "| measure | value |"
    yield "| --- | --- |"
    if scores:
        named = ((field.name, getattr(scores, field.name)) for field in fields(scores))
        yield from (f"| {name.replace('_', ' ')} | {figure(value)} |" for name, value in named if _is_figure(value))
    several = evaluation.several_topics_f1()
    if several is not None:
        yield f"| several topics, mean F1 | {figure(several)} |"
    if scores:
        yield from ("", f"![Confusion matrix]({CONFUSION})", "", f"![Calibration]({CALIBRATION})")
        yield from ("", "| label | F1 (lenient) |", "| --- | --- |")
        yield from (f"| {name} | {value:.3f} |" for name, value in scores.f1.items())
    yield from ("", "## Errors", "")
    yield from _errors(evaluation)


def _errors(evaluation: Evaluation) -> Iterator[str]:
    for question, found in evaluation.labelled:
        label = label_of(found, question)
        if label not in question.accepted:
            yield f"- {question.label}, understood as {found.intent} ({found.confidence:.2f}): {question.text}"
    for message, found in evaluation.several:
        if set(found.topics) != message.labels:
            asked, understood = ", ".join(sorted(message.labels)), ", ".join(found.topics) or found.intent
            yield f"- {asked}; understood as {understood}: {message.text}"


def figure(value: object) -> str:
    """A number with three digits after the point, an interval as two of them."""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, tuple):
        return " to ".join(figure(one) for one in value)
    return str(value)


def _is_figure(value: object) -> bool:
    return not isinstance(value, dict)


def _draw_confusion(scores: Scores, path: Path) -> None:
    counts = np.array([[scores.confusion[true].get(label, 0) for label in LABELS] for true in LABELS])
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    names = [label.removeprefix("ask_").replace("_", " ") for label in LABELS]
    drawing, axes = pyplot.subplots(figsize=(9, 8))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("understood as")
    axes.set_ylabel("asked")
    for row, column in zip(*np.nonzero(counts)):
        shade = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, counts[row, column], ha="center", va="center", color=shade)
    _save(drawing, path)


def _draw_calibration(labelled: Sequence[tuple[Labelled, Prediction]], path: Path) -> None:
    confidences = [found.confidence for _, found in labelled]
    right = [label_of(found, question) in question.accepted for question, found in labelled]
    drawing, axes = pyplot.subplots(figsize=(6, 6))
    axes.plot([0, 1], [0, 1], linestyle="--", color="gray")
    bins = reliability(confidences, right)
    axes.bar([one.confidence for one in bins], [one.accuracy for one in bins], width=0.8 / BINS, color="tab:blue")
    for one in bins:
        axes.text(one.confidence, one.accuracy, str(one.count), ha="center", va="bottom")
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that was right (number of questions)")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.05)
    _save(drawing, path)


def _save(drawing: pyplot.Figure, path: Path) -> None:
    drawing.tight_layout()
    drawing.savefig(path, dpi=100)
    pyplot.close(drawing)
