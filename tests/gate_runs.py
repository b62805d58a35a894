"""Runs of the gate without a disk, and the shape of what each format makes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from govcheck.jobs.check import plain as shown_path
from govcheck.jobs.summary import summary
from govcheck.rules.case import Case
from govcheck.rules.clash import looked_at
from govcheck.rules.formats import CHECK_FORMATS
from govcheck.rules.formats.outputs import as_outputs
from govcheck.rules.judge import Checked, Clashing, Dated, Demand, GateRun, judge
from govcheck.rules.near import NEAR_DAYS, said_by, to_tell
from govcheck.words.errors import Problem
from sample import CHECKLIST, TODAY, case
from test_markdown import kinds

WRITERS: Mapping[str, Callable[[GateRun], str]] = {**CHECK_FORMATS, "summary": summary, "outputs": as_outputs}
ANNOTATION = re.compile(r"::(error|warning|notice) (?:file=([^,:]+),line=(\d+),col=(\d+),)?title=([^,:]+)::([^\r\n]+)")


def checked(one: Case | None = None, path: str = "a/answers.yaml", days: int = NEAR_DAYS) -> Checked:
    """The sample judged, each finding and each date on a line of its own."""
    judgement = judge(one or case())
    findings = judgement.assessment.findings
    places = {finding: (10 + number, 3) for number, finding in enumerate(findings)}
    told = {finding: looked_at(judgement.case, finding) for finding in findings}
    clashing = {
        finding: tuple(Clashing(said, 70 + number, 3) for number, said in enumerate(saids))
        for finding, saids in told.items()
        if saids
    }
    controls = {id: (100 + number, 3) for number, id in enumerate(judgement.assessment.states)}
    told_ahead = to_tell(judgement.case, judgement.assessment, days)
    dates = tuple(
        Dated(one, 200 + number, 5, said_by(judgement.case, judgement.assessment, one) is not None)
        for number, one in enumerate(told_ahead)
    )
    return Checked(shown_path(path), judgement, places, clashing, controls, dates)


def run_of(*files: Checked, problems: tuple[Problem, ...] = (), demand: Demand | None = None) -> GateRun:
    return GateRun(files or (checked(),), problems, demand or Demand(), TODAY, ("a/answers.yaml: a note",))


def many(count: int) -> Case:
    """The sample with so many more blockers that nobody answered."""
    section = CHECKLIST.sections["access"]
    more = {f"c-more-{n}": replace(section.controls["c-sign-in"], id=f"c-more-{n}") for n in range(count)}
    sections = {**CHECKLIST.sections, "access": replace(section, controls={**section.controls, **more})}
    return case(checklist=replace(CHECKLIST, sections=sections))


def skeleton(value: Any) -> Any:
    """A document with every text taken out of it."""
    if isinstance(value, dict):
        return {key: skeleton(one) for key, one in value.items()}
    if isinstance(value, list):
        return [skeleton(one) for one in value]
    return "text" if isinstance(value, str) else value


def elements(text: str) -> list[Any]:
    return [(one.tag, sorted(one.keys()), one.get("line")) for one in ET.fromstring(text).iter()]  # noqa: S314


def lines(text: str) -> list[str]:
    """What stands before the text of others in each line of the log: its indentation, or its command with the place."""
    found = [ANNOTATION.fullmatch(line) for line in text.split("\n")]
    return [
        f"{one[1]} {one[3]} {one[4]}" if one else re.match(r" *", line)[0]  # type: ignore[index]  # it always matches
        for one, line in zip(found, text.split("\n"), strict=True)
    ]


SHAPES: Mapping[str, Callable[[str], Any]] = {
    "text": lines,
    "github": lines,
    "junit": elements,
    "json": lambda text: skeleton(json.loads(text)),
    "sarif": lambda text: skeleton(json.loads(text)),
    "gitlab": lambda text: skeleton(json.loads(text)),
    "summary": kinds,
    "outputs": lambda text: [line.partition("=")[0] for line in text.split("\n")],
}
