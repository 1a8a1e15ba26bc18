"""Personal data: what goes, what stays, and what stands in its place."""

from __future__ import annotations

import pytest

from bot.safety import SafetyBook


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("My name is Anna Kowalski and I have a VIPoma", "My name is [name] and I have a VIPoma"),
        ("my name is anna and i have carcinoid", "my name is [name] and i have carcinoid"),
        ("Dr. van der Berg saw me", "Dr. [name] saw me"),
        ("call 555-0134", "call [phone]"),
        ("mail a.b@example.com", "mail [email]"),
        ("MRN 00482913", "MRN [number]"),
        ("born 12 March 1961", "born [birth date]"),
        ("I live at 42 Maple Street, Oxford OX1 2AB", "I live at [address]"),
        ("Thanks, R. Okonkwo", "Thanks, [name]"),
        ("We are Paul and Trudy Vance", "We are [name] and [name]"),
    ],
)
def test_labels_stand_in_the_place_of_the_data(book: SafetyBook, text: str, redacted: str) -> None:
    assert book.redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "call Poison Help at 1-800-222-1222, or 1-800-4-CANCER, or 988",
        "my scan was on 12/03/2022 and CgA 1250",
        "I'm Dutch, I'm on Lutathera, I'm Grade 2",
        "My mother Has Cushing disease",
        "Dr said Zollinger-Ellison or MEN1",
        "CT or MR enterography",
    ],
)
def test_what_looks_like_it_and_is_none_stays(book: SafetyBook, text: str) -> None:
    assert book.redact(text) == text


def test_redacting_again_changes_nothing(book: SafetyBook) -> None:
    once = book.redact("I'm Rita, rita@example.com, DOB 12/03/1961, 18 Pine Street, call 555-0155")
    assert book.redact(once) == once


@pytest.mark.parametrize(
    "text",
    ["i am skared", "i am suicidle", "im bleding", "i am unconcious", "i am diying", "I'm Walter and my chest hurts"],
)
def test_no_danger_is_taken_for_a_name(book: SafetyBook, text: str) -> None:
    assert book.assess(book.redact(text)) == book.assess(text) != ()


@pytest.mark.parametrize("text", ["i am walter", "I'm Walter and my chest hurts", "my dad Walter collapsed"])
def test_a_name_beside_danger_is_a_name(book: SafetyBook, text: str) -> None:
    assert "walter" not in book.redact(text).lower()
