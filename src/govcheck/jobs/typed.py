"""What typed text means: dates, and words by their beginning. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

from govcheck.words.errors import Refused

T = TypeVar("T")

DATE_HELP = "Write a date as 2026-11-30, or as days from today: +30."
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAYS = re.compile(r"[+-]\d{1,4}", re.ASCII)


def day(text: str, today: date) -> date | None:
    """The day meant by `2026-11-30`, `+30`, `-3` or `today`; None for anything else."""
    if text.casefold() == "today":
        return today
    try:
        if _DAYS.fullmatch(text):
            return today + timedelta(days=int(text))
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


def matched(text: str, words: Mapping[str, T]) -> T | None:
    """What a word stands for: the whole word, or the beginning of words that all stand for the same."""
    word = hyphened(text)
    if word in words:
        return words[word]
    found = {choice for key, choice in words.items() if word and key.startswith(word)}
    return found.pop() if len(found) == 1 else None


def words_for(choices: Mapping[str, str]) -> Mapping[str, str]:
    """What may be typed for each choice: its number, its label or its id; the choices are given by id, with labels."""
    numbers = {str(number): choice for number, choice in enumerate(choices, 1)}
    return {**{hyphened(label): choice for choice, label in choices.items()}, **{id: id for id in choices}, **numbers}
