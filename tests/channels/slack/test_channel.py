"""What our Slack channel does besides the scenarios that docs/slack.md lists."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.answers.answer import Kind, Line
from bot.channels.slack import SlackChannel
from bot.channels.slack.channel import SlackOff
from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from tests.channels.slack.fake_slack import BOT, too_many
from tests.channels.slack.scenarios import button, shown
from tests.channels.slack.world import SETTINGS, World, answer, serving, uttered, world

RATED = "0123456789abcdef"


@pytest.fixture
async def here() -> Any:
    async with world("ours") as made:
        yield made


def ephemeral(url: str, action: dict[str, Any]) -> dict[str, Any]:
    """A click in a message that one person sees: Slack sends no message with it."""
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "container": {"type": "message", "message_ts": "5.5", "channel_id": "C1", "is_ephemeral": True},
        "response_url": url,
        "trigger_id": "t",
        "actions": [action],
    }


async def interact(here: World, payload: dict[str, Any], **options: Any) -> tuple[int, str]:
    answered = await here.sender.interaction(payload, **options)
    await here.settle()
    return answered


# ---- where, and whose conversation


async def test_direct_messages_and_slash_commands_are_one_private_conversation(here: World) -> None:
    await here.ask("hello")
    await here.ask("hello again", thread_ts="1.1")
    await here.command("and the causes?")
    assert set(here.bot.senders) == {"slack:T1:private:U1"}
    assert [post.body.get("thread_ts") for post in here.slack.posts] == [None, "1.1"]


async def test_a_mention_is_answered_in_its_thread(here: World) -> None:
    first = here.sender.mention(f"<@{BOT}>, what is it?")
    await here.event(first)
    assert here.bot.texts == ["what is it?"]
    assert here.bot.senders == [f"slack:T1:C1:{first['ts']}"]
    assert here.slack.posts[0].body["thread_ts"] == first["ts"]


async def test_a_thread_without_the_bot_is_none_of_its_business(here: World) -> None:
    await here.event(here.sender.reply("who is on call?", "77.7"))
    assert here.bot.heard == []


async def test_a_message_in_a_channel_is_none_of_its_business(here: World) -> None:
    await here.event({**here.sender.reply("hello", ""), "thread_ts": ""})
    assert here.bot.heard == []


async def test_whoever_is_mentioned_in_a_thread_is_meant(here: World) -> None:
    first = here.sender.mention(f"<@{BOT}> what is it?")
    await here.event(first)
    await here.event(here.sender.reply("<@U2> can you look at this?", first["ts"]))
    assert len(here.bot.heard) == 1


async def test_a_mention_that_comes_as_two_events_is_answered_once(here: World) -> None:
    first = here.sender.mention(f"<@{BOT}> what is it?")
    await here.event(first)
    again = here.sender.mention(f"<@{BOT}> and the causes?", thread_ts=first["ts"])
    message = {**again, "type": "message", "channel_type": "channel"}
    await here.event(message)
    await here.event(again)
    assert here.bot.texts == ["what is it?", "and the causes?"]


async def test_a_file_without_words_is_told_that_only_text_is_read(here: World) -> None:
    await here.ask("", subtype="file_share", files=[{"id": "F1"}])
    assert "plain text" in here.slack.posts[0].seen
    assert here.bot.heard == []


async def test_a_bare_mention_is_asked_for_a_question(here: World) -> None:
    await here.event(here.sender.mention(f"<@{BOT}>"))
    assert "question in words" in here.slack.posts[0].seen


async def test_personal_data_and_commands_do_not_reach_the_bot(here: World) -> None:
    await here.ask("/restart my mail is <mailto:jane@doe.example|jane@doe.example>")
    assert "jane@doe" not in here.bot.texts[0]
    assert not here.bot.texts[0].startswith("/")


# ---- buttons


async def test_a_click_where_only_one_person_sees_it_is_answered_there(here: World) -> None:
    action = {"type": "button", "action_id": "netguide_ask:0", "value": "What causes it?"}
    payload = ephemeral(here.slack.response_url, action)
    await interact(here, payload)
    await interact(here, {**payload, "trigger_id": "t2"})
    assert here.bot.texts == ["What causes it?"]
    assert here.bot.senders == ["slack:T1:private:U1"]
    (response,) = here.slack.of("respond")
    assert response.body["response_type"] == "ephemeral"
    assert response.body["replace_original"] is False
    assert "What causes it?" in json.dumps(response.blocks[0], ensure_ascii=False)


async def test_an_example_in_app_home_is_answered_in_messages_each_time(here: World) -> None:
    for trigger in ("a", "b"):
        payload = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "container": {"type": "view", "view_id": "V1"},
            "view": {"id": "V1", "type": "home", "private_metadata": "D1"},
            "trigger_id": trigger,
            "actions": [{"type": "button", "action_id": "netguide_ask:0", "value": "What causes it?"}],
        }
        await interact(here, payload)
    assert [post.body["channel"] for post in here.slack.posts] == ["D1", "D1"]


async def test_all_buttons_used_leave_no_empty_block(here: World) -> None:
    await here.ask("hello")
    message = shown(here.slack.posts[0])
    for number in range(2):
        await here.click(button(here.slack.posts[0], number), message)
        message = {**message, "blocks": here.slack.of("respond")[-1].blocks}
    kinds = [block["type"] for block in message["blocks"]]
    assert "actions" not in kinds and "context_actions" in kinds


async def test_a_message_that_cannot_be_changed_does_not_stop_the_answer(here: World) -> None:
    await here.ask("hello")
    here.slack.answer_next("respond", web.Response(status=404, text="expired_url"))
    await here.click(button(here.slack.posts[0]), shown(here.slack.posts[0]))
    assert len(here.slack.posts) == 2


# ---- ratings


def rating(value: str) -> dict[str, Any]:
    return {"type": "feedback_buttons", "action_id": "netguide_rate", "value": f"{value} {RATED}"}


async def test_helpful_is_kept_and_said_once(here: World) -> None:
    await here.ask("hello")
    for _ in range(2):
        await here.click(rating("helpful"), shown(here.slack.posts[0]))
    assert here.ratings.kept == [(RATED, True, "")]
    (change,) = here.slack.of("respond")
    assert "Rated: helpful" in change.seen
    assert not change.elements("feedback_buttons") and change.elements("button")


async def test_unhelpful_asks_why_and_keeps_the_reason_without_names(here: World) -> None:
    await here.ask("hello")
    await here.click(rating("unhelpful"), shown(here.slack.posts[0]))
    (form,) = here.slack.of("views.open")
    view = form.body["view"]
    assert view["private_metadata"] == RATED
    await interact(here, sent(view, "too short, write to jane@doe.example"))
    first, second = here.ratings.kept
    assert first == (RATED, False, "")
    assert second[:2] == (RATED, False) and "too short" in second[2] and "jane@doe" not in second[2]


async def test_a_form_sent_empty_keeps_no_reason(here: World) -> None:
    status, _ = await interact(here, sent({"callback_id": "netguide_reason", "private_metadata": RATED}, None))
    assert status == 200
    assert here.ratings.kept == []


async def test_danger_in_a_form_is_answered_in_the_form(here: World) -> None:
    form = {"callback_id": "netguide_reason", "private_metadata": RATED}
    status, body = await interact(here, sent(form, "useless, I want to kill myself"))
    assert status == 200
    update = json.loads(body)
    assert update["response_action"] == "update"
    assert update["view"]["blocks"][0]["type"] == "header"


async def test_a_rating_where_only_one_person_sees_it_is_thanked_for(here: World) -> None:
    await interact(here, ephemeral(here.slack.response_url, rating("helpful")))
    (response,) = here.slack.of("respond")
    assert response.body["replace_original"] is False and "Thank you" in response.body["text"]


def sent(view: dict[str, Any], reason: str | None) -> dict[str, Any]:
    field = {"netguide_reason": {"netguide_reason": {"type": "plain_text_input", "value": reason}}}
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "view": {"id": "V1", **view, "state": {"values": field}},
    }


# ---- App Home


async def test_app_home_lists_questions_and_sources_of_the_content(folder: Any, tmp_path: Any) -> None:
    database = ContentDatabase(f"sqlite:///{tmp_path / 'content.db'}")
    database.migrate()
    load(database, read_library(folder))
    database.close()
    settings = replace(SETTINGS, content_url=f"sqlite:///{tmp_path / 'content.db'}")
    async with world("ours", settings=settings) as here:
        await here.event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"})
        view = here.slack.of("views.publish")[0].body["view"]
    text = json.dumps(view)
    for part in ("What are the symptoms?", "Toe Society", "2026-11-01", "No clinician"):
        assert part in text
    assert view["private_metadata"] == "D1"
    assert len(view["blocks"]) <= 100


async def test_the_messages_tab_is_not_app_home(here: World) -> None:
    await here.event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"})
    assert here.slack.calls == []


# ---- what Slack refuses


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ({"error": "token_revoked"}, "set NETGUIDE_SLACK_TOKEN to its new bot token"),
        ({"error": "missing_scope", "needed": "chat:write"}, "lacks the scope chat:write"),
        ({"error": "not_in_channel"}, "Invite it there with /invite"),
        ({"error": "something_new"}, "(something_new)"),
    ],
)
async def test_a_refusal_is_in_the_log_in_words_to_act_on(
    here: World, caplog: pytest.LogCaptureFixture, error: dict[str, str], words: str
) -> None:
    here.slack.answer_next("chat.postMessage", {"ok": False, **error})
    await here.ask("hello")
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert words in record.message
    assert record.exc_info is None


async def test_blocks_that_slack_does_not_know_go_out_as_text(here: World) -> None:
    here.slack.answer_next("chat.postMessage", {"ok": False, "error": "invalid_blocks"})
    await here.ask("hello")
    (post,) = here.slack.posts
    assert post.blocks == []
    assert "A toe is blue." in post.body["text"] and "https://toes.example/2" in post.body["text"]


async def test_a_busy_slack_is_tried_again(here: World) -> None:
    here.slack.answer_next("chat.postMessage", web.json_response({"ok": False}, status=503))
    await here.ask("hello")
    assert len(here.slack.posts) == 1


async def test_a_response_told_to_wait_is_not_lost(here: World) -> None:
    here.slack.answer_next("respond", too_many())
    await here.command("hello")
    assert len(here.slack.of("respond")) == 1


async def test_start_says_which_scopes_are_missing(caplog: pytest.LogCaptureFixture) -> None:
    async with world("ours") as here:
        here.slack.scopes = "chat:write,commands"
        caplog.clear()
        await here.another()
    assert "lacks the scopes app_mentions:read, im:history" in caplog.text


async def test_start_says_that_the_token_is_revoked(caplog: pytest.LogCaptureFixture) -> None:
    async with world("ours") as here:
        here.slack.answer_next("auth.test", {"ok": False, "error": "invalid_auth"})
        await here.another()
    assert "The token is wrong or was revoked" in caplog.text


# ---- what is not from Slack, or not in order


@pytest.mark.parametrize("body", ["", "no json", "[1]", "1", '{"type": "event_callback"}', '{"type": "new_thing"}'])
async def test_a_signed_body_of_another_kind_breaks_nothing(here: World, body: str) -> None:
    status, _ = await here.sender.send(body, "application/json")
    assert status in (200, 400)
    assert here.bot.heard == []


@pytest.mark.parametrize("stamp", ["", "soon", "-1", "9" * 30])
async def test_a_nonsense_time_is_refused(here: World, stamp: str) -> None:
    status, _ = await here.sender.send("{}", "application/json", headers={"X-Slack-Request-Timestamp": stamp})
    assert status == 400


async def test_a_request_without_a_signature_is_refused(here: World) -> None:
    async with here.sender.session.post(here.sender.url, json={"challenge": "c"}) as answered:
        assert answered.status == 400


async def test_a_click_on_something_else_is_acknowledged(here: World) -> None:
    payload = ephemeral(here.slack.response_url, {"type": "button", "action_id": "link", "url": "https://a.example"})
    assert (await interact(here, payload))[0] == 200
    assert here.bot.heard == [] and here.slack.calls == []


async def test_too_many_messages_are_slowed_down() -> None:
    async with world("ours", settings=replace(SETTINGS, messages_a_minute=4)) as here:
        await here.ask("hello")
        await here.ask("hello")
        assert len(here.bot.heard) == 1
        assert "too many messages" in here.slack.posts[1].seen


async def test_a_refused_emergency_is_still_answered() -> None:
    async with world("ours", settings=replace(SETTINGS, most_characters=20)) as here:
        await here.ask("my chest hurts and I can't breathe" + " and" * 20)
        (post,) = here.slack.posts
    assert post.blocks[0]["type"] == "header"
    assert here.bot.heard == []


async def test_a_crisis_has_a_heading_of_its_own(here: World) -> None:
    said = answer(kind=Kind.CRISIS, preface=(Line("Call 988."),), statements=(), sources=(), lead="I am here.")
    here.bot.replies["hello"] = uttered(replace(said, lead=Line("I am here.")))
    await here.ask("hello")
    assert "Help is there" in here.slack.posts[0].blocks[0]["text"]["text"]


async def test_answers_in_the_making_are_finished_when_the_server_stops() -> None:
    async with world("ours") as here:
        slack = here.slack
        for number in range(5):
            await here.sender.event(here.sender.direct(f"question {number}"))
        await here.channel._finish()
        assert len(slack.posts) == 5


async def test_a_question_that_takes_too_long_does_not_hold_up_the_next(
    here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.slack.handler._SECONDS_FOR_A_TURN", 0.1)

    async def hang() -> None:
        if len(here.bot.heard) == 1:
            await asyncio.Event().wait()

    here.bot.before = hang
    await here.sender.event(here.sender.direct("one"))
    await here.ask("two")
    first, second = here.slack.posts
    assert "Something went wrong" in first.seen
    assert "A toe is blue." in second.seen


# ---- not set up


NAMES = ("NETGUIDE_SLACK_TOKEN", "NETGUIDE_SLACK_SIGNING_SECRET", "NETGUIDE_SLACK_APP_TOKEN")


@pytest.mark.parametrize("given", [(), NAMES[:1], NAMES[1:], NAMES[2:]])
async def test_without_settings_it_is_off_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, given: tuple[str, ...]
) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "set" if name in given else "")
    caplog.set_level(logging.INFO)
    channel = SlackChannel.from_credentials(None)
    assert isinstance(channel, SlackOff)
    (record,) = caplog.records
    assert record.message.startswith("Slack is off: it needs NETGUIDE_SLACK_TOKEN")
    assert record.levelno == (logging.WARNING if given else logging.INFO)
    async with serving(channel, None) as port, ClientSession() as session:
        answered = await session.post(f"http://127.0.0.1:{port}/webhooks/slack/webhook")
        assert answered.status == 404


def test_with_settings_it_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETGUIDE_SLACK_TOKEN", "xoxb-1")
    for second in NAMES[1:]:
        monkeypatch.setenv(second, "s")
        channel = SlackChannel.from_credentials(None)
        assert isinstance(channel, SlackChannel)
        assert channel.name() == "slack"
        monkeypatch.delenv(second)
