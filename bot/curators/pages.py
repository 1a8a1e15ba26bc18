"""The pages beside the tables: one statement under review, what is due, and what people asked."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any

from sqladmin import BaseView, expose
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.content.entries import Status
from bot.content.review import Step
from bot.content.reviews import OutdatedStepError, Reviews, StepRefusedError, UnderReview, until
from bot.curation.shown_report import ShownPlot
from bot.curators.asked import Asked
from bot.curators.gate import BASE
from bot.curators.reviewers import Reviewer
from bot.curators.sessions import Sessions
from bot.errors import NetGuideError

NEAR = (30, 60, 90, 365)
"""Days ahead that the page of what is due offers."""


@dataclass(frozen=True)
class Filled:
    """What a reviewer wrote into the form; shown again where the step was refused."""

    step: str = ""
    note: str = ""
    next_review: str = ""
    refusal: str = ""

    @classmethod
    def of(cls, form: Mapping[str, Any], refusal: str) -> Filled:
        """The form as it was sent."""
        return cls(str(form.get("step", "")), str(form.get("note", "")), str(form.get("next_review", "")), refusal)


@dataclass(frozen=True)
class Desk:
    """What the pages work with."""

    reviews: Reviews
    asked: Asked
    sessions: Sessions
    today: Any = field(default=date.today)


def pages(desk: Desk) -> tuple[type[BaseView], ...]:
    """The views for sqladmin, which wants classes, at work with ``desk``."""

    class ReviewPage(BaseView):
        name = "Review"

        def is_visible(self, request: Request) -> bool:
            return False

        @expose("/review/{statement}", methods=["GET", "POST"], identity="review")
        async def review(self, request: Request) -> Response:
            if request.method == "GET":
                return await _statement_page(self.templates, desk, request)
            return await _take_step(self.templates, desk, request)

    class DuePage(BaseView):
        name, icon = "What is due", "fa-solid fa-calendar-day"

        @expose("/due", identity="due")
        async def due(self, request: Request) -> Response:
            asked_for = request.query_params.get("days", "")
            days = int(asked_for) if asked_for.isdecimal() and int(asked_for) in NEAR else 60
            found = await run_in_threadpool(desk.reviews.due, until(desk.today(), days))
            context = {"title": "What is due", "due": found, "days": days, "near": NEAR, "today": desk.today()}
            return await self.templates.TemplateResponse(request, "curators/due.html", context)

    class AskedPage(BaseView):
        name, icon = "What people asked", "fa-solid fa-circle-question"

        @expose("/asked", identity="asked")
        async def asked(self, request: Request) -> Response:
            context = {"title": "What people asked", **await run_in_threadpool(_what_was_asked, desk.asked)}
            return await self.templates.TemplateResponse(request, "curators/asked.html", context)

    return ReviewPage, DuePage, AskedPage


def _what_was_asked(asked: Asked) -> dict[str, Any]:
    """The report and the latest; where one of them cannot be made, why, in the place of it."""
    found: dict[str, Any] = {"pictured": _pictured, "problems": []}
    parts: dict[str, Callable[[], Any]] = {"report": asked.report, "latest": asked.latest}
    for name, make in parts.items():
        try:
            found[name] = make()
        except NetGuideError as error:
            found["problems"].append(str(error))
    return found


def _pictured(plot: ShownPlot) -> str:
    """The plot as an address that holds it: no request can find it, and as a picture it runs nothing."""
    return f"data:image/svg+xml;base64,{b64encode(plot.svg.encode()).decode()}"


async def _statement_page(
    templates: Any, desk: Desk, request: Request, filled: Filled = Filled(), status: int = 200
) -> Response:
    statement = await run_in_threadpool(desk.reviews.statement, request.path_params["statement"])
    if statement is None:
        raise HTTPException(404, "There is no statement with this id.")
    context = {
        "title": statement.id,
        "statement": statement,
        "filled": filled,
        "done": request.query_params.get("done") == statement.status.value and not filled.refusal,
        "today": desk.today(),
    }
    page: Response = await templates.TemplateResponse(request, "curators/review.html", context, status_code=status)
    return page


async def _take_step(templates: Any, desk: Desk, request: Request) -> Response:
    form = await request.form()
    reviewer = desk.sessions.reviewer(request)
    try:
        step = _step(form, request.path_params["statement"], reviewer)
        await run_in_threadpool(desk.reviews.take, step)
    except OutdatedStepError:
        statement = await run_in_threadpool(desk.reviews.statement, request.path_params["statement"])
        filled = Filled.of(form, _what_happened(statement))
        return await _statement_page(templates, desk, request, filled, 409)
    except StepRefusedError as error:
        return await _statement_page(templates, desk, request, Filled.of(form, str(error)), 422)
    return RedirectResponse(f"{BASE}/review/{step.statement}?done={step.status.value}", status_code=303)


def _step(form: Mapping[str, Any], statement: str, reviewer: Reviewer | None) -> Step:
    if reviewer is None:
        raise StepRefusedError("You are signed out.")
    day = str(form.get("next_review", ""))
    try:
        status = Status(str(form.get("step", "")))
        next_review = date.fromisoformat(day) if day and status is Status.PUBLISHED else None
    except ValueError:
        raise StepRefusedError("Choose a step, and for publishing the day of the next review.") from None
    return Step(
        statement=statement,
        status=status,
        seen=str(form.get("version", "")),
        reviewer=reviewer.name,
        by_clinician=reviewer.clinician,
        note=str(form.get("note", "")),
        next_review=next_review,
        taken_at=datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0),
    )


def _what_happened(statement: UnderReview | None) -> str:
    told = "The statement was changed while you had it open, so your step was not taken. "
    if statement and statement.history:
        last = statement.history[0]
        told += f"The last step is {last.reviewer}'s: {last.step.replace('_', ' ')} ({last.note}) "
    return told + "Your note is kept below: look at the statement as it is now, then decide again."
