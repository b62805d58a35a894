"""Where a new part or entry of an answers file goes, and what a save says of the file's versions."""

from __future__ import annotations

import json
from pathlib import Path

from govcheck.jobs.answers import save_answer
from govcheck.jobs.saving import PARTS, Entry, order_of, save, value_at, whole_part, with_entry
from govcheck.tools.schema import schema_text
from govcheck.words.engagement import Answer
from govcheck.words.vocabulary import Status
from scripted import TODAY, engagement
from small import small

SMALL = small().checklist


def test_the_parts_stand_in_the_order_of_the_schema() -> None:
    assert list(json.loads(schema_text("answers"))["properties"]) == list(PARTS)


def test_entries_stand_in_the_order_of_the_checklist() -> None:
    assert order_of(SMALL, ("answers", "x")) == tuple(SMALL.controls)
    assert order_of(SMALL, ("questions", "x")) == ("q-clause",)
    assert order_of(SMALL, ("matrix", "x")) == ("public", "secret")
    assert order_of(SMALL, ("plans", "x")) == ("keys", "logs")
    assert order_of(SMALL, ("approvals", "x")) == tuple(SMALL.approvals)
    assert order_of(SMALL, ("profile", "x")) == ()
    assert order_of(SMALL, ("plans",)) == PARTS
    plain = small({}, {"matrix": {"rows": "data", "columns": "surface", "cells": {}}}).checklist
    assert order_of(plain, ("matrix", "x")) == ("public", "secret")


def test_an_entry_of_a_part_that_is_not_there_brings_the_part() -> None:
    assert whole_part(Entry(("plans", "keys"), {"plan": "big"})) == Entry(("plans",), {"keys": {"plan": "big"}})
    assert whole_part(Entry(("plans",), {"a": 1})) == Entry(("plans",), {"a": 1})
    assert with_entry("format: 1\nanswers: {}\n", Entry(("plans",), {"keys": {"plan": "big"}}), SMALL) == (
        "format: 1\nplans:\n  keys:\n    plan: big\nanswers: {}\n"
    )


def test_what_stands_at_a_place() -> None:
    data = {"a": {"b": 1, "c": None}, "d": "text"}
    assert value_at(data, ("a", "b")) == 1
    assert value_at(data, ()) == data
    assert [value_at(data, path) for path in (("a", "c"), ("a", "x"), ("d", "e"), ("x", "b"))] == [None] * 4


def test_a_file_of_the_present_versions_is_raised_by_nothing(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    saved = save_answer(path, "x", "doors-locked", lambda _: Answer(Status.NOT_MET, "Lin", TODAY))
    assert saved.raised == ""
    assert [(entry.path, entry.value) for entry in saved.before] == [(("answers", "doors-locked"), None)]
    assert save(path, "x", lambda _: ()).after == ()
