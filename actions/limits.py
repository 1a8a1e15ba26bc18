"""Actions for what is not a question to the store: danger, doubt, and what is not ours to answer."""

from __future__ import annotations

from dataclasses import replace

from actions import services
from actions.base import AnswerAction
from bot.answers.guide import Turn
from bot.answers.question import Question, Remembered
from bot.safety import Alarm


class Danger(AnswerAction):
    """An emergency or a crisis: the advice, at once, without the database."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_danger"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """What to do now; what else was asked is offered for afterwards."""
        found = question.concerns.findings
        kept = replace(
            remembered,
            concepts=question.concepts or remembered.concepts,
            offer=question.topics[0] if question.topics else None,
            condition=question.condition or None,
            alarm=Alarm.after(found[0], remembered.alarm),
        )
        return Turn(services.replies().danger(found), kept)


class GotHelp(AnswerAction):
    """Help is there, or on its way."""

    ends_alarm = True

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_got_help"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """Acknowledged; the alarm is over."""
        return Turn(services.replies().got_help(), remembered)


class Distress(AnswerAction):
    """Somebody is frightened, not in danger, and asks nothing."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_distress"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """A kind sentence, help lines, and the offer to answer questions."""
        return Turn(services.replies().distress(question.concerns.findings[0]), remembered)


class NotCovered(AnswerAction):
    """Nothing in the store fits."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_not_covered"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """An honest "I have nothing on that", with what is covered; of what is only told of, what it is."""
        told = services.guide().told(question, remembered)
        if told:
            return told
        condition = services.store().condition(question.condition)
        return Turn(services.replies().not_covered(condition, question.concerns), replace(remembered, offer=None))


class OtherCondition(AnswerAction):
    """Another disease or health matter is asked about."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_other_condition"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """Refused, with who can help; of a decision on something of ours, what is known."""
        return services.guide().outside(question, remembered)


class Clarify(AnswerAction):
    """Two topics are near."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_clarify"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """Both are offered as suggestions, "yes" takes the first; of what is only told of, what it is."""
        told = services.guide().told(question, remembered)
        if told:
            return told
        condition = services.store().condition(question.condition)
        answer = services.replies().clarify(condition, question.topics, question.concerns)
        kept = replace(remembered, concepts=question.concepts, offer=question.topics[0])
        return Turn(answer, kept)


class NotEnglish(AnswerAction):
    """The message is not in English."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_not_english"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """Only English is understood; the emergency number is named."""
        return Turn(services.replies().not_english(), remembered)
