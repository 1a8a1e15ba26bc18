"""What people ask, and what the real bot answers: text in, text, statements and sources out."""

from __future__ import annotations

import secrets
import shutil
import sqlite3

import pytest
import requests

from tests.conversations.conftest import Bot, statements


def told(message: dict) -> str:
    return message["text"].partition("\n\nSources\n")[0].lower()


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (
            "What are the symptoms?",
            "pain|lump|tired|weight|flush|loose stools|thirst|passing urine|dizzy|shaking|rash|where the tumor is",
        ),
        (
            "What causes it?",
            "do not know|nerve|hormone|dna|copy itself|slow|aggressive|spread|all through the body",
        ),
        (
            "Who is at risk?",
            "men1|men2|von hippel-lindau|tuberous sclerosis|neurofibromatosis",
        ),
        ("When should I see a doctor?", "911|call|visit|worr|lasts"),
    ],
)
def test_everything_that_the_document_says(bot: Bot, question: str, facts: str) -> None:
    message = bot.say(question)
    assert message["custom"]["kind"] == "answer"
    assert not [fact for fact in facts.split("|") if fact not in told(message)]
    assert any("mayoclinic.org" in source["url"] for source in message["custom"]["sources"])


@pytest.mark.parametrize(
    ("question", "start", "about"),
    [
        ("is flushing a symptom?", "Yes. My sources name flushing", "flush"),
        ("does MEN1 raise the risk?", "Yes. My sources name", "men1"),
        ("symptoms of functional tumors", "", "functional"),
        ("can it be in the appendix?", "Yes. My sources name the appendix", "appendix"),
    ],
)
def test_a_particular_question_is_answered_about_what_was_asked(
    bot: Bot, question: str, start: str, about: str
) -> None:
    message = bot.say(question)
    assert message["custom"]["lead"]["text"].startswith(start)
    assert about in told(message) or about in " ".join(statements(message))


def test_what_the_sources_do_not_list_is_not_ruled_out(bot: Bot) -> None:
    assert "does not rule it out" in bot.say("Is a sore toe a symptom?")["text"]


@pytest.mark.parametrize(
    "text",
    [
        "My chest hurts and I can't breathe",
        "my chest hurts and i can't breathe but my wife says it's nothing",
        "/ask_symptoms{} my chest hurts I cannot breathe",
        "  //ask_symptoms{} my chest hurts I cannot breathe",
        '/ask_symptoms{"x":1} my chest hurts I cannot breathe',
        "what are the symptoms? by the way i am vomiting blood right now",
    ],
)
def test_an_emergency_comes_first(bot: Bot, text: str) -> None:
    message = bot.say(text)
    assert message["custom"]["kind"] == "emergency"
    assert "911" in message["text"].splitlines()[0]


@pytest.mark.parametrize("text", ["I want to kill myself", "i want to dye", "i wnat to kil my self"])
def test_a_crisis_gets_the_crisis_line(bot: Bot, text: str) -> None:
    message = bot.say(text)
    assert message["custom"]["kind"] == "crisis"
    assert "988" in message["text"]


def test_somebody_unwell_is_told_to_call_and_not_what_the_bot_is_for(bot: Bot) -> None:
    message = bot.say("i cant keep anything down and havnt peed since last night")
    assert "today" in message["custom"]["preface"][0]["text"]
    assert "what my sources say" not in message["text"]


def test_somebody_frightened_gets_help_lines_and_no_empty_promise(bot: Bot) -> None:
    for said in ("hello, I am so scared", "I feel hopeless"):
        message = bot.say(said)
        assert "988" in message["text"]
        assert message["custom"]["lead"]["text"].startswith("If you like")


def test_more_of_a_topic_ends_kindly_and_is_no_gap(bot: Bot) -> None:
    sender = secrets.token_hex(8)
    last = bot.say("how is a gastrinoma treated", sender)
    for _ in range(20):
        if last["custom"]["kind"] != "answer":
            break
        last = bot.say("tell me more", sender)
    assert last["custom"]["kind"] == "small_talk"
    with sqlite3.connect(bot.folder / "conversations.db") as rows:
        assert not rows.execute("SELECT text FROM netguide_gap WHERE text LIKE 'tell me%'").fetchall()


def test_the_page_and_its_script_are_served(bot: Bot) -> None:
    page = requests.get(bot.address, timeout=10)
    assert "netguide.js" in page.text
    assert requests.get(f"{bot.address}/netguide.js", timeout=10).ok


def test_a_decision_is_for_the_care_team_first(bot: Bot) -> None:
    first = bot.say("Should I stop taking octreotide?")["text"].splitlines()[0]
    assert "team" in first.lower()


def test_who_must_not_wait_leads(bot: Bot) -> None:
    answer = bot.say("When should I see a doctor?")["custom"]
    assert "911" in answer["preface"][0]["text"]


def test_two_topics_in_one_message(bot: Bot) -> None:
    answer = bot.say("What is a neuroendocrine tumor and what are the symptoms?")["custom"]
    assert [topic["id"] for topic in answer["topics"]] == ["overview", "symptoms"]


def test_follow_ups(bot: Bot) -> None:
    sender = secrets.token_hex(8)
    first = bot.say("What are the symptoms of carcinoid syndrome?", sender)
    assert first["custom"]["topics"][0]["id"] == "symptoms"
    more = bot.say("tell me more", sender)
    assert statements(more)
    assert not set(statements(more)) & set(statements(first))
    where = bot.say("where did you get that?", sender)
    assert where["custom"]["sources"]
    causes = bot.say("and the causes?", sender)
    assert causes["custom"]["topics"][0]["id"] == "causes"


def test_yes_takes_the_offer(bot: Bot) -> None:
    sender = secrets.token_hex(8)
    first = bot.say("What are the symptoms?", sender)
    more = bot.say("yes please", sender)
    assert statements(more)
    assert not set(statements(more)) & set(statements(first))


@pytest.mark.parametrize("text", ["hello", "thank you", "are you a robot?", "what can you do", "goodbye"])
def test_small_talk(bot: Bot, text: str) -> None:
    assert bot.say(text)["custom"]["kind"] == "small_talk"


def test_another_language(bot: Bot) -> None:
    assert "English" in bot.say("¿Cuáles son los síntomas de un tumor y cómo se trata?")["text"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🙂🙂",
        "\x00\x01\x02",
        "x" * 10_000,
        '/ask_symptoms{"x":1}',
        "'; DROP TABLE statement; --",
        "<b>hi</b>",
        "/restart",
    ],
)
def test_bad_input_gets_a_sensible_answer(bot: Bot, text: str) -> None:
    sender = secrets.token_hex(8)
    bot.say(text, sender)
    assert statements(bot.say("What are the symptoms?", sender))


@pytest.mark.parametrize("text", [12, None, ["a"], {"a": 1}, True])
def test_what_is_no_text_is_refused(bot: Bot, text: object) -> None:
    assert bot.say(text)["custom"]["kind"] == "refusal"


def test_an_emergency_too_long_to_read_is_still_seen(bot: Bot) -> None:
    assert (
        bot.say("I am reading about this. " * 300 + "my chest hurts and I can't breathe")["custom"]["kind"]
        == "emergency"
    )


@pytest.mark.parametrize("body", [[], "text", 5])
def test_a_body_that_is_no_object_is_refused(bot: Bot, body: object) -> None:
    assert bot.post(body).status_code == 400


def test_a_body_too_large_is_refused(bot: Bot) -> None:
    assert bot.post({"sender": "a", "message": "x" * 100_000}).status_code == 413


def test_without_a_sender_no_conversation_is_shared(bot: Bot) -> None:
    first = bot.post({"message": "What are the symptoms?"}).json()[0]
    second = bot.post({"message": "tell me more"}).json()[0]
    assert first["recipient_id"] != second["recipient_id"]
    assert not statements(second)


def test_nothing_personal_and_no_answer_text_is_kept(bot: Bot) -> None:
    bot.say("My name is Walter Quimby, mail walter@example.org. What are the symptoms?", "keeper")
    with sqlite3.connect(bot.folder / "conversations.db") as rows:
        kept = " ".join(row[0] for row in rows.execute("SELECT data FROM events WHERE sender_id = 'rest:keeper'"))
    assert "ask_symptoms" in kept
    for secret in ("Walter", "Quimby", "example.org", "may cause no symptoms"):
        assert secret not in kept


def test_a_conversation_is_deleted_when_asked(bot: Bot) -> None:
    bot.say("What are the symptoms?", "eraser")
    assert "deleted" in bot.say("delete my conversation", "eraser")["text"]
    with sqlite3.connect(bot.folder / "conversations.db") as rows:
        assert rows.execute("SELECT count(*) FROM events WHERE sender_id = 'rest:eraser'").fetchone() == (0,)


def test_no_message_text_is_logged(bot: Bot) -> None:
    bot.say("What are the symptoms of a quibblewort carcinoid?")
    assert "quibblewort" not in (bot.folder / "log").read_text()


def test_a_locked_conversation_database_loses_no_turn_in_silence(bot: Bot) -> None:
    with sqlite3.connect(bot.folder / "conversations.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = bot.say("What are the symptoms?")["custom"]
        assert answer["kind"] == "error"
        assert "emergency" in answer["lead"]["text"]
        other.execute("ROLLBACK")
    assert bot.say("What are the symptoms?")["custom"]["kind"] == "answer"


@pytest.mark.parametrize("how", ["missing", "broken"])
def test_without_its_content_the_bot_says_so_but_still_sees_an_emergency(bot: Bot, how: str) -> None:
    path, aside = bot.folder / "content.db", bot.folder / "aside.db"
    shutil.move(path, aside)
    for journal in bot.folder.glob("content.db-*"):
        journal.unlink()
    if how == "broken":
        path.write_bytes(b"this is no database" * 500)
    try:
        message = bot.say("What are the symptoms?")
        assert message["custom"]["kind"] == "error"
        assert "cannot reach my content" in message["text"]
        assert bot.say("My chest hurts and I can't breathe")["custom"]["kind"] == "emergency"
    finally:
        path.unlink(missing_ok=True)
        shutil.move(aside, path)
    assert bot.say("What are the symptoms?")["custom"]["kind"] == "answer"


@pytest.mark.parametrize("text", ["We are devastated.", "We are all very worried.", "I am worried sick about her."])
def test_who_only_tells_how_they_feel_is_not_told_what_the_bot_covers(bot: Bot, text: str) -> None:
    message = bot.say(text)
    assert message["custom"]["kind"] == "small_talk"
    assert "findahelpline" in message["text"]


def test_a_decision_about_what_was_spoken_of_is_for_the_care_team(bot: Bot) -> None:
    for question in ("should I skip it", "is it ok to halve it"):
        sender = secrets.token_hex(8)
        bot.say("what is octreotide used for", sender)
        assert "your own care team" in bot.say(question, sender)["text"].splitlines()[0]


def test_food_is_a_question_for_the_sources(bot: Bot) -> None:
    assert statements(bot.say("what can i eat with carcinoid syndrome"))[0] == "treatment-carcinoid-food"


def test_who_was_told_lately_and_cannot_sleep_asks_for_no_decision(bot: Bot) -> None:
    message = bot.say("I have just been told I have a NET and I have not slept since. What is it?")
    assert "your own care team" not in message["text"].partition("A neuroendocrine tumor")[0]
    assert statements(message)[0] == "overview-what-it-is"
