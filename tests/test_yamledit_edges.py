"""What an edit of a person's file does where the file is laid out as few are."""

from __future__ import annotations

from textwrap import dedent
from typing import Any
from unittest.mock import patch

import pytest
import yaml

from govcheck.tools.yamledit import edit, put, remove, rename
from govcheck.tools.yamledit.emit import WIDTH, Layout, item
from govcheck.tools.yamledit.proof import holds
from govcheck.tools.yamledit.values import plain
from govcheck.words.errors import Refused

DONE: dict[str, tuple[str, tuple[str, ...], Any, str]] = {
    "the whole file in braces, a line for each entry": (
        "{\n  a: {x: 1},\n  b: {y: 2}\n}\n",
        ("a",),
        {"x": 3},
        "{\n  a: {x: 3},\n  b: {y: 2}\n}\n",
    ),
    "a comment line that names the entry, too far left": (
        "a:\n# b: what is asked\nc: 1\n",
        ("a", "b"),
        {"x": 1},
        "a:\n# b: what is asked\n  b:\n    x: 1\nc: 1\n",
    ),
    "a dash on a line of its own": (
        "a:\n  b:\n  -\n\n    x: 1\n  -\n   y: 2\n",
        ("a",),
        {"b": [{"x": 1}, {"y": 3}]},
        "a:\n  b:\n  -\n\n    x: 1\n  -\n   y: 3\n",
    ),
    "a key without value in braces": ("a: {c: {d, e: 1}}\n", ("a", "c"), {"d": "x", "e": 1}, "a: {c: {d: x, e: 1}}\n"),
    "a key that holds nothing": ("a:\n  b:\n  c: 1\n", ("a",), {"b": "x", "c": 1}, "a:\n  b: x\n  c: 1\n"),
    "a key that holds nothing but a remark": (
        "a:\n  b:  # why\n  c: 1\n",
        ("a",),
        {"b": "x", "c": 1},
        "a:\n  b: x  # why\n  c: 1\n",
    ),
    "a colon without space in braces": (
        'a: {"c":{"d":1, "e":2}}\n',
        ("a", "c"),
        {"d": 1, "e": 3},
        'a: {"c": {"d":1, "e": 3}}\n',
    ),
}


@pytest.mark.parametrize(("before", "path", "value", "after"), DONE.values(), ids=DONE)
def test_a_value_is_put(before: str, path: tuple[str, ...], value: Any, after: str) -> None:
    assert put(before, path, value) == after


def test_an_entry_in_braces_is_taken_out() -> None:
    assert remove("a: {\n  b: 1,\n  c: 2\n}  # why\nd: 3\n", ("a", "b")) == "a: {\n  c: 2\n}  # why\nd: 3\n"
    assert remove("a:\n  b: 1\n", ("a", "b")) == "a: {}\n"


REFUSED = {
    "braces on one line with others": (
        lambda: put("{a: {x: 1}, b: {y: 2}}\n", ("a",), {"x": 3}),
        "a cannot be changed",
    ),
    "all that there is": (
        lambda: remove("a:\n  b: 1\n", ("a",)),
        "a is all that the file holds; delete the file instead",
    ),
    "a text where entries belong": (
        lambda: put("a: text\n", ("a", "b"), {"x": 1}),
        "line 1 holds no entries, so b has",
    ),
    "a blank text where entries belong": (
        lambda: put('a: ""\n', ("a", "b"), {"x": 1}),
        "line 1 holds no entries, so b has",
    ),
    "a name that would mean something else": (lambda: rename("a:\n  b: 1\n", ("a", "b"), "c: d"), "b cannot be called"),
}


@pytest.mark.parametrize(("asked", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_without_harm_is_refused(asked: Any, says: str) -> None:
    with pytest.raises(Refused, match=says):
        asked()


def test_what_a_parser_stumbles_over_though_the_reader_did_not_is_refused() -> None:
    with patch.object(edit, "levels", side_effect=yaml.YAMLError()), pytest.raises(Refused) as refused:
        put("a: {}\n", ("a", "b"), {"x": 1})
    assert str(refused.value) == "the file holds something that cannot be changed by a program; change it by hand"


def test_what_no_file_can_hold_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="float has no place in a file"):
        plain({"a": [1.5]})


def test_a_text_that_cannot_be_read_holds_nothing() -> None:
    assert holds("a: 1\n", {"a": 1})
    assert not holds("a: [\n", {"a": ["x"]})
    assert not holds(dedent("a: true\n"), {"a": 1})


LISTS = {
    "a comma behind the last": ("    x, # one\n    y, # two\n", "    x, # one\n    y, # two\n    z,\n"),
    "a remark behind the last": ("    x, # one\n    y  # two\n", "    x, # one\n    y,  # two\n    z\n"),
    "nothing behind the last": ("    x,\n    y\n", "    x,\n    y,\n    z\n"),
    "blanks before the comma": ("    x,\n    y , # two, or so\n", "    x,\n    y , # two, or so\n    z,\n"),
    "a comma at the end of the remark": ("    x,\n    y # two,\n", "    x,\n    y, # two,\n    z\n"),
    "blank lines above": ("\n\n    x,\n    y\n", "\n\n    x,\n    y,\n    z\n"),
}


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
def test_an_item_is_added_to_a_list_of_lines_in_brackets(before: str, after: str) -> None:
    text = "a:\n  l: [\n{}  ]\n  b: 1\n"
    assert put(text.format(before), ("a",), {"l": ["x", "y", "z"], "b": 1}) == text.format(after)


def test_an_item_stands_on_one_line_while_that_is_not_too_long() -> None:
    def lines(length: int) -> list[str]:
        return item({"kind": "x" * length, "ref": "y" * 35}, 4, Layout())

    assert [len(line) for line in lines(64)] == [WIDTH]
    assert len(lines(65)) == 2


def test_a_pair_without_braces_in_a_list_gets_them_when_it_changes() -> None:
    text = "a:\n  l: [X: 1, b]\n  c: 1\n"
    assert put(text, ("a",), {"l": [{"X": 2}, "b"], "c": 1}) == text.replace("X: 1", "{X: 2}")
    assert put(text, ("a",), {"l": [{"X": 1}, "d"], "c": 1}) == text.replace("b]", "d]")
