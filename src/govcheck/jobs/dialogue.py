"""Asking a person one thing at a time. Whatever is typed passes through here.

At every prompt `b` goes back, `q` stops and `?` explains; Enter alone takes what is shown in brackets.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from govcheck.jobs.typed import DATE_HELP, day
from govcheck.rules.names import names_nobody, nobody_text
from govcheck.rules.secrets import found, masked
from govcheck.tools.terminal import Grid, Tone
from govcheck.tools.yamltext import FORBIDDEN
from govcheck.words.errors import Refused

NOTHING = "-"
"""Typed to take out what is shown in brackets."""
EDITOR_HELP = "EDITOR names the one to use. Type the note here."
MOVES = "Here too: b goes back, q stops."
SECRETS = "that part is not saved. If it is real, change it: it was on the screen. Look whether more of it is secret."
NOTE_HELP = r"End a line with \ to go on below it; e alone opens your editor."


class Person(Protocol):
    """Whoever answers: somebody at a terminal, a file of lines, a test."""

    def show(self, text: str = "", tone: Tone = "") -> None:
        """Gives lines to read."""

    def grid(self, grid: Grid) -> None:
        """Gives a table to read, in which every cell has a name."""

    def ask(self, prompt: str) -> str | None:
        """One line, or None at the end of input."""

    def present(self) -> bool:
        """Whether somebody sits there who can type a line again."""

    def waiting(self) -> bool:
        """Whether more lines came together with the last one: somebody pasted them."""

    def edit(self, text: str) -> str | None:
        """A longer text, changed in an editor; None where there is none, or where it was left without saving."""


class Quit(Exception):
    """The person stops."""


class EndOfInput(Quit):
    """There is nobody any more, or nothing more to read."""


class Unfinished(EndOfInput):
    """The input ended in the middle of an answer or a change."""


class Back(Exception):
    """The person wants the question before."""


def heard_line(person: Person, prompt: str) -> str:
    """One line as it was typed. Raises EndOfInput, and Refused for what cannot be read and typed again."""
    while True:
        typed = person.ask(prompt)
        if typed is None:
            raise EndOfInput
        line = cleaned(person, typed)
        if "\ufffd" not in line:
            return line
        if not person.present():  # the next line was meant for another question
            raise Refused("a line of the input holds characters that cannot be read", "write the input in UTF-8")
        person.show("That line holds characters that cannot be read. Type it again.", "poor")


def ask_line(person: Person, prompt: str, about: str = "") -> str:
    """One line that answers something; several that were pasted are joined. Raises Quit and Back."""
    return " ".join(ask_entry(person, prompt, about).split("\n"))


def ask_entry(person: Person, prompt: str, about: str = "") -> str:
    """What answers something, as it was typed or pasted. Raises Quit and Back; tells at `?` what this is about."""
    while True:
        entry = heard_line(person, f"{prompt}: ")
        match entry.casefold():
            case "q" | "quit" | "exit":
                raise Quit
            case "b" | "back":
                raise Back
            case "?" | "help":
                person.show(f"{about} {MOVES}".strip())
            case _:
                return entry


def cleaned(person: Person, typed: str) -> str:
    """Without what may not stand in a file: characters that cannot be seen, which a paste can bring, and secrets."""
    line = FORBIDDEN.sub("", typed)
    if line != typed:
        person.show("Characters that cannot be seen were left out.", "quiet")
    return without_secrets(person, line.strip())


def without_secrets(person: Person, text: str) -> str:
    """The text with what looks like a secret taken out, before anything is saved; the person is told of what kind."""
    kinds = found(text)
    if kinds:
        person.show(f"That looks like {' and '.join(kinds)}. It was taken out; {SECRETS}", "bad")
    return masked(text)


def ask_text(person: Person, prompt: str, default: str = "", about: str = "", needed: str = "") -> str:
    """A line of text; empty only where nothing says why it is needed."""
    label = f"{prompt} [{default}]" if default else prompt
    while True:
        line = pasted(person, ask_entry(person, label, about))
        text = "" if line == NOTHING else line or default
        if text or not needed:
            return text
        person.show(needed, "poor")


def ask_name(person: Person, prompt: str, default: str = "", about: str = "", needed: str = "") -> str:
    """The name of a person; empty only where nothing says why it is needed."""
    while True:
        name = ask_text(person, prompt, default, about, needed)
        if not names_nobody(name):
            return name
        person.show(f"{nobody_text(name)}. Write who it is.", "poor")


def pasted(person: Person, first: str) -> str:
    """A text as one line, with the lines that were pasted together with its first one: they answer nothing else."""
    lines = first.split("\n")
    while person.waiting():
        lines.append(heard_line(person, "Next line: "))
    if lines[1:]:
        person.show(f"All {len(lines)} lines are one text.", "quiet")
    return " ".join(line.strip() for line in lines if line.strip())


def ask_note(person: Person, prompt: str, default: str = "", about: str = "", needed: str = "") -> str:
    """Text of one or several lines."""
    label = prompt if default or needed else f"{prompt} (Enter: none)"
    if default:
        person.show(f"Note so far: {default}\nEnter keeps it, {NOTHING} takes it out.")
    while True:
        note = whole_note(person, ask_entry(person, label, f"{about} {NOTE_HELP}".strip()), default)
        text = "" if note == NOTHING else note or default
        if text or not needed:
            return text
        person.show(needed, "poor")


def whole_note(person: Person, first: str, default: str) -> str:
    """A note from its first line on; `e` alone opens an editor."""
    if first.casefold() != "e":
        return continued(person, first)
    edited = person.edit(default)
    if edited is None:
        person.show(f"No text came from an editor. {EDITOR_HELP}", "poor")
    return cleaned(person, edited or "")


def continued(person: Person, first: str) -> str:
    r"""A note from its first line on: lines that end with `\` go on, and so do lines that were pasted together."""
    lines, pasted = [first], "\n" in first
    while (unfinished := lines[-1].endswith("\\")) or person.waiting():
        pasted = pasted or not unfinished
        lines[-1] = lines[-1].removesuffix("\\").rstrip()
        lines.append(heard_line(person, "Next line: "))
    note = without_secrets(person, "\n".join(lines).strip("\n"))
    if pasted:
        person.show(f"All {len(note.splitlines())} lines are one note.", "quiet")
    return note


def ask_date(
    person: Person,
    prompt: str,
    today: date,
    default: date | None = None,
    fault: Callable[[date], str] = lambda _: "",
    about: str = "",
) -> date:
    """A date; asked again while it cannot be read, or while there is a fault with it."""
    label = f"{prompt} [{default}]" if default else prompt
    while True:
        line = ask_line(person, label, f"{about} {DATE_HELP}".strip())
        found = day(line, today) if line else default
        wrong = fault(found) if found else DATE_HELP
        if found and not wrong:
            return found
        person.show(wrong, "poor")
