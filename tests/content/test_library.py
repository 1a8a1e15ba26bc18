"""A content folder is refused, whole, for every fault in it; each is told by file, line, field and reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.files import ContentError
from bot.content.library import read_library
from tests.conftest import statement

Edit = Callable[[str, Callable[[Any], None]], None]
SYMPTOMS, SOURCES, CONCEPTS = "statements/symptoms.yml", "sources.yml", "concepts/symptom.yml"


def problems(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_library(folder)
    return [f"{problem.field}: {problem.reason}" for problem in caught.value.problems]


def set_field(*path: str | int, to: object) -> Callable[[Any], None]:
    def change(tree: Any) -> None:
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = to

    return change


def test_a_sound_folder_is_read_whole(folder: Path) -> None:
    library = read_library(folder)
    assert [source.id for source in library.sources] == ["handbook", "atlas"]
    assert [len(topic.statements) for topic in library.conditions[0].topics] == [1, 3]


@pytest.mark.parametrize(
    ("name", "path", "value", "field", "reason"),
    [
        (SYMPTOMS, ("statements", 0, "citations"), [], "citations", "at least 1"),
        (SYMPTOMS, ("statements", 0, "citations", 0, "source"), "nobody", "citations", "no source nobody"),
        (SYMPTOMS, ("statements", 0, "id"), "toe-is-cold", "id", "stands twice"),
        (SYMPTOMS, ("statements", 0, "group"), "elsewhere", "group", "no group elsewhere"),
        (SYMPTOMS, ("statements", 0, "concepts"), ["red-skin"], "concepts", "no concept red-skin"),
        (SYMPTOMS, ("statements", 0, "lists"), ["cold-foot"], "lists", "not among"),
        (SYMPTOMS, ("statements", 0, "text"), "", "text", "at least 1 character"),
        (SYMPTOMS, ("statements", 0, "colour"), "blue", "colour", "not permitted"),
        (SYMPTOMS, ("statements", 0, "shown_with"), ["nothing"], "shown_with", "no statement nothing"),
        (SYMPTOMS, ("statements", 0, "shown_with"), ["toe-is-blue"], "shown_with", "with itself"),
        (SYMPTOMS, ("statements", 0, "status"), "draft", "shown_with", "not published"),
        (SYMPTOMS, ("statements", 0, "status"), "perfect", "status", "not a valid enumeration"),
        (SYMPTOMS, ("statements", 0, "reviewer"), "Dr. Toe", "reviewed_on", "go together"),
        (SYMPTOMS, ("topic",), "colours", "topic", "no topic colours"),
        (SYMPTOMS, ("groups", 1, "concepts"), ["red-skin"], "concepts", "no concept red-skin"),
        (SYMPTOMS, ("groups", 1, "id"), "general", "id", "stands twice"),
        (SOURCES, ("sources", 0, "url"), "toes.example", "url", "not a web address"),
        (SOURCES, ("sources", 0, "url"), "https://toes example/x", "url", "not a web address"),
        (SOURCES, ("sources", 0, "url"), "javascript:alert(1)", "url", "not a web address"),
        (SOURCES, ("sources", 0, "published"), "2199-01-01", "published", "future"),
        (SOURCES, ("sources", 0, "published"), "2021-13", "published", "month"),
        (SOURCES, ("sources", 0, "published"), "last year", "published", "not a date"),
        (SOURCES, ("sources", 0, "accessed"), "2199-01-01", "accessed", "future"),
        (SOURCES, ("sources", 0, "cites"), ["nobody"], "cites", "no source nobody"),
        (SOURCES, ("sources", 0, "id"), "atlas", "id", "stands twice"),
        (CONCEPTS, ("concepts", 0, "id"), "cold-foot", "id", "stands twice"),
        (CONCEPTS, ("concepts", 0, "words"), ["cold feet"], "words", "already means"),
        (CONCEPTS, ("concepts", 0, "broader"), ["nothing"], "broader", "no concept nothing"),
        (CONCEPTS, ("kind",), "colour", "kind", "not a valid enumeration"),
        ("condition.yml", ("topics",), [], "topics", "at least 1"),
    ],
)
def test_each_fault_is_refused(
    folder: Path, edit: Edit, name: str, path: tuple[str | int, ...], value: object, field: str, reason: str
) -> None:
    edit(name, set_field(*path, to=value))
    assert any(problem.split(": ")[0].endswith(field) and reason in problem for problem in problems(folder))


def test_a_review_in_the_future_is_refused(folder: Path, edit: Edit) -> None:
    edit(SYMPTOMS, lambda tree: tree["statements"][0].update(reviewer="Dr. Toe", reviewed_on="2199-01-01"))
    assert any("cannot lie in the future" in problem for problem in problems(folder))


def test_a_next_review_before_the_last_is_refused(folder: Path, edit: Edit) -> None:
    review = {"reviewer": "Dr. Toe", "reviewed_on": "2026-01-02", "next_review": "2026-01-01"}
    edit(SYMPTOMS, lambda tree: tree["statements"][0].update(review))
    assert any("must come after" in problem for problem in problems(folder))


def test_all_problems_are_told_at_once_with_their_lines(folder: Path) -> None:
    path = folder / "blue-toe" / "sources.yml"
    lines = path.read_text().splitlines()
    first, second = [number for number, line in enumerate(lines, 1) if "url:" in line]
    path.write_text("\n".join(lines).replace("https://", "ftp://"))
    with pytest.raises(ContentError) as caught:
        read_library(folder)
    told = [(problem.file, problem.line) for problem in caught.value.problems if problem.field.endswith("url")]
    assert told == [("blue-toe/sources.yml", first), ("blue-toe/sources.yml", second)]
    assert f"blue-toe/sources.yml:{first}: sources.0.url" in str(caught.value)


@pytest.mark.parametrize(
    "broken",
    [
        "sources: [",
        "just text",
        "",
        "sources: {a: b}",
        "\tsources:",
        "sources: !!python/x",
        "sources: !!int",
        "sources: !!bool x",
    ],
)
def test_a_file_that_is_no_yaml_of_ours_is_told(folder: Path, broken: str) -> None:
    (folder / "blue-toe" / "sources.yml").write_text(broken)
    assert problems(folder)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "holds no condition" in problems(tmp_path)[0]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=json_values, field=st.sampled_from(["id", "group", "text", "concepts", "lists", "citations", "shown_with"])
)
def test_any_value_in_any_field_is_read_or_told(folder: Path, edit: Edit, value: object, field: str) -> None:
    """Whatever stands in a field: a library, or a ContentError; never another exception."""
    edit(SYMPTOMS, set_field("statements", 0, field, to=value))
    try:
        library = read_library(folder)
    except ContentError as error:
        assert error.problems
    else:
        assert library.conditions
    finally:
        edit(SYMPTOMS, set_field("statements", 0, to=_sound()))


def _sound() -> dict[str, object]:
    return statement("toe-is-blue", concepts=["blue-skin"], lists=["blue-skin"])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.text(max_size=200))
def test_any_text_for_a_file_is_read_or_told(folder: Path, noise: str) -> None:
    path = folder / "blue-toe" / "concepts" / "symptom.yml"
    sound = path.read_text()
    path.write_bytes(noise.encode("utf-8", "surrogatepass"))
    try:
        read_library(folder)
    except ContentError as error:
        assert error.problems
    finally:
        path.write_text(sound)
