"""`govcheck check` on a terminal: how far it is with many files, and then what it says in a pipe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")

from book import broken, client
from program import AS_OF, govcheck
from seat import seat

COUNT = re.compile("(?:\\rJudged \\d of 3\x1b\\[K){3}\\r\x1b\\[K")


def test_it_says_how_far_it_is_also_past_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for name in ("a", "b"):
        client(tmp_path / name, "go", organization=f"{name.upper()} Ltd")
    broken(tmp_path / "c")
    with seat("check", ".", "--as-of", AS_OF, cwd=tmp_path, columns=80) as one:
        code = one.end()
    piped = govcheck("check", ".", "--as-of", AS_OF, cwd=tmp_path)

    assert code == piped.code == 2
    assert len(COUNT.findall(one.seen)) == 1
    assert COUNT.sub("", one.seen) == piped.out + piped.err
    assert "Judged 1" not in piped.out + piped.err


def test_of_one_file_it_counts_nothing(tmp_path: Path) -> None:
    client(tmp_path / "a", "go", organization="A Ltd")
    with seat("check", "a", "--as-of", AS_OF, cwd=tmp_path, columns=80) as one:
        code = one.end()

    assert code == 0
    assert "Judged 1" not in one.seen
