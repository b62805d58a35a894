"""In which order a report has its parts, as far as a firm decides it.

The decision comes first and the annexes last, so that no order can bury what closes a use case. Only annexes are left
out, of which every gap stands in another part as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def is_kept(id: str, sections: Sections) -> bool:
    """Whether the part is not left out."""
    return named(id) not in sections.without


def place(id: str, sections: Sections) -> tuple[int, int]:
    """Where a part stands: its group, and in that as it is named; what is not named comes after that, as it comes."""
    name, order = named(id), sections.order
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
