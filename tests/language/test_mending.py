"""Slips of the pen: what is mended, and what is meant as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.mending import Mending, usual_words
from bot.language.other_conditions import real_words

USUAL = frozenset({"people", "treated", "types", "where", "curable", "symptoms", "diagnosed"})


@pytest.fixture(scope="module")
def mending() -> Mending:
    return Mending(USUAL, real_words())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("which peple get it", "which people get it"),
        ("How is it Trated?", "How is it treated?"),
        ("whare, and what tipes", "where, and what types"),
        ("wen was it diagnosd", "wen was it diagnosed"),
        ("can you dye from it", "can you die from it"),
    ],
)
def test_a_slip_is_mended(mending: Mending, written: str, meant: str) -> None:
    assert mending.mended(written) == meant


@pytest.mark.parametrize(
    "text", ["wheat and tapes", "my lymphoma", "octreotide", "is there a pepole", "5-HIAA", "can I dye my hair"]
)
def test_other_words_stay(text: str) -> None:
    assert Mending(frozenset({"where", "types"}), real_words()).mended(text) == text


@given(st.text(max_size=200))
def test_what_is_mended_stays_as_it_is(mending: Mending, text: str) -> None:
    once = mending.mended(text)
    assert mending.mended(once) == once


def test_usual_words_are_real_and_in_several_lines() -> None:
    lines = ["treated treated tretaed", "treated tretaed", "is it treated tretaed"]
    assert usual_words(lines, frozenset({"treated", "is"})) == {"treated"}
