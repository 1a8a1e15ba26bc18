"""What an editor is offered for a candidate statement: the topic by its headings, the concepts by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.content.entries import ConceptEntry, ConceptKind, TopicEntry
from bot.language.phrases import PhraseFinder

_SAY_LITTLE = frozenset(
    """
    a an and are at by can do for how i in is it its my of on or should that the there they this to what when where
    which who with
    """.split()
)


class Suggestions:
    """Of one condition: its topics, and the concepts of all."""

    def __init__(self, topics: Iterable[TopicEntry], concepts: Iterable[tuple[ConceptKind, ConceptEntry]]) -> None:
        self._topics = {
            topic.id: _stems(f"{topic.id} {topic.title} {topic.item or ''}".replace("_", " ")) for topic in topics
        }
        self._finder = PhraseFinder((kind.value, one.id, (one.name, *one.words)) for kind, one in concepts)

    def topic(self, headings: Sequence[str]) -> str:
        """The topic that the innermost heading which names one is about; "" where none is."""
        for heading in reversed(headings):
            words = _stems(heading)
            shared = {topic: len(words & own) for topic, own in self._topics.items()}
            most = max(shared.values(), default=0)
            best = [topic for topic, count in shared.items() if count == most]
            if most and len(best) == 1:
                return best[0]
        return ""

    def concepts(self, text: str) -> list[str]:
        """The concepts that ``text`` names, in order."""
        return list(dict.fromkeys(phrase.id for phrase in self._finder.find(text)))


def _stems(text: str) -> frozenset[str]:
    """The words that say something, cut to six letters: enough to join "diagnosis" with "diagnosed"."""
    words = re.findall(r"[a-z]+", text.lower())
    return frozenset(word.rstrip("s")[:6] for word in words if word not in _SAY_LITTLE)
