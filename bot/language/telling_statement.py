"""What a message asks where the classifier is in doubt: the topic of a statement that answers it.

"What is PRRT?" names no tumor, and "what is …" is asked of a thousand other things. "Which charity is there in
Australia?" names two things of ours, and a statement tells of both. The scores are those of
bot/language/statement_index.py: 1.5 is the very question of a statement.
"""

from __future__ import annotations

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.statements import CARE
from bot.language import intents
from bot.language.naming import Named
from bot.language.shape import asks

_ITS_QUESTION = 1.25
"""From which a statement is nearly asked for, whatever it tells of."""

_ITS_WORDS = {intents.OUT_OF_SCOPE: 0.9, intents.NOT_COVERED: 0.85, intents.CLARIFY: 0.85}
"""From which it answers where no topic was understood, if it has one of the words that ask for something particular:
"what is the price of Lutathera?" is near to what Lutathera is, which says nothing of a price."""

_BESIDE_ANOTHER_DISEASE, _BESIDE_BOTH = 1.05, 0.9
"""The same where another disease is named: "it is in my liver now, is that liver cancer?"; and where one of ours is
beside it: "they took it out for appendicitis and there was a carcinoid in it, what happens next?"."""

_ITS_WORDS_ON_ALL_NAMED, _ON_ALL_NAMED = 0.85, 0.85
"""From which one that tells of everything named does, if it has one of those words, and where nothing particular is
asked."""

_ON_ONE_NAMED = 0.95
"""From which the nearest of all does, if it tells of one of the things named: "TAE vs TACE"."""

_ON_WHAT_WAS_SPOKEN_OF = 0.65
_SEVERAL = 2


def topic_told(message: Message, intent: str, named: Named) -> str | None:
    """The topic's id; None where no statement answers the message, it asks nothing, or it is about another disease.

    Args:
        message: with what the components before the classifier found.
        intent: what the classifier took it for.
        named: what it names.
    """
    nearest = next(iter(message.get("near") or ()), None)
    if nearest is None or not (named.ours or named.concept or asks(message.get(TEXT) or "")):
        return None
    topic, score = nearest.topic, nearest.score
    in_its_words = message.get("near_in_its_words")
    form = message.get("understood") or {}
    if named.other:
        least = _BESIDE_BOTH if named.ours else _BESIDE_ANOTHER_DISEASE
        # "Octreotide gallstones" asks for nothing beside them.
        both = named.concept and not form.get("specific")
        return str(topic) if (in_its_words or both) and score >= least else None
    on_all, before = message.get("near_on_all"), message.get("near_on_before")
    least = _ITS_WORDS.get(intent, _ITS_QUESTION)
    if named.concept and nearest == on_all and intent in _ITS_WORDS:
        least = min(least, _ITS_WORDS_ON_ALL_NAMED)
    if form.get("tells"):
        # "I start Lutathera next month" is near to what is asked before a treatment, and asks nothing.
        least = max(least, _ITS_QUESTION)
    if (in_its_words and score >= least) or (named.concept and score >= _ITS_QUESTION):
        return str(topic)
    if form.get("follows") and intent in _ITS_WORDS and before is not None and before.score >= _ON_WHAT_WAS_SPOKEN_OF:
        return str(before.topic)
    if not named.concept or form.get("tells") or intent in intents.TOPICS or not _asks_only_of_ours(message):
        return None
    told = ((on_all, _ON_ALL_NAMED), (message.get("near_on_any"), _ON_ONE_NAMED))
    return next((str(one.topic) for one, enough in told if one is not None and one.score >= enough), None)


def _asks_only_of_ours(message: Message) -> bool:
    """Whether a message names a test or treatment, or two things of ours, and asks for nothing particular of them.

    "What is sunitinib?" asks for nothing else, "lanreotide or octreotide, which is cheaper?" does.
    """
    form = message.get("understood") or {}
    several = len(form.get("concepts") or ()) + bool(form.get("named")) >= _SEVERAL
    of_care = any(entity["entity"] in CARE for entity in message.get(ENTITIES) or ())
    return (several or of_care) and not form.get("specific")
