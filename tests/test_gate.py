"""The gate from outside: what `govcheck check` prints and its exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import AS_OF, copied_example, govcheck

ALL = ("go", "conditional-go", "not-ready", "no-go")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with all four examples."""
    for name in ALL:
        copied_example(name, tmp_path)
    return tmp_path


# arguments, exit code
RUNS: dict[str, tuple[list[str], int]] = {
    "a go": (["go"], 0),
    "a conditional go": (["conditional-go"], 0),
    "a conditional go where a go is required": (["conditional-go", "--require", "go"], 1),
    "not ready": (["not-ready"], 1),
    "a no-go": (["no-go"], 1),
    "not ready, where valid is enough": (["not-ready", "--require", "valid"], 0),
    "the worst of several": (["go", "not-ready"], 1),
    "a folder of engagements": (["."], 1),
    "the file itself": (["go/answers.yaml"], 0),
    "a use case that is clear": (["conditional-go", "--use-case", "knowledge-work"], 0),
    "a use case that is held": (["conditional-go", "--use-case", "claims-letters"], 1),
    "a held one, where valid is enough": (["conditional-go", "--require", "valid", "--use-case", "claims-letters"], 1),
    "a use case that does not exist": (["conditional-go", "--use-case", "claims-leters"], 2),
    "the stage that is decided": (["go", "--stage", "go-live"], 0),
    "an earlier stage": (["go", "--stage", "sign"], 0),
    "a later stage": (["go", "--stage", "operate"], 1),
    "a file that is not there": (["missing/answers.yaml"], 2),
    "a missing file hidden by a good one": (["go", "missing/answers.yaml"], 2),
    "a folder with nothing to judge": (["empty"], 2),
    "an option that does not exist": (["go", "--ignore", "x"], 2),
    "a level that does not exist": (["go", "--require", "no-go"], 2),
    "a format that does not exist": (["go", "-f", "yaml"], 2),
}


@pytest.mark.parametrize("name", RUNS)
def test_exit_codes(name: str, office: Path) -> None:
    arguments, code = RUNS[name]
    (office / "empty").mkdir()
    done = govcheck("check", *arguments, "--as-of", AS_OF, cwd=office)
    assert done.code == code, done
    assert "Traceback" not in done.err
    assert code != 2 or done.err


def test_the_first_line_is_the_whole_answer(office: Path) -> None:
    done = govcheck("check", "conditional-go", "--as-of", AS_OF, cwd=office)
    first = done.out.splitlines()[0]
    assert first.startswith(
        "conditional-go/answers.yaml: conditional-go (to go live, as of 2026-11-22, claude-governance-brief 1.0.0): "
    )
    assert "claims-letters held" in first


def test_reasons_name_the_line_of_the_answer(office: Path) -> None:
    done = govcheck("check", "conditional-go", "--as-of", AS_OF, cwd=office)
    lines = (office / "conditional-go" / "answers.yaml").read_text("utf-8").splitlines()
    reasons = [line.strip() for line in done.out.splitlines() if ": brief-" in line and "answers.yaml:" in line]
    assert len(reasons) >= 5
    for reason in reasons:
        _, number, control = reason.split(":")[:3]
        assert lines[int(number) - 1].strip().startswith(control.strip())


def test_the_nearest_answers_file_is_found_upwards(office: Path) -> None:
    inside = office / "go" / "evidence"
    done = govcheck("check", "--as-of", AS_OF, cwd=inside)
    assert (done.code, done.out.split(":")[0]) == (0, "../answers.yaml")


def test_the_search_stops_at_the_root_of_the_repository(office: Path) -> None:
    (office / "go" / "evidence" / ".git").mkdir()
    assert govcheck("check", "--as-of", AS_OF, cwd=office / "go" / "evidence").code == 2


def test_json_is_as_the_format_says(office: Path) -> None:
    done = govcheck("check", ".", "-f", "json", "--as-of", AS_OF, cwd=office)
    result: dict[str, Any] = json.loads(done.out)
    assert (done.code, result["format"], result["verdict"], result["as-of"]) == (1, 1, "no-go", AS_OF)
    assert [file["path"] for file in result["files"]] == sorted(f"{name}/answers.yaml" for name in ALL)
    keys = {"path", "checklists", "stage", "verdict", "rule", "use-cases", "findings", "questions", "smallest-change"}
    assert all(keys <= set(file) for file in result["files"])
    assert {file["path"].split("/")[0]: file["verdict"] for file in result["files"]} == {name: name for name in ALL}


def test_json_says_that_it_cannot_tell(office: Path) -> None:
    broken = office / "go" / "answers.yaml"
    broken.write_text(broken.read_text("utf-8").replace("status: met", "status: mett", 1), "utf-8")
    done = govcheck("check", ".", "-f", "json", "--as-of", AS_OF, cwd=office)
    result = json.loads(done.out)
    assert (done.code, result["verdict"], len(result["files"])) == (2, None, 3)
    assert result["problems"][0]["path"] == "go/answers.yaml"
    assert "go/answers.yaml:" in done.err


def test_all_problems_of_all_files_are_told_at_once_and_sorted(office: Path) -> None:
    for name in ("go", "no-go"):
        path = office / name / "answers.yaml"
        path.write_text(path.read_text("utf-8").replace("status: met", "status: mett", 2), "utf-8")
    done = govcheck("check", "no-go", "go", "--as-of", AS_OF, cwd=office)
    told = [line for line in done.err.splitlines() if "mett" in line]
    assert [line.split("/")[0] for line in told] == ["go", "go", "no-go", "no-go"]
    lines = [int(line.split(":")[1]) for line in told]
    assert lines[:2] == sorted(lines[:2])


def test_a_changed_byte_of_evidence_is_noticed(office: Path) -> None:
    before = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    recorded = next(
        line for line in (office / "go/answers.yaml").read_text("utf-8").splitlines() if "ref: evidence/" in line
    )
    name = recorded.split("evidence/")[1].split(",")[0].split("}")[0].strip()
    with (office / "go" / "evidence" / name).open("a", encoding="utf-8") as file:
        file.write("x")
    after = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (before.code, after.code) == (0, 1)
    assert "has changed since it was recorded" in after.out


def test_the_same_bytes_from_any_folder(office: Path) -> None:
    one = govcheck("check", "go/answers.yaml", "-f", "json", "--as-of", AS_OF, cwd=office)
    other = govcheck("check", "answers.yaml", "-f", "json", "--as-of", AS_OF, cwd=office / "go")
    assert one.out.replace("go/answers.yaml", "answers.yaml") == other.out


def test_a_newer_minor_version_is_said_and_another_major_refused(office: Path) -> None:
    path = office / "go" / "answers.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("claude-governance-brief: 1.0.0", "claude-governance-brief: 1.7.3"), "utf-8")
    done = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (done.code, "written for claude-governance-brief 1.7.3, judged by 1.0.0" in done.err) == (0, True)
    path.write_text(text.replace("claude-governance-brief: 1.0.0", "claude-governance-brief: 2.0.0"), "utf-8")
    done = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (done.code, "these answers are for claude-governance-brief 2.0.0" in done.err) == (2, True)


def test_own_checklists_cannot_take_a_built_in_id(office: Path) -> None:
    own = office / "go" / "checklists"
    own.mkdir()
    (own / "claude-governance-brief.yaml").write_text("format: 1\n", "utf-8")
    done = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (done.code, "built-in" in done.err) == (2, True)


def test_output_goes_to_a_file_and_replaces_only_its_own_kind(office: Path) -> None:
    target = office / "gate.json"
    first = govcheck("check", "go", "-o", "gate.json", "--as-of", AS_OF, cwd=office)
    assert (first.code, first.out, json.loads(target.read_text("utf-8"))["verdict"]) == (0, "", "go")
    assert govcheck("check", "go", "-o", "gate.json", "--as-of", AS_OF, cwd=office).code == 0
    answers = office / "go" / "answers.yaml"
    before = answers.read_bytes()
    assert govcheck("check", "go", "-f", "json", "-o", "go/answers.yaml", "--as-of", AS_OF, cwd=office).code == 2
    assert answers.read_bytes() == before
