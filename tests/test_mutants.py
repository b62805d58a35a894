"""What `make mutants` rests on: each mutant is another program, and what is noted as equal is one of them."""

from __future__ import annotations

import ast
from fnmatch import fnmatch

import pytest

import mutants
from equal_mutants import EQUAL
from govcheck.words.resources import PACKAGE

SOURCES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("part", mutants.PARTS)
def test_the_files_and_the_tests_of_a_part_are_there(part: str) -> None:
    assert [pattern for pattern in mutants.PARTS[part] if not any(fnmatch(name, pattern) for name in SOURCES)] == []
    tests = {path.stem for path in (mutants.ROOT / "tests").glob("test_*.py")}
    assert [name for name in mutants.NEAR[part] if f"test_{name}" not in tests] == []


@pytest.mark.parametrize(
    "file", ["rules/dates.py", "rules/criteria.py", "tools/csvtext.py", "tools/yamledit/values.py"]
)
def test_each_mutant_is_another_program(file: str) -> None:
    made = list(mutants.mutants(file))
    right = ast.unparse(ast.parse((PACKAGE / file).read_text("utf-8")))
    assert len(made) > 4
    assert [one.name for one in made if one.data == right or one.was == one.now] == []
    for one in made:
        compile(one.data, file, "exec")


def test_the_ways_to_be_wrong() -> None:
    """Each kind of defect, as it is named."""
    was = "return date.max if days >= left else start + timedelta(days=days)"
    assert {one.name.partition(": ")[2] for one in mutants.mutants("rules/dates.py")} == {
        "left = (date.max - start).days -> left = (date.max + start).days",
        f"{was} -> return None",
        f"{was} -> return date.max",
        f"{was} -> return start + timedelta(days=days)",
        f"{was} -> {was.replace('>=', '>')}",
        f"{was} -> {was.replace('>=', '<')}",
        f"{was} -> {was.replace('+', '-')}",
    }


def test_what_is_noted_as_equal_is_a_mutant_and_has_a_reason() -> None:
    """Once the code is another, the note goes."""
    files = {name.partition(" ")[0] for name in EQUAL}
    made = {one.name for file in files for one in mutants.mutants(file)}
    assert [name for name in EQUAL if name not in made] == []
    assert [name for name, reason in EQUAL.items() if len(reason) < 20] == []
