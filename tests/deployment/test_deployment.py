"""Two servers behind a proxy: every message has its own answer, in order, and nothing inside shows outside."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import requests

from bot.records.locks import RedisLocks
from tests.deployment.conftest import Deployment

QUESTIONS = {
    "What are the symptoms of carcinoid?": "symptoms",
    "How are neuroendocrine tumors treated?": "treatment",
    "What causes neuroendocrine tumors?": "causes",
    "How do doctors find a neuroendocrine tumor?": "diagnosis",
    "Can neuroendocrine tumors be prevented?": "prevention",
    "Where in the body do neuroendocrine tumors start?": "location",
}


def test_with_32_clients_no_answer_is_lost_and_none_goes_astray(deployment: Deployment) -> None:
    def client(number: int) -> list[tuple[str, str]]:
        sender, found = f"client-{number}", []
        for turn in range(len(QUESTIONS)):
            question, topic = list(QUESTIONS.items())[(number + turn) % len(QUESTIONS)]
            answer = deployment.say(question, sender)["custom"]
            found.append((topic, answer["topics"][0]["id"] if answer["topics"] else answer["kind"]))
        return found

    with ThreadPoolExecutor(32) as clients:
        pairs = [pair for found in clients.map(client, range(32)) for pair in found]
    assert len(pairs) == 32 * len(QUESTIONS)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    for server in deployment.servers:
        assert "kind=answer" in server.log.read_text()


async def test_messages_of_one_person_that_wait_are_answered_in_order(deployment: Deployment) -> None:
    """ "Tell me more", sent while the question is in hand, goes on with its topic: on whichever server."""
    questions = ["What are the symptoms of neuroendocrine tumors?", "tell me more", "tell me more"]
    locks, waiting = RedisLocks(deployment.redis.url), []
    async with locks.held("rest:hasty"):
        for number, question in enumerate(questions):
            address = deployment.servers[number % 2].address
            waiting.append(asyncio.create_task(asyncio.to_thread(deployment.say, question, "hasty", address)))
            await asyncio.sleep(0.5)
        assert not any(task.done() for task in waiting)
    found = [answer["custom"] for answer in await asyncio.gather(*waiting)]
    await locks.close()
    shown = [{statement["id"] for statement in answer["statements"]} for answer in found]
    assert [answer["topics"][0]["id"] for answer in found] == ["symptoms"] * 3
    assert not shown[0] & shown[1]
    assert not shown[1] & shown[2]


def test_readiness_and_health_are_for_inside(deployment: Deployment) -> None:
    for server in deployment.servers:
        assert requests.get(f"{server.address}/health", timeout=5).json() == {"status": "ok"}
        ready = requests.get(f"{server.address}/ready", timeout=5).json()
        assert ready == {"ready": True, "content": "ok", "conversations": "ok", "locks": "ok"}
    assert deployment.proxy is not None
    for path in ("/health", "/ready", "/metrics", "/webhooks/rest/../../ready"):
        assert requests.get(deployment.proxy.address + path, timeout=5).status_code == 404


def test_a_request_and_its_log_lines_carry_one_name_and_no_text(deployment: Deployment) -> None:
    server = deployment.servers[0]
    body = {"sender": "named", "message": "What are the symptoms of a quibblewort carcinoid?"}
    url = f"{server.address}/webhooks/rest/webhook"
    given = requests.post(url, json=body, headers={"X-Request-ID": "abc-1"}, timeout=30)
    assert given.headers["x-request-id"] == "abc-1"
    made = requests.post(url, json=body, headers={"X-Request-ID": "no name"}, timeout=30).headers["x-request-id"]
    assert made != "no name"
    log = server.log.read_text()
    assert f"request={made} channel=rest kind=" in log
    assert "request=abc-1 channel=rest kind=" in log
    assert "quibblewort" not in log
