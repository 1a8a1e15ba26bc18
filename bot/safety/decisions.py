"""Whether a text asks for a decision that only the person's own care team can make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.safety.assessing import Shelf
from bot.safety.patterns import Part, Pattern, Stretch
from bot.safety.reading import Reading

# Where a further question begins: in the next sentence, behind a comma or an "and" that the words of one follow, and in
# what is written without any ("what is it should i stop").
_FURTHER_QUESTION = re.compile(
    r" \.(?= )"
    r"| (?:(?:,|and|or|but|also|so|then|plus) )*(?:,|and|or|but|also|so|then|plus)"
    r"(?= (?:(?:should|shall|must|can|could|may|might|do|does|did|am|is|are|was|will|would|has|have)"
    r" (?:i|we|he|she|they|it|that|this|these|my|our|his|her|the|you|mine)|what|why|how|when|which|who|where) )"
    r"|(?:(?<= it)|(?<= for)|(?<= mean)|(?<= them))(?= (?:should|shall|must|can|could) (?:i|we|he|she|my) )"
)


class Decisions:
    """The compiled lists of ``content/safety/decisions.yml``."""

    def __init__(
        self,
        *,
        asks: Sequence[Pattern],
        unless: Sequence[Pattern],
        plain: Sequence[Pattern],
        usual: Sequence[Pattern],
        for_others: Sequence[Pattern],
        on_treatment: Sequence[Pattern],
    ) -> None:
        self._narrow = _shelf([pattern for pattern in (*asks, *plain) if not pattern.wide])
        self._wide = _shelf([pattern for pattern in asks if pattern.wide])
        self._unless = _shelf(unless)
        self._plain = _shelf(plain)
        self._usual = _shelf(usual)
        self._for_others = _shelf(for_others)
        self._on_treatment = _shelf(on_treatment)

    def for_others(self, reading: Reading) -> bool:
        """Whether somebody asks who is asked by others: a nurse, a help line."""
        return any(_fits(self._for_others, sentence) for sentence in reading.sentences)

    def on_treatment(self, reading: Reading) -> bool:
        """Whether a treatment may be stopped, skipped, put off, dosed or swapped."""
        return any(_fits(self._on_treatment, sentence) for sentence in reading.sentences)

    def plain(self, reading: Reading) -> bool:
        """Whether every sentence is known to be about a treatment and nothing else."""
        return bool(reading.sentences) and all(_fits(self._plain, sentence) for sentence in reading.sentences)

    def usual(self, reading: Reading) -> bool:
        """Whether it tells of what is usual after a treatment: "a lump in my bottom from the injection"."""
        return any(_fits(self._usual, stretch) for stretch in reading.windows)

    def asked(self, reading: Reading) -> bool:
        """Whether any sentence asks for one, or a few sentences together do."""
        return any(self._asked_in(sentence) for sentence in reading.sentences) or any(
            self._asked_across(stretch) for stretch in reading.windows
        )

    def of_anybody(self, reading: Reading) -> bool:
        """Whether it asks in the words of a decision what anybody may ask: "can I have the flu shot?"."""
        return not self.asked(reading) and any(_fits(self._narrow, sentence) for sentence in reading.sentences)

    def _asked_in(self, sentence: Stretch) -> bool:
        return _fits(self._narrow, sentence) and any(_fits(self._narrow, left) for left in self._left(sentence))

    def _asked_across(self, stretch: Stretch) -> bool:
        """What the question leans on may be told anywhere; the question itself must be among those that are left."""
        found = [pattern for pattern in self._wide.within_reach(stretch) if pattern.found(stretch)]
        left = self._left(stretch) if found else []
        return any(all(_stands(part, left) for part in pattern.parts[1:]) for pattern in found)

    def _left(self, stretch: Stretch) -> list[Stretch]:
        """The stretch without the questions that an ``unless`` touches.

        Only these are taken out, so that none hides a real decision that is asked beside it ("what does grade 2 mean,
        and should I stop octreotide").
        """
        taken = [span for pattern in self._unless.within_reach(stretch) for span in pattern.spans(stretch)]
        if not taken:
            return [stretch]
        runs: list[list[str]] = [[]]
        begin = 0
        for end in (*(match.end() for match in _FURTHER_QUESTION.finditer(stretch.text)), len(stretch.text)):
            if any(first < end - 1 and begin < last - 1 for first, last in taken):
                runs.append([])
            else:
                runs[-1].append(stretch.text[begin:end].strip())
            begin = end
        return [Stretch(f" {' '.join(run)} ") for run in runs if run]


def _stands(part: Part, stretches: Iterable[Stretch]) -> bool:
    return any(next(part.spans(stretch), None) for stretch in stretches)


def _shelf(patterns: Sequence[Pattern]) -> Shelf[Pattern]:
    return Shelf((pattern, pattern) for pattern in patterns)


def _fits(shelf: Shelf[Pattern], stretch: Stretch) -> bool:
    return any(pattern.found(stretch) for pattern in shelf.within_reach(stretch))
