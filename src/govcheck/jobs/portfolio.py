"""From folders to a portfolio: every engagement in them, opened, judged and reduced to its row one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from govcheck.jobs.check import nothing_due, plain, rests_on
from govcheck.jobs.checklists import built_in, find_checklist
from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.jobs.search import Again, OutOfSight, nothing_in, searched
from govcheck.jobs.unsaid import without_secrets
from govcheck.rules.aliases import Known, known_words
from govcheck.rules.assess import assess
from govcheck.rules.judge import decides
from govcheck.rules.portfolio import Broken, Row, reviewed
from govcheck.tools.workers import each
from govcheck.words.errors import InvalidInput, Refused, problems_of
from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Places:
    """Where the engagements are, before any of them is opened."""

    files: tuple[tuple[str, Path], ...]
    """Each by the name to show."""
    broken: tuple[Broken, ...] = ()
    """What was named or found and cannot be one."""
    again: tuple[str, ...] = ()
    """Other names of what is among the files."""


@dataclass(frozen=True)
class Reviewed:
    """One engagement, with the files that it rests on."""

    found: Row | Broken
    inputs: frozenset[Path]


def places(named: Sequence[Path], here: Path) -> Places:
    """The answers files that were named, and those in the folders that were named: each engagement once.

    What cannot be searched is no reason to leave the others out; it is told as what cannot be judged.
    """
    files: dict[str, Path] = {}
    broken: list[Broken] = []
    again: list[str] = []
    seen: set[str] = set()
    for one in (found for path in named for found in at(path, here)):
        if isinstance(one, Broken):
            broken.append(one)
            continue
        shown = plain((one.path if isinstance(one, Again) else one).as_posix())
        if isinstance(one, Again) or engagement(here / one) in seen:
            if shown not in files:
                again.append(shown)
        elif shown in files:
            says = f"two answers files would both be called {shown}"
            broken.append(refused(shown, Refused(says, "rename the folder of one of them")))
        else:
            seen.add(engagement(here / one))
            files[shown] = here / one
    return Places(tuple(sorted(files.items())), tuple(broken), tuple(dict.fromkeys(again)))


def engagement(answers: Path) -> str:
    """What two names of one engagement have in common: the folder, since evidence is looked for in it."""
    return str(Path(os.path.realpath(answers.parent), answers.name))


def at(path: Path, here: Path) -> Iterator[Path | Again | Broken]:
    """What there is at a path that was named. A file need not be there; opening it says so."""
    try:
        if not (here / path).is_dir():
            yield path
            return
    except OSError as error:
        yield unread(plain(path.as_posix()), error)
        return
    none = True
    for one in searched(path, here):
        none = False
        yield refused(plain(one.at.as_posix()), one) if isinstance(one, OutOfSight) else one
    if none:
        yield refused(plain(path.as_posix()), nothing_in(path))


def refused(shown: str, error: InvalidInput | Refused) -> Broken:
    first, *others = problems_of(error, shown)
    return Broken(shown, first, len(others))


def unread(shown: str, error: OSError) -> Broken:
    says = f"it cannot be read: {error.strerror or 'the system refused'}"
    return refused(shown, Refused(says, "check the permissions"))


def reviews(files: Sequence[tuple[str, Path]], today: date, within: int) -> Iterator[Reviewed]:
    """Each engagement judged. Of the one before nothing is kept but its row."""
    yield from each(partial(reviewed_file, today=today, within=within), files)


def reviewed_file(file: tuple[str, Path], today: date, within: int) -> Reviewed:
    shown, path = file
    found, refs = review(shown, path, today, within)
    return Reviewed(without_secrets(found), frozenset(rests_on(path, refs)))


def review(shown: str, path: Path, today: date, within: int) -> tuple[Row | Broken, tuple[str, ...]]:
    """One engagement as a row, with what it names as evidence."""
    try:
        file = open_engagement(path, shown)
    except (InvalidInput, Refused) as error:
        return refused(shown, error), ()
    except OSError as error:
        return unread(shown, error), ()
    return row(file, today, within), tuple(file.digests)


def row(file: EngagementFile, today: date, within: int) -> Row | Broken:
    case = file.case(today)
    found = assess(case)
    if not decides(found):
        return Broken(file.shown, nothing_due(file.shown))
    older = {id: before for id, before, _ in file.migration.versions if id in case.checklist.versions}
    return reviewed(file.shown, case, found, within, older)


def bundled_words() -> Known:
    """The words of every checklist that comes along."""
    return known_words(find_checklist(id, None) for id in built_in())
