"""The parts of the Slack channel that need no server."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.answers.answer import Line
from bot.answers.plain import render as plain
from bot.answers.slack import mrkdwn, render
from bot.channels.slack.client import SCOPES
from bot.channels.slack.texts import as_typed, mentions_anybody
from bot.channels.slack.wording import read_slack_wording
from bot.records.seen_events import MemorySeenEvents, RedisSeenEvents, seen_events
from bot.settings import ROOT
from tests.channels.slack.world import answer


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("<@U0BOT> what is it", "what is it"),
        ("<@U0BOT>: what is it", "what is it"),
        ("what is it, <@U0BOT>?", "what is it, ?"),
        ("did <@U2|jane> ask this", "did ask this"),
        ("see <https://a.example/?x=1&amp;y=2>", "see https://a.example/?x=1&y=2"),
        ("see <https://a.example|a.example>", "see a.example"),
        ("write <mailto:a@b.example|a@b.example>", "write a@b.example"),
        ("in <#C1|general> <!here> <!subteam^S1|@nurses>", "in #general"),
        ("on <!date^1392734382^{date}|Feb 18>", "on Feb 18"),
        ("1 &lt; 2 &amp; 3 &gt; 2", "1 < 2 & 3 > 2"),
        ("&amp;lt; is how one writes &lt;", "&lt; is how one writes <"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert as_typed(sent) == typed


def test_an_escaped_mention_is_none() -> None:
    assert mentions_anybody("<@U2> hello")
    assert not mentions_anybody("&lt;@U2&gt; hello")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** word", "*bold* word"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("[a|b](https://a.example/x|y)", "<https://a.example/x%7Cy|a¦b>"),
        ("[no link](javascript:alert(1))", "[no link](javascript:alert(1))"),
        ("[1][2] & <b>", "[1][2] &amp; &lt;b&gt;"),
        ("", ""),
    ],
)
def test_markup(text: str, expected: str) -> None:
    assert mrkdwn(text) == expected


def test_a_word_longer_than_a_section_is_split_between_characters() -> None:
    said = answer("&" * 4000, statements=(), sources=(), suggestions=(), notice="")
    messages = render({**said.as_dict(), "lead": {"text": "&" * 4000, "citations": [], "statement": None}}, plain(said))
    blocks = [block for message in messages for block in message.blocks]
    sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    assert "".join(sections) == "&amp;" * 4000
    assert all(len(section) <= 3000 for section in sections)


def test_a_long_list_of_sources_keeps_every_link_whole() -> None:
    source = answer().sources[0].__dict__
    many = [
        {**source, "n": n, "url": f"https://toes.example/{'x' * 80}/{n}", "accessed": "2026-11-01"}
        for n in range(1, 60)
    ]
    said = answer(statements=(), suggestions=(), notice="")
    messages = render({**said.as_dict(), "sources": many}, plain(said))
    blocks = [block for message in messages for block in message.blocks]
    text = "\n".join(block["elements"][0]["text"] for block in blocks if block["type"] == "context")
    for n in range(1, 60):
        assert f"/{n}|Toe Society: Toes &amp; &lt;feet&gt;> (Toes). Reviewed 2026-03-01." in text
    assert all(len(block["elements"][0]["text"]) <= 2000 for block in blocks if block["type"] == "context")


def test_the_first_of_several_messages_has_all_of_the_text() -> None:
    said = answer()
    statements = [{**said.as_dict()["statements"][0], "text": "word " * 500} for _ in range(30)]
    messages = render({**said.as_dict(), "statements": statements}, "the whole text")
    assert len(messages) > 1
    assert messages[0].text == "the whole text"
    assert messages[1].text == f"Continued (2 of {len(messages)})"
    assert [block["type"] for block in messages[-1].blocks][-1] == "context_actions"


def test_a_label_is_cut_and_the_question_is_not() -> None:
    said = answer().as_dict()
    said["suggestions"] = [{"title": "t" * 200, "text": "q" * 200}]
    (message,) = render(said, "text")
    (button,) = next(block["elements"] for block in message.blocks if block["type"] == "actions")
    assert len(button["text"]["text"]) == 75 and button["value"] == "q" * 200


def test_small_talk_is_a_line() -> None:
    said = answer("Hello.", statements=(), sources=(), suggestions=(), notice="").as_dict()
    (message,) = render({**said, "kind": "small_talk", "lead": Line("Hello.").__dict__}, "Hello.")
    assert [block["type"] for block in message.blocks] == ["section"]


def test_the_wording_keeps_the_limits_of_slack() -> None:
    wording = read_slack_wording()
    assert len(wording.reason_title) <= 24 and len(wording.reason_send) <= 24 and len(wording.reason_skip) <= 24
    assert len(wording.home_delete_title) <= 100 and len(wording.home_delete_text) <= 300
    assert len(wording.home_delete_confirm) <= 30 and len(wording.home_delete_deny) <= 30


# ---- the manifest


@pytest.fixture(scope="module")
def manifest() -> dict:
    return YAML(typ="safe").load(ROOT / "slack-manifest.yml")


def test_the_manifest_asks_for_what_the_channel_needs_and_no_more(manifest: dict) -> None:
    assert manifest["oauth_config"]["scopes"] == {"bot": sorted(SCOPES)}
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert events == ["app_home_opened", "app_mention", "message.im"]


def test_the_manifest_keeps_the_limits_of_slacks_schema(manifest: dict) -> None:
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35 and len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    (command,) = manifest["features"]["slash_commands"]
    assert set(command) == {"command", "url", "description", "usage_hint", "should_escape"}


def test_the_manifest_has_one_address(manifest: dict) -> None:
    settings = manifest["settings"]
    urls = {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        manifest["features"]["slash_commands"][0]["url"],
    }
    assert urls == {"https://netguide.example.org/webhooks/slack/webhook"}


# ---- events seen


async def test_a_key_is_new_once_until_it_expires() -> None:
    now = [0.0]
    seen = MemorySeenEvents(seconds=10, clock=lambda: now[0])
    assert await seen.first("a")
    assert not await seen.first("a")
    now[0] = 11
    assert await seen.first("a")


async def test_a_key_seen_by_one_server_is_known_to_another(redis_url: str) -> None:
    one, other = RedisSeenEvents(redis_url), RedisSeenEvents(redis_url)
    assert await one.first("a")
    assert not await other.first("a")
    await one.close()
    await other.close()


async def test_without_redis_a_server_remembers_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    seen = RedisSeenEvents("redis://127.0.0.1:1/0")
    assert await seen.first("a")
    assert not await seen.first("a")
    assert "Redis does not answer" in caplog.text
    await seen.close()


def test_redis_is_used_where_it_is_set() -> None:
    assert isinstance(seen_events({}), MemorySeenEvents)
    assert isinstance(seen_events({"NETGUIDE_REDIS_URL": "redis://127.0.0.1:1/0"}), RedisSeenEvents)


def test_no_file_names_a_secret() -> None:
    for path in (ROOT / "bot" / "channels" / "slack").glob("*"):
        if path.is_file():
            assert "xoxb-1" not in Path(path).read_text(encoding="utf-8")
