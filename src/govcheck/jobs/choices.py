"""Asking for one or several of a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from govcheck.jobs.dialogue import NOTHING, Person, ask_line
from govcheck.jobs.typed import matched, meant, words_for
from govcheck.words.values import dataclass

NONE = "none"


@dataclass(frozen=True)
class Choices:
    """What there is to choose from."""

    labels: Mapping[str, str]
    """By id."""
    numbered: Sequence[str] = ()
    """Those that were shown with numbers: no others can be typed."""
    also: str = ""
    """One more word."""
    about: str = ""
    """What this is about, for help."""
    short: Mapping[str, str] = field(default_factory=dict)
    """Further words, which no help names, by what they stand for."""

    @cached_property
    def words(self) -> Mapping[str, str]:
        more = {self.also: self.also} if self.also else {}
        return {**more, **self.short, **words_for(self.labels, self.numbered)}

    @property
    def ways(self) -> str:
        """What can be typed."""
        words = [*self.labels, *([self.also] if self.also else [])]
        return "Type a number or a word." if self.numbered else f"Type {', '.join(words[:-1])} or {words[-1]}."

    def fault(self, typed: str) -> str:
        """Why a word is none of them."""
        several = sorted(meant(typed, self.words), key=list(self.words.values()).index)
        labels = " or ".join(self.labels.get(choice, choice) for choice in several)
        return f"{typed} may mean {labels}." if several else f"{typed} is not one of them."


def ask_choice(person: Person, prompt: str, choices: Choices, default: str = "") -> str:
    """The id of one of them; the default, or nothing, at Enter alone."""
    label = f"{prompt} [{choices.labels.get(default, default)}]" if default else prompt
    while True:
        line = ask_line(person, label, f"{choices.about} {choices.ways}".strip())
        choice = matched(line, choices.words) if line else default
        if choice is not None:
            return choice
        person.show(f"{choices.fault(line)} {choices.ways}", "poor")


def ask_several(
    person: Person, prompt: str, choices: Choices, default: Sequence[str] | None = None
) -> tuple[str, ...] | None:
    """Some of them, or the one more word; an empty list at `none` or `-`; the default, or None, at Enter alone."""
    shown = ", ".join(choices.labels.get(value, value) for value in default or ()) or NONE
    label = prompt if default is None else f"{prompt} [{shown}]"
    words = {NONE: NOTHING, NOTHING: NOTHING, **choices.words}
    about = f"Type numbers or words, with commas between them; {NONE} for an empty list."
    while True:
        line = ask_line(person, label, about)
        if not line:
            return None if default is None else tuple(default)
        found = {part.strip(): matched(part, words) for part in line.split(",") if part.strip()}
        wrong = [part for part, choice in found.items() if choice is None]
        if found and not wrong:
            chosen = found.values()
            return (choices.also,) if choices.also in chosen else tuple(one for one in choices.labels if one in chosen)
        person.show(f"{' '.join(map(choices.fault, wrong or [line]))} {about}", "poor")


def show_choices(person: Person, labels: Iterable[str]) -> None:
    for number, label in enumerate(labels, 1):
        person.show(f"  {number}  {label}")
