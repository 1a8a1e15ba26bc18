"""The one form in which content files are written, so that writing what was read changes no byte.

Fields stand in the order of their model; those that say nothing are left out, and so are comments:
what editors want to tell each other has fields of its own (``note``, ``part``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel

_FOLDED = frozenset({"text", "note"})
"""Texts that are written below their field's name."""

_LINE_EACH = frozenset({"names", "questions"})
"""Lists of phrases that are written one to a line; other lists stand on one line."""

_ON_ONE_LINE = frozenset({"topics", "citations"})
"""Lists whose entries are short enough for a line each."""

_PLAIN = re.compile(r"[A-Za-z](?:[\w .;/()+%'’–-]*[\w.;)%])?")
"""What needs no quotes wherever it stands; more would be allowed, but this is sure."""

_WORDS_WITH_A_MEANING = frozenset("true false yes no on off null y n".split())


def yaml_text(content: BaseModel) -> str:
    """A content file's text."""
    return "".join(f"{line}\n" for line in _mapping(content))


def _mapping(content: BaseModel) -> Iterator[str]:
    for name, value in _said(content):
        yield from _field(name, value)


def _said(content: BaseModel) -> Iterator[tuple[str, Any]]:
    """The fields that say something: required ones, and others where they differ from the default."""
    for name, field in content.__fields__.items():
        value = getattr(content, name)
        if field.required or value != field.default:
            yield name, value


def _field(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield f"{name}:"
        yield from _indented(_mapping(value))
    elif name in _FOLDED and value.isprintable():
        yield f"{name}: >-"
        yield f"  {value}"
    elif isinstance(value, list) and value and (name in _LINE_EACH or isinstance(value[0], BaseModel)):
        yield f"{name}:"
        for item in value:
            yield from _indented(_item(item, name in _ON_ONE_LINE))
    else:
        yield f"{name}: {_scalar(value)}"


def _item(item: Any, on_one_line: bool) -> Iterator[str]:
    if not isinstance(item, BaseModel):
        yield f"- {_scalar(item)}"
    elif on_one_line:
        yield "- {" + ", ".join(f"{name}: {_scalar(value)}" for name, value in _said(item)) + "}"
    else:
        for number, line in enumerate(_mapping(item)):
            yield f"  {line}" if number else f"- {line}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _scalar(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_scalar(item) for item in dict.fromkeys(value)) + "]"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return _string(str(value))


def _string(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.casefold() not in _WORDS_WITH_A_MEANING:
        return value
    # JSON's strings are YAML's, but for a few characters that YAML wants escaped.
    return re.sub(r"[^\x20-\x7e]", _escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return character if character.isprintable() else f"\\U{ord(character):08x}"
