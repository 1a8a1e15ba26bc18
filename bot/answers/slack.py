"""An answer as Slack shows it: Block Kit, kept within Slack's limits by splitting, never by leaving out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from bot.answers.answer import Kind, NumberedSource
from bot.answers.plain import source_date

Block = dict[str, Any]

ASK = "netguide_ask"
"""What the action id of a button begins with whose value is a question."""

RATE = "netguide_rate"
"""The action id of the feedback buttons; their values are “helpful <answer id>” and “unhelpful <answer id>”."""

_SECTION = 2_800  # of 3,000 characters
_CONTEXT = 1_900  # of 2,000
_BLOCKS = 45  # of 50: after a click, a message says what was chosen in one block more
_MESSAGE = 12_000  # of the JSON of one message's blocks, which Slack sends back with every click
_BUTTONS = 25  # of one actions block
_LABEL = 75

_HEADERS = {Kind.EMERGENCY: "This may be an emergency", Kind.CRISIS: "Help is there for you now"}
_RATED = frozenset({Kind.ANSWER, Kind.NOT_COVERED})

# The bounds keep a link or a bold run, escaped, shorter than a section: neither is ever split.
_MARKUP = re.compile(r"\[([^\[\]\n]{1,200})\]\((https?://[^\s()<>]{1,250})\)|\*\*(\S(?:[^*\n]{0,400}?\S)?)\*\*")
_PIECE = 500


@dataclass(frozen=True)
class SlackMessage:
    """One message: blocks to look at, and the text that notifications and screen readers take."""

    text: str
    blocks: tuple[Block, ...]


def render(answer: Mapping[str, Any], text: str) -> tuple[SlackMessage, ...]:
    """The answer structure (answer.schema.json) and its complete plain text as messages of Slack.

    That is one message unless the answer is longer than Slack takes; the first has all of the text.
    """
    pages = list(_pages(_blocks(answer)))
    texts = [mrkdwn(text), *(f"Continued ({number} of {len(pages)})" for number in range(2, len(pages) + 1))]
    return tuple(SlackMessage(said, tuple(blocks)) for said, blocks in zip(texts, pages))


def mrkdwn(text: str) -> str:
    """Text as Slack's markup: escaped, and Markdown's bold and links in Slack's way."""
    return "".join(_atoms(text))


def escaped(text: str) -> str:
    """Text that means nothing to Slack but itself."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def section(text: str) -> Block:
    """Text, already in Slack's markup, shown whole: Slack would fold it behind “See more”."""
    return {"type": "section", "expand": True, "text": {"type": "mrkdwn", "text": text}}


def context(text: str) -> Block:
    """Small text, already in Slack's markup."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": {"type": "plain_text", "text": short(text, 150)}}


def questions(suggestions: Iterable[Mapping[str, str]]) -> Iterator[Block]:
    """A button for each question that may be asked next."""
    buttons = [
        {
            "type": "button",
            "action_id": f"{ASK}:{number}",
            "text": {"type": "plain_text", "text": short(suggestion["title"], _LABEL)},
            "accessibility_label": short(suggestion["text"], _LABEL),
            "value": suggestion["text"],
        }
        for number, suggestion in enumerate(suggestions)
    ]
    for first in range(0, len(buttons), _BUTTONS):
        yield {"type": "actions", "elements": buttons[first : first + _BUTTONS]}


def short(text: str, most: int) -> str:
    """A label of at most ``most`` characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _blocks(answer: Mapping[str, Any]) -> Iterator[Block]:
    kind = Kind(answer["kind"])
    links = {source["n"]: source["url"] for source in answer["sources"]}
    if kind in _HEADERS:
        yield header(_HEADERS[kind])
    preface = [_line(line, links) for line in answer["preface"]]
    for told in (preface, [_line(answer["lead"], links)]):
        yield from (section(text) for text in _filled(told, _SECTION, "\n\n"))
    for heading, statements in _groups(answer):
        lines = [[f"*{escaped(heading)}*"], *(["•  ", *_line(statement, links)] for statement in statements)]
        yield from (section(text) for text in _filled(lines, _SECTION))
    if answer["sources"]:
        listed = [["*Sources*"], *(_source(source) for source in answer["sources"])]
        yield from (context(text) for text in _filled(listed, _CONTEXT))
    if kind not in _HEADERS:
        yield from _around(answer, kind)


def _around(answer: Mapping[str, Any], kind: Kind) -> Iterator[Block]:
    """What stands below an answer, and would only distract from an emergency's."""
    if answer["notice"]:
        yield from (context(text) for text in _filled([_atoms(answer["notice"])], _CONTEXT))
    yield from questions(answer["suggestions"])
    if kind in _RATED:
        yield _feedback(answer["answer_id"])


def _groups(answer: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    titles = {topic["id"]: topic["title"] for topic in answer["topics"]}
    for (topic, group), members in groupby(answer["statements"], key=lambda one: (one["topic"], one["group"])):
        yield (f"{titles[topic]}: {group}" if len(titles) > 1 and topic in titles else group), list(members)


def _line(line: Mapping[str, Any], links: Mapping[int, str]) -> list[str]:
    marks = [_link(links[number], f"[{number}]") for number in line["citations"]]
    return [*_atoms(line["text"]), *([" "] if marks else []), *marks]


def _source(source: Mapping[str, Any]) -> list[str]:
    numbered = NumberedSource(**{**source, "accessed": date.fromisoformat(source["accessed"])})
    link = _link(numbered.url, f"{numbered.publisher}: {numbered.title}")
    return [f"[{numbered.n}] ", link, *_atoms(f" ({numbered.section}). {source_date(numbered)}.")]


def _feedback(answer_id: str) -> Block:
    def button(label: str, spoken: str, value: str) -> Block:
        return {
            "text": {"type": "plain_text", "text": label},
            "accessibility_label": spoken,
            "value": f"{value} {answer_id}",
        }

    element = {
        "type": "feedback_buttons",
        "action_id": RATE,
        "positive_button": button("Helpful", "This answer helped me", "helpful"),
        "negative_button": button("Not helpful", "This answer did not help me", "unhelpful"),
    }
    return {"type": "context_actions", "elements": [element]}


def _link(url: str, label: str) -> str:
    # These would end the address or the label early.
    for character, code in (("<", "%3C"), (">", "%3E"), ("|", "%7C"), (" ", "%20")):
        url = url.replace(character, code)
    return f"<{url.replace('&', '&amp;')}|{escaped(' '.join(label.split()).replace('|', '¦'))}>"


def _atoms(text: str) -> Iterator[str]:
    """The parts of a text in Slack's markup that must stay whole: words, blanks, links, bold runs."""
    end = 0
    for match in _MARKUP.finditer(text):
        yield from _words(text[end : match.start()])
        label, url, bold = match.groups()
        yield f"*{escaped(bold)}*" if bold else _link(url, label)
        end = match.end()
    yield from _words(text[end:])


def _words(text: str) -> Iterator[str]:
    for piece in re.findall(rf"\s{{1,{_PIECE}}}|\S{{1,{_PIECE}}}", text):
        yield escaped(piece)


def _filled(lines: Iterable[Iterable[str]], most: int, between: str = "\n") -> Iterator[str]:
    """Texts of at most ``most`` characters that together hold all lines: parted between lines, or else words."""
    text = ""
    for atoms in map(list, lines):
        joined = f"{text}{between}{''.join(atoms)}" if text else "".join(atoms)
        if len(joined) <= most:
            text = joined
            continue
        if text:
            yield text
            text = ""
        for atom in atoms:
            if len(text) + len(atom) > most:
                yield text.rstrip()
                text = ""
            text += atom if text else atom.lstrip()
    if text.strip():
        yield text


def _pages(blocks: Iterable[Block]) -> Iterator[Sequence[Block]]:
    page: list[Block] = []
    size = 0
    for block in blocks:
        length = len(json.dumps(block))
        if page and (len(page) == _BLOCKS or size + length > _MESSAGE):
            yield page
            page, size = [], 0
        page.append(block)
        size += length
    yield page
