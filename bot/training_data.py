"""Reading the training data for Rasa: each file once, where Rasa's importer reads the questions twice to train."""

from __future__ import annotations

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method


class ReadOnceImporter(RasaFileImporter):
    """The importer that config.yml names."""

    @cached_method  # type: ignore[untyped-decorator] # Rasa's
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training questions."""
        return super().get_nlu_data(language)

    @cached_method  # type: ignore[untyped-decorator] # Rasa's
    def get_domain(self) -> Domain:
        """The domain."""
        return super().get_domain()
