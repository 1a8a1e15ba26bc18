"""What people asked that found no answer, and how answers were rated: plain figures for every view of them.

Everything comes from tables that hold no conversation's id; texts in them were redacted before
they were kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.curation.clusters import Cluster, clustered
from bot.language.encoder import SentenceEncoder
from bot.records.answers import Answers, GivenAnswer
from bot.records.gaps import Gap, Gaps
from bot.records.ratings import Rating, Ratings

NO_TOPIC = "(no topic recognized)"
NOT_KEPT = "(answer kept no more)"

_MOST_STATEMENTS = 20


@dataclass(frozen=True)
class TopicFigures:
    """What became of the questions of one topic; a question with two topics counts for both."""

    topic: str
    answered: int
    gaps: int
    helpful: int
    unhelpful: int


@dataclass(frozen=True)
class StatementFigures:
    """How the answers were rated in which a statement stood."""

    statement: str
    helpful: int
    unhelpful: int


@dataclass(frozen=True)
class GapsReport:
    """The report.

    Attributes:
        since: when the oldest gap in it was noted, or None where there is none.
        answered: answers given with statements that fit.
        gaps: questions that found none.
        topics: in the order of their gaps.
        clusters: of the gaps by wording, the largest first.
        statements: of answers rated unhelpful, the worst first.
        reasons: that were given with an unhelpful rating, each with how often.
    """

    since: datetime | None
    answered: int
    gaps: int
    helpful: int
    unhelpful: int
    topics: tuple[TopicFigures, ...]
    clusters: tuple[Cluster, ...]
    statements: tuple[StatementFigures, ...]
    reasons: tuple[tuple[str, int], ...]


def gaps_report(conversations_url: str, encoder: SentenceEncoder) -> GapsReport:
    """The report on the database at ``conversations_url``.

    Raises:
        RecordsUnavailableError: where it cannot be read.
    """
    gaps = Gaps(conversations_url).all()
    answers = Answers(conversations_url).all()
    ratings = Ratings(conversations_url).all()
    return compose(gaps, answers, ratings, encoder)


def compose(gaps: list[Gap], answers: list[GivenAnswer], ratings: list[Rating], encoder: SentenceEncoder) -> GapsReport:
    """The report on what was kept."""
    answered = [answer for answer in answers if answer.kind == "answer"]
    helpful = [rating for rating in ratings if rating.helpful]
    unhelpful = [rating for rating in ratings if not rating.helpful]
    reasons = Counter(rating.reason for rating in unhelpful if rating.reason)
    return GapsReport(
        since=min((gap.noted_at for gap in gaps), default=None),
        answered=len(answered),
        gaps=len(gaps),
        helpful=len(helpful),
        unhelpful=len(unhelpful),
        topics=_topics(answered, gaps, helpful, unhelpful),
        clusters=clustered([(gap.text, gap.topics) for gap in gaps], encoder),
        statements=_statements(helpful, unhelpful),
        reasons=tuple(reasons.most_common()),
    )


def _topics(
    answered: Iterable[GivenAnswer], gaps: Iterable[Gap], helpful: Iterable[Rating], unhelpful: Iterable[Rating]
) -> tuple[TopicFigures, ...]:
    given = _counted((answer.topics for answer in answered), NO_TOPIC)
    missing = _counted((gap.topics for gap in gaps), NO_TOPIC)
    good = _counted((rating.topics for rating in helpful), NOT_KEPT)
    bad = _counted((rating.topics for rating in unhelpful), NOT_KEPT)
    found = [
        TopicFigures(topic, given[topic], missing[topic], good[topic], bad[topic])
        for topic in {*given, *missing, *good, *bad}
    ]
    return tuple(sorted(found, key=lambda one: (-one.gaps, -one.unhelpful, one.topic)))


def _counted(topics: Iterable[tuple[str, ...]], without: str) -> Counter[str]:
    return Counter(topic for some in topics for topic in some or (without,))


def _statements(helpful: Iterable[Rating], unhelpful: Iterable[Rating]) -> tuple[StatementFigures, ...]:
    good = Counter(statement for rating in helpful for statement in rating.statements)
    bad = Counter(statement for rating in unhelpful for statement in rating.statements)
    found = [StatementFigures(statement, good[statement], count) for statement, count in bad.items()]
    return tuple(sorted(found, key=lambda one: (-one.unhelpful, one.helpful, one.statement)))[:_MOST_STATEMENTS]
