"""What is past, usual or asked for knowledge raises no alarm, and hides none that is told beside it."""

from __future__ import annotations

import pytest

from bot.safety import Level, SafetyBook
from tests.safety.judged import grave


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("my appendix was whipped out because of appendicitis and now I read NET in the report", False),
        ("for appendicitis I had surgery, my appendix is gone, and today the pathologist wrote of a carcinoid", False),
        ("the surgeon suspected appendicitis but it turned out to be a carcinoid", False),
        ("in April I had a stroke, and now a letter says that there is a NET", False),
        ("she had a pulmonary embolism in spring and now they found a spot on the lung", False),
        ("dad was treated for sepsis and today we heard that it is a carcinoid", False),
        ("they operated on my blocked bowel and now I have the pathology report", False),
        ("had a seizure and now the doctors say insulinoma, is surgery still possible", False),
        # the same, and now belongs to the danger
        ("appendicitis 5 years ago and now terrible pain", True),
        ("I have my appendix out since May and now severe pain in my belly, I vomit", True),
        ("I have appendicitis now", True),
        ("it could be appendicitis, it hurts so much", True),
        ("had a stroke in April and now it is back", True),
        ("she had a pulmonary embolism in spring and now she can't breathe", True),
        ("dad was treated for sepsis and today he has sepsis again", True),
        ("they operated on my blocked bowel and now it is blocked again and I vomit green", True),
        ("had a seizure in June and now he is having another seizure", True),
    ],
)
def test_what_was_treated_is_past_and_what_is_back_is_not(book: SafetyBook, text: str, alarm: bool) -> None:
    assert grave(book, text) == alarm


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("mum is completely confused and so am I", False),
        ("she says the other doctor said it is fine but dad is confused and drowsy", True),
        ("mum is confused since noon", True),
        ("my wife is confused, one side of her face hangs", True),
        ("rigors and a temp of 39 after the TACE", True),
        ("half of his mouth hangs", True),
        ("we can't bring him round", True),
        ("he wants to lie down in bed and never get up", True),
        ("I plan to leave this earth", True),
        ("what about going to sleep and not waking up", True),
        ("could one sleep forever with enough morphine", True),
        ("what can I take to sleep with morphine", False),
        ("I'm 39 and running out of time to have a baby", False),
    ],
)
def test_words_that_look_like_a_danger(book: SafetyBook, text: str, alarm: bool) -> None:
    assert grave(book, text) == alarm


@pytest.mark.parametrize(
    "text",
    [
        "I got the news that it is a carcinoid and I can't stop trembling",
        "my CT is on Friday and I can hardly sleep",
        "at night I picture the worst",
        "I am expecting the worst",
        "I care for my wife day and night and I am worn out",
    ],
)
def test_fear_before_a_scan_or_after_the_news_is_distress(book: SafetyBook, text: str) -> None:
    assert Level.DISTRESS in {finding.level for finding in book.assess(text)}


@pytest.mark.parametrize(
    "text",
    [
        "there is no need to panic, they say",
        "I sleep badly on steroids",
        "my hands are shaking when I write",
    ],
)
def test_what_is_no_distress(book: SafetyBook, text: str) -> None:
    assert book.assess(text) == ()


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("dad refuses all meals", "not-eating"),
        ("a new cough, I take everolimus", "cough-on-everolimus"),
        ("I feel sick since this morning, with a fever of 39.2", "fever"),
    ],
)
def test_what_is_told_first_of_what_is_urgent(book: SafetyBook, text: str, sign: str) -> None:
    first = book.assess(text)[0]
    assert (first.level, first.sign) == (Level.URGENT, sign)


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("a hard knot in my buttock after the lanreotide shot, is that ok", True),
        ("Octreotide injection on Monday. There is a bruise where the needle went in.", True),
        ("a hard knot in my buttock after the shot, it is oozing pus and I have a fever", False),
        ("a hard lump in my neck after the shot", False),
        ("a hard knot in my buttock after the shot and my chest hurts", False),
    ],
)
def test_a_lump_where_the_injection_went_in_is_usual(book: SafetyBook, text: str, usual: bool) -> None:
    assert book.judge(text).usual == usual


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("could I get sick pay", False),
        ("do the pens have to be kept in the fridge", False),
        ("which cancers can we get with that gene", False),
        ("what am I not allowed to eat before the 5-HIAA test", False),
        ("am I going to lose my hair", False),
        ("how long will he be followed up", False),
        ("does my daughter need a gene test", False),
        ("does my daughter need a gene test now", True),
        ("do I need more octreotide, and can I get sick pay", True),
        ("is he going to die", True),
        ("can I have surgery", True),
        ("which treatment can I get", True),
    ],
)
def test_what_asks_for_knowledge_is_no_decision(book: SafetyBook, text: str, decision: bool) -> None:
    assert book.is_personal_decision(text) == decision
