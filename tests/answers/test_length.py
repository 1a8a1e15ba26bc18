"""No answer is longer than somebody frightened reads, whatever is asked together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest

from bot.answers.companions import bundled
from bot.answers.fitting import MOST_WORDS, Stock, fitted
from bot.answers.guide import Guide
from bot.answers.plain import spoken
from bot.answers.question import DOCTOR_TOPIC, Concerns, NearStatement, Question, Remembered
from bot.content.store import ContentStore
from bot.language import intents
from bot.language.intents import topic_of
from bot.safety import Finding, Level
from tests.answers.world import NETS

TOPICS = tuple(topic_of(intent) for intent in intents.TOPICS)
CONCERNS = {
    "decision": Concerns((), personal_decision=True),
    "frightened": Concerns((Finding(Level.DISTRESS, "fear"),), personal_decision=True),
    "unwell": Concerns((Finding(Level.URGENT, "medicine-question"), Finding(Level.DISTRESS, "fear")), True),
}


def asked(store: ContentStore, concerns: Concerns) -> Iterator[Question]:
    """By topic, by each concept with and without the doctor's topic, by what is near, and by several topics."""
    concepts = sorted(word.id for word in store.vocabulary().concepts)
    for topic in TOPICS:
        yield Question(NETS, (topic,), concerns=concerns)
        together = [(topic,)] if topic == DOCTOR_TOPIC else [(topic,), (topic, DOCTOR_TOPIC)]
        for topics in together:
            for concept in concepts:
                yield Question(NETS, topics, (concept,), yes_no=len(topics) == 1, concerns=concerns)
            for statement in store.statements_of(NETS, topic):
                for similarity in (0.7, 1.2):
                    near = (NearStatement(statement.id, topic, similarity, 0.5),)
                    yield Question(NETS, topics, specific=True, near=near, concerns=concerns)
    for topics in (*permutations(TOPICS, 2), *permutations(TOPICS[:7], 3)):
        yield Question(NETS, topics, concerns=concerns)


@pytest.mark.parametrize("mood", CONCERNS)
def test_every_answer_is_short(guide: Guide, shipped: ContentStore, mood: str) -> None:
    long = {}
    for question in asked(shipped, CONCERNS[mood]):
        words = len(spoken(guide.answer(question, Remembered()).answer).split())
        if words > MOST_WORDS:
            long[question.topics, question.concepts, question.near] = words
    assert not long


def test_a_bundle_is_shown_whole_or_not_at_all(shipped: ContentStore) -> None:
    bundles = bundled(shipped.statements_of(NETS, "prognosis"), shipped)
    for words in range(0, 200, 10):
        (shown,) = fitted([Stock(bundles)], words)
        assert set(shown) <= set(bundles)
        assert shown[:1] == tuple(bundles[:1]) or Stock(bundles).cost(bundles[:1]) > words


def test_where_nothing_fits_the_shortest_is_shown(shipped: ContentStore) -> None:
    bundles = bundled(shipped.statements_of(NETS, "prognosis"), shipped)
    (shown,) = fitted([Stock(bundles)], 0)
    assert len(shown) == 1
    assert Stock(bundles).cost(shown) == Stock(bundles).least()


def test_a_topic_that_is_told_already_gives_way(shipped: ContentStore) -> None:
    doctor = Stock(bundled(shipped.statements_of(NETS, DOCTOR_TOPIC), shipped), told=True)
    causes = Stock(bundled(shipped.statements_of(NETS, "causes"), shipped))
    before, after = fitted([doctor, causes], causes.least())
    assert not before
    assert after


def test_topics_that_do_not_fit_wait(shipped: ContentStore) -> None:
    """Who asks three topics in danger is not told more than can be read."""
    stocks = [
        Stock([(statement,) for statement in shipped.statements_of(NETS, topic)[:1]])
        for topic in ("overview", "treatment", "prognosis")
    ]
    two = stocks[0].least() + stocks[1].least()
    assert [len(shown) for shown in fitted(stocks, two)] == [1, 1, 0]
    assert [len(shown) for shown in fitted(stocks, 1)] == [1, 0, 0]
