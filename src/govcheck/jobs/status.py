"""Where a review stands, on one screen: lines that fit a width, each with its tone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from govcheck.jobs.layout import cut, filled, padded
from govcheck.jobs.progress import TONES, Line
from govcheck.rules.formats.overview_json import overview_json
from govcheck.rules.near import NearDate
from govcheck.rules.next_steps import CHECK, command_line
from govcheck.rules.overview import Asked, OpenBlocker, Overview, Tally
from govcheck.rules.wording import few
from govcheck.tools.terminal import USUAL, Tone
from govcheck.words.characters import columns
from govcheck.words.vocabulary import Result

BLOCKERS, DATES, ROWS, STEPS = 5, 8, 10, 3
"""So many of each are shown; the rest is counted."""
NARROW = 64
"""Below so many columns the counts of a group have a line of their own."""
WIDEST = 100
"""Longer lines are hard to follow."""
BAR = 10
NAME = 24
"""So many columns a name needs before a bar may stand beside it."""
NOBODY = "nobody yet"
USE_TONES: Mapping[Result, Tone] = {Result.CLEAR: "good", Result.HELD: "poor", Result.STOPPED: "bad"}


def status_text(view: Overview, named: str) -> str:
    """Plain text of the usual width."""
    return "".join(f"{text}\n" for text, _ in status_lines(view, named, USUAL))


STATUS_FORMATS: Mapping[str, Callable[[Overview, str], str]] = {"text": status_text, "json": overview_json}


def status_lines(view: Overview, named: str, width: int) -> Iterator[Line]:
    """The whole screen; `named` is as commands have to be told of the answers file."""
    width = min(width, WIDEST)
    yield from head(view, width)
    yield from toned(view.progress, width, "title")
    yield from group_lines(view, width)
    yield from blocker_lines(view.blockers, named, width)
    yield from date_lines(view, width)
    yield from question_lines(view.questions, view.asking, width)
    if view.excluded:
        many = f"{len(view.excluded)} answer{'s are' if len(view.excluded) > 1 else ' is'}"
        told = f"{many} kept though the profile rules the control out: {few(view.excluded)}"
        yield from toned(told, width)
    yield from next_lines(view, named, width)


REASONS = 3
"""So many reasons are shown of a use case that may not go ahead."""


def toned(text: str, width: int, tone: Tone = "", *, indent: int = 0, hang: int = 2) -> Iterator[Line]:
    yield from ((line, tone) for line in filled(text, width, indent, hang=hang))


def head(view: Overview, width: int) -> Iterator[Line]:
    """Whose review, the verdict, and what becomes of each use case."""
    yield from toned(f"{view.organization}: {view.title}", width, "title")
    word, tone = (view.verdict.label, TONES[view.verdict]) if view.verdict else ("No verdict", "poor")
    yield from toned(f"{word}, {view.deciding}, as of {view.as_of}: {view.why}", width, tone)
    for use in view.uses:
        tone = USE_TONES[use.result] if view.verdict else ""
        told = f"{use.means}: {use.title}"
        yield from toned(told if width < NARROW else cut(told, width - 2), width, tone, indent=2)
        for reason in use.because[:REASONS]:
            yield from toned(reason, width, indent=4)
        if use.because[REASONS:]:
            yield from toned(f"and {len(use.because) - REASONS} more", width, indent=4)


def group_lines(view: Overview, width: int) -> Iterator[Line]:
    """The counts by section and owner in the same columns, and by topic in a few words."""
    owners = tuple(replace(one, title=one.title or NOBODY) for one in view.owners)
    groups = {"By section": view.sections, "By owner": owners}
    wide = widths([one for group in groups.values() for one in group if one.left])
    for heading, group in groups.items():
        if group:
            yield heading, "title"
            yield from tally_lines(group, wide, width)
    if view.topics:
        yield from toned(f"By topic, met/due: {shares(view.topics)}", width)


def tally_lines(group: Iterable[Tally], wide: Mapping[int, int], width: int) -> Iterator[Line]:
    """A line for each that has something left; the others together, as they need nobody's attention."""
    rows = [one for one in group if one.left]
    for one in rows[:ROWS]:
        yield from tally_line(one, wide, width)
    if len(rows) > ROWS:
        yield f"  and {len(rows) - ROWS} more", "quiet"
    done = [one for one in group if not one.left]
    if done:
        yield from toned(f"Nothing open, met/due: {shares(done)}", width, "good", indent=2)


def shares(group: Iterable[Tally]) -> str:
    return "; ".join(f"{one.title} {one.met}/{one.due}" for one in group)


def tally_line(one: Tally, wide: Mapping[int, int], width: int) -> Iterator[Line]:
    told = cells(one)
    if width < NARROW:
        yield from toned(one.title, width, indent=2)
        yield from toned(", ".join(filter(None, told)), width, indent=4)
        return
    counts = "".join(f"  {padded(told[place], room, right=True)}" for place, room in wide.items())
    room = width - 2 - columns(counts)
    beside = f"  {bar(one)}" if room - BAR - 2 >= NAME else ""
    room -= columns(beside)
    yield f"  {padded(cut(one.title, room), room)}{beside}{counts}".rstrip(), ""


def cells(one: Tally) -> tuple[str, ...]:
    """The counts in words; empty where there is nothing to count."""
    conditions = f"{one.conditions} condition{'' if one.conditions == 1 else 's'}"
    return (
        f"{one.met} of {one.due} met",
        conditions if one.conditions else "",
        f"{one.open} open" if one.open else "",
        f"{one.unanswered} unanswered" if one.unanswered else "",
    )


def widths(rows: Iterable[Tally]) -> Mapping[int, int]:
    """The columns that some row needs, with their widths."""
    table = [[columns(cell) for cell in cells(one)] for one in rows]
    return {place: max(column) for place, column in enumerate(zip(*table, strict=True)) if any(column)}


def bar(one: Tally) -> str:
    """Met, conditions and the rest. Rounded down, so that it is full only when all is met."""
    met = BAR * one.met // one.due
    held = BAR * (one.met + one.conditions) // one.due - met
    return f"{'#' * met}{'+' * held}{'.' * (BAR - met - held)}"


def blocker_lines(blockers: tuple[OpenBlocker, ...], named: str, width: int) -> Iterator[Line]:
    """The first few, those of one owner and one reason together."""
    if not blockers:
        return
    yield f"Blockers that do not count: {len(blockers)}", "title"
    alike: dict[tuple[str, str], list[OpenBlocker]] = {}
    for one in blockers[:BLOCKERS]:
        alike.setdefault((one.owner or NOBODY, one.why), []).append(one)
    for (owner, why), group in alike.items():
        yield f"  {cut(f'{owner}: {why}', width - 2)}", ""
        yield from ((f"    {cut(f'{one.id}: {one.question}', width - 4)}", "") for one in group)
    if len(blockers) > BLOCKERS:
        yield from toned(
            f"and {len(blockers) - BLOCKERS} more; {command_line(CHECK, named)} lists them", width, "quiet", indent=2
        )


def date_lines(view: Overview, width: int) -> Iterator[Line]:
    """What is overdue and what comes up; what one person has to see to on one day is one line."""
    if not view.dates:
        yield from toned(f"Nothing is overdue, and nothing ends or is due within {days(view.within)}.", width, "quiet")
        return
    late = sum(one.overdue for one in view.dates)
    yield from toned(f"Dates within {days(view.within)}{f', and {late} overdue' if late else ''}", width, "title")
    alike: dict[NearDate, list[str]] = {}
    for one in view.dates:
        alike.setdefault(replace(one, subject=""), []).append(one.subject)
    for one, subjects in list(alike.items())[:DATES]:
        about = f", {few(subjects)}" if any(subjects) else ""
        who = f" ({one.who})" if one.who else ""
        text = f"{one.day}, {when(one, view.as_of)}: {one.kind.label}{about}{who}"
        yield from toned(text, width, "bad" if one.overdue else "", indent=2)
    if len(alike) > DATES:
        yield f"  and {sum(map(len, list(alike.values())[DATES:]))} more", "quiet"


def when(one: NearDate, today: date) -> str:
    ahead = (one.day - today).days
    return "overdue" if one.overdue else f"in {days(ahead)}" if ahead else "today"


def days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def question_lines(questions: tuple[Asked, ...], asking: str, width: int) -> Iterator[Line]:
    """How many are open and where they stand, then one line for each addressee."""
    if not questions:
        return
    many = f"{len(questions)} open question{'' if len(questions) == 1 else 's'}"
    yield from toned(f"{many} to the account team: {asking}", width, "title")
    by_person: dict[str, list[str]] = {}
    for one in questions:
        by_person.setdefault(one.person or one.to, []).append(one.id)
    for person, ids in by_person.items():
        yield from toned(f"{person}: {', '.join(ids)}", width, indent=2)


def next_lines(view: Overview, named: str, width: int) -> Iterator[Line]:
    yield "Next", "title"
    for step in view.next[:STEPS]:
        command = f": {command_line(step.command, named)}" if step.command else ""
        yield from toned(f"{step.text}{command}", width, indent=2)
