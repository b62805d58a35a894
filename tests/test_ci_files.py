"""What CI authors copy or refer to is well-formed, and its commands run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pages import blocks
from program import Done, copied_example, govcheck

ROOT = Path(__file__).parent.parent
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
SNIPPETS: list[Any] = [yaml.safe_load(text) for text in blocks((ROOT / "README.md").read_text("utf-8"), "yaml")]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one engagement, whose verdict is a go, and its report."""
    copied_example("go", tmp_path).rename(tmp_path / "governance")
    on_the_day("govcheck report -a governance -o governance/report.md", tmp_path)
    (tmp_path / "not-ready").mkdir()
    return tmp_path


def on_the_day(command: str, here: Path, *more: str) -> Done:
    """A command of govcheck as it stands, judging by the day of the examples."""
    program, *words = shlex.split(command)
    assert program == "govcheck"
    return govcheck(*words, "--as-of", "2026-11-22", *more, cwd=here)


def snippet(key: str) -> Any:
    (found,) = [one for one in SNIPPETS if isinstance(one, dict) and key in one]
    return found


# pre-commit


def test_a_hook_has_what_pre_commit_needs() -> None:
    known = {"id", "name", "description", "entry", "args", "language", "files", "pass_filenames", "require_serial"}
    known |= {"always_run"}
    for hook in HOOKS:
        assert {"id", "name", "entry", "language"} <= hook.keys() <= known
        assert hook["language"] == "python"
    assert [hook["id"] for hook in HOOKS] == ["govcheck-valid", "govcheck", "govcheck-report"]


@pytest.mark.parametrize(
    ("id", "path", "wanted"),
    [
        ("govcheck-valid", "answers.yaml", True),
        ("govcheck-valid", "a/b/answers.yaml", True),
        ("govcheck-valid", "a/my-answers.yaml", False),
        ("govcheck-valid", "a/answers.yaml.bak", False),
        ("govcheck-valid", "a/evidence/x.txt", False),
    ],
)
def test_a_hook_runs_for_the_files_that_can_change_its_result(id: str, path: str, wanted: bool) -> None:
    (hook,) = [hook for hook in HOOKS if hook["id"] == id]
    assert bool(re.search(hook["files"], path)) is wanted


def test_the_hooks_that_judge_everything_run_whatever_is_changed_or_deleted() -> None:
    """A deletion is among the files of no hook, and a proof or a report may lie anywhere."""
    everything = [hook for hook in HOOKS if hook["id"] != "govcheck-valid"]
    assert [hook["id"] for hook in everything] == ["govcheck", "govcheck-report"]
    assert all(hook["always_run"] and not hook["pass_filenames"] and "files" not in hook for hook in everything)


def test_the_hooks_run(repository: Path) -> None:
    valid, enough, report = (shlex.join([*shlex.split(hook["entry"]), *hook.get("args", ())]) for hook in HOOKS)
    copied_example("not-ready", repository / "not-ready")
    assert on_the_day(valid, repository, "governance/answers.yaml", "not-ready/not-ready/answers.yaml").code == 0
    assert on_the_day(enough, repository).code == 1
    assert on_the_day(report, repository / "governance").code == 0
    (repository / "governance/report.md").write_text("", "utf-8")
    assert on_the_day(report, repository / "governance").code == 2


def test_the_hooks_in_the_readme_exist(repository: Path) -> None:
    (source,) = snippet("repos")["repos"]
    for used in source["hooks"]:
        (hook,) = [hook for hook in HOOKS if hook["id"] == used["id"]]
        if "args" in used:
            assert on_the_day(shlex.join([*shlex.split(hook["entry"]), *used["args"]]), repository).code == 0


# GitHub


def test_the_action_is_a_composite_one_whose_inputs_reach_no_script() -> None:
    assert {"name", "description", "inputs", "outputs", "runs"} <= ACTION.keys()
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    check = ACTION["runs"]["steps"][-1]
    used = re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", " ".join(check["env"].values()))
    assert sorted(used) == sorted(ACTION["inputs"])
    for name, output in ACTION["outputs"].items():
        assert output["value"] == f"${{{{ steps.{check['id']}.outputs.{name} }}}}"


def test_what_the_action_installs_from_is_there() -> None:
    install = ACTION["runs"]["steps"][0]["run"]
    named = re.findall(r"\$GITHUB_ACTION_PATH/([\w.]+)", install)
    assert named == ["requirements.txt"]
    assert (ROOT / "requirements.txt").is_file()
    assert subprocess.run(["/bin/bash", "-n", "-c", install], check=False).returncode == 0


@pytest.mark.parametrize(
    ("given", "code", "verdict"),
    [
        ({"require": "go"}, 0, "go"),
        ({"answers": "."}, 1, "not-ready"),
        ({"answers": "governance; touch hacked"}, 2, "unknown"),
        ({"answers": "--help"}, 2, "unknown"),
        ({"require": "$(touch hacked)"}, 2, ""),
        ({"answers": ""}, 2, ""),
        ({"use-cases": "drafting\ntender-reading\n"}, 0, "go"),
        ({"use-cases": "drafting\n$(touch hacked)"}, 2, "unknown"),
        ({"stage": "go-live"}, 0, "go"),
        ({"stage": "operate"}, 1, "go"),
        ({"stage": "--help"}, 2, ""),
        ({"sarif": "found.sarif"}, 0, "go"),
        ({"sarif": "governance/answers.yaml"}, 2, ""),
    ],
)
def test_the_action_checks(given: dict[str, str], code: int, verdict: str, repository: Path) -> None:
    copied_example("not-ready", repository / "not-ready")
    program = repository / "temp" / "govcheck" / "bin" / "govcheck"
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/bash\nexec "{sys.executable}" -m govcheck "$1" --as-of 2026-11-22 "${{@:2}}"\n', "utf-8"
    )
    program.chmod(0o755)
    check = ACTION["runs"]["steps"][-1]
    values = {name: one["default"] for name, one in ACTION["inputs"].items()} | {"answers": "governance"} | given
    inputs = {name: values[value.split("inputs.")[1].split(" ")[0]] for name, value in check["env"].items()}
    files = {name: str(repository / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    environment = {**os.environ, **inputs, **files, "RUNNER_TEMP": str(repository / "temp")}
    done = subprocess.run(
        ["/bin/bash", "-eo", "pipefail", "-c", check["run"]],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert not (repository / "hacked").exists()
    assert (repository / "found.sarif").exists() is (given.get("sarif") == "found.sarif")
    written = Path(files["GITHUB_OUTPUT"])
    told = written.read_text("utf-8").splitlines() if written.exists() else [""]
    assert told[0] == (f"verdict={verdict}" if verdict else "")


def test_the_workflow_in_the_readme_runs(repository: Path) -> None:
    steps = snippet("jobs")["jobs"]["check"]["steps"]
    commands = [step["run"] for step in steps if step.get("run", "").startswith("govcheck")]
    assert [on_the_day(command, repository).code for command in commands] == [0]
    assert "-f github" in commands[0]


# GitLab


def test_the_job_for_gitlab_writes_the_reports_that_it_names(repository: Path) -> None:
    job = snippet("governance")["governance"]
    assert job["artifacts"]["when"] == "always"
    *_, command = job["script"]
    assert on_the_day(command, repository).code == 0
    for kind, path in job["artifacts"]["reports"].items():
        text = (repository / path).read_text("utf-8")
        assert text.startswith({"junit": "<?xml", "codequality": "["}[kind])
