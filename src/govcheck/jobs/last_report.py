"""What a report is compared with: an earlier revision of its answers file, or another file."""

from __future__ import annotations

from datetime import date
from os.path import normpath
from pathlib import Path, PurePath

from govcheck.jobs.diffing import compared
from govcheck.jobs.load import ANSWERS, EngagementFile, open_engagement, shown_from
from govcheck.jobs.revision import in_repository, open_revision
from govcheck.rules.names import same_name
from govcheck.rules.report.review import Before, BeforeKind
from govcheck.tools import git
from govcheck.words.errors import Refused

SUFFIXES = (".yaml", ".yml")
"""What ends so is meant as a file."""


def compared_since(
    file: EngagementFile, here: Path, named: str, days: tuple[date, date]
) -> tuple[Before, tuple[str, ...]]:
    """What somebody named, compared with a file, each judged on its day; and what should be known of its reading.

    A file or an engagement's folder that is there is meant before a revision of that name.
    """
    path = here / named
    if path.exists():
        whole = path / ANSWERS if path.is_dir() else path
        return before(file, "file", shown_from(whole, file.folder), days)
    if path.suffix in SUFFIXES:
        raise Refused(f"{named} does not exist", "name an earlier answers file, or a git revision")
    base, _ = in_repository(file.path)
    return before(file, "commit", git.commit_of(base, named), days)


def before(
    file: EngagementFile, kind: BeforeKind, name: str, days: tuple[date, date]
) -> tuple[Before, tuple[str, ...]]:
    """The same from what a report keeps of it."""
    if kind == "commit":
        old = open_revision(file.path, file.shown, name, whole=False)
    else:
        old = open_engagement(file.folder / name, normpath(PurePath(file.shown).parent / name))
        refuse_other(old, file)
    return Before(kind, name, compared(old, file, days)), old.notes


def refuse_other(old: EngagementFile, file: EngagementFile) -> None:
    """Nothing of one organisation may get into the report of another one."""
    was, now = old.engagement.front.organization, file.engagement.front.organization
    if not same_name(was, now):
        raise Refused(
            f"{old.shown} is a review of another organisation",
            "name an earlier state of this review, or a git revision",
        )
