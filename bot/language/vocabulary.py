"""The store's vocabulary as the model keeps it, and as the running server renews it."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.content import statements
from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.statements import Concept, Condition, Findable, Topic, Vocabulary
from bot.content.store import ContentStore
from bot.settings import Settings

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 5.0

Made = TypeVar("Made")


def read_from_store() -> Vocabulary:
    """The vocabulary of the content database of the settings.

    Raises:
        ContentUnavailableError: where the database cannot be read.
    """
    return ContentStore(ContentDatabase(Settings.from_environment().content_url)).vocabulary()


def fingerprint() -> str:
    """Of the content's version, and of the form in which its words are kept: what Rasa trained otherwise is old."""
    digest = hashlib.sha256(read_from_store().version.encode())
    for code in (__file__, str(statements.__file__)):
        digest.update(Path(code).read_bytes())
    return digest.hexdigest()


def save(vocabulary: Vocabulary, path: Path) -> None:
    """Write the vocabulary to a file of the model."""
    path.write_text(json.dumps(asdict(vocabulary)), encoding="utf-8")


def load(path: Path) -> Vocabulary:
    """Read it again."""
    fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Vocabulary(
        version=fields["version"],
        conditions=tuple(
            Condition(one["id"], one["name"], tuple(one["names"]), tuple(Topic(**topic) for topic in one["topics"]))
            for one in fields["conditions"]
        ),
        concepts=tuple(
            Concept(one["id"], one["kind"], one["name"], tuple(one["words"]), tuple(one["broader"]))
            for one in fields["concepts"]
        ),
        statements=tuple(
            Findable(one["id"], one["topic"], one["text"], tuple(one["questions"]), tuple(one["tells_of"]))
            for one in fields["statements"]
        ),
    )


class Current(Generic[Made]):
    """Something made of the vocabulary, made anew in a thread when the store's content changes.

    Nobody waits for it: until it is done, messages are understood with what was made before.
    Where the store cannot be read, what was made last stays: a missing database never stops the
    understanding of questions.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        made: Made,
        make: Callable[[Vocabulary, Made], Made],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._clock = clock
        self._version = vocabulary.version
        self._made = made
        self._looked = clock()
        self._renewing: threading.Thread | None = None
        self._store = ContentStore(ContentDatabase(Settings.from_environment().content_url))

    def get(self) -> Made:
        """What was made of the newest vocabulary that could be read."""
        now = self._clock()
        due = now - self._looked >= SECONDS_BETWEEN_LOOKS
        if due and not (self._renewing and self._renewing.is_alive()):
            self._looked = now
            self._renewing = threading.Thread(target=self._renew, name="vocabulary", daemon=True)
            self._renewing.start()
        return self._made

    def _renew(self) -> None:
        try:
            if self._store.version() != self._version:
                vocabulary = self._store.vocabulary()
                self._made, self._version = self._make(vocabulary, self._made), vocabulary.version
                logger.info("%s made for new content.", type(self._made).__name__)
        except ContentUnavailableError as error:
            logger.warning("The vocabulary stays as it is: %s", error)
