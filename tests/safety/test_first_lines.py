"""What stands on top of an answer."""

from __future__ import annotations

from bot.safety import UNNAMED, UNNAMED_OR_CRISIS, Finding, Level, SafetyBook


def test_the_kind_sentence_stands_beside_urgent_advice(book: SafetyBook) -> None:
    urgent, distress = Finding(Level.URGENT, UNNAMED[Level.URGENT]), Finding(Level.DISTRESS, "afraid")
    lines = book.first_lines((urgent, distress))
    assert lines[0] == book.advice(urgent).lead
    assert lines[-1] == book.advice(distress).lead


def test_of_two_dangers_the_gravest_is_told(book: SafetyBook) -> None:
    first, second = Finding(Level.URGENT, "no-urine"), Finding(Level.URGENT, "fever")
    assert book.first_lines((first, second)) == book.first_lines((first,))
    assert book.first_lines(()) == ()


def test_what_has_no_name_gets_the_general_advice(book: SafetyBook) -> None:
    for level, sign in UNNAMED.items():
        lead = book.advice(Finding(level, sign)).lead.text
        assert "911" in lead
    urgent = book.first_lines((Finding(Level.URGENT, UNNAMED[Level.URGENT]),))
    perhaps_crisis = book.first_lines((Finding(Level.URGENT, UNNAMED_OR_CRISIS),))
    assert "today" in urgent[0].text
    assert urgent[0] == perhaps_crisis[0]
    assert not any("988" in line.text for line in urgent)
    assert any("988" in line.text for line in perhaps_crisis)
