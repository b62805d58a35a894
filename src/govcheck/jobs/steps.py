"""Prompts as a row of steps, each from a value to a fuller one. Back leads one step back and keeps what was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from govcheck.jobs.dialogue import Back, Person, ask_text

T = TypeVar("T")

Draft = dict[str, Any]
"""The fields given so far of something that is complete only at the end."""


def through(steps: Sequence[Callable[[T], T]], value: T, at: int = 0) -> T:
    """Step by step, from the one at this place on. Each proposes what the value holds. Raises Back before the first."""
    while at < len(steps):
        try:
            value = steps[at](value)
        except Back:
            if at == 0:
                raise
            at -= 1
        else:
            at += 1
    return value


def part(name: str, ask: Callable[[Draft], object]) -> Callable[[Draft], Draft]:
    """The step that asks for one field."""
    return lambda draft: {**draft, name: ask(draft)}


def text_step(person: Person, name: str, prompt: str, about: str, needed: str) -> Callable[[Draft], Draft]:
    """The step that asks for one field that is a text."""
    return part(name, lambda draft: ask_text(person, prompt, draft.get(name, ""), about, needed))
