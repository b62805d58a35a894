"""The question sheet as the text of an e-mail: one for each addressee, to be pasted as it is."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from govcheck.rules.report.sheet import Addressee, Asked, Sheet
from govcheck.words.characters import one_line, safe_text

WIDTH, UNBROKEN = 76, 1_000_000
NEXT_MAIL = "=" * WIDTH
HOW = (
    "Please answer this mail, and write each reply below the line that begins with Reply to. If a reply is not the "
    "whole answer yet, please say what is still to come. If it holds only for some products, plans or regions, or only "
    "until a day, please say so. If you cannot answer a question, please say who can."
)
REPLY_TO = "Reply to {}:"


def mail_text(sheet: Sheet) -> str:
    """Whom each mail goes to, its subject, and its text."""
    if not sheet.addressees:
        return "There are no open questions.\n"
    mails = ["".join(f"{line}\n" for line in mail_lines(sheet, addressee)) for addressee in sheet.addressees]
    return f"\n{NEXT_MAIL}\n\n".join(mails)


def paragraphs_sent(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """What stands in the mails, to be told from what is written between: by reference, and else under an empty one."""
    mails = [[*mail_lines(sheet, addressee, UNBROKEN)] for addressee in sheet.addressees]
    questions = [one for addressee in sheet.addressees for one in addressee.questions]
    asked = {one.reference: [*question_lines(one, UNBROKEN)] for one in questions}
    within = {line for lines in asked.values() for line in lines}
    around = [line for lines in mails for line in lines if line not in within]
    return {"": tuple(around), **{reference: tuple(lines) for reference, lines in asked.items()}}


def mail_lines(sheet: Sheet, addressee: Addressee, width: int = WIDTH) -> Iterator[str]:
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
        f"as of {sheet.as_of}. {HOW}",
        width,
    )
    for one in addressee.questions:
        yield ""
        yield from question_lines(one, width)
    yield ""
    yield f"Thank you, {one_line(sheet.contact)}, {one_line(sheet.organization)}" if sheet.contact else "Thank you."


def question_lines(one: Asked, width: int) -> Iterator[str]:
    yield f"Question {one.number} (reference {one.reference})"
    yield ""
    yield from paragraph(one.text, width)
    yield ""
    yield from paragraph(f"Needed for: {one.concerns}", width)
    yield from paragraph(f"Form of reply: {one.forms}", width)
    if one.asked_on:
        yield f"Asked on: {one.asked_on}"
    if one.wanted_by:
        yield f"Reply wanted by: {one.wanted_by}{', overdue' if one.overdue else ''}"
    for said in one.replies:
        yield ""
        yield f"Your reply of {said.day}:" if said.day else "Your reply:"
        for line in safe_text(said.text).splitlines():
            yield from quoted(line, width)
    for text in (one.again, f"Still missing: {one.missing}" if one.missing else ""):
        if text:
            yield ""
            yield from paragraph(text, width)
    yield ""
    yield REPLY_TO.format(one.reference)


def paragraph(text: str, width: int) -> list[str]:
    return wrap(one_line(text), width, break_long_words=False, break_on_hyphens=False)


def quoted(line: str, width: int) -> list[str]:
    """A line of theirs, marked as mail programs mark it."""
    return [f"> {part}" for part in wrap(line, width - 2, break_long_words=False, break_on_hyphens=False)] or [">"]
