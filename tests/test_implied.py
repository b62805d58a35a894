"""Whether criteria hold at least wherever others do: what is said to be so is so, whatever the facts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from govcheck.jobs.build_checklist import criteria
from govcheck.rules.criteria import Facts, Truth, holds
from govcheck.rules.implied import asked_for_no, covers, written

RANK: dict[Truth, int] = {False: 0, None: 1, True: 2}
STATUSES = ("met", "not-met", "unknown")


def everything() -> Iterator[Facts]:
    """All facts that the made-up criteria below can tell apart."""
    values = [("x",), ("y",), ("x", "y"), ("unknown",), ("x", "unknown"), ()]
    for p, q, a, offer, settled in product(values, values[:4], STATUSES, (True, False, None), ((), ("c",), ("c", "d"))):
        yield Facts({"p": p, "q": q}, {"log": offer}, {"a": a}, frozenset(settled))


ALL = tuple(everything())


def some(r: random.Random, of: list[str]) -> list[str]:
    return r.sample(of, r.randint(1, len(of)))


def made_up(r: random.Random, depth: int = 2) -> dict[str, Any]:
    entries: dict[str, Any] = {
        "p": some(r, ["x", "y"]),
        "q": some(r, ["x", "y"]),
        "answers": {"a": some(r, list(STATUSES))},
        "settled": some(r, ["c", "d"]),
        "plan-offers": "log",
    }
    if depth:
        entries["any"] = [made_up(r, depth - 1), made_up(r, depth - 1)]
        entries["not"] = made_up(r, depth - 1)
    return {key: entries[key] for key in r.sample(list(entries), r.randint(1, 2))}


def near(r: random.Random, doc: dict[str, Any]) -> dict[str, Any]:
    """Criteria a step away, so that many of them are wider or narrower."""
    return r.choice(
        [
            doc,
            {**doc, **made_up(r, 1)},
            {key: doc[key] for key in list(doc)[: r.randint(1, len(doc))]},
            {"any": [doc, made_up(r, 1)]},
            {"not": {"not": doc}},
        ]
    )


@pytest.mark.parametrize("seed", range(150))
def test_what_covers_holds_wherever_the_other_does(seed: int) -> None:
    r = random.Random(seed)
    one = made_up(r)
    for _ in range(6):
        wide, narrow = (criteria(doc) for doc in (near(r, one), near(r, one)))
        if covers(wide, narrow):
            lost = [f for f in ALL if RANK[holds(wide, f)] < RANK[holds(narrow, f)]]
            assert not lost, (written(wide), written(narrow), lost[0])


COVERS: list[tuple[dict[str, Any] | None, dict[str, Any] | None, bool]] = [
    (None, None, True),
    (None, {"p": "x"}, True),
    ({"p": "x"}, None, False),
    ({"p": ["x", "y"]}, {"p": "x"}, True),
    ({"p": "x"}, {"p": ["x", "y"]}, False),
    ({"p": "x"}, {"p": "x", "q": "y"}, True),
    ({"p": "x", "q": "y"}, {"p": "x"}, False),
    ({"p": "x"}, {"q": "x"}, False),
    ({"any": [{"p": "x"}, {"q": "x"}]}, {"p": "x"}, True),
    ({"any": [{"p": "x"}, {"q": "x"}]}, {"any": [{"q": "x"}, {"p": "x"}]}, True),
    ({"p": ["x", "y"]}, {"any": [{"p": "x"}, {"p": "y", "q": "x"}]}, True),
    ({"p": "x"}, {"any": [{"p": "x"}, {"p": "y"}]}, False),
    ({"not": {"p": "x"}}, {"not": {"p": ["x", "y"]}}, True),
    ({"not": {"p": ["x", "y"]}}, {"not": {"p": "x"}}, False),
    ({"answers": {"a": ["met", "unknown"]}}, {"answers": {"a": "met", "b": "met"}}, True),
    ({"answers": {"a": "met", "b": "met"}}, {"answers": {"a": "met"}}, False),
    ({"answers": {"a": "met"}}, {"answers": {"a": ["met", "unknown"]}}, False),
    ({"settled": "a"}, {"settled": ["a", "b"]}, True),
    ({"settled": ["a", "b"]}, {"settled": "a"}, False),
    ({"plan-offers": "a"}, {"plan-offers": ["a", "b"]}, True),
    ({"plan-offers": ["a", "b"]}, {"plan-offers": "a"}, False),
    ({"settled": "a"}, {"plan-offers": "a"}, False),
]


@pytest.mark.parametrize(("wide", "narrow", "is_so"), COVERS)
def test_what_is_read_from_how_criteria_are_written(
    wide: dict[str, Any] | None, narrow: dict[str, Any] | None, is_so: bool
) -> None:
    one, other = (None if doc is None else criteria(doc) for doc in (wide, narrow))
    assert covers(one, other) is is_so


def test_criteria_are_written_as_in_a_checklist() -> None:
    doc = {
        "p": ["x", "y"],
        "any": [{"q": "x"}, {"not": {"q": "y"}}],
        "answers": {"a": ["met", "unknown"], "b": "met"},
        "settled": "c",
        "plan-offers": ["log", "seal"],
    }
    assert written(criteria(doc)) == (
        "{p: [x, y], any: [{q: x}, {not: {q: y}}], answers: {a: [met, unknown], b: met}, settled: c, "
        "plan-offers: [log, seal]}"
    )
    assert written(None) == "always"


@pytest.mark.parametrize(
    ("doc", "is_so"),
    [
        ({"p": "yes"}, False),
        ({"p": "no"}, True),
        ({"p": ["yes", "no"]}, True),
        ({"not": {"p": "yes"}}, True),
        ({"any": [{"q": "no"}, {"p": "yes"}]}, False),
        ({"not": {"not": {"p": "yes"}}}, False),
    ],
)
def test_whether_something_waits_for_a_no(doc: dict[str, Any], is_so: bool) -> None:
    assert asked_for_no("p", [criteria(doc)]) is is_so
