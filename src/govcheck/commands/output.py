"""Where a command's result goes: standard output, or the file that was named."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path

from govcheck.commands.streams import print_out, tell
from govcheck.jobs.outputs import write_output
from govcheck.rules.suggest import write_instead
from govcheck.words.errors import Refused

SUFFIXES = {".htm": "html", ".markdown": "md", ".txt": "text"}
"""Suffixes that are not the name of their format."""
PIECE = 1024 * 1024
"""Bytes that go out at a time, and the rest of their line."""
STANDARD = Path("-")
"""How standard output is named as a file."""
NO_NAME = Refused("--output names no file", "write -o FILE")
NO_TEXT = Refused("this format does not go to standard output", "name a file with -o")


def format_of(named: str | None, output: Path | None, known: Iterable[str], default: str) -> str:
    """The format asked for, else the one that the output's suffix names, else the default."""
    choices = list(known)
    suffix = output.suffix.lower() if output else ""
    wanted = SUFFIXES.get(f".{named}", named) if named else SUFFIXES.get(suffix, suffix.removeprefix(".")) or default
    if wanted not in choices:
        raise Refused(f"there is no format {wanted} here", write_instead(wanted, choices))
    return wanted


def emit(text: str, output: Path | None, *, force: bool = False, filled_in: bool = False) -> None:
    """Write a result. To standard output no control character of the data goes; a file is replaced as a whole."""
    if output in (None, STANDARD):
        print_out(text)
    elif output == Path():
        raise NO_NAME
    else:
        write_output(output, text.encode("utf-8"), force=force, filled_in=filled_in)
        tell(f"Written: {output.as_posix()}")


def refuse_standard(output: Path | None) -> None:
    """Of what is no text, before any work is done for it."""
    if output in (None, STANDARD):
        raise NO_TEXT


def emit_bytes(data: bytes, output: Path | None, *, force: bool = False, filled_in: bool = False) -> None:
    """Write a result that need not be text. To standard output goes only what is."""
    if output not in (None, STANDARD, Path()):
        assert output is not None  # it was just compared
        write_output(output, data, force=force, filled_in=filled_in)
        tell(f"Written: {output.as_posix()}")
        return
    if output == Path():
        raise NO_NAME
    try:
        for _ in pieces(data):  # nothing goes out before all of it is known to be text
            pass
    except UnicodeDecodeError:
        raise NO_TEXT from None
    for text in pieces(data):
        print_out(text)


def pieces(data: bytes) -> Iterator[str]:
    """The text by whole lines, some at a time: all at once it would take up to four times the room of its bytes."""
    start = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
    while start < len(data):
        end = data.find(b"\n", start + PIECE) + 1 or len(data)
        yield data[start:end].decode("utf-8")
        start = end
