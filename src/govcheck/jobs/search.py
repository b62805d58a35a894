"""Looking for answers files in a folder and below it: nothing is passed over without a word."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from govcheck.jobs.load import ANSWERS, refuse_misnamed
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Again:
    """A folder with an answers file that the search has been to already, by another name."""

    path: Path


class OutOfSight(Refused):
    """Something below a folder that cannot be looked at, or would not be."""

    def __init__(self, at: Path, message: str, hint: str) -> None:
        self.at = at
        super().__init__(message, hint)


def searched(path: Path, here: Path) -> Iterator[Path | Again | OutOfSight]:
    """Every answers file, and what may keep one out of sight, in the order of the folders' names.

    A folder that two links lead to is looked at once.
    """
    closed: list[OSError] = []
    seen: set[str] = set()

    def place(folder: str) -> Path:
        return path / Path(folder).relative_to(here / path)

    for folder, inside, names in os.walk(here / path, onerror=closed.append, followlinks=True):
        yield from (unsearched(place(error.filename or str(here / path)), error) for error in closed)
        closed.clear()
        real = os.path.realpath(folder)
        there = ANSWERS in (*names, *inside)  # a folder of that name is not passed over; opening it says what it is
        if real in seen or Path(folder).name == ".git":
            inside.clear()  # a link that leads in a circle, or to where the search has been
            if there and real in seen:
                yield Again(place(folder) / ANSWERS)
            continue
        seen.add(real)
        inside.sort()  # so that it is always the same name by which a folder is found
        if there:
            yield place(folder) / ANSWERS
        yield from passed_over(Path(folder), place(folder), names)
    yield from (unsearched(place(error.filename or str(here / path)), error) for error in closed)


def unsearched(at: Path, error: OSError) -> OutOfSight:
    says = f"{at.as_posix()} cannot be searched: {error.strerror}"
    return OutOfSight(at, says, "what cannot be read cannot be judged")


def passed_over(folder: Path, shown: Path, names: Iterable[str]) -> Iterator[OutOfSight]:
    """What in a folder may be an answers file, or lead to one, and would not be looked at."""
    try:
        refuse_misnamed(names, shown)
    except Refused as error:
        yield OutOfSight(shown, error.message, error.hint)
    for name in sorted(names):
        if leads_out_of_sight(folder / name):
            at = shown / name
            yield OutOfSight(at, f"{at.as_posix()} cannot be followed", "what is there may have to be judged")


def nothing_in(path: Path) -> Refused:
    """Nothing judged is never good news."""
    return Refused(f"there is no {ANSWERS} in {path.as_posix()}", "name an answers file or the folder of an engagement")


def leads_out_of_sight(path: Path) -> bool:
    """Whether a link leads to where one may not look; what is behind it may be an engagement."""
    if path.is_symlink():
        try:
            path.stat()
        except PermissionError:
            return True
        except OSError:  # it leads to nothing
            return False
    return False
