"""What each machine format says of a run, read with the parser of that format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from gate_runs import ANNOTATION, checked, many, run_of
from govcheck import __version__
from govcheck.jobs.summary import LIMIT, summary
from govcheck.rules.formats.as_github import as_github
from govcheck.rules.formats.as_gitlab import as_gitlab
from govcheck.rules.formats.as_json import as_json
from govcheck.rules.formats.as_junit import as_junit
from govcheck.rules.formats.as_sarif import as_sarif
from govcheck.rules.formats.as_text import as_text
from govcheck.rules.formats.outputs import as_outputs
from govcheck.rules.judge import Demand, GateRun
from govcheck.rules.near import DateKind
from govcheck.rules.proofs import ProofState
from govcheck.tools.schema import schema_text
from govcheck.words.errors import Problem, Refused
from govcheck.words.vocabulary import Phase, Result, Stage, Verdict
from program import assert_schema
from sample import CHECKLIST, case, with_answer

GO = Demand(Verdict.GO)
BROKEN = Problem("b/answers.yaml", 4, 7, "status cannot be mett", "did you mean met?")
FAR = run_of(checked(days=400), checked(path="./c/answers.yaml", days=400))
"""With more dates than there is room for."""
TWO_FILES = run_of(checked(), checked(path="./c/answers.yaml"), problems=(BROKEN, replace(BROKEN, line=9)))


# JSON

CHECK = json.loads(schema_text("check"))


@pytest.mark.parametrize("run", [run_of(), TWO_FILES, run_of(demand=Demand(None)), run_of(checked(many(3))), FAR])
def test_json_is_as_its_schema_says(run: GateRun) -> None:
    # Its digest is not one in the sample.
    whole = replace(CHECKLIST, editions=(replace(CHECKLIST.edition, digest="ab" * 32),))
    files = tuple(
        replace(checked(replace(one.judgement.case, checklist=whole), one.path), dates=one.dates) for one in run.checked
    )
    assert_schema("check", as_json(replace(run, checked=files)))


def test_the_schema_of_json_leaves_nothing_open_and_nothing_out() -> None:
    def objects(part: Any) -> Iterator[dict[str, Any]]:
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from objects(inner)
        if isinstance(part, dict) and part.get("type") == "object":
            yield part

    for one in objects(CHECK):
        assert one["additionalProperties"] is False or "propertyNames" in one
        assert set(one.get("required", ())) in (set(one.get("properties", ())), set())
    whole, file = json.loads(as_json(run_of())), CHECK["$defs"]["file"]
    for extended in ({**whole, "more": 1}, {**whole, "files": [{**whole["files"][0], "more": 1}]}):
        with pytest.raises(AssertionError, match="'more' was unexpected"):
            assert_schema("check", json.dumps(extended))
    for words, listed in {
        Verdict: CHECK["properties"]["verdict"]["enum"][:-1],
        Stage: file["properties"]["stage"]["enum"][:-1],
        Result: file["properties"]["use-cases"]["additionalProperties"]["enum"],
        Phase: list(file["properties"]["later"]["properties"]),
        ProofState: file["properties"]["evidence"]["required"],
        DateKind: [*CHECK["$defs"]["date"]["properties"]["kind"]["enum"], DateKind.VERDICT],
    }.items():
        assert listed == list(words)


# JUnit


def suites(run: GateRun) -> list[ET.Element]:
    root = ET.fromstring(as_junit(run))  # noqa: S314 - our own text
    assert root.tag == "testsuites"
    assert {one.tag for one in root} == {"testsuite"}
    return list(root)


def outcome(test: ET.Element) -> str:
    return next((one.tag for one in test if one.tag != "system-out"), "passed")


def outcomes(run: GateRun) -> dict[str, str]:
    return {test.get("name", "").split(":")[0]: outcome(test) for one in suites(run) for test in one.iter("testcase")}


def test_each_control_that_is_reached_is_a_case_and_so_is_all_else_that_was_found() -> None:
    assert outcomes(run_of()) == {
        "verdict": "passed",
        "c-sign-in": "passed",
        "c-roles": "passed",
        "c-region": "failure",
        "c-spend": "passed",
        "c-log": "passed",
        "c-alarm": "skipped",
        "c-fax": "skipped",
        "c-drill": "skipped",
        "c-poster": "skipped",
        "r-hold": "failure",
        "r-warn": "passed",
    }


def test_a_case_has_its_checklist_section_question_and_line() -> None:
    (suite,) = suites(run_of())
    (case_,) = [one for one in suite.iter("testcase") if (one.get("name") or "").startswith("c-region")]
    assert case_.attrib == {
        "classname": "govcheck.robots.access",
        "name": "c-region: Does secret data stay in the region?",
        "file": "a/answers.yaml",
        "line": "102",
        "time": "0",
    }
    (failure,) = case_
    assert failure.attrib["type"] == "holds"
    assert failure.attrib["message"].startswith("a blocker has to hold now; to be closed by 2027-01-20")
    assert re.fullmatch(r"a/answers\.yaml:\d+: holds: .* \[letters\]", failure.text or "")


def test_what_is_skipped_says_why() -> None:
    said = {
        (test.get("name") or "").split(":")[0]: one.get("message")
        for suite in suites(run_of())
        for test in suite.iter("testcase")
        for one in test.iter("skipped")
    }
    assert said == {
        "c-alarm": "recommended, so it decides nothing: it is decided that the gap stays",
        "c-fax": "not applicable: The fax was sold.",
        "c-drill": "due later, to operate",
        "c-poster": "recommended, so it decides nothing: not answered yet",
    }


def test_a_condition_is_a_pass_that_says_what_it_is_bound_to() -> None:
    (suite,) = suites(run_of())
    (case_,) = [one for one in suite.iter("testcase") if (one.get("name") or "").startswith("c-log")]
    assert [one.tag for one in case_] == ["system-out"]
    assert "limits: to be closed by 2026-12-20; until then: Desks keep a paper log." in (case_[0].text or "")


@pytest.mark.parametrize(
    ("demand", "failed"), [(Demand(None), False), (Demand(Verdict.NO_GO), False), (Demand(Verdict.GO), True)]
)
def test_the_verdict_fails_exactly_when_the_file_is_not_enough(demand: Demand, failed: bool) -> None:
    assert (outcomes(run_of(demand=demand))["verdict"] == "failure") is failed


def test_the_dialect_is_that_which_every_reader_knows() -> None:
    for run in (run_of(), TWO_FILES, run_of(demand=Demand(None)), GateRun((), (BROKEN,), Demand(), TWO_FILES.as_of)):
        text = as_junit(run)
        assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="govcheck" ')
        found = suites(run)
        for suite in found:
            tests = suite.findall("testcase")
            assert [one.tag for one in suite] == ["properties"] * (len(suite) - len(tests)) + ["testcase"] * len(tests)
            counted = {"tests": len(tests)} | {
                key: sum(outcome(one) == word for one in tests)
                for key, word in {"failures": "failure", "errors": "error", "skipped": "skipped"}.items()
            }
            assert {key: int(suite.attrib[key]) for key in counted} == counted
            assert suite.keys() == ["name", *counted, "time", "timestamp", "file"]
            assert suite.get("timestamp") == "2026-11-22T00:00:00"
            for one in tests:
                assert one.keys() == ["classname", "name", "file", "line", "time"]
                assert int(one.attrib["line"]) > 0
                assert len(one) <= 1
                assert {part.tag for part in one} <= {"failure", "error", "skipped", "system-out"}
        root = ET.fromstring(text)  # noqa: S314
        for key in ("tests", "failures", "errors", "skipped"):
            assert int(root.attrib[key]) == sum(int(suite.attrib[key]) for suite in found)


def test_no_two_cases_of_a_run_have_one_name() -> None:
    names = [(one.get("classname"), one.get("name")) for suite in suites(TWO_FILES) for one in suite.iter("testcase")]
    assert len(names) == len(set(names))
    assert ("govcheck.robots.verdict", "verdict (./c/answers.yaml)") in names


def test_a_file_that_cannot_be_judged_is_an_error_for_each_problem() -> None:
    suite = suites(TWO_FILES)[-1]
    assert (suite.get("name"), suite.get("errors"), suite.get("tests")) == ("b/answers.yaml", "2", "2")
    assert [(one.get("name"), one.get("line")) for one in suite] == [
        ("4:7: status cannot be mett (b/answers.yaml)", "4"),
        ("9:7: status cannot be mett (b/answers.yaml)", "9"),
    ]
    assert suite[0][0].text == "b/answers.yaml:4:7: status cannot be mett; did you mean met?"


# SARIF. The shape is written out here, after the OASIS text: no schema of somebody else's lies in this repository.

TEXT = {"text": str}
REGION = {"startLine": int, "startColumn": int}
LOCATION = {"physicalLocation": {"artifactLocation": {"uri": str}, "region": REGION}}
RULE = {"id": str, "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT}
RESULT = {
    "ruleId": str,
    "ruleIndex": int,
    "level": str,
    "message": TEXT,
    "locations": [LOCATION],
    "partialFingerprints": {"govcheck/v1": str},
    "relatedLocations?": [{"id": int, "message": TEXT, **LOCATION}],
}
SARIF = {
    "$schema": str,
    "version": str,
    "runs": [
        {
            "tool": {"driver": {"name": str, "version": str, "rules": [RULE]}},
            "automationDetails": {"id": str},
            "columnKind": str,
            "invocations": [
                {
                    "executionSuccessful": bool,
                    "exitCode": int,
                    "toolConfigurationNotifications": [{"level": str, "message": TEXT, "locations": [LOCATION]}],
                    "toolExecutionNotifications": [{"level": str, "message": TEXT}],
                }
            ],
            "properties": {"verdict": (str, type(None)), "asOf": str, "enough": (bool, type(None))},
            "results": [RESULT],
        }
    ],
}


def has_shape(value: Any, shape: Any, where: str = "") -> None:
    """Every property that the shape has, and no other, of its type."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        allowed = {key.removesuffix("?"): inner for key, inner in shape.items()}
        assert value.keys() <= allowed.keys(), where
        assert {key for key in shape if not key.endswith("?")} <= value.keys(), where
        for key, inner in value.items():
            has_shape(inner, allowed[key], f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for inner in value:
            has_shape(inner, shape[0], f"{where}[]")
    else:
        assert isinstance(value, shape), where
        assert not (shape is int and isinstance(value, bool)), where


def sarif(run: GateRun) -> Any:
    log = json.loads(as_sarif(run))
    has_shape(log, SARIF)
    return log["runs"][0]


@pytest.mark.parametrize("run", [run_of(), TWO_FILES, run_of(demand=Demand(None))])
def test_a_log_has_the_shape_of_sarif(run: GateRun) -> None:
    found = sarif(run)
    assert json.loads(as_sarif(run))["version"] == "2.1.0"
    assert found["tool"]["driver"]["version"] == __version__
    assert found["columnKind"] in ("unicodeCodePoints", "utf16CodeUnits")
    rules = found["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in found["results"]:
        assert result["level"] in ("error", "warning", "note")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert min(result["locations"][0]["physicalLocation"]["region"].values()) >= 1
        assert re.fullmatch(r"[\w./%~-]+", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    places = [(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], *one["partialFingerprints"].values())
              for one in found["results"]]  # fmt: skip
    assert len(set(places)) == len(places)


def test_the_level_is_that_of_the_effect() -> None:
    levels = {one["ruleId"]: one["level"] for one in sarif(run_of(demand=GO))["results"]}
    expected = {"verdict": "error", "control/c-region": "error", "rule/r-hold": "error", "control/c-log": "warning"}
    assert expected.items() <= levels.items()


def test_a_rule_says_why_it_is_asked_and_how_to_verify_it() -> None:
    (rule,) = [one for one in sarif(run_of())["tool"]["driver"]["rules"] if one["id"] == "control/c-region"]
    assert rule["shortDescription"]["text"] == "Does secret data stay in the region?"
    assert rule["help"]["text"] == "c-region: why. How to verify: c-region: how. Evidence: c-region: what."


def test_a_fingerprint_outlasts_another_line_another_wording_and_another_version() -> None:
    def prints(run: GateRun) -> set[str]:
        return {one["partialFingerprints"]["govcheck/v1"] for one in sarif(run)["results"]}

    one = checked()
    moved = replace(one, places={finding: (line + 40, 9) for finding, (line, _) in one.places.items()})
    assert prints(run_of(moved)) == prints(run_of())
    reworded = checked(case(engagement=with_answer("c-region", note="Still nobody.")))
    assert prints(run_of(reworded)) == prints(run_of())
    newer = replace(CHECKLIST, editions=(replace(CHECKLIST.edition, version="2.2.0"),))
    assert prints(run_of(checked(case(checklist=newer)))) == prints(run_of())
    other = replace(CHECKLIST, editions=(replace(CHECKLIST.edition, id="other"),))
    assert not prints(run_of(checked(case(checklist=other)), demand=GO)) & prints(run_of(demand=GO))


def test_clashing_answers_are_related_locations() -> None:
    (result,) = [one for one in sarif(run_of())["results"] if one["ruleId"] == "rule/r-warn"]
    told = [one["message"]["text"] for one in result["relatedLocations"]]
    assert told == ["c-alarm: not-met", "plan: full"]


def test_an_invocation_says_how_it_ended() -> None:
    def ended(run: GateRun) -> tuple[bool, int]:
        invocation = sarif(run)["invocations"][0]
        return invocation["executionSuccessful"], invocation["exitCode"]

    assert ended(run_of(demand=Demand(None))) == (True, 0)
    assert ended(run_of(demand=Demand(Verdict.GO))) == (True, 1)
    assert ended(TWO_FILES) == (False, 2)
    told = sarif(TWO_FILES)["invocations"][0]
    assert [one["locations"][0]["physicalLocation"]["region"]["startLine"]
            for one in told["toolConfigurationNotifications"]] == [4, 9]  # fmt: skip
    assert told["toolExecutionNotifications"] == [{"level": "note", "message": {"text": "a/answers.yaml: a note"}}]


# GitLab


def test_gitlab_gets_an_array_with_fingerprints_of_their_own() -> None:
    found = json.loads(as_gitlab(TWO_FILES))
    for one in found:
        assert one.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert re.fullmatch(r"[0-9a-f]{64}", one["fingerprint"])
        assert one["location"].keys() == {"path", "lines"}
        assert one["location"]["path"] in ("a/answers.yaml", "b/answers.yaml", "c/answers.yaml")
        assert one["location"]["lines"]["begin"] >= 1
    assert len({one["fingerprint"] for one in found}) == len(found) == 18
    assert json.loads(as_gitlab(GateRun((), (), Demand(), TWO_FILES.as_of))) == []


def test_the_severity_is_that_of_the_effect() -> None:
    severities = {one["check_name"]: one["severity"] for one in json.loads(as_gitlab(replace(TWO_FILES, demand=GO)))}
    expected = {"problem": "blocker", "verdict": "blocker", "control/c-region": "critical", "control/c-log": "minor"}
    assert expected.items() <= severities.items()


# GitHub


def commands(run: GateRun) -> list[str]:
    return [line for line in as_github(run).splitlines() if line.startswith("::")]


def test_annotations_follow_the_text_at_their_lines() -> None:
    text = as_github(run_of())
    assert text.startswith("a/answers.yaml: ")
    found = [ANNOTATION.fullmatch(line) for line in text[text.index("::") :].splitlines()]
    assert all(found)
    line = next(str(line) for one, (line, _) in checked().places.items() if one.subject == "c-region")
    assert [(one[1], one[2], one[3]) for one in found if one and "c-region" in one[6]] == [
        ("error", "a/answers.yaml", line)
    ]


@pytest.mark.parametrize(("more", "told"), [(4, ""), (0, ""), (9, "more"), (40, "more")])
def test_at_most_ten_of_a_level_and_the_last_says_how_many_more(more: int, told: str) -> None:
    run = run_of(checked(many(more)))
    sent = [one for one in commands(run) if one.startswith("::error")]
    entries = json.loads(as_gitlab(run))
    errors = [one for one in entries if one["severity"] in ("blocker", "critical", "major")]
    assert len(sent) == min(10, len(errors))
    left = len(errors) - 9
    last = f"::error title=govcheck::{left} more errors; all of them stand in the summary"
    assert (sent[-1] == last) is (len(errors) > 10)
    assert bool(told) <= (len(errors) > 10)


def test_the_worst_comes_first() -> None:
    first, second, *_ = commands(TWO_FILES)
    assert (first.split(",")[0], second.split(",")[0]) == ("::error file=b/answers.yaml", "::error file=b/answers.yaml")


def test_what_would_end_a_property_or_a_line_is_escaped() -> None:
    one = replace(BROKEN, path="a,b:c%.yaml", message="100% sure: a, b\n::error::x")
    (sent,) = commands(GateRun((), (one,), Demand(), TWO_FILES.as_of))
    assert sent == (
        "::error file=a%2Cb%3Ac%25.yaml,line=4,col=7,title=The file cannot be judged"
        "::100%25 sure: a, b ::error::x; did you mean met?"
    )


def test_the_summary_gives_the_verdict_first_then_tables() -> None:
    text = summary(run_of())
    assert text.startswith(
        "## Governance readiness: conditional-go\n\nAs of 2026-11-22, required: conditional-go. This is enough"
    )
    assert text.count("| --- |\n") == 3
    assert summary(TWO_FILES).startswith("## Governance readiness: cannot tell\n")
    assert "| b/answers.yaml:4 | problem |" in summary(TWO_FILES)


@pytest.mark.parametrize("room", [400, 1000, 5000])
def test_a_summary_has_room(room: int) -> None:
    text = summary(run_of(checked(many(40))), room)
    assert room - 700 < len(text.encode()) <= room
    assert text.startswith("## Governance readiness: ")
    assert re.search(r"\n\n\d+ more lines had no room here\. The log has all of them\.\n$", text)
    whole = summary(run_of(checked(many(40))))
    left = int(text.rsplit("\n", 2)[1].split()[0])
    assert len(whole.splitlines()) == len(text.splitlines()) - 2 + left


def test_a_summary_without_any_room_is_refused() -> None:
    with pytest.raises(Refused, match="has no room left"):
        summary(run_of(), 60)
    assert LIMIT == 1_048_576


def test_outputs_are_lines_of_name_and_value() -> None:
    found = dict(line.split("=", 1) for line in as_outputs(TWO_FILES).splitlines())
    assert found == {
        "verdict": "unknown",
        "enough": "unknown",
        "required": "conditional-go",
        "exit-code": "2",
        "as-of": "2026-11-22",
        "valid-until": "",
        "problems": "2",
        "files": '[{"path":"a/answers.yaml","verdict":"conditional-go","enough":true},'
        '{"path":"./c/answers.yaml","verdict":"conditional-go","enough":true}]',
    }


def test_a_run_that_lets_something_go_ahead_is_valid_until_its_first_end() -> None:
    lasting = replace(TWO_FILES, problems=())
    assert "valid-until=2026-12-20\n" in as_outputs(lasting)


# Dates that are near or past: every format tells them, and they decide nothing in any


def later(day: date, days: int = 14) -> GateRun:
    """The sample on another day."""
    return replace(run_of(checked(case(today=day), days=days)), as_of=day, within=days)


def without_dates(run: GateRun) -> GateRun:
    return replace(run, checked=tuple(replace(one, dates=()) for one in run.checked))


def test_json_tells_what_ends_or_is_due_with_day_person_and_line() -> None:
    (one,) = json.loads(as_json(run_of()))["files"][0]["dates"]
    assert one == {
        "day": "2026-11-30",
        "overdue": False,
        "kind": "reply-due",
        "subject": "q-region",
        "who": "Vera Nyman",
        "days": 8,
        "text": "q-region: reply due 2026-11-30, in 8 days (Vera Nyman)",
        "line": 200,
        "column": 5,
    }


def test_the_text_tells_dates_between_the_reasons_and_the_way() -> None:
    text = as_text(run_of())
    told = "  Dates within 14 days:\n    a/answers.yaml:200: q-region: reply due 2026-11-30, in 8 days (Vera Nyman)\n"
    assert text.index("  Conditions:\n") < text.index(told) < text.index("  Smallest change")
    assert text.replace(told, "") == as_text(without_dates(run_of()))


def test_what_comes_to_an_end_stands_behind_what_is_overdue_and_the_next_first() -> None:
    run = later(date(2027, 1, 15), 31)
    lines = as_text(run).splitlines()
    start = lines.index("  Dates within 31 days, and 1 overdue:")
    assert lines[start + 1 : start + 5] == [
        "    a/answers.yaml:200: q-region: reply due 2026-11-30, overdue (Vera Nyman)",
        "    a/answers.yaml:201: c-region: remedy due 2027-01-20, in 5 days (Ivar Ness)",
        "    a/answers.yaml:202: log-plan: last day of the plan confirmation 2027-02-01, in 17 days (Vera Nyman)",
        "    a/answers.yaml:203: next review 2027-02-15, in 31 days (Bo Lund)",
    ]
    assert lines[start + 5].startswith("  Smallest change")


@pytest.mark.parametrize("demand", [Demand(), GO])
def test_junit_tells_dates_with_the_verdict_and_no_other_case_changes(demand: Demand) -> None:
    run = replace(FAR, demand=demand)
    said = [test.findtext(outcome(test)) or test.findtext("system-out") or "" for test in suites(run)[0][1:2]]
    assert "\na/answers.yaml:200: q-region: reply due 2026-11-30, in 8 days (Vera Nyman)\n" in said[0]
    assert outcomes(run) == outcomes(without_dates(run))
    assert [one.attrib for one in suites(run)] == [one.attrib for one in suites(without_dates(run))]


def test_sarif_has_a_rule_for_each_kind_of_date_and_its_results_are_notes() -> None:
    found = sarif(FAR)
    dates = [one for one in found["results"] if one["ruleId"].startswith("date/")]
    others = [{**one, "ruleIndex": 0} for one in found["results"] if one not in dates]
    assert others == [{**one, "ruleIndex": 0} for one in sarif(without_dates(FAR))["results"]]
    assert {one["level"] for one in dates} == {"note"}
    assert {one["ruleId"] for one in dates} == {
        "date/acceptance", "date/evidence", "date/next-review", "date/not-applicable", "date/plan", "date/remedy",
        "date/reply", "date/reply-due",
    }  # fmt: skip
    titles = {rule["id"]: rule["shortDescription"]["text"] for rule in found["tool"]["driver"]["rules"]}
    assert titles["date/plan"] == "Last day of the plan confirmation"
    assert dates[0]["message"]["text"] == "q-region: reply due 2026-11-30, in 8 days (Vera Nyman)"
    assert found["invocations"] == sarif(without_dates(FAR))["invocations"]


def test_a_date_is_the_same_tomorrow_and_on_another_line() -> None:
    def prints(run: GateRun) -> set[str]:
        results = sarif(run)["results"]
        return {one["partialFingerprints"]["govcheck/v1"] for one in results if one["ruleId"].startswith("date/")}

    one = checked()
    moved = replace(one, dates=tuple(replace(dated, line=dated.line + 40) for dated in one.dates))
    tomorrow = later(date(2026, 11, 23))
    assert len(prints(run_of())) == 1
    assert prints(run_of(moved)) == prints(tomorrow) == prints(run_of())


def test_to_gitlab_a_date_is_no_more_than_information() -> None:
    dates = [one for one in json.loads(as_gitlab(FAR)) if one["check_name"].startswith("date/")]
    assert {one["severity"] for one in dates} == {"info"}
    assert len(dates) == sum(len(one.dates) for one in FAR.checked)


def test_github_shows_dates_as_notices_that_take_no_place_from_what_was_found() -> None:
    run = replace(FAR, checked=(*FAR.checked, checked(many(12), path="d/answers.yaml")))
    sent = commands(run)
    notices = [one for one in sent if one.startswith("::notice")]
    assert sent == [*commands(without_dates(run)), *notices]
    assert [one.split(" ")[0] for one in sent].count("::error") == 10
    dates = sum(len(one.dates) for one in run.checked)
    assert (len(notices), dates > 10) == (10, True)
    assert notices[0] == (
        "::notice file=a/answers.yaml,line=200,col=5,title=Reply due"
        "::q-region: reply due 2026-11-30, in 8 days (Vera Nyman)"
    )
    assert notices[-1] == f"::notice title=govcheck::{dates - 9} more dates; all of them stand in the summary"
    assert ["c/answers.yaml" in one for one in notices[:3]] == [False, True, False]  # the next first, of all files


def test_the_summary_has_a_table_of_dates() -> None:
    text = summary(run_of())
    assert (
        "### a/answers.yaml: dates within 14 days\n\n"
        "| Line | Day | When | What | About | Up to |\n| --- | --- | --- | --- | --- | --- |\n"
        "| 200 | 2026-11-30 | in 8 days | reply due | q-region | Vera Nyman |\n"
    ) in text.replace("\\", "")
    assert "dates within" not in summary(without_dates(run_of()))


def test_what_a_note_says_already_is_told_once() -> None:
    run = later(date(2027, 2, 2))
    assert "log-plan: last day of the plan confirmation 2027-02-01, overdue (Vera Nyman)" in as_text(run)
    assert "plan/log-plan" in {one["ruleId"] for one in sarif(run)["results"]}
    assert "date/plan" not in {one["ruleId"] for one in sarif(run)["results"]}
    assert not [one for one in commands(run) if "log-plan" in one]
    assert summary(run).replace("\\", "").count("| log-plan: ") == 1
    assert "last day of the plan confirmation" not in summary(run)
