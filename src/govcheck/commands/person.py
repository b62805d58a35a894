"""Who sits before the program: the terminal and the editor. The one place that looks for them."""

from __future__ import annotations

import os
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn, TypeVar

import typer

from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import Back, Quit
from govcheck.jobs.saving import Saved
from govcheck.jobs.unsaid import secrets_in, without_secrets
from govcheck.rules.secrets import found
from govcheck.tools.terminal import Grid, Terminal, Tone
from govcheck.words.errors import ExitCode, Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import NO, YES

"""The exit code of what was stopped by a signal."""

PATIENCE = 5
"""Seconds that a build server is given to send the first line; nobody else has to hurry."""

T = TypeVar("T")
IN_HISTORY = "It was taken out; that part is not saved. It is in the history of your shell, so change it."

EDITORS = ("editor", "vi", "nano")
"""What is tried where nobody named an editor."""


@dataclass(frozen=True)
class AtTerminal:
    """A person at a terminal, or a file of lines in the place of one."""

    terminal: Terminal

    def show(self, text: str = "", tone: Tone = "") -> None:
        self.terminal.show(text, tone)

    def grid(self, grid: Grid) -> None:
        self.terminal.grid(grid)

    def ask(self, prompt: str) -> str | None:
        line = self.terminal.ask(prompt)
        if line and found(line):
            forget_last_line()
        return line

    def present(self) -> bool:
        return self.terminal.interactive

    def waiting(self) -> bool:
        return self.terminal.waiting()

    def edit(self, text: str) -> str | None:
        command = editor()
        return edited(command, text) if command and self.terminal.interactive else None


def terminal() -> Terminal:
    """The terminal of this process, with line editing where there is any."""
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - importing it gives `input` line editing
    return Terminal(sys.stdin, sys.stdout, sys.stderr, input, os.environ)


def unsaid(given: T, terminal: Terminal) -> T:
    """What was given as options, without likely secrets; says that there were some, and where they still stand."""
    if kinds := secrets_in(given):
        terminal.talk(f"That looks like {' and '.join(kinds)}. {IN_HISTORY}", "bad")
    return without_secrets(given)


def agreed(here: Terminal, question: str, nothing: str) -> bool:
    """Whether a person at the terminal says yes; `nothing` says what came of it where they do not.

    Raises Refused where nobody can be asked.
    """
    if not here.interactive:
        raise Refused(f"nobody can be asked here, so {nothing}", "read what stands above, then add --yes")
    try:
        with stopped_by_signals():
            if ask_choice(AtTerminal(here), question, Choices({YES: YES, NO: NO}), NO) == YES:
                return True
    except (Back, Quit, KeyboardInterrupt) as stop:
        here.talk(f"Stopped; {nothing}.")
        raise typer.Exit(ExitCode.of_stop(stop)) from None
    here.talk(f"{nothing[0].upper()}{nothing[1:]}.")
    return False


def tell_raised(here: Terminal, saved: Saved) -> None:
    """Says where saving has brought a file to newer versions of its checklists as well."""
    if saved.raised:
        here.talk(saved.raised, "poor")


def forget_last_line() -> None:
    """Takes the last line out of what the arrow key brings back."""
    with suppress(ImportError, ValueError):
        import readline  # noqa: PLC0415 - as above

        if last := readline.get_current_history_length():
            readline.remove_history_item(last - 1)


def anybody(terminal: Terminal) -> bool:
    """Whether somebody or something can answer. Never waits for long on a build server."""
    stdin = terminal.stdin
    if stdin is None or stdin.closed:
        return False
    on_server = bool(os.environ.get("CI"))
    if stdin.isatty():
        return not on_server
    if not hasattr(stdin, "buffer"):
        return True  # lines in memory
    if on_server and os.name == "posix" and not select.select([stdin], [], [], PATIENCE)[0]:
        return False
    return bool(stdin.buffer.peek(1))  # type: ignore[attr-defined]  # a text stream stands on a buffered one


def editor() -> list[str]:
    """The user's own editor, else one that most systems have; empty where there is none."""
    own = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        commands = [shlex.split(own)] if own else [[name] for name in EDITORS]
    except ValueError:  # a quote that is not closed
        return []
    return next((command for command in commands if command and shutil.which(command[0])), [])


def edited(command: list[str], text: str) -> str | None:
    """The text as the editor left it; None where it failed or nothing was changed."""
    with tempfile.TemporaryDirectory(prefix="govcheck-") as folder:
        path = Path(folder) / "note.md"
        path.write_text(text, "utf-8")
        ours = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C belongs to the editor
        try:
            done = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - the user's own editor
        finally:
            signal.signal(signal.SIGINT, ours)
        after = path.read_text("utf-8", errors="replace").strip()
    return after if done.returncode == 0 and after != text.strip() else None


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Inside, a closed terminal and a request to end do what Ctrl-C does."""

    def stop(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in stopping()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stopping() -> tuple[signal.Signals, ...]:
    """The signals that ask a program to end; a closed terminal sends none on Windows."""
    return tuple(signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__)
