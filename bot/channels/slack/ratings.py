"""Where ratings go."""

from __future__ import annotations

import logging

logger = logging.getLogger(__name__)


class UnkeptRatings:
    """Only says that there was a rating."""

    def rate(self, answer_id: str, helpful: bool, reason: str = "") -> None:
        """Write to the log that an answer was rated."""
        logger.info("Answer %s was rated %s.", answer_id, "helpful" if helpful else "not helpful")
