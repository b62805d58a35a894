"""`make` judges the example and says where its report is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "conditional-go"

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(answers: Path, reports: list[Path]) -> subprocess.CompletedProcess[str]:
    """Runs the main job in this environment: what sets one up counts as done."""
    ready = answers.parent / "venv"
    ready.mkdir()
    (ready / ".run").touch()
    settings = {"VENV": ready, "PY": sys.executable, "ANSWERS": answers, "REPORTS": " ".join(map(str, reports))}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", *(f"{name}={value}" for name, value in settings.items())]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "engagement") / "answers.yaml"


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    return [tmp_path / "report.md", tmp_path / "report.html"]


def test_make_prints_the_verdict_of_the_example_and_where_the_report_is(answers: Path, reports: list[Path]) -> None:
    done = make(answers, reports)

    assert (done.returncode, done.stderr.count("Error")) == (0, 0), done.stderr
    assert ": conditional-go (" in done.stdout
    assert all(str(report) in done.stdout and report.stat().st_size > 1000 for report in reports)


def test_make_prints_another_verdict_once_the_example_is_worse(answers: Path, reports: list[Path]) -> None:
    answers.write_text(answers.read_text("utf-8").replace("status: met", "status: unknown"), "utf-8")

    done = make(answers, reports)

    assert done.returncode != 0
    assert ": not-ready (" in done.stdout
    assert all(str(report) in done.stdout and report.stat().st_size > 1000 for report in reports)


def test_make_writes_no_report_of_a_file_that_cannot_be_read(answers: Path, reports: list[Path]) -> None:
    reports[0].write_text("an earlier one", "utf-8")
    answers.write_text("answers: [", "utf-8")

    done = make(answers, reports)

    assert done.returncode != 0
    assert f"{answers}:1:" in done.stderr
    assert [report for report in reports if report.exists()] == []
