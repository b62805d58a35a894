"""What a change of facts, use cases, the matrix or the plan table does to the review, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from govcheck.jobs.progress import Line
from govcheck.rules.difference import Difference, Judged
from govcheck.rules.wording import finding_text, use_means
from govcheck.words.checklist import Control
from govcheck.words.vocabulary import Effect, Gate, Subject

SHOWN = 8
"""So many controls are listed."""
WIDTH = 100


def consequences(before: Judged, after: Judged, found: Difference) -> Iterator[Line]:
    """What is added, dropped and weighs more or less, what becomes of the use cases, and the verdict."""
    yield from added(after, found.added)
    yield from dropped(before, found.dropped)
    yield from shifted(after, "due now", found.due)
    yield from shifted(after, "due later now", found.later)
    yield from weighed(after, "These weigh more now", found.heavier)
    yield from weighed(after, "These weigh less now", found.lighter)
    for use, (was, is_) in found.uses.items():
        title = (after if use in after.case.use_cases else before).case.use_cases[use].title
        if is_:
            earlier = f"{use_means(before.assessment, use).lower()} before, " if was else ""
            yield f"{title}: {earlier}{use_means(after.assessment, use).lower()} now.", ""
        else:
            yield f"{title}: not asked for any more.", ""
    for finding in found.found:
        yield f"New: {finding_text(finding)}", "poor"
    for finding in found.settled:
        if finding.effect is not Effect.NOTES:
            yield f"No longer: {finding_text(finding)}", ""
    was_verdict, verdict = found.verdict
    yield f"Verdict: {verdict}" + (f", before {was_verdict}." if verdict is not was_verdict else ", as before."), ""


def added(after: Judged, ids: tuple[str, ...]) -> Iterator[Line]:
    if not ids:
        return
    answers = after.case.engagement.answers
    blockers = sum(after.assessment.gate(id) is Gate.BLOCKER for id in ids)
    kept = sum(id in answers for id in ids)
    have = f" {kept} of them have an answer already." if kept else ""
    yield f"This adds {counted(ids)}, {blockers} of them blockers.{have}", "poor"
    yield from listed(after, ids)


def dropped(before: Judged, ids: tuple[str, ...]) -> Iterator[Line]:
    if ids:
        kept = [id for id in ids if id in before.case.engagement.answers]
        yield f"This drops {counted(ids)}.{staying(kept)}", "poor"
        yield from listed(before, ids)


def staying(ids: list[str]) -> str:
    if not ids:
        return ""
    return f" The answer{'s' * (len(ids) > 1)} to {', '.join(ids)} stay{'s' * (len(ids) == 1)} in the file."


def shifted(after: Judged, how: str, ids: tuple[str, ...]) -> Iterator[Line]:
    if ids:
        heavy = sum(after.assessment.gate(id) is Gate.BLOCKER for id in ids)
        weigh = f", {heavy} of them {'a blocker' if heavy == 1 else 'blockers'}" if heavy and len(ids) > 1 else ""
        yield f"{counted(ids)} {'is' if len(ids) == 1 else 'are'} {how}{weigh}.", ""
        yield from listed(after, ids)


def weighed(after: Judged, says: str, ids: tuple[str, ...]) -> Iterator[Line]:
    if ids:
        yield f"{says}: {', '.join(f'{id} ({after.assessment.gate(id)})' for id in ids)}.", ""


def listed(judged: Judged, ids: tuple[str, ...]) -> Iterator[Line]:
    controls = judged.case.checklist.controls
    yield from ((line(controls[id], judged.assessment.gate(id)), "") for id in ids[:SHOWN])
    if len(ids) > SHOWN:
        yield f"  and {len(ids) - SHOWN} more", "quiet"


def line(control: Control, gate: Gate) -> str:
    return "  " + shorten(f"{control.id} ({gate}): {control.question}", WIDTH, placeholder=" ...")


def counted(ids: Iterable[str]) -> str:
    count = len(tuple(ids))
    return "1 control" if count == 1 else f"{count} controls"


def since(before: Judged, after: Judged, found: Difference) -> Iterator[Line]:
    """What changed in a sitting, for its end."""
    old, new = before.assessment, after.assessment
    if not found and before.case.engagement == after.case.engagement:
        yield "Nothing has changed since you began.", ""
        return
    parts = [
        f"{len(found.answered)} answered" if found.answered else "",
        f"{len(found.changed)} answered anew" if found.changed else "",
        f"{len(found.added)} added" if found.added else "",
        f"{len(found.dropped)} dropped" if found.dropped else "",
        f"{count(after)} count, {count(before)} before" if count(after) != count(before) else "",
    ]
    yield f"Since you began: {', '.join(part for part in parts if part) or 'the file has changed'}.", ""
    if old.verdict is not new.verdict:
        yield f"The verdict was {old.verdict} and is {new.verdict}.", ""
    for finding in found.found:
        if finding.about is Subject.RULE:
            yield f"New: {finding_text(finding)}", "poor"


def count(judged: Judged) -> int:
    states = judged.assessment.states
    return sum(states[id].standing.settled for id in judged.assessment.due)
