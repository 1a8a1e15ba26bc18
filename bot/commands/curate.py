"""`netguide curate`: the curators' page, and who may use it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bot.settings import ENCODER, Settings

if TYPE_CHECKING:
    from bot.curation.shown_report import ShownReport
    from bot.language.encoder import SentenceEncoder

curate_app = typer.Typer(help="Serve the curators' page, or say who may use it.")


@curate_app.callback(invoke_without_command=True)
def curate(context: typer.Context, port: int = 5007, interface: str = "127.0.0.1") -> None:
    """Serve the curators' page until stopped."""
    if context.invoked_subcommand is not None:
        return
    import uvicorn

    from bot.content.database import ContentDatabase
    from bot.content.store import ContentStore
    from bot.curators.app import curators_app

    settings = Settings.from_environment()
    app = curators_app(settings, report_maker(settings.conversations_url))
    # A missing or empty store is told now, and not on the first page.
    ContentStore(ContentDatabase(settings.content_url)).version()
    typer.echo(f"The curators' page is on http://{interface}:{port} (stop with Ctrl-C).")
    # Rasa pins a version of websockets that uvicorn cannot import; the page needs none.
    options: dict[str, Any] = {
        "ws": "none",
        "log_level": "warning",
        "server_header": False,
        "proxy_headers": False,
    }
    uvicorn.run(app, host=interface, port=port, **options)


def report_maker(conversations_url: str, encoder: Path = ENCODER / "search") -> Callable[[], ShownReport]:
    """What makes the report of `netguide report`; the encoder and the plots' library are loaded for the first one."""

    @cache
    def loaded() -> SentenceEncoder:
        from bot.language.encoder import SentenceEncoder

        return SentenceEncoder.load(encoder)

    def make() -> ShownReport:
        from bot.curation.gaps_report import gaps_report
        from bot.curation.report_pages import shown

        return shown(gaps_report(conversations_url, loaded()))

    return make


@curate_app.command("add-reviewer")
def add(
    name: str,
    clinician: bool = typer.Option(False, "--clinician", help="Publishing signs the statement as clinically reviewed."),
    password: str = typer.Option(..., prompt=True, confirmation_prompt=True, hide_input=True),
) -> None:
    """Let somebody use the page, or give them a new password."""
    from bot.curators.reviewers import add_reviewer

    path = Settings.from_environment().reviewers
    add_reviewer(path, name, password, clinician)
    typer.echo(f"{name} may use the curators' page ({path}).")
