"""Writing a tuned encoder, and beside it what it was made from."""

from __future__ import annotations

import hashlib
import json
import platform
from pathlib import Path
from typing import Any

import torch

from encoder.tuning.conversion import write_encoder
from encoder.tuning.network import Encoder
from encoder.tuning.start import WEIGHTS_SHA256, Start

ROOT = Path(__file__).resolve().parents[2]
THREADS = 2


def write_encoder_and_what_made_it(encoder: Encoder, start: Start, folder: Path, made: dict[str, Any]) -> None:
    """Write the int8 encoder to ``folder``, and made.json: ``made``, the weights before and after, and what ran it."""
    write_encoder(encoder.weights(), start.words, start.tokenizer_file, folder)
    whole = {
        "base_weights_sha256": WEIGHTS_SHA256,
        "model_sha256": hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest(),
        **made,
        "made_with": {"python": platform.python_version(), "torch": torch.__version__, "threads": THREADS},
    }
    (folder / "made.json").write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
