"""Finding the store's own words in a message: concepts and names of conditions (spaCy PhraseMatcher)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import spacy
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.content.statements import Vocabulary

CONDITION = "condition"


@dataclass(frozen=True)
class Phrase:
    """A known phrase in a message: characters ``start`` to ``end`` mean the thing with this id."""

    kind: str
    id: str
    start: int
    end: int


class PhraseFinder:
    """Matches whole words, whatever their case; of overlapping phrases the longest counts."""

    def __init__(self, meanings: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """Learn, of each meaning, its kind, its id and the phrases for it."""
        self._language = spacy.blank("en")
        self._matcher = PhraseMatcher(self._language.vocab, attr="LOWER")
        self._meanings: dict[str, tuple[str, str]] = {}
        for kind, meaning, phrases in meanings:
            key = f"{kind} {meaning}"
            self._meanings[key] = (kind, meaning)
            self._matcher.add(key, [self._language.make_doc(_spaced(phrase)) for phrase in phrases])

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> PhraseFinder:
        """A finder of the store's conditions and concepts."""
        conditions = ((CONDITION, one.id, (one.name, *one.names)) for one in vocabulary.conditions)
        concepts = ((one.kind, one.id, (one.name, *one.words)) for one in vocabulary.concepts)
        return cls((*conditions, *concepts))

    def find(self, text: str) -> list[Phrase]:
        """The known phrases in ``text``, in order."""
        document = self._language.make_doc(_spaced(text))
        spans = filter_spans(self._matcher(document, as_spans=True))
        return [
            Phrase(*self._meanings[span.label_], span.start_char, span.end_char)
            for span in sorted(spans, key=lambda span: span.start)
        ]


def _spaced(text: str) -> str:
    """The same length of text with the marks that tie words together made blanks (“5-HIAA”, “carcinoid/NET”)."""
    return text.translate(_TIES)


_TIES = str.maketrans({"-": " ", "/": " ", "–": " ", "’": "'", "_": " "})
