"""The nearest word to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 8
"""So many choices are listed when none is near."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that was probably meant; empty when none is near."""
    found = get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return found[0] if found else ""


def write_instead(word: str, choices: Iterable[str]) -> str:
    """What to write instead of a word that is none of the choices."""
    known = list(choices)
    near = nearest(word, known)
    if near:
        return f"did you mean {near}?"
    more = ", ..." if len(known) > SHOWN else ""
    return f"write one of {', '.join(known[:SHOWN])}{more}" if known else "remove it"
