"""What a message leans on, put in its place: "is it painful?" after an answer on PRRT asks whether PRRT is.

A sentence encoder knows nothing of the turn before. With the name before it, a message that leans on it is understood
like one that stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.content.statements import ASPECT, CARE, ILLNESS, SITE, SYMPTOM, TRAIT, TREATMENT, Concept
from bot.language import intents
from bot.language.clauses import sentences
from bot.language.named_topics import names_a_topic
from bot.language.naming import OURS
from bot.language.phrases import CONDITION, Phrase
from bot.language.shape import asks

LEANS_ON = "leans_on"
"""Where a Rasa message holds the concepts that it means without naming them."""

ASKED_OF = "asked_of"
"""Where it holds the sentence that asks, with the name of the illness that another of its sentences tells of."""

_MOST_WORDS_OF_A_BRIEF_MESSAGE, _ABOUT_SOMETHING, _IN_A_STORY = 5, 8, 6
_MOST_WORDS_THAT_GO_ON = 7
MOST_MEANT = 2

_GOES_ON = re.compile(r"\bit\b|^\W*(?:and|what about|how about|what if|so)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:its?|this|that|ones?)\b", re.IGNORECASE)
_ASKS_WHAT_IT_IS = re.compile(
    r"\b(?:what|who) (?:is|are|was|were|does|do)\b|\bwhat\W?s\b|\btell me\b|\bexplain"
    r"|\bhow does \S+ work\b|\bmean(?:s|ing)?\b",
    re.IGNORECASE,
)
"""Of a test or a treatment named: "what is lanreotide" asks nothing of the illness that was spoken of."""

_ASKS_WHAT_IT_DOES = re.compile(r"\b(?:what does|how does|what will) (?:it|that|this) (?:do|work)\b", re.IGNORECASE)
"""The same: "they put me on everolimus, what does that do?" points back to what the message names itself."""

_IS_IT = re.compile(
    r"^\W*(?:(?:so|and|but)\W+)?(?:(?:is|are|was) (?:it|that|this|they)\b"
    r"|(?:does|will|would) (?:it|that|this) (?:mean|involve|need|require)\b)",
    re.IGNORECASE,
)
"""Of a test or a treatment named: "is it chemo?", "does it mean surgery?" asks whether what was spoken of is."""

_HAS_IT = re.compile(
    r"\b(?:gets?|got|getting|has|have|having|develop\w*|causes?|leads? to) (?:it|that|this|one)\b", re.IGNORECASE
)
"""Asked of an illness with the condition named beside it."""

COMPARES = re.compile(
    r"\b(?:than|instead of|compared?|versus|vs|differen(?:t|ce) (?:from|to|with)|same (?:as|thing)|or)\b", re.IGNORECASE
)
"""One thing is set beside another: "is that the same as pancreatic cancer?"."""

_WITH_WHAT_WAS_SPOKEN_OF = re.compile(
    r"\b(?:difference (?:with|to)|compared? (?:with|to)) \S+\W*$|\b(?:before|after|beforehand|afterwards?)\W*$",
    re.IGNORECASE,
)
"""What a test or a treatment is set beside without a word for it: "do I have to stop my shot before?"."""

_RELATES = re.compile(
    r"\b(?:related|linked|connected|due|thanks) (?:to|with)\b|\b(?:because of|comes? from|to do with|part of)\b",
    re.IGNORECASE,
)
"""One illness is asked of another: "is it linked to my MEN1?"."""

_OF_KIN = re.compile(
    r"\b(?:kids?|child|children|sons?|daughters?|brothers?|sisters?|siblings?|family|relatives|grandchildren)\b.*"
    r"\b(?:get|have|need|inherit|tests?|tested|testing|checks?|checked|screen\w*|risk|too)\b"
    r"|\b(?:tested|checked|screened)\b.*\b(?:family|relatives|kids|children|siblings)\b"
    r"|^\W*(?:(?:and|so|but)\W+)?(?:what|how) about (?:my|our|his|her|the|their) (?:kids?|child|children|sons?"
    r"|daughters?|brothers?|sisters?|siblings?|family|grandchildren|relatives)\W*$",
    re.IGNORECASE,
)
"""What is asked of a relative is asked of the illness, not of the test that found it."""

_ASKS_SOMETHING_ELSE = re.compile(
    r"\bin (?:the|our|my|his|her|your) (?:genes?|famil(?:y|ies))\b|\b(?:hereditary|inherit\w*|genetic)\b"
    r"|\b(?:is|are|sounds?) (?:it|that|this|they)? ?(?:really |very |so )?(?:bad|good|serious|dangerous)\b",
    re.IGNORECASE,
)
"""Whether it is inherited, or bad: no matter of the turn before, whatever that was."""

_OF_A_SYMPTOM = re.compile(
    r"\bsets? (?:it|them|this|that) off\b|\btrigger\w*|\bbrings? (?:it|them|this|that) on\b"
    r"|\b(?:take|do|helps?|works?|good) (?:for|with|against|about) (?:it|them|this|that)\b"
    r"|\b(?:stop|ease|control|calm)s? (?:it|them|this|that)\b",
    re.IGNORECASE,
)
"""What is asked of a symptom that was spoken of, besides the illness."""
_OF_A_DISEASE = re.compile(
    r"\b(?:symptoms?|signs?|causes?|caused|prognosis|outlook|survival|life expectancy|prevent\w*|types|kinds"
    r"|risk factors?|inherit\w*|hereditary|runs? in (?:the|my|our|a) famil\w+|follow\w*[ -]?up"
    r"|(?:get|got) (?:it|this|that|one|them) (?:from|because|by)|my (?:own )?fault|is (?:it|that|this) why"
    r"|fatal|terminal|cured|curable|incurable|benign|malignant|com(?:e|es|ing) back|recur\w*|live with"
    r"|(?:is|are) (?:it|that|this|they|these) (?:a |an |all |really |actually )*cancers?|(?:what|which) tumou?rs"
    r"|how long (?:have|has|do|does|will|can) (?:i|he|she|they|we|people|you) (?:got|live|have left)"
    r"|(?:going to|gonna|will i|will he|will she) die|dies? of|(?:is|are) (?:it|that|this|they) (?:common|rare)"
    r"|(?:do|should|can|could|must) (?:i|we|he|she) ask)\b",
    re.IGNORECASE,
)
"""Words that ask for something of a disease: a test or a treatment has none of it."""

_WHAT_ABOUT = re.compile(
    r"^\W*(?:(?:ok|okay|so|and)\W+)?(?:what|how) about\b|^\W*same for\b|^\W*(?:and|or)\s+(?:in|for|with|of)\b"
    r"|^\W*(?:and|or)\s+(?:(?:an?|the)\s+)?\S+\W*$",
    re.IGNORECASE,
)

_TALK, _TALK_THAT_ASKS = 0.5, 0.75
"""Confidence from which a message that may lean on an answer is talk: "dose?" is near to "sources?"."""

_OF_THE_BOT = re.compile(
    r"\b(?:you|your|yours|u|ur|bot|robot|human|person|machine|computer|ai|this|here|help|menu|chat|topics?|options?)\b",
    re.IGNORECASE,
)
_TOLD_OF_WHAT_IT_LEANS_ON = 1.1
"""Score of a statement in the words of a message from which it asks for that: "when was that approved?"."""


def asks_what_it_does(text: str) -> bool:
    """Whether a message asks what the thing that it names does: "she starts lanreotide. How does it work?"."""
    return bool(_ASKS_WHAT_IT_DOES.search(text))


def asks_of_kin(text: str) -> bool:
    """Whether a message asks of relatives, and so of the illness spoken of: "do we all have to be tested?"."""
    return bool(_OF_KIN.search(text))


def tells_a_symptom_of(kinds: Collection[str], treatments: Collection[Concept]) -> bool:
    """Whether a message names a symptom and nothing else while a treatment is spoken of: "his mouth is so sore"."""
    return bool(treatments) and SYMPTOM in kinds and (OURS | CARE).isdisjoint(kinds)


def is_brief(text: str, kinds: Collection[str], of_something: bool) -> bool:
    """Whether a message is so short that it must lean on what was spoken of: "what are the symptoms?".

    Args:
        text: the message.
        kinds: those of the store's phrases found in it.
        of_something: whether the conversation is about an illness, a test or a treatment.
    """
    most = _ABOUT_SOMETHING if of_something else _MOST_WORDS_OF_A_BRIEF_MESSAGE
    return len(text.split()) <= most and OURS.isdisjoint(kinds)


def spoken_of(
    text: str,
    kinds: Collection[str],
    before: Sequence[Concept],
    standing: Sequence[Concept],
    treatments: Sequence[Concept] = (),
) -> tuple[Concept, ...]:
    """What a message means without naming it.

    Args:
        text: a message that leans on the turn before.
        kinds: those of the store's phrases found in it.
        before: the concepts that the turn before was about.
        standing: the illnesses that the conversation is about.
        treatments: the treatments that it is about.

    Returns:
        Illnesses, tests and treatments of ``before``, or what else a word of the message points back to. Where it
        names what it is about, what was asked of the other one: "and of embolization?" after side effects.
    """
    goes_on = _GOES_ON.search(text) or _POINTS_BACK.search(text)
    if OURS.intersection(kinds) == {TRAIT} and CARE.isdisjoint(kinds) and goes_on:
        # "What about if it has spread?" after the outlook with a rectal NET.
        return _illnesses(before, standing)
    before = [one for one in before if one.kind not in ILLNESS or not standing or one in standing]
    before = [one for one in before if one.kind != TREATMENT or not treatments or one in treatments]
    if OURS.intersection(kinds) == {CONDITION} and (_HAS_IT.search(text) or _IS_IT.match(text)):
        # "Does everyone with a NET get it?" after carcinoid syndrome.
        return _illnesses(before, standing)
    if not (OURS | CARE).isdisjoint(kinds):
        meant = [concept for concept in before if concept.kind == ASPECT and _WHAT_ABOUT.match(text)]
        if _RELATES.search(text) and _POINTS_BACK.search(text):
            meant += _illnesses(before, standing)
        if OURS.isdisjoint(kinds):
            meant += _beside_care(text, before, standing)
        return tuple(meant[:MOST_MEANT])
    # "And in the lung?" after the signs of a pancreatic NET asks for those of another tumor.
    elsewhere = SITE in kinds and not _POINTS_BACK.search(text)
    illness = frozenset() if elsewhere else ILLNESS
    care = frozenset() if _OF_A_DISEASE.search(text) or _OF_KIN.search(text) else CARE
    meant = [concept for concept in before if concept.kind in illness | care] or list(standing if illness else ())
    felt = [concept for concept in before if concept.kind == SYMPTOM and _OF_A_SYMPTOM.search(text)]
    meant = [*felt, *(concept for concept in meant if concept not in felt)]
    if care and illness and not felt and all(concept.kind in ILLNESS for concept in meant):
        # "How well does it work?" after her drug's side effects were not to be found.
        meant = [*treatments, *meant]
    if not meant and _POINTS_BACK.search(text):
        meant = [concept for concept in before if concept.kind not in ILLNESS | CARE]
    return tuple(meant[:MOST_MEANT])


def _illnesses(before: Iterable[Concept], standing: Sequence[Concept]) -> tuple[Concept, ...]:
    """Those that the turn before was about, or else the conversation."""
    return tuple(concept for concept in before if concept.kind in ILLNESS)[:MOST_MEANT] or tuple(standing)


def _beside_care(text: str, before: Sequence[Concept], standing: Sequence[Concept]) -> list[Concept]:
    """What is meant beside a test or a treatment that is named: the illness, and what it is compared with."""
    if _OF_KIN.search(text):
        return list(_illnesses(before, standing))
    points_back = _POINTS_BACK.search(text)
    if _WITH_WHAT_WAS_SPOKEN_OF.search(text):
        return [concept for concept in before if concept.kind in CARE]
    if points_back and (COMPARES.search(text) or _IS_IT.search(text)):
        # "Is it better than an ordinary CT?"
        return [concept for concept in before if concept.kind in CARE]
    of_the_illness = not _ASKS_WHAT_IT_DOES.search(text) and (points_back or not _ASKS_WHAT_IT_IS.search(text))
    return list(_illnesses(before, standing)) if of_the_illness else []


def in_full(text: str, leans_on: Sequence[Concept]) -> str:
    """``text`` with the names of what it leans on before it."""
    return f"{' and '.join(concept.name for concept in leans_on)}: {text}" if leans_on else text


def asked_of(text: str, found: Iterable[Phrase], told_of: Sequence[Concept]) -> str | None:
    """Of a story the sentence that asks, if it is brief, with what it leans on before it; None where there is none.

    "I had my appendix out and it was a carcinoid. How common is that?" has two sentences, and none of them asks how
    common NETs of the appendix are.

    Args:
        text: the message.
        found: the store's phrases in it.
        told_of: the illnesses in it.
    """
    told = sentences(text)
    asking = [sentence for sentence in told if asks(sentence.text)]
    if not told_of or not asking or len(asking) == len(told):
        return None
    last = asking[-1]
    within = (one.kind for one in found if last.start <= one.start < last.start + len(last.text))
    brief = len(last.text.split()) <= _IN_A_STORY
    return in_full(last.text, told_of[:MOST_MEANT]) if brief and (ILLNESS | CARE).isdisjoint(within) else None


def is_talk(message: Message, intent: str, confidence: float) -> bool:
    """Whether a message that may lean on an answer is talk: thanks, "more", "what are your sources?".

    Args:
        message: with what the components before the classifier found.
        intent: what it was taken for without what it may lean on.
        confidence: how sure that is, from 0 to 1.
    """
    text = message.get(TEXT) or ""
    if intent in (*intents.TOPICS, intents.OUT_OF_SCOPE):
        return False
    if not asks(text):
        return confidence >= _TALK
    if intent in intents.ON_THE_BOT and not _OF_THE_BOT.search(text):
        # "Who does it?" after an answer on ablation.
        return False
    nearest = next(iter(message.get("near") or ()), None)
    told = nearest and nearest.score >= _TOLD_OF_WHAT_IT_LEANS_ON and message.get("near_in_its_words")
    return confidence >= _TALK_THAT_ASKS and not told


def goes_on(message: Message, unsure: bool, before: Sequence[str]) -> bool:
    """Whether "what about functional ones?" asks the same topic of something else.

    Args:
        message: with what the components before the classifier found.
        unsure: whether its own topic is in doubt.
        before: the topics that were spoken of, the main one first.
    """
    text = message.get(TEXT) or ""
    if not before or names_a_topic(text) or len(text.split()) > _MOST_WORDS_THAT_GO_ON:
        return False
    if asks_of_kin(text) or _ASKS_SOMETHING_ELSE.search(text):
        return False
    kinds = {entity["entity"] for entity in message.get(ENTITIES) or ()}
    if any(intents.ASK + before[0] != topic for kind, topic in intents.OF_CARE.items() if kind in kinds):
        # "When would they operate?" after which scans there are.
        return False
    understood = message.get("understood") or {}
    leans = understood.get("follows") and kinds and not understood.get("specific")
    return bool(leans and (unsure or _WHAT_ABOUT.match(text)))
