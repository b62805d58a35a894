"""Copying a worked engagement out of the package."""

from __future__ import annotations

from pathlib import Path

from govcheck.jobs.load import ANSWERS
from govcheck.rules.suggest import write_instead
from govcheck.tools import files
from govcheck.words.errors import Refused
from govcheck.words.resources import folder as bundled


def example_names() -> tuple[str, ...]:
    """The worked engagements that ship with govcheck."""
    return tuple(sorted(path.parent.name for path in bundled("examples").glob(f"*/{ANSWERS}")))


def copy_example(name: str, target: Path) -> None:
    """Copy an example into a folder that does not exist yet, or is empty. Raises Refused."""
    if name not in example_names():
        raise Refused(f"there is no example {name}", write_instead(name, example_names()))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target.as_posix()} is not empty", "name a folder that does not exist yet")
    source = bundled("examples") / name
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            files.create(place, path.read_bytes())
