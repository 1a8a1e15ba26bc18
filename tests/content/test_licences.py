"""Which licences allow whole sentences to be repeated."""

from __future__ import annotations

import pytest

from bot.content.licences import allows_quoting
from bot.content.wording_overlap import DocumentWords
from bot.curation.importing import CAREFUL_LICENCE


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("US Government work (public domain)", True),
        ("CC BY 4.0", True),
        ("CC BY-SA 4.0", True),
        ("CC0", True),
        ("Open Government Licence v3.0", True),
        ("CC BY-NC 4.0", False),
        ("CC BY-ND 4.0", False),
        ("open access (CC BY; confirm on page)", False),
        ("copyrighted; parts in the public domain", False),
        ("all rights reserved", False),
        ("not in the public domain", False),
        ("", False),
        (CAREFUL_LICENCE, False),
    ],
)
def test_a_licence_allows_quoting_only_without_a_doubt(licence: str, allowed: bool) -> None:
    assert allows_quoting(licence) is allowed


@pytest.mark.parametrize(
    "text",
    [
        "a toe isn’t blue at all in frost",
        "A toe isn't 'blue' at all\n in frost!",
        "a toe isn't bl\u00adue at all in frost",
    ],
)
def test_marks_do_not_hide_a_shared_run(text: str) -> None:
    assert len(DocumentWords("He said a toe isn't blue at all in frost.").longest_run(text)) == 8
