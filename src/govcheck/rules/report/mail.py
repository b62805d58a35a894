"""The question sheet as the text of an e-mail: one for each addressee, to be pasted as it is."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from govcheck.rules.report.sheet import Addressee, Asked, Sheet
from govcheck.words.characters import one_line, safe_text

WIDTH = 76
NEXT_MAIL = "=" * WIDTH
HOW = (
    "Please reply in writing to each, with its reference, and say who replied and on which date. If a reply holds only "
    "for some products, plans or regions, please say for which. If you cannot answer a question, please say who can."
)


def mail_text(sheet: Sheet) -> str:
    """Whom each mail goes to, its subject, and its text."""
    if not sheet.addressees:
        return "There are no open questions.\n"
    mails = ["".join(f"{line}\n" for line in mail_lines(sheet, addressee)) for addressee in sheet.addressees]
    return f"\n{NEXT_MAIL}\n\n".join(mails)


def mail_lines(sheet: Sheet, addressee: Addressee) -> Iterator[str]:
    person, role = one_line(addressee.person), one_line(addressee.role)
    yield f"To: {f'{person} ({role})' if person else role}"
    yield f"Subject: Questions from {one_line(sheet.review)}"
    yield ""
    yield f"Hello {person}," if person else "Hello,"
    yield ""
    many = len(addressee.questions)
    help_with = "the question below" if many == 1 else f"the {many} questions below"
    yield from paragraph(
        f"{sheet.organization} is reviewing this before using it: {sheet.title}. We need your help with {help_with}, "
        f"as of {sheet.as_of}. {HOW}"
    )
    for one in addressee.questions:
        yield ""
        yield from question_lines(one)
    yield ""
    yield f"Thank you, {one_line(sheet.contact)}, {one_line(sheet.organization)}" if sheet.contact else "Thank you."


def question_lines(one: Asked) -> Iterator[str]:
    yield f"Question {one.number} (reference {one.reference})"
    yield ""
    yield from paragraph(one.text)
    yield ""
    yield from paragraph(f"Needed for: {one.concerns}")
    yield from paragraph(f"Form of reply: {one.forms}")
    if one.asked_on:
        yield f"Asked on: {one.asked_on}"
    if one.wanted_by:
        yield f"Reply wanted by: {one.wanted_by}{', overdue' if one.overdue else ''}"
    for said in one.replies:
        yield ""
        yield f"Your reply of {said.day}:" if said.day else "Your reply:"
        for line in safe_text(said.text).splitlines():
            yield from quoted(line)
    for text in (one.again, f"Still missing: {one.missing}" if one.missing else ""):
        if text:
            yield ""
            yield from paragraph(text)


def paragraph(text: str) -> list[str]:
    return wrap(one_line(text), WIDTH, break_long_words=False, break_on_hyphens=False)


def quoted(line: str) -> list[str]:
    """A line of theirs, marked as mail programs mark it."""
    return [f"> {part}" for part in wrap(line, WIDTH - 2, break_long_words=False, break_on_hyphens=False)] or [">"]
