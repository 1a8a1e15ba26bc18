"""What the tracker store keeps, forgets and purges."""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import sqlite3
import time
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import insert

from bot.answers.answer import Kind
from bot.records.answers import Answers
from bot.records.gaps import Gaps
from bot.records.kept import RecordsUnavailableError
from bot.records.ratings import Ratings
from bot.records.tracker_store import ConversationStore, TurnNotKeptError
from bot.records.turn import begin_turn
from bot.settings import ROOT


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "conversations.db"
    monkeypatch.setenv("NETGUIDE_CONVERSATIONS_URL", f"sqlite:///{place}")
    return place


@pytest.fixture
def store(path: Path) -> ConversationStore:
    return ConversationStore(domain=Domain.load(str(ROOT / "domain.yml")))


def conversation(store: ConversationStore, sender: str = "rest:one", kind: str = "answer") -> DialogueStateTracker:
    parse = {"intent": {"name": "ask_symptoms", "confidence": 0.9}, "entities": [], "near": [["a", "b", 0.5]]}
    topics = [{"id": "symptoms", "title": "Symptoms"}]
    answer = {
        "answer_id": secrets.token_hex(8),
        "kind": kind,
        "topics": topics,
        "statements": [{"id": "sign-one", "text": "Secret"}],
    }
    tracker = DialogueStateTracker(sender, store.domain.slots)
    tracker.update(ActionExecuted("action_listen"))
    tracker.update(UserUttered("I am Walter Quimby, jo@example.org", parse["intent"], [], parse))
    tracker.update(BotUttered("Secret answer", metadata={"answer": answer}))
    tracker.update(SlotSet("topics", ["symptoms"]))
    return tracker


def kept(path: Path) -> list[dict]:
    with sqlite3.connect(path) as rows:
        return [json.loads(row[0]) for row in rows.execute("SELECT data FROM events ORDER BY id")]


async def test_a_conversation_comes_back_redacted(store: ConversationStore, path: Path) -> None:
    await store.save(conversation(store))
    text = json.dumps(kept(path))
    for secret in ("Quimby", "example.org", "Secret", "near"):
        assert secret not in text
    back = await store.retrieve("rest:one")
    assert back.get_slot("topics") == ["symptoms"]
    assert back.latest_message.intent["name"] == "ask_symptoms"


async def test_saving_again_adds_only_what_is_new(store: ConversationStore, path: Path) -> None:
    tracker = conversation(store)
    await store.save(tracker)
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    assert len(kept(path)) == 5


async def test_the_erase_slot_deletes_the_conversation_and_no_other(store: ConversationStore, path: Path) -> None:
    await store.save(conversation(store, "rest:two"))
    tracker = conversation(store)
    await store.save(tracker)
    tracker.update(SlotSet("erase", True))
    await store.save(tracker)
    assert await store.retrieve("rest:one") is None
    assert await store.retrieve("rest:two") is not None


async def test_purging_removes_whole_conversations_by_their_last_event(store: ConversationStore, path: Path) -> None:
    await store.save(conversation(store, "rest:old"))
    await store.save(conversation(store, "rest:mixed"))
    with sqlite3.connect(path) as rows:
        ago = time.time() - 25 * 3600
        rows.execute("UPDATE events SET timestamp = ? WHERE sender_id = 'rest:old'", (ago,))
        rows.execute("UPDATE events SET timestamp = ? WHERE sender_id = 'rest:mixed' AND type_name = 'user'", (ago,))
    assert await store.purge(24) == 4
    assert await store.retrieve("rest:old") is None
    assert len((await store.retrieve("rest:mixed")).events) == 4


async def test_the_first_conversation_that_is_read_starts_the_purging(
    store: ConversationStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    purged = asyncio.Event()

    def purge_gaps(_: Gaps, days: int) -> int:
        loop.call_soon_threadsafe(purged.set)
        return days

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(Gaps, "purge", purge_gaps)
    await store.save(conversation(store, "rest:old"))
    with sqlite3.connect(path) as rows:
        rows.execute("UPDATE events SET timestamp = ?", (time.time() - 25 * 3600,))
    await store.retrieve("rest:another")
    await asyncio.wait_for(purged.wait(), 30)
    assert kept(path) == []


async def test_a_refusing_database_is_told_to_the_turn(store: ConversationStore, path: Path) -> None:
    record = begin_turn()
    with sqlite3.connect(path) as rows:
        rows.execute("ALTER TABLE events RENAME TO elsewhere")
    with pytest.raises(TurnNotKeptError):
        await store.save(conversation(store))
    assert record.lost


async def test_gaps_answers_and_ratings(store: ConversationStore, path: Path) -> None:
    url = f"sqlite:///{path}"
    gaps, ratings, answers = Gaps(url), Ratings(url), Answers(url)
    gaps.note("does cheese cause it", ["causes"])
    ratings.rate("0" * 16, True)
    ratings.rate("0" * 16, False, "unclear")
    await store.save(conversation(store))
    with sqlite3.connect(path) as rows:
        assert rows.execute("SELECT text, topics FROM netguide_gap").fetchall() == [("does cheese cause it", "causes")]
        assert rows.execute("SELECT helpful, reason FROM netguide_rating").fetchall() == [(0, "unclear")]
        (noted,) = rows.execute("SELECT answer_id FROM netguide_answer").fetchone()
    ratings.rate(noted, True)
    assert [(one.text, one.topics) for one in gaps.all()] == [("does cheese cause it", ("causes",))]
    assert [(one.kind, one.topics) for one in answers.all()] == [("answer", ("symptoms",))]
    assert [(one.helpful, one.topics, one.statements) for one in ratings.all()] == [
        (False, (), ()),
        (True, ("symptoms",), ("sign-one",)),
    ]
    for kept, count in ((gaps, 1), (answers, 1), (ratings, 2)):
        assert kept.purge(30) == 0
        assert kept.purge(0) == count
        assert kept.all() == []


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
async def test_answers_that_tell_something_of_the_content_are_noted(
    store: ConversationStore, path: Path, kind: str
) -> None:
    await store.save(conversation(store, kind=kind))
    noted = Answers(f"sqlite:///{path}").all()
    assert [one.kind for one in noted] == ([kind] if kind in ("answer", "not_covered", "refusal") else [])


def test_records_that_cannot_be_read_say_what_to_do(path: Path) -> None:
    path.write_text("no database at all, but long enough to be taken for a broken one" * 20)
    for kept in (Gaps, Answers, Ratings):
        with pytest.raises(RecordsUnavailableError, match="NETGUIDE_CONVERSATIONS_URL"):
            kept(f"sqlite:///{path}").all()


async def test_of_a_long_conversation_the_end_and_every_slot_come_back(store: ConversationStore, path: Path) -> None:
    tracker = conversation(store)
    tracker.update(SlotSet("offer", "more"))
    await store.save(tracker)
    for number in range(30):
        tracker = await store.retrieve("rest:one")
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(f"question {number}", {"name": "ask_causes", "confidence": 1.0}))
        tracker.update(SlotSet("topics", [f"topic-{number}"]))
        await store.save(tracker)
    assert len(kept(path)) == 5 + 30 * 3
    back = await store.retrieve("rest:one")
    assert back.get_slot("topics") == ["topic-29"]
    assert back.get_slot("offer") == "more"
    assert back.latest_message.text == "question 29"
    assert len(back.events) < 30


async def test_a_new_session_forgets_the_slots_of_the_one_before(store: ConversationStore, path: Path) -> None:
    tracker = conversation(store)
    tracker.update(SessionStarted())
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    assert (await store.retrieve("rest:one")).get_slot("topics") is None


def test_a_database_of_an_earlier_version_gets_its_indexes(store: ConversationStore, path: Path) -> None:
    def names() -> set[str]:
        with sqlite3.connect(path) as rows:
            return {row[0] for row in rows.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}

    with sqlite3.connect(path) as rows:
        rows.execute("DROP INDEX netguide_events_in_order")
    assert "netguide_events_in_order" not in names()
    ConversationStore(domain=store.domain)
    assert "netguide_events_in_order" in names()


async def test_a_conversation_database_that_was_deleted_is_noticed(store: ConversationStore, path: Path) -> None:
    await store.save(conversation(store))
    path.rename(path.with_name("elsewhere.db"))
    with pytest.raises(TurnNotKeptError):
        await store.save(conversation(store))


def test_of_what_is_deleted_no_byte_stays_in_the_files(store: ConversationStore, path: Path) -> None:
    """SQLite leaves bytes of deleted rows in the gaps of pages that were split: of about one in a hundred."""
    draw = random.Random(2)
    events = store.SQLEvent.__table__
    for _ in range(120):
        senders = [f"webchat:{draw.getrandbits(128):032x}" for _ in range(draw.randint(1, 3))]
        for sender in senders:
            kinds = [(draw.choice(("slot", "action", "user")), draw.choice(("topics", "shown"))) for _ in range(22)]
            rows = [
                {"sender_id": sender, "type_name": kind, "timestamp": 1.0, "action_name": name, "data": "y" * size}
                for (kind, name), size in zip(kinds, (draw.randint(80, 2500) for _ in kinds))
            ]
            with store.engine.begin() as connection:
                connection.execute(insert(events), rows)
        store._delete(senders[:1])
        left = [one.name for one in path.parent.glob("conversations.db*") if senders[0].encode() in one.read_bytes()]
        assert not left
