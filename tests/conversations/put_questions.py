"""200 questions for the report on gaps: some the content answers, some not, many with invented personal data."""

from __future__ import annotations

from itertools import cycle, islice

ANSWERED = (
    "What are the symptoms?",
    "What causes neuroendocrine tumors?",
    "How are they treated?",
    "How is a NET diagnosed?",
    "What is a neuroendocrine tumor?",
    "Who is at risk?",
    "Is flushing a symptom?",
    "Where do these tumors start?",
)

# Each line asks the same in several ways.
UNANSWERED = (
    (
        "Can I get a tattoo?",
        "Is it all right to get a tattoo?",
        "Am I allowed to get a tattoo?",
        "Can I have a tattoo done?",
    ),
    (
        "Is chewing gum bad for a neuroendocrine tumor?",
        "Is gum bad for neuroendocrine tumors?",
        "Can I chew gum with a neuroendocrine tumor?",
    ),
    (
        "Will my insurance pay for the scan?",
        "Does insurance pay for the scan?",
        "Will the insurance company pay for my scan?",
    ),
    (
        "Can I donate blood?",
        "May I donate blood?",
        "Should I donate blood again?",
    ),
    (
        "Can my dog get it?",
        "Could my dog get it too?",
        "Can dogs get it?",
    ),
)

WITH_PERSONAL_DATA = (
    ("My name is Anna Kowalski. {}", ("Anna", "Kowalski")),
    ("{} Please call me at 212-555-0147.", ("212-555-0147", "0147")),
    ("{} My e-mail is john.miller@example.org.", ("john.miller", "example.org")),
    ("I am Maria Gonzalez, born 03/04/1961. {}", ("Maria", "Gonzalez", "1961")),
    ("{} My phone number is +44 20 7946 0958.", ("7946", "0958")),
    ("{} My patient number is MRN 12345678.", ("12345678",)),
)

PERSONAL_DATA = tuple(part for _, parts in WITH_PERSONAL_DATA for part in parts)


def questions() -> list[str]:
    """80 questions that are answered, 120 that are not; half of all carry personal data."""
    plain = [*islice(cycle(ANSWERED), 80), *islice(cycle(one for some in UNANSWERED for one in some), 120)]
    frames = cycle(frame for frame, _ in WITH_PERSONAL_DATA)
    return [next(frames).format(question) if number % 2 else question for number, question in enumerate(plain)]
