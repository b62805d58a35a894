"""Whether two names mean the same person."""

from __future__ import annotations

import unicodedata

LONGEST = 1000
"""Characters of a name that are compared: composing a hostile one takes more time than their number."""


def same_name(one: str, other: str) -> bool:
    """The same after NFKC, case folding and single spaces; nobody is the same as nobody."""
    return folded(one) == folded(other) != ""


def near_name(one: str, other: str) -> bool:
    """Not the same, but differing only in accents, punctuation or the order of words."""
    return not same_name(one, other) and bare_words(one) == bare_words(other) != []


def folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name[:LONGEST]).casefold().split())


def bare_words(name: str) -> list[str]:
    parts = unicodedata.normalize("NFD", folded(name))
    letters = (char if char.isalnum() else " " for char in parts if unicodedata.category(char) != "Mn")
    return sorted("".join(letters).split())
