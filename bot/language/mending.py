"""Slips of the pen, read as the words that the training questions use: "how is it treted", "what tipes are there".

The topic encoder bears some slips, but of questions with one in a word of five letters or more it understood a tenth
less, and with two a quarter less (docs/understanding.md).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Set
from pathlib import Path

from bot.language.contractions import written_out
from bot.language.other_conditions import real_words
from bot.safety import spelling
from bot.safety.spelling import Speller

_OFTEN = 3
"""Lines in which a word must stand, so that no slip is taken for the word that was meant."""

_WORD = re.compile(r"[^\W\d_]+")
_DIE = re.compile(
    r"\b(you|i|we|he|she|they|people|to)( \w+)? dye\b(?! (?:my|your|his|her|their|the|it|hair))", re.IGNORECASE
)
"""A word itself, and yet a slip: "can you dye from it"."""


def usual_words(texts: Iterable[str], real: Set[str]) -> frozenset[str]:
    """The words, among those of ``real``, that stand in several of ``texts``."""
    lines = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    return frozenset(word for word, count in lines.items() if count >= _OFTEN and word in real)


class Mending:
    """Reads a word that is none of ``real`` as the usual word that is a slip or two away, if there is one."""

    def __init__(self, usual: Set[str], real: Set[str]) -> None:
        self._speller = Speller(usual, real, drug_endings=())

    def mended(self, text: str) -> str:
        """The text as it was meant; whatever is not mended stays as it is."""
        return _WORD.sub(self._meant, _DIE.sub(r"\1\2 die", written_out(text)))

    def _meant(self, found: re.Match[str]) -> str:
        word = found[0].lower()
        meant = self._speller.mend(word)
        return found[0] if meant == word else meant


def fingerprint() -> str:
    """Of how slips are mended, the code and the words that are meant as written: what Rasa trained otherwise is old."""
    digest = hashlib.sha256("\n".join(sorted(real_words())).encode())
    for code in (__file__, str(spelling.__file__)):
        digest.update(Path(code).read_bytes())
    return digest.hexdigest()
