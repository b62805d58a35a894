"""The quick answer whether data fits a schema is the answer of jsonschema, which is the oracle here."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.tools import schema, schemafit, yamlfile
from test_schema import ALIKE_IN_BOTH_DRAFTS, OURS, SCHEMAS

MANY = settings(max_examples=300, deadline=None, derandomize=True)
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 90, 10**20, 1.0, 1.5, float("inf"), "", " ", "x", "unknown", "2026-02-30",
    "2026-11-20", "1.0.0", "a" * 90, "yes", [], ["x"], ["x", "x"], [[], []], [1, 1], {}, {"x": 1},
    {"Not an id": "x"}, {"": None},
)  # fmt: skip
"""What stands somewhere instead of what belongs there."""


@cache
def right(name: str) -> tuple[Any, ...]:
    """Files that fit."""
    found = [yamlfile.read(path, path.name).data for path, kind in OURS.items() if kind == name]
    whole = {"engagements": ["a"], "within": 14, "formats": {"check": "text"}, "report": {"prepared-by": "Ann"}}
    return tuple(found) or ({}, whole)


@cache
def both(name: str) -> tuple[schemafit.Fit, Any]:
    document = SCHEMAS.get(name) or json.loads(schema.schema_text(name))
    return schemafit.Fits(document).whole, schema.validator(document)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Each mapping or list with one of its keys."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield node, key
        yield from places(value)


def bent(document: Any, r: random.Random) -> Any:
    """The same with a few things wrong, or only other."""
    document = copy.deepcopy(document)
    for _ in range(r.choice([1, 1, 1, 2, 5])):
        there = list(places(document))
        if not there:
            return r.choice(ODD)
        node, key = r.choice(there)
        deed = r.random()
        if deed < 0.3:
            del node[key]
        elif deed < 0.6:
            node[key] = copy.deepcopy(r.choice(ODD))
        elif deed < 0.8:
            other, name = r.choice(there)
            node[key] = copy.deepcopy(
                other[name] if name in other or (isinstance(other, list) and name < len(other)) else 1
            )
        elif isinstance(node, dict):
            node[r.choice(["x", "note", "status", "Not an id", "if"])] = copy.deepcopy(r.choice(ODD))
        else:
            node.append(copy.deepcopy(node[key]))
    return document


@pytest.mark.parametrize("name", ["answers", "checklist", "digest", "config"])
def test_what_fits_is_what_jsonschema_finds_nothing_in(name: str) -> None:
    fits, oracle = both(name)
    seen: Counter[bool] = Counter()
    r = random.Random(name)
    for number in range(400):
        document = bent(r.choice(right(name)), r)
        valid = oracle.is_valid(document)
        assert fits(document) is valid, number
        seen[valid] += 1
    assert min(seen[True], seen[False]) >= 20


@pytest.mark.parametrize("name", ["answers", "checklist", "digest", "config"])
def test_files_that_are_right_fit(name: str) -> None:
    fits, oracle = both(name)
    assert all(fits(document) and oracle.is_valid(document) for document in right(name))


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.floats()
    | st.sampled_from(["", "a", "b", "2026-02-30", "ab\n"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "cc", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)
leaves = st.sampled_from(
    [
        {"type": "object"}, {"type": ["string", "null"]}, {"type": "integer"}, {"type": "boolean"}, {"type": "array"},
        {"enum": ["a", 1, True, None]}, {"enum": [0, False]}, {"const": 1}, {"const": False}, {"const": "a"},
        {"pattern": "^a"}, {"pattern": "b$(?!\\n)"}, {"maxLength": 1}, {"minimum": 2}, {"maximum": 5}, {"minItems": 1},
        {"minProperties": 1}, {"uniqueItems": True}, {"uniqueItems": False}, {"required": ["a"]}, {"format": "date"},
        {"$ref": "#/$defs/one"}, {},
    ]
)  # fmt: skip
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda one: {"not": one}, inner),
        st.builds(lambda one: {"items": one}, inner),
        st.builds(lambda one, two: {"allOf": [one, two]}, inner, inner),
        st.builds(lambda one: {"propertyNames": one}, inner),
        st.builds(lambda one, two: {"properties": {"a": one}, "additionalProperties": two}, inner, inner),
        st.builds(lambda one: {"properties": {"a": one, "b": False}, "additionalProperties": False}, inner),
        st.builds(lambda one, two, three: {"if": one, "then": two, "else": three}, inner, inner, inner),
        st.builds(lambda one, two: {"if": one, "then": two, "title": "T"}, inner, inner),
        st.builds(lambda one, two: {"if": one, "else": two}, inner, inner),
    ),
    max_leaves=5,
)


@MANY
@given(tree=trees, value=anything)
def test_every_keyword_means_what_it_means_to_jsonschema(tree: dict[str, Any], value: Any) -> None:
    document = {**tree, "$defs": {"one": {"type": "string"}}}
    assert schemafit.Fits(document).whole(value) is schema.validator(document).is_valid(value)


def test_every_keyword_that_the_schemas_may_use_is_known() -> None:
    known = {*schemafit._MADE_BY, *schemafit.ANNOTATIONS, "$ref", "then", "else"}
    assert known >= ALIKE_IN_BOTH_DRAFTS


@pytest.mark.parametrize("schema_with", [{"oneOf": []}, {"type": "number"}, {"format": "email"}])
def test_a_keyword_that_is_not_known_is_not_passed_over(schema_with: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        schemafit.Fits({"properties": {"a": schema_with}})


def test_a_schema_that_leads_to_itself_is_followed_as_far_as_the_data_go() -> None:
    tree = {"$defs": {"tree": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}, "$ref": "#/$defs/tree"}
    assert schemafit.Fits(tree).whole([[], [[]]])
    assert not schemafit.Fits(tree).whole([[], [["x"]]])
