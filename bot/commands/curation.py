"""`netguide import`, `netguide content publish` and `netguide report`: the curators' workshop."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import NetGuideError
from bot.settings import CONTENT, ENCODER, ROOT, Settings

if TYPE_CHECKING:
    from bot.curation.importing import Imported

_SHOWN = 90


class DraftExistsError(NetGuideError):
    """An import would write over somebody's work."""


def import_file(
    file: Path,
    *,
    publisher: Annotated[str, typer.Option(help="Who published the document.")],
    url: Annotated[str, typer.Option(help="Where it is published.")],
    published: Annotated[str, typer.Option(help="When: 2021, 2021-06 or 2021-06-03.")],
    title: Annotated[str | None, typer.Option(help="Its title, where it names none or a wrong one.")] = None,
    licence: Annotated[str | None, typer.Option(help="What it says about its use.")] = None,
    condition: Annotated[str | None, typer.Option(help="Id of the condition; else the first one.")] = None,
    output: Annotated[Path | None, typer.Option(help="The draft file to write.")] = None,
    folder: Annotated[Path, typer.Option(help="The content folder.")] = CONTENT,
) -> None:
    """Make a draft of a document (plain text, HTML or PDF) for a curator to reword."""
    from bot.content.copied import write_digests
    from bot.content.library import read_library
    from bot.curation.drafts import write_draft
    from bot.curation.importing import CAREFUL_LICENCE, Origin, import_document

    library = read_library(folder)
    wanted = condition or library.conditions[0].condition.id
    origin = Origin(publisher, url, published, licence or CAREFUL_LICENCE, title)
    imported = import_document(file, origin, library, wanted)
    place = output or folder / wanted / "drafts" / f"{imported.draft.source.id}.yml"
    if place.exists():
        raise DraftExistsError(f"{place} is there already: publish or remove it first, or name another --output.")
    write_draft(imported.draft, place)
    digests = write_digests(imported.words, imported.draft.source.id, folder / wanted)
    typer.echo(_told(imported))
    typer.echo(f"The draft stands in {place}.")
    typer.echo(f"Digests of the document, by which a load knows copied words, stand in {digests}: commit them.")


def _told(imported: Imported) -> str:
    outline, draft = imported.outline, imported.draft
    counts = Counter(candidate.section for candidate in outline.candidates)
    items = sum(len(candidate.items) for candidate in outline.candidates)
    lines = [
        f"{len(outline.candidates)} statements ({items} list items), {len(outline.references)} references, "
        f"{len(outline.left_out)} texts left out as site furniture.",
        *(f"  {count:3} {section}" for section, count in counts.items()),
        *(f"  nothing under {section}: has the page lost something there?" for section in outline.empty_sections()),
        *(f"  left out ({one.reason}): {_short(one.text)}" for one in outline.left_out),
    ]
    if outline.dates and draft.source.published not in outline.dates:
        lines.append(f"  the document shows other dates: {', '.join(outline.dates)}")
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def publish_draft(
    draft: Path,
    document: Annotated[Path | None, typer.Option(help="Where the document is now, if it was moved.")] = None,
    folder: Annotated[Path, typer.Option(help="The content folder.")] = CONTENT,
) -> None:
    """Move reworded and reviewed statements of a draft into the content files."""
    from bot.curation.publishing import publish

    published = publish(draft, folder, document)
    typer.echo(f"{len(published.statements)} statements moved, {published.left} drafts left.")
    for path in published.files:
        typer.echo(f"  {path}")
    typer.echo("`netguide content load` puts them into the database.")


def report(
    output: Annotated[Path, typer.Option(help="The folder to write.")] = ROOT / "reports" / "gaps",
    encoder: Annotated[Path, typer.Option(help="The folder of the sentence encoder.")] = ENCODER / "search",
) -> None:
    """Report what found no answer and how answers were rated, by topic and wording."""
    from bot.curation.gaps_report import gaps_report
    from bot.curation.report_pages import tables, write_report
    from bot.language.encoder import SentenceEncoder

    found = gaps_report(Settings.from_environment().conversations_url, SentenceEncoder.load(encoder))
    typer.echo(tables(found))
    typer.echo(f"\nThe report with plots stands in {write_report(found, output)}.")
