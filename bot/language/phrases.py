"""Finding the store's own words in a message: concepts and names of conditions (spaCy PhraseMatcher)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from bot.content.statements import Vocabulary

CONDITION = "condition"

Mend = Callable[[str], str]
"""Gives a word as it was meant."""


@dataclass(frozen=True)
class Phrase:
    """A known phrase in a message: characters ``start`` to ``end`` mean the thing with this id."""

    kind: str
    id: str
    start: int
    end: int


class PhraseFinder:
    """Matches whole words, whatever their case; of overlapping phrases the longest counts."""

    def __init__(
        self,
        meanings: Iterable[tuple[str, str, Iterable[str]]],
        mending: Callable[[frozenset[str]], Mend] | None = None,
    ) -> None:
        """Learn, of each meaning, its kind, its id and the phrases for it.

        Args:
            meanings: kind, id and phrases.
            mending: makes of the words of all phrases what mends a message's words; without it they are read as
                they are written.
        """
        self._language = _english()
        self._matcher = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._meanings: dict[str, tuple[str, str]] = {}
        documents: list[Doc] = []
        for kind, meaning, phrases in meanings:
            key = f"{kind} {meaning}"
            self._meanings[key] = (kind, meaning)
            some = [self._language.make_doc(_spaced(phrase)) for phrase in phrases]
            self._matcher.add(key, some)
            documents += some
        self.words = frozenset(token.lower_ for document in documents for token in document)
        self._mend = mending(self.words) if mending else None

    @classmethod
    def of(cls, vocabulary: Vocabulary, mending: Callable[[frozenset[str]], Mend] | None = None) -> PhraseFinder:
        """A finder of the store's conditions and concepts."""
        conditions = ((CONDITION, one.id, (one.name, *one.names)) for one in vocabulary.conditions)
        concepts = ((one.kind, one.id, (one.name, *one.words)) for one in vocabulary.concepts)
        return cls((*conditions, *concepts), mending)

    def find(self, text: str) -> list[Phrase]:
        """The known phrases in ``text``, in order."""
        document = self._language.make_doc(_spaced(text))
        spans = filter_spans(self._matcher(self._mended(document), as_spans=True))
        return [
            Phrase(
                *self._meanings[span.label_],
                document[span.start].idx,
                document[span.end - 1].idx + len(document[span.end - 1]),
            )
            for span in sorted(spans, key=lambda span: span.start)
        ]

    def _mended(self, document: Doc) -> Doc:
        """The same words, token by token, those with a slip as they were meant."""
        if self._mend is None:
            return document
        return Doc(document.vocab, [self._mend(token.lower_) for token in document])


@cache
def _english() -> Language:
    """Splits texts into words; made once, for it takes a fifth of a second."""
    return spacy.blank("en")


def _spaced(text: str) -> str:
    """The same length of text with the marks that tie words together made blanks (“5-HIAA”, “carcinoid/NET”)."""
    return text.translate(_TIES)


_TIES = str.maketrans({"-": " ", "/": " ", "–": " ", "’": "'", "_": " "})
