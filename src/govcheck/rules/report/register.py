"""The register: every control and every question to the account team as a row, for the trackers of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from govcheck.rules.exchanges import overdue, progress
from govcheck.rules.owners import remedy_of
from govcheck.rules.questions import answered, asked_of, completed_text, reply_end
from govcheck.rules.report.action_plan import to_do
from govcheck.rules.report.blocks import Lines
from govcheck.rules.report.decided import ANSWERED
from govcheck.rules.report.editions import NAMES
from govcheck.rules.report.excluded import needs_and_has
from govcheck.rules.report.marks import EXCLUDED
from govcheck.rules.report.phrases import accepted_by, control_mark, counts_as, role_title, sentence, uses_text
from govcheck.rules.report.review import Review
from govcheck.rules.versions import former
from govcheck.words.checklist import Control, VendorQuestion
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.table import Column
from govcheck.words.vocabulary import SILENCE, Part

KIND, ID, CHECKLIST, SECTION, QUESTION = "Kind", "Id", "Checklist", "Section", "Question"
WEIGHT, PHASE, USES, STATUS, STATE, REASON = "Weight", "By when", "Use cases", "Status", "State", "Reason"
TO_DO, OWNER, ROLE, DUE, OVERDUE, UNTIL_THEN = "To do", "Owner", "Role", "Due", "Overdue", "Until then"
CLOSES, SHOWN_BY = "Remedy by", "What counts as evidence"
NOTE, BY, ON, COUNTS, EVIDENCE = "Note", "Answered by", "Answered on", "Counts until", "Evidence"
ACCEPTED, ACCEPTED_UNTIL, RELATED, TOPICS = "Accepted by", "Accepted until", "Related", "Topics"
REFERENCES, REVIEW, AS_OF = "References", "Review", "As of"
REGISTER = (
    Column(KIND, 10),
    Column(ID, 26),
    Column(CHECKLIST, 24),
    Column(SECTION, 20),
    Column(QUESTION, 48),
    Column(WEIGHT, 14),
    Column(PHASE, 16),
    Column(USES, 26),
    Column(STATUS, 14),
    Column(STATE, 18),
    Column(REASON, 34),
    Column(TO_DO, 34),
    Column(SHOWN_BY, 44),
    Column(OWNER, 20),
    Column(ROLE, 24),
    Column(CLOSES, 20),
    Column(DUE, 12, day=True),
    Column(OVERDUE, 9),
    Column(UNTIL_THEN, 30),
    Column(NOTE, 40),
    Column(BY, 18),
    Column(ON, 12, day=True),
    Column(COUNTS, 12, day=True),
    Column(EVIDENCE, 44),
    Column(ACCEPTED, 22),
    Column(ACCEPTED_UNTIL, 12, day=True),
    Column(RELATED, 26),
    Column(TOPICS, 20),
    Column(REFERENCES, 16),
    Column(REVIEW, 34),
    Column(AS_OF, 12, day=True),
)
CONTROL, ASKED = "control", "question"
"""The kinds of row."""
DROPPED, GONE = "Dropped", "Not asked any more"
Cells = Mapping[str, str]
Rows = tuple[tuple[str, ...], ...]


def register_rows(review: Review) -> Rows:
    """A row for each, in the order of the checklist; what is asked of the vendor comes last."""
    front = review.front
    named = NAMES[review.edition]
    title = f"{front.organization}: {front.title}{f' ({named.lower()})' if named else ''}"
    same = {REVIEW: title, AS_OF: review.assessment.as_of.isoformat()}
    return in_order(REGISTER, ({**one, **same} for one in (*control_items(review), *question_items(review))))


def in_order(columns: tuple[Column, ...], rows: Iterator[Cells]) -> Rows:
    return tuple(tuple(row.get(column.heading, "") for column in columns) for row in rows)


def control_items(review: Review) -> Iterator[Cells]:
    """Every control that applies, those that are ruled out, and those that are dropped or gone."""
    checklist, engagement = review.checklist, review.case.engagement
    for id, control in checklist.controls.items():
        answer = engagement.answers.get(id)
        if id in review.assessment.states:
            yield {**about(review, control), **judged(review, control), **said(review, control, answer)}
        else:
            why = {STATE: EXCLUDED.word, REASON: lines_text(needs_and_has(review, control))}
            yield {**about(review, control), **said(review, control, answer), **why}
    for id, dropped in checklist.dropped.items():
        if not dropped.still_asked:
            why = {STATE: DROPPED, REASON: dropped.reason}
            yield {**about(review, dropped.control), **said(review, dropped.control, engagement.kept.get(id)), **why}
    for (_, id), one in former(checklist, Part.CONTROLS).items():
        answer = engagement.kept.get(id)
        if answer:
            yield {KIND: CONTROL, ID: id, STATE: GONE, REASON: sentence(one.text), **written(answer)}


def about(review: Review, control: Control) -> Cells:
    """What the checklist says of a control."""
    checklist = review.checklist
    section = checklist.sections[control.section]
    return {
        KIND: CONTROL,
        ID: control.id,
        CHECKLIST: section.checklist,
        SECTION: section.title,
        QUESTION: control.question,
        WEIGHT: control.gate.label,
        PHASE: control.phase.label,
        ROLE: role_title(review, control.owner),
        RELATED: ", ".join(control.asks),
        TOPICS: ", ".join(checklist.topics.get(topic, topic) for topic in control.topics),
        REFERENCES: ", ".join(control.references),
    }


def judged(review: Review, control: Control) -> Cells:
    """What it amounts to, and what is left to do."""
    state, assessment = review.assessment.states[control.id], review.assessment
    return {
        WEIGHT: assessment.gate(control.id).label,
        USES: uses_text(review, assessment.gates[control.id]),
        STATE: control_mark(review, control.id).word,
        REASON: sentence(state.why),
        TO_DO: "" if state.standing.settled else to_do(review, control.id),
        SHOWN_BY: "" if state.standing.settled else counts_as(control),
        COUNTS: iso(state.until) if state.standing.settled else "",
    }


def said(review: Review, control: Control, answer: Answer | None) -> Cells:
    """What people say of it. A remedy beside anything but a gap means nothing."""
    owner = {OWNER: review.case.owner(control, answer), STATUS: SILENCE}
    remedy = remedy_of(review.case, control.id)
    if answer is None:
        return owner
    closing = {
        CLOSES: remedy.owner if remedy else "",
        DUE: iso(remedy.due) if remedy else "",
        OVERDUE: yes(remedy is not None and remedy.due < review.assessment.as_of),
        UNTIL_THEN: remedy.guardrail if remedy else "",
    }
    return {**owner, **written(answer), **closing}


def written(answer: Answer) -> Cells:
    accepted = answer.acceptance
    return {
        STATUS: answer.status.value,
        NOTE: answer.note,
        BY: answer.answered_by,
        ON: iso(answer.answered_on),
        EVIDENCE: "; ".join(map(proof_text, answer.evidence)),
        ACCEPTED: accepted_by(accepted) if accepted else "",
        ACCEPTED_UNTIL: iso(accepted.expires) if accepted else "",
    }


def proof_text(proof: Evidence) -> str:
    return f"{proof.kind.value}: {proof.ref} ({proof.collected}, {proof.by})"


def question_items(review: Review) -> Iterator[Cells]:
    """The questions that are open, and those that were asked."""
    still = {one.id: one for one in review.judgement.questions}
    for id, question in review.checklist.questions.items():
        if id in still:
            one = still[id]
            person = asked_of(review.case, one)
            yield {
                **question_item(review, question),
                QUESTION: one.text,
                OWNER: person,
                RELATED: ", ".join(one.waiting),
            }
        elif id in review.case.engagement.questions:
            yield question_item(review, question)


def question_item(review: Review, question: VendorQuestion) -> Cells:
    exchange = review.case.engagement.questions.get(question.id)
    stands = ANSWERED if answered(review.case, exchange) else progress(exchange, review.case.today)
    item = {
        KIND: ASKED,
        ID: question.id,
        QUESTION: completed_text(review.case, question.text, review.assessment.uses),
        STATE: sentence(stands).removesuffix("."),
        ROLE: role_title(review, question.to),
    }
    if exchange is None:
        return item
    waits = any(one.id == question.id for one in review.judgement.questions)
    return {
        **item,
        OWNER: exchange.asked_of,
        DUE: iso(exchange.due),
        OVERDUE: yes(waits and overdue(exchange, review.case.today)),
        TO_DO: exchange.follow_up,
        REASON: exchange.contract_says,
        NOTE: exchange.reply,
        BY: exchange.replied_by,
        ON: iso(exchange.replied_on),
        COUNTS: iso(reply_end(exchange)),
        EVIDENCE: exchange.ref,
    }


def lines_text(lines: Lines) -> str:
    """Lines as text, a mark by its word."""
    return "\n".join(
        " ".join(filter(None, (f"{line.mark.word}." if line.mark else "", line.label, line.text))) for line in lines
    )


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def yes(holds: object) -> str:
    return "yes" if holds else ""
