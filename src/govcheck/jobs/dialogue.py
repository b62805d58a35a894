"""Asking a person one thing at a time. Whatever is typed passes through here.

At every prompt `b` goes back, `q` stops and `?` explains; Enter alone takes what is shown in brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from govcheck.jobs.typed import DATE_HELP, day, matched, words_for
from govcheck.tools.terminal import Tone
from govcheck.tools.yamltext import FORBIDDEN

NOTHING = "-"
"""Typed to take out what is shown in brackets."""
MOVES = "Here too: b goes back, q stops."
NOTE_HELP = r"End a line with \ to go on below it; e alone opens your editor."
CHOICE_HELP = "Type a number or a word."
CHOICES_HELP = "Type numbers or words, with commas between them."


class Person(Protocol):
    """Whoever answers: somebody at a terminal, a file of lines, a test."""

    def show(self, text: str = "", tone: Tone = "") -> None:
        """Gives lines to read."""

    def ask(self, prompt: str) -> str | None:
        """One line, or None at the end of input."""

    def edit(self, text: str) -> str | None:
        """A longer text, changed in an editor; None where there is none, or where it was left without saving."""


class Quit(Exception):
    """The person stops."""


class EndOfInput(Quit):
    """There is nobody any more, or nothing more to read."""


class Back(Exception):
    """The person wants the question before."""


def heard_line(person: Person, prompt: str) -> str:
    """One line as it was typed. Raises EndOfInput."""
    while True:
        typed = person.ask(prompt)
        if typed is None:
            raise EndOfInput
        line = cleaned(person, typed)
        if "\ufffd" not in line:
            return line
        person.show("That line holds characters that cannot be read. Type it again.", "poor")


def ask_line(person: Person, prompt: str, about: str = "") -> str:
    """One line that answers something. Raises Quit and Back; answers `?` with what this is about."""
    while True:
        line = heard_line(person, f"{prompt}: ")
        match line.casefold():
            case "q" | "quit" | "exit":
                raise Quit
            case "b" | "back":
                raise Back
            case "?" | "help":
                person.show(f"{about} {MOVES}".strip())
            case _:
                return line


def cleaned(person: Person, typed: str) -> str:
    """Without characters that cannot be seen and may not stand in a file; a paste can bring them."""
    line = FORBIDDEN.sub("", typed)
    if line != typed:
        person.show("Characters that cannot be seen were left out.", "quiet")
    return line.strip()


def ask_text(person: Person, prompt: str, default: str = "", about: str = "", needed: str = "") -> str:
    """A line of text; empty only where nothing says why it is needed."""
    label = f"{prompt} [{default}]" if default else prompt
    while True:
        line = ask_line(person, label, about)
        text = "" if line == NOTHING else line or default
        if text or not needed:
            return text
        person.show(needed, "poor")


def ask_note(person: Person, prompt: str, default: str = "", about: str = "", needed: str = "") -> str:
    """Text of one or several lines."""
    if default:
        person.show(f"Note so far: {default}\nEnter keeps it, {NOTHING} takes it out.")
    while True:
        note = whole_note(person, ask_line(person, prompt, f"{about} {NOTE_HELP}".strip()), default)
        text = "" if note == NOTHING else note or default
        if text or not needed:
            return text
        person.show(needed, "poor")


def whole_note(person: Person, first: str, default: str) -> str:
    r"""A note from its first line on: lines that end with `\` go on, and `e` alone opens an editor."""
    if first.casefold() == "e":
        edited = person.edit(default)
        if edited is None:
            person.show("No text came from an editor. Type the note here.", "poor")
        return cleaned(person, edited or "")
    lines = [first]
    while lines[-1].endswith("\\"):
        lines[-1] = lines[-1][:-1].rstrip()
        lines.append(heard_line(person, "Next line: "))
    return "\n".join(lines).strip("\n")


def ask_date(
    person: Person,
    prompt: str,
    today: date,
    default: date | None = None,
    fault: Callable[[date], str] = lambda _: "",
) -> date:
    """A date; asked again while it cannot be read, or while there is a fault with it."""
    label = f"{prompt} [{default}]" if default else prompt
    while True:
        line = ask_line(person, label, DATE_HELP)
        found = day(line, today) if line else default
        wrong = fault(found) if found else DATE_HELP
        if found and not wrong:
            return found
        person.show(wrong, "poor")


def ask_choice(person: Person, prompt: str, choices: Mapping[str, str], default: str = "", also: str = "") -> str:
    """One of the choices, given by id with labels, or the word in `also`; the default, or nothing, at Enter alone."""
    label = f"{prompt} [{choices.get(default, default)}]" if default else prompt
    words = {also: also, **words_for(choices)}
    while True:
        line = ask_line(person, label, CHOICE_HELP)
        choice = matched(line, words) if line else default
        if choice is not None:
            return choice
        person.show(f"{line} is not one of them. {CHOICE_HELP}", "poor")


def ask_several(
    person: Person, prompt: str, choices: Mapping[str, str], default: Sequence[str] | None = None, also: str = ""
) -> tuple[str, ...] | None:
    """Some of the choices, or the word in `also`; an empty list at `none`; the default, or None, at Enter alone."""
    shown = ", ".join(choices.get(value, value) for value in default or ()) or "none"
    label = prompt if default is None else f"{prompt} [{shown}]"
    words = {"none": NOTHING, also: also, **words_for(choices)}
    while True:
        line = ask_line(person, label, CHOICES_HELP)
        if not line:
            return None if default is None else tuple(default)
        found = {part.strip(): matched(part, words) for part in line.split(",") if part.strip()}
        wrong = [part for part, choice in found.items() if choice is None]
        if found and not wrong:
            return (also,) if also in found.values() else tuple(one for one in choices if one in found.values())
        person.show(f"{', '.join(wrong) or line} is not one of them. {CHOICES_HELP}", "poor")


def show_choices(person: Person, labels: Iterable[str]) -> None:
    for number, label in enumerate(labels, 1):
        person.show(f"  {number}  {label}")
