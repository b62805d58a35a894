"""The gate's result as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from govcheck import __version__
from govcheck.rules.formats.issues import PROBLEM, Issue, issues
from govcheck.rules.formats.plain import json_text, plain, relative
from govcheck.rules.judge import Clashing, GateRun, enough, exit_code
from govcheck.words.vocabulary import Subject

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
Doc = dict[str, Any]


def as_sarif(run: GateRun) -> str:
    """One log with one run; the same run gives the same bytes."""
    found = issues(run)
    results = [one for one in found if one.about != PROBLEM]
    rules = {one.rule: one for one in reversed(results)}
    ids = sorted(rules)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "govcheck", "version": __version__, "rules": [rule(rules[id]) for id in ids]}
                },
                "automationDetails": {"id": "govcheck/"},
                "columnKind": "unicodeCodePoints",
                "invocations": [invocation(run, found)],
                "properties": {"verdict": run.verdict, "asOf": run.as_of.isoformat(), "enough": enough(run)},
                "results": [result(one, ids.index(one.rule)) for one in results],
            }
        ],
    }
    return json_text(log)


def invocation(run: GateRun, found: Iterable[Issue]) -> Doc:
    """What could not be judged stands here and not among the results."""
    problems = [one for one in found if one.about == PROBLEM]
    told = [*(("note", note) for note in run.notes), *(("error", reason) for reason in run.undelivered)]
    return {
        "executionSuccessful": not (run.problems or run.undelivered),
        "exitCode": exit_code(run),
        "toolConfigurationNotifications": [
            {"level": one.level, "message": {"text": one.text}, "locations": [location(one.path, one.line, one.column)]}
            for one in problems
        ],
        "toolExecutionNotifications": [{"level": level, "message": {"text": plain(text)}} for level, text in told],
    }


def rule(one: Issue) -> Doc:
    text = " ".join(help_parts(one)) or one.title
    return {
        "id": one.rule,
        "shortDescription": {"text": one.title},
        "fullDescription": {"text": one.title},
        "help": {"text": text},
    }


def help_parts(one: Issue) -> Iterator[str]:
    """Why a control is asked and how it is verified; of anything else its title is all there is."""
    if one.checked is None or one.about not in (Subject.CONTROL, Subject.ANSWER):
        return
    control = one.checked.judgement.case.checklist.controls.get(one.subject)
    if control:
        labelled = {"": control.why, "How to verify: ": control.verify, "Evidence: ": control.evidence}
        yield from (plain(label + text) for label, text in labelled.items() if text)


def result(one: Issue, index: int) -> Doc:
    related = [related_location(one.path, number, clash) for number, clash in enumerate(one.clashing, 1)]
    return {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": one.level,
        "message": {"text": one.text},
        "locations": [location(one.path, one.line, one.column)],
        "partialFingerprints": {"govcheck/v1": one.fingerprint()},
        **({"relatedLocations": related} if related else {}),
    }


def location(path: str, line: int, column: int) -> Doc:
    region = {"startLine": line, "startColumn": column}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}


def related_location(path: str, number: int, clash: Clashing) -> Doc:
    text = plain(f"{clash.said.subject}: {clash.said.says}")
    return {"id": number, "message": {"text": text}, **location(path, clash.line, clash.column)}


def uri(path: str) -> str:
    """Relative to the folder that the gate ran in, unless the path is absolute."""
    shown = quote(relative(path).encode("utf-8", "replace"))
    return f"file://{shown}" if shown.startswith("/") else shown
