"""Content of any size: the shipped topics and concepts with statements made up of their names."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from ruamel.yaml import YAML

from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.settings import CONTENT

_CONDITION = "neuroendocrine-tumors"


def generated(statements: int, folder: Path) -> str:
    """Load ``statements`` made-up statements; the URL of their database."""
    yaml = YAML(typ="safe")
    home = folder / str(statements) / _CONDITION
    shutil.copytree(CONTENT / _CONDITION, home)
    random_ = random.Random(statements)
    concepts = [
        (one["id"], one["name"]) for path in sorted((home / "concepts").glob("*.yml")) for one in _entries(yaml, path)
    ]
    source = yaml.load(home / "sources.yml")["sources"][0]["id"]
    paths = sorted((home / "statements").glob("*.yml"))
    for number, path in enumerate(paths):
        topic = yaml.load(path)
        count = statements // len(paths) + (number < statements % len(paths))
        topic["groups"] = [{"id": "general", "title": "In general", "concepts": []}]
        topic["statements"] = [_statement(topic["topic"], one, random_, concepts, source) for one in range(count)]
        yaml.dump(topic, path)
    database = ContentDatabase(f"sqlite:///{folder / f'content-{statements}.db'}")
    database.migrate()
    load(database, read_library(home.parent))
    database.close()
    return f"sqlite:///{folder / f'content-{statements}.db'}"


def _entries(yaml: YAML, path: Path) -> list[dict[str, str]]:
    (entries,) = (value for value in yaml.load(path).values() if isinstance(value, list))
    return list(entries)


def _statement(
    topic: str, number: int, random_: random.Random, concepts: list[tuple[str, str]], source: str
) -> dict[str, object]:
    some = random_.sample(concepts, 3)
    first, second, third = (name for _, name in some)
    return {
        "id": f"{topic.replace('_', '-')}-{number}",
        "group": "general",
        "text": f"Made up for a measurement: {first} and {second} go together, and {third} does not.",
        "concepts": [some[0][0], some[1][0]],
        "citations": [{"source": source, "section": "Measurement"}],
    }
