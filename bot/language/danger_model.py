"""The second net: whether a sentence is near to lines that tell of danger, by their sentence vectors.

The rules of ``content/safety/signs`` find words. This finds what has no word of theirs ("his lips have gone a
funny colour"). It names no sign, and only ever adds to what the rules find.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.language.encoder.sentence_encoder import Vectors
from bot.safety import Level

NEAR = 0.05
"""Score from which a text is taken to tell of danger, chosen by cross-validation over the examples and data/nlu:
of training questions 0.3 % are taken for a danger to life and 0.6 % for any (``benchmarks/danger_net.py``)."""

_PERHAPS_A_CRISIS = -0.5
"""Two of the fifty urgent lines of the sets that the second net hears, all on the body, score higher."""

_FAINT, _NOTHING_LIKE_IT = 0.25, -0.3
"""A name before a short message lowers its score, whatever it tells: of 52 dangers that are asked in up to twelve words
and that only the second net hears, 16 to 42 are near no danger with one of four names before them. By these two
scores none is lost."""

_WIDTH = 1.0
_PENALTY = 4.0
_FILE = "danger.npz"

Matrix = npt.NDArray[np.float64]
Lines = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class DangerScores:
    """Of each text: how near to any danger, to a danger to life, and to a crisis rather than an emergency."""

    danger: Matrix
    grave: Matrix
    crisis: Matrix

    def level(self) -> Level | None:
        """What the gravest of the texts tells of, URGENT where it may be more; None where there is no danger."""
        worst = int(self.grave.argmax())
        if self.grave[worst] >= NEAR:
            return Level.CRISIS if self.crisis[worst] > 0 else Level.EMERGENCY
        return Level.URGENT if self.danger.max() >= NEAR else None

    @property
    def near(self) -> Lines:
        """Of each text whether it is near to any danger."""
        near: Lines = np.maximum(self.danger, self.grave) >= NEAR
        return near

    def outweighed_by(self, full: DangerScores) -> bool:
        """Whether what is heard is faint, and nothing like it in the same message with what it leans on before it."""
        return self._loudest < _FAINT and full._loudest < _NOTHING_LIKE_IT

    @property
    def _loudest(self) -> float:
        return float(max(self.danger.max(), self.grave.max()))

    @property
    def perhaps_crisis(self) -> bool:
        """Whether a text that is near to danger may tell of one of the mind."""
        return bool(self.crisis.max() >= _PERHAPS_A_CRISIS)


class DangerModel:
    """Three support vector machines with one Gaussian kernel, as plain arrays."""

    def __init__(self, lines: Vectors, weights: Matrix, bias: Matrix) -> None:
        # By columns, products with a message's few vectors take two thirds of the time.
        self._lines = np.asfortranarray(lines)
        self._weights = weights
        self._bias = bias

    @classmethod
    def fit(cls, vectors: Vectors, levels: Sequence[Level | None]) -> DangerModel:
        """Learn from lines of unit length, and the level of each."""
        # Only training needs scikit-learn: importing it costs a server two seconds.
        from sklearn.svm import SVC  # noqa: PLC0415

        danger = np.array([level is not None for level in levels])
        crisis = np.array([level is Level.CRISIS for level in levels])
        grave = crisis | np.array([level is Level.EMERGENCY for level in levels])
        weights = np.zeros((3, len(vectors)))
        bias = np.zeros(3)
        everything = np.ones(len(vectors), dtype=bool)
        asked, lines_of = (danger, grave, crisis), (everything, everything, grave)

        def fitted(wanted: Lines, among: Lines) -> SVC:
            return SVC(C=_PENALTY, gamma=_WIDTH).fit(vectors[among], wanted[among])

        with ThreadPoolExecutor() as threads:
            machines = list(threads.map(fitted, asked, lines_of))
        for row, (among, machine) in enumerate(zip(lines_of, machines)):
            weights[row, np.flatnonzero(among)[machine.support_]] = machine.dual_coef_[0]
            bias[row] = machine.intercept_[0]
        used = weights.any(axis=0)
        return cls(vectors[used], weights[:, used], bias)

    def score(self, vectors: Vectors) -> DangerScores:
        """The scores of texts, whose vectors have unit length."""
        near = np.exp(2 * _WIDTH * (vectors @ self._lines.T - 1))
        danger, grave, crisis = (near @ self._weights.T + self._bias).T
        return DangerScores(danger, grave, crisis)

    def save(self, folder: Path) -> None:
        """Write the arrays."""
        np.savez_compressed(folder / _FILE, lines=self._lines, weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> DangerModel:
        """Read them again."""
        with np.load(folder / _FILE) as kept:
            return cls(kept["lines"], kept["weights"], kept["bias"])
