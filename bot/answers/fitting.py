"""How much of each topic is shown: an answer is held to a length that somebody frightened still reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answers.answer import Line
from bot.answers.companions import Bundle

MOST_WORDS = 180
"""Before the list of sources: headings, the dash before a statement and the marks of its sources count, too."""

MOST_STATEMENTS = 8

_FEWEST_OF_A_TOPIC = 2
_DASH_AND_MARKS = 2


@dataclass(frozen=True)
class Stock:
    """What there is to show of one topic.

    Attributes:
        bundles: most telling first.
        title: words of the topic's title, where it stands in the headings.
        most: statements of it that are shown at most.
        told: whether the topic may go without any: what stands before the statements answers it already, or they
            do not answer it.
    """

    bundles: Sequence[Bundle]
    title: int = 0
    most: int = MOST_STATEMENTS
    told: bool = False

    def cost(self, bundles: Iterable[Bundle]) -> int:
        """The words of ``bundles`` with their headings."""
        statements = [statement for bundle in bundles for statement in bundle]
        headings = {statement.group.id: word_count(statement.group.title) + self.title for statement in statements}
        words = sum(word_count(statement.text) + _DASH_AND_MARKS for statement in statements)
        return words + sum(headings.values())

    def least(self) -> int:
        """The words without which the topic would be left unanswered."""
        return 0 if self.told else min((self.cost([bundle]) for bundle in self.bundles), default=0)


def most_of_a_topic(topics: int) -> int:
    """The statements that one of several topics may show."""
    return max(_FEWEST_OF_A_TOPIC, MOST_STATEMENTS // topics)


def words_left(lines: Iterable[Line]) -> int:
    """The words that statements may still take up beside ``lines``."""
    return MOST_WORDS - sum(word_count(line.text) + bool(line.citations) for line in lines)


def fitted(stocks: Sequence[Stock], words: int) -> list[tuple[Bundle, ...]]:
    """The bundles of each topic that are shown within ``words``.

    Every topic gets one: its first that leaves room for the others, else its shortest. Where even these are too
    long, the last topics wait for "tell me more". What is left is shared. A bundle is shown whole or not at all.
    """
    firsts: list[list[Bundle]] = []
    left = words
    for place, stock in enumerate(stocks):
        room = left - sum(other.least() for other in stocks[place + 1 :])
        firsts.append(_first(stock, room))
        left -= stock.cost(firsts[-1])
    for place in range(len(stocks) - 1, 0, -1):
        if left < 0:
            left += stocks[place].cost(firsts[place])
            firsts[place] = []
    shown: list[tuple[Bundle, ...]] = []
    for place, (stock, first) in enumerate(zip(stocks, firsts)):
        more = _filled(stock, first, left // (len(stocks) - place))
        left -= stock.cost(more) - stock.cost(first)
        shown.append(tuple(more))
    return shown


def _first(stock: Stock, room: int) -> list[Bundle]:
    first = next((bundle for bundle in stock.bundles if stock.cost([bundle]) <= room), None)
    if first is None and not stock.told:
        first = min(stock.bundles, key=lambda bundle: stock.cost([bundle]), default=None)
    return [first] if first else []


def _filled(stock: Stock, first: list[Bundle], room: int) -> list[Bundle]:
    """``first`` with the bundles that follow in order, until one does not fit."""
    shown = list(first)
    most = stock.cost(first) + room
    for bundle in stock.bundles if first else ():
        if bundle in first:
            continue
        more = [*shown, bundle]
        if sum(map(len, more)) > stock.most or stock.cost(more) > most:
            break
        shown = more
    return shown


def word_count(text: str) -> int:
    """The words of a text as a reader counts them."""
    return len(text.split())
