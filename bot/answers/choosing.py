"""Choosing the statements of one topic that answer what was asked, most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum

from bot.answers.nearness import ITS_VERY_QUESTION, Nearness, near_enough, nearness_of
from bot.answers.question import DOCTOR_TOPIC, SUPPORT_TOPIC, Question
from bot.content.statements import (
    ASPECT,
    CARE,
    COUNTRY,
    ILLNESS,
    MOST_OF_ONE_KIND,
    SITE,
    SYMPTOM,
    Concept,
    Statement,
    with_their_kind,
)
from bot.content.store import ContentStore

LEADS = 0.9
"""Score from which the nearest statement stands first, where it is about the illness named."""

ITS_QUESTION = 1.2
"""Score from which it does whatever the question names: of at most 1.5, which is its very question."""

_MOST_OF_NO_ILLNESS = 2
"""Of what a topic tells in general, where it tells nothing of the illness named: what helps NETs may not help it."""

ASKED_OF_CARE = frozenset({ASPECT, SYMPTOM})
"""The kinds of concepts that are asked of a test or a treatment: side effects, pain."""

WORTH_OF_A_CONCEPT = 0.15
"""What each named concept that a statement is about adds to its score."""


class Fit(Enum):
    """How well the chosen statements fit what was asked."""

    TOPIC = "the topic as a whole"
    CONCEPT = "about the concept named"
    LISTED = "the concept named is on the topic's lists"
    NOT_LISTED = "the thing named is not on the topic's lists"
    NEAR = "near in meaning"
    NOT_SAID = "nothing fits what was asked"


@dataclass(frozen=True)
class Choice:
    """The statements chosen in one topic.

    Attributes:
        concepts: those that they were chosen for.
        most: how many of them are worth showing at once, or None where all are.
    """

    topic: str
    fit: Fit
    statements: tuple[Statement, ...]
    concepts: tuple[Concept, ...] = ()
    most: int | None = None


def choose(store: ContentStore, question: Question, topic: str) -> Choice:
    """The statements of ``topic`` that answer ``question``.

    A named concept decides first; then, for a particular question, the nearest statements by
    meaning; otherwise the topic in its curators' order.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    concepts = store.concepts(question.concepts)
    choice = _without_other_countries(_fitting(store, question, topic, concepts), concepts)
    if topic != DOCTOR_TOPIC:
        return choice
    # Whatever somebody asks about, the general advice is right, and may be the only one that is short enough.
    general = [one for one in store.statements_of(question.condition, topic)[:1] if one not in choice.statements]
    return replace(choice, statements=(*choice.statements, *general))


def _fitting(store: ContentStore, question: Question, topic: str, concepts: Sequence[Concept]) -> Choice:
    whole = store.statements_of(question.condition, topic)
    nearness = nearness_of(question, whole, concepts)
    # Who asks several topics at once asks one of them by the words of a statement only where it is its very question.
    least = LEADS if len(question.topics) == 1 else ITS_QUESTION
    leading = _leading([one for one in whole if nearness.score(one) >= least], nearness, concepts)
    strange = question.unknown and question.yes_no and leading is None
    about = _about(store, question, topic, concepts, nearness) if concepts and not strange else None
    if about is not None:
        return about if leading is None or about.fit is Fit.LISTED else _led_by(leading, about)
    # "Does a NET cause hair loss?": a word of the store, but not of this topic.
    elsewhere = bool(concepts) and question.yes_no and any(statement.listed for statement in whole)
    if strange or elsewhere:
        lists = [statement for statement in whole if statement.listed]
        return Choice(topic, Fit.NOT_LISTED, tuple(nearness.nearest_first(lists or whole)))
    if question.specific or concepts:
        general = _about_no_other_illness(whole, concepts)
        if len(general) < len(whole) and not question.specific:
            return Choice(topic, Fit.NOT_SAID, tuple(general), tuple(concepts), _MOST_OF_NO_ILLNESS)
        nearest = nearness.nearest_first(general)
        most = nearness.close_to_the_nearest(nearest) if question.specific else None
        if any(nearness.standing(statement) >= near_enough(question) for statement in nearest):
            return Choice(topic, Fit.NEAR, tuple(nearest), most=most)
        return Choice(topic, Fit.NOT_SAID, tuple(nearest), tuple(concepts), most)
    return Choice(topic, Fit.TOPIC, tuple(whole))


def _without_other_countries(choice: Choice, concepts: Iterable[Concept]) -> Choice:
    """Less what holds in other countries than the one named: who asks for the UK cannot call a number in the US.

    Where nothing tells of the country, nothing says what was asked: "is Lutathera approved in Canada?".
    """
    countries = tuple(concept for concept in concepts if concept.kind == COUNTRY)
    named = {concept.id for concept in countries}
    if not named:
        return choice
    kept = tuple(one for one in choice.statements if not one.countries or one.countries & named)
    told = any(one.countries & named for one in kept) or choice.fit not in (Fit.CONCEPT, Fit.NEAR)
    fit, meant = (choice.fit, choice.concepts) if told else (Fit.NOT_SAID, tuple(concepts))
    return replace(choice, fit=fit, statements=kept or choice.statements, concepts=meant)


def _leading(near: Iterable[Statement], nearness: Nearness, concepts: Sequence[Concept]) -> Statement | None:
    """Of the statements ``near`` by their words to the question, the nearest that may lead its answer."""
    fitting = (one for one in nearness.nearest_first(near) if _may_lead(one, nearness.score(one), concepts))
    return next(fitting, None)


def _about_no_other_illness(statements: Sequence[Statement], concepts: Iterable[Concept]) -> Sequence[Statement]:
    """Where the topic tells nothing of the illness named, what it tells of no illness, if anything."""
    if not any(concept.kind in ILLNESS for concept in concepts):
        return statements
    return [one for one in statements if not one.illnesses] or statements


def _about_no_other_illness_than(
    statements: list[Statement], wanted: Set[str], concepts: Iterable[Concept]
) -> list[Statement]:
    """Where an illness is named, less what is told of others: food for an insulinoma is not that for a carcinoid."""
    if not any(concept.kind in ILLNESS for concept in concepts):
        return statements
    return [one for one in statements if not one.of_one_illness or one.illnesses & wanted] or statements


def _about_no_other_care_than(
    statements: list[Statement], wanted: Set[str], concepts: Iterable[Concept]
) -> list[Statement]:
    """Where a test or a treatment is named, less what is told of others.

    The side effects of PRRT are not those of chemotherapy. Where none is named, and something is asked of one, what
    holds for many: whoever asked for a drug that nothing is known of asks for its side effects next.
    """
    care = with_their_kind(concepts, CARE)
    if not care and any(one.kind == ASPECT for one in concepts):
        return [one for one in statements if not 0 < len(one.care) <= MOST_OF_ONE_KIND] or statements
    if not care:
        return statements
    return [one for one in statements if not one.care or (one.care | one.countries) & (care | wanted)] or statements


def _apart(about: Iterable[Statement], concepts: Iterable[Concept]) -> list[Concept]:
    """The tests and treatments named, or else the illnesses, where nothing tells of them, or of what is asked.

    "Is PRRT painful?": one tells of PRRT, another of pain. "How common is an insulinoma?": how common NETs are.
    """
    care = [one for one in concepts if one.kind in CARE]
    meant = care or [one for one in concepts if one.kind in ILLNESS]
    asked = {one.id for one in concepts if one.kind == ASPECT or (care and one.kind in {SYMPTOM, SITE})}
    named = {one.id for one in meant}
    told = any(statement.concepts & named for statement in about)
    together = any(statement.concepts & named and statement.concepts & asked for statement in about)
    return meant if (care and not told) or (asked and not together) else []


def _unless_asked_for(nearest: Statement, apart: Sequence[Concept], nearness: Nearness) -> tuple[Concept, ...]:
    """``apart``, but where the nearest statement is on one of them and nearly asked for: "which gene for MEN2?"."""
    on_one = nearest.concepts & {one.id for one in apart}
    return () if on_one and nearness.standing(nearest) >= ITS_VERY_QUESTION else tuple(apart)


def _may_lead(statement: Statement, score: float, concepts: Sequence[Concept]) -> bool:
    """Whether it is about what the question names, or nearly its very question; of an illness named, about no other.

    One on a country only where that is named, and there no other: a phone number in Canada is no answer to "who can I
    call?", and what support groups are good for none to "is there one in England?".

    "How is a lung carcinoid treated" is near to how a carcinoid crisis is treated, and "what is octreotide for"
    to what targeted drugs are. "Will my insulinoma spread" may be led by what is said of spread in general.
    """
    named = {concept.id for concept in concepts}
    help_in_a_country = statement.topic == SUPPORT_TOPIC and any(concept.kind == COUNTRY for concept in concepts)
    if statement.countries - named or (help_in_a_country and not statement.countries):
        return False
    care = with_their_kind(concepts, CARE)
    if care and statement.care and not statement.care & care and score < ITS_QUESTION:
        return False
    of_care = {concept.id for concept in concepts if concept.kind in ASKED_OF_CARE}
    if care and of_care and not (statement.care and statement.concepts & of_care):
        # "What are the side effects of PRRT?" is not led by what holds for any treatment, nor "is it painful?" by what
        # says nothing of pain.
        return False
    illnesses = with_their_kind(concepts, ILLNESS)
    if not concepts or statement.concepts & illnesses:
        return True
    asked = score >= ITS_QUESTION or bool(statement.concepts & named)
    return asked and not (illnesses and statement.illnesses)


def _led_by(leading: Statement, choice: Choice) -> Choice:
    others = tuple(statement for statement in choice.statements if statement.id != leading.id)
    return replace(choice, statements=(leading, *others))


def _about(
    store: ContentStore, question: Question, topic: str, concepts: Sequence[Concept], nearness: Nearness
) -> Choice | None:
    named = {concept.id for concept in concepts}
    about = store.statements_about(question.condition, named, topic)
    told_of = {other for statement in about for other in statement.concepts}
    # Of an illness that the topic does not tell of, what it tells of its kind: "is an insulinoma inherited?"
    untold = [one for one in concepts if one.id not in told_of and (one.kind in ILLNESS or not about)]
    wanted = named.union(*(one.broader for one in untold))
    if wanted != named:
        about = store.statements_about(question.condition, wanted, topic)
    kin = wanted | with_their_kind(concepts, ILLNESS)
    about = _about_no_other_care_than(_about_no_other_illness_than(about, kin, concepts), wanted, concepts)
    if not about:
        return None
    nearest = nearness.nearest_first(about)
    # Who tells that the appendix is out asks nothing of that operation.
    apart = () if question.tells else _unless_asked_for(nearest[0], _apart(about, concepts), nearness)
    if apart:
        return Choice(topic, Fit.NOT_SAID, tuple(nearest), apart)
    # Of the side effects of PRRT is told, not all of PRRT beside.
    aspects = {one.id for one in concepts if one.kind == ASPECT}
    about = [one for one in about if one.concepts & aspects] or about
    if aspects:
        # "Will it come back?" is not told how often a Merkel cell carcinoma does.
        about = [one for one in about if not one.of_one_illness or one.illnesses & kin] or about
    if question.yes_no and not question.specific:
        listing = [statement for statement in about if named <= statement.listed]
        if listing:
            rest = [statement for statement in about if statement not in listing]
            return Choice(topic, Fit.LISTED, (*listing, *rest), tuple(concepts))
    if question.specific:
        about = sorted(about, key=lambda one: -nearness.standing(one) - WORTH_OF_A_CONCEPT * len(one.concepts & wanted))
        most = nearness.close_to_the_nearest(about)
        fit = Fit.NOT_SAID if nearness.standing(about[0]) < near_enough(question) else Fit.CONCEPT
        return Choice(topic, fit, tuple(about), tuple(concepts), most)
    # What the question names itself comes before what it leans on, and what holds for all before what is said of an
    # illness that nobody named.
    order = {concept.id: place for place, concept in enumerate(concepts)}
    about = sorted(
        about,
        key=lambda one: (
            -len(one.concepts & wanted),
            one.of_one_illness and not one.illnesses & kin,
            min((order[concept] for concept in one.concepts & named), default=len(order)),
            one.position,
        ),
    )
    return Choice(topic, Fit.CONCEPT, tuple(about), tuple(concepts))


def without(choice: Choice, shown: Iterable[str]) -> Choice:
    """The same choice less the statements shown already."""
    seen = set(shown)
    return replace(choice, statements=tuple(statement for statement in choice.statements if statement.id not in seen))
