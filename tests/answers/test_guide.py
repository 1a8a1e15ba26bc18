"""Which statements answer what, and what is never shown alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot import shipped as shipped_files
from bot.answers.answer import Answer, Kind
from bot.answers.companions import bundled
from bot.answers.guide import Guide
from bot.answers.plain import render, spoken
from bot.answers.question import Concerns, NearStatement, Question, Remembered
from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.statements import ILLNESS
from bot.content.store import ContentStore
from bot.language import intents
from bot.language.intents import topic_of
from bot.safety import Finding, Level
from bot.settings import ROOT
from tests.answers.world import NETS, Asker
from tests.language.test_training_questions import word_pairs

SCHEMA = json.loads((ROOT / "bot/answers/answer.schema.json").read_text(encoding="utf-8"))
QUESTIONS = Path(__file__).parent / "questions"
TOPICS = tuple(topic_of(intent) for intent in intents.TOPICS)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines()]


def check(answer: Answer) -> None:
    jsonschema.validate(answer.as_dict(), SCHEMA)
    assert len(spoken(answer).split()) <= 180, spoken(answer)


def says_whom_to_call(answer: Answer) -> bool:
    """Whether what to do in an emergency stands on top of it, or in a statement that it shows."""
    shown = [line.text for line in (*answer.preface, answer.lead, *answer.statements)]
    return any("911" in text for text in shown)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_told_to_its_end_and_nothing_twice(guide: Guide, topic: str, shipped: ContentStore) -> None:
    """By "tell me more" every statement of a topic comes, cited, with its companions, under the limit."""
    question = Question(NETS, (topic,))
    turn = guide.answer(question, Remembered())
    seen: list[str] = []
    while turn.answer.kind is Kind.ANSWER:
        check(turn.answer)
        ids = turn.answer.statement_ids
        assert ids
        for statement in shipped.statements(ids):
            assert set(statement.shown_with) <= set(ids)
            assert says_whom_to_call(turn.answer) or not statement.danger
        seen.extend(ids)
        turn = guide.more(question, turn.remembered)
    assert set(seen) >= {statement.id for statement in shipped.statements_of(NETS, topic)}


def test_every_concept_is_answered_with_its_companions(guide: Guide, shipped: ContentStore) -> None:
    for concept in shipped.vocabulary().concepts:
        for topic in ("symptoms", "treatment"):
            answer = guide.answer(Question(NETS, (topic,), (concept.id,), yes_no=True), Remembered()).answer
            check(answer)
            for statement in shipped.statements(answer.statement_ids):
                assert set(statement.shown_with) <= set(answer.statement_ids)
                assert says_whom_to_call(answer) or not statement.danger


def test_by_meaning_too_nothing_is_shown_alone(guide: Guide, shipped: ContentStore) -> None:
    for topic in TOPICS:
        for statement in shipped.statements_of(NETS, topic):
            near = (NearStatement(statement.id, topic, 0.9),)
            answer = guide.answer(Question(NETS, (topic,), specific=True, near=near), Remembered()).answer
            check(answer)
            assert statement.id in answer.statement_ids
            assert set(statement.shown_with) <= set(answer.statement_ids)
            assert says_whom_to_call(answer) or not statement.danger


def test_several_topics_share_one_list_of_sources(guide: Guide) -> None:
    answer = guide.answer(Question(NETS, ("overview", "symptoms", "treatment")), Remembered()).answer
    check(answer)
    assert [topic.id for topic in answer.topics] == ["overview", "symptoms", "treatment"]
    assert len({source.url for source in answer.sources}) == len(answer.sources)
    assert [source.n for source in answer.sources] == list(range(1, len(answer.sources) + 1))


def test_single_facts_are_found(asker: Asker) -> None:
    """The bars stand a little under the figures in docs/understanding.md, so that a fall is seen."""
    wanted = rows("single_facts.jsonl")
    answers = [asker.answer(row["text"], *row["topics"]).statement_ids for row in wanted]
    inside = sum(bool(set(row["statements"]) & set(ids)) for row, ids in zip(wanted, answers))
    on_top = sum(bool(set(row["statements"]) & set(ids[:2])) for row, ids in zip(wanted, answers))
    assert inside >= 0.92 * len(wanted)
    assert on_top >= 0.9 * len(wanted)


def test_single_facts_are_found_within_a_story(asker: Asker) -> None:
    """The question's own sentence counts, not the mean of all that is told."""
    wanted = rows("single_facts.jsonl")
    story = "My mother was told last year that she has this. We live far away. {} I am worried."
    answers = [asker.answer(story.format(row["text"]), *row["topics"]).statement_ids for row in wanted]
    on_top = sum(bool(set(row["statements"]) & set(ids[:2])) for row, ids in zip(wanted, answers))
    assert on_top >= 0.8 * len(wanted)


def test_what_the_sources_do_not_say_is_told(asker: Asker) -> None:
    unanswered = rows("not_in_sources.jsonl")
    words = shipped_files.wording()
    told = [asker.answer(row["text"], *row["topics"]) for row in unanswered]
    honest = [one for one in told if one.kind is Kind.NOT_COVERED or one.lead.text == words.not_listed]
    assert len(honest) >= 0.83 * len(unanswered)


def test_no_question_of_a_statement_is_one_of_the_measuring_questions(shipped: ContentStore) -> None:
    """What measures the search must not be what it was taught."""
    asked = (row for path in sorted(QUESTIONS.iterdir()) for row in rows(path.name))
    # "How often" means nothing without what was said before.
    measuring = [row["text"] for row in asked if "before" not in row]
    taught = [(one.id, question) for one in shipped.vocabulary().statements for question in one.questions]
    alike = [
        (text, statement)
        for text in measuring
        for statement, question in taught
        if len(word_pairs(text) & word_pairs(question)) >= 0.7 * len(word_pairs(text) | word_pairs(question))
    ]
    assert not alike


def test_a_statement_whose_question_was_asked_leads(guide: Guide) -> None:
    """Even before those about the concept named, for its own words are nearly asked."""
    for score, leads in ((1.2, True), (0.5, False)):
        near = (NearStatement("overview-rare", "overview", score),)
        answer = guide.answer(Question(NETS, ("overview",), ("insulinoma",), near=near), Remembered()).answer
        assert (answer.statement_ids[0] == "overview-rare") == leads
        assert "overview-insulinoma" in answer.statement_ids


def test_what_holds_in_one_country_leads_only_where_it_is_named(asker: Asker) -> None:
    at_large = asker.answer("Where can I find support?", "support")
    assert at_large.statement_ids[0] == "support-people-matter"
    in_canada = asker.answer("Where can I find support in Canada?", "support")
    assert "Canad" in in_canada.lead.text
    assert "In the US" not in spoken(in_canada)
    by_phone = spoken(asker.answer("who can I call in the UK?", "support"))
    assert "0808" in by_phone
    assert "1-800" not in by_phone


def test_what_holds_for_one_illness_leads_no_answer_for_all(asker: Asker) -> None:
    first = asker.answer("does everyone with a NET need surgery", "treatment").statement_ids[0]
    assert first in {"treatment-watching", "treatment-surgery-not-always"}
    of_rectal_nets = asker.answer("does everyone with a rectal NET need surgery", "treatment").statement_ids[0]
    assert of_rectal_nets == "treatment-rectum"


def test_yes_is_said_of_what_is_listed_only(asker: Asker) -> None:
    yes = asker.answer("is flushing a symptom?", "symptoms")
    assert yes.lead.text.startswith("Yes")
    assert yes.lead.citations
    no = asker.answer("is a sore toe a symptom?", "symptoms")
    assert no.lead.text == shipped_files.wording().not_listed


def test_a_personal_decision_and_distress_come_first(guide: Guide) -> None:
    concerns = Concerns((Finding(Level.DISTRESS, "frightened"),), personal_decision=True)
    answer = guide.answer(Question(NETS, ("treatment",), concerns=concerns), Remembered()).answer
    assert shipped_files.safety().wording.care_team.text in [line.text for line in answer.preface]


def test_who_may_stop_a_treatment_is_asked_not_to(guide: Guide) -> None:
    wording = shipped_files.safety().wording
    concerns = Concerns((), personal_decision=True, on_treatment=True)
    answer = guide.answer(Question(NETS, ("treatment",), concerns=concerns), Remembered()).answer
    assert answer.preface[0].text == wording.care_team_on_treatment.text
    assert wording.care_team_on_treatment.text.startswith(wording.care_team.text)


def test_who_only_tells_something_is_told_what_to_do_in_an_emergency(shipped: ContentStore) -> None:
    nets, replies = shipped.condition(NETS), shipped_files.replies()
    hint = shipped_files.safety().wording.emergency_hint.text
    assert hint in replies.other_condition(nets, Question(NETS, tells=True), ()).lead.text
    assert hint not in replies.other_condition(nets, Question(NETS), ()).lead.text


def test_a_decision_gets_no_statements_that_are_merely_near(guide: Guide) -> None:
    asked = Question(NETS, ("treatment",), specific=True, concerns=Concerns((), personal_decision=True))
    answer = guide.answer(asked, Remembered()).answer
    assert answer.preface[0].text == shipped_files.safety().wording.care_team.text
    assert not answer.statement_ids


def test_who_must_not_wait_comes_before_whose_decision_it_is(guide: Guide) -> None:
    asked = Question(NETS, ("when_to_see_doctor",), concerns=Concerns((), personal_decision=True))
    first = [line.text for line in guide.answer(asked, Remembered()).answer.preface]
    assert first == [line.text for line in shipped_files.safety().wording.who_must_not_wait]


def test_a_thing_of_another_topic_is_not_listed_here(asker: Asker) -> None:
    """Hair loss is known as a side effect of chemotherapy; no source names it as a symptom."""
    assert asker.answer("does a NET cause hair loss?", "symptoms").lead.text == shipped_files.wording().not_listed


def test_sources_of_the_last_answer(guide: Guide) -> None:
    turn = guide.answer(Question(NETS, ("causes",)), Remembered())
    sources = guide.sources(Question(NETS), turn.remembered).answer
    assert {source.url for source in sources.sources} == {source.url for source in turn.answer.sources}
    assert guide.sources(Question(NETS), Remembered()).answer.kind is Kind.SMALL_TALK


def test_plain_text_is_complete(guide: Guide) -> None:
    answer = guide.answer(Question(NETS, ("symptoms",)), Remembered()).answer
    text = render(answer)
    for statement in answer.statements:
        assert statement.text in text
    for source in answer.sources:
        assert f"[{source.n}] {source.publisher}: {source.title}" in text
    assert answer.notice in text


def test_a_statement_whose_companion_is_gone_is_not_shown(
    tmp_path: Path, folder: Path, edit: Callable[[str, Callable[[Any], None]], None]
) -> None:
    """Published when loaded, its companion past its date since: alone it must not be shown."""
    edit("statements/symptoms.yml", lambda tree: tree["statements"][0].update(next_review="2020-01-01"))
    database = ContentDatabase(f"sqlite:///{tmp_path / 'gone.db'}")
    database.migrate()
    load(database, read_library(folder))
    store = ContentStore(database)
    shown = [one.id for bundle in bundled(store.statements_of("blue-toe", "symptoms"), store) for one in bundle]
    assert shown == ["toe-is-black"]


def test_a_decision_is_not_told_that_it_is_another_matter(shipped: ContentStore) -> None:
    """ "Can I skip my lanreotide?" is about us, but not ours to decide."""
    nets = shipped.condition(NETS)
    asked = Question(NETS, concerns=Concerns((), personal_decision=True))
    decision = shipped_files.replies().other_condition(nets, asked, ())
    assert [line.text for line in decision.preface] == [shipped_files.safety().wording.care_team.text]
    assert decision.lead.text == shipped_files.wording().in_general.format(condition=nets.name)


def test_who_seeks_help_with_this_condition_is_offered_support(shipped: ContentStore) -> None:
    """ "Which hospital in Texas treats carcinoid?": not told here, but patient groups are."""
    replies, nets = shipped_files.replies(), shipped.condition(NETS)
    for ours, offered in (
        (Question(NETS, named=True), 1),
        (Question(NETS, concepts=("carcinoid",)), 1),
        (Question(NETS), 0),
    ):
        assert len(replies.other_condition(nets, ours, ()).suggestions) == offered


def test_who_asks_what_is_not_told_of_a_treatment_is_offered_what_is(shipped: ContentStore) -> None:
    """ "Can I travel with lanreotide?" is no other matter, but no source says it."""
    nets, words = shipped.condition(NETS), shipped_files.wording()
    asked = Question(NETS, concepts=("lanreotide", "flushing"))
    refused = shipped_files.replies().other_condition(nets, asked, shipped.concepts(asked.concepts))
    assert refused.lead.text == words.not_told.format(concept="lanreotide")
    assert refused.suggestions[0].text == "Tell me about lanreotide"


def test_who_asks_on_is_not_told_the_same_again(guide: Guide, shipped: ContentStore) -> None:
    """ "Is it painful?" after all that is known of PRRT: that it was told, and who else may know."""
    told = tuple(one.id for one in shipped.statements_of(NETS, "treatment"))
    near = (
        NearStatement("treatment-prrt-what", "treatment", 0.7),
        NearStatement("treatment-prrt-not-nec", "treatment", 0.6),
    )
    asked = Question(
        NETS, ("treatment",), ("prrt",), specific=True, near=near, follows=True, likely=(("treatment", 1.0),)
    )
    before = Remembered(("treatment",), ("prrt",), told, condition=NETS)
    turn = guide.answer(asked, before)
    words = shipped_files.wording()
    assert turn.answer.lead.text == words.told_before_about.format(concept="PRRT")
    assert not turn.answer.statements
    assert turn.remembered.concepts == ("prrt",)
    alone = guide.answer(replace(asked, follows=False), before).answer
    assert alone.lead.text == words.not_said_about.format(concept="PRRT")


def test_sources_of_an_answer_that_rests_on_no_statement_are_not_denied(guide: Guide) -> None:
    asked = Question(NETS, concerns=Concerns((), personal_decision=True))
    told = Remembered(condition=NETS)
    assert guide.sources(asked, told).answer.lead.text == shipped_files.wording().sources_under_it


def test_tell_me_more_goes_on_with_the_next_topic_about_what_was_named(guide: Guide, shipped: ContentStore) -> None:
    question = Question(NETS, ("overview",), ("insulinoma",))
    turn = guide.answer(question, Remembered())
    told = [topic.id for topic in turn.answer.topics]
    seen = set(turn.answer.statement_ids)
    while turn.remembered.offer:
        turn = guide.more(Question(NETS), turn.remembered)
        told += [topic.id for topic in turn.answer.topics]
        seen |= set(turn.answer.statement_ids)
    assert {one.id for one in shipped.statements_about(NETS, ["insulinoma"])} <= seen
    assert {"overview", "types", "symptoms", "treatment"} <= set(told)


def test_who_asks_for_a_decision_on_an_illness_is_told_of_it_after_whose_decision_it_is(guide: Guide) -> None:
    decision = Concerns((), personal_decision=True)
    for topics in (("symptoms",), ("location",)):
        asked = Question(NETS, topics, ("gastrinoma",), specific=True, concerns=decision)
        answer = guide.answer(asked, Remembered()).answer
        assert answer.preface[0].text == shipped_files.safety().wording.care_team.text
        assert answer.statement_ids
    drug = Question(NETS, ("treatment",), ("lanreotide",), specific=True, concerns=decision)
    assert not guide.answer(drug, Remembered()).answer.statement_ids


def test_near_words_do_not_lead_to_another_illness(asker: Asker) -> None:
    """It is near in its words to how a carcinoid crisis is treated."""
    answer = asker.answer("how is a lung carcinoid treated", "treatment")
    assert answer.statement_ids[0] == "treatment-surgery-carcinoid"


def test_near_words_do_not_lead_to_another_drug(asker: Asker) -> None:
    """It is near in its words to what targeted drugs are."""
    answer = asker.answer("what is octreotide used for", "treatment")
    assert answer.statement_ids[0] == "treatment-shots-lower-hormones"


def test_of_an_illness_that_a_topic_does_not_tell_of_its_kind_is_told(guide: Guide, shipped: ContentStore) -> None:
    """No source says whether an insulinoma is inherited; one does of pancreatic NETs."""
    asked = Question(NETS, ("risk_factors",), ("insulinoma", "inheritance"))
    assert not shipped.statements_about(NETS, ["insulinoma"], "risk_factors")
    first = shipped.statements(guide.answer(asked, Remembered()).answer.statement_ids)[0]
    assert {"pancreatic-net", "inheritance"} <= first.concepts


def test_what_an_illness_is_goes_on_where_it_is_told_in_a_sentence(guide: Guide) -> None:
    """With what the next topic adds, and nothing that repeats it; somebody frightened gets the sentence alone."""
    told = guide.answer(Question(NETS, ("overview",), ("cushing-syndrome",)), Remembered()).answer
    assert [topic.id for topic in told.topics] == ["overview", "symptoms"]
    afraid = Concerns((Finding(Level.DISTRESS, "frightened"),))
    asked = Question(NETS, ("overview",), ("cushing-syndrome",), concerns=afraid)
    assert [topic.id for topic in guide.answer(asked, Remembered()).answer.topics] == ["overview"]


def test_of_several_topics_each_is_led_by_its_very_question(asker: Asker) -> None:
    answer = asker.answer("He has it in his pancreas. Is a NET cancer? How fast does it grow?", "overview", "prognosis")
    assert answer.statement_ids[0] == "overview-cancer-or-benign"


def test_where_nothing_is_known_of_an_illness_no_other_one_is_told_of(asker: Asker, shipped: ContentStore) -> None:
    """No source tells how neurofibromatosis is treated; how a VIPoma is treated is near in its words."""
    answer = asker.answer("how is neurofibromatosis treated", "treatment")
    assert "neurofibromatosis" in answer.lead.text
    told = {concept for statement in shipped.statements(answer.statement_ids) for concept in statement.concepts}
    assert told
    assert not [concept.id for concept in shipped.concepts(told) if concept.kind in ILLNESS]


def test_what_a_topic_does_not_tell_of_a_treatment_is_told_from_where_it_stands(asker: Asker) -> None:
    answer = asker.answer("is PRRT dangerous", "prognosis")
    assert [topic.id for topic in answer.topics] == ["treatment"]
    assert set(answer.statement_ids) & {"treatment-prrt-side-effects", "treatment-prrt-kidneys"}
