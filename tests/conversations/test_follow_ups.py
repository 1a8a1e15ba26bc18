"""What a message means after the ones before it: each scenario is a conversation with the real bot."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

import pytest

from bot.settings import ROOT
from tests.conversations.conftest import Bot, statements


@dataclass(frozen=True)
class Turn:
    """What is said, and the kind and topics of the answer to it."""

    text: str
    topics: tuple[str, ...] = ()
    kind: str = "answer"
    about: str = ""


SCENARIOS = {
    "another topic of the same thing": (
        Turn("What are the symptoms of an insulinoma?", ("symptoms",), about="insulinoma"),
        Turn("and how is it treated?", ("treatment",), about="insulinoma"),
    ),
    "the same topic of another thing": (
        Turn("what are the symptoms of a gastrinoma", ("symptoms",), about="gastrinoma"),
        Turn("what about a glucagonoma?", ("symptoms",), about="glucagonoma"),
    ),
    "a kind of tumor keeps the topic": (
        Turn("What are the symptoms?", ("symptoms",)),
        Turn("what about functional ones?", ("symptoms",), about="extra hormones"),
    ),
    "the same topic in another country": (
        Turn("who can I call in the UK", ("support",), about="0808 800 4040"),
        Turn("and in Canada?", ("support",), about="cancer.ca"),
    ),
    "whether what was spoken of is safe": (
        Turn("whats lutathera", ("treatment",), about="is a prrt drug"),
        Turn("is it safe", ("treatment",), about="side effects"),
    ),
    "food, of the syndrome spoken of": (
        Turn("what foods should people with carcinoid syndrome avoid", ("treatment",), about="flushing"),
        Turn("what about a glass of red wine at christmas", ("causes",), about="alcohol"),
    ),
    "a brief question leans": (
        Turn("what is an insulinoma", ("overview",), about="insulinoma"),
        Turn("what are the symptoms?", ("symptoms",), about="insulinoma"),
    ),
    "what a refusal was about": (
        Turn(
            "how much does a liver transplant cost in the uk", (), kind="refusal", about="that about a liver transplant"
        ),
        Turn("what are the side effects?", ("treatment",), kind="not_covered", about="any treatment can have"),
    ),
    "a treatment that is told of, and how it works": (
        Turn("my husband is starting lutathera in march. how does it work", ("treatment",), about="prrt"),
    ),
    "a treatment that was only told of": (
        Turn("im starting lutathera next month", ("treatment",), about="prrt"),
        Turn("will my hair fall out", (), kind="refusal", about="do not say that about lutathera"),
    ),
    "an illness beside the one that was spoken of": (
        Turn("my husband has a gastrinoma", ("overview",), about="gastrin"),
        Turn("is it related to this MEN1 thing", (), about="gastrinomas come from"),
    ),
    "the illness, for whoever has it asked": (
        Turn("i was told last week i have a carcinoid in my small bowel", (), about="gut net"),
        Turn("my mum is asking if its in the family", ("risk_factors",), about="run in families"),
    ),
    "a tumor that was only told of": (
        Turn("they found a lung carcinoid", ("overview",), about="lung"),
        Turn("why would a kid get this", ("causes",), about="do not know exactly"),
    ),
    "the illness, after a treatment that was asked about in between": (
        Turn("i have a pancreatic net", ("overview",), about="pancrea"),
        Turn("what is a whipple", ("treatment",), about="whipple"),
        Turn("what is the outlook", ("prognosis",), about="pancrea"),
    ),
    "the illness, after its relatives": (
        Turn("my wife has a pheochromocytoma", ("overview",), about="pheochromocytoma"),
        Turn("do we all have to get tested in the family", ("prevention",), about="pheochromocytoma"),
        Turn("whats the treatment", ("treatment",), about="pheochromocytoma"),
    ),
    "a tumor told of with its place": (
        Turn("my son had his appendix out and now they say it was a carcinoid", ("treatment",), about="appendix"),
        Turn("how common is it that they find this", ("types",), about="appendix"),
    ),
    "what was not told yet": (
        Turn("what is chromogranin A", ("diagnosis",), about="chromogranin"),
        Turn("what else can push it up", ("diagnosis",), kind="not_covered", about="chromogranin"),
    ),
    "words with a slip": (
        Turn("wot r the symtoms of carcinoid syndrom", ("symptoms",), about="flush"),
        Turn("and for an insulinnoma?", ("symptoms",), about="insulinoma"),
        Turn("how is a gastrinoma treted", ("treatment",), about="gastrinoma"),
    ),
    "a topic named by its name is another topic": (
        Turn("What are the symptoms?", ("symptoms",)),
        Turn("what about the causes?", ("causes",)),
    ),
    "inherited too": (
        Turn("What causes it?", ("causes",)),
        Turn("is it inherited too?", ("risk_factors",), about="run in families"),
    ),
    "a question of its own": (
        Turn("Who is at risk?", ("risk_factors",)),
        Turn("can it be cured", ("prognosis",), about="cure"),
    ),
    "inherited, of the illness spoken of": (
        Turn("what is a paraganglioma", ("overview",), about="paraganglioma"),
        Turn("and is it inherited?", ("risk_factors",), about="paraganglioma more likely"),
    ),
    "what was felt is no test": (
        Turn("I'm 29, flushing and diarrhea for months, should I see a doctor?", ("when_to_see_doctor",)),
        Turn("what tests would they do?", ("diagnosis",), about="blood"),
    ),
    "no to the offer": (
        Turn("How is it treated?", ("treatment",)),
        Turn("no thanks", kind="small_talk"),
        Turn("what is the outlook?", ("prognosis",)),
    ),
    "yes to the offer": (
        Turn("How is it treated?", ("treatment",)),
        Turn("yes", ("treatment",)),
        Turn("where did you get that?"),
    ),
    "an emergency in between, then on": (
        Turn("How is it treated?", ("treatment",)),
        Turn("my chest hurts and i cant breathe", kind="emergency"),
        Turn("what are the symptoms?", ("symptoms",)),
    ),
    "an emergency goes on until help is there": (
        Turn("my wife is having a seizure", kind="emergency"),
        Turn("still going", kind="emergency", about="call your local emergency number"),
        Turn("what do i do", kind="emergency"),
        Turn("they are here now", kind="small_talk", about="help is there"),
        Turn("thanks", kind="small_talk"),
    ),
    "an emergency is not forgotten for a question between": (
        Turn("my husband has crushing chest pain", kind="emergency"),
        Turn("what is lanreotide", ("treatment",)),
        Turn("it is getting worse", kind="emergency"),
        Turn("the paramedics are here", kind="small_talk", about="help is there"),
        Turn("what are the side effects of chemotherapy", ("treatment",)),
    ),
    "who tells what somebody has": (Turn("my mum has an insulinoma", about="makes insulin"),),
    "a crisis is not called off by a word": (
        Turn("I want to kill myself", kind="crisis"),
        Turn("forget it", kind="crisis", about="988"),
    ),
    "who has what was asked about": (
        Turn("What is a carcinoid crisis?", ("overview",)),
        Turn("i think thats what is happening to me", kind="emergency"),
    ),
    "an emergency that is past": (
        Turn("my mum is unconscious", kind="emergency"),
        Turn("false alarm, she woke up", kind="small_talk", about="glad"),
    ),
    "topics in a row": (Turn("insulinoma signs causes treatment", ("symptoms", "causes", "treatment")),),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_conversation(bot: Bot, name: str) -> None:
    sender = secrets.token_hex(8)
    for turn in SCENARIOS[name]:
        message = bot.say(turn.text, sender)
        answer = message["custom"]
        assert (turn.text, answer["kind"]) == (turn.text, turn.kind)
        if turn.topics:
            assert tuple(topic["id"] for topic in answer["topics"]) == turn.topics
        assert turn.about in message["text"].lower()


def test_a_follow_up_means_nothing_to_a_stranger(bot: Bot) -> None:
    """What one person asked before does not shape the answer to another."""
    bot.say("What are the symptoms of an insulinoma?", secrets.token_hex(8))
    alone = bot.say("and how is it treated?", secrets.token_hex(8))
    assert "insulinoma" not in alone["text"].lower().partition("\n\nsources")[0]


def _rows(kind: str) -> list[dict[str, Any]]:
    lines = (ROOT / "tests/answers/questions/follow_ups.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if kind in row]


def _answer(bot: Bot, row: dict[str, Any]) -> dict[str, Any]:
    sender = secrets.token_hex(8)
    for text in row["before"]:
        bot.say(text, sender)
    return bot.say(row["text"], sender)


def test_a_follow_up_is_answered_by_its_statement(bot: Bot) -> None:
    """The bar stands a little under the figure in docs/understanding.md, so that a fall is seen."""
    wanted = _rows("statements")
    missed = [row for row in wanted if not set(row["statements"]) & set(statements(_answer(bot, row))[:3])]
    assert len(missed) <= 0.1 * len(wanted), missed


def test_what_is_not_said_of_it_is_called_so(bot: Bot) -> None:
    """Some of what counts as told is near the mark: of side effects there is what holds for any treatment."""
    unsaid = _rows("unsaid")
    told = [row for row in unsaid if _answer(bot, row)["custom"]["kind"] not in ("not_covered", "refusal")]
    assert len(told) <= 0.26 * len(unsaid), told
