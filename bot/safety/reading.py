"""A text as the rules read it: plain lower-case words in sentences, slips of spelling mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.safety.measures import Measures
from bot.safety.patterns import Stretch
from bot.safety.spelling import Speller

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+(?:[.,]\d+)*(?:/\d+)?|[.!?;\n…]+|(?<=\s)-(?=\s)|[,:()]")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘`´ʼ"), "'") | dict.fromkeys(map(ord, "–—"), " - ")
# Letters that lose nothing by being taken apart ("bewußtlos", "zemdlał").
_LETTERS = {ord("ß"): "ss", ord("ł"): "l", ord("œ"): "oe", ord("ø"): "o"}
_WINDOW, _STEP = 4, 2
_ENDS = ".!?;\n…"
_IS = frozenset(["he", "she", "it", "that", "what", "there", "where", "who", "here", "how"])
_EXPANDED = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "had"}


@dataclass(frozen=True)
class Spelling:
    """How the words of a text become those of the rules."""

    short: Mapping[str, Sequence[str]]
    joined: re.Pattern[str]
    speller: Speller
    measures: Measures


@dataclass(frozen=True)
class Reading:
    """A text as its sentences, and as stretches of a few sentences, each overlapping the next."""

    sentences: tuple[Stretch, ...]
    windows: tuple[Stretch, ...]

    @classmethod
    def of(cls, sentences: tuple[Stretch, ...]) -> Reading:
        """Put the stretches together."""
        starts = range(0, max(len(sentences) - _WINDOW + _STEP, 1), _STEP)
        parts = (sentences[start : start + _WINDOW] for start in starts)
        return cls(sentences, tuple(_together(part) for part in parts if part))


def read(text: str, spelling: Spelling) -> Reading:
    """Read a text."""
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
    sentences: list[list[str]] = [[]]
    for token in _TOKEN.findall(plain):
        if token in ("...", "…"):
            sentences[-1].append(",")
        elif token[0] in _ENDS:
            if sentences[-1]:
                sentences.append([])
        elif token in "():,-":
            sentences[-1].append(",")
        else:
            sentences[-1].extend(_words(token, spelling))
    return Reading.of(tuple(_stretch(words, spelling) for words in sentences if words))


def _words(token: str, spelling: Spelling) -> Sequence[str]:
    if "'" in token:
        whole = token.replace("'", "")
        base, _, ending = token.partition("'")
        if ending == "s":
            return (base, "is") if base in _IS else (base,)
        if f"'{ending}" in _EXPANDED:
            return (base, _EXPANDED[f"'{ending}"])
        token = whole
    if token[0].isdigit():
        return (token.replace(",", ""),)
    mended = spelling.speller.mend(token)
    return spelling.short.get(token) or spelling.short.get(mended) or (mended,)


def _stretch(words: Sequence[str], spelling: Spelling) -> Stretch:
    text = f" {' '.join(words)} "
    text = spelling.joined.sub(lambda match: match[0].rstrip().replace(" ", "_") + " ", text)
    text = spelling.measures.mark(text)
    return Stretch(text)


def _together(stretches: Sequence[Stretch]) -> Stretch:
    if len(stretches) == 1:
        return stretches[0]
    return Stretch(f" {' . '.join(stretch.text.strip() for stretch in stretches)} ")
