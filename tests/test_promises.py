"""The page of promises: each has a figure and a test that is there, which runs where the page says."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from pages import ROOT

PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
ROW = re.compile(r"^\| (P\d+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def rows(anchor: str) -> list[tuple[str, list[str]]]:
    """The cells of a table of the page, each with the number of its promise."""
    part = PAGE.split(f'<a id="{anchor}"></a>', 1)[1].split("<a id=", 1)[0]
    return [(number, cells.split(" | ")) for number, cells in ROW.findall(part)]


PROMISED = dict(rows("figures"))
SHOWN = rows("tests")


@cache
def found_in(name: str) -> dict[str, bool]:
    """Each test of a file, and whether it is one of the long runs."""
    tree = ast.parse((ROOT / "tests" / name).read_text("utf-8"))
    return {
        node.name: any("mark.soak" in ast.unparse(mark) for mark in node.decorator_list)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_all_promises_are_there_in_order_each_with_a_goal_and_a_figure() -> None:
    assert [*PROMISED] == [f"P{number}" for number in range(1, 26)]
    assert [number for number, cells in PROMISED.items() if len(cells) != 3 or not all(cells)] == []


def test_each_promise_has_a_test_or_says_that_it_has_none() -> None:
    without = {number for number, cells in PROMISED.items() if re.match(r"Not (built|measured)", cells[2])}
    assert set(PROMISED) - {number for number, _ in SHOWN} <= without
    assert [number for number, _ in SHOWN] == sorted((number for number, _ in SHOWN), key=lambda one: int(one[1:]))


@pytest.mark.parametrize(("number", "cells"), SHOWN)
def test_a_test_that_is_named_is_there_and_runs_where_the_page_says(number: str, cells: list[str]) -> None:
    what, test, where = cells
    found = TEST.fullmatch(test)
    assert found, (number, test)
    assert what
    assert {True: "`make soak`", False: "`make test`"}[found_in(found[1])[found[2]]] == where


def test_every_test_that_the_page_names_is_in_the_table() -> None:
    assert PAGE.count("::test_") == len(SHOWN)


def test_the_page_can_be_found() -> None:
    assert "(docs/promises.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(docs/promises.md)" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "(docs/promises.md)" in (ROOT / "SECURITY.md").read_text("utf-8")
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text("utf-8")
