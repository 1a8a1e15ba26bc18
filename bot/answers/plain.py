"""An answer as plain text: complete by itself, for the shell, REST, notifications and screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.answers.answer import Answer, NumberedSource, ShownStatement, ShownTopic, Suggestion


def render(answer: Answer) -> str:
    """The whole answer: what must come first, the message, its sources, the notice, what to ask next."""
    return "\n\n".join(_paragraphs(answer))


def spoken(answer: Answer) -> str:
    """What is read before the list of sources."""
    return "\n\n".join(_told(answer))


def _paragraphs(answer: Answer) -> Iterator[str]:
    yield from _told(answer)
    if answer.sources:
        yield "\n".join(("Sources", *(source_line(source) for source in answer.sources)))
    if answer.notice:
        yield answer.notice
    if answer.suggestions:
        yield _suggested(answer.suggestions)


def _told(answer: Answer) -> Iterator[str]:
    for line in answer.preface:
        yield line.text + _marks(line.citations)
    yield answer.lead.text + _marks(answer.lead.citations)
    yield from _sections(answer.statements, answer.topics)


def _sections(statements: Sequence[ShownStatement], topics: Sequence[ShownTopic]) -> Iterator[str]:
    titles = {topic.id: topic.title for topic in topics}
    for (topic, group), members in groupby(statements, key=lambda statement: (statement.topic, statement.group)):
        # What is shown with a statement may stand in a topic that was not asked.
        heading = f"{titles[topic]}: {group}" if len(topics) > 1 and topic in titles else group
        lines = (f"- {statement.text}{_marks(statement.citations)}" for statement in members)
        yield "\n".join((heading, *lines))


def _marks(citations: Iterable[int]) -> str:
    marks = "".join(f"[{number}]" for number in citations)
    return f" {marks}" if marks else ""


def source_line(source: NumberedSource) -> str:
    """One source as a line: number, publisher, title, section, date and address."""
    return f"[{source.n}] {source.publisher}: {source.title} ({source.section}). {source_date(source)}. {source.url}"


def source_date(source: NumberedSource) -> str:
    """When the source was published or last reviewed, or that it does not say."""
    if source.reviewed:
        return f"Reviewed {source.reviewed}"
    if source.published:
        return f"Published {source.published}"
    return f"Undated, read {source.accessed.isoformat()}"


def _suggested(suggestions: Iterable[Suggestion]) -> str:
    return "You can also ask: " + " ".join(f"“{suggestion.text}”" for suggestion in suggestions)
