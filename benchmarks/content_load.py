"""Loads 10,000 generated statements and asks for topics: `python -m benchmarks.content_load URL…`.

Each URL names an empty database, which is filled. Without one, SQLite in a temporary folder is used.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from bot.content.database import ContentDatabase
from bot.content.entries import (
    ConceptFile,
    ConditionFile,
    SourceFile,
    StatementFile,
)
from bot.content.exporting import export
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.store import ContentStore
from bot.content.yaml_text import yaml_text

CONDITIONS, TOPICS, STATEMENTS = 20, 10, 50
"""The number of statements of a topic is that of a long one of the shipped content."""

CONCEPTS, SOURCES = 40, 20
QUERIES = 500


def main(urls: list[str]) -> None:
    """Print how long reading, loading, exporting and asking take."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "content"
        _generate(root)
        began = time.perf_counter()
        library = read_library(root)
        print(f"{CONDITIONS * TOPICS * STATEMENTS} statements, read and checked: {time.perf_counter() - began:.1f} s")
        for url in urls or [f"sqlite:///{temporary}/content.db"]:
            database = ContentDatabase(url)
            database.migrate()
            print(database.url.get_backend_name())
            for name in ("first load", "second load"):
                began = time.perf_counter()
                load(database, library)
                print(f"  {name}: {time.perf_counter() - began:.1f} s")
            began = time.perf_counter()
            changed = export(database, root)
            print(f"  export, {len(changed)} files changed: {time.perf_counter() - began:.1f} s")
            _time_queries(ContentStore(database))
            database.close()


def _time_queries(store: ContentStore) -> None:
    times, at_work = [], []
    for number in range(QUERIES + 20):
        condition, topic = f"condition-{number % CONDITIONS}", f"topic-{number // CONDITIONS % TOPICS}"
        began, worked = time.perf_counter(), time.process_time()
        found = store.statements_of(condition, topic)
        times.append((time.perf_counter() - began) * 1000)
        at_work.append((time.process_time() - worked) * 1000)
        assert len(found) == STATEMENTS
    # The first ones open connections and fill caches.
    warm = times[20:]
    told = f"median {median(warm):.1f} ms, fastest {min(warm):.1f} ms, 95 % {quantiles(warm, n=20)[-1]:.1f} ms"
    print(f"  a topic of {STATEMENTS} statements: {told}; of it at work {median(at_work[20:]):.1f} ms")


def _generate(root: Path) -> None:
    for number in range(CONDITIONS):
        folder = root / f"condition-{number}"
        for place, content in _files(number).items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(yaml_text(content), encoding="utf-8")


def _files(number: int) -> dict[str, ConditionFile | SourceFile | ConceptFile | StatementFile]:
    topics = [{"id": f"topic-{one}", "title": f"Topic {one}", "question": f"Topic {one}?"} for one in range(TOPICS)]
    files: dict[str, ConditionFile | SourceFile | ConceptFile | StatementFile] = {
        "condition.yml": ConditionFile(
            id=f"condition-{number}",
            name=f"condition {number}",
            names=[f"disorder {number}"],
            defaults={"status": "published", "next_review": date(2099, 1, 1)},
            topics=topics,
        ),
        "sources.yml": SourceFile(sources=[_source(number, one) for one in range(SOURCES)]),
        "concepts/symptom.yml": ConceptFile(
            kind="symptom", concepts=[_concept(number, one) for one in range(CONCEPTS)]
        ),
    }
    for topic in range(TOPICS):
        files[f"statements/topic-{topic}.yml"] = StatementFile(
            topic=f"topic-{topic}",
            groups=[{"id": "general", "title": "In general"}],
            statements=[_statement(number, topic, one) for one in range(STATEMENTS)],
        )
    return files


def _source(number: int, one: int) -> dict[str, object]:
    return {
        "id": f"source-{number}-{one}",
        "title": f"Handbook {one}",
        "publisher": "Society",
        "url": f"https://society.example/{number}/{one}",
        "published": "2021-06",
        "accessed": date(2026, 11, 1),
        "licence": "public domain",
    }


def _concept(number: int, one: int) -> dict[str, object]:
    name = f"sign {number} {one}"
    return {"id": f"sign-{number}-{one}", "name": name, "words": [f"{name} word {word}" for word in range(8)]}


def _statement(number: int, topic: int, one: int) -> dict[str, object]:
    place = f"{number}-{topic}"
    concepts = [f"sign-{number}-{(one + step) % CONCEPTS}" for step in range(3)]
    return {
        "id": f"statement-{place}-{one}",
        "group": "general",
        "text": f"Statement {one} of topic {topic} says one plain thing about condition {number} in twenty words.",
        "concepts": concepts,
        "lists": concepts[:1],
        "citations": [
            {"source": f"source-{number}-{(one + step) % SOURCES}", "section": "Introduction"} for step in range(2)
        ],
        "shown_with": [f"statement-{place}-{one - 1}"] if one % 10 == 9 else [],
    }


if __name__ == "__main__":
    main(sys.argv[1:])
