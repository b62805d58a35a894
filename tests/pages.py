"""Pages of the documentation: their blocks, and running what their console blocks show."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

from program import govcheck

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, kind: str) -> list[str]:
    return [text for language, text in BLOCK.findall(page) if language == kind]


def steps(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines that it prints; a line of three dots stands for any."""
    for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *printed = step.replace("\\\n", "").splitlines()
        yield command, printed


def commands(page: str) -> list[str]:
    return [command for block in blocks(page, "console") for command, _ in steps(block)]


def done(command: str, here: Path) -> str:
    """What a command prints, both streams; nothing where that goes into a file."""
    command, _, target = command.partition(" > ")
    words = shlex.split(command)
    if words[0] == "govcheck":
        ran = govcheck(*words[1:], cwd=here)
        return ran.out + ran.err
    ran_other = subprocess.run(words, cwd=here, capture_output=True, text=True, check=True)
    if target:
        (here / target).write_text(ran_other.stdout, "utf-8")
    return ran_other.stderr if target else ran_other.stdout + ran_other.stderr


def pattern(lines: list[str]) -> str:
    return "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in lines)


def play(page: str, folder: Path) -> None:
    """Runs the console blocks of a page, each from this folder; fails where one prints something else."""
    for block in blocks(page, "console"):
        here = folder
        for command, printed in steps(block):
            if command.startswith("cd "):
                here /= command[3:]
                continue
            output = done(command, here)
            assert re.fullmatch(pattern(printed), output), f"$ {command}\n{output}"
