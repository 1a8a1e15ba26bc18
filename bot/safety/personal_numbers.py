"""Personal data that shows by its form: e-mail, phone, record numbers, birth dates, postal addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.safety.spans import Span

_EMAIL = re.compile(
    r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w.+-]{1,64} (?:\(at\)|\[at\]|at) [\w-]+ (?:\(dot\)|\[dot\]|dot) [a-z]{2,6}\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\D*1?\D*8(?:00|66|77|88)\D*\d{3}\D*\d{4}\D*")  # toll-free help lines are nobody's own
_PHONES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\+\d{1,3}[ .-]?\(?\d[\d ().-]{6,16}\d",
        r"(?<![\w.-])(?:1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ]?)\d{3}[-. ]\d{4}(?![\w-])",
        r"(?<![\w.-])[2-9]\d{9}(?![\w-])",
        r"(?<![\w.-])\(?0\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\w-])",
        r"(?<![\w.-])\d{3}-\d{4}(?![\w-])",
        r"(?:phone|call|tel|telephone|landline|number|text|mobile|cell|fax|whatsapp)\D{0,12}(\d{7,12})\b",
        r"\b(\d{7,12})(?= is my (?:land ?line|phone|number|cell|mobile|home))",
    )
)
_ID_CUE = (
    r"(?:mrn|m\.r\.n\.|medical record|record|hospital|patient|insurance|policy|member|membership|medicare|medicaid"
    r"|social security|ssn|s\.s\.n\.|social|nhs|ni|national insurance|health card|ohip|case|chart|account|group|claim"
    r"|passport|driver'?s licen[cs]e|licen[cs]e|unit|reference|ref|accession|prescription|rx|blue cross|aetna|cigna"
    r"|kaiser|subscriber|personal|identity|identification|tax|beneficiary)"
)
_ID_VALUE = r"[a-z]{0,4}[-/ ]?\d[\da-z]*(?:[-/][\da-z]{1,12}|[ ](?=[\da-z]*\d)[\da-z]{1,12})*(?:[- ][A-Z]{1,2}\b)?"
_ID = re.compile(
    rf"\b{_ID_CUE}(?:[ ](?:record|card|id|no|number|security|insurance|plan|policy))*(?:'s)?[ ]?(?:no\.?|nr\.?|#)?"
    rf"[ ]?(?:is|was|:|=|#)?[ ]?(?P<value>(?i:{_ID_VALUE}))",
    re.IGNORECASE,
)
_ID_DIGITS, _ID_SURE = (
    3,
    re.compile(r"\b(?:number|no|id|mrn|ssn|social|licen[cs]e|card|passport|nhs|accession|rx)\b|[#:]", re.IGNORECASE),
)
_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{2,4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|(?:19|20)\d\d)"
)
_BIRTH = re.compile(
    r"\b(?:born|d\.?o\.?b\.?|date of birth|birth ?date|birth ?day|bday)(?: (?:is|was|on|in|the)|:|=|,)*"
    rf"\s*(?P<value>{_DATE})",
    re.IGNORECASE,
)
_ZIP = r"(?:[A-Z]{2} )?\d{5}(?:-\d{4})?"
_UK = r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}"
_CANADA = r"[A-Z]\d[A-Z] \d[A-Z]\d"
_WAY = (
    r"(?:(?i:street|avenue|road|lane|boulevard)|Drive|Court|Terrace|Way|Place|Square|Close|Crescent|Gardens|Grove|Hill"
    r"|Parkway|Highway|St|Ave|Rd|Ln|Dr|Ct|Blvd|Pl|Sq|Pkwy|Hwy|rd|ave|blvd)\b\.?"
)
_STREET = (
    rf"\d{{1,5}}[A-Za-z]?,? (?:[NSEW]\.? )?(?:(?!(?:mg|ml|mm|cm|year|years|hour|hours|minute|minutes|day|days|of|and"
    rf"|the|weeks|months|times|people|percent|in|on|to|a)\b)[A-Za-z0-9'.-]+ ){{1,4}}{_WAY}"
)
_FOREIGN = r"\d{1,4},? (?:rue|via|calle|avenida|av\.|chemin|place de|plaza) (?:[a-zà-ü'-]+ ?){1,4}"
_TAIL = (
    rf"(?:,? (?:(?i:apt|apartment|suite|unit|flat)|#)\.? ?[\w#-]{{1,5}}| #\d{{1,5}})?"
    rf"(?:,? [A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}})?(?:,? (?:{_ZIP}|{_UK}|{_CANADA}))?"
)
_ADDRESSES = (
    re.compile(rf"(?:\b(?:[Ff]lat|[Uu]nit|[Aa]pt|[Ss]uite)\.? ?)?(?:\d{{1,4}}[a-zA-Z]?, ?)?\b{_STREET}(?:{_TAIL})"),
    re.compile(_FOREIGN, re.IGNORECASE),
    re.compile(r"\bp\.? ?o\.? box \d+", re.IGNORECASE),
    re.compile(rf"(?<![\w-])(?:{_UK}|{_CANADA})(?![\w-])"),
    re.compile(r"\b[A-Z]{2} \d{5}(?:-\d{4})?(?![\w-])"),
    re.compile(
        r"\b(?:zip|post|postal)(?: ?code)?(?: is|:)? ?"
        r"(?P<value>\d{5}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d)\b",
        re.IGNORECASE,
    ),
)


def number_spans(text: str) -> Iterator[Span]:
    """The personal data in ``text`` that is no name."""
    for match in _EMAIL.finditer(text):
        yield Span(*match.span(), "email")
    if not any(sign.isdigit() for sign in text):
        return
    for match in _BIRTH.finditer(text):
        yield Span(*match.span("value"), "birthdate")
    for match in _ID.finditer(text):
        digits = sum(sign.isdigit() for sign in match["value"])
        if digits >= _ID_DIGITS and _ID_SURE.search(text, match.start(), match.end()):
            yield Span(*match.span("value"), "id")
    for match in _SSN.finditer(text):
        yield Span(*match.span(), "id")
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            if not _PUBLIC.fullmatch(match[match.lastindex or 0]):
                yield Span(*match.span(match.lastindex or 0), "phone")
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            start, end = match.span("value") if "value" in pattern.groupindex else match.span()
            yield Span(start, end - (len(match[0]) - len(match[0].rstrip(" ,"))), "address")
