"""What a colleague is asked on a sheet: the controls of one owner, or all of them, to fill in and send back.

Only what is named here can reach the sheet. Acceptances and approvals are decisions and have no place on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from govcheck.rules.case import Case
from govcheck.rules.sheet_origin import review_name
from govcheck.words.assessment import Assessment
from govcheck.words.checklist import Control
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.table import Column, Table
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import EvidenceKind, Status

REFERENCE, STATUS, NOTE, OWNER = "Reference", "Status", "Note", "Owner"
KIND, PROOF, COLLECTED, GATHERED, VALID = "Evidence kind", "Evidence", "Collected on", "Gathered by", "Valid until"
REMEDY, DUE, GUARDRAIL = "Remedy by", "Remedy due", "Until then"
BY, ON, STATE, REVIEW = "Answered by", "Answered on", "State", "Review"
PROOFS = (KIND, PROOF, COLLECTED, GATHERED, VALID)
REMEDIES = (REMEDY, DUE, GUARDRAIL)
STAYS = "none"
"""Written for who closes a gap: it is decided that it stays."""

COLUMNS = (
    Column(REFERENCE, 26),
    Column("Section", 18),
    Column("Question", 44),
    Column("Why it is asked", 36),
    Column("How to verify", 44),
    Column("What counts as evidence", 36),
    Column("By when", 14),
    Column("Weight", 13),
    Column(STATUS, 15, tuple(Status), filled_in=True),
    Column(NOTE, 40, filled_in=True),
    Column(OWNER, 18, filled_in=True),
    Column(KIND, 18, tuple(EvidenceKind), filled_in=True),
    Column(PROOF, 30, filled_in=True),
    Column(COLLECTED, 13, filled_in=True),
    Column(GATHERED, 18, filled_in=True),
    Column(VALID, 13, filled_in=True),
    Column(REMEDY, 18, filled_in=True),
    Column(DUE, 13, filled_in=True),
    Column(GUARDRAIL, 30, filled_in=True),
    Column(BY, 18, filled_in=True),
    Column(ON, 13, filled_in=True),
    Column(STATE, 14),
    Column(REVIEW, 30),
)
ABOUT = (
    "Please say for each question whether it is so today. The columns that are yours to fill in begin with Status.",
    (
        "Status is one of: met (it is so, and evidence shows it), partial (the note says what is missing), not-met (it "
        "is not so), unknown (you do not know), not-applicable (the note says why)."
    ),
    (
        "Evidence is the name of a file that you send along, or an address. Its kind is one of those that count for "
        "the question. For further evidence add a row with the same reference."
    ),
    (
        "For a gap, say who closes it by when, and what protects until then. Write none under Remedy by if it is "
        "decided that the gap stays, and why in the note."
    ),
    (
        "Dates are written as 2026-11-30. Put your name under Answered by. Leave Reference, State and Review as they "
        "are. What you leave empty stays unanswered."
    ),
)


@dataclass(frozen=True)
class Asked:
    """One control on the sheet, as texts."""

    control: Control
    cells: tuple[str, ...]
    """What is asked: the columns before the status, and the last one."""
    answer: Answer | None
    """What stands so far and is to be completed; None where the sheet is blank."""
    state: str


def sheet_title(case: Case) -> str:
    return f"Questions on {case.engagement.front.title}, {case.engagement.front.organization}"


def return_to(case: Case) -> str:
    owner = case.engagement.front.owner
    return f"Please return the sheet to {owner}." if owner else "Please return the sheet to whoever sent it."


def asked(case: Case, assessment: Assessment, ids: Iterable[str], *, blank: bool) -> tuple[Asked, ...]:
    """What is asked of these controls; `blank` leaves out what stands so far. What is in doubt is asked anew."""
    controls, answers = case.checklist.controls, case.engagement.answers
    return tuple(
        Asked(
            control=controls[id],
            cells=about(case, assessment, controls[id]),
            answer=None if blank or answer is None or answer.confirm_again else answer,
            state=state(case, controls[id], answer),
        )
        for id in ids
        for answer in (answers.get(id),)
    )


def about(case: Case, assessment: Assessment, control: Control) -> tuple[str, ...]:
    what = f"{control.evidence}. " if control.evidence else ""
    return (
        control.id,
        case.checklist.sections[control.section].title,
        control.question,
        control.why,
        control.verify,
        f"{what}Counts: {', '.join(control.accepts)}.",
        control.phase.label,
        assessment.gate(control.id).label,
    )


def table(case: Case, rows: Iterable[Asked]) -> Table:
    """The sheet as a table: a row for each control, a further one for each further proof."""
    review = review_name(case)
    told = tuple(row for one in rows for row in rows_of(case, one, review))
    return Table(sheet_title(case), (*ABOUT, return_to(case)), COLUMNS, told)


def rows_of(case: Case, one: Asked, review: str) -> Iterator[tuple[str, ...]]:
    first, *more = one.answer.evidence if one.answer and one.answer.evidence else (None,)
    owner = case.owner(one.control, one.answer)
    filled = (*words_of(one.answer, owner), *proof_words(first), *remedy_words(one.answer), "", "")
    yield (*one.cells, *filled, one.state, review)
    for proof in more:
        empty = ("",) * (len(one.cells) - 1)
        yield (one.control.id, *empty, "", "", "", *proof_words(proof), "", "", "", "", "", "", review)


def words_of(answer: Answer | None, owner: str) -> tuple[str, str, str]:
    return (answer.status.value, answer.note, owner) if answer else ("", "", owner)


def proof_words(proof: Evidence | None) -> tuple[str, ...]:
    if proof is None:
        return ("",) * len(PROOFS)
    until = proof.valid_until.isoformat() if proof.valid_until else ""
    return proof.kind.value, proof.ref, proof.collected.isoformat(), proof.by, until


def remedy_words(answer: Answer | None) -> tuple[str, str, str]:
    if answer and answer.no_remedy:
        return STAYS, "", ""
    if answer is None or answer.remedy is None:
        return "", "", ""
    return answer.remedy.owner, answer.remedy.due.isoformat(), answer.remedy.guardrail


def state(case: Case, control: Control, answer: Answer | None) -> str:
    """A short fingerprint of what a sheet shows of an answer, so that a change meanwhile is noticed; `new` of none."""
    if answer is None:
        return "new"
    return fingerprint(answer, case.owner(control, answer))


def fingerprint(answer: Answer, owner: str) -> str:
    in_doubt = [answer.confirm_again] if answer.confirm_again else []
    shown = [*content(answer), plain(owner), *in_doubt]
    told = json.dumps(shown, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("ascii")).hexdigest()[:12]


def content(answer: Answer) -> list[object]:
    """What a sheet shows of an answer and can change."""
    return [
        answer.status.value,
        plain(answer.note),
        [[plain(word) for word in proof_words(proof)] for proof in answer.evidence],
        [plain(word) for word in remedy_words(answer)],
    ]


def plain(text: str) -> str:
    """A text as it comes back from a sheet: without blanks at the ends of lines and around it."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
