"""The gate's result for GitHub Actions: the text, then an annotation at each line that matters.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so the last place says how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govcheck.rules.formats.as_text import as_text
from govcheck.rules.formats.issues import Issue, Level, issues
from govcheck.rules.formats.plain import relative
from govcheck.rules.judge import GateRun

SHOWN = 10
"""So many annotations of one level GitHub shows of a step."""


def as_github(run: GateRun) -> str:
    """The text is whole; no line of it is a command. Notes stand in the summary only."""
    found = issues(run)
    lines = [line for level in (Level.ERROR, Level.WARNING) for line in commands(level, of_level(found, level))]
    return as_text(run) + "".join(f"{line}\n" for line in lines)


def of_level(found: Sequence[Issue], level: Level) -> list[Issue]:
    return [one for one in found if one.level is level]


def commands(level: Level, found: Sequence[Issue]) -> Iterator[str]:
    shown = found if len(found) <= SHOWN else found[: SHOWN - 1]
    yield from (command(one) for one in shown)
    if len(found) > len(shown):
        yield f"::{level} title=govcheck::{len(found) - len(shown)} more {level}s; all of them stand in the summary"


def command(one: Issue) -> str:
    place = f"file={value(relative(one.path))},line={one.line},col={one.column},title={value(one.title)}"
    return f"::{one.level} {place}::{data(one.text)}"


def data(text: str) -> str:
    """Text after the second `::`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """Text of a property, which a colon or a comma would end."""
    return data(text).replace(":", "%3A").replace(",", "%2C")
