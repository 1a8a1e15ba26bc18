"""What the safety core finds in a text and what it says about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.content.sources import Source


class Level(IntEnum):
    """How grave a finding is; a higher value is graver."""

    DISTRESS = 1
    URGENT = 2
    CRISIS = 3
    EMERGENCY = 4

    @property
    def kind(self) -> str:
        """The level's name as answers and rules carry it."""
        return self.name.lower()


UNNAMED = {level: f"unnamed-{level.kind}" for level in (Level.URGENT, Level.CRISIS, Level.EMERGENCY)}
"""The signs of what is near to a danger without a word for one, by level; ``wording.yml`` may say more for them."""

UNNAMED_OR_CRISIS = "unnamed-urgent-or-crisis"
"""The sign of what is near to a danger, which may be one of the mind: the crisis line is named too."""


@dataclass(frozen=True)
class Finding:
    """One sign found in a text.

    Attributes:
        level: how grave it is.
        sign: id of the sign in ``content/safety/signs``, or one of the unnamed.
        general: the text only asks about the danger ("is vomiting blood an emergency?"): it gets its answer, with the
            advice on top.
    """

    level: Level
    sign: str
    general: bool = False

    @property
    def grave(self) -> bool:
        """Whether it is a danger to life."""
        return self.level in (Level.EMERGENCY, Level.CRISIS)

    @property
    def takes_over(self) -> bool:
        """Whether the advice is the answer, whatever else was asked."""
        return self.grave and not self.general


@dataclass(frozen=True)
class CitedSource:
    """A source and the place in it."""

    source: Source
    section: str


@dataclass(frozen=True)
class CitedLine:
    """One sentence or two that a reader sees, with where it comes from (empty for the project's own words)."""

    text: str
    citations: tuple[CitedSource, ...] = ()


@dataclass(frozen=True)
class Judgment:
    """What is found in a text.

    Attributes:
        findings: the signs of danger or distress, gravest first.
        personal_decision: it asks for a decision that only the person's own care team can make.
        on_treatment: a treatment may be stopped, skipped, put off, dosed or swapped by it.
        plain: all of it is known to be about a treatment and nothing else.
        usual: it tells of what is usual after a treatment, and of no danger.
        for_others: somebody asks who is asked by others.
        of_anybody: it asks in the words of a decision what anybody may ask.
    """

    findings: tuple[Finding, ...]
    personal_decision: bool
    on_treatment: bool = False
    plain: bool = False
    usual: bool = False
    for_others: bool = False
    of_anybody: bool = False


@dataclass(frozen=True)
class Advice:
    """What is said about a finding.

    Attributes:
        kind: "emergency", "crisis", "urgent" or "distress".
        lead: the first thing to do, shown before all else.
        lines: what else to do now, in order.
        offer: how the conversation may go on.
    """

    kind: str
    lead: CitedLine
    lines: tuple[CitedLine, ...]
    offer: str


@dataclass(frozen=True)
class Wording:
    """The fixed sentences for one region.

    Attributes:
        care_team: said first when somebody asks for a personal decision.
        care_team_on_treatment: the same where a treatment may be stopped, skipped or changed.
        care_team_of_others: the same to a nurse or a help line, whose own care team it is not.
        emergency_hint: one line for error texts and refusals.
        not_english: one line for a text in another language.
        who_must_not_wait: leads every answer on when to see a doctor.
    """

    care_team: CitedLine
    care_team_on_treatment: CitedLine
    care_team_of_others: CitedLine
    emergency_hint: CitedLine
    not_english: CitedLine
    who_must_not_wait: tuple[CitedLine, ...]

    def decision(self, on_treatment: bool, for_others: bool = False) -> CitedLine:
        """Whose decision it is; of a treatment also what not to do meanwhile."""
        if for_others:
            return self.care_team_of_others
        return self.care_team_on_treatment if on_treatment else self.care_team
