"""From a document through a draft to the content files: what moves, and everything that may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.content.files import ContentError
from bot.content.library import read_library
from bot.curation.drafts import write_draft
from bot.curation.importing import Origin, import_document
from bot.curation.publishing import PublishError, publish

TEXT = """\
Symptoms

The toe of the person turns a deep blue within two days of the frost. It is seldom warm.

Causes

Nobody knows it.
"""
REWORDED = "Within two days the toe is blue."
READY = {"text": REWORDED, "status": "published", "reviewer": "Dr. Toe", "reviewed_on": "2026-11-02"}
COPIED = "As told, the toe of the person turns a DEEP “blue”, they say."


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "toes.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def draft(folder: Path, document: Path) -> Path:
    return _draft(folder, document)


def _draft(folder: Path, document: Path, licence: str = "copyrighted") -> Path:
    origin = Origin("Toe Society", "https://toes.example/frost", "2024-01-31", licence)
    imported = import_document(document, origin, read_library(folder), "blue-toe")
    path = folder / "blue-toe" / "drafts" / "toe-society-toes.yml"
    write_draft(imported.draft, path)
    return path


def _fill(path: Path, *changes: dict[str, object]) -> None:
    """Edit the first statements of a draft as a curator would."""
    tree = YAML(typ="safe").load(path)
    for statement, change in zip(tree["statements"], changes):
        statement.update(change)
    YAML(typ="safe").dump(tree, path)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _refused(draft: Path, folder: Path) -> str:
    before = _files(folder)
    with pytest.raises((PublishError, ContentError)) as refused:
        publish(draft, folder)
    assert _files(folder) == before
    return str(refused.value)


def test_a_draft_is_filled_with_what_can_be_suggested(draft: Path) -> None:
    tree = YAML(typ="safe").load(draft)
    assert [(one["topic"], one["status"], one["text"]) for one in tree["statements"]] == [
        ("symptoms", "draft", ""),
        ("symptoms", "draft", ""),
        ("causes", "draft", ""),
    ]
    assert tree["source"]["licence"] == "copyrighted"
    assert tree["statements"][0]["citations"] == [{"source": "toe-society-toes", "section": "Symptoms"}]


def test_a_draft_changes_nothing_of_the_content(folder: Path, document: Path) -> None:
    before = read_library(folder)
    _draft(folder, document)
    assert read_library(folder) == before


def test_what_is_ready_moves_and_the_rest_stays(draft: Path, folder: Path) -> None:
    _fill(draft, {**READY, "concepts": ["blue-skin"], "lists": ["blue-skin"]}, {"text": "Not yet done."})
    published = publish(draft, folder)
    assert published.statements == ("toe-society-toes-1",)
    assert published.left == 2
    symptoms = next(one for one in read_library(folder).conditions[0].topics if one.topic == "symptoms")
    assert symptoms.statements[-1].text == REWORDED
    assert symptoms.statements[-1].reviewer == "Dr. Toe"
    assert [one.id for one in symptoms.statements[:-1]] == ["toe-is-blue", "toe-is-cold", "toe-is-black"]
    assert [source.id for source in read_library(folder).sources][-1] == "toe-society-toes"
    left = YAML(typ="safe").load(draft)["statements"]
    assert [one["text"] for one in left] == ["Not yet done.", ""]


def test_a_second_round_from_one_draft_needs_no_second_source(draft: Path, folder: Path) -> None:
    _fill(draft, READY)
    publish(draft, folder)
    _fill(draft, {**READY, "text": "It is cold."}, {**READY, "text": "The cause is unknown."})
    assert publish(draft, folder).left == 0
    assert not draft.exists()
    assert [source.id for source in read_library(folder).sources].count("toe-society-toes") == 1


def test_a_topic_without_a_file_gets_one(draft: Path, folder: Path) -> None:
    (folder / "blue-toe/statements/causes.yml").unlink()
    _fill(draft, {}, {}, READY)
    publish(draft, folder)
    causes = next(one for one in read_library(folder).conditions[0].topics if one.topic == "causes")
    assert [group.id for group in causes.groups] == ["general"]


def test_an_untouched_draft_is_refused(draft: Path, folder: Path) -> None:
    assert "Nothing is ready in toe-society-toes.yml: 3 statement(s) are drafts" in _refused(draft, folder)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": ""}, "is empty"),
        ({"text": "  "}, "is empty"),
        ({"reviewer": None}, "nobody has reviewed it"),
        ({"reviewed_on": None}, "nobody has reviewed it"),
        ({"citations": []}, "needs at least one"),
        ({"citations": [{"source": "nowhere", "section": "x"}]}, "there is no source nowhere"),
        ({"topic": ""}, "must be one of causes, symptoms"),
        ({"topic": "other"}, "must be one of causes, symptoms"),
        ({"group": "other"}, "the topic has no group other"),
        ({"concepts": ["other"]}, "there is no concept other"),
        ({"id": "toe-is-blue"}, "stands twice"),
        ({"status": "retired"}, "must be in_review or published"),
        ({"reviewed_on": "2999-01-01"}, "cannot lie in the future"),
        ({"text": COPIED}, "shares 9 words in a row"),
        ({"text": COPIED, "quotation": True}, "licence does not allow"),
    ],
)
def test_what_may_not_be_published(draft: Path, folder: Path, change: dict[str, object], reason: str) -> None:
    _fill(draft, {**READY, **change}, {**READY, "text": "It is cold."})
    assert reason in _refused(draft, folder)


def test_seven_words_in_a_row_may_be_shared(draft: Path, folder: Path) -> None:
    _fill(draft, {**READY, "text": "Toe of the person turns a deep shade."})
    assert publish(draft, folder).statements


def test_words_of_another_sentence_of_the_document_count(draft: Path, folder: Path) -> None:
    _fill(draft, {}, {**READY, "text": COPIED})
    assert "shares 9 words in a row" in _refused(draft, folder)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("“It is seldom warm.”", None),
        ("It is seldom warm.", "put it in quotation marks"),
        ("“It is often warm.”", "word for word"),
    ],
)
def test_a_free_licence_allows_a_marked_quotation(folder: Path, document: Path, text: str, reason: str | None) -> None:
    draft = _draft(folder, document, "CC BY 4.0")
    _fill(draft, {**READY, "text": text, "quotation": True})
    if reason:
        assert reason in _refused(draft, folder)
    else:
        assert publish(draft, folder).statements


def test_a_free_licence_allows_no_copy_that_is_not_marked(folder: Path, document: Path) -> None:
    draft = _draft(folder, document, "public domain")
    _fill(draft, {**READY, "text": COPIED})
    assert "shares 9 words" in _refused(draft, folder)


def test_a_statement_may_move_to_be_reviewed(draft: Path, folder: Path) -> None:
    _fill(draft, {"text": REWORDED, "status": "in_review"})
    publish(draft, folder)
    symptoms = next(one for one in read_library(folder).conditions[0].topics if one.topic == "symptoms")
    assert symptoms.statements[-1].status == "in_review"


def test_all_problems_are_told_with_their_lines(draft: Path, folder: Path) -> None:
    _fill(draft, {**READY, "text": COPIED}, {"text": "It is cold.", "status": "published"}, {**READY, "topic": "x"})
    told = _refused(draft, folder)
    assert told.startswith("3 problem(s)")
    assert "toe-society-toes.yml:" in told


def test_the_document_must_be_at_hand_and_the_same(draft: Path, folder: Path, document: Path, tmp_path: Path) -> None:
    _fill(draft, READY)
    elsewhere = document.rename(tmp_path / "moved.txt")
    assert "say where it is with --document" in _refused(draft, folder)
    document.write_text("Another one.")
    assert "its content differs" in _refused(draft, folder)
    assert publish(draft, folder, elsewhere).statements


def test_a_comment_of_an_editor_is_not_lost(draft: Path, folder: Path) -> None:
    path = folder / "blue-toe/statements/symptoms.yml"
    path.write_text("# Mind the toe.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    _fill(draft, READY)
    assert "symptoms.yml:1: (comment): would be lost" in _refused(draft, folder)


def test_a_broken_draft_names_its_line(draft: Path, folder: Path) -> None:
    draft.write_text(draft.read_text(encoding="utf-8") + "oops\n", encoding="utf-8")
    assert "is no valid YAML" in _refused(draft, folder)
