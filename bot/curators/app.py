"""The curators' page as one ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqladmin import Admin
from sqladmin.authentication import AuthenticationBackend, login_required
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.content.database import ContentDatabase
from bot.content.reviews import Reviews
from bot.curation.shown_report import ShownReport
from bot.curators.asked import Asked
from bot.curators.gate import BASE, TOKEN, Gate
from bot.curators.pages import Desk, pages
from bot.curators.reviewers import Reviewers
from bot.curators.sessions import HOURS, Sessions
from bot.curators.tables import VIEWS
from bot.curators.tries import SECONDS, Tries
from bot.settings import Settings

_TEMPLATES = Path(__file__).parent / "templates"


class _SignedIn(AuthenticationBackend):
    """Tells sqladmin who is signed in. The session itself stands before sqladmin, with the gate."""

    def __init__(self, sessions: Sessions) -> None:
        self.middlewares = []
        self._sessions = sessions

    async def authenticate(self, request: Request) -> bool:
        """Whether somebody is signed in."""
        return self._sessions.reviewer(request) is not None

    async def logout(self, request: Request) -> bool:
        """Following a link signs nobody out: that takes the form."""
        return True


class CuratorsAdmin(Admin):
    """sqladmin with our own login and first page."""

    def __init__(self, app: Starlette, database: ContentDatabase, sessions: Sessions, reviews: Reviews) -> None:
        self._sessions = sessions
        self._reviews = reviews
        self._tries = Tries()
        super().__init__(
            app,
            engine=database.engine,
            base_url=BASE,
            title="NET Guide for curators",
            templates_dir=str(_TEMPLATES),
            authentication_backend=_SignedIn(sessions),
        )
        self.templates.env.globals.update(
            form_token=sessions.form_token, token_field=TOKEN, signed_in=sessions.reviewer
        )
        self.admin.router.routes.append(Route("/sign-out", self.sign_out, methods=["POST"], name="sign-out"))

    @login_required
    async def index(self, request: Request) -> Response:
        """How many statements stand where."""
        counts = await run_in_threadpool(self._reviews.counts)
        context = {"title": "Overview", "counts": counts}
        return await self.templates.TemplateResponse(request, "curators/overview.html", context)

    async def login(self, request: Request) -> Response:
        """Take a name and a password; after too many wrong ones, none for a while."""
        if request.method == "GET":
            return await self._login_page(request)
        form = await request.form()
        name, address = str(form.get("username", "")), request.client.host if request.client else ""
        if not self._tries.allowed(name, address):
            told = f"Too many wrong passwords. Try again in {SECONDS // 60} minutes."
            return await self._login_page(request, told, 429, name)
        # Counted before it is looked at: of many tries at one moment no more go through.
        self._tries.failed(name, address)
        reviewers = Reviewers.read(self._sessions.file)
        reviewer = await run_in_threadpool(reviewers.check, name, str(form.get("password", "")))
        if reviewer is None:
            return await self._login_page(request, "Name or password is wrong.", 401, name)
        self._tries.succeeded(name, address)
        self._sessions.sign_in(request, reviewer)
        return RedirectResponse(f"{BASE}/", status_code=303)

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        self._sessions.sign_out(request)
        return RedirectResponse(f"{BASE}/login", status_code=303)

    async def _login_page(self, request: Request, error: str = "", status: int = 200, name: str = "") -> Response:
        context = {"error": error, "name": name}
        return await self.templates.TemplateResponse(request, "sqladmin/login.html", context, status_code=status)


def curators_app(settings: Settings, make_report: Callable[[], ShownReport]) -> Starlette:
    """The page for these settings.

    Args:
        settings: where content, conversations and reviewers stand.
        make_report: makes the report on what people asked; it is called in a thread, at most once at a time.

    Raises:
        ReviewersError: where nobody may use it: it is then off.
    """
    secret = Reviewers.read(settings.reviewers).secret
    sessions = Sessions(settings.reviewers, secret)
    database = ContentDatabase(settings.content_url)
    reviews = Reviews(database)
    over_https = (settings.curators_origin or "").startswith("https://")
    middleware: list[Any] = [
        Middleware(
            SessionMiddleware,
            secret_key=secret,
            session_cookie="netguide_curators",
            max_age=HOURS * 3600,
            path=BASE,
            same_site="strict",
            https_only=over_https,
        ),
        Middleware(Gate, sessions=sessions, origin=settings.curators_origin),
    ]

    async def to_the_page(_: Request) -> Response:
        return RedirectResponse(f"{BASE}/")

    app = Starlette(routes=[Route("/", to_the_page)], middleware=middleware)
    admin = CuratorsAdmin(app, database, sessions, reviews)
    desk = Desk(reviews, Asked(settings.conversations_url, make_report), sessions)
    views: list[type[Any]] = [*pages(desk), *VIEWS]
    for view in views:
        admin.add_view(view)
    return app
