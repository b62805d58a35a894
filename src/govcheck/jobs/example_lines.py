"""Examples, as comments, of what is written into a new answers file by hand. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govcheck.tools.yamledit.emit import Layout, entry
from govcheck.words.checklist import Checklist, Matrix, PlanTable
from govcheck.words.engagement import Engagement
from govcheck.words.vocabulary import UNKNOWN, Cell

DAY = "2026-11-20"
MATRIX = "Where your matrix differs from the checklist's: a stricter cell freely, a looser one with an acceptance."
PLANS = "What the vendor confirmed about the plan: yes, no, or unknown where they could not say."
QUESTIONS = "What was asked of the account team, and what came back. Outcome: accepted, insufficient or withdrawn."


def examples(checklist: Checklist, engagement: Engagement) -> Iterator[list[str]]:
    """A part for each thing that can be written by hand, as far as the checklist has it."""
    day = str(engagement.front.dated or DAY)
    if checklist.matrix:
        yield from (empty_part(MATRIX, "matrix", cell) for cell in stricter(checklist.matrix))
    if checklist.plans:
        row, plan = next(iter(checklist.plans.rows)), plan_of(checklist, checklist.plans, engagement)
        said = {"plan": plan, "confirmed": "yes", "by": "NAME", "dated": day, "ref": "evidence/reply.eml"}
        yield empty_part(PLANS, "plans", {row: said})
    for id in list(checklist.questions)[:1]:
        asked = {"asked-on": day, "asked-of": "NAME"}
        replied = {"reply": "WORD FOR WORD", "replied-by": "NAME", "replied-on": day, "outcome": "accepted"}
        yield example(QUESTIONS, "questions", {id: {**asked, **replied}})


def example(says: str, key: str, value: Any) -> list[str]:
    return [f"# {line}" for line in (f"{says} Such as:", *entry(key, value, 0, Layout()))]


def empty_part(says: str, key: str, value: Any) -> list[str]:
    """The part itself, empty, so that what is set later has its place; its example stands above it."""
    head, _, *inner = example(says, key, value)
    return [head, *inner, f"{key}: {{}}"]


def stricter(matrix: Matrix) -> Iterator[Any]:
    """The last cell that is not prohibited, prohibited."""
    for row, column in [place for place, cell in matrix.cells.items() if cell is not Cell.PROHIBITED][-1:]:
        yield {row: {column: Cell.PROHIBITED.value}}


def plan_of(checklist: Checklist, table: PlanTable, engagement: Engagement) -> str:
    """The plan that is bought, else the first that there is."""
    bought = [plan for plan in engagement.profile.get(table.question, ()) if plan != UNKNOWN]
    return next(iter([*bought, *checklist.profile[table.question].values]))
