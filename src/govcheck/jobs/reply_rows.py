"""What a row of a question sheet that came back says, with everything in it that cannot be used. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from govcheck.rules.case import Case
from govcheck.rules.day_text import days_meant
from govcheck.rules.names import folded, names_nobody, nobody_text
from govcheck.rules.questionnaire import plain
from govcheck.rules.report.sheet import BY, COMPLETE, ON, REFERENCE, REPLY, REVIEW, SHEET_OF, UNTIL, review_title
from govcheck.rules.suggest import write_instead
from govcheck.rules.versions import former, instead
from govcheck.tools.yamltext import FORBIDDEN
from govcheck.words.characters import one_line
from govcheck.words.checklist import Checklist
from govcheck.words.errors import Problem
from govcheck.words.table import Row
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part

WHOLE = frozenset({"", "yes", "y", "true", "1", "complete", "completely", "full", "fully", "in full", "done"})
"""What says that a reply is the whole answer, as nothing does. All else says that something is still to come."""
NO_REPLY = frozenset({"tbd", "tbc", "tba", "todo", "fixme", "xx", "xxx", "placeholder", "pending"})
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Told:
    """What somebody replied to one question."""

    question: str
    number: int
    """Its row or line in the file."""
    reply: str
    by: str
    on: date
    until: date | None = None
    partly: bool = False
    """They say so themselves."""
    sheet_of: date | None = None


@dataclass(frozen=True)
class Reading:
    """How rows are read: for which case, in which file; who replied and when where a row does not say."""

    case: Case
    shown: str
    by: str = ""
    on: date | None = None

    def fault(self, row: Row, says: str, hint: str) -> Problem:
        return Problem(self.shown, row.number, 1, says, hint)


@dataclass(frozen=True)
class Rows:
    """What the rows of a file say."""

    told: tuple[Told, ...]
    blank: tuple[str, ...]
    """Questions without a reply."""
    unread: tuple[Row, ...]
    """Rows that are about no question, and say nothing under Reply."""
    problems: tuple[Problem, ...]


def rows_read(reading: Reading, rows: Iterable[Row]) -> Rows:
    """What the rows say. Where something is wrong, nothing of it is to be used."""
    replies: dict[str, Row] = {}
    blank, unread, problems = list[str](), list[Row](), list[Problem]()
    for row in map(cleaned, rows):
        id = question_now(reading.case.checklist, row[REFERENCE].casefold())
        known = id in reading.case.checklist.questions
        if not says_something(row[REPLY]):
            if known:
                blank.append(id)
            elif id:
                unread.append(row)
            continue
        faults = list(row_faults(reading, row))
        if id in replies and row[REPLY] != replies[id][REPLY]:
            says = f"{id} is answered in row {replies[id].number} too, and otherwise"
            faults.append(reading.fault(row, says, "ask which one is meant, and keep that one"))
        problems += faults
        replies.setdefault(id, row)
    told = () if problems else tuple(one_told(reading, id, row) for id, row in replies.items())
    left = dict.fromkeys(id for id in blank if id not in replies)
    return Rows(told, tuple(left), tuple(unread), tuple(sorted(set(problems))))


def question_now(checklist: Checklist, id: str) -> str:
    """What a question is called by now, where nothing else became of it since the sheet was sent."""
    gone = former(checklist, Part.QUESTIONS).get(("", id))
    return gone.heirs[0] if gone and gone.change.fate is Fate.RENAMED and len(gone.heirs) == 1 else id


def cleaned(row: Row) -> Row:
    """The row without blanks around its texts, and without characters that may not stand in a file."""
    return Row(row.number, {name: plain(FORBIDDEN.sub("", lined(text))) for name, text in row.cells.items()})


def lined(text: str) -> str:
    """The text with the line ends that everybody has."""
    return LINE_ENDS.sub("\n", text)


def says_something(reply: str) -> bool:
    """Whether it is more than the place of a reply."""
    return any(map(str.isalnum, reply)) and folded(reply).strip(" .<>[]()?") not in NO_REPLY


def row_faults(reading: Reading, row: Row) -> Iterator[Problem]:
    questions = reading.case.checklist.questions
    id = question_now(reading.case.checklist, row[REFERENCE].casefold())
    if not id:
        yield reading.fault(row, "a reply without a reference", "write the reference of its question beside it")
    elif id not in questions:
        was = instead(former(reading.case.checklist, Part.QUESTIONS)).get(id)
        yield reading.fault(
            row, f"there is no question {one_line(row[REFERENCE])}", was or write_instead(id, questions)
        )
    if (review := one_line(row[REVIEW])) and review != one_line(plain(review_title(reading.case.engagement))):
        hint = f"these questions are of {review_title(reading.case.engagement)}"
        yield reading.fault(row, f"this sheet is of another review, {review}", hint)
    if not (row[BY] or reading.by):
        yield reading.fault(row, f"nobody is named who replied to {id}", "add --by NAME")
    elif names_nobody(row[BY]):
        yield reading.fault(row, nobody_text(row[BY]), "write who replied, or leave it empty and add --by NAME")
    if not (row[ON] or reading.on):
        yield reading.fault(row, f"it is not said when the reply to {id} came", "add --on DATE")
    yield from day_faults(reading, row)


def day_faults(reading: Reading, row: Row) -> Iterator[Problem]:
    for heading in (ON, UNTIL):
        days = days_meant(row[heading])
        if row[heading] and len(days) != 1:
            either = f"may be {' or '.join(map(str, days))}" if days else "is not a date"
            yield reading.fault(row, f"{heading}: {row[heading]} {either}", "write it as 2026-11-30")
    on = the_day(row[ON]) or reading.on
    until = the_day(row[UNTIL])
    if on and on > reading.case.today:
        yield reading.fault(row, f"{on} is after today, {reading.case.today}", "write the day on which the reply came")
    if on and until and until < on:
        yield reading.fault(row, f"it is valid until {until} and came on {on}", "ask which day is meant")


def the_day(text: str) -> date | None:
    """The day that a text means, where it means one."""
    days = days_meant(text)
    return days[0] if len(days) == 1 else None


def one_told(reading: Reading, id: str, row: Row) -> Told:
    on = the_day(row[ON]) or reading.on
    assert on is not None  # else the row has a problem
    return Told(
        question=id,
        number=row.number,
        reply=row[REPLY],
        by=one_line(row[BY] or reading.by),
        on=on,
        until=the_day(row[UNTIL]),
        partly=folded(row[COMPLETE]).strip(" .!") not in WHOLE,
        sheet_of=the_day(row[SHEET_OF]),
    )
