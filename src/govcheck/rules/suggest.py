"""The nearest word to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import accumulate, takewhile

ROOM = 100
"""So many characters of choices are listed when none is near."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that was probably meant; empty when none is near."""
    found = get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return found[0] if found else ""


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
