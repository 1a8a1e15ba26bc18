"""What is ours to answer: questions that name nothing but what a statement tells of, whatever they sound like."""

from __future__ import annotations

import pytest

from tests.conversations.conftest import Bot, statements


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which NET charity is there in Australia", "support-australia"),
        ("is there a website in Canada", "support-canada"),
        ("what are the side effects of everolimus", "treatment-everolimus-side-effects"),
        ("can i drink alcohol with a NET", "treatment-carcinoid-food"),
        ("whats MEN1", "overview-men1"),
        ("whats 5-HIAA", "diagnosis-5-hiaa-what"),
    ],
)
def test_what_a_statement_tells_of_is_answered(bot: Bot, question: str, first: str) -> None:
    assert statements(bot.say(question))[0] == first


@pytest.mark.parametrize(
    "question",
    [
        "what are the symptoms of lupus",
        "is asthma hereditary",
        "how is breast cancer treated",
        "how many calories are in chocolate and red wine",
    ],
)
def test_another_disease_gets_no_answer(bot: Bot, question: str) -> None:
    message = bot.say(question)
    assert message["custom"]["kind"] == "refusal"
    assert "what my sources say about neuroendocrine tumors" in message["text"]
    assert not statements(message)


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("lanreotide vs octreotide injection price", "lanreotide"),
        ("what is the price of Lutathera", "Lutathera"),
        ("which pharmacy in Canada sells lanreotide", "lanreotide"),
        ("does omeprazole interact with octreotide", "octreotide"),
    ],
)
def test_what_no_source_says_of_a_treatment_is_told_so_and_what_is_known_is_offered(
    bot: Bot, question: str, known: str
) -> None:
    message = bot.say(question)
    assert message["custom"]["kind"] == "refusal"
    assert message["text"].startswith("My sources do not say that about")
    assert not statements(message)
    offered = next(one for one in message["custom"]["suggestions"] if known in one["text"])
    assert bot.say(offered["text"])["custom"]["kind"] == "answer"


@pytest.mark.parametrize("question", ["what is sunitinib", "tell me about colonoscopy", "what is radiation therapy"])
def test_a_test_or_treatment_of_ours_is_told_of_by_its_name(bot: Bot, question: str) -> None:
    assert bot.say(question)["custom"]["kind"] == "answer"
