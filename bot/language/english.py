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
    others = sum(word in _FOREIGN and word not in _ENGLISH for word in words)
    return others < 2 or others <= sum(word in _ENGLISH for word in words)
