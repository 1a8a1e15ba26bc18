"""Scoring what was understood of questions whose answers are known (`netguide evaluate`).

Plain functions over predictions; docs/understanding.md says where the questions come from.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import NetGuideError
from bot.language.intents import CONTENT, DOCTOR, OUT_OF_SCOPE

LABELS = (*CONTENT, OUT_OF_SCOPE)
BINS = 10
"""Of confidence, from 0 to 1."""

_DANGER = ("emergency", "crisis")


class QuestionFileError(NetGuideError):
    """A file of questions is not in the format of the evaluation."""


@dataclass(frozen=True)
class Labelled:
    """A question with its label, all labels a fair judge takes, and its sort where it has one."""

    text: str
    label: str
    accepted: frozenset[str]
    sort: str | None = None


@dataclass(frozen=True)
class Several:
    """A message with all the topics it asks."""

    text: str
    labels: frozenset[str]


@dataclass(frozen=True)
class Prediction:
    """What was understood: the intent, its confidence, and every topic as an intent's name."""

    intent: str
    confidence: float
    topics: tuple[str, ...]


def read_questions(path: Path) -> tuple[list[Labelled], list[Several]]:
    """Read a file of JSON lines with `text` and `intent` (and `accept`), or `text` and `intents`.

    Raises:
        QuestionFileError: naming the line that does not fit.
    """
    labelled: list[Labelled] = []
    several: list[Several] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row: dict[str, Any] = json.loads(line)
            if "intents" in row:
                several.append(Several(row["text"], frozenset(row["intents"])))
            else:
                accepted = frozenset((row["intent"], *row.get("accept", ())))
                labelled.append(Labelled(row["text"], row["intent"], accepted, row.get("kind")))
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionFileError(f"{path}:{number}: not a labelled question ({error})") from None
    return labelled, several


def label_of(prediction: Prediction, question: Labelled) -> str:
    """The prediction as one of the labels.

    Whatever gives none of the content topics counts as out of scope; the emergency answer to a
    should-I-see-a-doctor message is right.
    """
    if prediction.intent in _DANGER and question.label == DOCTOR:
        return question.label
    return prediction.intent if prediction.intent in CONTENT else OUT_OF_SCOPE


@dataclass(frozen=True)
class Scores:
    """Figures over one set of labelled questions, each from 0 to 1.

    ``interval`` is the 90 % bootstrap interval of the strict and of the lenient macro F1;
    ``calibration_error`` the expected calibration error in ten bins.
    """

    questions: int
    accuracy_strict: float
    accuracy_lenient: float
    macro_f1_strict: float
    macro_f1_lenient: float
    interval_strict: tuple[float, float]
    interval_lenient: tuple[float, float]
    out_of_scope_recall: float
    out_of_scope_recall_near: float
    calibration_error: float
    f1: dict[str, float]
    confusion: dict[str, dict[str, int]]


_NEAR_SORTS = ("other_disease", "insurance_cost", "clinical_trials", "support_groups", "find_doctor", "general_medical")


def score(questions: Sequence[Labelled], predictions: Sequence[Prediction], seed: int = 0) -> Scores:
    """Score the predictions for ``questions``, in the same order."""
    labels = [label_of(prediction, question) for prediction, question in zip(predictions, questions)]
    strict = [(question.label, label) for question, label in zip(questions, labels)]
    lenient = [
        (label if label in question.accepted else question.label, label) for question, label in zip(questions, labels)
    ]
    outside = [(question, label) for question, label in zip(questions, labels) if question.label == OUT_OF_SCOPE]
    near = [(question, label) for question, label in outside if question.sort in _NEAR_SORTS]
    confusion: dict[str, Counter[str]] = {name: Counter() for name in LABELS}
    for true, label in strict:
        confusion[true][label] += 1
    right = [label in question.accepted for question, label in zip(questions, labels)]
    return Scores(
        questions=len(questions),
        accuracy_strict=_share(true == label for true, label in strict),
        accuracy_lenient=_share(right),
        macro_f1_strict=macro_f1(strict),
        macro_f1_lenient=macro_f1(lenient),
        interval_strict=_interval(strict, seed),
        interval_lenient=_interval(lenient, seed),
        out_of_scope_recall=_share(label == OUT_OF_SCOPE for _, label in outside),
        out_of_scope_recall_near=_share(label == OUT_OF_SCOPE for _, label in near),
        calibration_error=calibration_error([prediction.confidence for prediction in predictions], right),
        f1=f1_by_label(lenient),
        confusion={name: dict(row) for name, row in confusion.items()},
    )


def mean_topic_f1(questions: Sequence[Several], predictions: Sequence[Prediction]) -> float:
    """The mean over messages of the F1 between the topics found and the topics asked."""
    return _mean(
        2 * len(question.labels & set(prediction.topics)) / (len(question.labels) + len(set(prediction.topics)))
        for question, prediction in zip(questions, predictions)
    )


def f1_by_label(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Of pairs (true, predicted) the F1 of each label that occurs as true."""
    pairs = list(pairs)
    hits = Counter(true for true, label in pairs if true == label)
    trues = Counter(true for true, _ in pairs)
    labels = Counter(label for _, label in pairs)
    return {name: 2 * hits[name] / (trues[name] + labels[name]) for name in LABELS if trues[name]}


def macro_f1(pairs: Iterable[tuple[str, str]]) -> float:
    """The mean of the labels' F1."""
    return _mean(f1_by_label(pairs).values())


@dataclass(frozen=True)
class Bin:
    """Predictions of about one confidence: their number, mean confidence and the share that was right."""

    count: int
    confidence: float
    accuracy: float


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """The predictions in ten bins of confidence; empty ones are left out."""
    bins = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        inside = [row for row, value in enumerate(confidences) if low < value <= high or value == low == 0]
        if inside:
            mean, share = _mean(confidences[row] for row in inside), _share(right[row] for row in inside)
            bins.append(Bin(len(inside), mean, share))
    return bins


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error (Guo et al. 2017): how far confidence and accuracy lie apart."""
    gaps = sum(one.count * abs(one.confidence - one.accuracy) for one in reliability(confidences, right))
    return gaps / len(confidences) if confidences else 0.0


def _interval(pairs: Sequence[tuple[str, str]], seed: int, rounds: int = 500) -> tuple[float, float]:
    if not pairs:
        return (0.0, 0.0)
    draw = random.Random(seed)
    values = sorted(macro_f1(draw.choices(pairs, k=len(pairs))) for _ in range(rounds))
    return values[int(rounds * 0.05)], values[int(rounds * 0.95) - 1]


def _share(values: Iterable[bool]) -> float:
    return _mean(map(float, values))


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
