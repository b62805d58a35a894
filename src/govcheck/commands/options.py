"""The options that several commands share, so that they mean the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from govcheck.commands.clock import today
from govcheck.commands.streams import tell
from govcheck.jobs.load import ANSWERS, EngagementFile, find_answers, open_engagement, shown_from
from govcheck.jobs.settings import Configured, configured, configured_for, the_one
from govcheck.rules.near import NEAR_DAYS
from govcheck.words.errors import Refused
from govcheck.words.settings import Settings


def named_path(text: str) -> Path:
    """A path as it was typed. An empty one is a variable that was not set, and not this folder."""
    if not text:
        raise Refused("an empty name was given for an answers file", "name a file or a folder")
    return Path(text)


AnswersOption = Annotated[
    Path | None,
    typer.Option(
        "-a",
        "--answers",
        metavar="<path>",
        parser=named_path,
        help="The answers file. Without it, the nearest answers.yaml.",
    ),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="Judge as of this day (YYYY-MM-DD). Without it, today (UTC).")
]
AsOfOldOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Judge the old one as of this day, to see what ran out since.")
]
ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who answers. Without it, the name that git knows for this folder.")
]


def format_option(known: Iterable[str]) -> Any:
    """The option that names one of a command's formats."""
    choices = ", ".join(known)
    return typer.Option(
        "-f", "--format", metavar="FORMAT", help=f"One of {choices}. Without it, the suffix of --output decides."
    )


OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="Write to this file, not to standard output.")
]
WithinOption = Annotated[
    int | None,
    typer.Option("--within", metavar="DAYS", min=0, help="How far ahead dates are shown. Without it, 14."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the output file whatever it holds.")]


DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
LAST_YEAR = 2999
"""Whoever names a later day has mistyped it."""


def day_of(text: str | None, option: str = "--as-of") -> date:
    """The day to judge by. Raises Refused for what is no date."""
    if text is None:
        return today()
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else date.max
    except ValueError:
        day = date.max
    if day.year > LAST_YEAR:
        raise Refused(f"{option} {text} is not a date", "write it as 2026-11-22")
    return day


def opened(named: Path | None) -> EngagementFile:
    """The engagement in the answers file named, or the nearest; what should be known of its reading is told."""
    file = open_engagement(*answers_path(named))
    for note in file.notes:
        tell(note)
    return file


def days_ahead(asked: int | None, settings: Settings) -> int:
    """How far ahead dates are told: as asked for, else as configured."""
    configured = NEAR_DAYS if settings.within is None else settings.within
    return configured if asked is None else asked


def settings_of(file: EngagementFile) -> Settings:
    """The configuration that holds for an engagement, from wherever it is looked at."""
    return configuration_of(file).settings


def configuration_of(file: EngagementFile) -> Configured:
    """The same, with the folder that it holds for."""
    return configured_for([file.path], Path.cwd())


def answers_path(named: Path | None) -> tuple[Path, str]:
    """The answers file and its name to show: the one named, or `answers.yaml` in the folder named, or the nearest."""
    here = Path.cwd()
    if named is None:
        found = the_one(configured(here, here), here) or find_answers(here)
        return found, shown_from(found, here)
    if (here / named).is_dir():
        named = named / ANSWERS
    return here / named, named.as_posix()
