"""Whether a statement is in the project's own words, held against the document that it came from."""

from __future__ import annotations

from bot.content.copied import LONGEST_SHARED_RUN, in_quotation_marks
from bot.content.licences import allows_quoting
from bot.content.wording_overlap import DocumentWords, words_of
from bot.curation.blocks import Document
from bot.curation.drafts import DraftStatement


class Wording:
    """One document, and what may be said in its words."""

    def __init__(self, document: Document, licence: str) -> None:
        self._words = DocumentWords(document.whole)
        self._licence = licence

    def problem(self, statement: DraftStatement) -> str | None:
        """Why the statement's wording cannot be published, or None."""
        run = self._words.longest_run(statement.text)
        if statement.quotation:
            return self._problem_of_quotation(statement.text, len(run))
        if len(run) > LONGEST_SHARED_RUN:
            shared = " ".join(run.words)
            return f"shares {len(run)} words in a row with the document: say it in your own words (“{shared}”)"
        return None

    def _problem_of_quotation(self, text: str, shared: int) -> str | None:
        if not allows_quoting(self._licence):
            return f"is marked as a quotation, which the source's licence does not allow ({self._licence})"
        if not in_quotation_marks(text):
            return "is marked as a quotation: put it in quotation marks, so that readers see it"
        if shared < len(words_of(text)):
            return "is marked as a quotation, but does not stand in the document word for word"
        return None
