"""The safety book of the project, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety import SafetyBook

FOLDER = Path(__file__).resolve().parents[2] / "content" / "safety"


@pytest.fixture(scope="session")
def book() -> SafetyBook:
    """The book with the numbers of the US."""
    return SafetyBook.load(FOLDER, "us")
