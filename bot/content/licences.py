"""What a source's licence allows, read from the words in which `sources.yml` states it."""

from __future__ import annotations

import re

_FREE = re.compile(
    r"\bpublic domain\b|\bCC0\b|\bCC[ -]BY(?:[ -]SA)?\b(?![ -]N)|\bOpen Government Licen[cs]e\b"
    r"|\bCreative Commons Attribution\b(?![ -]Non)",
    re.IGNORECASE,
)
_IN_DOUBT = re.compile(
    r"\bcopyrighted\b|\ball rights reserved\b|\bparaphrase\b|\bconfirm\b|\bnot\b|\bunknown\b", re.IGNORECASE
)


def allows_quoting(licence: str) -> bool:
    """Whether whole sentences may be repeated; in any doubt they may not."""
    return bool(_FREE.search(licence)) and not _IN_DOUBT.search(licence)
