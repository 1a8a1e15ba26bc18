"""Cross-validation of the second net: what a threshold would find, and raise for nothing.

Run `python -m benchmarks.danger_net`; takes half a minute. Only the examples and the training questions are read.
"""

from __future__ import annotations

import numpy as np
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from sklearn.model_selection import StratifiedKFold

from bot import shipped
from bot.language import intents
from bot.language.danger_model import DangerModel
from bot.language.encoder import SentenceEncoder
from bot.safety import Level
from bot.safety.examples import read_examples
from bot.settings import CONTENT, ENCODER, ROOT

THRESHOLDS = (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4)


def main() -> None:
    """Print one line for each threshold."""
    examples = read_examples(CONTENT / "safety")
    importer = TrainingDataImporter.load_nlu_importer_from_config(
        str(ROOT / "config.yml"), training_data_paths=[str(ROOT / "data")]
    )
    asked = [one for one in importer.get_nlu_data().intent_examples if one.get(INTENT) != intents.DOCTOR]
    vectors = SentenceEncoder.load(ENCODER / "search").encode(
        [example.text for example in examples] + [one.get(TEXT) for one in asked]
    )
    levels = [example.level for example in examples] + [None] * len(asked)
    danger, grave = np.zeros(len(levels)), np.zeros(len(levels))
    kinds = np.array([level or 0 for level in levels])
    for rest, held_out in StratifiedKFold(5, shuffle=True, random_state=0).split(vectors, kinds):
        scores = DangerModel.fit(vectors[rest], [levels[row] for row in rest]).score(vectors[held_out])
        danger[held_out], grave[held_out] = np.maximum(scores.danger, scores.grave), scores.grave
    book = shipped.safety()
    by_rules = np.array(
        [any(one.takes_over for one in book.assess(example.text)) for example in examples] + [False] * len(asked)
    )
    question = np.arange(len(levels)) >= len(examples)
    groups = {
        "emergency or crisis": kinds >= Level.CRISIS,
        "urgent": kinds == Level.URGENT,
        "look-alikes": (kinds == 0) & ~question,
        "training questions": question,
    }
    print("rules alone: " + ", ".join(f"{name} {by_rules[rows].mean():.1%}" for name, rows in groups.items()))
    for threshold in THRESHOLDS:
        to_life, any_danger, either = grave >= threshold, danger >= threshold, by_rules | (grave >= threshold)
        told = ", ".join(
            f"{name} {to_life[rows].mean():.1%} / {any_danger[rows].mean():.1%} / {either[rows].mean():.1%}"
            for name, rows in groups.items()
        )
        print(f"{threshold:5.1f} to life / any danger / to life, or by the rules: {told}")


if __name__ == "__main__":
    main()
