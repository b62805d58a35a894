"""What a row of a sheet that came back says of a control, with everything in it that cannot be used. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from govcheck.jobs.typed import day, hyphened
from govcheck.rules.case import Case, is_url
from govcheck.rules.questionnaire import (
    BY,
    COLLECTED,
    COLUMNS,
    DUE,
    GATHERED,
    GUARDRAIL,
    KIND,
    NOTE,
    ON,
    OWNER,
    PROOF,
    PROOFS,
    REFERENCE,
    REMEDIES,
    REMEDY,
    REVIEW,
    STATE,
    STATUS,
    STAYS,
    VALID,
    fingerprint,
    plain,
)
from govcheck.rules.sheet_origin import Now, asked_now, judged_name, later_version, origin, review_name
from govcheck.rules.suggest import write_instead
from govcheck.rules.versions import other_control
from govcheck.tools.yamltext import FORBIDDEN
from govcheck.words.engagement import Answer, Evidence, Remedy
from govcheck.words.errors import Problem
from govcheck.words.table import Row
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import STATUS_ALIASES, EvidenceKind, Status

STATUSES = {**{status.value: status for status in Status}, **STATUS_ALIASES}
PLACE = {column.heading: number for number, column in enumerate(COLUMNS, 1)}
FILLED_IN = (STATUS, NOTE, *PROOFS, *REMEDIES, BY, ON)
MIDNIGHT = re.compile(r"[ T]00:00:00(\.0+)?$")
WRITE_DATE = "write it as 2026-11-30"


@dataclass(frozen=True)
class Filled:
    """What somebody filled in for one control."""

    control: str
    number: int
    """Its row in the file."""
    status: Status
    note: str
    owner: str
    proofs: tuple[Evidence, ...]
    remedy: Remedy | None
    no_remedy: bool
    by: str
    """Empty where the row does not say."""
    on: date | None
    state: str
    """The fingerprint of the answer that the sheet was written from; empty where it was lost."""
    doubt: str = ""
    """Why it is no answer to what is asked now; empty where it is."""

    @property
    def answer(self) -> Answer:
        """As it stands on the sheet."""
        on = self.on or date.min
        return Answer(self.status, self.by, on, self.note, "", "", self.proofs, self.remedy, self.no_remedy)


@dataclass(frozen=True)
class Reading:
    """How rows are read: against which case, in which file, answered by whom where a row does not say."""

    case: Case
    shown: str
    by: str

    def now(self, row: Row) -> Now:
        """What the control of a row is by now."""
        return asked_now(row[REFERENCE], origin(row[REVIEW]), self.case.checklist)

    def nameless(self, number: int) -> Problem:
        says = "nobody is named who answered"
        return Problem(self.shown, number, PLACE[BY], says, "fill in Answered by, or add --by NAME")

    def fault(self, row: Row, heading: str, says: str, hint: str) -> Problem:
        return Problem(self.shown, row.number, PLACE[heading], says, hint)


def filled_in(reading: Reading, rows: Iterable[Row]) -> tuple[tuple[Filled, ...], tuple[Problem, ...]]:
    """What the rows say, and what is wrong with them. Rows that nobody filled in say nothing.

    Those of controls that are gone since the sheet was written are left out where they are as they were sent.
    """
    groups: dict[str, list[Row]] = {}
    problems: list[Problem] = []
    for row in map(cleaned, rows):
        if row[REFERENCE] and any(row[heading] for heading in FILLED_IN):
            groups.setdefault(row[REFERENCE], []).append(row)
    told = []
    for id, group in groups.items():
        now = reading.now(group[0])
        faults = [fault for row in group for fault in row_faults(reading, row)]
        if now.gone or now.id in reading.case.checklist.controls:
            faults += group_faults(reading, group)
        problems += faults
        if faults:
            continue
        one = replace(of_control(reading, group), control=now.id, doubt=now.doubt)
        if not now.gone:
            told.append(one)
        elif one.state != fingerprint(one.answer, one.owner):
            hint = "answer what is asked now, and take this row out"
            problems.append(reading.fault(group[0], REFERENCE, f"{id} is {now.gone}", hint))
    return ((), tuple(sorted(set(problems)))) if problems else (tuple(told), ())


def cleaned(row: Row) -> Row:
    """The row without blanks around its texts, and without characters that may not stand in a file."""
    cells = {name: plain(FORBIDDEN.sub("", text.replace("\r\n", "\n"))) for name, text in row.cells.items()}
    return replace(row, cells=cells)


def row_faults(reading: Reading, row: Row) -> Iterator[Problem]:
    """What one row says that cannot be used."""
    checklist, now = reading.case.checklist, reading.now(row)
    if not now.gone and now.id not in checklist.controls:
        says = f"there is no control {row[REFERENCE]}"
        yield reading.fault(row, REFERENCE, says, other_control(checklist, row[REFERENCE]))
    yield from review_faults(reading, row)
    if row[STATUS] and hyphened(row[STATUS]) not in STATUSES:
        says = f"{row[STATUS]} is not a status"
        yield reading.fault(row, STATUS, says, write_instead(hyphened(row[STATUS]), STATUSES))
    for heading in (COLLECTED, VALID, DUE, ON):
        if row[heading] and day_in(row[heading]) is None:
            yield reading.fault(row, heading, f"{row[heading]} is not a date", WRITE_DATE)
    yield from proof_faults(reading, row)


def review_faults(reading: Reading, row: Row) -> Iterator[Problem]:
    """It has to be of this review, and of no later version of what is asked."""
    checklist, told, here = reading.case.checklist, origin(row[REVIEW]), origin(review_name(reading.case))
    named, ours = judged_name(told, checklist), judged_name(here, checklist)
    if row[REVIEW] and named != ours:
        yield reading.fault(row, REVIEW, f"this sheet is of another review, {named}", f"these answers are of {ours}")
    elif row[REVIEW] and (later := later_version(told, checklist)):
        yield reading.fault(row, REVIEW, f"this sheet is for {later}", "use the later checklist")


def day_in(text: str) -> date | None:
    """The day of a cell; spreadsheet programs may add the time of midnight."""
    return day(MIDNIGHT.sub("", text), date.max) if text[:1].isdigit() else None


def proof_faults(reading: Reading, row: Row) -> Iterator[Problem]:
    if not any(row[heading] for heading in PROOFS):
        return
    if not row[PROOF]:
        yield reading.fault(row, PROOF, "evidence is described, but none is named", "name the file or the address")
    if not row[KIND]:
        yield reading.fault(row, KIND, "the kind of the evidence is missing", f"write one of {', '.join(EvidenceKind)}")
    elif hyphened(row[KIND]) not in [*EvidenceKind]:
        says = f"{row[KIND]} is not a kind of evidence"
        yield reading.fault(row, KIND, says, write_instead(hyphened(row[KIND]), [*EvidenceKind]))
    name = PurePosixPath(row[PROOF].replace("\\", "/"))
    if row[PROOF] and not is_url(row[PROOF]) and (name.is_absolute() or ".." in name.parts or row[PROOF][1:2] == ":"):
        says = f"{row[PROOF]} is outside the folder of the answers"
        yield reading.fault(row, PROOF, says, "put the file into evidence/ and name it so")


def group_faults(reading: Reading, rows: list[Row]) -> Iterator[Problem]:
    """What the rows of one control say together that cannot be used."""
    stated = [row for row in rows if row[STATUS]]
    if not stated:
        yield reading.fault(rows[0], STATUS, "the status is missing", f"write one of {', '.join(Status)}")
        return
    first, status = stated[0], STATUSES.get(hyphened(stated[0][STATUS]))
    for row in stated[1:]:
        if any(row[heading] != first[heading] for heading in (STATUS, NOTE, *REMEDIES)):
            says = f"{first[REFERENCE]} is answered in row {first.number} too, and otherwise"
            yield reading.fault(row, REFERENCE, says, "keep one of them")
    gap = status in (Status.PARTIAL, Status.NOT_MET)
    stays = first[REMEDY].casefold() == STAYS
    if not first[NOTE] and (status in (Status.PARTIAL, Status.NOT_APPLICABLE) or (gap and stays)):
        what = "a gap that stays" if stays else status
        yield reading.fault(first, NOTE, f"{what} needs a note that says why", "fill in the note")
    given = [heading for heading in REMEDIES if first[heading]]
    if given and not gap and status:
        yield reading.fault(first, given[0], f"a remedy beside {status} does nothing", "leave it out")
    missing = [heading for heading in REMEDIES if not first[heading]]
    if given and missing and not stays:
        yield reading.fault(first, missing[0], f"{missing[0]} is missing", "a remedy says who, by when, and until then")


def of_control(reading: Reading, rows: list[Row]) -> Filled:
    """What the rows of one control say, once nothing is wrong with them."""
    first = next(row for row in rows if row[STATUS])
    by = first[BY] or reading.by
    stays = first[REMEDY].casefold() == STAYS
    due = day_in(first[DUE])
    return Filled(
        control=first[REFERENCE],
        number=first.number,
        status=STATUSES[hyphened(first[STATUS])],
        note=first[NOTE],
        owner=first[OWNER],
        proofs=tuple(proof(reading, row, by) for row in rows if row[PROOF]),
        remedy=Remedy(first[REMEDY], due, first[GUARDRAIL]) if due and not stays else None,
        no_remedy=stays,
        by=first[BY],
        on=day_in(first[ON]),
        state=first[STATE],
    )


def proof(reading: Reading, row: Row, by: str) -> Evidence:
    kind, until = EvidenceKind(hyphened(row[KIND])), day_in(row[VALID])
    ref = row[PROOF] if is_url(row[PROOF]) else row[PROOF].replace("\\", "/")
    return Evidence(kind, ref, day_in(row[COLLECTED]) or reading.case.today, row[GATHERED] or by, until)
