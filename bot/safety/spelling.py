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

    def __init__(self, words: Set[str], real: Set[str], drug_endings: tuple[str, ...]) -> None:
        self._drug_endings = (*drug_endings, *(f"{ending}s" for ending in drug_endings))
        self._known = frozenset(words) | frozenset(real)
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            if len(word) >= _SHORTEST and word.isalpha():
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
        if not _SHORTEST <= len(word) + 1 <= _LONGEST:
            return word
        if len(word) > _SHORTEST and word.endswith(self._drug_endings):
            return _DRUG
        starts = {word[0], word[1]}
        candidates = [known for start in starts for known in self._by_start.get(start, ())]
        slips = 2 if len(word) >= _LONG else 1
        best = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=slips)
        return str(best[0]) if best else word
