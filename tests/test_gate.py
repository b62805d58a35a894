"""The gate from outside: what `govcheck check` prints. test_exit_codes.py has what it ends with."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from made_up import proof
from program import AS_OF, copied_example, govcheck
from scripted import engagement
from small_files import change, small_review

ALL = ("go", "conditional-go", "not-ready", "no-go")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with all four examples."""
    for name in ALL:
        copied_example(name, tmp_path)
    return tmp_path


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
    told, _, _ = done.out.partition("  Dates within")
    reasons = [line.strip() for line in told.splitlines() if ": brief-" in line and "answers.yaml:" in line]
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


def test_a_proof_that_is_gone_is_told_with_its_line_also_where_another_one_counts(tmp_path: Path) -> None:
    small_review(tmp_path)
    spare = {**proof("test-result", -3, "Eve"), "ref": "evidence/gone.txt"}
    change(tmp_path, "answers.sign-on.evidence", [proof("test-result", -3, "Eve"), spare])
    done = govcheck("check", ".", "--require", "go", "--as-of", AS_OF, cwd=tmp_path)
    lines = (tmp_path / "answers.yaml").read_text("utf-8").splitlines()
    number = next(place for place, line in enumerate(lines, 1) if "gone.txt" in line)

    assert done.code == 0
    assert f"    answers.yaml:{number}: sign-on: evidence/gone.txt is missing, " in done.out


@pytest.mark.parametrize("version", ["1.0.1", "1.7.3", "2.0.0"])
def test_answers_for_a_later_version_cannot_be_judged(version: str, office: Path) -> None:
    path = office / "go" / "answers.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("claude-governance-brief: 1.0.0", f"claude-governance-brief: {version}"), "utf-8")
    done = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (done.code, f"these answers are for claude-governance-brief {version}, " in done.err) == (2, True)


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


def test_what_cannot_be_searched_is_not_passed_over(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(top: str, **options: Any) -> Any:
        options["onerror"](PermissionError(13, "Permission denied"))
        yield top, [], []

    monkeypatch.setattr(os, "walk", unreadable)
    done = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (done.code, "go cannot be searched: Permission denied" in done.err) == (2, True)


def test_links_are_followed_and_may_lead_nowhere_or_in_a_circle(office: Path) -> None:
    (office / "book").mkdir()
    (office / "book" / "circle").symlink_to(office / "book")
    (office / "book" / "client").symlink_to(office / "no-go")
    done = govcheck("check", "book", "--as-of", AS_OF, cwd=office)
    assert (done.code, done.out.split(":")[0]) == (1, "book/client/answers.yaml")
    (office / "book" / "moved").mkdir()
    (office / "book" / "moved" / "answers.yaml").symlink_to("nowhere.yaml")
    assert govcheck("check", "book", "--as-of", AS_OF, cwd=office).code == 2


def test_nothing_due_is_nothing_judged(office: Path) -> None:
    house = office / "house"
    (house / "checklists").mkdir(parents=True)
    (house / "checklists" / "toy.yaml").write_text(
        "format: 1\nid: toy\ntitle: Toy\nversion: 1.0.0\nsections:\n  all:\n    title: All\n    controls:\n"
        "      nice: {question: Is it nice, gate: recommended}\n",
        "utf-8",
    )
    front = (office / "go" / "answers.yaml").read_text("utf-8").split("profile:")[0]
    text = front.replace("claude-governance-brief: 1.0.0", "toy: 1.0.0").split("  people:")[0]
    (house / "answers.yaml").write_text(text, "utf-8")
    done = govcheck("check", "house", "--as-of", AS_OF, cwd=office)
    assert (done.code, "there is nothing to judge" in done.err) == (2, True)


def test_an_empty_name_is_no_folder(office: Path) -> None:
    assert govcheck("check", "", "--as-of", AS_OF, cwd=office / "go").code == 2


@pytest.mark.parametrize("day", ["9999-12-31", "3000-01-01", "2026-13-40", "tomorrow"])
def test_a_day_that_cannot_be_meant_is_refused(day: str, office: Path) -> None:
    done = govcheck("check", "go", "--as-of", day, cwd=office)
    assert (done.code, "is not a date" in done.err) == (2, True)


def test_dates_at_the_end_of_the_calendar_are_dates(office: Path) -> None:
    path = office / "go" / "answers.yaml"
    path.write_text(re.sub(r"collected: 2026-\d\d-\d\d", "collected: 9999-12-31", path.read_text("utf-8")), "utf-8")
    done = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (done.code, "after the day of assessment" in done.out) == (1, True)


def test_an_empty_file_may_be_written_and_a_hyphen_is_standard_output(office: Path) -> None:
    (office / "new.json").touch()
    assert govcheck("check", "go", "-o", "new.json", "--as-of", AS_OF, cwd=office).code == 0
    done = govcheck("check", "go", "-f", "json", "-o", "-", "--as-of", AS_OF, cwd=office)
    assert json.loads(done.out) == json.loads((office / "new.json").read_text("utf-8"))


def test_with_an_output_the_log_still_has_the_answer(office: Path) -> None:
    done = govcheck("check", "no-go", "-o", "gate.json", "--as-of", AS_OF, cwd=office)
    assert "no-go/answers.yaml: no-go (to go live" in done.err


def test_no_text_of_others_begins_a_line(office: Path) -> None:
    path = office / "conditional-go" / "answers.yaml"
    text = path.read_text("utf-8").replace(
        "guardrail: Desk D may use Public data only",
        'guardrail: "ok\\n::error::forged\\nDesk D may use Public data only',
    )
    path.write_text(text.replace("reads along twice a week.", 'reads along twice a week."'), "utf-8")
    folder = office / "::error title=x::y"
    (office / "conditional-go").rename(folder)
    done = govcheck("check", folder.name, "--as-of", AS_OF, cwd=office)
    assert done.code == 0, done
    assert "::error::forged" in done.out
    assert [line for line in done.out.splitlines() if line.lstrip().startswith("::")] == []


def test_the_place_of_what_is_missing_is_where_it_belongs(office: Path) -> None:
    path = office / "go" / "answers.yaml"
    text = (
        path.read_text("utf-8").replace("  plan: enterprise\n", "", 1).replace("  next-review:", "  # next-review:", 1)
    )
    path.write_text(text, "utf-8")
    lines = text.splitlines()
    done = govcheck("check", "go", "-f", "json", "--as-of", AS_OF, cwd=office)
    findings = {finding["subject"]: finding for finding in json.loads(done.out)["files"][0]["findings"]}
    assert lines[findings["plan"]["line"] - 1] == "profile:"
    assert lines[findings["next-review"]["line"] - 1] == "engagement:"


def test_how_far_the_evidence_could_be_looked_at_is_said(office: Path) -> None:
    done = govcheck("check", "conditional-go", "--as-of", AS_OF, cwd=office)
    (told,) = [line.strip() for line in done.out.splitlines() if line.startswith("  Evidence: ")]
    assert re.fullmatch(
        r"Evidence: \d+ as recorded, (\d+ without a recorded digest, )?\d+ address(es)?, not verified\.", told
    )
    result = json.loads(govcheck("check", "conditional-go", "-f", "json", "--as-of", AS_OF, cwd=office).out)
    assert str(result["files"][0]["evidence"]["as-recorded"]) in told
    assert (result["required"], result["enough"]) == ("conditional-go", True)


def test_a_confirmation_that_does_not_count_is_noted(office: Path) -> None:
    path = office / "conditional-go" / "answers.yaml"
    before = path.read_text("utf-8")
    path.write_text(before.replace("dated: 2026-11-03", "dated: 2026-01-03", 1), "utf-8")
    result = json.loads(govcheck("check", "conditional-go", "-f", "json", "--as-of", AS_OF, cwd=office).out)
    notes = [
        one["text"] for one in result["files"][0]["findings"] if (one["effect"], one["about"]) == ("notes", "plan")
    ]
    assert notes == ["the confirmation of 2026-01-03 does not count: it is older than 90 days"]


def test_a_sheet_with_replies_in_it_is_not_replaced(office: Path) -> None:
    export = ["questions", "export", "-a", "conditional-go", "-o", "sheet.md", "--as-of", AS_OF]
    assert govcheck(*export, cwd=office).code == 0
    assert govcheck(*export, cwd=office).code == 0
    sheet = office / "sheet.md"
    filled = sheet.read_text("utf-8") + "A reply.\n"
    sheet.write_text(filled, "utf-8")
    done = govcheck(*export, cwd=office)
    assert (done.code, sheet.read_text("utf-8")) == (2, filled)
    assert govcheck(*export, "--force", cwd=office).code == 0


def test_an_empty_file_proves_nothing(office: Path) -> None:
    path = office / "go" / "answers.yaml"
    (office / "go" / "evidence" / "nothing.txt").touch()
    path.write_text(re.sub(r"ref: evidence/[^\s,}]+", "ref: evidence/nothing.txt", path.read_text("utf-8")), "utf-8")
    done = govcheck("check", "go", "--as-of", AS_OF, cwd=office)
    assert (done.code, "evidence/nothing.txt is missing, empty" in done.out) == (1, True)


def test_saving_needs_nobody_to_talk_to(office: Path) -> None:
    command = [sys.executable, "-m", "govcheck", "set", "brief-id-rbac", "unknown", "--by", "Ann", "--as-of", AS_OF]
    done = subprocess.run(["/bin/bash", "-c", shlex.join(command) + " 2>&-"], cwd=office / "go", check=False)
    assert done.returncode == 0
    assert "answered-by: Ann" in (office / "go" / "answers.yaml").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "cp1252"])
def test_a_pipe_gets_the_same_bytes_whatever_the_locale(encoding: str, office: Path) -> None:
    command = [sys.executable, "-m", "govcheck", "report", "-a", "go", "--as-of", AS_OF]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=office, capture_output=True, env=environment, check=True)
    assert "✓".encode() in done.stdout
    assert hashlib.sha256(done.stdout).hexdigest() == hashlib.sha256(report_bytes(office)).hexdigest()


def report_bytes(office: Path) -> bytes:
    return govcheck("report", "-a", "go", "--as-of", AS_OF, cwd=office).out.encode()


def test_a_piped_line_that_cannot_be_read_answers_nothing_else(office: Path) -> None:
    path = office / "not-ready" / "answers.yaml"
    before = path.read_bytes()
    command = [sys.executable, "-m", "govcheck", "review", "--only", "unanswered", "--by", "Ann", "--as-of", AS_OF]
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    done = subprocess.run(
        command, cwd=path.parent, input=b"p: caf\xe9\nu\n\n", capture_output=True, env=environment, check=False
    )
    assert (done.returncode, b"cannot be read" in done.stderr) == (2, True), done.stderr
    assert path.read_bytes() == before


def test_to_a_conditional_go_a_remedy_is_enough_for_what_is_no_blocker(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    accept = ("--accept-risk=A fall", "--accept-residual=low", "--accept-compensating=Ropes", "--accept-by=Cara")
    options = ("--by", "Ben", "--accept-role=CISO", "--accept-expires=2027-02-01", "--as-of", "2026-11-22")
    assert govcheck("set", "doors-locked", "no", *accept, *options, cwd=path.parent).code == 0
    text = govcheck("check", "--as-of", "2026-11-22", cwd=path.parent).out
    way = text[text.index("  Smallest change to conditional-go:") :]
    remedy = "or give a remedy (who closes it by when, and a guardrail), which is then a condition"
    either = f"    Make met with dated evidence, {remedy}:"

    assert [line.split(" (")[0].strip() for line in way.splitlines()[2:5:2]] == ["crane-booked", "exits-marked"]
    assert way.splitlines()[3] == either
