"""`netguide content …`: checking, comparing, loading, writing back and watching the content."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Optional

import typer

from bot.errors import NetGuideError
from bot.settings import CONTENT, ROOT, Settings

if TYPE_CHECKING:
    from bot.content.database import ContentDatabase
    from bot.content.differences import Change

content_app = typer.Typer(no_args_is_help=True, help="Check, compare, load and write back the content.")


class SignatureError(NetGuideError):
    """A wording was changed under the name of somebody who reviewed another one."""


@content_app.command("check")
def check(folder: Path = CONTENT) -> None:
    """Check the content files; nothing is changed."""
    from bot.content.library import read_library

    library = read_library(folder)
    statements = sum(1 for _ in library.statements())
    typer.echo(
        f"{statements} statements, {len(library.sources)} sources, {len(library.concepts)} concepts: no problem."
    )


@content_app.command("load")
def load_content(
    folder: Path = CONTENT,
    yes: bool = typer.Option(False, "--yes", help="Do not ask before published statements are changed or retired."),
) -> None:
    """Load the content files into the database, all of them or none."""
    from bot.content.library import read_library
    from bot.content.loading import changes, load

    library = read_library(folder)
    database = _database()
    database.migrate()
    found = changes(database, library)
    _refuse_stale_signatures(found)
    seen = [change for change in found if change.reaches_readers]
    if seen:
        typer.echo("\n".join(map(str, seen)))
        typer.echo(f"{len(seen)} published statement(s) would be changed or retired.")
        if not yes:
            typer.confirm("Load?", abort=True)
    load(database, library)
    typer.echo(f"Loaded content {library.version[:12]} into {database.url.render_as_string(hide_password=True)}.")


@content_app.command("diff")
def diff(folder: Path = CONTENT) -> None:
    """Show what a load would change; nothing is changed."""
    from bot.content.library import read_library
    from bot.content.loading import changes

    found = changes(_database(), read_library(folder))
    for change in found:
        typer.echo(str(change))
    acts = [change.act for change in found]
    counts = ", ".join(f"{acts.count(act)} {act}" for act in ("added", "changed", "retired"))
    typer.echo(f"{counts}; {sum(change.reaches_readers for change in found)} of them shown to readers.")


@content_app.command("due")
def due(days: int = typer.Option(60, help="How near a review counts as due.")) -> None:
    """List the statements whose next review is past or near."""
    from bot.content.reviews import Reviews, until

    today = date.today()
    found = Reviews(_database()).due(until(today, days))
    for one in found:
        state = "past, not shown" if one.next_review < today else one.status
        typer.echo(f"{one.next_review}  {state:16} {one.topic:20} {one.id}")
    typer.echo(f"{len(found)} statement(s) are due within {days} days.")


@content_app.command("export")
def export_content(folder: Path = CONTENT) -> None:
    """Write the store back to the content files, with the review steps that were taken."""
    from bot.content.exporting import export

    _tell_written(export(_database(), folder))


@content_app.command("format")
def format_content(folder: Path = CONTENT) -> None:
    """Bring the content files into the one form that an export writes."""
    from bot.content.exporting import write_canonically
    from bot.content.library import read_library

    _tell_written(write_canonically(read_library(folder), folder))


@content_app.command("report")
def report_content(
    folder: Path = CONTENT, document: Optional[Path] = None, output: Path = ROOT / "reports" / "content.md"
) -> None:
    """Write a report on the content; with ``--document``, also on words shared with that text."""
    from bot.content.library import read_library
    from bot.content.report import rendered, report

    text = document.read_text(encoding="utf-8") if document else ""
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(rendered(report(read_library(folder), date.today(), text)), encoding="utf-8")
    typer.echo(f"The report stands in {output}.")


def _tell_written(places: list[str]) -> None:
    for place in places:
        typer.echo(place)
    typer.echo(f"{len(places)} file(s) written.")


def _refuse_stale_signatures(found: list[Change]) -> None:
    stale = [change for change in found if change.stale_signature]
    if stale:
        listed = "\n".join(f"  {change.id}: {change.stale_signature}" for change in stale)
        raise SignatureError(
            "These were reviewed in another wording. Take `reviewer` and `reviewed_on` out of the file, or let "
            f"the wording be reviewed again; nothing was changed:\n{listed}"
        )


def _database() -> ContentDatabase:
    from bot.content.database import ContentDatabase

    return ContentDatabase(Settings.from_environment().content_url)
