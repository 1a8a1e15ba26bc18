"""What must work on Slack; each scenario is a row of the table in docs/slack.md, named there by its docstring."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable

from bot.answers.answer import Kind, Line, ShownStatement, Suggestion
from tests.channels.slack.fake_slack import BOT, Call, Sender, too_many, until
from tests.channels.slack.world import World, answer, uttered

Scenario = Callable[[World], Awaitable[None]]

SCENARIOS: dict[str, Scenario] = {}


def scenario(function: Scenario) -> Scenario:
    """List it under its docstring."""
    SCENARIOS[(function.__doc__ or "").strip()] = function
    return function


def shown(post: Call) -> dict:
    """The message as Slack would send it back with a click."""
    return {"type": "message", "bot_id": "B1", "ts": "1700000000.900000", **post.body}


def button(post: Call, number: int = 0) -> dict:
    element = post.elements("button")[number]
    return {"type": "button", "action_id": element.get("action_id", "x"), "value": element["value"], "block_id": "b"}


# ---- the nineteen of the research


@scenario
async def url_verification(world: World) -> None:
    """The address is verified"""
    status, body = await world.sender.json({"type": "url_verification", "token": "t", "challenge": "c-123"})
    assert status == 200
    assert "c-123" in body


@scenario
async def direct_message(world: World) -> None:
    """A direct message is answered"""
    await world.ask("what are the symptoms")
    assert world.bot.texts == ["what are the symptoms"]
    assert world.slack.posts[0].body["channel"] == "D1"


@scenario
async def mention(world: World) -> None:
    """A mention is answered, without the mention in the question"""
    await world.event(world.sender.mention(f"<@{BOT}> what are the symptoms"))
    assert world.bot.texts == ["what are the symptoms"]
    assert world.slack.posts[0].body["channel"] == "C1"


@scenario
async def bad_signature(world: World) -> None:
    """A wrong signature is refused"""
    forger = Sender(world.sender.session, world.sender.url, "another secret")
    status, _ = await forger.event(forger.direct("hello"))
    await world.settle()
    assert status in (400, 401, 403)
    assert world.bot.heard == []


@scenario
async def stale_signature(world: World) -> None:
    """A signature of six minutes ago is refused"""
    status, _ = await world.sender.event(world.sender.direct("hello"), at=time.time() - 360)
    await world.settle()
    assert status in (400, 401, 403)
    assert world.bot.heard == []


@scenario
async def button_click(world: World) -> None:
    """A click on a suggestion asks its question"""
    await world.ask("hello")
    post = next(post for post in world.slack.posts if post.elements("button"))
    status, _ = await world.click(button(post), shown(post))
    assert status == 200
    assert world.bot.texts == ["hello", "What causes it?"]


@scenario
async def edited_message(world: World) -> None:
    """An edited message and one of a bot are ignored"""
    changed = world.sender.direct("", subtype="message_changed", message={"text": "hello again", "user": "U1"})
    del changed["text"]
    await world.event(changed)
    await world.event(world.sender.direct("I am a bot", bot_id="B2"))
    assert world.bot.heard == []


@scenario
async def acknowledged_first(world: World) -> None:
    """Events are acknowledged before they are answered"""
    go = asyncio.Event()

    async def wait() -> None:
        await go.wait()

    world.bot.before = wait
    status, _ = await asyncio.wait_for(world.sender.event(world.sender.direct("hello")), timeout=1)
    assert status == 200
    assert world.slack.posts == []
    go.set()
    await world.settle()
    assert world.slack.posts


@scenario
async def retry_after_timeout(world: World) -> None:
    """An event repeated after a timeout is answered once"""
    await _repeated(world, "http_timeout")


@scenario
async def retry_for_another_reason(world: World) -> None:
    """An event repeated for any other reason is answered once"""
    for reason in ("http_error", "connection_failed", "ssl_error", "unknown_error"):
        await _repeated(world, reason)


async def _repeated(world: World, reason: str) -> None:
    before = len(world.bot.heard)
    body = world.sender.envelope(world.sender.direct(f"hello {reason}"))
    for number in range(3):
        again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason} if number else {}
        # Slack signs every attempt at its own time.
        status, _ = await world.sender.json(body, headers=again, at=time.time() - 10 + number)
        assert 200 <= status < 300
    await world.settle()
    assert len(world.bot.heard) == before + 1


@scenario
async def one_message(world: World) -> None:
    """An answer of several paragraphs is one message"""
    world.bot.replies["hello"] = uttered(answer(suggestions=()))
    await world.ask("hello")
    assert len(world.slack.posts) == 1


@scenario
async def markup(world: World) -> None:
    """`**bold**`, links, `&` and `<script>` come out right, also beside buttons"""
    world.bot.replies["hello"] = uttered(
        answer("**Bold** and [NCI](https://nci.example/a?b=1&c=2), <script>alert(1)</script> & <!channel>.")
    )
    await world.ask("hello")
    post = world.slack.posts[0]
    for text in (post.seen, post.body["text"]):
        assert "*Bold* and" in text and "**" not in text
        assert "<https://nci.example/a?b=1&amp;c=2|NCI>" in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;!channel&gt;" in text
    assert all(block["text"]["type"] == "mrkdwn" for block in post.blocks if block["type"] == "section")


@scenario
async def many_buttons(world: World) -> None:
    """More than five buttons are all there"""
    suggestions = tuple(Suggestion(f"Topic {number}", f"What of {number}?") for number in range(30))
    world.bot.replies["hello"] = uttered(answer(suggestions=suggestions))
    await world.ask("hello")
    buttons = [one for post in world.slack.posts for one in post.elements("button")]
    assert [one["value"] for one in buttons] == [suggestion.text for suggestion in suggestions]
    blocks = [block for post in world.slack.posts for block in post.blocks]
    assert all(len(block.get("elements", ())) <= 25 for block in blocks)


@scenario
async def incoming_entities(world: World) -> None:
    """What a person typed reaches the bot as typed"""
    await world.ask("is Ki-67 &gt; 30 &amp; &lt; 50 bad, see <https://nci.example/a|nci.example/a>")
    assert world.bot.texts == ["is Ki-67 > 30 & < 50 bad, see nci.example/a"]


@scenario
async def thread_goes_on(world: World) -> None:
    """A thread goes on without another mention"""
    first = world.sender.mention(f"<@{BOT}> what are the symptoms")
    await world.event(first)
    await world.event(world.sender.reply("and the causes?", first["ts"], user="U2"))
    assert world.bot.texts == ["what are the symptoms", "and the causes?"]
    assert world.slack.posts[-1].body.get("thread_ts") == first["ts"]


@scenario
async def slash_command(world: World) -> None:
    """The slash command is answered within 3 s, to the person alone"""
    started = time.monotonic()
    status, body = await world.command("what are the symptoms")
    assert (status, body) == (200, "")
    assert world.bot.texts == ["what are the symptoms"]
    (response,) = world.slack.of("respond")
    assert response.body["response_type"] == "ephemeral"
    assert response.at - started < 3
    assert world.slack.posts == []


@scenario
async def feedback_and_forms(world: World) -> None:
    """Feedback buttons and forms are understood"""
    rating = {"type": "feedback_buttons", "action_id": "netguide_rate", "value": "unhelpful 0123456789abcdef"}
    status, _ = await world.click(rating, {"ts": "1.1", "text": "", "blocks": []})
    assert status == 200
    values = {"netguide_reason": {"netguide_reason": {"type": "plain_text_input", "value": "too short"}}}
    view = {
        "id": "V1",
        "callback_id": "netguide_reason",
        "private_metadata": "0123456789abcdef",
        "state": {"values": values},
    }
    form = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": view}
    status, body = await world.sender.interaction(form)
    assert (status, body) == (200, "")


@scenario
async def content_type(world: World) -> None:
    """A content type with a charset is read"""
    event = world.sender.direct("hello")
    await world.sender.event(event, content_type="application/json; charset=utf-8")
    await world.settle()
    assert world.bot.texts == ["hello"]


@scenario
async def told_to_wait(world: World) -> None:
    """Told to wait (429), it waits, and nothing is lost"""
    world.slack.answer_next("chat.postMessage", too_many())
    world.bot.replies["hello"] = uttered(answer("First.\n\nSecond.", suggestions=()))
    await world.ask("hello")
    seen = "\n".join(post.seen for post in world.slack.posts)
    assert "First." in seen and "Second." in seen


# ---- and more


@scenario
async def two_servers(world: World) -> None:
    """Two servers, one event: one answer"""
    other = await world.another()
    body = world.sender.envelope(world.sender.direct("hello"))
    await asyncio.gather(world.sender.json(body), other.sender.json(body, at=time.time() - 5))
    await world.settle()
    await other.settle()
    assert len(world.bot.heard) + len(other.bot.heard) == 1


@scenario
async def long_answer(world: World) -> None:
    """An answer longer than a section loses nothing and keeps Slack's limits"""
    words = [f"word{number}&" for number in range(2000)]
    long = ShownStatement("long", " ".join(words[:1000]), "symptoms", "In general", (1,))
    lines = tuple(
        ShownStatement(f"s{number}", " ".join(words[1000 + 10 * number :][:10]), "symptoms", f"Group {number}", (2,))
        for number in range(100)
    )
    world.bot.replies["hello"] = uttered(answer(statements=(long, *lines)))
    await world.ask("hello")
    posts = world.slack.posts
    found = re.findall(r"word\d+&amp;", "\n".join(post.seen for post in posts))
    assert found == [word.replace("&", "&amp;") for word in words]
    for post in posts:
        assert len(post.blocks) <= 50
        assert all(len(block["text"]["text"]) <= 3000 for block in post.blocks if block["type"] == "section")
        assert len(post.body["text"]) <= 40_000


@scenario
async def told_to_wait_twice(world: World) -> None:
    """Told to wait twice in a row, nothing is lost"""
    world.slack.answer_next("chat.postMessage", too_many(), too_many())
    await world.ask("hello")
    assert "A toe is blue." in "\n".join(post.everything for post in world.slack.posts)


@scenario
async def replayed(world: World) -> None:
    """The same signed request a second time is refused"""
    event = world.sender.envelope(world.sender.direct("hello"))
    now = time.time()
    assert (await world.sender.json(event, at=now))[0] == 200
    status, _ = await world.sender.json(event, at=now)
    await world.settle()
    assert status == 400
    assert len(world.bot.heard) == 1


@scenario
async def thread_context(world: World) -> None:
    """A thread is one conversation, and each thread its own"""
    first = world.sender.mention(f"<@{BOT}> what are the symptoms")
    await world.event(first)
    await world.event(world.sender.mention(f"<@{BOT}> and the causes?", thread_ts=first["ts"], user="U2"))
    await world.event(world.sender.mention(f"<@{BOT}> hello"))
    one, same, another = world.bot.senders
    assert one == same != another


@scenario
async def click_keeps_the_conversation(world: World) -> None:
    """A click in a thread stays in the thread and in its conversation"""
    first = world.sender.mention(f"<@{BOT}> what are the symptoms")
    await world.event(first)
    post = next(post for post in world.slack.posts if post.elements("button"))
    await world.click(button(post), {**shown(post), "thread_ts": first["ts"]}, channel="C1")
    assert len(world.bot.heard) == 2
    assert len(set(world.bot.senders)) == 1
    assert world.slack.posts[-1].body.get("thread_ts") == first["ts"]


@scenario
async def button_once(world: World) -> None:
    """A button works once, and the message then says what was chosen"""
    await world.ask("hello")
    post = next(post for post in world.slack.posts if post.elements("button"))
    for _ in range(2):
        await world.click(button(post), shown(post))
    assert world.bot.texts == ["hello", "What causes it?"]
    change = world.slack.of("respond")[-1]
    assert change.body["replace_original"] is True
    assert "What causes it?" in change.seen
    assert [one["value"] for one in change.elements("button")] == ["How is it diagnosed?"]


@scenario
async def screen_readers(world: World) -> None:
    """Notifications and screen readers get the whole answer, sources with dates and addresses too"""
    await world.ask("hello")
    text = world.slack.posts[0].body["text"]
    for part in (
        "Toes can turn blue.",
        "A toe is blue.",
        "Reviewed 2026-03-01",
        "https://toes.example/2",
        "medical advice",
    ):
        assert part in text


@scenario
async def quiet(world: World) -> None:
    """No link previews, and no outdated arguments"""
    await world.ask("hello")
    for post in world.slack.posts:
        assert post.body["unfurl_links"] is False and post.body["unfurl_media"] is False
        assert "as_user" not in post.body and "type" not in post.body


@scenario
async def emergency(world: World) -> None:
    """An emergency's advice stands first, without buttons"""
    lines = (Line("Call 911 now.", (1,)),)
    said = answer("I am a computer program.", kind=Kind.EMERGENCY, preface=lines, statements=())
    world.bot.replies["my chest hurts"] = uttered(said)
    await world.ask("my chest hurts")
    (post,) = world.slack.posts
    assert [block["type"] for block in post.blocks][:2] == ["header", "section"]
    assert "Call 911 now." in json.dumps(post.blocks[1])
    assert not post.elements("button") and not post.elements("feedback_buttons")
    assert post.body["text"].startswith("Call 911 now.")


@scenario
async def broken_turn(world: World) -> None:
    """A failing action is answered with an apology"""

    async def fail() -> None:
        raise RuntimeError("the database is on fire")

    world.bot.before = fail
    await world.ask("hello")
    assert "Something went wrong" in world.slack.posts[0].seen


@scenario
async def app_home(world: World) -> None:
    """App Home shows what it is, what is kept, and how to delete it"""
    await world.event({"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"})
    (call,) = world.slack.of("views.publish")
    shown_home = json.dumps(call.body["view"])
    for part in ("not for patients", "names, dates of birth", "24 hours", "netguide_delete"):
        assert part in shown_home


@scenario
async def deletion(world: World) -> None:
    """The button in App Home deletes the conversation"""
    await world.ask("hello")
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "type": "home", "private_metadata": "D1"},
        "trigger_id": "delete1",
        "actions": [{"type": "button", "action_id": "netguide_delete", "value": "", "action_ts": "1.1"}],
    }
    status, _ = await world.sender.interaction(payload)
    await world.settle()
    assert status == 200
    assert world.bot.forgotten == world.bot.senders


@scenario
async def load(world: World) -> None:
    """At 50 events a second none is lost"""

    async def think() -> None:
        # A turn keeps the processor, and with it the event loop.
        end = time.perf_counter() + 0.008
        while time.perf_counter() < end:
            pass

    world.bot.before = think
    count = 100

    async def send(number: int) -> None:
        await asyncio.sleep(number / 50)
        event = world.sender.direct(f"question {number}", user=f"U{number}", channel=f"D{number}")
        status, _ = await world.sender.event(event)
        assert status == 200

    await asyncio.gather(*(send(number) for number in range(count)))
    await until(
        lambda: {post.body["channel"] for post in world.slack.posts} == {f"D{number}" for number in range(count)}, 20
    )
    assert len(world.bot.heard) == count
