"""The matrix of an engagement as a table: what each cell says, whose it is, and which use cases stand in it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from govcheck.jobs.load import EngagementFile
from govcheck.rules.case import Case
from govcheck.rules.matrix import ruling
from govcheck.rules.wording import use_title, value_label
from govcheck.tools.terminal import Grid
from govcheck.words.checklist import Matrix
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Cell

CELL_MEANS: Mapping[Cell, str] = {
    Cell.ALLOWED: "may be used",
    Cell.ALLOWED_WITH_CONTROLS: "may be used; the controls decide, and the row's standing conditions are printed",
    Cell.CONDITIONAL: "may be used while the row's standing conditions hold",
    Cell.CASE_BY_CASE: "each use needs its own decision",
    Cell.PROHIBITED: "may not be used",
}


@dataclass(frozen=True)
class Table:
    """The matrix of one engagement."""

    file: EngagementFile
    case: Case
    matrix: Matrix

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(self.case.checklist.profile[self.matrix.rows].values)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.case.checklist.profile[self.matrix.columns].values)

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        return tuple(product(self.rows, self.columns))

    def asking(self, place: tuple[str, str]) -> tuple[str, ...]:
        """The titles of the use cases that stand in a cell."""
        row, column = place
        profiles = {use: {**self.case.engagement.profile, **one.profile} for use, one in self.case.use_cases.items()}
        return tuple(
            use_title(self.case, use)
            for use, profile in profiles.items()
            if row in profile.get(self.matrix.rows, ()) and column in profile.get(self.matrix.columns, ())
        )

    def grid(self) -> Grid:
        columns = [value_label(self.case, self.matrix.columns, column) for column in self.columns]
        rows = [
            (value_label(self.case, self.matrix.rows, row), [self.cell_text((row, column)) for column in self.columns])
            for row in self.rows
        ]
        return Grid(columns, rows)

    def cell_text(self, place: tuple[str, str]) -> str:
        """What counts, whose it is where it is not the checklist's, and whether a use case stands in it."""
        rule = ruling(self.case, self.matrix, place)
        text = word(rule.cell)
        if rule.fault:
            text += f" ({word(self.case.engagement.matrix[place].cell)} is asked for, but {rule.fault})"
        elif rule.cell is not rule.given:
            text += f" (yours; {word(rule.given)} in the checklist)"
        if rule.until:
            text += f", accepted until {rule.until}"
        return text + (" *" if self.asking(place) else "")


def word(cell: Cell | None) -> str:
    return cell.label.lower() if cell else "not said"
