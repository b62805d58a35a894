"""Approving at a terminal: it shows what is approved, and asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import AS_OF, copied_example

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")
from seat import seat

APPROVE = ("approve", "security", "--by", "Cara Roth", "--as-of", AS_OF)


@pytest.mark.parametrize(("typed", "written"), [("yes", True), ("no", False), ("", False), ("q", False)])
def test_it_is_written_only_after_a_yes(typed: str, tmp_path: Path, *, written: bool) -> None:
    folder = copied_example("conditional-go", tmp_path)
    with seat(*APPROVE, cwd=folder) as one:
        shown = one.expect("Approve this")
        one.type(f"{typed}\r")
        assert one.end() == 0
    assert "To approve: Conditional go, by Cara Roth for security" in shown
    assert "On hold: Letters to customers" in shown
    assert "Conditions: 9" in shown
    assert ("approvals:" in (folder / "answers.yaml").read_text("utf-8")) == written
    assert ("Saved: Cara Roth has approved for security." in one.seen) == written
