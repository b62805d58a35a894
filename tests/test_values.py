"""Values: what the library's own frozen dataclasses do, but for a look at every assignment."""

from __future__ import annotations

import dataclasses
import pickle
import re
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path

import pytest
from mypy import api

import govcheck
from govcheck.words.values import dataclass

CHANGED = """
from govcheck.words.values import dataclass

@dataclass(frozen=True)
class Point:
    x: int

Point(1).x = 2
Point("1")
"""


@dataclass(frozen=True)
class Point:
    x: int
    names: tuple[str, ...] = ()
    kind: str = field(default="point", init=False)

    @cached_property
    def double(self) -> int:
        return self.x * 2


@dataclass(frozen=True)
class Place(Point):
    where: str = ""


@dataclass(frozen=True)
class Nothing:
    pass


@dataclass(frozen=True, eq=False)
class Oneself:
    x: int


@dataclass(frozen=True, slots=True)
class Small:
    x: int
    text: str = ""


@dataclass(frozen=True)
class Partly:
    x: int
    aside: str = field(default="", compare=False)
    long: str = field(default="", repr=False)


@dataclass(frozen=True)
class Own:
    x: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 7


@dataclasses.dataclass(frozen=True)
class Librarys:
    x: int
    names: tuple[str, ...] = ()
    kind: str = field(default="point", init=False)


def test_values_are_equal_by_their_fields_and_their_class() -> None:
    assert Point(1, ("a",)) == Point(1, ("a",)) != Point(1, ("b",))
    assert {Point(1), Point(1), Point(2)} == {Point(1), Point(2)}
    assert Place(1) != Point(1)
    assert Point(1).__eq__(1) is NotImplemented
    assert Nothing() == Nothing()
    assert Small(1) == Small(1, "") != Small(1, "x")


def test_what_was_worked_out_once_is_no_part_of_the_value() -> None:
    one, other = Point(1), Point(1)
    assert one.double == 2
    assert one == other
    assert hash(one) == hash(other)
    assert repr(one) == repr(other)


def test_a_value_reads_as_the_librarys() -> None:
    assert repr(Point(1, ("a",))) == repr(Librarys(1, ("a",))).replace("Librarys", "Point")
    assert repr(Small(1)) == "Small(x=1, text='')"


def test_a_field_may_be_left_out_of_the_comparison_and_of_what_is_shown() -> None:
    assert Partly(1, "a") == Partly(1, "b") != Partly(2, "a")
    assert hash(Partly(1, "a")) == hash(Partly(1, "b"))
    assert repr(Partly(1, "a", "b")) == "Partly(x=1, aside='a')"


def test_a_class_may_say_what_is_equal() -> None:
    assert Own(1) == Own(2)
    assert hash(Own(1)) == 7
    assert Oneself(1) != Oneself(1)
    assert len({Oneself(1), Oneself(1)}) == 2


@pytest.mark.parametrize("value", [Point(1, ("a",)), Place(2, where="b"), Small(3, "c")])
def test_values_can_be_replaced_matched_and_sent(value: Point | Small) -> None:
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301 - made here
    assert replace(value, x=9).x == 9
    match value:
        case Point(x) | Small(x):
            assert x == value.x


def test_small_values_take_no_more() -> None:
    assert not hasattr(Small(1), "__dict__")


def test_a_value_that_changes_is_of_another_kind() -> None:
    with pytest.raises(AssertionError):
        dataclass(frozen=False)


def test_the_type_checker_refuses_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYPYPATH", str(Path(govcheck.__file__).parents[1]))
    (tmp_path / "changed.py").write_text(CHANGED, "utf-8")
    told, _, _ = api.run(
        ["--config-file=", f"--cache-dir={tmp_path}", "--no-error-summary", str(tmp_path / "changed.py")]
    )
    assert [line.partition("error: ")[2].partition("  ")[0] for line in told.splitlines()] == [
        'Property "x" defined in "Point" is read-only',
        'Argument 1 to "Point" has incompatible type "str"; expected "int"',
    ]


def test_every_frozen_class_is_made_here() -> None:
    """But for the one that has an order, which this does not make."""
    package = Path(govcheck.__file__).parent
    frozen = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    found = [path for path in package.rglob("*.py") if frozen.search(path.read_text("utf-8"))]
    assert sorted(path.relative_to(package).as_posix() for path in found) == ["words/errors.py"]
