"""Edges of the rules: context, playing down, spelling, several findings, numbers."""

from __future__ import annotations

import time

import pytest

from bot.safety import Finding, Level, SafetyBook


def first(book: SafetyBook, text: str) -> Finding | None:
    return next(iter(book.assess(text)), None)


@pytest.mark.parametrize(
    "text",
    [
        "I have no chest pain",
        "no chest pain, no breathlessness, just flushing",
        "I am not having chest pain",
        "I had chest pain ten years ago",
        "My grandfather died of a stroke",
        "Can a NET cause chest pain?",
        "Is vomiting blood a symptom of gastrinoma?",
        "My doctor said fainting can be a symptom of insulinoma, is that so?",
        "I have carcinoid syndrome, does it cause wheezing?",
    ],
)
def test_denied_past_and_general_are_no_alarm(book: SafetyBook, text: str) -> None:
    assert not any(finding.level >= Level.CRISIS for finding in book.assess(text))


@pytest.mark.parametrize(
    "text",
    [
        "I have chest pain. Is chest pain a symptom of carcinoid?",
        "Is this chest pain from my tumor?",
        "I don't know if I'm having a heart attack",
        "I had chest pain two years ago and now it is back",
        "not sure it matters but my chest hurts",
        "What should I do, my chest hurts",
        "my chest hurts what should i do",
        "No fever. My chest hurts.",
        "CHEST PAIN",
        "chest paaaaain",
        "cheest pian",
        "I can’t breathe",
        "i cant breath",
    ],
)
def test_present_is_an_alarm_in_any_form(book: SafetyBook, text: str) -> None:
    finding = first(book, text)
    assert finding is not None and finding.level is Level.EMERGENCY and not finding.general


@pytest.mark.parametrize(
    "text",
    [
        "i want to dye",
        "i want to dye and be with mum",
        "I wnat to dei",
        "i want to kil myself",
        "im going to kll myself",
        "i wish i was ded",
        "iwant to die",
        "i want to edn my lief",
        "i want to hng myself",
        "i dont want to be hear anymore",
        "i just want it to stop, permanently",
    ],
)
def test_a_crisis_is_seen_however_its_short_words_are_written(book: SafetyBook, text: str) -> None:
    finding = first(book, text)
    assert finding is not None and finding.level is Level.CRISIS and not finding.general


@pytest.mark.parametrize(
    "text",
    [
        "can i dye my hair during chemo",
        "they want to use a dye for the scan",
        "I am NED now",
        "my ENT said so",
        "is Dei there",
    ],
)
def test_what_is_written_like_one_is_no_crisis(book: SafetyBook, text: str) -> None:
    assert not any(finding.level is Level.CRISIS for finding in book.assess(text))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("severe stomac pain", "severe stomach pain"),
        ("vomting blud", "vomiting blood"),
        ("crushing chest pane", "chest pain"),
    ],
)
def test_of_two_words_as_near_the_one_with_the_same_consonants_is_meant(
    book: SafetyBook, written: str, meant: str
) -> None:
    assert first(book, written) == first(book, meant) != None  # noqa: E711


@pytest.mark.parametrize("name", ["Hao", "Hava", "Nat", "Lika", "Ali", "Mani", "Thad", "Dea", "Liv"])
def test_no_name_is_read_as_a_word_that_takes_a_danger_away(book: SafetyBook, name: str) -> None:
    finding = first(book, f"{name} has chest pain")
    assert finding is not None and finding.level is Level.EMERGENCY and not finding.general


def test_to_want_to_sleep_and_not_wake_is_a_crisis_and_no_faint(book: SafetyBook) -> None:
    assert [finding.level for finding in book.assess("i want to go to sleep and not wake up")] == [Level.CRISIS]


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("what kind of doctor should I see", False),
        ("can kids get these tumors", False),
        ("what kind of doctor should I see and should I stop octreotide", True),
    ],
)
def test_who_treats_it_is_no_decision_but_what_is_asked_beside_it_is(
    book: SafetyBook, text: str, personal: bool
) -> None:
    assert book.is_personal_decision(text) is personal


@pytest.mark.parametrize(
    "text",
    ["is vomiting blood an emergency?", "What is a carcinoid crisis?", "what should I do if I vomit blood"],
)
def test_general_question_about_a_danger(book: SafetyBook, text: str) -> None:
    finding = first(book, text)
    assert finding is not None and finding.level is Level.EMERGENCY and finding.general


def test_a_danger_in_the_middle_of_a_long_message(book: SafetyBook) -> None:
    around = "I would like to know about diets. My scan is in May. The food was good. " * 20
    finding = first(book, f"{around} Since an hour I am coughing up blood. {around}")
    assert finding == Finding(Level.EMERGENCY, "coughing-blood")


def test_parts_of_a_sign_in_neighbouring_sentences(book: SafetyBook) -> None:
    assert Finding(Level.EMERGENCY, "chemo-fever") in book.assess("I am on chemo. Day nine. My temperature is 101.5.")


def test_emergency_and_crisis_are_both_told(book: SafetyBook) -> None:
    found = {finding.level for finding in book.assess("I took 30 aspirin because I want to die")}
    assert {Level.EMERGENCY, Level.CRISIS} <= found


def test_what_is_present_comes_before_what_is_asked(book: SafetyBook) -> None:
    findings = book.assess("What is a carcinoid crisis? I want to kill myself.")
    assert findings[0].level is Level.CRISIS and not findings[0].general
    assert any(finding.general for finding in findings)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("My blood pressure is 210/125 and my vision is blurry", Level.EMERGENCY),
        ("My blood pressure is 210 over 125", Level.EMERGENCY),
        ("My blood pressure is 190 over 115", Level.URGENT),
        ("my blood pressure is 240 in one arm", Level.EMERGENCY),
        ("my pulse is 150-165 at rest", Level.EMERGENCY),
        ("My blood pressure is 120/80", None),
        ("My appointment is on 12/03 and my blood pressure is fine", None),
        ("temp 38.5 on chemo", Level.EMERGENCY),
        ("temp 37.2 on chemo", None),
        ("my pulse is 130 at rest", Level.URGENT),
        ("my pulse is 135 and I am lying in bed", Level.EMERGENCY),
        ("my pulse is 135", Level.URGENT),
        ("my pulse was 155 in the gym, then I sat down", Level.URGENT),
        ("my pulse is 72", None),
        ("my sugar is 35", Level.EMERGENCY),
        ("my sugar is 60", Level.URGENT),
        ("my sugar is 100", None),
        ("I took 30 aspirin", Level.EMERGENCY),
        ("I took 81 mg aspirin", None),
    ],
)
def test_numbers(book: SafetyBook, text: str, level: Level | None) -> None:
    finding = first(book, text)
    assert (finding.level if finding else None) == level


@pytest.mark.parametrize("text", ["", " ", "?!...", "\x00", "😀😀", "\ud800", "a" * 5_000, "¿Dónde está?", "1/2/3//"])
def test_odd_texts_are_no_finding(book: SafetyBook, text: str) -> None:
    assert book.assess(text) == ()
    assert not book.is_personal_decision(text)
    assert book.redact(text) == text


def test_how_to_prevent_it_is_a_question_for_the_sources(book: SafetyBook) -> None:
    assert not book.is_personal_decision("what can i do to prevent it")
    assert book.is_personal_decision("what should i do about my octreotide")


def test_whom_else_to_hear_is_a_question_for_the_sources(book: SafetyBook) -> None:
    assert not book.is_personal_decision("should I get a second opinion")
    assert book.is_personal_decision("should I stop octreotide or get a second opinion")


def test_what_an_illness_is_that_somebody_has_is_a_question_for_the_sources(book: SafetyBook) -> None:
    assert not book.is_personal_decision("I was just told I have a NET, what is it?")
    assert book.is_personal_decision("I have flushing, what is it?") and book.is_personal_decision("do I have a NET?")


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("what does grade 2 mean", False),
        ("what does grade 2 mean, and do I need chemo", True),
        ("what does it mean should I have chemo", True),
        ("my CgA is 250. What does chromogranin mean? Is that bad?", True),
        ("how common is it, has mine spread", True),
        ("what is the first thing they do", False),
        ("is the thing on my liver cancer", True),
        ("can they just keep an eye on it", False),
        ("I have a 2 cm tumor. Can they just keep an eye on it?", True),
    ],
)
def test_a_question_for_knowledge_hides_no_decision_beside_it(book: SafetyBook, text: str, personal: bool) -> None:
    assert book.is_personal_decision(text) is personal


@pytest.mark.parametrize("text", ["could my daughter get MEN2 from me", "can my children get tested for MEN1?"])
def test_what_families_inherit_is_a_question_for_the_sources(book: SafetyBook, text: str) -> None:
    assert not book.is_personal_decision(text)


@pytest.mark.parametrize(
    ("text", "level", "sign"),
    [
        ("my sugar is 35", Level.EMERGENCY, "low-blood-sugar"),
        ("my sugar is 35 mmol", Level.URGENT, "sugar"),
        ("my sugar is 2.1 mmol/l", Level.EMERGENCY, "low-blood-sugar"),
        ("my sugar is 14", Level.URGENT, "sugar"),
    ],
)
def test_the_unit_decides_whether_a_sugar_is_low_or_high(book: SafetyBook, text: str, level: Level, sign: str) -> None:
    assert book.assess(text) == (Finding(level, sign),)


def test_nobody_checks_a_sugar_of_twelve_times(book: SafetyBook) -> None:
    assert book.assess("I check my sugar 12 times a day") == ()


@pytest.mark.parametrize(
    "text",
    [
        "I do not have chest pain or breathlessness",
        "no fever, no seizure or fainting",
        "I never had fainting spells or seizures",
    ],
)
def test_what_is_denied_is_denied_behind_or_too(book: SafetyBook, text: str) -> None:
    assert not any(finding.grave for finding in book.assess(text))


@pytest.mark.parametrize(
    "text",
    [
        "no idea if it is the stomach, but I have chest pain",
        "I do not have a doctor or nurse to call and my chest hurts",
        "no feeling or movement in my left arm",
        "he has no pulse or breath",
    ],
)
def test_not_all_behind_or_is_denied(book: SafetyBook, text: str) -> None:
    assert any(finding.takes_over for finding in book.assess(text))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("insulinoma - sweaty shaky and seeing double, meter says 2.1", "low-blood-sugar"),
        ("I am seeing double. My meter says 2.1.", "low-blood-sugar"),
        ("my left arm is numb and I see double", "stroke"),
    ],
)
def test_a_low_sugar_comes_before_what_it_can_look_like(book: SafetyBook, text: str, sign: str) -> None:
    assert book.assess(text)[0].sign == sign


@pytest.mark.parametrize(
    "text",
    [
        "i dont want to wake up tomorrow",
        "my wife isnt answering and she texted 'sorry for everything, look after the kids'",
    ],
)
def test_what_is_a_crisis_is_no_faint(book: SafetyBook, text: str) -> None:
    found = book.assess(text)
    assert any(finding.level is Level.CRISIS for finding in found)
    assert not any(finding.sign == "fainting" for finding in found)


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("she has never had clots, chest pain or strokes", False),
        ("I never had clots, chest pain or strokes. My arm is numb on one side.", True),
        ("I have never had clots, chest pain or fainting until this morning", True),
        ("he has never had clots or strokes, but his chest hurts", True),
    ],
)
def test_a_row_is_denied_as_a_whole(book: SafetyBook, text: str, alarm: bool) -> None:
    assert any(finding.grave for finding in book.assess(text)) is alarm


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("I'm not suicidal, just fed up with appointments", False),
        ("I am not suicidal any more", True),
        ("I'm not actively suicidal", True),
        ("I'm not suicidal. I only wish it was over.", True),
    ],
)
def test_not_suicidal_alone_is_believed(book: SafetyBook, text: str, crisis: bool) -> None:
    assert any(finding.level is Level.CRISIS for finding in book.assess(text)) is crisis


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("found in 2016, my chest hurts", "chest-pain"),
        ("I had my operation in 2012 and I am coughing up blood", "coughing-blood"),
        ("dad died of lung cancer and my brother is having a seizure", "seizure"),
        ("NET since 2018, since breakfast my speech is slurred", "stroke"),
        ("diagnosed last year, mum has collapsed", "fainting"),
        ("in hospital for PRRT last year, his lips are blue", "breathing"),
    ],
)
def test_the_date_of_something_else_hides_no_danger(book: SafetyBook, text: str, sign: str) -> None:
    assert Finding(Level.EMERGENCY, sign) in book.assess(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2016, my aunt had a seizure",
        "I fainted and had chest pain, this was in 2009",
        "chest pain last yr, nothing found",
        "they found it in 2014 after I coughed up blood",
        "when I had my surgery in 2014, I had a stroke",
        "a seizure during surgery in 2015",
        "used to get chest pain before PRRT, all gone now",
        "my stroke in 2013 was treated at once",
    ],
)
def test_what_is_itself_long_ago_is_no_alarm(book: SafetyBook, text: str) -> None:
    assert not any(finding.grave for finding in book.assess(text))


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("in my novel the hero has a heart attack", False),
        ("in my novel the hero has a heart attack, and I have chest pain", True),
        ("my sister's dog had a seizure", False),
        ("my sister's dog barked and she had a seizure", True),
        ("walking the dog I got chest pain", True),
    ],
)
def test_nobody_is_ill_in_a_story_and_an_animal_is_no_patient(book: SafetyBook, text: str, alarm: bool) -> None:
    assert any(finding.grave for finding in book.assess(text)) is alarm


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("no puede respirar", Level.EMERGENCY),
        ("Meine Mutter wacht nicht auf", Level.EMERGENCY),
        ("je ne peux plus respirer", Level.EMERGENCY),
        ("me quiero morir", Level.CRISIS),
        ("ich will sterben", Level.CRISIS),
        ("elle ne veut plus vivre", Level.CRISIS),
    ],
)
def test_the_commonest_dangers_are_seen_in_other_languages(book: SafetyBook, text: str, level: Level) -> None:
    finding = first(book, text)
    assert finding is not None and finding.level is level and not finding.general


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("I don't want to kill myself, I only ask how long people live", False),
        ("I don't want to kill myself today", True),
        ("the doctors want to cut out part of my bowel", False),
        ("she wants to cut again", True),
        ("my cousin hanged himself in 1998, is MEN1 inherited", False),
        ("my cousin hanged himself in 1998 and I think of it too", True),
    ],
)
def test_what_is_said_of_others_or_denied_is_no_crisis(book: SafetyBook, text: str, crisis: bool) -> None:
    assert any(finding.level is Level.CRISIS for finding in book.assess(text)) is crisis


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("we stop the lanreotide next month", True),
        ("highest daily dose of codeine for me", True),
        ("I am stopping chemo now. I want to die.", False),
        ("i stop my hydrocortisone today", False),
        ("I am stopping everything today", False),
        ("should mum give up driving with a brain tumor", True),
        ("should I stop eating", False),
        ("", False),
    ],
)
def test_what_is_plainly_about_a_treatment_is_not_left_to_the_second_net(
    book: SafetyBook, text: str, plain: bool
) -> None:
    judged = book.judge(text)
    assert judged.plain is plain
    assert judged.personal_decision or not plain


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("how long can people live with it", False),
        ("can it kill me", False),
        ("how long do I have left", True),
        ("should I give up smoking", False),
        ("should I give up smoking and stop my tablets", True),
        ("mistletoe instead of chemo?", True),
        ("halt, stop lanreotide before the scan?", True),
    ],
)
def test_how_it_goes_on_is_told_by_the_sources_and_what_to_do_is_not(
    book: SafetyBook, text: str, personal: bool
) -> None:
    assert book.is_personal_decision(text) is personal


@pytest.mark.parametrize(
    "text",
    ["chest pain in 2019 diagnosed in 2018 " * 120, "my dog had a seizure " * 200, "in my novel she faints " * 190],
)
def test_a_long_text_without_a_full_stop_is_read_in_time(book: SafetyBook, text: str) -> None:
    begin = time.perf_counter()
    book.assess(text)
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize(
    ("text", "on_treatment"),
    [
        ("can I skip my next shot?", True),
        ("should I refuse chemo", True),
        ("should I leave it out?", True),
        ("may I skip a month?", True),
        ("are my results bad?", False),
        ("should I stop drinking beer?", False),
        ("my son wants me to quit smoking, should I?", False),
        ("should I wait eight weeks for a second scan?", False),
    ],
)
def test_whether_a_treatment_is_at_stake(book: SafetyBook, text: str, on_treatment: bool) -> None:
    judged = book.judge(text)
    assert (judged.personal_decision, judged.on_treatment) == (True, on_treatment)


@pytest.mark.parametrize(
    "before",
    [
        "In 2015 they removed my appendix, I had no trouble for years, and ",
        "My aunt died of it years ago, she was seventy, ",
        "A man in my group had a seizure in 2011, and ",
        "The email nearly gave me a heart attack, then ",
        "It is a silly story really: ",
        "Is flushing usual after cheese? ",
    ],
)
@pytest.mark.parametrize(
    ("clause", "sign"),
    [
        ("my wife collapsed", "fainting"),
        ("woke with one side of my mouth drooping", "stroke"),
        ("dad drank antifreeze", "poisoning"),
        ("vomited a cup of blood", "vomiting-blood"),
    ],
)
def test_what_is_told_before_it_hides_no_danger(book: SafetyBook, before: str, clause: str, sign: str) -> None:
    assert Finding(Level.EMERGENCY, sign) in book.assess(before + clause)


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("the quote nearly gave me a heart attack", False),
        ("the quote nearly gave me a heart attack, and my chest hurts now", True),
        ("somebody on the forum had chest pain after the drip", False),
        ("somebody in my group has chest pain right now", True),
        ("somebody on the forum had chest pain, my chest felt tight too", True),
    ],
)
def test_a_figure_of_speech_and_what_others_had_are_no_alarm(book: SafetyBook, text: str, alarm: bool) -> None:
    assert any(finding.takes_over for finding in book.assess(text)) is alarm


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("I've got a knife", True),
        ("I have the tablets here", True),
        ("I have the tablets here, how do I store them?", False),
        ("I have a gamma knife appointment", False),
    ],
)
def test_means_that_are_at_hand_are_a_crisis_when_nothing_else_is_said(
    book: SafetyBook, text: str, crisis: bool
) -> None:
    assert any(finding.level is Level.CRISIS for finding in book.assess(text)) is crisis


def test_a_high_fever_without_chemotherapy_is_not_told_as_one_with_it(book: SafetyBook) -> None:
    signs = [finding.sign for finding in book.assess("I shiver and shake, my temperature is 40.2, I have a bile stent")]
    assert signs[0] == "blood-infection" and "chemo-fever" not in signs
    assert book.assess("on chemo, shivering, temperature 40.2")[0].sign == "chemo-fever"


@pytest.mark.parametrize("text", ["what is a mesenteric mass", "what is a DOTATATE scan and is it better than a CT"])
def test_what_a_thing_of_a_kind_is_is_no_decision(book: SafetyBook, text: str) -> None:
    assert not book.is_personal_decision(text)
    assert book.is_personal_decision(f"{text}. Is that mass on my scan cancer?")
