"""Slack: direct messages, mentions, threads, /net, buttons, ratings and App Home (docs/slack.md)."""

from bot.channels.slack.channel import SlackChannel

__all__ = ["SlackChannel"]
