"""Training the model in this process, as `rasa train` does after its checks (`make lint` runs those)."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from rasa.model_training import train as train_model

from bot.errors import NetGuideError
from bot.logs import quiet_logs
from bot.settings import ROOT

_NAME = "netguide"


class TrainingError(NetGuideError):
    """Rasa made no model."""


def train(folder: Path) -> Path:
    """Train on config.yml, domain.yml and data/; what is unchanged comes from Rasa's cache.

    Raises:
        TrainingError: where no model was made; Rasa's lines above it say why.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    quiet_logs()
    logging.getLogger("rasa").setLevel(logging.INFO)
    result = train_model(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=str(folder),
        fixed_model_name=_NAME,
    )
    if result.code != 0 or result.model is None:
        raise TrainingError("The model was not trained: `.venv/bin/rasa data validate` may say why.")
    return Path(result.model)
