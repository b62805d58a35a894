"""A terminal with a reviewer before it: the real program on a pseudo-terminal, from the standard library alone."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

PATIENCE = 30
"""Seconds after which something that was expected is missing; never waited for when all is well."""
ON_A_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
PROMPT = re.compile(r"^\S[^\n]*: (?:\r| )*\Z", re.MULTILINE)
"""What the program writes last when it waits: a line that begins at the margin and ends in a colon."""
UNSET = ("CI", "NO_COLOR", "VISUAL", "EDITOR", "COLUMNS", "LINES", "INPUTRC")


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """That of the tests, without what would change how the program behaves at a terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    return {**kept, "TERM": "xterm", "INPUTRC": os.devnull, **(changes or {})}


class Seat:
    """The program on a terminal of its own."""

    def __init__(self, *arguments: str, cwd: Path, columns: int = 80, environ: Mapping[str, str] | None = None) -> None:
        self.screen, terminal = os.openpty()
        termios.tcsetwinsize(terminal, (24, columns))
        command = [sys.executable, "-m", "govcheck", *arguments]
        self.process = subprocess.Popen(
            [sys.executable, "-c", ON_A_TERMINAL, *command],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=cwd,
            env=environment(environ),
            start_new_session=True,
        )
        os.close(terminal)
        self.seen = ""
        self.read_to = 0

    def expect(self, text: str) -> str:
        """Waits until the program has written this, behind what was expected before; what it wrote until then."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen[self.read_to :]:
            if not self.more(end - time.monotonic()):
                raise AssertionError(f"{text!r} does not come; the screen ends with {self.seen[-600:]!r}")
        start, self.read_to = self.read_to, self.seen.index(text, self.read_to) + len(text)
        return self.seen[start : self.read_to]

    def expect_prompt(self, text: str) -> None:
        """Waits until the program waits. Python sees a signal between prompt and wait only with the next key."""
        self.expect(text)
        time.sleep(0.5)

    def more(self, seconds: float) -> bool:
        """Reads what has come; False when nothing comes any more."""
        if not select.select([self.screen], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self.screen, 65536)
        except OSError:  # the program has ended
            return False
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode("utf-8"))

    def answer(self, *lines: str) -> None:
        """Types lines, each once the program asks for it."""
        end = time.monotonic() + PATIENCE
        for line in lines:
            while not PROMPT.search(self.seen, self.read_to):
                assert self.more(end - time.monotonic()), f"no prompt; the screen ends with {self.seen[-600:]!r}"
            self.read_to = len(self.seen)
            self.type(f"{line}\r")

    def end(self) -> int:
        """Waits for the program to end; its exit code."""
        end = time.monotonic() + PATIENCE
        while self.more(end - time.monotonic()):
            pass
        return self.process.wait(PATIENCE)

    def hang_up(self) -> None:
        """Closes the terminal, as a window is closed."""
        os.close(self.screen)
        self.screen = -1


@contextlib.contextmanager
def seat(*arguments: str, cwd: Path, columns: int = 80, environ: Mapping[str, str] | None = None) -> Iterator[Seat]:
    """The program on a terminal, gone when the test is."""
    one = Seat(*arguments, cwd=cwd, columns=columns, environ=environ)
    try:
        yield one
    finally:
        with contextlib.suppress(ProcessLookupError):
            one.process.send_signal(signal.SIGKILL)
        one.process.wait()
        if one.screen >= 0:
            os.close(one.screen)
