"""The workbook for trackers: what is to be done, what was said, asked, shown and accepted, and when; a sheet each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govcheck.rules.near import DateKind, NearDate, near_dates
from govcheck.rules.owners import remedy_of
from govcheck.rules.questions import completed_text
from govcheck.rules.report.action_plan import NOBODY, SHORT, by_owner, phase_of, to_do
from govcheck.rules.report.answers import checked
from govcheck.rules.report.approved import marking
from govcheck.rules.report.blocks import Record
from govcheck.rules.report.decided import cell_acceptances, control_acceptances
from govcheck.rules.report.editions import CLIENT_SHEETS, SAYS
from govcheck.rules.report.formalities import NOTICE
from govcheck.rules.report.marks import VERDICTS
from govcheck.rules.report.phrases import control_mark, counts_as, day, one_line, role_title, sentence, use_mark
from govcheck.rules.report.register import (
    KIND,
    REGISTER,
    Cells,
    control_items,
    in_order,
    iso,
    lines_text,
    question_items,
    yes,
)
from govcheck.rules.report.review import Review
from govcheck.rules.states import evidence_fault
from govcheck.rules.wording import cell_title, editions_text, use_title
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.table import Column, Table
from govcheck.words.vocabulary import ReportEdition, Status

EVER = date.max.toordinal()
"""Days ahead, so that every date is told."""
ABOUT = (Column("About", 26), Column("Says", 100, day=True))
PLAN = (
    Column("Owner", 22),
    Column("Id", 26),
    Column("Section", 20),
    Column("Question", 48),
    Column("Weight", 14),
    Column("By when", 16),
    Column("Now or later", 9),
    Column("To do", 44),
    Column("How to verify", 44),
    Column("What counts as evidence", 44),
    Column("Due", 12, day=True),
    Column("Overdue", 9),
    Column("Until then", 34),
    Column("State", 18),
    Column("Note", 40),
)
ANSWERS = tuple(column for column in REGISTER if column.heading not in (KIND, "Review", "As of"))
QUESTIONS = (
    Column("Id", 26),
    Column("Question", 60),
    Column("Role", 24),
    Column("Owner", 20),
    Column("State", 24),
    Column("Due", 12, day=True),
    Column("Overdue", 9),
    Column("Note", 60),
    Column("Answered by", 18),
    Column("Answered on", 12, day=True),
    Column("Counts until", 12, day=True),
    Column("To do", 34),
    Column("Evidence", 34),
    Column("Related", 30),
)
EVIDENCE = (
    Column("Reference", 40),
    Column("Kind", 20),
    Column("Collected on", 12, day=True),
    Column("By", 20),
    Column("Valid until", 12, day=True),
    Column("Rests on it", 30),
    Column("Counts", 8),
    Column("Why not", 34),
    Column("What is known of it", 34),
    Column("SHA-256", 66),
)
ACCEPTANCES = (
    Column("Id", 26),
    Column("What", 44),
    Column("State", 30),
    Column("Risk", 40),
    Column("Residual risk", 12),
    Column("Compensating control", 40),
    Column("Accepted by", 20),
    Column("Role", 22),
    Column("From", 12, day=True),
    Column("Until", 12, day=True),
    Column("What was accepted", 40),
    Column("Owner of the gap", 22),
    Column("Weight", 14),
    Column("Use cases", 26),
)
DATES = (
    Column("Day", 12, day=True),
    Column("Overdue", 9),
    Column("What", 32),
    Column("Id", 26),
    Column("Title", 60),
    Column("Who", 24),
)


def tracker(review: Review) -> tuple[Table, ...]:
    """The sheets in their order. Each is there also where it has no row, so that whoever reads them finds it."""
    sheets = (
        Table("Summary", (), ABOUT, tuple(summary(review))),
        Table("Action plan", (), PLAN, in_order(PLAN, plan(review))),
        Table("Answers", (), ANSWERS, in_order(ANSWERS, control_items(review))),
        Table("Questions", (), QUESTIONS, in_order(QUESTIONS, question_items(review))),
        Table("Evidence", (), EVIDENCE, in_order(EVIDENCE, proofs(review))),
        Table("Acceptances", (), ACCEPTANCES, in_order(ACCEPTANCES, acceptances(review))),
        Table("Dates", (), DATES, in_order(DATES, dates(review))),
    )
    return tuple(one for one in sheets if review.edition is ReportEdition.FULL or one.title in CLIENT_SHEETS)


def summary(review: Review) -> Iterator[tuple[str, str]]:
    """What the first page of the report says, in a few lines."""
    front, assessment = review.front, review.assessment
    yield "Organisation", front.organization
    yield "Review", front.title
    yield "Verdict", VERDICTS[assessment.verdict].word
    yield "Assessed for", assessment.stage.label if assessment.stage else "not given"
    yield "As of", day(assessment.as_of)
    yield "Valid until", day(assessment.valid_until, "No date")
    yield "Status", marking(review)
    for use in assessment.uses:
        yield f"Use case {use}", f"{use_mark(review, use).word}: {use_title(review.case, use)}"
    yield "Owner of the review", front.owner or "not given"
    yield "Reviewed by", front.reviewed_by or "not given"
    yield "Next review", day(front.next_review)
    yield "Checklists", editions_text(review.checklist)
    if review.edition is not ReportEdition.FULL:
        yield "Edition", SAYS[review.edition]
    yield "Notice", NOTICE
    branding = review.origin.branding
    named = (
        ("Prepared by", branding.prepared_by),
        ("Contact", branding.contact),
        ("Classification", branding.classification),
    )
    yield from ((label, text) for label, text in named if text)


def plan(review: Review) -> Iterator[Cells]:
    """What is not settled, by owner and by phase, as in the report."""
    for name, controls in by_owner(review).items():
        for id in controls:
            control, remedy = review.checklist.controls[id], remedy_of(review.case, id)
            answer = review.case.engagement.answers.get(id)
            yield {
                "Owner": name or NOBODY,
                "Id": id,
                "Section": review.checklist.sections[control.section].title,
                "Question": control.question,
                "Weight": review.assessment.gate(id).label,
                "By when": phase_of(review, id).label,
                "Now or later": "later" if id in review.assessment.later else "now",
                "To do": to_do(review, id),
                "How to verify": control.verify,
                "What counts as evidence": counts_as(control),
                "Due": iso(remedy.due) if remedy else "",
                "Overdue": yes(remedy is not None and remedy.due < review.assessment.as_of),
                "Until then": remedy.guardrail if remedy else "",
                "State": control_mark(review, id).word,
                "Note": answer.note if answer else "",
            }


def proofs(review: Review) -> Iterator[Cells]:
    """Each place where a file or an address is named."""
    engagement = review.case.engagement
    for id, answer in (*engagement.answers.items(), *engagement.kept.items()):
        for proof in answer.evidence:
            yield {
                **known(review, proof.ref, proof.sha256),
                "Kind": proof.kind.label,
                "Collected on": iso(proof.collected),
                "By": proof.by,
                "Valid until": iso(proof.valid_until),
                "Rests on it": id,
                **counting(review, id, answer, proof),
            }
    for id, said in engagement.plans.items():
        yield {
            **known(review, said.ref, said.sha256),
            "Kind": "Confirmation of a plan row",
            "Collected on": iso(said.dated),
            "By": said.by,
            "Rests on it": id,
        }
    for id, exchange in engagement.questions.items():
        for one in (*exchange.earlier, exchange):
            if one.ref:
                yield {
                    **known(review, one.ref),
                    "Kind": "Record of a reply",
                    "Collected on": iso(one.replied_on),
                    "By": one.replied_by,
                    "Valid until": iso(one.valid_until),
                    "Rests on it": id,
                }


def known(review: Review, ref: str, sha256: str = "") -> Cells:
    return {"Reference": ref, "What is known of it": sentence(checked(review, ref, sha256)), "SHA-256": sha256}


def counting(review: Review, id: str, answer: Answer, proof: Evidence) -> Cells:
    """Whether it counts for the control; beside an answer that asks for no proof nobody looks."""
    if answer.status is not Status.MET or id not in review.assessment.states:
        return {}
    fault = evidence_fault(review.case, review.checklist.controls[id], proof)
    return {"Counts": "no" if fault else "yes", "Why not": sentence(fault)}


def acceptances(review: Review) -> Iterator[Cells]:
    for record in (*control_acceptances(review), *cell_acceptances(review)):
        yield acceptance(record)


def acceptance(record: Record) -> Cells:
    """The record of the report, a cell for each of its facts."""
    return {
        "Id": record.code or record.id.removeprefix("cell-").replace("--", "/"),
        "What": record.title,
        **{fact.label: lines_text(fact.lines) for fact in record.facts},
    }


def dates(review: Review) -> Iterator[Cells]:
    """Everything that ends or is due, what is overdue first."""
    for one in near_dates(review.case, review.assessment, EVER):
        yield {
            "Day": iso(one.day),
            "Overdue": yes(one.overdue),
            "What": sentence(one.kind.label).removesuffix("."),
            "Id": one.subject,
            "Title": title(review, one),
            "Who": one.who,
        }


def title(review: Review, one: NearDate) -> str:
    """What it is about, for a reader who does not know ids."""
    checklist = review.checklist
    match one.kind:
        case DateKind.EVIDENCE | DateKind.NOT_APPLICABLE | DateKind.ACCEPTANCE | DateKind.REMEDY:
            return checklist.controls[one.subject].question
        case DateKind.CELL:
            return cell_title(review.case, one.subject)
        case DateKind.REPLY | DateKind.REPLY_DUE:
            text = completed_text(review.case, checklist.questions[one.subject].text, review.assessment.uses)
            return one_line(text, SHORT)
        case DateKind.PLAN:
            return checklist.plans.rows[one.subject].title if checklist.plans else ""
        case DateKind.APPROVAL:
            return role_title(review, one.subject)
        case DateKind.NEXT_REVIEW | DateKind.VERDICT:
            return ""
