"""Why Slack refused, in words that an administrator can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import NetGuideError

_REINSTALL = "Install the app in the workspace again and set NETGUIDE_SLACK_TOKEN to its new bot token."

_ADVICE = {
    "invalid_auth": f"The token is wrong or was revoked. {_REINSTALL}",
    "not_authed": "No token was sent. Set NETGUIDE_SLACK_TOKEN to the bot token (xoxb-…) of the app.",
    "token_revoked": f"The token was revoked. {_REINSTALL}",
    "token_expired": f"The token has expired. Turn token rotation off for the app. {_REINSTALL}",
    "account_inactive": f"The app was removed from the workspace, or its workspace was closed. {_REINSTALL}",
    "not_allowed_token_type": "The token is no bot token. Set NETGUIDE_SLACK_TOKEN to the one that begins with xoxb-.",
    "not_in_channel": "The app is not a member of the channel. Invite it there with /invite.",
    "channel_not_found": "The app cannot see the channel. Invite it there with /invite.",
    "is_archived": "The channel is archived. Nobody can write there.",
    "restricted_action": "The workspace does not let apps write there. Ask its owner to allow it.",
    "messages_tab_disabled": "Turn the Messages tab on under App Home, as slack-manifest.yml has it.",
    "not_enabled": "Turn the Home tab on under App Home, as slack-manifest.yml has it.",
    "ratelimited": "Slack asked to wait more often than the bot tries. The message is lost.",
}


class SlackRefusedError(NetGuideError):
    """Slack did not do what it was asked; the message says why, and what to do.

    Attributes:
        reason: Slack's own name of the error.
    """

    def __init__(self, what: str, reason: str, advice: str = "") -> None:
        self.reason = reason
        super().__init__(f"Slack refused to {what} ({reason}). {advice or 'docs/slack.md may help.'}")


def refusal(what: str, error: SlackApiError) -> SlackRefusedError:
    """What Slack's error means."""
    # A body that is no JSON comes as aiohttp's own response, without data.
    data = getattr(error.response, "data", None)
    answer: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
    reason = str(answer.get("error") or "no reason given")
    if reason == "missing_scope":
        needed = answer.get("needed") or "one that slack-manifest.yml lists"
        advice = f"The app lacks the scope {needed}. Add it under OAuth & Permissions. {_REINSTALL}"
        return SlackRefusedError(what, reason, advice)
    return SlackRefusedError(what, reason, _ADVICE.get(reason, ""))
