"""What a checklist weighs, without the words around it: where that is the same, so are the verdicts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from govcheck.words.checklist import (
    Checklist,
    Control,
    Dropped,
    Matrix,
    PlanRow,
    PlanTable,
    ProfileQuestion,
    Rule,
    Unchecked,
    VendorQuestion,
)

GUIDANCE: Mapping[type, frozenset[str]] = {
    Checklist: frozenset(
        {"editions", "sources", "topics", "parties", "responsibilities", "views", "set_aside", "taken", "tightened"}
        | {"bases"}
    ),
    Control: frozenset(
        {"section", "question", "why", "verify", "evidence", "topics", "facts", "references", "origin", "home"}
    ),
    ProfileQuestion: frozenset({"text", "facts"}),
    Matrix: frozenset({"guardrails", "facts"}),
    PlanTable: frozenset(),
    PlanRow: frozenset({"title", "basis", "facts"}),
    VendorQuestion: frozenset({"to", "text", "yes_means", "no_means", "facts"}),
    Rule: frozenset({"says", "facts"}),
    Dropped: frozenset({"reason", "still_asked"}),
    Unchecked: frozenset({"why"}),
}
"""What only a reader sees, by what it is a field of. Everything else weighs, also a field that is new."""
Place = tuple[str, ...]


def weighed(checklist: Checklist) -> Mapping[Place, Any]:
    """Each thing that weighs, by its place in the checklist."""
    return dict(places(checklist))


def places(checklist: Checklist) -> Iterator[tuple[Place, Any]]:
    for field in fields(Checklist):
        value = getattr(checklist, field.name)
        match field.name:
            case name if name in GUIDANCE[Checklist]:
                continue
            case "sections":
                for id, control in checklist.controls.items():
                    yield ("control", id), bare(control)
            case "profile" | "questions" | "rules" | "dropped":
                yield from (((KINDS[field.name], id), bare(one)) for id, one in value.items())
            case "roles":
                yield from ((("role", id), id) for id in value)
            case "plans":
                yield ("plan table",), (value.question, value.stale_after) if value else None
                yield from ((("plan row", id), bare(row)) for id, row in (value.rows if value else {}).items())
            case name:
                yield (name.replace("_", "-"),), bare(value)


KINDS = {
    "profile": "profile question",
    "questions": "question",
    "rules": "cross-check",
    "dropped": "dropped control",
}


def bare(value: Any) -> Any:
    """A thing without what only a reader sees of it."""
    if type(value) in GUIDANCE:
        left_out = GUIDANCE[type(value)]
        return {one.name: bare_field(value, one.name) for one in fields(value) if one.name not in left_out}
    return [bare(one) for one in value] if isinstance(value, tuple) else value


def bare_field(owner: Any, name: str) -> Any:
    value = getattr(owner, name)
    if isinstance(owner, ProfileQuestion) and name == "values":
        return set(value)  # their labels are for a reader
    return bare(value)
