"""One guide and one asker over the shipped content for all tests of answers."""

from __future__ import annotations

import pytest

from bot import shipped as shipped_files
from bot.answers.guide import Guide
from bot.content.store import ContentStore
from bot.language.encoder import SentenceEncoder
from bot.settings import ENCODER
from tests.answers.world import Asker


@pytest.fixture(scope="session")
def guide(shipped: ContentStore) -> Guide:
    return Guide(shipped, shipped_files.wording(), shipped_files.safety())


@pytest.fixture(scope="session")
def asker(shipped: ContentStore, guide: Guide) -> Asker:
    return Asker.of(shipped, guide, SentenceEncoder.load(ENCODER / "search"))
