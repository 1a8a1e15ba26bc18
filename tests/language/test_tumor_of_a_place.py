"""A tumor that is told of with its place, in whatever words."""

from __future__ import annotations

import pytest

from bot.content.statements import Concept, Vocabulary
from bot.language.phrases import PhraseFinder
from bot.language.tumor_of_a_place import TumorsOfPlaces

WORDS = Vocabulary(
    conditions=(),
    concepts=(
        Concept("appendix", "site", "the appendix", ("appendix",), ()),
        Concept("appendix-surgery", "treatment", "taking out the appendix", ("appendix out",), ()),
        Concept("liver", "site", "the liver", ("liver",), ()),
        Concept("carcinoid", "tumor", "carcinoid tumors", ("carcinoid",), ()),
        Concept("appendix-net", "tumor", "NETs of the appendix", ("appendix NET",), ()),
        Concept("insulinoma", "tumor", "insulinoma", ("insulinoma",), ()),
        Concept("metastatic", "trait", "spread", ("spread",), ()),
    ),
    statements=(),
    version="1",
)


@pytest.mark.parametrize(
    ("text", "tumor"),
    [
        ("he had his appendix out and they found a carcinoid", "appendix-net"),
        ("my carcinoid has spread to the appendix", None),
        ("they found a carcinoid in her liver", None),
        ("an insulinoma, and my appendix is out", None),
        ("a carcinoid of the appendix and of the liver", None),
        ("my appendix is out", None),
    ],
)
def test_the_tumor_of_a_place(text: str, tumor: str | None) -> None:
    found = PhraseFinder.of(WORDS).find(text)
    assert TumorsOfPlaces.of(WORDS).told_of(text, found) == tumor
