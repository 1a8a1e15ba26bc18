"""What a message means that does not name it: the illness, test or treatment that was spoken of."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.statements import Concept
from bot.language.leaning import asked_of, goes_on, in_full, is_brief, is_talk, spoken_of
from bot.language.phrases import Phrase
from bot.language.statement_index import Found
from bot.language.subjects import illnesses_spoken_of

PRRT = Concept("prrt", "treatment", "PRRT", (), ())
INSULINOMA = Concept("insulinoma", "tumor", "insulinoma", (), ())
GASTRINOMA = Concept("gastrinoma", "tumor", "gastrinoma", (), ())
FLUSHING = Concept("flushing", "symptom", "flushing", (), ())
LANREOTIDE = Concept("lanreotide", "treatment", "lanreotide", (), ())
SIDE_EFFECTS = Concept("side-effects", "aspect", "side effects", (), ())


@pytest.mark.parametrize(
    ("text", "kinds", "before", "meant"),
    [
        ("is it painful", {"symptom"}, (PRRT,), (PRRT,)),
        ("what about if it has spread", {"trait"}, (INSULINOMA, PRRT), (INSULINOMA,)),
        ("grade 2 in general", {"trait"}, (INSULINOMA,), ()),
        ("is it chemo", {"treatment"}, (LANREOTIDE,), (LANREOTIDE,)),
        ("does it run in the family", set(), (INSULINOMA, PRRT), (INSULINOMA,)),
        ("how is she followed up", set(), (INSULINOMA, PRRT), (INSULINOMA,)),
        ("how often", set(), (PRRT, FLUSHING), (PRRT,)),
        ("what are the symptoms?", set(), (PRRT,), ()),
        ("what are the symptoms?", set(), (INSULINOMA,), (INSULINOMA,)),
        ("what are the symptoms of a NET?", {"condition"}, (INSULINOMA,), ()),
        ("and sunitinib?", {"treatment"}, (PRRT,), ()),
        ("what is lanreotide", {"treatment"}, (INSULINOMA,), ()),
        ("is surgery possible for it", {"treatment"}, (INSULINOMA,), (INSULINOMA,)),
        ("is surgery a cure", {"treatment", "aspect"}, (INSULINOMA,), (INSULINOMA,)),
        ("what does surgery do", {"treatment"}, (INSULINOMA,), ()),
        ("is it better than a CT", {"test"}, (INSULINOMA, PRRT), (PRRT,)),
        ("do my kids need testing", set(), (PRRT, INSULINOMA), (INSULINOMA,)),
        ("and of embolization?", {"treatment"}, (PRRT, SIDE_EFFECTS), (SIDE_EFFECTS,)),
        ("and in the lung?", {"site"}, (INSULINOMA,), ()),
        ("and for the lung?", {"site"}, (PRRT,), (PRRT,)),
        ("what sets it off", set(), (FLUSHING,), (FLUSHING,)),
        ("what tests would they do", {"test"}, (FLUSHING,), ()),
        ("how long", set(), (FLUSHING,), ()),
        ("does it come back", {"aspect"}, (PRRT, INSULINOMA, FLUSHING), (INSULINOMA,)),
        ("is it painful", {"aspect"}, (PRRT, INSULINOMA, FLUSHING), (PRRT, INSULINOMA)),
        ("did he get it from smoking", {"factor"}, (PRRT, INSULINOMA), (INSULINOMA,)),
    ],
)
def test_what_is_meant(text: str, kinds: set[str], before: tuple[Concept, ...], meant: tuple[Concept, ...]) -> None:
    assert spoken_of(text, kinds, before, ()) == meant


@pytest.mark.parametrize(
    ("text", "kinds", "before", "meant"),
    [
        ("did i get it from drinking", set(), (PRRT,), (INSULINOMA,)),
        ("is it painful", set(), (PRRT,), (PRRT,)),
        ("is surgery possible for him", {"treatment"}, (PRRT,), (INSULINOMA,)),
        ("and if it has spread", {"trait"}, (PRRT,), (INSULINOMA,)),
        ("do we all have to be tested in the family", set(), (PRRT,), (INSULINOMA,)),
        ("and in the lung?", {"site"}, (FLUSHING,), ()),
        ("what are the symptoms", set(), (), (INSULINOMA,)),
        ("is that a NET too", {"condition"}, (PRRT,), (INSULINOMA,)),
        ("does everyone with a NET get it", {"condition"}, (), (INSULINOMA,)),
        ("is that kind malignant", {"trait"}, (), (INSULINOMA,)),
        ("what if they take it out", set(), (GASTRINOMA,), (INSULINOMA,)),
        ("they put me on PRRT, what does that do", {"treatment"}, (INSULINOMA,), ()),
    ],
)
def test_the_illness_stays_meant(
    text: str, kinds: set[str], before: tuple[Concept, ...], meant: tuple[Concept, ...]
) -> None:
    assert spoken_of(text, kinds, before, (INSULINOMA,)) == meant


@pytest.mark.parametrize(
    ("text", "kinds", "follows", "ids"),
    [
        ("my dad has a gastrinoma", {"tumor": "gastrinoma"}, False, ["gastrinoma"]),
        ("what is PRRT", {"treatment": "prrt"}, False, ["insulinoma"]),
        ("what are the signs of a NET", {"condition": "neuroendocrine-tumors"}, False, []),
        ("is that the same as pancreatic cancer", {"tumor": "pancreatic-cancer"}, True, ["insulinoma"]),
        ("and a gastrinoma?", {"tumor": "gastrinoma"}, True, ["gastrinoma"]),
        ("is that a NET too", {"condition": "neuroendocrine-tumors"}, True, ["insulinoma"]),
    ],
)
def test_what_a_conversation_is_about(text: str, kinds: dict[str, str], follows: bool, ids: list[str]) -> None:
    found = [Phrase(kind, one, 0, 0) for kind, one in kinds.items()]
    assert illnesses_spoken_of(text, found, follows, (INSULINOMA,)) == ids


def test_the_names_stand_before_what_is_asked() -> None:
    assert in_full("is it safe?", (PRRT, INSULINOMA)) == "PRRT and insulinoma: is it safe?"
    assert in_full("is it safe?", ()) == "is it safe?"


@pytest.mark.parametrize(
    ("text", "kinds", "of_something", "brief"),
    [
        ("and the side effects?", {"aspect"}, False, True),
        ("symptoms of insulinoma", {"tumor"}, True, False),
        ("how many are alive after five years", set(), False, False),
        ("how many are alive after five years", set(), True, True),
        ("how long do I have to stay in the hospital", set(), True, False),
    ],
)
def test_what_is_brief_leans(text: str, kinds: set[str], of_something: bool, brief: bool) -> None:
    assert is_brief(text, kinds, of_something) == brief


@pytest.mark.parametrize(
    ("text", "within", "asked"),
    [
        ("They found an insulinoma. how common is that", {}, "insulinoma: how common is that"),
        ("They found an insulinoma. how is it on PRRT", {"treatment": "PRRT"}, None),
        ("how common is an insulinoma", {}, None),
        ("They found an insulinoma. It is small.", {}, None),
    ],
)
def test_what_a_story_asks(text: str, within: dict[str, str], asked: str | None) -> None:
    found = [Phrase(kind, word, text.index(word), len(word)) for kind, word in within.items()]
    assert asked_of(text, found, (INSULINOMA,)) == asked
    assert asked_of(text, found, ()) is None


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "talk"),
    [
        ("thanks", "thank", 0.9, True),
        ("uh huh", "affirm", 0.6, True),
        ("dose?", "ask_sources", 0.45, False),
        ("what are your sources?", "ask_sources", 0.99, True),
        ("who does it", "bot_challenge", 0.9, False),
        ("who are you", "bot_challenge", 0.9, True),
        ("how is it given", "ask_treatment", 0.9, False),
        ("what is the weather", "out_of_scope", 0.9, False),
    ],
)
def test_talk_leans_on_nothing(text: str, intent: str, confidence: float, talk: bool) -> None:
    assert is_talk(Message({TEXT: text}), intent, confidence) == talk


def test_a_question_that_a_statement_answers_is_no_talk() -> None:
    near = [Found("some", "treatment", 1.2, 0.5)]
    asked = Message({TEXT: "when was that approved?", "near": near, "near_in_its_words": True})
    assert not is_talk(asked, "ask_sources", 0.9)


@pytest.mark.parametrize(
    ("text", "kinds", "before", "on"),
    [
        ("and a gastrinoma?", ["tumor"], "treatment", True),
        ("what about functional ones?", ["trait"], "symptoms", True),
        ("and the operation?", ["treatment"], "overview", False),
        ("and chemotherapy?", ["treatment"], "treatment", True),
        ("what about the causes?", [], "symptoms", False),
    ],
)
def test_the_same_is_asked_of_something_else(text: str, kinds: list[str], before: str, on: bool) -> None:
    entities = [{"entity": kind, "value": kind} for kind in kinds]
    understood = {"follows": True, "specific": False}
    message = Message({TEXT: text, ENTITIES: entities, "understood": understood})
    assert goes_on(message, False, [before]) == on
