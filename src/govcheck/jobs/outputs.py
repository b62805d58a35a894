"""Writing what a command made to the file that was named, without destroying another."""

from __future__ import annotations

from pathlib import Path

from govcheck.tools import files
from govcheck.words.errors import Refused


def write_output(path: Path, text: str, *, force: bool = False, filled_in: bool = False) -> None:
    """Write a whole file. One that holds something else than an earlier output of this kind is not replaced.

    Nor is one that people fill in, as `filled_in` says, unless it holds the very same.
    """
    data = text.encode("utf-8")
    if path.exists() and not path.is_file():
        raise Refused(f"{path.as_posix()} is not an ordinary file", "name a file, or leave --output out")
    if path.exists() and not force and not replaceable(path, data):
        raise Refused(f"{path.as_posix()} holds something else", "name another file, or add --force to replace it")
    if filled_in and path.exists() and not force and path.read_bytes() not in (b"", data):
        raise Refused(f"{path.as_posix()} may hold replies by now", "name another file, or add --force to replace it")
    path.parent.mkdir(parents=True, exist_ok=True)
    files.create(path, data, overwrite=True)


def replaceable(path: Path, data: bytes) -> bool:
    """Whether a file is empty, or begins with the same line as what is to be written: each output has its own."""
    with path.open("rb") as file:
        first = file.readline(1024).rstrip()
    return not first or first == data.split(b"\n", 1)[0].rstrip()
