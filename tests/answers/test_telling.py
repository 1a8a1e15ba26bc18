"""Which statement tells what was asked: by its words, by the likeliest topic, by what is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.choosing import Choice, Fit, choose
from bot.answers.meant import without_what_is_beside
from bot.answers.prefacing import asks_whether_to_see_a_doctor
from bot.answers.question import Concerns, NearStatement, Question, Remembered
from bot.answers.telling import (
    each_told_once,
    in_the_topic_that_tells,
    near_enough_to_tell,
    nearest_of_all,
    ranked,
    those_that_say_it_first,
    unless_told_elsewhere,
    what_is_left,
    without_dangers_beside,
)
from bot.answers.unasked import helps_to_decide, of_what_is_told, topic_beside_a_decision
from bot.content.store import ContentStore
from tests.answers.world import NETS

LONG = NearStatement("diagnosis-time-by-place", "diagnosis", 0.9)
OUTLOOK = NearStatement("prognosis-varies", "prognosis", 0.6)


def question(*topics: str, **more: object) -> Question:
    return Question(NETS, topics, **{"specific": True, "near": (LONG, OUTLOOK), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("likely", "specific", "topic"),
    [
        ((("prognosis", 0.7), ("diagnosis", 0.2)), True, "diagnosis"),
        ((("prognosis", 1.0),), True, "prognosis"),
        ((("prognosis", 0.8), ("diagnosis", 0.2)), False, "prognosis"),
    ],
)
def test_words_and_the_likeliest_topic_both_count(
    shipped: ContentStore, likely: tuple[tuple[str, float], ...], specific: bool, topic: str
) -> None:
    asked = question("prognosis", likely=likely, specific=specific)
    assert in_the_topic_that_tells(shipped, asked, ranked(shipped, asked, Remembered())).topics == (topic,)


def test_of_two_found_by_a_question_the_one_whose_text_is_near_comes_first(shipped: ContentStore) -> None:
    near = (
        NearStatement("prognosis-varies", "prognosis", 0.9, in_text=0.1),
        NearStatement("prognosis-cure", "prognosis", 0.8, in_text=0.7),
    )
    asked = question("prognosis", near=near)
    assert ranked(shipped, asked, Remembered())[0].statement.id == "prognosis-cure"
    assert choose(shipped, asked, "prognosis").statements[0].id == "prognosis-cure"


def test_two_things_named_together_are_something_particular(shipped: ContentStore) -> None:
    """ "Do I need some scan before PRRT?" sounds like tests, and is told among the treatments."""
    near = (
        NearStatement("treatment-prrt-scan-first", "treatment", 1.2),
        NearStatement("diagnosis-ct", "diagnosis", 0.6),
    )
    likely = (("diagnosis", 0.9), ("treatment", 0.1))
    asked = question("diagnosis", near=near, specific=False, concepts=("scans", "prrt"), likely=likely)
    assert ranked(shipped, asked, Remembered())[0].statement.topic == "treatment"
    alone = question("diagnosis", near=near, specific=False, concepts=("scans",), likely=likely)
    assert ranked(shipped, alone, Remembered())[0].statement.topic == "diagnosis"


def test_beside_something_particular_only_what_is_not_far_behind_is_shown_at_once(shipped: ContentStore) -> None:
    near = (
        NearStatement("treatment-carcinoid-food", "treatment", 1.2, in_text=0.8),
        NearStatement("treatment-carcinoid-stress", "treatment", 0.9, in_text=0.6),
        NearStatement("treatment-heart-valve", "treatment", 0.4, in_text=0.2),
    )
    asked = question("treatment", near=near, concepts=("carcinoid-syndrome",))
    chosen = choose(shipped, asked, "treatment")
    assert [one.id for one in chosen.statements[:2]] == ["treatment-carcinoid-food", "treatment-carcinoid-stress"]
    assert chosen.most == 2
    assert len(chosen.statements) > 2


@pytest.mark.parametrize(
    ("tells", "concepts", "sure", "topic"),
    [
        (True, ("lung-net",), 0.7, "overview"),
        (True, ("lung-net",), 0.95, "risk_factors"),
        (True, ("lung-net", "flushing"), 0.7, "risk_factors"),
        (False, ("lung-net",), 0.7, "risk_factors"),
    ],
)
def test_of_an_illness_that_somebody_is_told_to_have_it_is_told_what_it_is(
    shipped: ContentStore, tells: bool, concepts: tuple[str, ...], sure: float, topic: str
) -> None:
    asked = question("risk_factors", tells=tells, concepts=concepts, likely=(("risk_factors", sure),))
    assert of_what_is_told(shipped, asked).topics == (topic,)


def test_who_asks_several_topics_is_answered_each(shipped: ContentStore) -> None:
    asked = question("prognosis", "treatment")
    assert in_the_topic_that_tells(shipped, asked, ranked(shipped, asked, Remembered())) == asked


def test_where_no_topic_asked_tells_of_what_is_named_the_one_that_does_is_asked(shipped: ContentStore) -> None:
    """ "The caller's letter says G3 NET, meaning?" sounds like tests and like what a NET is."""
    near = (NearStatement("types-grades", "types", 1.0, 0.4), NearStatement("overview-what-it-is", "overview", 0.9))
    asked = question("support", "location", concepts=("grade-3",), near=near, specific=False)
    assert in_the_topic_that_tells(shipped, asked, ranked(shipped, asked, Remembered())).topics == ("types",)
    told = question("types", "prognosis", concepts=("grade-3",), near=near, specific=False)
    assert in_the_topic_that_tells(shipped, told, ranked(shipped, told, Remembered())) == told


def test_what_a_topic_does_not_tell_of_is_looked_for_elsewhere(shipped: ContentStore) -> None:
    """ "I have pernicious anemia, is that why?" asks for causes."""
    near = (NearStatement("risk_factors-stomach-conditions", "risk_factors", 1.2, 0.4),)
    asked = question("causes", concepts=("pernicious-anemia",), near=near, specific=False, likely=(("causes", 1.0),))
    causes = (*near, NearStatement("causes-unknown", "causes", 0.7, 0.4))
    assert ranked(shipped, replace(asked, near=causes), Remembered())[0].statement.topic == "risk_factors"
    assert ranked(shipped, replace(asked, near=causes, concepts=()), Remembered())[0].statement.topic == "causes"


@pytest.mark.parametrize(
    ("nearest", "meant"),
    [("treatment-rectum", ("rectal-net",)), ("prevention-colonoscopy-chance", ("rectal-net", "colonoscopy"))],
)
def test_a_test_beside_the_illness_is_meant_where_the_nearest_tells_of_it(
    shipped: ContentStore, nearest: str, meant: tuple[str, ...]
) -> None:
    """ "They found a rectal carcinoid in my colonoscopy", and then "how do they get it out?"."""
    both = ("rectal-net", "colonoscopy")
    asked = question("treatment", concepts=both, leans_on=both, follows=True)
    (statement,) = shipped.statements([nearest])
    assert without_what_is_beside(shipped, asked, statement).concepts == meant
    named = replace(asked, leans_on=("rectal-net",))
    assert without_what_is_beside(shipped, named, statement).concepts == both


def test_who_asks_what_else_there_is_is_not_told_the_same(shipped: ContentStore) -> None:
    first, second = shipped.statements_of(NETS, "causes")[:2]
    choices = [Choice("causes", Fit.TOPIC, (first, second))]
    assert what_is_left(choices, [first.id])[0].statements == (second,)
    assert what_is_left(choices, [first.id, second.id]) == choices


def test_another_illness_than_the_one_meant_counts_less(shipped: ContentStore) -> None:
    near = (
        NearStatement("prevention-diet-zollinger", "prevention", 0.8),
        NearStatement("treatment-insulinoma-low-sugar", "treatment", 0.6),
    )
    asked = question("symptoms", near=near, concepts=("diet",), follows=True)
    assert ranked(shipped, asked, Remembered())[0].statement.id == "prevention-diet-zollinger"
    spoken_of = Remembered(concepts=("insulinoma",))
    assert ranked(shipped, asked, spoken_of)[0].statement.id == "treatment-insulinoma-low-sugar"


def test_what_no_topic_says_is_told_by_the_nearest_of_all(shipped: ContentStore) -> None:
    asked = question("prognosis")
    near = ranked(shipped, asked, Remembered())
    unsaid = [Choice("prognosis", Fit.NOT_SAID, ())]
    told = nearest_of_all(shipped, asked, Remembered(), unsaid, near)
    assert [(choice.topic, choice.fit) for choice in told] == [("prognosis", Fit.NOT_SAID), ("diagnosis", Fit.NOT_SAID)]
    said = [Choice("prognosis", Fit.TOPIC, ())]
    assert nearest_of_all(shipped, asked, Remembered(), said, near) == said


def test_what_is_far_from_every_statement_is_not_told(shipped: ContentStore) -> None:
    unsaid = [Choice("prognosis", Fit.NOT_SAID, ())]
    far = question("prognosis", near=(NearStatement("prognosis-varies", "prognosis", 0.3),))
    assert not near_enough_to_tell(far, unsaid, ranked(shipped, far, Remembered()))
    named = question("prognosis", near=far.near, concepts=("insulinoma",))
    assert near_enough_to_tell(named, unsaid, ranked(shipped, named, Remembered()))


def test_beside_a_decision_what_is_near_and_named_is_told(shipped: ContentStore) -> None:
    near = (NearStatement("treatment-appendix", "treatment", 0.8),)
    decision = Concerns((), personal_decision=True)
    assert (
        topic_beside_a_decision(shipped, question(near=near, concepts=("appendix",), concerns=decision)) == "treatment"
    )
    assert topic_beside_a_decision(shipped, question(near=near, concepts=("lung",), concerns=decision)) is None
    assert topic_beside_a_decision(shipped, question(near=near, concepts=("appendix",))) is None


@pytest.mark.parametrize(
    ("concepts", "specific", "first"),
    [
        (("flushing",), True, True),
        ((), False, True),
        (("insulinoma",), False, True),
        (("follow-up",), True, False),
        (("carcinoid-syndrome", "surgery"), False, False),
    ],
)
def test_who_must_not_wait_leads_in_general_and_of_a_symptom(
    shipped: ContentStore, concepts: tuple[str, ...], specific: bool, first: bool
) -> None:
    asked = question("when_to_see_doctor", concepts=concepts, specific=specific)
    assert asks_whether_to_see_a_doctor(shipped, asked, asked) is first
    assert not asks_whether_to_see_a_doctor(shipped, asked, question("support"))


def test_when_to_see_a_doctor_gives_way_where_it_does_not_say_what_was_asked() -> None:
    doctor, support = Choice("when_to_see_doctor", Fit.NOT_SAID, ()), Choice("support", Fit.CONCEPT, ())
    assert those_that_say_it_first([doctor, support]) == [support]
    assert those_that_say_it_first([doctor]) == [doctor]


def test_no_other_illness_fills_the_gap(shipped: ContentStore) -> None:
    """Who has an appendix NET and asks of pregnancy is not told what a pheochromocytoma does in it."""
    near = (
        NearStatement("doctor-pheochromocytoma-pregnancy", "when_to_see_doctor", 0.8),
        NearStatement("treatment-appendix", "treatment", 0.6),
    )
    asked = question("treatment", near=near, concepts=("appendix-net", "pregnancy"))
    unsaid = [Choice("treatment", Fit.NOT_SAID, ())]
    told = nearest_of_all(shipped, asked, Remembered(), unsaid, ranked(shipped, asked, Remembered()))
    assert [one.id for choice in told for one in choice.statements] == ["treatment-appendix"]


def test_a_kind_of_the_illness_named_is_not_another(shipped: ContentStore) -> None:
    near = (NearStatement("treatment-heart-valve", "treatment", 0.8), NearStatement("treatment-men1", "treatment", 0.6))
    asked = question("treatment", near=near, concepts=("carcinoid",))
    unsaid = [Choice("treatment", Fit.NOT_SAID, ())]
    told = nearest_of_all(shipped, asked, Remembered(), unsaid, ranked(shipped, asked, Remembered()))
    assert [one.id for choice in told for one in choice.statements] == ["treatment-heart-valve"]


@pytest.mark.parametrize(
    ("concepts", "fit"),
    [
        (("prrt", "pain"), Fit.NOT_SAID),
        (("liver-transplant", "side-effects"), Fit.NOT_SAID),
        (("lutathera", "side-effects"), Fit.CONCEPT),
        (("chemotherapy", "side-effects"), Fit.CONCEPT),
        (("gastrinoma", "how-common"), Fit.NOT_SAID),
        (("carcinoid", "cure"), Fit.CONCEPT),
    ],
)
def test_what_is_told_of_two_things_apart_is_not_told_of_both(
    shipped: ContentStore, concepts: tuple[str, ...], fit: Fit
) -> None:
    """ "Is PRRT painful?": one statement tells of PRRT, another of pain."""
    topic = "overview" if "how-common" in concepts else "treatment"
    assert choose(shipped, question(topic, near=(), specific=False, concepts=concepts), topic).fit is fit


def test_what_is_told_in_the_same_words_in_two_topics_is_told_once(shipped: ContentStore) -> None:
    first, double, other = shipped.statements(
        ["symptoms-carcinoid-syndrome-food", "treatment-carcinoid-food", "treatment-heart-valve"]
    )
    assert first.text == double.text
    told = each_told_once([Choice("symptoms", Fit.NEAR, (first,)), Choice("treatment", Fit.NEAR, (double, other))])
    assert [[one.id for one in choice.statements] for choice in told] == [[first.id], [other.id]]
    assert len(each_told_once([Choice("symptoms", Fit.NEAR, (first,)), Choice("treatment", Fit.NEAR, (double,))])) == 1


@pytest.mark.parametrize(("country", "fit"), [("country-canada", Fit.NOT_SAID), (None, Fit.CONCEPT)])
def test_what_holds_elsewhere_is_not_said_of_a_country(shipped: ContentStore, country: str | None, fit: Fit) -> None:
    """ "Is Lutathera approved in Canada?": when the US did is the nearest."""
    near = (NearStatement("treatment-lutathera-approved", "treatment", 1.3),)
    concepts = ("lutathera", *([country] if country else []))
    asked = question("treatment", near=near, concepts=concepts)
    chosen = choose(shipped, asked, "treatment")
    assert chosen.fit is fit
    assert chosen.statements[0].id == "treatment-lutathera-approved"


@pytest.mark.parametrize(("in_its_words", "fit"), [(True, Fit.CONCEPT), (False, Fit.NOT_SAID)])
def test_how_often_is_answered_by_words_of_time_alone(shipped: ContentStore, in_its_words: bool, fit: Fit) -> None:
    near = (NearStatement("treatment-shots-how", "treatment", 1.4),)
    asked = question("treatment", near=near, concepts=("octreotide",), measured=True, in_its_words=in_its_words)
    assert choose(shipped, asked, "treatment").fit is fit


def test_of_a_treatment_no_other_one_is_told(shipped: ContentStore) -> None:
    asked = question("treatment", near=(), specific=False, concepts=("prrt", "side-effects"))
    told = choose(shipped, asked, "treatment").statements
    assert "treatment-chemotherapy-side-effects" not in [one.id for one in told]


@pytest.mark.parametrize(("sure", "fit"), [(1.0, Fit.NOT_SAID), (0.5, Fit.CONCEPT)])
def test_where_another_topic_tells_of_it_the_answer_is_less_sure(shipped: ContentStore, sure: float, fit: Fit) -> None:
    """ "How is Merkel cell carcinoma treated?": only what it is is known."""
    near = (NearStatement("overview-merkel-cell", "overview", 1.2),)
    asked = question(
        "treatment", near=near, specific=False, concepts=("merkel-cell-carcinoma",), likely=(("treatment", sure),)
    )
    told = question("overview", near=near, specific=False, concepts=asked.concepts)
    found = [Choice("overview", Fit.CONCEPT, ())]
    close = ranked(shipped, asked, Remembered())
    assert [choice.fit for choice in unless_told_elsewhere(asked, told, found, close)] == [fit]
    assert unless_told_elsewhere(told, told, found, close) == found


def test_a_danger_is_not_told_beside_what_was_asked(shipped: ContentStore) -> None:
    """It would bring the emergency advice on top of what octreotide is given for."""
    calm, danger = shipped.statements(["treatment-shots-how", "doctor-vomiting"])
    assert danger.danger
    assert not calm.danger
    asked = question("treatment", near=())
    beside = Choice("treatment", Fit.CONCEPT, (calm, danger))
    assert without_dangers_beside(beside, asked).statements == (calm,)
    first = Choice("treatment", Fit.CONCEPT, (danger, calm))
    assert without_dangers_beside(first, asked) == first
    unsaid = Choice("treatment", Fit.NOT_SAID, (danger, calm))
    assert without_dangers_beside(unsaid, asked).statements == (calm,)
    whole = Choice("symptoms", Fit.TOPIC, (calm, danger))
    assert without_dangers_beside(whole, asked) == whole
    near = question("treatment", near=(NearStatement("doctor-vomiting", "when_to_see_doctor", 1.2),))
    assert without_dangers_beside(beside, near) == beside


def test_a_test_of_which_the_topic_tells_nothing_is_not_answered_by_what_it_tells_of_the_illness(
    shipped: ContentStore,
) -> None:
    """ "Is a bone scan done?" of what causes a small bowel NET."""
    asked = question("causes", near=(), specific=False, concepts=("bone-scan", "small-intestine-net"))
    assert choose(shipped, asked, "causes").fit is Fit.NOT_SAID


def test_where_several_topics_are_asked_what_tells_of_all_that_is_named_comes_first(shipped: ContentStore) -> None:
    """ "I was told I have an insulinoma. Is it usually benign?"."""
    near = (NearStatement("types-insulinoma", "types", 1.1),)
    asked = question("overview", "prognosis", near=near, specific=False, concepts=("insulinoma", "benign"))
    by_worth = ranked(shipped, asked, Remembered())
    assert in_the_topic_that_tells(shipped, asked, by_worth).topics == ("types", "overview", "prognosis")
    one_named = question("overview", "prognosis", near=near, specific=False, concepts=("insulinoma",))
    assert in_the_topic_that_tells(shipped, one_named, by_worth) == one_named


def test_what_is_told_of_a_small_bowel_net_is_what_its_kind_is(shipped: ContentStore) -> None:
    told = question("diagnosis", tells=True, concepts=("small-intestine-net",), likely=(("diagnosis", 0.5),))
    assert of_what_is_told(shipped, told).topics == ("overview",)


def test_the_nearest_is_less_sure_where_it_is_on_an_illness_that_nobody_spoke_of(shipped: ContentStore) -> None:
    """ "I take lanreotide and my stools are pale and float" is near to what a somatostatinoma causes."""
    near = (NearStatement("symptoms-somatostatinoma", "symptoms", 1.0, 0.4),)
    unsaid = [Choice("symptoms", Fit.NOT_SAID, ())]

    def fit(*concepts: str) -> Fit:
        asked = question("symptoms", near=near, concepts=concepts)
        return nearest_of_all(shipped, asked, Remembered(), unsaid, ranked(shipped, asked, Remembered()))[0].fit

    assert fit("lanreotide") is Fit.NOT_SAID
    assert fit("somatostatinoma") is Fit.NEAR


def test_where_the_country_is_not_told_of_all_that_was_named_is_what_is_not_said(shipped: ContentStore) -> None:
    asked = question("treatment", near=(), specific=False, concepts=("lutathera", "country-canada"))
    choice = choose(shipped, asked, "treatment")
    assert choice.fit is Fit.NOT_SAID
    assert [concept.id for concept in choice.concepts] == ["lutathera", "country-canada"]


@pytest.mark.parametrize(("similarity", "helps"), [(0.6, True), (0.5, False)])
def test_beside_a_decision_a_statement_on_what_is_named_helps(
    shipped: ContentStore, similarity: float, helps: bool
) -> None:
    near = (
        NearStatement("prognosis-varies", "prognosis", 0.54, in_text=1.0),
        NearStatement("symptoms-gut", "symptoms", similarity),
    )
    asked = question("symptoms", near=near, concepts=("diarrhea",))
    assert helps_to_decide(asked, ranked(shipped, asked, Remembered())) is helps
