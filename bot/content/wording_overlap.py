"""How many words in a row a text shares with a document: the project says things in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class SharedRun:
    """The longest run of words that a text shares with a document; empty where none is shared."""

    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)


class DocumentWords:
    """The words of a document, to hold texts against."""

    def __init__(self, document: str) -> None:
        self._joined = f" {' '.join(words_of(document))} "

    def longest_run(self, text: str) -> SharedRun:
        """The longest run of ``text`` that stands in the document, whatever its case and marks."""
        words = words_of(text)
        best: tuple[str, ...] = ()
        for start in range(len(words)):
            end = start + len(best) + 1
            while end <= len(words) and f" {' '.join(words[start:end])} " in self._joined:
                best = tuple(words[start:end])
                end += 1
        return SharedRun(best)


def words_of(text: str) -> list[str]:
    """The words of ``text`` in small letters."""
    return re.findall(r"[a-z0-9']+", text.lower())
