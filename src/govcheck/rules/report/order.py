"""In which order a report has its parts, as far as a firm decides it.

The decision comes first and the annexes last, so that no order can bury what closes a use case. Only annexes are left
out, of which every gap stands in another part as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from govcheck.rules.report.blocks import Part
from govcheck.words.settings import Sections

FIRST = "decision"
VIEWS, VIEW = "views", "view-"
"""One name for all views of a checklist, and how the ids of their parts begin."""
ANNEXES = ("answers", "applicability", "evidence", "trace", "basis")
CAN_BE_LEFT_OUT: Mapping[str, str] = {
    "answers": "every answer",
    "evidence": "evidence register",
    "trace": "from each control to its source",
}
"""The annexes that need not be there, as the report names them."""


def ordered(parts: Iterable[Part], sections: Sections) -> tuple[Part, ...]:
    """The parts that are not left out: those that are named before the others, each in its group."""
    kept = [part for part in parts if named(part.id) not in sections.without]
    return tuple(sorted(kept, key=lambda part: place(named(part.id), sections.order)))  # the others stay as they come


def place(name: str, order: Sequence[str]) -> tuple[int, int]:
    """By group, and in it as named; what is not named comes after that."""
    group = 0 if name == FIRST else 2 if name in ANNEXES else 1
    return group, order.index(name) if name in order else len(order)


def named(id: str) -> str:
    return VIEWS if id.startswith(VIEW) else id


def misplaced(order: Sequence[str]) -> tuple[int, str] | None:
    """The first name that cannot stand where it does, by its place, and why not."""
    for number, name in enumerate(order):
        if name == FIRST and number:
            return number, f"{FIRST} always comes first"
        later = next((one for one in order[number:] if one not in ANNEXES), "")
        if name in ANNEXES and later:
            return number, f"the annex {name} stands before {later}"
    return None
