"""Dates as documents write them, in English and in digits."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    "(?P<{0}>" + "|".join(rf"{name[:3]}(?:{name[3:]})?" if name != "may" else "may" for name in _MONTHS) + r"|sept)\.?"
)
_DATE = re.compile(
    r"\b(?:"
    rf"{_MONTH.format('m1')}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m2')},?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|{_MONTH.format('m3')},?\s+(?P<y3>(?:19|20)\d\d)"
    r"|(?P<y4>(?:19|20)\d\d)-(?P<m4>0[1-9]|1[0-2])(?:-(?P<d4>0[1-9]|[12]\d|3[01]))?"
    r")\b",
    re.IGNORECASE | re.ASCII,
)
_AROUND = re.compile(
    r"(?:last |date |page |content |medically |this |information |by |on |was |next )*"
    r"(?:published|updated|modified|reviewed|revised|review|review due|date|posted|issued|version)?[\s:.,;|()–-]*",
    re.IGNORECASE,
)


def dates_in(text: str) -> tuple[str, ...]:
    """The dates in ``text`` as ISO 8601, as exact as they stand there."""
    found = (_iso(match) for match in _DATE.finditer(text))
    return tuple(dict.fromkeys(one for one in found if one))


def is_date(text: str) -> bool:
    """Whether ``text`` is a date, and at most what it is the date of ("Last updated: June 3, 2021")."""
    rest, dates = _DATE.subn("", text)
    return bool(dates) and all(_AROUND.fullmatch(part.strip()) for part in re.split(r"[|;]|\s–\s", rest))


def _iso(match: re.Match[str]) -> str | None:
    year = _first(match, "y1", "y2", "y3", "y4")
    month = _first(match, "m1", "m2", "m3", "m4")
    day = _first(match, "d1", "d2", "d4")
    number = int(month) if month.isdecimal() else 1 + [name[:3] for name in _MONTHS].index(month[:3].lower())
    if not day:
        return f"{year}-{number:02}"
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _first(match: re.Match[str], *names: str) -> str:
    return next((found for name in names if (found := match[name])), "")
