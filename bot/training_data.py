"""Reading the training data for Rasa: each file once, and no deeper copies than are of use.

Rasa's importers read the questions twice to train, and merge them eight times, each time with a deep copy of
every one and a fingerprint made anew (``rasa/shared/nlu/training_data/training_data.py``).
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method


class Question(Message):
    """A training question; what is said of it is set, and never changed in place."""

    @classmethod
    def of(cls, message: Message) -> Question:
        """The question that was read."""
        return cls(message.data, set(message.output_properties), message.time, list(message.features))

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """As Rasa does; the fingerprint is made anew only where something is said anew."""
        if add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: dict[int, Any]) -> Question:
        """A question of which other things can be set; what is said of both is one object."""
        twin = Question.of(self)
        twin._cached_fingerprint = self._cached_fingerprint
        return twin


class ReadOnceImporter(RasaFileImporter):
    """The importer that config.yml names."""

    @cached_method  # type: ignore[untyped-decorator] # Rasa's
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training questions."""
        read = [load_data(path, language) for path in self._nlu_files]
        for one in read:
            one.training_examples = [Question.of(example) for example in one.training_examples]
        return TrainingData().merge(*read)

    @cached_method  # type: ignore[untyped-decorator] # Rasa's
    def get_domain(self) -> Domain:
        """The domain."""
        return super().get_domain()
