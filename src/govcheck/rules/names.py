"""Whether two names mean the same person, and whether a name means anybody."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST = 1000
"""Characters of a name that are compared: composing a hostile one takes more time than their number."""


NOBODY = frozenset(
    {"tbd", "tbc", "tba", "todo", "fixme", "xx", "xxx", "n/a", "none", "nobody", "somebody", "someone", "anybody"}
) | {"unknown", "unassigned", "name", "placeholder"}
"""What people write where they have no name yet."""


def names_nobody(name: str) -> bool:
    """Whether a text only holds the place of a name, or of what is to be said there."""
    return bool(name.strip()) and (folded(name).strip(" .<>[]()?") in NOBODY or not any(map(str.isalnum, name)))


def nobody_text(name: str) -> str:
    return f"{name} names nobody"


def same_name(one: str, other: str) -> bool:
    """The same after NFKC, case folding and single spaces; nobody is the same as nobody."""
    return folded(one) == folded(other) != ""


def near_name(one: str, other: str) -> bool:
    """Not the same, but differing only in accents, punctuation, the order of words, or words that are added."""
    words, others = sorted((bare_words(one), bare_words(other)), key=len)
    added = len(words) > 1 and set(words) <= set(others)  # a title, a role, or a second person
    return not same_name(one, other) and (words == others != () or added)


@lru_cache(maxsize=4096)  # the same few people stand behind hundreds of answers
def folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name[:LONGEST]).casefold().split())


@lru_cache(maxsize=4096)
def bare_words(name: str) -> tuple[str, ...]:
    parts = unicodedata.normalize("NFD", folded(name))
    letters = (char if char.isalnum() else " " for char in parts if unicodedata.category(char) != "Mn")
    return tuple(sorted("".join(letters).split()))
