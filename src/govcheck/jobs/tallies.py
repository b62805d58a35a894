"""How many controls stand where: by section, phase, owner and topic, in lines that fit a width. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from govcheck.jobs.layout import cut, filled, padded
from govcheck.jobs.progress import Line
from govcheck.rules.overview import Overview, Tally
from govcheck.tools.terminal import Tone
from govcheck.words.characters import columns

ROWS = 10
"""So many of each group are shown; the rest is counted."""
NARROW = 64
"""Below so many columns the counts of a group have a line of their own."""
BAR = 10
NAME = 24
"""So many columns a name needs before a bar may stand beside it."""
NOBODY = "nobody yet"


def toned(text: str, width: int, tone: Tone = "", *, indent: int = 0, hang: int = 2) -> Iterator[Line]:
    yield from ((line, tone) for line in filled(text, width, indent, hang=hang))


def group_lines(view: Overview, width: int) -> Iterator[Line]:
    """The counts by section, phase and owner in the same columns, and by topic in a few words.

    A share that is one group is not told a second time.
    """
    owners = tuple(replace(one, title=one.title or NOBODY) for one in view.owners)
    groups = {
        "By checklist (what two of them ask is counted in both)": view.by_checklist,
        "By section": view.sections,
        "By phase": () if view.share.phase else view.phases,
        "By owner": () if view.share.owner and len(owners) == 1 else owners,
    }
    wide = widths([one for group in groups.values() for one in group if one.left])
    for heading, group in groups.items():
        later = tuple(later_lines(view, width)) if heading == "By phase" else ()
        if group or later:
            yield heading, "title"
            yield from tally_lines(group, wide, width)
            yield from later
    if view.topics:
        yield from toned(f"By topic, met/due: {shares(view.topics)}", width)


def later_lines(view: Overview, width: int) -> Iterator[Line]:
    """How many a phase will ask for and at which stage; apart from the others, as it decides nothing."""
    for one in () if view.share.phase else view.ahead:
        counting = sum(control.counts for control in one.controls)
        already = f"; {counting} count{'s' if counting == 1 else ''} already" if counting else ""
        yield from toned(f"{one.title}: {len(one.controls)} due {one.stage.step}{already}", width, "quiet", indent=2)


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
