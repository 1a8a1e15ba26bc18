"""One action for each content topic, and for support."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from actions import services
from actions.base import AnswerAction
from bot.answers.guide import Turn
from bot.answers.question import Question, Remembered


class TopicAction(AnswerAction):
    """Answers the topics that the message asks; its own where the message names none."""

    @property
    @abstractmethod
    def topic(self) -> str:
        """The topic's id. Abstract, for the SDK registers every class that is not."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return f"action_ask_{self.topic}"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """The answer to every topic asked."""
        if not question.topics:
            question = replace(question, topics=(self.topic,))
        return services.guide().answer(question, remembered)


class AskOverview(TopicAction):
    """What it is."""

    topic = "overview"


class AskTypes(TopicAction):
    """Which types there are."""

    topic = "types"


class AskLocation(TopicAction):
    """Where in the body it starts."""

    topic = "location"


class AskSymptoms(TopicAction):
    """Its signs and symptoms."""

    topic = "symptoms"


class AskCauses(TopicAction):
    """What causes it."""

    topic = "causes"


class AskRiskFactors(TopicAction):
    """Who is at risk."""

    topic = "risk_factors"


class AskWhenToSeeDoctor(TopicAction):
    """When to see a doctor."""

    topic = "when_to_see_doctor"


class AskDiagnosis(TopicAction):
    """How it is found."""

    topic = "diagnosis"


class AskTreatment(TopicAction):
    """How it is treated."""

    topic = "treatment"


class AskPrognosis(TopicAction):
    """The outlook."""

    topic = "prognosis"


class AskPrevention(TopicAction):
    """Whether it can be prevented."""

    topic = "prevention"


class AskSupport(TopicAction):
    """Where to find support and a second opinion."""

    topic = "support"
