"""The page on many engagements: its commands run, and its queries give what the files hold."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from book import broken
from pages import ROOT, blocks, play
from program import AS_OF, copied_example, govcheck

PAGE = (ROOT / "docs" / "scale.md").read_text("utf-8")
PYTHON = shutil.which("python", path=os.environ.get("GOVCHECK_PEERS", ""))
ASK = "import duckdb, json, sys; print(json.dumps(duckdb.sql(sys.argv[1]).fetchall(), default=str))"


def test_its_commands_do_what_it_says(tmp_path: Path) -> None:
    play(PAGE, tmp_path)


def test_the_readme_leads_to_it() -> None:
    assert "docs/scale.md" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.soak
@pytest.mark.skipif(PYTHON is None, reason="DuckDB is installed by make soak")
def test_its_queries_give_what_the_files_hold(tmp_path: Path) -> None:
    for name in ("go", "no-go", "not-ready", "conditional-go"):
        copied_example(name, tmp_path)
        done = govcheck("portfolio", name, "--as-of", AS_OF, "-f", "jsonl", "-o", f"gates/{name}.jsonl", cwd=tmp_path)
        assert done.code == 0
    broken(tmp_path / "broken")
    govcheck("portfolio", "broken", "--as-of", AS_OF, "-f", "jsonl", "-o", "gates/broken.jsonl", cwd=tmp_path)
    assert PYTHON
    answers = [
        json.loads(subprocess.run([PYTHON, "-c", ASK, query], cwd=tmp_path, capture_output=True, check=True).stdout)
        for query in blocks(PAGE, "sql")
    ]

    rows = [
        json.loads(line) for path in (tmp_path / "gates").iterdir() for line in path.read_text("utf-8").splitlines()
    ]
    judged = [row for row in rows if row["kind"] == "engagement" and row["verdict"]]
    assert sorted((verdict, count, int(blockers)) for verdict, count, blockers in answers[0] if verdict) == sorted(
        (row["verdict"], 1, row["blockers-open"]) for row in judged
    )
    asked = [row["id"] for row in rows if row["kind"] == "question"]
    assert {id: count for id, count, _ in answers[1]} == {id: asked.count(id) for id in asked}
    assert [path for path, _ in answers[2]] == ["broken/answers.yaml"]
