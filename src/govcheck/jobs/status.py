"""Where a review stands, on one screen: lines that fit a width, each with its tone. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from govcheck.jobs.layout import cut
from govcheck.jobs.progress import TONES, Line
from govcheck.jobs.tallies import NARROW, NOBODY, group_lines, toned
from govcheck.rules.date_words import dates_heading, days_text, when
from govcheck.rules.formats.overview_json import overview_json
from govcheck.rules.near import NearDate
from govcheck.rules.next_steps import CHECK, command_line
from govcheck.rules.overview import Ahead, OpenBlocker, Overview
from govcheck.rules.wording import few
from govcheck.tools.terminal import USUAL, Tone
from govcheck.words.characters import columns
from govcheck.words.vocabulary import Gate, Result

BLOCKERS, AHEAD, DATES, STEPS = 5, 12, 8, 3
"""So many of each are shown; the rest is counted."""
WIDEST = 100
"""Longer lines are hard to follow."""
USE_TONES: Mapping[Result, Tone] = {Result.CLEAR: "good", Result.HELD: "poor", Result.STOPPED: "bad"}


def status_text(view: Overview, named: str) -> str:
    """Plain text of the usual width."""
    return "".join(f"{text}\n" for text, _ in status_lines(view, named, USUAL))


STATUS_FORMATS: Mapping[str, Callable[[Overview, str], str]] = {"text": status_text, "json": overview_json}


def status_lines(view: Overview, named: str, width: int) -> Iterator[Line]:
    """The whole screen; `named` is as commands have to be told of the answers file."""
    width = min(width, WIDEST)
    yield from head(view, width)
    yield from toned(f"{view.share_title}: {view.progress}" if view.share else view.progress, width, "title")
    yield from group_lines(view, width)
    yield from ahead_lines(view, width)
    yield from blocker_lines(view.blockers, named, width)
    yield from date_lines(view, width)
    yield from question_lines(view, width)
    yield from approval_lines(view, width)
    if view.excluded:
        many = f"{len(view.excluded)} answer{'s are' if len(view.excluded) > 1 else ' is'}"
        told = f"{many} kept though the profile rules the control out: {few(view.excluded)}"
        yield from toned(told, width)
    yield from next_lines(view, named, width)


REASONS = 3
"""So many reasons are shown of a use case that may not go ahead."""


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


def ahead_lines(view: Overview, width: int) -> Iterator[Line]:
    """The controls of a later phase, where only that is read."""
    for one in view.ahead if view.share.phase else ():
        heavy = sum(control.gate is Gate.BLOCKER for control in one.controls)
        blockers = f", {heavy} of them {'a blocker' if heavy == 1 else 'blockers'}" if heavy else ""
        yield from toned(f"Will be due {one.stage.step}: {len(one.controls)}{blockers}", width, "title")
        yield from alike_lines(one.controls[:AHEAD], width)
        if len(one.controls) > AHEAD:
            yield f"  and {len(one.controls) - AHEAD} more", "quiet"


def blocker_lines(blockers: tuple[OpenBlocker, ...], named: str, width: int) -> Iterator[Line]:
    """The first few, those of one owner and one reason together."""
    if not blockers:
        return
    yield f"Blockers that do not count: {len(blockers)}", "title"
    yield from alike_lines(blockers[:BLOCKERS], width)
    if len(blockers) > BLOCKERS:
        yield from toned(
            f"and {len(blockers) - BLOCKERS} more; {command_line(CHECK, named)} lists them", width, "quiet", indent=2
        )


def alike_lines(shown: Iterable[OpenBlocker | Ahead], width: int) -> Iterator[Line]:
    """Those of one owner and one reason together."""
    alike: dict[tuple[str, str], list[OpenBlocker | Ahead]] = {}
    for one in shown:
        alike.setdefault((one.owner or NOBODY, one.why), []).append(one)
    for (owner, why), group in alike.items():
        yield f"  {cut(f'{owner}: {why}', width - 2)}", ""
        yield from ((f"    {cut(f'{one.id}: {one.question}', width - 4)}", "") for one in group)


def date_lines(view: Overview, width: int) -> Iterator[Line]:
    """What is overdue and what comes up; what one person has to see to on one day is one line."""
    if not view.dates:
        yield from toned(
            f"Nothing is overdue, and nothing ends or is due within {days_text(view.within)}.", width, "quiet"
        )
        return
    yield from toned(dates_heading(view.dates, view.within), width, "title")
    alike: dict[NearDate, list[str]] = {}
    for one in view.dates:
        alike.setdefault(replace(one, subject="", path=()), []).append(one.subject)
    for one, subjects in list(alike.items())[:DATES]:
        about = f", {few(subjects)}" if any(subjects) else ""
        who = f" ({one.who})" if one.who else ""
        text = f"{one.day}, {when(one, view.as_of)}: {one.kind.label}{about}{who}"
        yield from toned(text, width, "bad" if one.overdue else "", indent=2)
    if len(alike) > DATES:
        yield f"  and {sum(map(len, list(alike.values())[DATES:]))} more", "quiet"


def question_lines(view: Overview, width: int) -> Iterator[Line]:
    """How many are open and where they stand, then one line for each addressee, or for each that a share waits for."""
    if not view.questions:
        return
    many = f"{len(view.questions)} open question{'' if len(view.questions) == 1 else 's'}"
    yield from toned(f"{many} to the account team: {view.asking}", width, "title")
    if view.share:
        for one in view.questions:
            wait = "waits" if len(one.waiting) == 1 else "wait"
            yield from toned(f"{one.id} ({one.person or one.to}): {few(one.waiting)} {wait} for it", width, indent=2)
        return
    by_person: dict[str, list[str]] = {}
    for one in view.questions:
        by_person.setdefault(one.person or one.to, []).append(one.id)
    for person, ids in by_person.items():
        yield from toned(f"{person}: {', '.join(ids)}", width, indent=2)


def approval_lines(view: Overview, width: int) -> Iterator[Line]:
    """Who has approved, once somebody has."""
    if not any(one.approval for one in view.approvals):
        return
    yield "Approvals", "title"
    for one in view.approvals:
        if one.approval and one.valid:
            told = f"{one.approval.verdict}, {one.approval.by} on {one.approval.at.date()}"
        else:
            told = one.why
        yield from toned(f"{one.role}: {told}", width, "" if one.valid else "poor", indent=2)


def next_lines(view: Overview, named: str, width: int) -> Iterator[Line]:
    """A command that does not fit beside its step has a line of its own, to be copied whole."""
    yield "Next", "title"
    for step in view.next[:STEPS]:
        command = command_line(step.command, named) if step.command else ""
        told = f"{step.text}: {command}" if command else step.text
        if command and columns(told) > width - 2:
            yield from toned(f"{step.text}:", width, indent=2)
            yield from toned(command, width, indent=4)
        else:
            yield from toned(told, width, indent=2)
