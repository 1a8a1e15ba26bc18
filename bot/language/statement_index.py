"""Which statements answer a question: by the questions that curators wrote for them, by meaning, by words."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.content.statements import Findable, Vocabulary
from bot.language.contractions import written_out
from bot.language.encoder import SentenceEncoder
from bot.language.encoder.sentence_encoder import Vectors
from bot.language.other_conditions import real_words
from bot.language.stems import stems
from bot.safety.spelling import Speller

MOST_FOUND = 100


class Found(NamedTuple):
    """A statement near to a message.

    Attributes:
        score: as StatementIndex tells it, from 0 to 1.5.
        in_text: the cosine of its text alone.
    """

    id: str
    topic: str
    score: float
    in_text: float


_WEIGHT_OF_WORDS = 0.5

_WITHOUT_THE_WORDS = 0.15
"""What a statement's score loses where its text has none of the words that only an answer can have."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_TEXTS, _QUESTIONS = "texts", "questions"


class StatementIndex:
    """The vectors of all published statements and of their questions, and the words of both.

    A statement's score is the cosine of the message, or of one of its sentences, with its text or with its
    nearest question, whichever is highest, and half the share of the message's information that lies in words which
    the statement or its questions have too (inverse document frequency): names and numbers say
    little to the encoder. Measured in docs/understanding.md.
    """

    def __init__(self, statements: Sequence[Findable], texts: Vectors, questions: Vectors) -> None:
        self._statements = tuple(statements)
        counts = np.array([len(one.questions) for one in statements], dtype=np.intp)
        self._asked = np.flatnonzero(counts)
        self._first_questions = np.cumsum(counts)[self._asked] - counts[self._asked]
        self._names = [(statement.id, statement.topic) for statement in statements]
        self._tells_of = {statement.id: frozenset(statement.tells_of) for statement in statements}
        self._row = {statement.id: row for row, statement in enumerate(statements)}
        self._words = _Words([" ".join((statement.text, *statement.questions)) for statement in statements])
        # By columns, products with a message's few vectors take two thirds of the time.
        self._texts = np.asfortranarray(texts)
        self._questions = np.asfortranarray(questions)

    @classmethod
    def build(cls, vocabulary: Vocabulary, encoder: SentenceEncoder) -> StatementIndex:
        """Encode the statements and their questions."""
        return cls._built(vocabulary, encoder, {})

    @classmethod
    def _built(cls, vocabulary: Vocabulary, encoder: SentenceEncoder, known: Mapping[str, Vectors]) -> StatementIndex:
        statements = vocabulary.statements
        texts = [statement.text for statement in statements]
        return cls(statements, _encoded(encoder, texts, known), _encoded(encoder, _questions(statements), known))

    def nearest(self, text: str, vectors: Vectors) -> list[Found]:
        """The nearest statements, nearest first; ``vectors`` has a row for each reading."""
        in_text = (vectors @ self._texts.T).max(axis=0)
        scores = in_text.copy()
        if len(self._asked):
            nearest = np.maximum.reduceat((vectors @ self._questions.T).max(axis=0), self._first_questions)
            scores[self._asked] = np.maximum(scores[self._asked], nearest)
        scores += _WEIGHT_OF_WORDS * self._words.shared(written_out(text))
        best = np.argpartition(-scores, MOST_FOUND)[:MOST_FOUND] if len(scores) > MOST_FOUND else np.arange(len(scores))
        best = best[np.argsort(-scores[best], kind="stable")]
        rounded = (values[best].astype(np.float64).round(4).tolist() for values in (scores, in_text))
        return [Found(*self._names[row], *values) for row, *values in zip(best.tolist(), *rounded)]

    def first_telling_of(self, concepts: Set[str], found: Iterable[Found]) -> Found | None:
        """Of the statements ``found`` the first that tells of every one of ``concepts``."""
        return next((one for one in found if concepts <= self._tells_of[one.id]), None)

    def first_telling_of_any(self, concepts: Set[str], found: Iterable[Found]) -> Found | None:
        """Of the statements ``found`` the first that tells of one of ``concepts``."""
        return next((one for one in found if concepts & self._tells_of[one.id]), None)

    def has_any(self, words: Iterable[str], statement: str) -> bool:
        """Whether a statement, or one of its questions, has any of ``words``."""
        return self._words.stands_in(words, self._row[statement])

    def text_has_any(self, words: Iterable[str], statement: str) -> bool:
        """The same of its text alone: a question about it may ask how long, where it does not say."""
        return not stems(" ".join(words)).isdisjoint(stems(self._statements[self._row[statement]].text))

    def those_with_any_first(self, words: Sequence[str], found: Iterable[Found]) -> list[Found]:
        """``found``, nearest first, those lowered whose text has none of ``words``.

        "How often do you get it?" is nearer to when a drug was approved than to its course of treatment.
        """
        lowered = (
            one if self.text_has_any(words, one.id) else one._replace(score=max(0.0, one.score - _WITHOUT_THE_WORDS))
            for one in found
        )
        return sorted(lowered, key=lambda one: -one.score)

    def renewed(self, vocabulary: Vocabulary, encoder: SentenceEncoder) -> StatementIndex:
        """The index of another vocabulary; what stands in both is not encoded again."""
        known = dict(zip((statement.text for statement in self._statements), self._texts))
        known.update(zip(_questions(self._statements), self._questions))
        return self._built(vocabulary, encoder, known)

    def save(self, path: Path) -> None:
        """Write the vectors to a file of the model."""
        np.savez(path, **{_TEXTS: self._texts, _QUESTIONS: self._questions})

    @classmethod
    def load(cls, vocabulary: Vocabulary, path: Path) -> StatementIndex:
        """Read them again; ``vocabulary`` is the one that they were made of."""
        with np.load(path) as vectors:
            return cls(vocabulary.statements, vectors[_TEXTS], vectors[_QUESTIONS])


class _Words:
    """In which texts each word stands, a word with a slip as it was meant; a rare word says more."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts)
        words = frozenset(word for text in texts for word in _WORD.findall(text.lower()))
        self._mend = Speller(words, real_words(), drug_endings=()).mend
        rows: dict[str, list[int]] = defaultdict(list)
        for row, text in enumerate(texts):
            for stem in stems(text):
                rows[stem].append(row)
        self._rows: dict[str, npt.NDArray[np.intp]] = {
            stem: np.array(some, dtype=np.intp) for stem, some in rows.items()
        }

    def shared(self, text: str) -> Vectors:
        """Of each text, the share of the information of ``text`` that lies in words of both, from 0 to 1."""
        meant = self._stems(text)
        weights = {stem: math.log(self._count / (1 + len(self._rows.get(stem, ())))) for stem in meant}
        total = sum(weights.values()) or 1.0
        shares = np.zeros(self._count, dtype=np.float32)
        for stem, weight in weights.items():
            if stem in self._rows:
                shares[self._rows[stem]] += weight / total
        return shares

    def stands_in(self, words: Iterable[str], row: int) -> bool:
        """Whether the text of ``row`` has any of ``words``."""
        return any(row in self._rows.get(stem, ()) for stem in self._stems(" ".join(words)))

    def _stems(self, text: str) -> frozenset[str]:
        return stems(_WORD.sub(lambda word: self._mend(word[0]), text.lower()))


def _questions(statements: Iterable[Findable]) -> list[str]:
    return [question for statement in statements for question in statement.questions]


def _encoded(encoder: SentenceEncoder, texts: Sequence[str], known: Mapping[str, Vectors]) -> Vectors:
    missing = [text for text in texts if text not in known]
    vectors = {**known, **dict(zip(missing, encoder.encode(missing)))}
    return np.stack([vectors[text] for text in texts]) if texts else np.zeros((0, 1), dtype=np.float32)
