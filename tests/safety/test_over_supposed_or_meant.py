"""What is over, only supposed, or means something else raises no alarm; dangers without a plain word for them do."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.alarm import still_about
from bot.safety import Alarm, Finding, Level, SafetyBook
from tests.safety.judged import grave


@pytest.mark.parametrize(
    "text",
    [
        # over, and now a treatment or meals as before
        "my gut blockage was cured, now I take octreotide",
        "the obstruction in his bowel was removed and now he gets an injection every month",
        "I got over my sepsis, now I am back on capecitabine",
        "her blocked gut was operated on and she now eats normally",
        "mum's blocked bowel cleared with a stent in May, she is on octreotide since",
        "her seizures stopped after the operation, will they stay away",
        "she had a perforated bowel two winters ago",
        "he had a seizure when they found the insulinoma, none since, can he drive",
        "I beat sepsis and lift weights as before",
        "the internal bleeding was stopped and she is home now, which scan is next",
        "I used to collapse after meals",
        # no violence
        "my husband hit me by accident with the car door",
        "they keep me without water before the scan",
        "my ex used to beat me",
        "he beat me at chess",
        "she hit me with the news that it has spread",
        # no end
        "I have had it with life insurance",
        "does the insurance pay out if I die abroad",
        # what would have been
        "if he had passed out, what would the nurses have done?",
        "had she coughed up blood they would have kept her in",
        "would you have said so if my sugar had been 30",
        "what if my sugar had been 2.1 mmol",
        "had they looked earlier would she have had the heart attack",
        "what if my blood pressure had been 70/40 in theatre",
        # of a thing, or of the weather
        "she has blue eyes",
        "my daughter wears a blue jacket",
        "he has a cold and wants a flu jab",
        "my fingers go blue in the cold, Raynaud's",
        # what a leaflet says
        "the booklet says call 911 for chest pain, why",
        "the adverse events say seizure, how common is it",
        "I was told carcinoid crisis is rare, how rare",
        # figures of speech
        "my boss nearly had a stroke when I asked for leave",
        "the song is choking me up",
        "I passed out when I saw the needle",
        "we are bleeding money on these drugs",
        "our budget is haemorrhaging",
        "we laughed so hard I nearly passed out",
        "on the picture the tumor is choking the bowel",
        "he has not fainted once",
        "I collapsed on the sofa after a long day",
        "blackout curtains help me nap",
        "this waiting list is suicide",
    ],
)
def test_what_is_over_or_meant_otherwise_raises_no_alarm(book: SafetyBook, text: str) -> None:
    assert not grave(book, text)


@pytest.mark.parametrize(
    "text",
    [
        "my gut blockage was cured, now I take octreotide and vomit green",
        "the obstruction in his bowel was removed and now it is back",
        "his seizure stopped after five minutes",
        "his stroke has cleared up but his speech is slurred",
        "if he had passed out they would have called me, now he has passed out",
        "if I had killed myself nobody would have cared",
        "what if he had a heart attack",
        "if he had a seizure would you have called 911",
        "he had a seizure and was stopped by police",
        "his lips go blue in the cold",
        "my fingers are blue in winter and I have chest pain",
        "the booklet says call 911 for chest pain and I have chest pain",
        "he is choking me",
        "my fingers are blue in winter, I can't breathe",
        "I fainted when I saw the needle, and I am bleeding heavily",
        "no poo, nothing since the operation, belly like a drum and vomiting",
        "the clot has gone to his lung and he is gasping",
        "he had a seizure over breakfast",
        "the internal bleeding was not stopped",
        "if he had not collapsed we would have gone home",
        "if the heavy bleeding had stopped I would have waited",
        "dad collapsed on the sofa after a long day",
        "he collapsed on the sofa after a long walk and is grey and clammy",
        "he had a seizure when they found the insulinoma and has another one now",
        "she has turned a blue color",
        "the internal bleeding was stopped and she is home now and bleeding again",
        "dad nearly had a stroke, his face hangs",
    ],
)
def test_a_danger_beside_it_is_still_told(book: SafetyBook, text: str) -> None:
    assert grave(book, text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("cold and blue, what do I do", "fainting"),
        ("grandpa is cold to the touch and grey", "fainting"),
        ("aunt lies there like a rag doll", "fainting"),
        ("if he had taken his tablets he would not have collapsed", "fainting"),
        ("a bit dusky round the lips since the op", "breathing"),
        ("she is breathing quickly", "breathing"),
        ("her lips are ashy", "breathing"),
        ("blue lipped after the scan jab", "breathing"),
        ("gran's face looks like it is melting on one side", "stroke"),
        ("my arm won't do what i tell it", "stroke"),
        ("i can't tell when i need to pee and the tumor is in my spine", "cord-compression"),
        ("no feeling down below and i wet the bed", "cord-compression"),
        ("i can't feel my bum and have mets in the spine", "cord-compression"),
        ("since the biopsy my belly gets tight and i am dizzy", "heavy-bleeding"),
        ("around noon the bag was full of bright red", "heavy-bleeding"),
        ("my scar stinks and my teeth keep clacking", "blood-infection"),
        ("his eyeballs are yellow and he has a temp of 39.2", "blood-infection"),
        ("clots as big as plums", "heavy-bleeding"),
        ("a nosebleed since two hours", "heavy-bleeding"),
        ("gums bleeding, platelets were 18 on friday", "heavy-bleeding"),
        ("whenever they use the pic line he gets the shakes", "blood-infection"),
        ("pus from the puncture in the groin and a fever of 39", "blood-infection"),
        ("leg like a balloon and a stabbing when i breathe in", "lung-clot"),
        ("flushing since noon and she can hardly stand", "carcinoid-crisis"),
        ("potassium is 2.1 and my heart does somersaults", "severe-dehydration"),
        ("i have enough oramorph saved up", "suicidal-thoughts"),
        ("i've had it with life tbh", "suicidal-thoughts"),
        ("he left a note and i can't find him", "suicidal-thoughts"),
        ("they would be better off with the insurance payout if i crashed", "suicidal-thoughts"),
        ("my husband hits me", "abuse"),
        ("her boyfriend beats my mum", "abuse"),
        ("my boyfriend shoved me against the wall", "abuse"),
        ("my carer locks me in", "abuse"),
        ("my son threatens to hurt me", "abuse"),
        ("he grabs my throat", "abuse"),
        ("my daughter leaves me without food", "abuse"),
        ("mum was beaten by her partner", "abuse"),
    ],
)
def test_a_danger_in_other_words_is_found(book: SafetyBook, text: str, sign: str) -> None:
    assert sign in {finding.sign for finding in book.assess(text) if finding.takes_over}


@pytest.mark.parametrize("text", ["the bruise from the drip is going yellow", "my bruises turned yellow"])
def test_what_heals_need_not_be_told_today(book: SafetyBook, text: str) -> None:
    assert not [finding for finding in book.assess(text) if finding.level >= Level.URGENT]


@pytest.mark.parametrize(
    ("text", "about_it"),
    [
        ("And if it had been 2.5 cm?", False),
        ("suppose it was 12 mm", False),
        ("what if it were grade 3", False),
        ("what if it is 2.5 cm deep", True),
        ("what if it was 3 cm and still bleeding", True),
        ("what if it was my heart?", True),
    ],
)
@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.CRISIS])
def test_a_supposed_size_is_not_about_the_danger(text: str, about_it: bool, level: Level) -> None:
    message = Message({TEXT: text, INTENT: {"name": "out_of_scope", "confidence": 0.5}})
    assert still_about(Alarm(Finding(level, "seizure"), 3), message, False) == about_it
