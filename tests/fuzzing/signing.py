"""Schemathesis hooks: sign what goes to Slack's route, mostly as Slack would."""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from typing import Any

import schemathesis
from requests import PreparedRequest
from requests.auth import AuthBase

SECRET = "only-for-fuzzing"


class Signed(AuthBase):
    """Signs the body that is really sent."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        body = request.body or b""
        raw = body.encode() if isinstance(body, str) else body
        stamp = str(int(time.time()))
        digest = hmac.new(self._secret.encode(), b"v0:" + stamp.encode() + b":" + raw, hashlib.sha256).hexdigest()
        request.headers["X-Slack-Request-Timestamp"] = stamp
        request.headers["X-Slack-Signature"] = f"v0={digest}"
        return request


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Sign what goes to Slack's route."""
    if case.path.startswith("/webhooks/slack"):
        # A wrong signature one time in four, so that the refusal is tried as well.
        kwargs["auth"] = Signed(SECRET if os.urandom(1)[0] % 4 else "another")
