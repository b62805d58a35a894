"""The gate's result for GitHub Actions: the text, then an annotation at each line that matters.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word, so the last place
says how many. Dates are notices: they take no place from what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govcheck.rules.formats.as_text import files_text
from govcheck.rules.formats.issues import Issue, Level, issues
from govcheck.rules.formats.plain import relative
from govcheck.rules.judge import GateRun

SHOWN = 10
"""So many annotations of one level GitHub shows of a step; of all levels fifty of a job."""


def as_github(run: GateRun) -> str:
    """The text is whole; no line of it is a command. Notes stand in the summary only."""
    found = issues(run)
    lines = [
        *commands("error", "errors", [one for one in found if one.level is Level.ERROR]),
        *commands("warning", "warnings", [one for one in found if one.level is Level.WARNING]),
        *commands("notice", "dates", [one for one in found if one.near]),
    ]
    return files_text(run) + "".join(f"{line}\n" for line in lines)


def commands(name: str, noun: str, found: Sequence[Issue]) -> Iterator[str]:
    shown = found if len(found) <= SHOWN else found[: SHOWN - 1]
    yield from (f"::{name} {place(one)}::{data(one.text)}" for one in shown)
    if len(found) > len(shown):
        yield f"::{name} title=govcheck::{len(found) - len(shown)} more {noun}; all of them stand in the summary"


def place(one: Issue) -> str:
    return f"file={value(relative(one.path))},line={one.line},col={one.column},title={value(one.title)}"


def data(text: str) -> str:
    """Text after the second `::`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """Text of a property, which a colon or a comma would end."""
    return data(text).replace(":", "%3A").replace(",", "%2C")
