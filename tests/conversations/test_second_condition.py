"""A second condition, from a document to cited answers, with files and commands only (docs/content.md)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.settings import CONTENT, ROOT
from tests.conversations.conftest import Bot, serving
from tests.curation.layouts import PAGE
from tests.served import environment_of

CONDITION = """\
id: blue-ear
name: blue-ear syndrome
names: [blue ear syndrome, blue-ear]
defaults: {status: in_review, next_review: 2099-01-01}
topics:
  - {id: overview, title: What it is, question: What is blue-ear syndrome?}
  - {id: symptoms, title: Symptoms, question: What are the symptoms of blue-ear syndrome?, item: symptom}
  - {id: diagnosis, title: Tests, question: How is blue-ear syndrome found?, item: test}
"""
CONCEPTS = """\
kind: symptom
concepts:
  - {id: blue-rim, name: blue rim, words: [rim turns blue]}
  - {id: humming, name: humming, words: [hums, hum]}
  - {id: cold-lobe, name: cold lobe}
"""
REVIEWED = {"status": "published", "reviewer": "Dr. A. Lobe", "reviewed_on": "2026-11-20"}
REWORDED = {
    "overview": "No real person has this illness: it was made up, and nobody knows what brings it on.",
    "first": "At first the edge of the ear looks blue.",
    "list": "Later the ear may hum, and its lobe may feel cold.",
    "test": "A doctor looks for blue light with a lamp for ears.",
}

COPIED = "Blue-ear syndrome is an invented illness. Its cause is unknown."


def _run(folder: Path, *arguments: str, fails: bool = False) -> str:
    done = subprocess.run(
        arguments, cwd=folder, env=environment_of(folder), capture_output=True, text=True, check=False
    )
    told = done.stdout + done.stderr
    assert (done.returncode != 0) is fails, told
    return told


def _netguide(folder: Path, *arguments: str, fails: bool = False) -> str:
    return _run(folder, sys.executable, "-m", "bot", *arguments, fails=fails)


def _reword(draft: Path) -> None:
    """What the editor does in the draft, and the reviewer after that."""
    tree = YAML(typ="safe").load(draft)
    about, _, first, some, lamp, _ = tree["statements"]
    about.update(REVIEWED, text=REWORDED["overview"], topic="overview")
    first.update(REVIEWED, text=REWORDED["first"], lists=["blue-rim"])
    some.update(REVIEWED, text=REWORDED["list"])
    lamp.update(REVIEWED, text=REWORDED["test"])
    tree["statements"] = [about, first, some, lamp]
    YAML(typ="safe").dump(tree, draft)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder in which the condition has been published beside the first one."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(CONTENT, folder / "content", ignore=shutil.ignore_patterns("drafts"))
    ours = folder / "content" / "blue-ear"
    (ours / "concepts").mkdir(parents=True)
    (ours / "condition.yml").write_text(CONDITION)
    (ours / "sources.yml").write_text("sources: []\n")
    (ours / "concepts" / "symptom.yml").write_text(CONCEPTS)
    (folder / "page.html").write_text(PAGE)
    where = ("--folder", "content")
    origin = ("--publisher", "Ear Society", "--url", "https://ears.example/blue", "--published", "2022-05-12")
    _netguide(folder, "import", "page.html", *origin, "--condition", "blue-ear", *where)
    (draft,) = (ours / "drafts").glob("*.yml")
    refused = _netguide(folder, "content", "publish", str(draft), *where, fails=True)
    assert "Nothing is ready" in refused
    _reword(draft)
    _netguide(folder, "content", "publish", str(draft), *where)
    assert not draft.exists()
    _netguide(folder, "content", "load", *where)
    return folder


def test_words_copied_by_hand_are_refused_at_the_next_load(project: Path, tmp_path: Path) -> None:
    content = shutil.copytree(project / "content", tmp_path / "content")
    (symptoms,) = (content / "blue-ear" / "statements").glob("symptoms.yml")
    tree = YAML(typ="safe").load(symptoms)
    tree["statements"][0]["text"] = COPIED
    YAML(typ="safe").dump(tree, symptoms)
    told = _netguide(project, "content", "load", "--yes", "--folder", str(content), fails=True)
    assert "shares 8 or more words in a row with the document of ear-society" in told
    assert "nothing was changed" in told


@pytest.fixture(scope="module")
def two(project: Path) -> Iterator[Bot]:
    files = [str(ROOT / name) for name in ("config.yml", "domain.yml", "data")]
    config, domain, data = files
    out = ("--out", "models", "--fixed-model-name", "two")
    _run(project, sys.executable, "-m", "rasa", "train", "--config", config, "--domain", domain, "--data", data, *out)
    with serving(project, project / "models" / "two.tar.gz", NETGUIDE_CONDITION="neuroendocrine-tumors") as bot:
        yield bot


def test_its_questions_get_its_cited_answers(two: Bot) -> None:
    answer = two.say("What are the symptoms of blue-ear syndrome?")["custom"]
    assert answer["kind"] == "answer"
    assert [answer["lead"]["text"], *(one["text"] for one in answer["statements"])] == [
        REWORDED["first"],
        REWORDED["list"],
    ]
    assert [(one["publisher"], one["url"]) for one in answer["sources"]] == [
        ("Ear Society", "https://ears.example/blue")
    ]
    assert "Every statement above was clinically reviewed." in answer["notice"]


def test_its_words_are_known(two: Bot) -> None:
    answer = two.say("Is a blue rim a symptom of blue-ear syndrome?")["custom"]
    assert answer["lead"]["text"].startswith("Yes.")


def test_a_conversation_stays_with_it(two: Bot) -> None:
    two.say("What is blue-ear syndrome?", "stays")
    answer = two.say("and the symptoms?", "stays")["custom"]
    assert answer["lead"]["text"] == REWORDED["first"]
    answer = two.say("What are the symptoms of neuroendocrine tumors?", "stays")["custom"]
    assert "Ear Society" not in {one["publisher"] for one in answer["sources"]}
    assert answer["kind"] == "answer"


def test_what_it_does_not_cover_is_told(two: Bot) -> None:
    answer = two.say("What is the survival rate of blue-ear syndrome?")["custom"]
    assert answer["kind"] == "not_covered"
    assert "blue-ear syndrome" in answer["lead"]["text"]


def test_the_first_condition_is_answered_as_before(two: Bot) -> None:
    for question, topic in (("How is a carcinoid tumor treated?", "treatment"), ("What are the symptoms?", "symptoms")):
        answer = two.say(question)["custom"]
        assert answer["kind"] == "answer"
        assert [one["id"] for one in answer["topics"]] == [topic]
        assert "Ear Society" not in {one["publisher"] for one in answer["sources"]}


def test_a_concept_tells_which_condition_is_meant(two: Bot) -> None:
    two.say("What is blue-ear syndrome?", "moves")
    answer = two.say("Is flushing a symptom?", "moves")["custom"]
    assert answer["lead"]["text"].startswith("Yes.")
    answer = two.say("Is humming a symptom?")["custom"]
    assert [one["publisher"] for one in answer["sources"]] == ["Ear Society"]
