"""What may be asked next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.answer import Suggestion
from bot.answers.wording import Wording
from bot.content.statements import Condition

_NEXT_TOPICS = 2


def next_questions(
    wording: Wording, condition: Condition, asked: Sequence[str], more: bool = False
) -> tuple[Suggestion, ...]:
    """Tell me more, where there is more, and the topics after those asked in the curators' order."""
    ids = [topic.id for topic in condition.topics]
    start = ids.index(asked[-1]) + 1 if asked and asked[-1] in ids else 0
    following = [topic for topic in (*condition.topics[start:], *condition.topics[:start]) if topic.id not in asked]
    go_on = wording.tell_me_more
    offered = [Suggestion(go_on.title, go_on.text)] if more else []
    return (*offered, *(Suggestion(topic.title, topic.question) for topic in following[:_NEXT_TOPICS]))
