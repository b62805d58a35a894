"""Standard output for results, standard error for talk. Either may be closed."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress

from govcheck.words.characters import safe_text, talk_text
from govcheck.words.errors import GovcheckError, InvalidInput, Refused

SHOWN = 20
"""So many problems are told; the rest are counted."""


class Closed(io.TextIOBase):
    """In the place of a standard stream that is closed: as on a full disk, nothing arrives."""

    def write(self, _text: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare() -> None:
    """Files and pipes get the same bytes whatever the locale; a terminal gets what it can show."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Closed())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def print_out(text: str) -> None:
    """Raises Refused where nobody would read it: what was not delivered must not look like success."""
    try:
        sys.stdout.write(safe_text(text))
        sys.stdout.flush()
    except (OSError, ValueError):  # closed before the start, full or gone; closed meanwhile
        sys.stdout = Closed()  # so that nothing tries again at the end
        raise Refused("standard output cannot be written", "leave it open, or name a file with --output") from None


def tell(text: str) -> None:
    """Lines for the person, none of them a command; where standard error is closed there is nobody to tell."""
    with suppress(OSError, ValueError):
        sys.stderr.write(talk_text(text) + "\n")


def message_of(error: GovcheckError) -> str:
    """The text of a refusal: one line for each problem, the first ones where there are many."""
    if not isinstance(error, InvalidInput):
        return f"govcheck: {error}"
    lines = [str(problem) for problem in error.problems[:SHOWN]]
    more = len(error.problems) - SHOWN
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)
