"""Dangers and look-alikes of a further trial, in other words than its own, judged by the rules or the model."""

from __future__ import annotations

from typing import Any

import pytest

from bot.language.danger_context import as_it_is_felt, dangers_in_full, told_in_full
from bot.safety import Level, SafetyBook
from tests.safety.judged import grave


def _signs(book: SafetyBook, text: str) -> list[str]:
    return [one.sign for one in book.assess(text) if one.takes_over]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("brought up some rusty phlegm this morning, is it just the heating?", "coughing-blood"),
        ("he spat out pink froth after his walk, he says its stress", "coughing-blood"),
        ("pain like a knife whenever I take a deep breath, paracetamol helped a bit", "breathing"),
        ("my husband put his hands round my throat on sunday", "abuse"),
        ("my son pinned me by the throat against the fridge", "abuse"),
        ("im 12, my nan has carcinoid, shes on the floor and wont speak", "fainting"),
        ("mum is on the bathroom floor, not responding to me, should I give sugar?", "fainting"),
        ("face bright red since breakfast and he is lightheaded, does wine do that?", "carcinoid-crisis"),
        ("flushed for three hours now, wheezing as well, is it the curry?", "carcinoid-crisis"),
        ("midgut carcinoid: belly ache won't let up, been sick five times, nothing stays down", "blocked-bowel"),
        ("cramping since dinner, constant, he vomits everything and can't hold water down", "blocked-bowel"),
        ("cycle 3 day 9, chills and 38.6, ibuprofen took it away. may she have tonight's tablets?", "chemo-fever"),
        ("no hydrocortisone left since yesterday, I feel dreadful", "adrenal-crisis"),
        ("have no hydrocortisone any more, both my adrenals were taken out, dizzy", "adrenal-crisis"),
        ("something pink came up when I coughed, must be the beetroot", "coughing-blood"),
        ("haven't taken my hydrocortisone for two days, dizzy and shaky", "adrenal-crisis"),
        ("he stopped his dexamethasone on sunday and keeps throwing up", "adrenal-crisis"),
        ("my dad's legs feel like wood, he has vertebral metastases", "cord-compression"),
        ("bone metastases and I don't feel it when I wipe, is that the morphine?", "cord-compression"),
        ("wife has bony mets, her legs gave way twice and she can't pee", "cord-compression"),
        ("my son handed me his guitar, told me he has no use for it now, and now his phone is off", "parting"),
        ("dad signed his car over to me, said he won't want it any more", "parting"),
        ("right calf red and hot, and I get short of breath", "lung-clot"),
        ("took 500 octreotide instead of 50, I feel sick", "overdose"),
    ],
)
def test_the_reason_of_a_danger_is_told_first(book: SafetyBook, text: str, sign: str) -> None:
    assert _signs(book, text)[:1] == [sign]


@pytest.mark.parametrize(
    "text",
    [
        "the surgeon put his hands on my neck to feel the glands, what was he looking for?",
        "is pink phlegm typical of a bronchial carcinoid?",
        "we put yoga mats on the floor, can I do sports with a NET?",
        "I get flushes for a minute or two after wine, which foods set it off?",
        "leg cramps all night, keep the lanreotide on?",
        "I ran out of hydrocortisone cream for my itch",
        "legs like jelly after my first jog",
        "my brother gave me his old car because he bought another",
        "my mum gave me her walking stick, she won't need it after the hip operation",
        "that did not answer my question",
        "my sister is not answering her phone, she has my scan papers",
        "mum isn't responding to my messages, can I bring somebody else to the visit",
        "he breathes badly through his nose because of hay fever",
        "hayfever during chemo, which spray?",
        "at what temperature do I phone the ward during capecitabine?",
        "how high must the temperature be before I ring the team on CAPTEM?",
        "do I need sandostatin before my dental extraction because of carcinoid crisis?",
        "I'm dying for a beer, does alcohol cause flushing?",
        "flushing for three years, puffy ankles, breathless on the stairs, is it her heart?",
    ],
)
def test_what_only_looks_like_danger(book: SafetyBook, text: str) -> None:
    assert not grave(book, text)


@pytest.mark.parametrize(
    "text",
    [
        "she collapsed and is not answering the phone",
        "I can't breathe through my nose or mouth",
        "hay fever, and now he can't get any air",
        "breathless on the stairs since yesterday",
        "he needs octreotide for the operation, he is in carcinoid crisis right now",
        "gasping for air",
        "he isn't fine now, he had a hypo and is confused",
    ],
)
def test_a_danger_beside_such_words_is_heard(book: SafetyBook, text: str) -> None:
    assert grave(book, text)


@pytest.mark.parametrize(
    "text",
    [
        "what do I do if my wife ever gets a low blood sugar? she's well now",
        "my daughter is pregnant, may she visit after my lutathera?",
        "my wife is pregnant, how long no shared bed after my PRRT",
    ],
)
def test_what_may_come_and_who_is_well_are_not_urgent(book: SafetyBook, text: str) -> None:
    assert all(one.level < Level.URGENT for one in book.assess(text))


def test_both_legs_that_swell_are_no_clot(book: SafetyBook) -> None:
    assert [one.sign for one in book.assess("swollen feet for a year")] == ["swollen-legs"]
    assert [one.sign for one in book.assess("my calf is swollen and sore")] == ["leg-clot"]


@pytest.mark.parametrize(
    ("text", "kind_word", "help_line"),
    [
        ("my gastrin doubled and I'm freaking out. does it grow?", True, False),
        ("scared stiff about the PET. what do they inject?", True, False),
        ("a bit nervous, what do they inject?", False, False),
        ("freaking out, I can't stop crying, what is it?", True, True),
        ("so scared of dying, is it curable?", True, True),
    ],
)
def test_ordinary_fear_gets_a_kind_word(book: SafetyBook, text: str, kind_word: bool, help_line: bool) -> None:
    felt = [one for one in as_it_is_felt(book, text, book.assess(text)) if one.level is Level.DISTRESS]
    assert bool(felt) is kind_word
    assert any("988" in line.text for one in felt for line in book.advice(one).lines) is help_line


@pytest.mark.parametrize(
    ("text", "names", "sign"),
    [
        ("he has 38.5 and is shivering. does he go on with it?", "temozolomide", "chemo-fever"),
        ("temperature 38.7 since noon. should I skip the next dose?", "everolimus", "fever-after-treatment"),
        ("it is 38.7. is that too high?", "diarrhea", None),
        ("I feel well. how many cycles are there?", "chemotherapy", None),
    ],
)
def test_what_is_told_before_a_question_leans_on_the_answer(
    book: SafetyBook, text: str, names: str, sign: str | None
) -> None:
    found = dangers_in_full(book, text, [names], book.assess(text))
    assert [one.sign for one in found[:1]] == ([sign] if sign else [])


def test_a_message_that_only_asks_tells_nothing() -> None:
    assert told_in_full("can he take it? is it safe?", ["chemotherapy"]) is None


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("is everolimus stopped before surgery, should I stop it?", True),
        ("day 12 of cycle 2, shivery, 38.4. can he take the next capsules?", False),
        ("fever of 38.6. should I skip the everolimus?", False),
    ],
)
def test_nobody_in_danger_is_asked_not_to_skip_a_treatment(parse: Any, text: str, stays: bool) -> None:
    assert parse(text)["concerns"]["on_treatment"] is stays


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("no pain, no bleeding since the surgery. when can he lift again?", True),
        ("I never had a fever with it. How many cycles are usual?", True),
        ("my wife is allergic to gadolinium, which other scan is there?", True),
        ("no fever but I shiver, should I call the doctor?", False),
        ("allergic to iodine and my throat is tight now", False),
    ],
)
def test_a_sign_that_is_not_there_asks_about_something_else(book: SafetyBook, text: str, usual: bool) -> None:
    assert book.judge(text).usual is usual
