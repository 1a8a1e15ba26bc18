"""From a draft to the content files: what a person has reworded and reviewed moves, all of it or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.content.entries import ConditionFile, GroupEntry, SourceFile, StatementFile, Status
from bot.content.files import ContentError, Document
from bot.content.library import Library, condition_folders, read_library
from bot.content.yaml_text import yaml_text
from bot.curation.drafts import DraftFile, DraftStatement, write_draft
from bot.curation.importing import FIRST_GROUP, digest, read_document
from bot.curation.wording import Wording
from bot.errors import NetGuideError

Content = TypeVar("Content", bound=BaseModel)

_MOVED = (Status.IN_REVIEW, Status.PUBLISHED)


class PublishError(NetGuideError):
    """A draft cannot be published; nothing was changed."""


@dataclass(frozen=True)
class Published:
    """What was moved: ids of statements, the files that changed, and how many drafts are left."""

    statements: tuple[str, ...]
    files: tuple[Path, ...]
    left: int


def publish(path: Path, root: Path, document: Path | None = None) -> Published:
    """Move the statements of the draft at ``path`` that are no drafts any more to the content under ``root``.

    Args:
        path: the draft file.
        root: the content folder.
        document: where the document is now, if it is not where it was imported from.

    Raises:
        PublishError: where nothing is ready, or the document is not at hand.
        ContentError: naming everything that is wrong with the statements that are ready.
    """
    opened = Document(path, path.parent)
    draft = opened.parse(DraftFile)
    if draft is None:
        raise ContentError(opened.problems)
    ready = [statement for statement in draft.statements if statement.status is not Status.DRAFT]
    if not ready:
        raise PublishError(
            f"Nothing is ready in {path.name}: {len(draft.statements)} statement(s) are drafts. Reword them in "
            "`text`, then set their `status` to in_review or published."
        )
    library = read_library(root)
    wording = Wording(read_document(_document(draft, document)), draft.source.licence)
    _check(opened, draft, library, wording)
    files = _new_files(draft, ready, library, root)
    _try(files, root)
    for place, text in files.items():
        _write(root / place, text)
    _keep_the_rest(draft, path)
    left = len(draft.statements) - len(ready)
    return Published(tuple(one.id for one in ready), tuple(root / place for place in files), left)


def _document(draft: DraftFile, elsewhere: Path | None) -> Path:
    path = elsewhere or Path(draft.document.file)
    if not path.is_file():
        raise PublishError(f"The document {path} is not there: say where it is with --document.")
    if digest(path) != draft.document.sha256:
        raise PublishError(f"{path} is not the document that was imported: its content differs.")
    return path


def _check(opened: Document, draft: DraftFile, library: Library, wording: Wording) -> None:
    content = next((one for one in library.conditions if one.condition.id == draft.condition), None)
    if content is None:
        opened.report(opened.line("condition"), "condition", f"there is no condition {draft.condition}")
    topics = {topic.id for topic in content.condition.topics} if content else set()
    for index, statement in enumerate(draft.statements):
        if statement.status is Status.DRAFT:
            continue
        for name, reason in _problems(statement, topics, wording):
            opened.report(opened.line("statements", index, name), f"{statement.id}.{name}", reason)
    if opened.problems:
        raise ContentError(opened.problems)


def _problems(statement: DraftStatement, topics: set[str], wording: Wording) -> Iterator[tuple[str, str]]:
    if statement.status not in _MOVED:
        yield "status", "must be in_review or published"
    if not statement.text:
        yield "text", "is empty: say it in your own words"
        return
    if not statement.citations:
        yield "citations", "a statement needs at least one"
        return
    if statement.status is Status.PUBLISHED and not (statement.reviewer and statement.reviewed_on):
        yield "reviewer", "nobody has reviewed it: fill in reviewer and reviewed_on, or set its status to in_review"
    if statement.topic not in topics:
        yield "topic", f"must be one of {', '.join(sorted(topics))}"
    copied = wording.problem(statement)
    if copied:
        yield "text", copied
    try:
        statement.entry()
    except ValidationError as error:
        for item in error.errors():
            yield str(item["loc"][0]), item["msg"]


def _new_files(draft: DraftFile, ready: Sequence[DraftStatement], library: Library, root: Path) -> dict[str, str]:
    """The content files with what moves, by their places under ``root``."""
    folder = _folder(draft.condition, root)
    files: dict[str, BaseModel] = {}
    if draft.source not in library.sources:
        place = f"{folder}/sources.yml"
        sources = _read(SourceFile, root / place, root) or SourceFile(sources=[])
        files[place] = sources.copy(update={"sources": [*sources.sources, draft.source]})
    for topic in dict.fromkeys(statement.topic for statement in ready):
        place = f"{folder}/statements/{topic}.yml"
        entries = [statement.entry() for statement in ready if statement.topic == topic]
        file = _read(StatementFile, root / place, root) or _new_topic(topic)
        files[place] = file.copy(update={"statements": [*file.statements, *entries]})
    return {place: yaml_text(content) for place, content in files.items()}


def _folder(condition: str, root: Path) -> str:
    for folder in condition_folders(root):
        found = Document(folder / "condition.yml", root).parse(ConditionFile)
        if found is not None and found.id == condition:
            return folder.name
    raise PublishError(f"There is no condition {condition} in {root}.")


def _new_topic(topic: str) -> StatementFile:
    return StatementFile(topic=topic, groups=[GroupEntry(id=FIRST_GROUP, title="In general")], statements=[])


def _read(model: type[Content], path: Path, root: Path) -> Content | None:
    """A content file, which the library has read without a problem; None where there is none."""
    if not path.exists():
        return None
    document = Document(path, root)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.lstrip().startswith("#"):
            document.report(number, "(comment)", "would be lost when the file is written: take it out")
    content = document.parse(model)
    if content is None:
        raise ContentError(document.problems)
    return content


def _try(files: dict[str, str], root: Path) -> None:
    """Check the content as it would be."""
    with TemporaryDirectory() as name:
        trial = Path(name) / "content"
        shutil.copytree(root, trial, ignore=shutil.ignore_patterns("drafts"))
        for place, text in files.items():
            _write(trial / place, text)
        read_library(trial)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside it first, so that no file is ever half written.
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _keep_the_rest(draft: DraftFile, path: Path) -> None:
    rest = [statement for statement in draft.statements if statement.status is Status.DRAFT]
    if rest:
        write_draft(draft.copy(update={"statements": rest}), path)
    else:
        path.unlink()
