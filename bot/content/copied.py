"""What stands in documents that were imported, known without them: as digests of their words in a row.

`netguide import` writes a document's digests beside the content, for the document itself is not ours to keep there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from bot.content.files import Problem
from bot.content.licences import allows_quoting
from bot.content.wording_overlap import words_of

LONGEST_SHARED_RUN = 7
"""Words in a row that a statement may share with a document; common phrases and names are that long."""

FOLDER = "documents"

_RUN = LONGEST_SHARED_RUN + 1
_BYTES = 6
_DIGEST = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")
_OPENING, _CLOSING = '“"', '”"'
_HEAD = f"""\
# Digests of every {_RUN} words in a row of the document that was imported as this source. A load refuses a statement
# that has one of them (docs/content.md). Made by `netguide import`: not to be edited, and kept with the content.
"""


@dataclass(frozen=True)
class ImportedDocument:
    """The digests of one document, by the id of its source."""

    source: str
    digests: frozenset[str]


def digests_of(text: str) -> frozenset[str]:
    """The digests of every eight words in a row of ``text``."""
    return frozenset(_digests(words_of(text)))


def write_digests(text: str, source: str, folder: Path) -> Path:
    """Keep the digests of a document's ``text`` in a condition's ``folder``; says where."""
    path = folder / FOLDER / f"{source}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    # In an order that says nothing of the document's.
    beside.write_text(_HEAD + "".join(f"{one}\n" for one in sorted(digests_of(text))), encoding="utf-8")
    beside.replace(path)
    return path


def read_digests(root: Path) -> tuple[tuple[ImportedDocument, ...], list[Problem]]:
    """All that is kept under ``root``, and what of it cannot be read."""
    found, problems = [], []
    for path in sorted(root.glob(f"*/{FOLDER}/*.txt")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        digests = {number: line for number, line in enumerate(lines, 1) if line and not line.startswith("#")}
        broken = next((number for number, line in digests.items() if not _DIGEST.fullmatch(line)), None)
        if broken:
            place = path.relative_to(root).as_posix()
            reason = "is no digest: take the file from version control, or import the document again"
            problems.append(Problem(place, broken, "(line)", reason))
        found.append(ImportedDocument(path.stem, frozenset(digests.values())))
    return tuple(found), problems


def copied_words(text: str, documents: Collection[ImportedDocument], licences: Mapping[str, str]) -> str | None:
    """Why a statement cannot have this ``text``, for it is one of the documents'; or None.

    Args:
        text: the statement's.
        documents: those that were imported.
        licences: what each source says about its use, by its id.
    """
    if not documents:
        return None
    words = words_of(text)
    digests = list(_digests(words))
    copied = [document for document in documents if not document.digests.isdisjoint(digests)]
    if not copied or any(_may_be_quoted(text, digests, one, licences) for one in copied):
        return None
    document = copied[0]
    shared = " ".join(_first_run(words, [digest in document.digests for digest in digests]))
    return (
        f"shares {_RUN} or more words in a row with the document of {document.source}: say it in your own words, or, "
        f"if its licence in sources.yml allows that, repeat it word for word in quotation marks (“{shared}”)"
    )


def _may_be_quoted(text: str, digests: Sequence[str], document: ImportedDocument, licences: Mapping[str, str]) -> bool:
    licence = licences.get(document.source, "")
    return in_quotation_marks(text) and allows_quoting(licence) and document.digests.issuperset(digests)


def in_quotation_marks(text: str) -> bool:
    """Whether readers see that the whole of ``text`` is a quotation."""
    return text[:1] in _OPENING and text[-1:] in _CLOSING


def _digests(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words) - _RUN + 1):
        yield blake2b(" ".join(words[start : start + _RUN]).encode(), digest_size=_BYTES).hexdigest()


def _first_run(words: Sequence[str], shared: Sequence[bool]) -> Sequence[str]:
    """The words of the first run that is shared, to its end."""
    start = shared.index(True)
    end = next((place for place in range(start, len(shared)) if not shared[place]), len(shared))
    return words[start : end + _RUN - 1]
