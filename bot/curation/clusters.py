"""Questions that say the same in other words, put together by their sentence vectors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.language.encoder import SentenceEncoder
from bot.language.encoder.sentence_encoder import Vectors

FARTHEST = 0.5
"""Mean cosine distance of two clusters that are still put together."""

MOST_WORDINGS = 2000
"""Clustering compares each wording with each other; of more of them the commonest and newest are taken."""


@dataclass(frozen=True)
class Cluster:
    """Wordings of one question.

    Attributes:
        label: the wording that is nearest to all others.
        count: how often any of them was asked.
        wordings: all of them, commonest first.
        topics: that were recognized in them, commonest first.
    """

    label: str
    count: int
    wordings: tuple[str, ...]
    topics: tuple[str, ...]


def clustered(questions: Sequence[tuple[str, tuple[str, ...]]], encoder: SentenceEncoder) -> tuple[Cluster, ...]:
    """The clusters of ``questions``, each a text with its topics; the largest first."""
    counts: Counter[str] = Counter()
    topics: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, recognized in questions:
        wording = " ".join(text.split())
        counts[wording] += 1
        topics[wording].update(recognized)
    wordings = [wording for wording, _ in counts.most_common(MOST_WORDINGS)]
    if not wordings:
        return ()
    vectors = encoder.encode(wordings)
    found = [_cluster([wordings[row] for row in rows], vectors[rows], counts, topics) for rows in _rows(vectors)]
    return tuple(sorted(found, key=lambda cluster: (-cluster.count, cluster.label)))


def _rows(vectors: Vectors) -> list[list[int]]:
    if len(vectors) == 1:
        return [[0]]
    # Importing it takes two seconds, which nobody else should wait for.
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415

    clustering = AgglomerativeClustering(
        n_clusters=None, distance_threshold=FARTHEST, affinity="cosine", linkage="average"
    )
    labels = clustering.fit_predict(vectors)
    return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]


def _cluster(
    wordings: Sequence[str], vectors: Vectors, counts: Counter[str], topics: dict[str, Counter[str]]
) -> Cluster:
    weights = np.array([counts[wording] for wording in wordings], dtype=np.float32)
    nearness = vectors @ (weights @ vectors)
    recognized: Counter[str] = Counter()
    for wording in wordings:
        recognized.update(topics[wording])
    return Cluster(
        label=wordings[int(nearness.argmax())],
        count=int(weights.sum()),
        wordings=tuple(sorted(wordings, key=lambda wording: (-counts[wording], wording))),
        topics=tuple(topic for topic, _ in recognized.most_common()),
    )
