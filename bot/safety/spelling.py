"""Mending misspelt words: to the rules' word that is one or two slips away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_STRETCHED = re.compile(r"(.)\1{2,}")
_SHORTEST = 5
_LONG, _LONGEST = 9, 25
_DRUG = "_drug"
_REMEMBERED = 20_000


class Speller:
    """Knows the words of the rules and the ordinary words that must not be taken for them."""

    def __init__(
        self, words: Set[str], real: Set[str], drug_endings: tuple[str, ...], though_short: Set[str] = frozenset()
    ) -> None:
        """Learn the words.

        Args:
            words: those of the rules; of five letters or more they are found with a slip.
            real: words that mean themselves.
            drug_endings: what ends like this and is unknown is a drug.
            though_short: those of the rules that are found with a slip though they have fewer letters.
        """
        self._drug_endings = (*drug_endings, *(f"{ending}s" for ending in drug_endings))
        self._known = frozenset(words) | frozenset(real)
        self._fewest_letters = min(map(len, though_short), default=_SHORTEST - 1)
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in sorted({word for word in words if len(word) >= _SHORTEST and word.isalpha()} | though_short):
            self._by_start[word[0]].append(word)
        self.mend = lru_cache(maxsize=_REMEMBERED)(self._mend)

    def _mend(self, word: str) -> str:
        """The word itself, or the rules' word that it most likely stands for."""
        if word in self._known:
            return word
        if _STRETCHED.search(word):
            doubled, single = _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)
            for shorter in (doubled, single):
                if shorter in self._known:
                    return shorter
            word = single
        if not self._fewest_letters <= len(word) < _LONGEST:
            return word
        if len(word) > _SHORTEST and word.endswith(self._drug_endings):
            return _DRUG
        starts = {word[0], word[1]}
        candidates = [known for start in starts for known in self._by_start.get(start, ())]
        slips = 2 if len(word) >= _LONG else 1
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=slips, limit=None)
        if not near:
            return word
        # Vowels are mistaken more often than consonants, and letters left out more often than put in.
        best = min(near, key=lambda one: (one[1], _consonants(one[0]) != _consonants(word), -len(one[0])))
        return str(best[0])


def _consonants(word: str) -> str:
    """Those that are heard: double ones are one."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouy]", "", word))
