"""The nearest word to a misspelt one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import accumulate, takewhile

ROOM = 100
"""So many characters of choices are listed when none is near."""

NEAR = 0.6
"""So much alike is taken for the same, of 1."""
WORD = 4
"""Letters of a word that says what a sentence is about."""
PARTICLES = {
    *("been", "before", "does", "each", "ever", "every", "from", "have", "into", "only", "that", "their", "them"),
    *("then", "there", "these", "they", "this", "those", "under", "what", "when", "where", "which", "whom", "with"),
}


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that was probably meant; empty when none is near."""
    found = get_close_matches(word, list(choices), n=1, cutoff=NEAR)
    return found[0] if found else ""


def near_words(one: str, other: str) -> bool:
    """Whether two sentences may say the same: they share a word that is no particle, or are nearly the same letters."""
    words, others = (set(re.findall(rf"\w{{{WORD},}}", text.casefold())) for text in (one, other))
    return bool((words & others) - PARTICLES) or SequenceMatcher(None, one, other).ratio() >= NEAR


def write_instead(word: str, choices: Iterable[str]) -> str:
    """What to write instead of a word that is none of the choices."""
    known = list(choices)
    if not known:
        return "remove it"
    near = nearest(word, known)
    if near:
        return f"did you mean {near}?"
    shown = list(takewhile(lambda listed: len(listed) <= ROOM, accumulate(known, "{}, {}".format)))
    listed = shown[-1] if shown else known[0]
    return f"write one of {listed}" + (", ..." if len(shown) < len(known) else "")
