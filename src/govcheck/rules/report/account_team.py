"""The vendor edition: the questions to the account team as on their sheet, and nothing of what is decided.

Its parts are made from the sheet alone, so nothing can reach them that the sheet does not name.
"""

from __future__ import annotations

from govcheck.rules.report.blocks import Block, Blocks, Fact, Facts, Line, Record, Records, fact, filled, prose
from govcheck.rules.report.marks import OVERDUE
from govcheck.rules.report.review import Review
from govcheck.rules.report.sheet import Addressee, Asked, Said, again_text, question_sheet

HOW = (
    "Please reply in writing to each question, with its reference, and say who replied and on which date.",
    "If a reply holds only for some products, plans or regions, please say for which.",
    "If you cannot answer a question, please tell us who can.",
)


def about(review: Review) -> Blocks:
    """Whose questions these are, and whom to reply to."""
    sheet = question_sheet(review.judgement)
    facts = filled(
        fact("Organisation", sheet.organization),
        fact("Review", sheet.title),
        fact("Contact for replies", sheet.contact),
        fact("Questions as of", sheet.as_of),
        fact("Made with", review.origin.tool),
    )
    return (Facts(facts), prose(*HOW))


def asked_questions(review: Review) -> Blocks:
    blocks = tuple(map(addressed, question_sheet(review.judgement).addressees))
    return blocks or (prose("There are no open questions."),)


def addressed(addressee: Addressee) -> Block:
    title = f"{addressee.role}: {addressee.person}" if addressee.person else addressee.role
    return Records(tuple(map(record, addressee.questions)), title)


def record(one: Asked) -> Record:
    facts = filled(
        fact("Question", one.text),
        fact("Form of reply", one.forms),
        fact("Asked on", one.asked_on),
        Fact("Reply wanted by", (Line(one.wanted_by, mark=OVERDUE if one.overdue else None),) if one.wanted_by else ()),
        Fact("Earlier reply", tuple(map(reply_line, one.replies))),
        fact("Asked again", again_text(one)),
    )
    return Record(f"question-{one.reference}", f"{one.number}. {one.concerns}", facts, one.reference)


def reply_line(said: Said) -> Line:
    return Line(said.text, label=f"{said.day}:" if said.day else "")
