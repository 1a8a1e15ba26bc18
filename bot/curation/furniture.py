"""Site furniture: what stands around the content of a page and says nothing about its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.curation.blocks import Block, Kind

_HEADINGS = re.compile(
    r"related(?: (?:articles?|links?|content|topics?|information|pages?|resources?|conditions?|stories|reading"
    r"|products?|news|posts?|services?))?"
    r"|see also|read next|more (?:from|articles|stories|news|like this)\b.*|(?:latest )?news(?: (?:from|about)\b.*)?"
    r"|products (?:&|and) services|advertis\w+|sponsored.*|(?:e-?mail )?newsletters?.*|sign[ -]?up.*|subscribe.*"
    r"|follow us.*|connect with us.*|contact us|about (?:us|this (?:web)?site)|share(?: (?:this|on)\b.*)?"
    r"|(?:quick|useful|external|helpful) links|(?:site )?(?:navigation|menu|map|search)|on this page"
    r"|(?:table of )?contents|in this (?:section|article|page)|comments?|leave a (?:comment|reply)"
    r"|(?:was|did you find) this\b.* helpful.*|feedback|privacy.*|(?:your )?cookies?\b.*|legal.*|terms\b.*|copyright.*"
    r"|disclaimer|donate.*|get involved|i(?:'d| would) like to (?:learn|hear|know) more\b.*|accessibility|languages?"
    r"|popular\b.*|trending\b.*|recommended (?:for you|reading|articles)|you (?:may|might) also (?:like|be)\b.*"
    r"|find a (?:doctor|provider|specialist)|(?:request|book) an appointment|give now|support us",
    re.IGNORECASE,
)

_SENTENCES = {
    "newsletter": r"\b(?:un)?subscrib(?:e|ing)\b|\bnewsletter|\byour inbox\b|\be-?mail (?:address|updates|alerts"
    r"|communications?)\b|\bsign up (?:for|to)\b.*\b(?:e-?mails?|updates|news|alerts|free)\b",
    "privacy notice": r"\bprivacy (?:policy|practices|notices?|statement|settings)\b|\bcookies\b|\bcookie (?:policy"
    r"|settings|preferences)\b|\bprotected health information\b|\bwebsite usage\b"
    r"|\bopt(?:ing)?[- ]?out of\b.*\b(?:e-?mails?|communications?|cookies|marketing|tracking)\b",
    "sharing": r"^(?:share|tweet|pin|e-?mail|print|save)(?: (?:this|on|via|to|by|the|page|article|link|it|facebook"
    r"|twitter|linkedin|e-?mail|whatsapp))*\W*$|^(?:(?:facebook|twitter|x|linkedin|pinterest|instagram|youtube"
    r"|whatsapp|e-?mail|print|share|copy link)\W*)+$|\b(?:follow|like|find) us on\b",
    "copyright line": r"©|\(c\) ?(?:19|20)\d\d|\bcopyright\b|\ball rights reserved\b|\bterms (?:of (?:use|service)"
    r"|(?:and|&) conditions)\b|\btrademarks?\b|\bregistered charity\b",
    "navigation": r"^skip to\b|^back to (?:the )?(?:top|home)|^(?:home|menu|search|previous|next|close|print|log ?in"
    r"|sign ?in|donate|contact us|site ?map|accessibility|advertisement|index)\W*$"
    r"|^(?:read|learn|see|show|view|find out) (?:more|all|less)\b(?:(?! (?:if|when)\b).){0,60}$|^click here\b"
    r"|^(?:[\w &'’,-]{1,40} *[>»›|] *)+[\w &'’,-]{1,60}$|^page \d+(?: of \d+)?\W*$"
    r"|\b(?:our|this|the) web ?(?:site|page)\b|^was this\b.*\bhelpful\b",
    "advertising": r"\badvertis(?:ing|ements?|ers?)\b|\bsponsored (?:by|content)\b|\brequest an appointment\b",
}
_PATTERNS = {reason: re.compile(pattern, re.IGNORECASE) for reason, pattern in _SENTENCES.items()}

BY_HEADING = "under a heading of the site"


@dataclass(frozen=True)
class LeftOut:
    """A text that was taken for furniture, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class _Part:
    """What follows a heading of the site belongs to it as far as the next heading of its rank."""

    level: int


def is_site_heading(heading: str, publisher: str) -> bool:
    """Whether a heading is the site's own: a usual one, or one that speaks of the publisher."""
    text = heading.strip(" :?!.…»›")
    named = re.escape(" ".join(publisher.split()))
    of_publisher = named and re.search(rf"\b(?:about|at|by|from|with) (?:the )?{named}$", text, re.IGNORECASE)
    return bool(_HEADINGS.fullmatch(text) or of_publisher)


def reason_to_drop(sentence: str) -> str | None:
    """What sort of furniture a sentence is; None where it is none."""
    return next((reason for reason, pattern in _PATTERNS.items() if pattern.search(sentence)), None)


def sort_out(blocks: Sequence[Block], publisher: str, title: str) -> Iterator[Block | LeftOut]:
    """The blocks in order; those under the site's own headings as left out."""
    part: _Part | None = None
    for block in blocks:
        if block.kind is Kind.HEADING:
            if part is not None and block.level > part.level:
                yield LeftOut(block.text, BY_HEADING)
                continue
            is_title = block.level == 1 or block.text == title
            if not is_title and is_site_heading(block.text, publisher):
                part = _Part(block.level)
            elif reason := reason_to_drop(block.text):
                yield LeftOut(block.text, reason)
                continue
            else:
                part = None
        yield LeftOut(block.text, BY_HEADING) if part is not None else block
