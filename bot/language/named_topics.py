"""Topics asked for by their names, one after the other: "carcinoid causes signs treatment"."""

from __future__ import annotations

import re
from itertools import pairwise

_NAMES = {
    "ask_symptoms": r"(?:symptom|sign|complaint)s?",
    # "Does it cause symptoms?" asks for them alone.
    "ask_causes": r"causes|cause(?! (?:any |the |no )?(?:symptom|sign|complaint)s?\b)|aetiology|etiology|reasons?",
    "ask_treatment": r"treatments?|cures?|therap(?:y|ies)|management|remed(?:y|ies)|surgery",
    "ask_prognosis": r"prognosis|outlook|survival(?: rates?)?|life expectancy|mortality|outcomes?|recurrence",
    "ask_types": r"types?|kinds?|(?:stages?|grades?)(?! (?:\d|i{1,3}\b|iv\b))|staging|grading|subtypes?",
    "ask_prevention": r"prevention|prevent",
    "ask_risk_factors": r"risk factors?|risks?|inheritance|heredity|genetics",
    "ask_diagnosis": r"diagnosis|diagnostics?|tests?|testing|scans?|detection",
    "ask_location": r"locations?|sites?",
    "ask_overview": r"definition|overview",
    "ask_support": r"support groups?",
    "ask_when_to_see_doctor": r"when to (?:see|call|worry|act|get help)",
}
_ANY = re.compile(
    "|".join(rf"(?P<{intent}>\b(?:{names})\b)" for intent, names in _NAMES.items()),
    re.IGNORECASE,
)
_MOST_WORDS_BETWEEN = 2


def names_a_topic(text: str) -> bool:
    """Whether ``text`` says by name which topic it is about: "what about the causes?"."""
    return bool(_ANY.search(text))


def listed_topics(text: str) -> dict[str, int]:
    """The topics that ``text`` names in a row, at least two, each with the character where it stands.

    A single name says little ("a test", "the type of doctor"): that is left to the classifier.
    """
    found: dict[str, int] = {}
    for first, second in pairwise(_ANY.finditer(text)):
        between = text[first.end() : second.start()]
        near = len(re.findall(r"\w+", between)) <= _MOST_WORDS_BETWEEN and not re.search(r"[.?!]", between)
        if near and first.lastgroup != second.lastgroup:
            found.setdefault(str(first.lastgroup), first.start())
            found.setdefault(str(second.lastgroup), second.start())
    return found
