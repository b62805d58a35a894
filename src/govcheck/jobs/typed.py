"""What typed text means: dates, and words by their beginning. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from govcheck.words.errors import Refused

T = TypeVar("T")

DATE_HELP = "Write a date as 2026-11-30, or as days from today: +30."
PAST_HELP = "Write a date as 2026-11-30, or as days before today: -5."
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DOTTED = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})", re.ASCII)  # day first, wherever it is written so
_DAYS = re.compile(r"[+-]\d{1,4}", re.ASCII)


def day(text: str, today: date) -> date | None:
    """The day meant by `2026-11-30`, `30.11.2026`, `+30`, `-3` or `today`; None for anything else."""
    if text.casefold() == "today":
        return today
    try:
        if _DAYS.fullmatch(text):
            return today + timedelta(days=int(text))
        if dotted := _DOTTED.fullmatch(text):
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except (ValueError, OverflowError):
        return None


def date_given(option: str, text: str, today: date) -> date | None:
    """The day that an option names; None where it was not given. Raises Refused."""
    found = day(text, today)
    if text and found is None:
        raise Refused(f"{option} {text} is not a date", "write it as 2026-11-30, or as days from today: +30")
    return found


def hyphened(text: str) -> str:
    """The text as an id would be written: `Not met` is not-met."""
    return "-".join(text.casefold().replace("_", " ").split())


def meant(text: str, words: Mapping[str, T]) -> frozenset[T]:
    """Everything that a text may stand for: a whole word, else words that begin so, else words that hold it whole."""
    word = hyphened(text)
    if not word:
        return frozenset()
    if word in words:
        return frozenset({words[word]})
    begun = frozenset(choice for key, choice in words.items() if key.startswith(word))
    return begun or frozenset(choice for key, choice in words.items() if f"-{word}-" in f"-{key}-")


def matched(text: str, words: Mapping[str, T]) -> T | None:
    """The one thing that a text stands for; None where it is none or may be several."""
    found = meant(text, words)
    return next(iter(found)) if len(found) == 1 else None


def words_for(choices: Mapping[str, str], numbered: Iterable[str] | None = None) -> Mapping[str, str]:
    """What may be typed for each choice, given by id with labels: its label, its id, or its number.

    A first word that all labels share may be left out. Numbers count those in `numbered`, or all.
    """
    labels = {choice: hyphened(label) for choice, label in choices.items()}
    shared = {label.partition("-")[0] for label in labels.values()}
    short = {label.partition("-")[2]: choice for choice, label in labels.items()} if len(shared) == 1 else {}
    numbers = {str(number): choice for number, choice in enumerate(choices if numbered is None else numbered, 1)}
    words = {**short, **{label: choice for choice, label in labels.items()}, **{id: id for id in choices}, **numbers}
    return {word: choice for word, choice in words.items() if word}
