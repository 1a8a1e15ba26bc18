"""What Slack needs: a token to speak and a secret to know who speaks."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

logger = logging.getLogger(__name__)

_TOKEN = "NETGUIDE_SLACK_TOKEN"
_SECRET = "NETGUIDE_SLACK_SIGNING_SECRET"
_APP_TOKEN = "NETGUIDE_SLACK_APP_TOKEN"


@dataclass(frozen=True)
class SlackSettings:
    """The settings of the Slack channel.

    Attributes:
        token: the bot token (xoxb-…) of the installed app.
        signing_secret: with which Slack signs what it posts; one that nobody knows where it posts nothing.
        app_token: the app token (xapp-…) for Socket Mode, or None where Slack posts over HTTPS.
        api_url: of Slack's Web API; another one only in tests.
    """

    token: str
    signing_secret: str
    app_token: str | None
    api_url: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> SlackSettings | None:
        """The settings; None, and one line in the log that says so, where Slack is not set up."""
        token, secret, app_token = (environment.get(name) for name in (_TOKEN, _SECRET, _APP_TOKEN))
        if not token or not (secret or app_token):
            # Half a set-up is a mistake, none at all a choice.
            level = logging.WARNING if token or secret or app_token else logging.INFO
            logger.log(level, "Slack is off: it needs %s, and %s or %s (docs/slack.md).", _TOKEN, _SECRET, _APP_TOKEN)
            return None
        url = environment.get("NETGUIDE_SLACK_API_URL") or "https://slack.com/api/"
        return cls(token, secret or secrets.token_hex(32), app_token or None, url if url.endswith("/") else f"{url}/")
