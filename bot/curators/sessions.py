"""Who is signed in, and the token that every form of theirs carries."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import HTTPConnection

from bot.curators.reviewers import Reviewer, Reviewers

HOURS = 8
"""A session and the token in an open form are good for as long."""


@dataclass(frozen=True)
class Sessions:
    """Sessions in a signed cookie, which starlette's SessionMiddleware keeps; tokens of forms signed beside it."""

    file: Path
    secret: str

    def reviewer(self, request: HTTPConnection) -> Reviewer | None:
        """Who is signed in; nobody where they were taken from the file or changed their password since."""
        found = Reviewers.read(self.file).find(request.session.get("reviewer", ""))
        return found if found and hmac.compare_digest(found.proof, request.session.get("proof", "")) else None

    def sign_in(self, request: HTTPConnection, reviewer: Reviewer) -> None:
        """Begin a session; nothing of the one before is kept, and its forms are void."""
        request.session.clear()
        request.session.update(reviewer=reviewer.name, proof=reviewer.proof)

    def sign_out(self, request: HTTPConnection) -> None:
        """End the session."""
        request.session.clear()

    def form_token(self, request: HTTPConnection) -> str:
        """For a form of this session: what a page of somebody else cannot know."""
        mark = request.session.setdefault("form", secrets.token_urlsafe(16))
        return self._signer().dumps(mark)

    def is_token(self, request: HTTPConnection, token: str) -> bool:
        """Whether ``token`` was made for a form of this session, not too long ago."""
        try:
            mark = self._signer().loads(token, max_age=HOURS * 3600)
        except BadData:
            return False
        return hmac.compare_digest(str(mark).encode(), str(request.session.get("form", "")).encode())

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="form of the curators' page")
