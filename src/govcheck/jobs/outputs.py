"""Writing what a command made to the file that was named, without destroying another."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

from govcheck.tools import files
from govcheck.words.errors import Refused

KEPT = ("answers.yaml", "govcheck.yaml", "pyproject.toml", ".gitattributes", ".gitignore")
"""Files that people write, wherever they lie."""
OF_ENGAGEMENT = ("checklists", "evidence")
"""Folders of an engagement in which people keep what it rests on."""

LOOKED_AT, MAX_READ = 1024, 64 * 1024 * 1024
PDF, MADE_WITH, ENDS = b"%PDF-", re.compile(rb"/ID *\[ *\(govcheck report, [a-z]*\)"), re.compile(rb"%%EOF")
ZIP, ZIP_HEADER, ZIP_NAME = b"PK\x03\x04", 30, slice(26, 28)
"""How a member of a zip file begins: where its digest stands, and how long its name is, which comes behind."""
PROPERTIES, EDITION = "docProps/core.xml", re.compile(rb"<cp:category>([a-z]+ edition)</cp:category>")


def refuse_kept(path: Path) -> None:
    """Raises Refused for a file that people write or keep: no output goes over it, by whatever option."""
    if not os.path.lexists(path):
        return
    real = Path(os.path.realpath(path))
    kept = real.name.casefold() in KEPT or any(
        folder.name in OF_ENGAGEMENT and (folder.parent / "answers.yaml").exists() for folder in real.parents
    )
    if kept:
        raise Refused(f"{path.as_posix()} is no output of govcheck, so nothing is written over it", "name another file")


def write_output(path: Path, data: bytes, *, force: bool = False, filled_in: bool = False) -> None:
    """Write a whole file, where that destroys nothing."""
    refuse_over(path, data, force=force, filled_in=filled_in)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.create(path, data, overwrite=True)


def refuse_over(path: Path, data: bytes, *, force: bool = False, filled_in: bool = False) -> None:
    """Raises Refused where a file holds something else than an earlier output of this kind.

    One that people fill in, as `filled_in` says, is not replaced either, unless it holds the very same.
    """
    refuse_kept(path)
    if path.exists() and not path.is_file():
        raise Refused(f"{path.as_posix()} is not an ordinary file", "name a file, or leave --output out")
    if path.exists() and not force and not replaceable(path, data):
        raise Refused(f"{path.as_posix()} holds something else", "name another file, or add --force to replace it")
    if filled_in and path.exists() and not force and path.read_bytes() not in (b"", data):
        raise Refused(f"{path.as_posix()} may hold replies by now", "name another file, or add --force to replace it")


def write_report(path: Path, data: bytes) -> None:
    """Write a report that every run writes anew: an ordinary file is replaced, whatever it holds, and nothing else."""
    refuse_kept(path)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise Refused(f"{path.as_posix()} is not an ordinary file", "name a file for the report")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{path.as_posix()} was not saved: {error.strerror}", "name another folder") from None
    files.create(path, data, overwrite=True)


def append_output(path: Path, text: Callable[[int], str]) -> None:
    """Add a text to a file of which others write parts too; the text may depend on the bytes that are there."""
    files.append(path, lambda used: text(used).encode("utf-8"))


def same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, which need not be there yet."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    return one.exists() and other.exists() and one.samefile(other)


def replaceable(path: Path, data: bytes) -> bool:
    """Whether a file is empty, or an earlier output of the same kind as what is to be written."""
    with path.open("rb") as file:
        before = file.read(LOOKED_AT)
        if before.startswith((PDF, ZIP)):
            before += file.read(MAX_READ)
    return not before.strip() or beginning(before) == beginning(data)


def beginning(data: bytes) -> bytes:
    """What an output of one kind always begins with: of JSON the first entry, else the first line to its colon.

    A workbook that another program has saved begins with another member. A PDF is told by what made it, and is another
    one once somebody has signed it or written into it, which adds an end.
    """
    if data.startswith(PDF):
        return b" ".join((PDF, *MADE_WITH.findall(data), *ENDS.findall(data)))
    if data.startswith(ZIP):
        return data[: ZIP_HEADER + int.from_bytes(data[ZIP_NAME], "little")] + edition_in(data)
    lines = [line.strip() for line in data[:LOOKED_AT].split(b"\n", 2)]
    return b"".join(lines[:2]) if lines[0] == b"{" else lines[0].split(b": ")[0].strip()


def edition_in(data: bytes) -> bytes:
    """The edition that a Word document says it is of: the full one never goes over another under its name."""
    import zipfile  # noqa: PLC0415 - slow to load, and most outputs are text

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(PROPERTIES)
            return b"".join(EDITION.findall(archive.read(info))) if info.file_size < MAX_READ else b""
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        return b""
