"""The shipped content understood without Rasa: phrases, shape and nearest statements, as the components do."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.answer import Answer
from bot.answers.guide import Guide, Turn
from bot.answers.question import NearStatement, Question, Remembered
from bot.content.store import ContentStore
from bot.language.concept_extractor import store_finder
from bot.language.encoder import SentenceEncoder
from bot.language.phrases import CONDITION, PhraseFinder
from bot.language.readings import Readings
from bot.language.shape import shape
from bot.language.statement_index import StatementIndex

NETS = "neuroendocrine-tumors"


@dataclass(frozen=True)
class Asker:
    """Asks the guide in words, on given topics."""

    guide: Guide
    finder: PhraseFinder
    encoder: SentenceEncoder
    index: StatementIndex

    @classmethod
    def of(cls, store: ContentStore, guide: Guide, encoder: SentenceEncoder) -> Asker:
        vocabulary = store.vocabulary()
        return cls(guide, store_finder(vocabulary), encoder, StatementIndex.build(vocabulary, encoder))

    def question(self, text: str, *topics: str) -> Question:
        phrases = self.finder.find(text)
        known = [(phrase.start, phrase.end) for phrase in phrases]
        form = shape(text, known)
        near = self.index.nearest(text, Readings.of(text, self.encoder).rows)
        return Question(
            condition=NETS,
            topics=topics,
            concepts=tuple(dict.fromkeys(phrase.id for phrase in phrases if phrase.kind != CONDITION)),
            yes_no=form.yes_no,
            specific=bool(form.particular),
            unknown=form.unknown,
            near=tuple(NearStatement(*one) for one in near),
            in_its_words=self.index.has_any(form.particular, near[0].id),
        )

    def turn(self, text: str, *topics: str) -> Turn:
        return self.guide.answer(self.question(text, *topics), Remembered())

    def answer(self, text: str, *topics: str) -> Answer:
        return self.turn(text, *topics).answer
