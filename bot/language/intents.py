"""The intents that understanding itself goes by; domain.yml lists them all."""

from __future__ import annotations

ASK = "ask_"
"""An intent that asks for a topic is this and the topic's id."""

CONTENT = (
    "ask_overview",
    "ask_types",
    "ask_location",
    "ask_symptoms",
    "ask_causes",
    "ask_risk_factors",
    "ask_when_to_see_doctor",
    "ask_diagnosis",
    "ask_treatment",
    "ask_prognosis",
    "ask_prevention",
)
OF_CARE = {"test": "ask_diagnosis", "treatment": "ask_treatment"}
"""What is asked of tests and of treatments, by the kind of their concepts."""
DOCTOR = "ask_when_to_see_doctor"
RISK_FACTORS = "ask_risk_factors"
TOPICS = (*CONTENT, "ask_support")
ON_THE_BOT = frozenset({"bot_challenge", "help"})
"""What is asked of the bot itself."""
HELP = "help"
GOT_HELP = "got_help"
DELETE = "delete_conversation"
OUT_OF_SCOPE = "out_of_scope"
NOT_COVERED = "not_covered"
NOT_ENGLISH = "not_english"
CLARIFY = "clarify"


def topic_of(intent: str) -> str:
    """The id of the topic that an intent asks for."""
    return intent.removeprefix(ASK)
