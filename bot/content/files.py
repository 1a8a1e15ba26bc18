"""Reading YAML files so that every problem can name its file, line and field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.errors import NetGuideError

Entry = TypeVar("Entry", bound=BaseModel)

_UNREADABLE = (ValueError, LookupError)
"""What else comes of reading YAML: text that is no UTF-8, and ruamel's own for a `!!int` or `!!bool` that is none."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place of the content files."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}"


class ContentError(NetGuideError):
    """The content files cannot be used as they are; nothing was changed.

    Attributes:
        problems: all that was found, in the order of file and line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{len(self.problems)} problem(s) in the content files; nothing was changed:\n{listed}")


class Document:
    """One YAML file: its entries as validated models, and the line of every field."""

    def __init__(self, path: Path, root: Path) -> None:
        self.file = path.relative_to(root).as_posix()
        self.problems: list[Problem] = []
        self._path = path

    def _fast(self) -> dict[str, Any] | None:
        """The tree without lines, twelve times as fast; None where it is not to be had that way.

        The parser in C refuses a little that the other one reads, and knows no lines to report.
        """
        try:
            tree = YAML(typ="safe").load(self._path)
        except (YAMLError, OSError, *_UNREADABLE):
            return None
        return tree if isinstance(tree, dict) else None

    @cached_property
    def _tree(self) -> CommentedMap:
        try:
            tree = YAML(typ="rt").load(self._path)
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.report(line, "(file)", f"is no valid YAML: {error.problem}")
        except (YAMLError, *_UNREADABLE) as error:
            self.report(1, "(file)", f"cannot be read: {error}")
        except OSError as error:
            self.report(1, "(file)", f"cannot be opened: {error.strerror}")
        else:
            if isinstance(tree, CommentedMap):
                return tree
            self.report(1, "(file)", "must be a mapping of fields")
        return CommentedMap()

    def report(self, line: int, field: str, reason: str) -> None:
        """Keep a problem of this file."""
        self.problems.append(Problem(self.file, line, field, reason))

    def line(self, *path: str | int) -> int:
        """The line (from 1) on which the field at ``path`` stands, or its nearest parent does."""
        node: Any = self._tree
        line = 1
        for step in path:
            position = _position(node, step)
            if position is None:
                return line
            line = position + 1
            node = node[step]
        return line

    def parse(self, model: type[Entry]) -> Entry | None:
        """The whole file as one model; None, with the problems kept, where it does not fit."""
        tree = self._fast()
        if tree is None:
            tree = self._tree
        if self.problems:
            return None
        try:
            return model.parse_obj(_plain(tree))
        except ValidationError as error:
            for item in error.errors():
                path: Sequence[str | int] = [step for step in item["loc"] if step != "__root__"]
                self.report(self.line(*path), ".".join(map(str, path)) or "(file)", item["msg"])
            return None


def _position(node: Any, step: str | int) -> int | None:
    """Zero-based line of ``step`` in a ruamel node; None where there is no such step."""
    try:
        if isinstance(node, CommentedMap) and step in node:
            return int(node.lc.key(step)[0])
        if isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            return int(node.lc.item(step)[0])
    except (KeyError, TypeError, AttributeError):
        # A flow or merged node may carry no position of its own: its parent's line serves.
        return None
    return None


def _plain(node: Any) -> Any:
    """The same tree in plain dictionaries, lists and strings."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    return node
