"""What the bot shows on Slack besides answers: App Home, a form, and messages in which was clicked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.answers.slack import RATE, Block, context, header, mrkdwn, questions, section, short
from bot.channels.overview import Overview
from bot.channels.slack.wording import SlackWording

DELETE = "netguide_delete"
"""The action id of the button in App Home that deletes the private conversation."""

REASON = "netguide_reason"
"""The id of the form on an unhelpful answer, and of its field."""

_EXAMPLES = 6
_LONGEST_REASON = 1000


def home(wording: SlackWording, overview: Overview | None, hours: int, messages: str, said: str = "") -> dict[str, Any]:
    """App Home; ``messages`` is the id of the direct messages, in which examples are answered."""
    return {
        "type": "home",
        "private_metadata": messages,
        "blocks": [*_said(said), *_introduction(wording), *_content(wording, overview), *_privacy(wording, hours)],
    }


def _said(said: str) -> Iterator[Block]:
    if said:
        yield section(mrkdwn(said))


def _introduction(wording: SlackWording) -> Iterator[Block]:
    yield header(wording.home_title)
    for text in (wording.home_what, wording.home_for_whom, wording.home_how):
        yield section(mrkdwn(text))


def _content(wording: SlackWording, overview: Overview | None) -> Iterator[Block]:
    if overview is None:
        yield section(mrkdwn(wording.home_no_sources))
        return
    yield header(wording.home_examples_title)
    examples = overview.questions[:_EXAMPLES]
    yield from questions({"title": question, "text": question} for question in examples)
    yield context(mrkdwn(wording.home_examples))
    yield header(wording.home_sources_title)
    listed = ", ".join(overview.publishers)
    yield section(
        mrkdwn(short(wording.home_sources.format(publishers=listed, first=overview.first, last=overview.last), 2_500))
    )
    if not overview.reviewed:
        yield context(mrkdwn(wording.home_not_reviewed))


def _privacy(wording: SlackWording, hours: int) -> Iterator[Block]:
    yield header(wording.home_privacy_title)
    yield section(mrkdwn(wording.home_privacy.format(hours=hours)))
    button = {
        "type": "button",
        "action_id": DELETE,
        "style": "danger",
        "text": _plain(wording.home_delete),
        "confirm": {
            "title": _plain(wording.home_delete_title),
            "text": _plain(wording.home_delete_text),
            "confirm": _plain(wording.home_delete_confirm),
            "deny": _plain(wording.home_delete_deny),
            "style": "danger",
        },
    }
    yield {"type": "actions", "elements": [button]}


def reason_form(wording: SlackWording, answer_id: str) -> dict[str, Any]:
    """The form that asks what was wrong with an answer."""
    field = {"type": "plain_text_input", "action_id": REASON, "multiline": True, "max_length": _LONGEST_REASON}
    return {
        "type": "modal",
        "callback_id": REASON,
        "private_metadata": answer_id,
        "title": _plain(wording.reason_title),
        "submit": _plain(wording.reason_send),
        "close": _plain(wording.reason_skip),
        "blocks": [
            {
                "type": "input",
                "block_id": REASON,
                "optional": True,
                "label": _plain(wording.reason_label),
                "hint": _plain(wording.reason_hint),
                "element": field,
            }
        ],
    }


def advice(wording: SlackWording, blocks: Iterable[Block]) -> dict[str, Any]:
    """The form, turned into what somebody in danger must read."""
    return {"type": "modal", "title": _plain(wording.home_title), "blocks": list(blocks)}


def once_asked(blocks: Sequence[Block], action: str, said: str) -> list[Block]:
    """The message without the button that was clicked, and with what it asked."""
    changed: list[Block] = []
    for block in blocks:
        if not _holds(block, action):
            changed.append(_renewed(block))
            continue
        changed.append(context(mrkdwn(said)))
        left = [element for element in block["elements"] if element.get("action_id") != action]
        if left:
            changed.append(_renewed({**block, "elements": left}))
    return changed


def once_rated(blocks: Sequence[Block], said: str) -> list[Block]:
    """The message with the rating in place of the feedback buttons."""
    return [context(mrkdwn(said)) if _holds(block, RATE) else _renewed(block) for block in blocks]


def _holds(block: Block, action: str) -> bool:
    return any(element.get("action_id") == action for element in block.get("elements") or ())


def _renewed(block: Block) -> Block:
    """The block without its id: in an updated message every block needs a new one."""
    return {name: value for name, value in block.items() if name != "block_id"}


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
