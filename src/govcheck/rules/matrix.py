"""What the matrix says of each use case: the checklist's cells, with the engagement's own where they may count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts
from govcheck.rules.states import acceptance_fault
from govcheck.words.assessment import Finding
from govcheck.words.checklist import Matrix
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import UNKNOWN, Cell, Effect, Subject


@dataclass(frozen=True)
class Ruling:
    """What counts in one cell."""

    cell: Cell | None
    """None: neither the checklist nor the engagement says."""
    given: Cell | None
    """The checklist's."""
    looser: bool = False
    """The engagement asks for more than the checklist gives."""
    fault: str = ""
    """Why the looser cell does not count."""
    until: date | None = None
    """The end of the acceptance that makes it looser."""
    why: str = ""
    """The risk that was accepted."""


def ruling(case: Case, matrix: Matrix, place: tuple[str, str]) -> Ruling:
    """Stricter counts freely; looser, and what the checklist leaves out, only with an acceptance in force."""
    given, chosen = matrix.cells.get(place), case.engagement.matrix.get(place)
    if chosen is None:
        return Ruling(given, given)
    looser = chosen.cell is not Cell.PROHIBITED and (given is None or chosen.cell.rank < given.rank)
    if not looser:
        return Ruling(chosen.cell, given)
    if chosen.acceptance is None:
        return Ruling(given, given, looser=True, fault="nobody accepted it")
    fault = acceptance_fault(case, chosen.acceptance, case.engagement.front.owner)
    if fault:
        return Ruling(given, given, looser=True, fault=fault)
    return Ruling(chosen.cell, given, looser=True, until=chosen.acceptance.expires, why=chosen.acceptance.risk)


def places(matrix: Matrix, facts: Facts) -> Iterator[tuple[str, str]]:
    """The cells that a use case stands in: every combination of its rows and columns that is known."""
    for place in product(facts.values(matrix.rows), facts.values(matrix.columns)):
        if UNKNOWN not in place:
            yield place


def cell_findings(case: Case, by_use: Mapping[str, Facts]) -> Iterator[Finding]:
    """A prohibited cell stops, a cell that nobody set holds, a loosened one limits.

    Why a looser setting does not count is told where the cell decides, else in a note.
    """
    matrix = case.checklist.matrix
    for use, facts in by_use.items() if matrix else ():
        assert matrix is not None
        for place in places(matrix, facts):
            yield from place_findings(ruling(case, matrix, place), "/".join(place), use)


def place_findings(rule: Ruling, where: str, use: str) -> Iterator[Finding]:
    def found(effect: Effect, text: str) -> Finding:
        return Finding(effect, Subject.CELL, where, (use,), text)

    but = f"; {discounted(rule)}" if rule.fault else ""
    given = f"looser than the checklist ({rule.given or 'which leaves it out'})"
    if rule.cell is None:
        yield found(Effect.HOLDS, f"the matrix does not say{but}")
    elif rule.cell is Cell.PROHIBITED:
        yield found(Effect.STOPS, f"prohibited by the matrix{but}")
    elif rule.fault:
        yield found(Effect.NOTES, f"{given}: {rule.fault}")
    if rule.looser and not rule.fault:
        yield found(Effect.LIMITS, f"{given}: accepted: {rule.why}")


def discounted(rule: Ruling) -> str:
    """That the engagement's own cell does not count, and why."""
    return f"this review's own looser setting does not count: {rule.fault}"


def cell_ends(case: Case, by_use: Mapping[str, Facts]) -> Iterator[date]:
    """When the acceptances of the cells in use end."""
    matrix = case.checklist.matrix
    for facts in by_use.values() if matrix else ():
        assert matrix is not None
        yield from (end for place in places(matrix, facts) if (end := ruling(case, matrix, place).until))
