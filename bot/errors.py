"""The common base of every error that this project raises itself."""

from __future__ import annotations


class NetGuideError(Exception):
    """Something went wrong that a person can act on; the message says how."""
