"""What is said on Slack beside the answers, read from wording.yml when the server starts."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Extra

from bot.content.files import ContentError, Document

_FILE = Path(__file__).with_name("wording.yml")


class SlackWording(BaseModel, extra=Extra.forbid, allow_mutation=False):
    """The sentences of wording.yml; each says there where it is used."""

    home_title: str
    home_what: str
    home_for_whom: str
    home_how: str
    home_examples_title: str
    home_examples: str
    home_sources_title: str
    home_sources: str
    home_no_sources: str
    home_not_reviewed: str
    home_privacy_title: str
    home_privacy: str
    home_delete: str
    home_delete_title: str
    home_delete_text: str
    home_delete_confirm: str
    home_delete_deny: str
    home_deleted: str
    asked: str
    rated_helpful: str
    rated_unhelpful: str
    reason_title: str
    reason_label: str
    reason_hint: str
    reason_send: str
    reason_skip: str


def read_slack_wording() -> SlackWording:
    """Read the sentences.

    Raises:
        ContentError: naming every problem by file, line, field and reason.
    """
    document = Document(_FILE, _FILE.parent)
    wording = document.parse(SlackWording)
    if wording is None:
        raise ContentError(document.problems)
    return wording
