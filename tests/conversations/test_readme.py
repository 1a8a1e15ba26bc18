"""What README.md shows is what the bot says."""

from __future__ import annotations

import re

from bot.settings import ROOT
from tests.conversations.conftest import Bot


def test_the_transcript_is_an_answer_of_the_bot(bot: Bot) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ((question, told),) = re.findall(r"^```text\n> ([^\n]+)\n\n(.+?)\n```$", readme, re.DOTALL | re.MULTILINE)
    assert bot.say(question)["text"] == told
