"""The tumor of a place in the body, where somebody tells of both: "his appendix came out and it was a carcinoid".

The store names the tumors of most places: "appendix NET". Who tells a story names the place here and the tumor there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.content.statements import ILLNESS, SITE, TRAIT, Vocabulary
from bot.language.phrases import CONDITION, Phrase, PhraseFinder

_OF_ANY_PLACE = "carcinoid"
"""The tumor that is named without its place."""


@dataclass(frozen=True)
class TumorsOfPlaces:
    """The tumors of the store by their places, both by their ids; and what finds a place in a text."""

    tumors: Mapping[str, str]
    places: PhraseFinder

    @classmethod
    def of(cls, words: Vocabulary) -> TumorsOfPlaces:
        """The tumor of a place is the one that is called so: "appendix NET"."""
        called = {word.lower(): one.id for one in words.concepts if one.kind in ILLNESS for word in one.words}
        places = ((one.id, f"{word} NET".lower()) for one in words.concepts if one.kind == SITE for word in one.words)
        finder = PhraseFinder((SITE, one.id, one.words) for one in words.concepts if one.kind == SITE)
        return cls({place: called[name] for place, name in places if name in called}, finder)

    def told_of(self, text: str, found: Iterable[Phrase]) -> str | None:
        """The id of the tumor, where a message names one place, a tumor of any place, and no spread.

        Args:
            text: a message that tells of somebody.
            found: the store's phrases in it: of "he had his appendix out" the operation, which hides the place.
        """
        phrases = list(found)
        illnesses = {one.id for one in phrases if one.kind in ILLNESS}
        of_any_place = illnesses == {_OF_ANY_PLACE} or (not illnesses and any(one.kind == CONDITION for one in phrases))
        if not of_any_place or any(one.kind == TRAIT for one in phrases):
            return None
        places = {one.id for one in self.places.find(text)}
        return self.tumors.get(places.pop()) if len(places) == 1 else None
