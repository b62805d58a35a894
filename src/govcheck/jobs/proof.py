"""Naming proof: a file below the folder of the answers, which is hashed, or an address, which is kept as it is."""

from __future__ import annotations

from itertools import islice
from pathlib import Path, PurePosixPath

from govcheck.rules.case import is_url
from govcheck.rules.suggest import nearest
from govcheck.tools import files
from govcheck.words.errors import Refused

EVIDENCE = "evidence"
SEARCHED = 1000
"""So many files of evidence are looked through for one of a similar name."""


def reference(typed: str, folder: Path) -> str:
    """What was typed, as the format wants it: relative to the folder, with forward slashes. Raises Refused outside."""
    if is_url(typed):
        return typed
    typed = typed.strip("\"'")  # as a shell wants a name with blanks
    path = Path(typed)
    if path.is_absolute() and path.resolve().is_relative_to(folder.resolve()):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    ref = PurePosixPath(typed.replace("\\", "/"))
    if path.is_absolute() or ref.is_absolute() or ".." in ref.parts:
        raise Refused(f"{typed} is outside the folder of the answers", "copy the file into evidence/ and name it so")
    return ref.as_posix()


def fingerprint(ref: str, folder: Path) -> str:
    """The sha256 of the file that a reference names; empty for an address, and where there is no such file."""
    return "" if is_url(ref) else files.digest(Path(ref), folder) or ""


def caution(ref: str, sha256: str, folder: Path) -> str:
    """What to know about a proof at once; empty where there is nothing."""
    if is_url(ref):
        return "An address is kept as it is; govcheck does not look at it, so it is not verified."
    if sha256:
        return ""
    if (folder / ref).is_dir():
        return f"{ref} is a folder. Name a file in it; a folder does not count."
    if (folder / ref).exists():
        return f"{ref} is empty, or no file that can be read. Until it holds something, it does not count."
    return f"There is no file {ref} in {folder.name or folder} yet. Until it is there, it does not count."


def similar(ref: str, folder: Path) -> str:
    """The file of evidence that was probably meant; empty when none is near."""
    found = (path for path in (folder / EVIDENCE).rglob("*") if path.is_file() and not path.name.startswith("."))
    names = {path.relative_to(folder).as_posix(): path.stem for path in islice(found, SEARCHED)}
    near = nearest(PurePosixPath(ref).stem, names.values())
    return next((file for file, name in sorted(names.items()) if name == near), "")
