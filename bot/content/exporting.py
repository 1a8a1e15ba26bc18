"""Writing the store back to the files that it was loaded from, with the review steps that were taken since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from bot.content.database import ContentDatabase
from bot.content.files import ContentError, Problem
from bot.content.library import Library, condition_folders, content_files, files_digest
from bot.content.stored import stored_library
from bot.content.yaml_text import yaml_text
from bot.errors import NetGuideError


class FilesChangedError(NetGuideError):
    """The files hold what the store does not; writing over them would lose it."""


def library_files(library: Library) -> dict[str, str]:
    """The files of a library: their places below the content folder, and their text."""
    return {place: yaml_text(content) for place, content in _places(library)}


def _places(library: Library) -> Iterator[tuple[str, BaseModel]]:
    for content in library.conditions:
        folder = content.condition.id
        yield f"{folder}/condition.yml", content.condition
        yield f"{folder}/sources.yml", content.sources
        for concepts in content.concepts:
            yield f"{folder}/concepts/{concepts.kind.value}.yml", concepts
        for topic in content.topics:
            yield f"{folder}/statements/{topic.topic}.yml", topic


def export(database: ContentDatabase, root: Path) -> list[str]:
    """Write the store to the files under ``root``; says which ones changed.

    Raises:
        FilesChangedError: where files under ``root`` were changed since they were loaded.
        ContentError: where they stand in other places than the export would write.
        ContentUnavailableError: where the database is missing, broken or out of reach.
    """
    with database.reading() as connection:
        library = stored_library(connection)
    changed = _changed(library, root)
    if changed and condition_folders(root) and files_digest(root) != library.version:
        raise FilesChangedError(
            f"The files in {root} are not those that were loaded: run `netguide content load` first "
            "(the review steps stay), then export."
        )
    return _write(changed, root)


def write_canonically(library: Library, root: Path) -> list[str]:
    """Write the files of ``library``, which was read from ``root``, in the one form; says which ones changed.

    Raises:
        ContentError: where a file holds a comment, which would be lost, or has another name than it should.
    """
    comments = [
        Problem(path.relative_to(root).as_posix(), number, "(comment)", "would be lost: use `note` or `part`")
        for path in content_files(root)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.lstrip().startswith("#")
    ]
    if comments:
        raise ContentError(comments)
    return _write(_changed(library, root), root)


def _changed(library: Library, root: Path) -> dict[str, str]:
    files = library_files(library)
    strays = {path.relative_to(root).as_posix() for path in content_files(root)} - set(files)
    if strays:
        reason = "should be <condition>/concepts/<kind>.yml or <condition>/statements/<topic>.yml, one file each"
        raise ContentError(Problem(stray, 1, "(name)", reason) for stray in strays)
    return {
        place: text
        for place, text in files.items()
        if not (root / place).exists() or (root / place).read_bytes() != text.encode()
    }


def _write(files: dict[str, str], root: Path) -> list[str]:
    for place, text in files.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        # Beside it first, so that no file is ever half written.
        beside = path.with_suffix(".new")
        beside.write_bytes(text.encode())
        beside.replace(path)
    return sorted(files)
