"""What holds for any text."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.safety import Level, SafetyBook

SETS = Path(__file__).parent / "sets"
LINES = [json.loads(line) for line in (SETS / "emergencies.jsonl").read_text(encoding="utf-8").splitlines()]
SERIOUS = [row["text"] for row in LINES if row["level"] in ("emergency", "crisis") and not row["general"]]
WORDS = st.sampled_from(sorted({word for row in LINES for word in row["text"].split()}))
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))
RELAXED = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(text=ANY_TEXT)
def test_nothing_ever_raises(book: SafetyBook, text: str) -> None:
    for finding in book.assess(text):
        assert book.advice(finding).lead.text
    book.is_personal_decision(text)
    book.redact(text)


@RELAXED
@given(text=ANY_TEXT)
def test_spans_are_in_order_and_apart(book: SafetyBook, text: str) -> None:
    spans = book.personal_data(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))


@RELAXED
@given(text=st.sampled_from(SERIOUS), tail=st.sampled_from(["it's probably nothing", "my wife says it is only stress"]))
def test_a_played_down_sentence_after_it_changes_nothing(book: SafetyBook, text: str, tail: str) -> None:
    plain = [finding.level for finding in book.assess(text) if not finding.general]
    played_down = [finding.level for finding in book.assess(f"{text}. {tail}") if not finding.general]
    assert max(played_down, default=Level.DISTRESS) >= max(plain, default=Level.DISTRESS)


@RELAXED
@given(text=st.sampled_from(SERIOUS))
def test_case_and_apostrophes_do_not_matter(book: SafetyBook, text: str) -> None:
    def levels(said: str) -> set[Level]:
        return {finding.level for finding in book.assess(said) if not finding.general and finding.level > Level.URGENT}

    assert levels(text.upper()) == levels(text)
    assert levels(text.replace("'", "’")) == levels(text)
