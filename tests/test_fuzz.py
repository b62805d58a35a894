"""Thousands of files to which something happened: each is read or refused, quickly, in little memory, with its line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("resource", reason="Windows has no limits for a process")

SCRIPT = Path(__file__).with_name("fuzz.py")
KINDS = ("answers", "checklist", "configuration", "csv", "md", "xlsx")
SHARES = {"answers": 6, "checklist": 5, "configuration": 3, "csv": 2, "md": 2, "xlsx": 2}
"""Parts of five thousand in the long run."""
NAMED = 0.98
"""Of the refusals of a file with one broken line, so many name it, in each part; the page of promises has the whole."""


def tried(kind: str, first: int, count: int) -> Mapping[str, Any]:
    """What came of so many mutants, in a process of 256 MiB."""
    command = [sys.executable, str(SCRIPT), kind, str(first), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60 + count)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (done.returncode, told[-1:], done.stderr[-2000:])
    *wrong, figures = told
    assert wrong == []
    assert figures["tried"] == count
    assert figures["memory"] < 256
    assert figures["asked"] == 0
    print({name: value for name, value in figures.items() if name != "elsewhere"})
    return dict(figures)


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_happened_to_a_file_it_is_read_or_refused(kind: str) -> None:
    figures = tried(kind, 0, 400)
    assert 40 < figures["refused"] < 400, "some are refused, and not all"
    assert figures["right"] >= NAMED * figures["known"]


@pytest.mark.soak
@pytest.mark.parametrize(("kind", "part"), [(kind, part) for kind, parts in SHARES.items() for part in range(parts)])
def test_a_hundred_thousand_files_are_read_or_refused(kind: str, part: int) -> None:
    figures = tried(kind, 1_000_000 + part * 5000, 5000)
    assert figures["right"] >= NAMED * figures["known"]


def test_a_file_that_ends_the_program_or_takes_too_long_is_noticed(tmp_path: Path) -> None:
    """What the others rest on: the process is watched from outside, and what it finds is told."""
    broken = tmp_path / "fuzz.py"
    text = SCRIPT.read_text("utf-8").replace("str(Path(__file__).parent)", repr(str(SCRIPT.parent)))
    for old, new, found in (
        ("SLOW = 1.0", "SLOW = 0.0", '"wrong": "slow"'),
        ("done = govcheck(*kind.words", "done = Done(3, '', ''); govcheck(*kind.words", '"wrong": "bug"'),
        ("MEMORY = 256 * MIB", "MEMORY = 1 * MIB", ""),
    ):
        assert old in text
        broken.write_text(text.replace(old, new), "utf-8")
        command = [sys.executable, str(broken), "configuration", "0", "3"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert found in done.stdout if found else done.returncode or '"wrong": "bug"' in done.stdout
