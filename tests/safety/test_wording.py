"""The wording: numbers with their country, citations, length, reading level."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import textstat

from bot.safety import Advice, CitedLine, Finding, Level, SafetyBook, SafetyContentError
from tests.safety.conftest import FOLDER

REGIONS = (None, "us", "canada", "eu", "uk")
NUMBER = re.compile(r"\b(?:911|999|112|988|111|116 123|1-800-222-1222)\b")
SIGNS = {
    Level.EMERGENCY: (
        "chest-pain",
        "overdose",
        "chemo-fever",
        "carcinoid-crisis",
        "poisoning",
        "fumes",
        "adrenal-crisis",
        "no-such-sign",
    ),
    Level.CRISIS: ("suicidal-thoughts", "overdose-method", "past-attempt"),
    Level.URGENT: ("diarrhea", "blood-pressure", "medicine-question"),
    Level.DISTRESS: ("distress",),
}


@pytest.fixture(scope="session", params=REGIONS)
def regional(request: pytest.FixtureRequest) -> SafetyBook:
    return SafetyBook.load(FOLDER, request.param)


def advices(book: SafetyBook) -> Iterator[Advice]:
    for level, signs in SIGNS.items():
        for sign in signs:
            for general in (False, True):
                yield book.advice(Finding(level, sign, general))


def lines(book: SafetyBook) -> Iterator[CitedLine]:
    wording = book.wording
    yield from (wording.care_team, wording.emergency_hint, wording.not_english, *wording.who_must_not_wait)
    for advice in advices(book):
        yield from (advice.lead, *advice.lines, CitedLine(advice.offer))


def test_every_number_names_its_country(regional: SafetyBook) -> None:
    for line in lines(regional):
        for number in NUMBER.finditer(line.text):
            assert re.search(r"\bin (?:the )?(?:US|Canada|EU|UK)\b", line.text[number.end() :]), line.text


def test_no_gap_is_left_in_a_text(regional: SafetyBook) -> None:
    assert not any(re.search(r"[{}]", line.text) for line in lines(regional))


def test_the_first_word_of_an_emergency_is_what_to_do(regional: SafetyBook) -> None:
    for sign in SIGNS[Level.EMERGENCY]:
        assert regional.advice(Finding(Level.EMERGENCY, sign)).lead.text.startswith("Call ")


def test_leads_of_dangers_are_cited(regional: SafetyBook) -> None:
    for level in (Level.EMERGENCY, Level.CRISIS):
        for sign in SIGNS[level]:
            assert regional.advice(Finding(level, sign)).lead.citations


def test_who_must_not_wait_is_short(regional: SafetyBook) -> None:
    assert sum(len(line.text.split()) for line in regional.wording.who_must_not_wait) < 90


def test_plain_enough_for_grade_8(book: SafetyBook) -> None:
    hard = {line.text for line in lines(book) if textstat.flesch_kincaid_grade(line.text) > 8.05}
    assert hard == set()


def test_overdose_names_poison_help_in_the_us_only() -> None:
    for region, named in (("us", True), (None, True), ("eu", False)):
        advice = SafetyBook.load(FOLDER, region).advice(Finding(Level.EMERGENCY, "overdose"))
        assert any("Poison Help" in line.text for line in advice.lines) is named


def test_only_after_fumes_the_advice_is_fresh_air(book: SafetyBook) -> None:
    def advised(text: str) -> str:
        return " ".join(line.text for finding in book.assess(text) for line in book.advice(finding).lines)

    assert "fresh air" in advised("the boiler is leaking gas and we all feel dizzy")
    assert "fresh air" not in advised("I took two doses of octreotide by mistake and feel faint")
    assert "fresh air" not in advised("i have not passed gas for two days, i keep vomiting and can not stop coughing")


def test_fever_in_chemotherapy_gives_the_lower_number(book: SafetyBook) -> None:
    advice = book.advice(Finding(Level.EMERGENCY, "chemo-fever"))
    assert any("100.4 F (38 C)" in line.text for line in advice.lines)


def test_the_line_of_the_us_stands_beside_a_directory_where_no_region_is_set() -> None:
    lead = SafetyBook.load(FOLDER, None).advice(Finding(Level.CRISIS, "suicidal-thoughts")).lead.text
    assert "988 (in the US)" in lead and "findahelpline.com" in lead


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(SafetyContentError, match="there is no region 'mars'"):
        SafetyBook.load(FOLDER, "mars")
