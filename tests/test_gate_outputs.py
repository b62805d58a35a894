"""`govcheck check` from outside: its formats, the files of `--report`, and what GitHub Actions takes from a step."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from gate_runs import SHAPES
from govcheck.commands import actions
from govcheck.jobs.summary import LIMIT
from govcheck.rules.formats import CHECK_FORMATS
from program import AS_OF, Done, copied_example
from program import govcheck as run_govcheck


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for name in ("go", "conditional-go", "not-ready", "broken"):
        copied_example("go" if name == "broken" else name, tmp_path / "copies").rename(tmp_path / name)
    path = tmp_path / "broken" / "answers.yaml"
    path.write_text(path.read_text("utf-8").replace("status: met", "status: mett", 2), "utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _outside_of_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(name, raising=False)


def check(*arguments: str, cwd: Path) -> Done:
    return run_govcheck("check", *arguments, "--as-of", AS_OF, cwd=cwd)


SITUATIONS = {
    "enough": (["go"], 0),
    "not enough": (["not-ready"], 1),
    "not enough for go": (["conditional-go", "--require", "go"], 1),
    "a file that cannot be read": (["broken"], 2),
    "nothing to judge": (["empty"], 2),
    "one of them cannot be read": (["go", "broken"], 2),
    "several, not all enough": (["go", "not-ready"], 1),
    "a file that is not there": (["go", "nowhere/answers.yaml"], 2),
    "a use case that is not there": (["go", "--use-case", "nowhere"], 2),
}


@pytest.mark.parametrize("format", CHECK_FORMATS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_exit_code_is_the_same_whatever_the_format(situation: str, format: str, office: Path) -> None:
    arguments, code = SITUATIONS[situation]
    assert check(*arguments, "-f", format, cwd=office).code == code
    done = check(*arguments, "--report", f"{format}=out/report", cwd=office)
    assert done.code == code
    assert (office / "out/report").exists()


@pytest.mark.parametrize("format", CHECK_FORMATS)
def test_a_report_is_what_standard_output_would_be(format: str, office: Path) -> None:
    every = ("go", "conditional-go", "not-ready", "broken")
    done = check(*every, "-f", format, cwd=office)
    beside = check(*every, "--report", f"{format}=report", cwd=office)
    written = (office / "report").read_bytes().decode("utf-8")
    assert written == done.out
    assert beside.out == check(*every, cwd=office).out
    assert beside.err == done.err
    SHAPES[format](written)


def test_several_reports_of_one_run(office: Path) -> None:
    reports = ("--report", "junit=a/gate.xml", "--report", "gitlab=a/quality.txt", "--report", "sarif=b.sarif")
    assert check("conditional-go", *reports, cwd=office).code == 0
    assert ET.parse(office / "a/gate.xml").getroot().tag == "testsuites"  # noqa: S314 - our own
    assert isinstance(json.loads((office / "a/quality.txt").read_text("utf-8")), list)
    assert json.loads((office / "b.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_an_earlier_report_is_replaced_whole(office: Path) -> None:
    (office / "gate.xml").write_text("x" * 100_000, "utf-8")
    assert check("go", "--report", "junit=gate.xml", cwd=office).code == 0
    first = (office / "gate.xml").read_bytes()
    assert check("go", "--report", "junit=gate.xml", cwd=office).code == 0
    assert (office / "gate.xml").read_bytes() == first
    assert sorted(path.name for path in office.iterdir() if "gate" in path.name) == ["gate.xml"]


REFUSED = {
    "no format": (["--report", "gate.xml"], "there is no format gate.xml; write one of text, json, junit, sarif, "),
    "an unknown format": (["--report", "xml=gate.xml"], "there is no format xml; write one of text, json, junit"),
    "no path": (["--report", "junit="], "names no file"),
    "a path twice": (["--report", "junit=x", "--report", "sarif=./x"], "x is named twice"),
    "the path of the output": (["-f", "json", "-o", "x", "--report", "junit=empty/../x"], "is named twice"),
    "the answers file": (["--report", "junit=go/answers.yaml"], "go/answers.yaml is a file that is judged"),
    "the answers file by another name": (["--report", "junit=hard"], "hard is a file that is judged"),
    "its evidence": (["--report", "junit=go/evidence/NAME"], "is a file that is judged"),
    "its checklist": (["--report", "junit=go/checklists/own.yaml"], "is a file that is judged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_before_anything_is_written(name: str, office: Path) -> None:
    arguments, says = REFUSED[name]
    (office / "hard").hardlink_to(office / "go/answers.yaml")
    (office / "go/checklists").mkdir()
    (office / "go/checklists/own.yaml").write_text("format: 1\n", "utf-8")
    proof = min((office / "go/evidence").iterdir()).name
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    done = check("go", *(word.replace("NAME", proof) for word in arguments), cwd=office)
    assert (done.code, done.out) == (2, ""), done
    assert says in done.err
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("target", ["folder", "link", "dangling", "pipe", "/dev/null", "go/answers.yaml/below"])
def test_a_report_that_cannot_be_written_is_no_success_and_the_others_are_written(target: str, office: Path) -> None:
    (office / "folder").mkdir()
    (office / "aim").write_text("kept", "utf-8")
    (office / "link").symlink_to("aim")
    (office / "dangling").symlink_to("nothing")
    os.mkfifo(office / "pipe")
    done = check("go", "--report", f"junit={target}", "--report", "sarif=b.sarif", cwd=office)
    assert done.code == 2
    assert target in done.err
    assert done.out.startswith("go/answers.yaml: go ")
    assert json.loads((office / "b.sarif").read_text("utf-8"))["runs"][0]["results"] is not None
    assert (office / "aim").read_text("utf-8") == "kept"
    assert not (office / "nothing").exists()


def test_an_output_that_cannot_be_written_leaves_the_reports(office: Path) -> None:
    done = check("go", "-f", "json", "-o", "empty", "--report", "junit=gate.xml", cwd=office)
    assert (done.code, (office / "gate.xml").exists()) == (2, True)


# SARIF says how the run ended


def ended(text: str) -> tuple[bool, int]:
    invocation = json.loads(text)["runs"][0]["invocations"][0]
    return invocation["executionSuccessful"], invocation["exitCode"]


FAILING = {
    "another report": ["--report", "junit=empty"],
    "the output": ["-f", "json", "-o", "empty"],
    "another log": ["--report", "sarif=empty"],
}


@pytest.mark.parametrize("failing", FAILING)
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_log_never_says_success_for_a_run_in_which_a_result_was_lost(failing: str, place: str, office: Path) -> None:
    log, lost = ["--report", "sarif=a.sarif"], FAILING[failing]
    assert check("go", *log, cwd=office).code == 0
    assert ended((office / "a.sarif").read_text("utf-8")) == (True, 0)
    done = check("go", *(lost + log if place == "before" else log + lost), cwd=office)
    written = (office / "a.sarif").read_text("utf-8")
    assert (done.code, ended(written)) == (2, (False, 2))
    told = json.loads(written)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [(one["level"], "empty is not an ordinary file" in one["message"]["text"]) for one in told] == [
        ("error", True)
    ]
    assert done.err.count("empty is not an ordinary file") == 1


@pytest.mark.parametrize("where", [(), ("-o", "b.sarif")])
def test_nor_does_a_log_that_is_the_output(where: tuple[str, ...], office: Path) -> None:
    done = check("go", "-f", "sarif", *where, "--report", "junit=empty", "--report", "sarif=a.sarif", cwd=office)
    out = done.out if not where else (office / "b.sarif").read_text("utf-8")
    assert (done.code, ended(out), ended((office / "a.sarif").read_text("utf-8"))) == (2, (False, 2), (False, 2))


def test_of_a_run_that_lost_nothing_a_log_says_the_exit_code(office: Path) -> None:
    for name, code in (("go", 0), ("not-ready", 1)):
        done = check(name, "-f", "sarif", "--report", "sarif=a.sarif", cwd=office)
        assert (done.code, ended(done.out)) == (code, (True, code))
        assert (office / "a.sarif").read_text("utf-8") == done.out


# What cannot be judged


UNJUDGED = {
    "a folder without answers": (["empty"], "empty:1:1: there is no answers.yaml in empty"),
    "a file that is not there": (
        ["nowhere/answers.yaml"],
        "nowhere/answers.yaml:1:1: nowhere/answers.yaml does not exist",
    ),
    "a use case that is not there": (
        ["go", "--use-case", "draftin"],
        ": this file has no use case draftin; did you mean drafting?",
    ),
    "no answers near": ([], "answers.yaml:1:1: there is no answers.yaml here or above"),
    "an invalid file": (["broken"], "status cannot be"),
    "a configuration that cannot be used": (["not-ready"], "not-ready/govcheck.yaml:1:1: "),
}
TELLS: dict[str, Callable[[str], bool]] = {
    "text": lambda text: ": cannot be judged: " in text,
    "json": lambda text: json.loads(text)["verdict"] is None and bool(json.loads(text)["problems"]),
    "junit": lambda text: int(ET.fromstring(text).get("errors", 0)) > 0,  # noqa: S314 - our own
    "sarif": lambda text: json.loads(text)["runs"][0]["invocations"][0]["executionSuccessful"] is False,
    "github": lambda text: text.startswith("::error "),
    "gitlab": lambda text: "problem" in [one["check_name"] for one in json.loads(text)],
}


@pytest.mark.parametrize("format", CHECK_FORMATS)
@pytest.mark.parametrize("situation", UNJUDGED)
def test_no_report_of_an_earlier_run_is_left(situation: str, format: str, office: Path) -> None:
    arguments, says = UNJUDGED[situation]
    assert check("go", "--report", f"{format}=report", cwd=office).code == 0
    before = (office / "report").read_text("utf-8")
    (office / "not-ready/govcheck.yaml").write_text("nonsense: 1\n", "utf-8")
    done = check(*arguments, "--report", f"{format}=report", cwd=office)
    after = (office / "report").read_text("utf-8")
    assert done.code == 2
    assert says in done.err
    assert after != before
    assert TELLS[format](after)
    assert not TELLS[format](before)


def test_the_files_that_can_be_judged_still_are(office: Path) -> None:
    done = check("conditional-go", "go", "empty", "--use-case", "engineering", "-f", "json", cwd=office)
    found = json.loads(done.out)
    assert (done.code, found["verdict"], found["enough"]) == (2, None, None)
    assert [one["path"] for one in found["files"]] == ["conditional-go/answers.yaml"]
    assert [(one["path"], one["message"]) for one in found["problems"]] == [
        ("empty", "there is no answers.yaml in empty"),
        ("go/answers.yaml", "this file has no use case engineering"),
    ]


def test_an_unknown_use_case_is_told_at_the_line_of_the_use_cases(office: Path) -> None:
    done = check("go", "--use-case", "nowhere", cwd=office)
    lines = (office / "go/answers.yaml").read_text("utf-8").splitlines()
    assert f"go/answers.yaml:{lines.index('use-cases:') + 1}:1: this file has no use case nowhere" in done.err


def test_no_report_goes_over_the_evidence_of_a_file_that_is_not_judged(office: Path) -> None:
    proof = min((office / "go/evidence").iterdir())
    before = proof.read_bytes()
    done = check("go", "--use-case", "nowhere", "--report", f"junit=go/evidence/{proof.name}", cwd=office)
    assert (done.code, proof.read_bytes()) == (2, before)
    assert "is a file that is judged" in done.err


@pytest.mark.parametrize("mistake", [("-f", "yaml"), ("--as-of", "soon"), ("",), ("--require", "no"), ("--nothing",)])
def test_a_mistake_in_the_options_writes_nothing(mistake: tuple[str, ...], office: Path) -> None:
    check("go", "--report", "junit=report", cwd=office)
    before = (office / "report").read_bytes()
    done = run_govcheck("check", "not-ready", "--report", "junit=report", *mistake, cwd=office)
    assert (done.code, done.out, (office / "report").read_bytes()) == (2, "", before)


# GitHub Actions


@pytest.fixture
def step(office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the two files that a step may add to, as the runner makes them."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        (office / name).write_text("", "utf-8")
        monkeypatch.setenv(name, str(office / name))
    return office


def outputs(step: Path) -> dict[str, str]:
    """As the runner reads them."""
    return dict(line.split("=", 1) for line in (step / "GITHUB_OUTPUT").read_text("utf-8").splitlines())


def test_a_step_gets_its_annotations_summary_and_outputs(step: Path) -> None:
    done = check("conditional-go", "not-ready", "-f", "github", cwd=step)
    assert done.code == 1
    assert done.out.startswith("conditional-go/answers.yaml: conditional-go (")
    assert "\n::error file=not-ready/answers.yaml,line=1,col=1,title=The verdict is not enough::Not enough" in done.out
    assert (step / "GITHUB_STEP_SUMMARY").read_text("utf-8").startswith("## Governance readiness: not-ready\n")
    assert (outputs(step)["verdict"], outputs(step)["enough"], outputs(step)["exit-code"]) == (
        "not-ready",
        "false",
        "1",
    )
    assert [one["enough"] for one in json.loads(outputs(step)["files"])] == [True, False]


def test_what_others_wrote_to_the_step_stays(step: Path) -> None:
    (step / "GITHUB_STEP_SUMMARY").write_text("# Before\n", "utf-8")
    (step / "GITHUB_OUTPUT").write_text("other=1\n", "utf-8")
    assert check("go", "-f", "github", cwd=step).code == 0
    assert (step / "GITHUB_STEP_SUMMARY").read_text("utf-8").startswith("# Before\n## Governance readiness: go\n")
    assert (outputs(step)["other"], outputs(step)["verdict"]) == ("1", "go")


@pytest.mark.parametrize("format", [format for format in CHECK_FORMATS if format != "github"])
def test_no_other_format_writes_to_the_step(format: str, step: Path) -> None:
    assert check("go", "-f", format, "--report", "github=log", cwd=step).code == 0
    assert (step / "GITHUB_STEP_SUMMARY").read_text("utf-8") == (step / "GITHUB_OUTPUT").read_text("utf-8") == ""


def test_without_such_files_nothing_is_missing(office: Path) -> None:
    assert check("go", "-f", "github", cwd=office).code == 0


def test_a_file_that_cannot_be_read_is_annotated_at_its_line(step: Path) -> None:
    done = check("broken", "-f", "github", cwd=step)
    lines = (step / "broken/answers.yaml").read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines, 1) if "mett" in line)
    assert done.code == 2
    assert done.out.startswith(f"::error file=broken/answers.yaml,line={first},col=")
    assert outputs(step)["verdict"] == outputs(step)["enough"] == "unknown"


@pytest.mark.parametrize("name", ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"])
def test_a_summary_that_is_not_delivered_is_no_success(name: str, step: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, str(step / "empty"))
    done = check("go", "-f", "github", cwd=step)
    assert (done.code, str(step / "empty") in done.err) == (2, True)


def test_a_step_and_its_log_hear_of_a_result_that_was_lost(step: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = check("go", "-f", "github", "--report", "junit=empty", "--report", "sarif=a.sarif", cwd=step)
    assert (done.code, outputs(step)["exit-code"], outputs(step)["verdict"]) == (2, "2", "go")
    monkeypatch.setenv("GITHUB_OUTPUT", str(step / "empty"))
    done = check("go", "-f", "github", "--report", "sarif=b.sarif", cwd=step)
    assert (done.code, ended((step / "b.sarif").read_text("utf-8"))) == (2, (False, 2))


def test_the_summaries_of_a_step_stay_below_their_limit(step: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = step / "GITHUB_STEP_SUMMARY"
    path.write_text("x" * (LIMIT - 1500) + "\n", "utf-8")
    assert check("not-ready", "-f", "github", cwd=step).code == 1
    assert LIMIT - 800 < path.stat().st_size <= LIMIT
    assert "more lines had no room here" in path.read_text("utf-8")
    monkeypatch.setattr(actions, "LIMIT", 10)
    assert check("go", "-f", "github", cwd=step).code == 2
