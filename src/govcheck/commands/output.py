"""Where a command's result goes: standard output, or the file that was named."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from govcheck.jobs.outputs import write_output
from govcheck.rules.suggest import write_instead
from govcheck.words.characters import safe_text
from govcheck.words.errors import Refused

SUFFIXES = {".htm": "html", ".markdown": "md", ".txt": "text"}
"""Suffixes that are not the name of their format."""


def format_of(named: str | None, output: Path | None, known: Iterable[str], default: str) -> str:
    """The format asked for, else the one that the output's suffix names, else the default."""
    choices = list(known)
    suffix = output.suffix.lower() if output else ""
    wanted = named or SUFFIXES.get(suffix, suffix.removeprefix(".")) or default
    if wanted not in choices:
        raise Refused(f"there is no format {wanted} here", write_instead(wanted, choices))
    return wanted


def emit(text: str, output: Path | None, *, force: bool = False) -> None:
    """Write a result. To a terminal no control character of the data goes; a file is replaced as a whole."""
    if output is None:
        sys.stdout.write(safe_text(text))
        sys.stdout.flush()
    else:
        write_output(output, text, force=force)
        sys.stderr.write(f"Written: {safe_text(output.as_posix())}\n")
