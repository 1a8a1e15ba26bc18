"""The web chat's routes on a running server, as Rasa configures it."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from rasa.core.channels.channel import UserMessage, register
from rasa.server import add_root_route, configure_cors
from sanic import Sanic
from sqlalchemy.exc import OperationalError

from bot.answers.answer import Answer, Kind, Line
from bot.channels.overview import Overview
from bot.channels.pages import serve_pages
from bot.channels.webchat import WebChatChannel
from bot.safety import SafetyBook
from bot.settings import CONTENT, Settings

Sanic.test_mode = True

ROOT = "/webhooks/webchat"
PAGE = "https://hospital.example"
SETTINGS = replace(
    Settings.from_environment({"NETGUIDE_RATE_LIMIT": "0", "NETGUIDE_MOST_CHARACTERS": "200"}), origins=(PAGE,)
)
DANGER = "I have crushing chest pain and cannot breathe"
OVERVIEW = Overview(("What are the symptoms?", "B?", "C?", "D?"), ("Toe Society",), "2026-11-01", "2026-11-01", False)


@dataclass
class FakeBot:
    """In the place of Rasa's agent, its tracker store and its locks."""

    heard: list[UserMessage] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    fails: bool = False
    answer: Answer = field(default_factory=lambda: Answer(Kind.ANSWER, Line("Toes can turn blue.")))

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        if self.fails:
            raise RuntimeError("on purpose")
        said = {"text": self.answer.lead.text, "answer": self.answer.as_dict()}
        await message.output_channel.send_response(message.sender_id, said)

    @property
    def tracker_store(self) -> FakeBot:
        return self

    @property
    def lock_store(self) -> FakeBot:
        return self

    async def forget(self, sender_id: str) -> int:
        if self.fails:
            raise OperationalError("DELETE", {}, Exception("on purpose"))
        self.done.append(f"forget {sender_id}")
        return 1

    @asynccontextmanager
    async def lock(self, sender_id: str) -> AsyncIterator[None]:
        self.done.append(f"lock {sender_id}")
        yield
        self.done.append(f"unlock {sender_id}")


@dataclass
class FakeRatings:
    kept: list[tuple[str, bool, str]] = field(default_factory=list)
    fails: bool = False

    def rate(self, answer_id: str, helpful: bool, reason: str = "") -> None:
        if self.fails:
            raise OperationalError("INSERT", {}, Exception("on purpose"))
        self.kept.append((answer_id, helpful, reason))


@dataclass
class FakeOverviews:
    overview: Overview | None = OVERVIEW

    async def current(self) -> Overview | None:
        return self.overview


@dataclass
class Here:
    """A running server and a client of it."""

    url: str
    client: ClientSession
    bot: FakeBot
    ratings: FakeRatings
    overviews: FakeOverviews
    channel: WebChatChannel

    async def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, Any]:
        options = {"data": body} if isinstance(body, (bytes, str)) else {"json": body} if body is not None else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.request(method, self.url + path, headers=named, **options) as given:
            text = await given.text()
            is_json = "json" in given.headers.get("Content-Type", "")
            return given.status, (await given.json() if is_json else text), given.headers

    async def say(self, text: object, conversation: object = "a" * 32) -> tuple[int, dict[str, Any]]:
        status, body, _ = await self.call("POST", f"{ROOT}/messages", {"conversation": conversation, "text": text})
        return status, body["answer"]


@asynccontextmanager
async def serving(settings: Settings = SETTINGS, web: Path | None = None) -> AsyncIterator[Here]:
    app = Sanic(f"test_{secrets.token_hex(6)}", configure_logging=False)
    configure_cors(app, None)
    add_root_route(app)
    bot, ratings, overviews = FakeBot(), FakeRatings(), FakeOverviews()
    channel = WebChatChannel(settings, ratings, overviews)  # type: ignore[arg-type]
    app.ctx.agent = bot
    register([channel], app, route="/webhooks/")
    if web is not None:
        serve_pages(app, web)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        try:
            async with ClientSession() as client:
                url = f"http://127.0.0.1:{listening.getsockname()[1]}"
                yield Here(url, client, bot, ratings, overviews, channel)
        finally:
            await server.before_stop()
            await server.close()
            await server.after_stop()


@pytest.fixture
async def here() -> AsyncIterator[Here]:
    async with serving() as made:
        yield made


async def test_a_conversation_gets_an_id_that_nobody_guesses(here: Here) -> None:
    ids = set()
    for _ in range(5):
        status, body, headers = await here.call("POST", f"{ROOT}/conversations", {})
        assert status == 201
        assert body["privacy"] == {"kept_hours": 24}
        assert len(body["conversation"]) == 32
        int(body["conversation"], 16)
        ids.add(body["conversation"])
        assert "Set-Cookie" not in headers
        assert headers["Cache-Control"] == "no-store"
    assert len(ids) == 5


async def test_a_message_gets_the_answer_structure(here: Here) -> None:
    assert await here.say("/restart What are the symptoms?") == (200, here.bot.answer.as_dict())
    (message,) = here.bot.heard
    assert message.sender_id == "webchat:" + "a" * 32
    assert message.input_channel == "webchat"
    assert not message.text.startswith("/")


@pytest.mark.parametrize("conversation", ["", "a" * 31, "A" * 32, "a" * 33, "../" + "a" * 29, 7, None, ["a"]])
async def test_an_id_of_another_form_is_unknown(here: Here, conversation: object) -> None:
    status, answer = await here.say("Hello", conversation)
    assert (status, answer["kind"]) == (404, "error")
    assert not here.bot.heard


async def test_refusals_are_cards_with_a_status_that_says_whether_to_try_again(here: Here) -> None:
    for text in ("x" * 201, "?!", 7, None, {"a": 1}):
        status, answer = await here.say(text)
        assert (status, answer["kind"]) == (400, "refusal"), text
    async with serving(replace(SETTINGS, messages_a_minute=1)) as slow:
        assert (await slow.say("One"))[0] == 200
        status, answer = await slow.say("Two")
        assert (status, answer["kind"]) == (429, "refusal")


async def test_failures_are_cards(here: Here) -> None:
    here.bot.fails = True
    status, answer = await here.say("What are the symptoms?")
    assert (status, answer["kind"]) == (503, "error")
    assert "emergency" in answer["lead"]["text"].lower()


async def test_unavailable_content_may_be_asked_again(here: Here) -> None:
    here.bot.answer = here.channel.replies.content_unavailable()
    assert (await here.say("What are the symptoms?"))[0] == 503


async def test_an_emergency_is_answered_whatever_fails(here: Here) -> None:
    here.bot.fails = True
    for text, conversation in ((DANGER, "a" * 32), (DANGER + " now" * 60, "a" * 32), (DANGER, "nobody")):
        _, answer = await here.say(text, conversation)
        assert answer["kind"] == "emergency"
    _, body, _ = await here.call("POST", f"{ROOT}/messages", DANGER)
    assert body["answer"]["kind"] == "emergency"


async def test_bodies_that_are_no_message_are_refused_as_cards(here: Here) -> None:
    for body, expected in (
        (b"{", 400),
        (b"[1]", 400),
        (b'{"text": "' + b"x" * 21_000 + b'"}', 413),
        (b"[" * 9000, 400),
    ):
        status, given, _ = await here.call("POST", f"{ROOT}/messages", body)
        assert (status, given["answer"]["kind"]) == (expected, "refusal")


async def test_deleting_waits_for_the_turn_in_the_making(here: Here) -> None:
    sender = "webchat:" + "b" * 32
    assert (await here.call("DELETE", f"{ROOT}/conversations/{'b' * 32}"))[0] == 204
    assert here.bot.done == [f"lock {sender}", f"forget {sender}", f"unlock {sender}"]
    assert (await here.call("DELETE", f"{ROOT}/conversations/me"))[0] == 404


async def test_what_was_not_deleted_is_not_said_to_be(here: Here) -> None:
    here.bot.fails = True
    assert (await here.call("DELETE", f"{ROOT}/conversations/{'b' * 32}"))[0] == 503


async def test_a_rating_is_kept(here: Here) -> None:
    rating = {"conversation": "a" * 32, "answer_id": "0" * 16, "helpful": False, "reason": "unclear"}
    assert (await here.call("POST", f"{ROOT}/ratings", rating))[0] == 204
    assert here.ratings.kept == [("0" * 16, False, "unclear")]
    here.ratings.fails = True
    assert (await here.call("POST", f"{ROOT}/ratings", rating))[0] == 503


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"conversation": "me"}, 404),
        ({"answer_id": "0"}, 400),
        ({"answer_id": None}, 400),
        ({"helpful": 1}, 400),
        ({"reason": "x" * 9}, 400),
        ({"reason": ["wrong"]}, 400),
    ],
)
async def test_a_rating_of_another_form_is_not(here: Here, change: dict[str, Any], expected: int) -> None:
    rating = {"conversation": "a" * 32, "answer_id": "0" * 16, "helpful": True, "reason": "", **change}
    assert (await here.call("POST", f"{ROOT}/ratings", rating))[0] == expected
    assert not here.ratings.kept


async def test_about_says_what_holds(here: Here) -> None:
    status, about, _ = await here.call("GET", f"{ROOT}/about")
    assert status == 200
    assert about["region"] is None
    assert about["kept_hours"] == 24
    assert about["human_help"] is None
    assert about["examples"] == ["What are the symptoms?", "B?", "C?"]
    assert "not all" in about["review"]
    here.overviews.overview = None
    assert (await here.call("GET", f"{ROOT}/about"))[1]["examples"] == []


@pytest.mark.parametrize(("region", "number"), [("us", "911"), ("eu", "112"), ("uk", "999"), ("canada", "911")])
async def test_about_names_the_region_and_human_help(region: str, number: str) -> None:
    settings = replace(SETTINGS, region=region, help_label="Nurse line", help_url="tel:+15550100")
    async with serving(settings) as here:
        # The shipped rules are read for the region of the environment.
        here.channel.__dict__["safety"] = SafetyBook.load(CONTENT / "safety", region)
        _, about, _ = await here.call("GET", f"{ROOT}/about")
    assert about["region"] == {"emergency": number}
    assert about["human_help"] == {"label": "Nurse line", "url": "tel:+15550100"}


async def test_browsers_are_told_which_pages_are_welcome(here: Here) -> None:
    for path in ("conversations", "messages", "ratings", f"conversations/{'a' * 32}"):
        asked = {"Origin": PAGE, "Access_Control_Request_Method": "POST"}
        status, _, headers = await here.call("OPTIONS", f"{ROOT}/{path}", **asked)
        assert status == 204
        assert headers["Access-Control-Allow-Origin"] == PAGE
        assert headers["Access-Control-Allow-Headers"] == "Content-Type"
        assert "Access-Control-Allow-Credentials" not in headers
        _, _, headers = await here.call("OPTIONS", f"{ROOT}/{path}", **{**asked, "Origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in headers
    _, _, headers = await here.call("GET", f"{ROOT}/about", Origin=PAGE)
    assert headers.getall("Access-Control-Allow-Origin") == [PAGE]
    assert headers["Vary"] == "Origin"


async def test_pages_of_other_origins_are_refused(here: Here) -> None:
    body = {"conversation": "a" * 32, "text": "Hello"}
    for origin in ("https://evil.example", "null", "http://hospital.example", "https://hospital.example.evil.example"):
        status, _, headers = await here.call("POST", f"{ROOT}/messages", body, Origin=origin)
        assert status == 403
        assert "Access-Control-Allow-Origin" not in headers
    assert not here.bot.heard
    for headers in ({"Origin": here.url}, {"Origin": "https://proxy.example", "Sec_Fetch_Site": "same-origin"}, {}):
        assert (await here.call("POST", f"{ROOT}/messages", body, **headers))[0] == 200


async def test_two_conversations_do_not_meet(here: Here) -> None:
    await asyncio.gather(*(here.say(f"Question {n}", f"{n:032x}") for n in range(20)))
    assert {message.sender_id: message.text for message in here.bot.heard} == {
        f"webchat:{n:032x}": f"Question {n}" for n in range(20)
    }


async def test_the_pages_are_served_beside_rasas_routes(tmp_path: Path) -> None:
    for name in ("example/index.html", "dist/netguide.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    async with serving(web=tmp_path) as here:
        status, body, headers = await here.call("GET", "/")
        assert (status, body) == (200, "example/index.html")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        status, body, headers = await here.call("GET", "/netguide.js", Origin="https://any.example")
        assert (status, body) == (200, "dist/netguide.js")
        assert headers.getall("Access-Control-Allow-Origin") == ["*"]
        assert (await here.call("GET", "/netguide.js", If_None_Match=headers["ETag"]))[0] == 304
        assert (await here.call("HEAD", "/netguide.js"))[:2] == (200, "")
        assert (await here.call("GET", "/example.css"))[0] == 404
        assert (await here.call("GET", "/../bot/settings.py"))[0] == 404
        assert (await here.call("GET", f"{ROOT}/about"))[0] == 200


async def test_without_the_files_rasas_own_page_stays(tmp_path: Path) -> None:
    async with serving(web=tmp_path) as here:
        assert "Rasa" in (await here.call("GET", "/"))[1]
