"""The Slack channel with the trained bot, its content and its database of conversations."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from tests.channels.slack.fake_slack import BOT
from tests.channels.slack.world import World, world

MODEL = Path(os.environ.get("NETGUIDE_TEST_MODEL", ROOT / "models"))


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Rasa's agent as `netguide serve` has it, with a database of conversations of its own."""
    if not any(MODEL.glob("*.tar.gz")):
        pytest.skip("no model is trained (make train)")
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415 - both take seconds to import

    from bot.server import load_agent  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        database = tmp_path_factory.mktemp("slack") / "conversations.db"
        patch.setenv("NETGUIDE_CONVERSATIONS_URL", f"sqlite:///{database}")
        yield load_agent(MODEL, AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")))


@pytest.fixture
async def here(agent: Any) -> AsyncIterator[World]:
    async with world("ours", agent=agent) as made:
        yield made


async def test_a_direct_message_gets_a_cited_answer(here: World) -> None:
    await here.ask("What are the symptoms?")
    (post,) = here.slack.posts
    sources = [block for block in post.blocks if block["type"] == "context" and "*Sources*" in json.dumps(block)]
    assert "<https://" in json.dumps(sources)
    assert "not medical advice" in post.seen
    assert post.elements("button") and post.elements("feedback_buttons")
    assert "Sources" in post.body["text"]


async def test_a_thread_knows_what_was_said_in_it(here: World, agent: Any) -> None:
    first = here.sender.mention(f"<@{BOT}> What are the symptoms?")
    await here.event(first)
    await here.event(here.sender.reply("Where did you get that?", first["ts"], user="U2"))
    asked, sources = here.slack.posts
    assert sources.body["thread_ts"] == asked.body["thread_ts"] == first["ts"]
    assert "<https://" in sources.seen
    assert await agent.tracker_store.retrieve(f"slack:T1:C1:{first['ts']}") is not None


async def test_an_emergency_comes_before_anything_else(here: World) -> None:
    await here.ask("My chest hurts and I can't breathe, what are the symptoms of a NET?")
    (post,) = here.slack.posts
    assert post.blocks[0]["type"] == "header"
    assert not post.elements("button")


async def test_the_button_in_app_home_deletes_what_is_kept(here: World, agent: Any) -> None:
    await here.ask("What are the symptoms?", user="U7")
    assert await agent.tracker_store.retrieve("slack:T1:private:U7") is not None
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U7"},
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "type": "home", "private_metadata": "D7"},
        "trigger_id": "delete7",
        "actions": [{"type": "button", "action_id": "netguide_delete", "action_ts": "1.1"}],
    }
    await here.sender.interaction(payload)
    await here.settle()
    assert await agent.tracker_store.retrieve("slack:T1:private:U7") is None
    assert "is deleted here" in json.dumps(here.slack.of("views.publish")[0].body)


async def test_delete_my_conversation_leaves_nothing_in_any_store(here: World, agent: Any) -> None:
    await here.ask("What are the symptoms of my quibblewort carcinoid?", user="U8")
    store = agent.tracker_store
    assert await store.retrieve("slack:T1:private:U8") is not None
    await here.ask("delete my conversation", user="U8")
    with store.engine.connect() as rows:
        tables = rows.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        kept = str([rows.exec_driver_sql(f"SELECT * FROM {table}").fetchall() for table in tables])
    assert "T1:private:U8" not in kept
    assert "quibblewort" not in kept
