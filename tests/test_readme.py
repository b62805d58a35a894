"""Every console block of the README runs and prints what stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govcheck.jobs.checklists import open_checklist
from pages import ROOT, blocks, commands, done, play
from program import govcheck

README = (ROOT / "README.md").read_text("utf-8")


def test_the_console_blocks_print_what_they_show(tmp_path: Path) -> None:
    play(README, tmp_path)


def test_there_are_blocks_for_each_user() -> None:
    for word in ("example", "init", "set", "check", "report", "questions"):
        assert any(command.startswith(f"govcheck {word}") for command in commands(README)), word


@pytest.mark.parametrize("text", [text for text in blocks(README, "yaml") if text.startswith("format: 1")])
def test_a_checklist_in_the_readme_is_valid(text: str, tmp_path: Path) -> None:
    path = tmp_path / "shown.yaml"
    path.write_text(text, "utf-8")
    assert open_checklist(path, path.name).controls


def test_every_command_is_listed(tmp_path: Path) -> None:
    shown = govcheck("--help", cwd=tmp_path).out
    listed = re.findall(r"^  ([a-z]+) {2,}\S", shown.split("Commands:")[-1], re.MULTILINE)
    assert len(listed) >= 9
    assert [name for name in listed if f"| `govcheck {name}" not in README] == []


def test_the_question_that_is_shown_looks_so(tmp_path: Path) -> None:
    (init,) = [command for command in commands(README) if "govcheck init" in command]
    done(init, tmp_path)
    (shown,) = [block for block in blocks(README, "") if block.startswith("Access and identity")]
    review = ("review", "--by", "Nora Pike", "--topic", "jit", "--as-of", "2026-11-22")
    printed = govcheck(*review, cwd=tmp_path / "claude-review", typed="q\n").err

    lines = [re.escape(line).replace(re.escape("[...]"), ".*") for line in shown.rstrip("\n").split("\n")]
    assert re.search("\n".join(lines), printed)
