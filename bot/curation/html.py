"""Reading HTML: the page's own marks say what is a heading, a list, a paragraph, and what is furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Doctype, NavigableString, ParserRejectedMarkup, Tag

from bot.curation.blocks import Block, Document, DocumentError, Kind

_NO_CONTENT = frozenset(
    """
    script style template noscript iframe object svg canvas audio video select input textarea form dialog
    nav footer aside menu
    """.split()
)
_NO_CONTENT_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar".split()
)
_FURNITURE_NAMES = frozenset(
    """
    advert advertisement breadcrumb breadcrumbs consent cookie cookies copyright disqus footer masthead menu nav
    navbar navigation newsletter pagination pager promo promotion related share sharing sidebar signup social
    sponsored subscribe subscription toolbar
    """.split()
)
_BLOCKS = frozenset(
    """
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hgroup
    hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul br
    h1 h2 h3 h4 h5 h6
    """.split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"dt": 7}
_WHOLE = frozenset({*_HEADINGS, "li", "tr"})
"""Elements whose text is one block; a list within a list item is one of its own."""

_LARGEST_SHARE = 0.5
"""Of a page's words that furniture known by its name may hold: a class such as "has-sidebar" stands on the whole."""


def read_html(data: bytes | str) -> Document:
    """The blocks of an HTML page.

    Raises:
        DocumentError: where it is no HTML.
    """
    try:
        soup = BeautifulSoup(data, "html.parser")
    except (ParserRejectedMarkup, AssertionError, ValueError) as error:
        raise DocumentError(f"The file cannot be read as HTML: {error}") from error
    text = " ".join(soup.stripped_strings)
    title = _title(soup)
    for tag in soup(_is_no_content):
        tag.extract()
    _drop_named_furniture(soup)
    return Document(title, tuple(_blocks(_content(soup))), text)


def _title(soup: BeautifulSoup) -> str:
    found = soup.find("h1") or soup.find("title")
    return " ".join(found.get_text().split()) if found else ""


def _content(soup: BeautifulSoup) -> Tag:
    """The part of the page that says that it is the content, or the whole of it."""
    for found in (soup.select("main"), soup.select("[role=main]"), soup.select("article")):
        if len(found) == 1:
            return found[0]
    return soup


def _is_no_content(tag: Tag) -> bool:
    if tag.name == "button":
        # The headings of a fold-out page are buttons.
        return tag.find_parent(list(_HEADINGS)) is None
    if tag.name == "header":
        return tag.find("h1") is None
    return (
        tag.name in _NO_CONTENT
        or str(tag.get("role", "")).lower() in _NO_CONTENT_ROLES
        or tag.get("aria-hidden") == "true"
        or tag.has_attr("hidden")
    )


def _drop_named_furniture(soup: BeautifulSoup) -> None:
    whole = len(soup.get_text())
    for tag in soup(_has_furniture_name):
        small = len(tag.get_text()) <= _LARGEST_SHARE * whole
        if small and not tag.find(["h1", "main", "article"]):
            tag.extract()


def _has_furniture_name(tag: Tag) -> bool:
    names = tag.get("class") or []
    said = " ".join([*(names if isinstance(names, list) else [names]), str(tag.get("id", ""))])
    return not _FURNITURE_NAMES.isdisjoint(re.split(r"[\s_-]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", said).lower()))


def _blocks(root: Tag) -> Iterator[Block]:
    """Every text below ``root`` in order, each with the innermost element that makes a block of it.

    A loop and no recursion: a page may be nested deeper than Python goes.
    """
    owner: Tag | None = None
    texts: list[str] = []
    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name in _BLOCKS:
                texts.append(" ")
            continue
        if not isinstance(node, NavigableString) or isinstance(node, (Comment, Doctype)):
            continue
        found = _owner(node, root)
        if found is not owner:
            yield from _block(owner, texts)
            owner, texts = found, []
        texts.append(str(node))
    yield from _block(owner, texts)


def _owner(node: NavigableString, root: Tag) -> Tag | None:
    """The element whose block a text belongs to: a list item or heading, or else the nearest block."""
    nearest: Tag | None = None
    for parent in node.parents:
        if parent is root:
            break
        if parent.name in _WHOLE:
            return parent
        if nearest is None and parent.name in _BLOCKS:
            nearest = parent
    return nearest


def _block(owner: Tag | None, texts: list[str]) -> Iterator[Block]:
    text = " ".join("".join(texts).split())
    if not re.search(r"\w", text):
        return
    name = owner.name if owner is not None else ""
    if name == "tr" and owner is not None and owner.find("td") is None:
        # The head of a table says nothing by itself.
        return
    if name in _HEADINGS:
        yield Block(Kind.HEADING, text, _HEADINGS[name])
    else:
        yield Block(Kind.ITEM if name in ("li", "tr") else Kind.PARAGRAPH, text)
