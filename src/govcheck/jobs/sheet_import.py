"""A sheet that came back: what it would change in the answers file, where both changed, and writing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from govcheck.jobs.answer_text import lost_text, proof_text, remedy_text
from govcheck.jobs.answers import fitting
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.proof import fingerprint
from govcheck.jobs.sheet_rows import Filled, Reading, filled_in
from govcheck.rules.questionnaire import (
    COLUMNS,
    PROOF,
    PROOFS,
    REFERENCE,
    content,
    plain,
    proof_words,
    state,
)
from govcheck.rules.suggest import write_instead
from govcheck.tools.csvread import csv_rows
from govcheck.tools.forms import Form, form_rows
from govcheck.tools.xlsxread import xlsx_rows
from govcheck.tools.yamltext import read_bytes
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.table import Row
from govcheck.words.values import dataclass

HEADINGS = tuple(column.heading for column in COLUMNS)
FORM = Form(REFERENCE, tuple(heading for heading in HEADINGS if heading not in PROOFS), {PROOF: PROOFS})
READERS: Mapping[str, Callable[[bytes, str], tuple[Row, ...]]] = {
    ".md": lambda data, shown: form_rows(data, shown, FORM),
    ".csv": lambda data, shown: csv_rows(data, shown, REFERENCE, HEADINGS),
    ".xlsx": lambda data, shown: xlsx_rows(data, shown, REFERENCE, HEADINGS),
}


@dataclass(frozen=True)
class Proposal:
    """One answer that a sheet would change."""

    control: str
    number: int
    before: Answer | None
    after: Answer


@dataclass(frozen=True)
class Comparison:
    """A sheet against the answers file."""

    changes: tuple[Proposal, ...]
    conflicts: tuple[Proposal, ...]
    """The answer was changed in the file as well since the sheet was written."""
    same: int
    """So many rows say what stands in the file, or were left as they were sent."""


def rows_in(path: Path, shown: str) -> tuple[Row, ...]:
    """The rows of a sheet. Raises Refused or InvalidInput."""
    reader = READERS.get(path.suffix.casefold())
    if reader is None:
        raise Refused(f"{shown} is no sheet that can be read", write_instead(path.suffix, READERS))
    return reader(read_bytes(path, shown), shown)


def compared(file: EngagementFile, reading: Reading, rows: Iterable[Row]) -> Comparison:
    """What the rows would change. Raises InvalidInput with everything that cannot be used; then nothing is changed."""
    told, problems = filled_in(reading, rows)
    if problems:
        raise InvalidInput(problems)
    changes, conflicts, nameless, same = list[Proposal](), list[Proposal](), list[Problem](), 0
    for one in told:
        before = file.engagement.answers.get(one.control)
        after = proposed(file, reading, one, before)
        control = reading.case.checklist.controls[one.control]
        fingerprints = {state(reading.case, control, said) for said in (before, without_mark(before, one))}
        if after == before or state(reading.case, control, replace(after, confirm_again="")) == one.state:
            same += 1
        elif not after.answered_by:
            nameless.append(reading.nameless(one.number))
        elif one.state in fingerprints or (not one.state and before is None):
            changes.append(Proposal(one.control, one.number, before, after))
        else:
            conflicts.append(Proposal(one.control, one.number, before, after))
    if nameless:
        raise InvalidInput(nameless)
    return Comparison(tuple(changes), tuple(conflicts), same)


def without_mark(before: Answer | None, told: Filled) -> Answer | None:
    """An answer as it was when the sheet was written, where only the question has changed since."""
    return replace(before, confirm_again="") if before and told.doubt else before


def proposed(file: EngagementFile, reading: Reading, told: Filled, before: Answer | None) -> Answer:
    """The answer with what the sheet says of it. What a sheet does not show stays, as far as it fits the status."""
    start = before or Answer(told.status, "", reading.case.today)
    control = reading.case.checklist.controls[told.control]
    owner = start.owner if told.owner in ("", reading.case.owner(control, before)) else told.owner
    new = replace(
        start,
        status=told.status,
        note=start.note if plain(start.note) == told.note else told.note,
        owner=owner,
        evidence=tuple(kept(one, start, file.folder) for one in told.proofs),
        remedy=told.remedy,
        no_remedy=told.no_remedy,
    )
    if before and content(new) == content(before) and (told.doubt or not before.confirm_again):
        return replace(before, owner=owner)
    by, on = told.by or reading.by, told.on or reading.case.today
    return fitting(replace(new, answered_by=by, answered_on=on, confirm_again=told.doubt))


def kept(proof: Evidence, before: Answer, folder: Path) -> Evidence:
    """The proof as it is recorded already, else with the digest of its file."""
    words = [plain(word) for word in proof_words(proof)]
    recorded = (one for one in before.evidence if [plain(word) for word in proof_words(one)] == words)
    return next(recorded, None) or replace(proof, sha256=fingerprint(proof.ref, folder))


def proposal_lines(one: Proposal) -> Iterator[str]:
    """What would be other than before, for a reader."""
    before, after = one.before, one.after
    was = before.status if before else "unanswered"
    yield f"{one.control}: {was} -> {after.status}, by {after.answered_by} on {after.answered_on}"
    if after.confirm_again:
        yield f"  The sheet asked something else, so it is to be confirmed again: {after.confirm_again}"
    if after.note != (before.note if before else ""):
        yield f"  Note: {after.note or 'taken out'}"
    if after.owner != (before.owner if before else ""):
        yield f"  Owner: {after.owner}"
    had = before.evidence if before else ()
    yield from (f"  Evidence added: {proof_text(proof)}" for proof in after.evidence if proof not in had)
    yield from (f"  Evidence taken out: {proof_text(proof)}" for proof in had if proof not in after.evidence)
    if after.remedy and after.remedy != (before.remedy if before else None):
        yield f"  Remedy: {remedy_text(after.remedy)}"
    if after.no_remedy and not (before and before.no_remedy):
        yield "  Remedy: none, it is decided that the gap stays"
    if before and (lost := lost_text(replace(before, note=""), after)):
        yield f"  Taken out: {lost}"
