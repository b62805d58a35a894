"""What one version does to an answers file: each rule by itself, on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from govcheck.jobs.build_history import build_history
from govcheck.rules.fates import Carrying, Tables, released

PROOF, OTHER = ({"kind": "test-result", "ref": f"https://a.example/{name}"} for name in "xy")


def carried(doc: Mapping[str, Any], history: Mapping[str, Any], tables: Tables | None = None) -> Carrying:
    (release,) = build_history({"2.0.0": {"says": "New.", **history}})
    return released(Carrying(doc), "one 2.0.0", release, tables or Tables())


def test_two_chosen_values_that_become_one_are_one() -> None:
    doc = {"profile": {"data": ["p", "z", "q"]}, "use-cases": {"desk": {"data": ["q"], "place": "p"}}}
    told = carried(doc, {"values": {"data": {"p": {"renamed": "x"}, "q": {"renamed": "x"}}}})
    assert told.data == {"profile": {"data": ["x", "z"]}, "use-cases": {"desk": {"data": ["x"], "place": "p"}}}


def test_what_was_merged_has_every_proof_once() -> None:
    answers = {
        "a": {"status": "met", "evidence": [PROOF]},
        "b": {"status": "met", "evidence": [PROOF, OTHER]},
        "c": {"status": "met"},
    }
    history = {"controls": {id: {"merged": "d"} for id in "abc"}}
    told = carried({"answers": answers}, history).data["answers"]
    assert told["d"]["evidence"] == [PROOF, OTHER]
    assert told["d"]["confirm-again"] == "a and b and c were merged into it in one 2.0.0"
    assert {id: told[id] for id in "bc"} == {id: answers[id] for id in "bc"}


@pytest.mark.parametrize("gravest", ["not-met", "No", "partial", "unknown", "not-applicable", "N/A"])
def test_the_gravest_of_what_was_merged_goes_on(gravest: str) -> None:
    answers = {"a": {"status": "met"}, "b": {"status": gravest}, "c": {"status": "Yes"}}
    told = carried({"answers": answers}, {"controls": {id: {"merged": "d"} for id in "abc"}})
    assert told.data["answers"]["d"]["status"] == gravest


def test_what_is_there_already_is_kept_and_has_to_be_confirmed_again() -> None:
    """Also where it is the better one: what was said of the others stays a no until then."""
    answers = {"a": {"status": "NO"}, "d": {"status": "met", "confirm-again": "Before."}}
    told = carried({"answers": answers}, {"controls": {"a": {"merged": "d"}}})
    assert told.data["answers"] == {
        "a": {"status": "NO"},
        "d": {"status": "met", "confirm-again": "Before; a was merged into it in one 2.0.0"},
    }
    assert told.told == ("a is asked in d now. Confirm it again. What was said of a stays and is a no until then.",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": "not-met"}, {"b": "not-met!", "c": "not-met!"}),
        ({"a": "not-met", "b": "met"}, {"a": "not-met", "b": "met!", "c": "not-met!"}),
        ({"a": "met", "b": "not-met", "c": "partial"}, {"a": "met", "b": "not-met!", "c": "partial!"}),
        ({"b": "met"}, {"b": "met"}),
    ],
)
def test_what_was_split_goes_to_each_part_that_has_no_answer(before: dict[str, str], after: dict[str, str]) -> None:
    answers = {id: {"status": status} for id, status in before.items()}
    told = carried({"answers": answers}, {"controls": {"a": {"split": ["b", "c"]}}}).data["answers"]
    assert {id: f"{one['status']}{'!' if 'confirm-again' in one else ''}" for id, one in told.items()} == after


def test_a_part_that_keeps_the_name_has_to_be_confirmed_too() -> None:
    told = carried({"answers": {"a": {"status": "met"}}}, {"controls": {"a": {"split": ["a", "b"]}}}).data["answers"]
    assert told == {id: {"status": "met", "confirm-again": "a was split in one 2.0.0"} for id in "ab"}


@pytest.mark.parametrize(
    ("part", "doc"),
    [
        ("profile", {"profile": {"a": "x", "b": "y"}}),
        ("questions", {"questions": {"a": {"reply": "x"}, "b": {"reply": "y"}}}),
        ("plans", {"plans": {"a": {"by": "x"}, "b": {"by": "y"}}}),
        ("roles", {"engagement": {"people": {"a": "x", "b": "y"}}}),
    ],
)
def test_what_stands_under_both_names_is_left_as_it_is(part: str, doc: dict[str, Any]) -> None:
    told = carried(doc, {part: {"a": {"renamed": "b"}}})
    assert (told.data, told.edits) == (doc, ())


def test_values_are_renamed_wherever_their_question_has_a_part() -> None:
    doc: dict[str, Any] = {
        "profile": {"data": "p", "place": "p", "tier": "p"},
        "own-names": {"data": {"p": ["P"]}, "place": {"p": ["P"]}},
        "matrix": {"p": {"p": "allowed"}},
        "plans": {"log": {"plan": "p"}},
    }
    for question, expected in {
        "data": {
            "profile": {**doc["profile"], "data": "x"},
            "own-names": {"data": {"x": ["P"]}, "place": {"p": ["P"]}},
            "matrix": {"x": {"p": "allowed"}},
        },
        "place": {
            "profile": {**doc["profile"], "place": "x"},
            "own-names": {"data": {"p": ["P"]}, "place": {"x": ["P"]}},
            "matrix": {"p": {"x": "allowed"}},
        },
        "tier": {"profile": {**doc["profile"], "tier": "x"}, "plans": {"log": {"plan": "x"}}},
    }.items():
        told = carried(doc, {"values": {question: {"p": {"renamed": "x"}}}}, Tables("data", "place", "tier"))
        assert told.data == {**doc, **expected}
