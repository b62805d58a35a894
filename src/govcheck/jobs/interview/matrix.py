"""What may be used where, as a table: cells set stricter freely, looser with an acceptance; own names for the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from govcheck.jobs.answer_text import acceptance_text
from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import NOTHING, Back, ask_line
from govcheck.jobs.interview.acceptance import Decision, ask_acceptance
from govcheck.jobs.interview.cells import CELL_MEANS, Table, word
from govcheck.jobs.interview.change import put_in_place
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.sitting import Sitting, readable
from govcheck.jobs.typed import hyphened
from govcheck.rules.matrix import ruling
from govcheck.rules.names import folded
from govcheck.rules.wording import cell_title, value_label
from govcheck.words.engagement import CellChoice, Engagement
from govcheck.words.vocabulary import Cell

ABOUT = (
    "Type the name of a cell such as 3b to set it, or the number of a row to say what you call it; w goes through all "
    "cells. Stricter than the checklist freely, looser with an acceptance."
)
WALK = "w"


def table(sitting: Sitting) -> Table | None:
    file = readable(sitting)
    case = file.case(sitting.today)
    return Table(file, case, case.checklist.matrix) if case.checklist.matrix else None


def change_matrix(sitting: Sitting, course: Course) -> Course:
    """Shows the matrix and changes what is named, until Enter alone or b."""
    person = sitting.person
    while now := table(sitting):
        show(sitting, now)
        try:
            typed = ask_line(person, "Set which (Enter: done)", ABOUT)
        except Back:
            return course
        if not typed:
            return course
        name, cells = hyphened(typed), now.grid().names()
        if name == WALK:
            course = walked(sitting, course, now.places)
        elif name in cells:
            row, column = cells[name]
            course = one_cell(sitting, course, (now.rows[row], now.columns[column]))
        elif name.isdecimal() and 1 <= int(name) <= len(now.rows):
            course = own_name(sitting, course, now, now.rows[int(name) - 1])
        else:
            person.show(f"{typed} is none of them. {ABOUT}", "poor")
    person.show("This checklist has no matrix.", "quiet")
    return course


def show(sitting: Sitting, now: Table) -> None:
    """The cells, then the standing conditions that belong to the rows."""
    person = sitting.person
    person.show()
    person.show("What may be used where", "title")
    person.grid(now.grid())
    if any(now.asking(place) for place in now.places):
        person.show("* a use case asks for it", "quiet")
    if now.matrix.guardrails:
        person.show("Standing conditions, printed with every verdict that allows the row:")
        for row, text in now.matrix.guardrails.items():
            person.show(f"  {value_label(now.case, now.matrix.rows, row)}: {text}")


def walked(sitting: Sitting, course: Course, places: tuple[tuple[str, str], ...]) -> Course:
    """Cell by cell; b leads to the one before, and from the first one back to the table."""
    at = 0
    while 0 <= at < len(places):
        try:
            course = one_cell(sitting, course, places[at], within=True)
        except Back:
            at -= 1
        else:
            at += 1
    return course


def one_cell(sitting: Sitting, course: Course, place: tuple[str, str], *, within: bool = False) -> Course:
    """Asks for one cell and saves it. Raises Back only `within` a walk, and Quit."""
    now = table(sitting)
    assert now is not None  # the place came from it
    try:
        saved = put_in_place(sitting, now.file, lambda _: asked(sitting, now, place))
    except Back:
        if within:
            raise
        return course
    return course.with_saved(saved, f"the cell {cell_title(now.case, '/'.join(place))}") if saved else course


def asked(sitting: Sitting, now: Table, place: tuple[str, str]) -> Engagement:
    """The engagement with the cell as the person wants it. Raises Back and Quit."""
    person, case, given = sitting.person, now.case, now.matrix.cells.get(place)
    present = case.engagement.matrix.get(place)
    person.show()
    person.show(cell_title(case, "/".join(place)), "title")
    for line in told(now, place):
        person.show(f"  {line}")
    for number, cell in enumerate(Cell, 1):
        person.show(f"  {number}  {word(cell)}: {CELL_MEANS[cell]}{compared(cell, given)}")
    labels = {cell.value: word(cell) for cell in Cell}
    also = NOTHING if present else ""
    if present:
        person.show(f"  {NOTHING}  as the checklist has it: {word(given)}")
    now_set = present.cell if present else given
    prompt = f"Cell [{word(now_set)}]" if now_set else "Cell (Enter: leave it unsaid)"
    chosen = ask_choice(person, prompt, Choices(labels, tuple(labels), also, ABOUT))
    if not chosen:  # Enter leaves it as it is, also where an acceptance has ended
        return case.engagement
    if chosen == NOTHING:
        return with_cell(case.engagement, place, None)
    cell = Cell(chosen)
    if cell is given:
        return with_cell(case.engagement, place, None)
    if not looser(cell, given):
        return with_cell(case.engagement, place, CellChoice(cell))
    if present and present.cell is cell and not ruling(case, now.matrix, place).fault:
        return case.engagement  # it was accepted, and nothing is to be said anew
    person.show("This is looser than the checklist, so somebody other than the owner of the review accepts it.", "poor")
    decision = Decision(person, case, case.engagement.front.owner)
    acceptance = ask_acceptance(decision, present.acceptance if present else None)
    return with_cell(case.engagement, place, CellChoice(cell, acceptance))


def told(now: Table, place: tuple[str, str]) -> Iterator[str]:
    """What one has to know to set a cell."""
    row, _ = place
    present = now.case.engagement.matrix.get(place)
    yield f"The checklist says: {word(now.matrix.cells.get(place))}."
    if present and present.acceptance:
        yield f"Accepted by {acceptance_text(present.acceptance)}"
    if now.asking(place):
        yield f"Asked for by: {', '.join(now.asking(place))}."
    if row in now.matrix.guardrails:
        yield f"Standing conditions: {now.matrix.guardrails[row]}"


def compared(cell: Cell, given: Cell | None) -> str:
    if cell is given:
        return " (the checklist's)"
    return " (looser: needs an acceptance)" if looser(cell, given) else " (stricter)"


def looser(cell: Cell, given: Cell | None) -> bool:
    """More than the checklist gives; where it is silent, everything but prohibited is."""
    return cell is not Cell.PROHIBITED and (given is None or cell.rank < given.rank)


def with_cell(engagement: Engagement, place: tuple[str, str], choice: CellChoice | None) -> Engagement:
    cells = {where: one for where, one in engagement.matrix.items() if where != place}
    return replace(engagement, matrix={**cells, **({place: choice} if choice else {})})


def own_name(sitting: Sitting, course: Course, now: Table, row: str) -> Course:
    """What the organisation calls a row: one name, several with commas between them, or the checklist's own."""
    try:
        saved = put_in_place(sitting, now.file, lambda _: named(sitting, now, row))
    except Back:
        return course
    return course.with_saved(saved, f"the name of {row}") if saved else course


def named(sitting: Sitting, now: Table, row: str) -> Engagement:
    """The engagement with the names that the person gives to a row. Raises Back and Quit."""
    person, engagement, question = sitting.person, now.case.engagement, now.matrix.rows
    names = engagement.own_names.get(question, {})
    before = ", ".join(names.get(row, ()))
    label = now.case.checklist.profile[question].values[row]
    person.show(f"What do you call {label}? Several names with commas between them.")
    about = f"Your own names stand before the checklist's in screens and reports. {NOTHING} takes them out."
    taken = {folded(name): other for other, given in names.items() if other != row for name in given}
    while True:
        typed = ask_line(person, f"Name [{before}]" if before else "Name (Enter: the same)", about)
        if not typed:
            return engagement
        mine = tuple(dict.fromkeys(part.strip() for part in typed.split(",") if part.strip(f" {NOTHING}")))
        if not (twice := [name for name in mine if folded(name) in taken]):
            return with_names(engagement, question, {**names, row: mine})
        person.show(f"{twice[0]} is a name of {taken[folded(twice[0])]} already.", "poor")


def with_names(engagement: Engagement, question: str, names: Mapping[str, tuple[str, ...]]) -> Engagement:
    own = {**engagement.own_names, question: {value: given for value, given in names.items() if given}}
    return replace(engagement, own_names={id: by_value for id, by_value in own.items() if by_value})
