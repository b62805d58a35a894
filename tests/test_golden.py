"""What the worked example gives in each format, whole. `make test ARGS="-k golden --refresh"` renews."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import AS_OF, copied_example, govcheck

GOLDEN = Path(__file__).with_name("golden")
COMMANDS = {
    "report.md": ["report", "-f", "md"],
    "report.html": ["report", "-f", "html"],
    "report.csv": ["report", "-f", "csv"],
    "questions.md": ["questions", "export", "-f", "md"],
    "questions.csv": ["questions", "export", "-f", "csv"],
    "check.txt": ["check"],
    "check.json": ["check", "-f", "json"],
    "check.junit.xml": ["check", "-f", "junit"],
    "check.sarif": ["check", "-f", "sarif"],
    "check.github.txt": ["check", "-f", "github"],
    "check.gitlab.json": ["check", "-f", "gitlab"],
    "status.txt": ["status"],
    "status.json": ["status", "-f", "json"],
    "portfolio.txt": ["portfolio"],
    "portfolio.html": ["portfolio", "-f", "html"],
    "portfolio.csv": ["portfolio", "-f", "csv"],
    "portfolio.jsonl": ["portfolio", "-f", "jsonl"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_whole_text_of_the_worked_example(name: str, tmp_path: Path, *, refresh: bool) -> None:
    folder = copied_example("conditional-go", tmp_path)
    done = govcheck(*COMMANDS[name], "--as-of", AS_OF, cwd=folder)
    assert done.code == 0, done.err
    if refresh:
        (GOLDEN / name).write_text(done.out, "utf-8", newline="")
    assert done.out == (GOLDEN / name).read_bytes().decode("utf-8")
