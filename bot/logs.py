"""The log: what is printed, and what never is."""

from __future__ import annotations

import logging

from rasa.utils.log_utils import configure_structlog


def quiet_logs() -> None:
    """Rasa logs message texts at its debug level, which structlog prints unless told otherwise."""
    configure_structlog(logging.INFO)
    for name in ("rasa", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)
