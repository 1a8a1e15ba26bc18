"""What is asked, from sentence vectors: a linear model of intents and one of topics, as plain arrays."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.encoder.sentence_encoder import Vectors

Matrix = npt.NDArray[np.float64]

INVERSE_REGULARISATION = 10.0
"""Chosen on the development questions: docs/understanding.md."""

TOPIC_IN_WHOLE = 0.8
TOPIC_IN_CLAUSE = 0.6
"""Probabilities from which a further topic is taken to be asked, by the message and by one clause."""

WORTH_A_LOOK = 0.02
"""Probability of a further topic, by the message, from which its clauses are read: below, they found nothing."""

_FITS = 2
"""At a time: the softmax takes as long as all units one after the other."""


@dataclass(frozen=True)
class Line:
    """A training question: its intent, or all the topics that it asks."""

    text: str
    intents: tuple[str, ...]


def no_clauses() -> Vectors:
    """Of a message that is one clause: there is nothing to read beside it."""
    return np.zeros((0, 1), dtype=np.float32)


@dataclass(frozen=True)
class Asking:
    """A message as the model reads it.

    Attributes:
        message: its vector.
        read_clauses: gives one row a clause, where it has several; called only where they may ask for more.
        starts: the character at which each clause starts.
        listed: topics that it names in a row, with the character at which each stands.
    """

    message: Vectors
    read_clauses: Callable[[], Vectors] = no_clauses
    starts: tuple[int, ...] = ()
    listed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Linear:
    """A linear layer: ``labels`` rows of ``weights``, with a bias each."""

    labels: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    def scores(self, vectors: Vectors) -> Matrix:
        """Scores of shape (vectors, labels)."""
        return np.asarray(vectors, dtype=np.float64) @ self.weights.T + self.bias


@dataclass(frozen=True)
class TopicPrediction:
    """Intents with their probabilities, likeliest first, and the topics asked, in order."""

    ranking: tuple[tuple[str, float], ...]
    topics: tuple[str, ...]


class TopicModel:
    """Softmax over all intents; one logistic unit a topic, for messages that ask several."""

    def __init__(self, intents: Linear, topics: Linear, temperature: float) -> None:
        self._intents = intents
        self._topics = topics
        self._temperature = temperature

    @classmethod
    def fit(cls, lines: Sequence[Line], vectors: Vectors, topics: Sequence[str], temperature: float) -> TopicModel:
        """Fit both layers; ``topics`` are the intents that are content topics."""
        # Only training needs scikit-learn: importing it costs a server two seconds.
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        single = [row for row, line in enumerate(lines) if len(line.intents) == 1]

        def fitted(rows: Vectors, wanted: Sequence[str] | Sequence[bool]) -> LogisticRegression:
            return LogisticRegression(C=INVERSE_REGULARISATION, max_iter=1000).fit(rows, wanted)

        with ThreadPoolExecutor(_FITS) as threads:
            softmax = threads.submit(fitted, vectors[single], [lines[row].intents[0] for row in single])
            asked = ([topic in line.intents for line in lines] for topic in topics)
            units = list(threads.map(partial(fitted, vectors), asked))
        model = softmax.result()
        intents = Linear(tuple(model.classes_), model.coef_, model.intercept_)
        weights, biases = np.vstack([unit.coef_ for unit in units]), np.concatenate([unit.intercept_ for unit in units])
        return cls(intents, Linear(tuple(topics), weights, biases), temperature)

    def predict(self, asking: Asking) -> TopicPrediction:
        """What a message asks.

        A message that asks no content topic as a whole has none: its clauses are not asked.
        """
        probabilities = self._probabilities(asking.message[None, :])[0]
        order = np.argsort(-probabilities)
        ranking = tuple((self._intents.labels[row], float(probabilities[row])) for row in order)
        main = ranking[0][0]
        return TopicPrediction(ranking, self._asked(main, asking) if main in self._topics.labels else ())

    def _asked(self, main: str, asking: Asking) -> tuple[str, ...]:
        """The main topic and all others, in the order in which they are asked."""
        in_whole = dict(zip(self._topics.labels, 1 / (1 + np.exp(-self._topics.scores(asking.message[None, :])[0]))))
        others = {label: probability for label, probability in in_whole.items() if label != main}
        look = max(others.values(), default=0.0) >= WORTH_A_LOOK
        clauses = asking.read_clauses() if look else no_clauses()
        # Who names the topics in a row has said what is asked; clauses would only add to it.
        place = dict(asking.listed) or self._asked_in_clauses(clauses, asking.starts)
        further = [label for label, probability in others.items() if probability >= TOPIC_IN_WHOLE]
        for label in (*further, main):
            place.setdefault(label, self._likeliest_place(label, clauses, asking.starts))
        return tuple(sorted(place, key=lambda label: place[label]))

    def _asked_in_clauses(self, clauses: Vectors, starts: Sequence[int]) -> dict[str, int]:
        place: dict[str, int] = {}
        if len(clauses):
            for start, row in zip(starts, self._probabilities(clauses)):
                best = int(row.argmax())
                label = self._intents.labels[best]
                if label in self._topics.labels and row[best] >= TOPIC_IN_CLAUSE:
                    place.setdefault(label, start)
        return place

    def _likeliest_place(self, topic: str, clauses: Vectors, starts: Sequence[int]) -> int:
        if not len(clauses):
            return 0
        return starts[int(self._topics.scores(clauses)[:, self._topics.labels.index(topic)].argmax())]

    def _probabilities(self, vectors: Vectors) -> Matrix:
        scores = self._intents.scores(vectors) / self._temperature
        scores -= scores.max(axis=1, keepdims=True)
        exponents = np.exp(scores)
        return np.asarray(exponents / exponents.sum(axis=1, keepdims=True), dtype=np.float64)

    def save(self, folder: Path) -> None:
        """Write the arrays and the labels."""
        np.savez(
            folder / "layers.npz",
            intent_weights=self._intents.weights,
            intent_bias=self._intents.bias,
            topic_weights=self._topics.weights,
            topic_bias=self._topics.bias,
        )
        labels = {"intents": self._intents.labels, "topics": self._topics.labels, "temperature": self._temperature}
        (folder / "labels.json").write_text(json.dumps(labels), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """Read them again."""
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        with np.load(folder / "layers.npz") as layers:
            intents = Linear(tuple(labels["intents"]), layers["intent_weights"], layers["intent_bias"])
            topics = Linear(tuple(labels["topics"]), layers["topic_weights"], layers["topic_bias"])
        return cls(intents, topics, labels["temperature"])
