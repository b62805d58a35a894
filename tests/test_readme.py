"""Every console block of the documentation runs and prints what stands there."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcheck.jobs.checklists import open_checklist
from program import govcheck

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = (ROOT / "README.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return [text for language, text in BLOCK.findall(README) if language == kind]


def steps(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines that it prints; a line of three dots stands for any."""
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *printed = step.replace("\\\n", "").splitlines()
        yield command, printed


def done(command: str, here: Path) -> str:
    """What a command prints, both streams."""
    words = shlex.split(command)
    if words[0] == "govcheck":
        ran = govcheck(*words[1:], cwd=here)
        return ran.out + ran.err
    ran_other = subprocess.run(words, cwd=here, capture_output=True, text=True, check=True)
    return ran_other.stdout + ran_other.stderr


def pattern(lines: list[str]) -> str:
    return "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in lines)


def test_the_console_blocks_print_what_they_show(tmp_path: Path) -> None:
    for block in blocks("console"):
        here = tmp_path
        for command, printed in steps(block):
            if command.startswith("cd "):
                here /= command[3:]
                continue
            output = done(command, here)
            assert re.fullmatch(pattern(printed), output), f"$ {command}\n{output}"


def test_there_are_blocks_for_each_user() -> None:
    commands = [command for block in blocks("console") for command, _ in steps(block)]
    for word in ("example", "init", "set", "check", "report", "questions"):
        assert any(command.startswith(f"govcheck {word}") for command in commands), word


@pytest.mark.parametrize("text", [text for text in blocks("yaml") if text.startswith("format: 1")])
def test_a_checklist_in_the_readme_is_valid(text: str, tmp_path: Path) -> None:
    path = tmp_path / "shown.yaml"
    path.write_text(text, "utf-8")
    assert open_checklist(path, path.name).controls


def test_every_command_is_listed(tmp_path: Path) -> None:
    shown = govcheck("--help", cwd=tmp_path).out
    commands = re.findall(r"^  ([a-z]+) {2,}\S", shown.split("Commands:")[-1], re.MULTILINE)
    assert len(commands) >= 9
    assert [name for name in commands if f"| `govcheck {name}" not in README] == []


def test_the_question_that_is_shown_looks_so(tmp_path: Path) -> None:
    (init,) = [command for block in blocks("console") for command, _ in steps(block) if "govcheck init" in command]
    done(init, tmp_path)
    (shown,) = [block for block in blocks("") if block.startswith("Access and identity")]
    review = ("review", "--by", "Nora Pike", "--topic", "jit", "--as-of", "2026-11-22")
    printed = govcheck(*review, cwd=tmp_path / "claude-review", typed="q\n").err

    lines = [re.escape(line).replace(re.escape("[...]"), ".*") for line in shown.rstrip("\n").split("\n")]
    assert re.search("\n".join(lines), printed)
