"""Whether a message is in English, by its letters and its commonest words.

Short messages and those full of names count as English: a wrong "I only understand English"
to somebody who wrote it is worse than an answer that finds nothing.
"""

from __future__ import annotations

import re
import unicodedata

_FOREIGN = frozenset(
    """
    el la los las una unos del por para con que qué cuáles cuales es son está como cómo mi tengo le les des est
    sont une dans pour avec quels quelles quel quelle qui je j'ai mon ma et où comment der die das und ist sind
    ein eine welche wie ich habe mein nicht für bei wo gibt um o os um uma não é são quais como meu minha il gli
    che sono quali ho mio di het een zijn wat welke ik heb mijn niet voor jest są jakie czy się na nie
    """.split()
)
_SURELY_FOREIGN = frozenset(
    """
    quiero puedo puede tengo tiene ayuda duele esposo esposa muy dónde qué cómo estoy hola gracias usted
    möchte kann nicht mein meine meinen habe hilfe bitte schmerzen vater mutter
    veux peux j'ai ça où bonjour aidez
    voglio posso aiuto grazie não dói ajuda obrigado obrigada heb mijn niet pijn
    mogę boli pomocy proszę dziękuję
    """.split()
)
"""Words of other languages that no English one is taken for: of a message without an English word one is enough."""

_ENGLISH = frozenset(
    """
    a an the and or of to in on is are was were do does did i my me you your it its he she his her they we what
    when where which who why how can could should would will have has had not for with from at be been this that
    there any if but so about get got tell
    """.split()
)


def is_english(text: str) -> bool:
    """Whether ``text`` is, or may well be, English."""
    letters = [character for character in text if character.isalpha()]
    foreign = sum("LATIN" not in unicodedata.name(letter, "LATIN") for letter in letters)
    if letters and foreign > len(letters) / 2:
        return False
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
    english = sum(word in _ENGLISH for word in words)
    if not english and len(words) > 1 and any(word in _SURELY_FOREIGN for word in words):
        return False
    others = sum(word in _FOREIGN and word not in _ENGLISH for word in words)
    return others < 2 or others <= english
