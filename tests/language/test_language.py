"""Understanding without Rasa: phrases, shape, clauses, the linear model, the index."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.store import ContentStore
from bot.evaluation.scoring import Labelled, Prediction, calibration_error, macro_f1, score
from bot.language.clauses import clauses, sentences
from bot.language.concept_extractor import store_finder
from bot.language.condensing import condensed
from bot.language.contractions import written_out
from bot.language.encoder import SentenceEncoder
from bot.language.english import is_english
from bot.language.named_topics import listed_topics
from bot.language.naming import Named
from bot.language.other_conditions import read_other_conditions
from bot.language.phrases import PhraseFinder
from bot.language.shape import asks, shape
from bot.language.statement_index import StatementIndex
from bot.language.topic_classifier import Understood
from bot.language.topic_model import Asking, Line, TopicModel
from bot.settings import CONTENT, ENCODER


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load(ENCODER / "search")


@pytest.fixture(scope="module")
def finder(shipped: ContentStore) -> PhraseFinder:
    return PhraseFinder.of(shipped.vocabulary())


@pytest.mark.parametrize(
    ("text", "concept"),
    [("Is FLUSHING a sign?", "flushing"), ("i have men1", "men1"), ("what about an insulinoma", "insulinoma")],
)
def test_phrases_are_found(finder: PhraseFinder, text: str, concept: str) -> None:
    found = {phrase.id: text[phrase.start : phrase.end] for phrase in finder.find(text)}
    assert concept in found


@pytest.fixture(scope="module")
def mending(shipped: ContentStore) -> PhraseFinder:
    return store_finder(shipped.vocabulary())


@pytest.mark.parametrize(
    ("text", "concept", "written"),
    [
        ("signs of carcinoid syndrom", "carcinoid-syndrome", "carcinoid syndrom"),
        ("my insulinnoma", "insulinoma", "insulinnoma"),
        ("what does lanreotid do", "lanreotide", "lanreotid"),
        ("Chst-pain since today", "chest-pain", "Chst-pain"),
    ],
)
def test_phrases_with_a_slip_are_found(mending: PhraseFinder, text: str, concept: str, written: str) -> None:
    assert concept in {found.id for found in mending.find(text) if text[found.start : found.end] == written}


@pytest.mark.parametrize("word", ["crushing", "gastric", "signet", "lymphoma", "codon", "lipoma", "imatinib"])
def test_words_of_others_are_no_slips_of_ours(mending: PhraseFinder, finder: PhraseFinder, word: str) -> None:
    assert mending.find(word) == finder.find(word)


@given(st.text(max_size=200))
def test_phrases_lie_in_the_text(mending: PhraseFinder, text: str) -> None:
    for found in mending.find(text):
        assert 0 <= found.start < found.end <= len(text)


@given(st.text(max_size=200))
def test_any_text_has_a_shape(text: str) -> None:
    shape(text, [(0, 3), (5, 900)])
    clauses(text)
    is_english(text)


@pytest.mark.parametrize(
    ("text", "yes_no", "unknown"),
    [
        ("is a sore toe a symptom?", True, True),
        ("what are the symptoms?", False, False),
        ("how is it treated", False, False),
    ],
)
def test_shapes(text: str, yes_no: bool, unknown: bool) -> None:
    found = shape(text, [])
    assert (found.yes_no, found.unknown) == (yes_no, unknown)


@pytest.mark.parametrize("text", ["hows it treated", "wots the cause", "where’s it start", "Who's at risk"])
def test_a_question_in_short_is_no_particular_one(text: str) -> None:
    assert not shape(text, []).particular


@pytest.mark.parametrize(
    ("text", "particular"),
    [
        ("how does the treatment work", ()),
        ("can I still work", ("still", "work")),
        ("do me and my brother need testing", ()),
    ],
)
def test_how_something_works_is_no_particular_question(text: str, particular: tuple[str, ...]) -> None:
    assert set(shape(text, ()).particular) <= set(particular)
    assert bool(shape(text, ()).particular) == bool(particular)


@pytest.mark.parametrize(
    ("text", "asked"),
    [("do me and my brother need testing", True), ("me and my brother went for testing", False)],
)
def test_what_asks_without_a_question_mark(text: str, asked: bool) -> None:
    assert asks(text) is asked


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("whats MEN1", "what is MEN1"),
        ("Where’s it start, and wots it do", "Where is it start, and what is it do"),
        ("wut is it", "what is it"),
        ("VIPoma sx, tx and f/u", "VIPoma symptoms, treatment and follow-up"),
        ("support group in Austin, TX", "support group in Austin, TX"),
        ("its signs, the whale's", "its signs, the whale's"),
    ],
)
def test_questions_in_short_are_written_out(text: str, written: str) -> None:
    assert written_out(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "¿Qué es un tumor y cómo se trata?",
        "Was sind die Symptome und wie ist die Prognose",
        "什么是癌症",
        "no puedo dormir",
        "kann man das behandeln",
    ],
)
def test_other_languages(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    "text", ["net tumor symptoms", "von Hippel-Lindau", "wat is de treatment of carcinoid", "VIPoma?", ""]
)
def test_english_stays_english(text: str) -> None:
    assert is_english(text)


def test_other_conditions() -> None:
    others = read_other_conditions(CONTENT / "other-conditions.yml")
    assert others.find("how is Breast Cancer treated")
    assert not others.find("how is carcinoid treated")


def test_the_index_finds_a_statement_by_its_own_text(shipped: ContentStore, encoder: SentenceEncoder) -> None:
    vocabulary = shipped.vocabulary()
    index = StatementIndex.build(vocabulary, encoder)
    statement = vocabulary.statements[7]
    found = index.nearest(statement.text, encoder.encode([statement.text]))
    assert found[0][:2] == (statement.id, statement.topic)


def corners() -> tuple[list[Line], np.ndarray]:
    lines = [Line("a", ("ask_symptoms",))] * 20 + [Line("b", ("ask_causes",))] * 20 + [Line("c", ("greet",))] * 20
    both = [Line("ab", ("ask_symptoms", "ask_causes"))] * 5
    vectors = np.repeat(np.eye(3, dtype=np.float32), 20, axis=0)
    mixed = np.tile(np.array([[0.7, 0.7, 0.0]], dtype=np.float32), (5, 1))
    return lines + both, np.concatenate([vectors, mixed])


def test_the_index_tells_which_statement_is_about_all_that_is_named(
    shipped: ContentStore, encoder: SentenceEncoder
) -> None:
    index = StatementIndex.build(shipped.vocabulary(), encoder)
    text = "which NET charity is there in Australia"
    near = index.nearest(text, encoder.encode([text]))
    found = index.first_telling_of({"patient-groups", "country-australia"}, near)
    assert found is not None and found[0] == "support-australia"
    drug = index.first_telling_of(
        {"side-effects", "cabozantinib"},
        index.nearest("side effects of cabozantinib", encoder.encode(["side effects of cabozantinib"])),
    )
    assert drug is not None and drug[0] == "treatment-cabozantinib-side-effects"
    assert index.first_telling_of({"cabozantinib", "country-australia"}, near) is None


def test_the_model_is_the_same_after_saving(tmp_path: Path) -> None:
    lines, vectors = corners()
    model = TopicModel.fit(lines, vectors, ["ask_symptoms", "ask_causes"], 1.0)
    model.save(tmp_path)
    again = TopicModel.load(tmp_path)
    asking = Asking(vectors[0])
    assert model.predict(asking) == again.predict(asking)
    assert again.predict(asking).topics == ("ask_symptoms",)
    assert again.predict(Asking(vectors[45])).topics == ()


def test_topics_come_in_the_order_asked() -> None:
    lines, vectors = corners()
    model = TopicModel.fit(lines, vectors, ["ask_symptoms", "ask_causes"], 1.0)
    whole, first, second = vectors[-1], vectors[0], vectors[20]
    in_order = Asking(whole, lambda: np.stack([first, second]), (0, 20))
    assert model.predict(in_order).topics == ("ask_symptoms", "ask_causes")
    turned = Asking(whole, lambda: np.stack([second, first]), (0, 20))
    assert model.predict(turned).topics == ("ask_causes", "ask_symptoms")


def test_of_several_sentences_only_those_that_ask_have_clauses() -> None:
    story = "My mother was ill last year, and then she was well. "
    asked = ["What are the signs", "how is it treated?"]
    assert [part.text for part in clauses(story + " and ".join(asked))] == asked
    assert [part.text for part in clauses("A scope found a small one. what happens now")] == ["what happens now"]
    assert len(clauses(story + "Symptoms, treatment.")) > len(asked)


def test_clauses_are_read_only_where_they_may_ask_for_more() -> None:
    lines, vectors = corners()
    model = TopicModel.fit(lines * 4, np.concatenate([vectors] * 4), ["ask_symptoms", "ask_causes"], 1.0)

    def read() -> np.ndarray:
        raise AssertionError("No clause was to be read.")

    assert model.predict(Asking(vectors[45], read, (0, 20))).topics == ()
    assert model.predict(Asking(vectors[0] * 3, read, (0, 20))).topics == ("ask_symptoms",)


def test_topics_named_in_a_row_are_all_asked() -> None:
    lines, vectors = corners()
    model = TopicModel.fit(lines, vectors, ["ask_symptoms", "ask_causes"], 1.0)
    named = Asking(vectors[0], listed=listed_topics("carcinoid signs causes"))
    assert model.predict(named).topics == ("ask_symptoms", "ask_causes")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("carcinoid causes signs treatment", ["ask_causes", "ask_symptoms", "ask_treatment"]),
        ("Prognosis and types of insulinoma?", ["ask_prognosis", "ask_types"]),
        ("what type of doctor does the test", []),
        ("pancreatic NET stage 4 life expectancy", []),
        ("NET stages life expectancy", ["ask_types", "ask_prognosis"]),
        ("Is it a sign? What test?", []),
        ("types, kinds and subtypes", []),
    ],
)
def test_a_single_name_of_a_topic_says_little(text: str, topics: list[str]) -> None:
    found = listed_topics(text)
    assert sorted(found, key=lambda topic: found[topic]) == topics


@given(st.text(max_size=200))
def test_clauses_stand_where_they_say(text: str) -> None:
    for part in (*sentences(text), *clauses(text)):
        assert text[part.start : part.start + len(part.text)] == part.text


@given(st.lists(st.sampled_from(["It rained.", "Is it bad?", "We went home,", "so what now"]), min_size=1, max_size=40))
def test_a_condensed_text_keeps_its_last_sentence_and_its_bound(parts: list[str]) -> None:
    text = " ".join(parts)
    last = sentences(text)[-1].text
    short = condensed(text, 12, lambda one: len(one.split()))
    assert short.endswith(last)
    assert len(short.split()) <= max(12, len(last.split()))


def test_condensing_prefers_what_asks() -> None:
    text = "It rained all day. Is there a cure? We went home. Then we ate. Please help."
    assert condensed(text, 9, lambda one: len(one.split())) == "Is there a cure? Please help."


def test_what_is_named_tells_ours_from_another(finder: PhraseFinder) -> None:
    def named(text: str) -> Named:
        return Named.of(text, {phrase.kind for phrase in finder.find(text)}, other=False)

    assert named("how is an insulinoma treated").ours
    assert not named("how is it treated").ours
    assert named("how is it treated").points_back
    assert named("is cancer common").illness
    assert named("Is flushing bad").concept
    assert named("x").beside(np.ones((2, 4), dtype=np.float32)).shape == (2, 9)


def test_scores() -> None:
    questions = [
        Labelled("a", "ask_causes", frozenset({"ask_causes", "ask_risk_factors"})),
        Labelled("b", "ask_when_to_see_doctor", frozenset({"ask_when_to_see_doctor"})),
        Labelled("c", "out_of_scope", frozenset({"out_of_scope"})),
    ]
    found = score(
        questions,
        [Prediction("ask_risk_factors", 0.9, ()), Prediction("emergency", 1.0, ()), Prediction("greet", 0.8, ())],
    )
    assert (found.accuracy_strict, found.accuracy_lenient) == (pytest.approx(2 / 3), 1.0)
    assert found.out_of_scope_recall == 1.0
    assert macro_f1([("ask_causes", "ask_causes"), ("ask_types", "ask_causes")]) == pytest.approx(1 / 3)
    assert calibration_error([0.95, 0.95], [True, False]) == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("intent", "possible", "stays"),
    [
        ("ask_treatment", 0.3, False),
        ("ask_treatment", 0.1, True),
        ("ask_when_to_see_doctor", 0.3, True),
    ],
)
def test_what_names_nothing_of_ours_may_be_another_matter(intent: str, possible: float, stays: bool) -> None:
    found = Understood(intent, 0.5, (intent,), ((intent, 0.5), ("out_of_scope", possible)))
    assert (found.unless_another_matter() == found) is stays
    assert stays or found.unless_another_matter() == Understood("out_of_scope", 0.5, (), found.others)
