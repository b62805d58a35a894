"""The small language, in three values."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from govcheck.jobs.build_checklist import criteria
from govcheck.rules.criteria import Facts, every, holds, negate
from govcheck.words.criteria import controls_in

FACTS = Facts(
    profile={"plan": ("team",), "data": ("public", "internal"), "region": ("unknown",), "none": ()},
    offers={"logs": True, "keys": False, "keys-abroad": None},
    answers={"a": "met", "b": "unanswered", "c": "not-met"},
    settled=frozenset({"a"}),
)
CASES: list[tuple[dict[str, Any], bool | None]] = [
    ({}, True),
    ({"plan": "team"}, True),
    ({"plan": "enterprise"}, False),
    ({"plan": ["enterprise", "team"]}, True),
    ({"data": "internal"}, True),
    ({"data": "restricted"}, False),
    ({"none": "anything"}, False),
    ({"region": "eu"}, None),
    ({"never-answered": "eu"}, None),
    ({"region": "unknown"}, True),
    ({"plan": "team", "region": "eu"}, None),
    ({"plan": "enterprise", "region": "eu"}, False),
    ({"any": [{"plan": "enterprise"}, {"region": "eu"}]}, None),
    ({"any": [{"plan": "team"}, {"region": "eu"}]}, True),
    ({"any": [{"plan": "enterprise"}, {"data": "restricted"}]}, False),
    ({"not": {"plan": "enterprise"}}, True),
    ({"not": {"region": "eu"}}, None),
    ({"answers": {"a": "met"}}, True),
    ({"answers": {"a": ["partial", "met"], "c": "not-met"}}, True),
    ({"answers": {"a": "met", "c": "met"}}, False),
    ({"answers": {"b": "unanswered"}}, True),
    ({"answers": {"b": "unknown"}}, True),
    ({"answers": {"b": "not-met"}}, False),
    ({"answers": {"excluded": "unknown"}}, False),
    ({"settled": "a"}, True),
    ({"settled": ["a", "c"]}, False),
    ({"plan-offers": "logs"}, True),
    ({"plan-offers": ["logs", "keys"]}, False),
    ({"plan-offers": "keys-abroad"}, None),
    ({"not": {"plan-offers": "keys-abroad"}}, None),
]


@pytest.mark.parametrize(("written", "truth"), CASES)
def test_what_criteria_amount_to(written: dict[str, Any], truth: bool | None) -> None:
    assert holds(criteria(written), FACTS) is truth


def test_and_is_kleenes_and() -> None:
    truths = (True, None, False)
    for one, other in itertools.product(truths, repeat=2):
        expected = False if False in (one, other) else None if None in (one, other) else True
        assert every((one, other)) is expected
    assert [negate(truth) for truth in truths] == [False, None, True]


def test_the_controls_of_a_rule_are_read_from_it() -> None:
    written = {"any": [{"answers": {"a": "met"}}, {"not": {"settled": ["b", "c"]}}], "plan": "team"}
    assert controls_in(criteria(written)) == {"a", "b", "c"}
