"""What a conversation is about: the illnesses and treatments that stay meant while other things are asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.content.statements import ILLNESS, TREATMENT, Concept
from bot.language.leaning import COMPARES, MOST_MEANT
from bot.language.phrases import CONDITION, Phrase


def illnesses_spoken_of(text: str, found: Iterable[Phrase], follows: bool, standing: Iterable[Concept]) -> list[str]:
    """The ids of the illnesses that a conversation is about, once a message is read.

    They stay while tests, treatments and relatives are asked about beside them. "Is that the same as pancreatic
    cancer?" compares with another one.

    Args:
        text: the message.
        found: the store's phrases in it.
        follows: whether it leans on the turn before.
        standing: the illnesses that were spoken of.
    """
    phrases = list(found)
    named = _named(phrases, ILLNESS)
    before = [concept.id for concept in standing]
    if named and not (follows and before and COMPARES.search(text)):
        return named[:MOST_MEANT]
    anew = not follows and any(one.kind == CONDITION for one in phrases)
    return [] if anew and not named else before


def treatments_spoken_of(text: str, found: Iterable[Phrase], follows: bool, standing: Iterable[Concept]) -> list[str]:
    """The ids of the treatments that a conversation is about, once a message is read.

    They stay until another is named, or an illness that the message does not only set beside them. Of several the last
    is the one that goes on: "the shots did nothing, so they put him on everolimus".

    Args:
        text: the message.
        found: the store's phrases in it.
        follows: whether it leans on the turn before.
        standing: the treatments that were spoken of.
    """
    phrases = list(found)
    named = _named(phrases, {TREATMENT})
    compares = COMPARES.search(text)
    if named and not (follows and compares):
        return named[:MOST_MEANT] if compares else named[-1:]
    anew = not follows and any(one.kind in {CONDITION, *ILLNESS} for one in phrases)
    return [] if anew else [concept.id for concept in standing]


def _named(phrases: Iterable[Phrase], kinds: Collection[str]) -> list[str]:
    """The ids of what is named of these kinds, each once, in the order of the message."""
    return list(dict.fromkeys(one.id for one in phrases if one.kind in kinds))
