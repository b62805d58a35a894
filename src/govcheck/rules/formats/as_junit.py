"""The gate's result as JUnit XML, in the dialect that Jenkins, GitLab and Azure read alike.

A suite for each file. What decides is a failure; whether the file is enough says the case `verdict` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from govcheck.rules.date_words import date_text
from govcheck.rules.formats.as_text import first_line
from govcheck.rules.formats.issues import title_of
from govcheck.rules.formats.plain import plain
from govcheck.rules.judge import Checked, GateRun, shortfalls
from govcheck.rules.later import due_at
from govcheck.words.assessment import Finding
from govcheck.words.errors import Problem
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Gate, Standing, Subject

FAILURE, SKIPPED, ERROR, PASSED = "failure", "skipped", "error", "system-out"
COUNTED = {FAILURE: "failures", ERROR: "errors", SKIPPED: "skipped"}
DECIDING = (Effect.STOPS, Effect.HOLDS, Effect.UNDECIDED)


@dataclass(frozen=True)
class Test:
    """One case."""

    classname: str
    name: str
    line: int
    outcome: str = PASSED
    """The element that says what came of it."""
    type: str = ""
    message: str = ""
    body: str = ""


def as_junit(run: GateRun) -> str:
    """One document; the same run gives the same bytes."""
    broken = {path: tuple(found) for path, found in groupby(sorted(run.problems), key=lambda problem: problem.path)}
    several = len(run.checked) + len(broken) > 1
    root = ET.Element("testsuites", name="govcheck")
    for checked in run.checked:
        suite(root, checked.path, run, file_tests(checked, run), facts(checked), several=several)
    for path, problems in broken.items():
        suite(root, path, run, (problem_test(problem) for problem in problems), {}, several=several)
    for key in ("tests", *COUNTED.values()):
        root.set(key, str(sum(int(one.get(key, "0")) for one in root)))
    root.set("time", "0")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def facts(checked: Checked) -> dict[str, str]:
    """What the suite as a whole should be known by."""
    assessment = checked.judgement.assessment
    judged_by = {
        f"checklist.{one.id}": f"{one.version} sha256:{one.digest}" for one in checked.judgement.case.checklist.editions
    }
    until = {"valid-until": str(assessment.valid_until)} if assessment.valid_until else {}
    return {"verdict": assessment.verdict, "stage": assessment.stage or "", **until, **judged_by}


def suite(
    root: ET.Element, path: str, run: GateRun, tests: Iterable[Test], properties: dict[str, str], *, several: bool
) -> None:
    """Add a suite. Of several files each case names its own, since some readers show neither suite nor file."""
    shown = plain(path)
    element = ET.SubElement(root, "testsuite", name=shown)
    if properties:
        group = ET.SubElement(element, "properties")
        for name, value in properties.items():
            ET.SubElement(group, "property", name=plain(name), value=plain(value))
    for test in tests:
        add(element, test, shown, f" ({shown})" if several else "")
    counts = {"tests": "testcase", **{COUNTED[word]: f"testcase/{word}" for word in COUNTED}}
    for key, found in counts.items():
        element.set(key, str(len(element.findall(found))))
    element.set("time", "0")
    element.set("timestamp", f"{run.as_of}T00:00:00")
    element.set("file", shown)


def add(element: ET.Element, test: Test, path: str, suffix: str) -> None:
    name = plain(test.name) + suffix
    case = ET.SubElement(element, "testcase", classname=plain(test.classname), name=name, file=path)
    case.set("line", str(test.line))
    case.set("time", "0")
    if test.outcome == PASSED:
        if test.body:
            ET.SubElement(case, PASSED).text = test.body
        return
    told = ET.SubElement(case, test.outcome, message=plain(test.message))
    if test.outcome != SKIPPED:
        told.set("type", test.type)
        told.text = test.body


def file_tests(checked: Checked, run: GateRun) -> Iterator[Test]:
    """The verdict, every control that is reached, then all else that was found."""
    yield verdict_test(checked, run)
    findings = checked.judgement.assessment.findings
    of_controls = {
        id: [one for one in findings if (one.about, one.subject) == (Subject.CONTROL, id)] for id in checked.controls
    }
    for control, found in of_controls.items():
        yield control_test(checked, control, found)
    others: dict[tuple[Subject, str], list[Finding]] = {}
    for one in findings:
        if one.about is not Subject.CONTROL:
            others.setdefault((one.about, one.subject), []).append(one)
    for (about, subject), found in others.items():
        title = title_of(checked, found[0])
        yield judged(checked, found, f"{first_id(checked)}.{about}", f"{subject}: {title}", checked.places[found[0]][0])


def first_id(checked: Checked) -> str:
    return f"govcheck.{checked.judgement.case.checklist.edition.id}"


def verdict_test(checked: Checked, run: GateRun) -> Test:
    """With the dates that are near or past, which make no test fail."""
    short = shortfalls(checked.judgement.assessment, run.demand)
    place = (f"{first_id(checked)}.verdict", "verdict", 1)
    path, said = plain(checked.path), plain(first_line(checked))
    dates = [f"{path}:{one.line}: {plain(date_text(one.date, run.as_of))}" for one in checked.dates]
    if not short:
        return Test(*place, body="\n".join([said, *dates]))
    lines = [said, *(f"{path}: not enough: {plain(one)}" for one in short), *dates]
    return Test(*place, FAILURE, "not-enough", "; ".join(short), "\n".join(lines))


def control_test(checked: Checked, id: str, found: list[Finding]) -> Test:
    """What decides nothing is skipped, so that nobody takes it for a pass."""
    checklist, assessment = checked.judgement.case.checklist, checked.judgement.assessment
    control, state = checklist.controls[id], assessment.states[id]
    section = checklist.sections[control.section]
    classname = f"govcheck.{section.checklist or checklist.edition.id}.{section.id}"
    place = (classname, f"{id}: {control.question}", checked.controls[id][0])
    if id in assessment.later:
        return Test(*place, SKIPPED, message=f"due later, {due_at(control.phase).step}")
    if state.standing is Standing.NOT_APPLICABLE:
        return Test(*place, SKIPPED, message=f"not applicable: {state.why}")
    if assessment.gate(id) is Gate.RECOMMENDED and not state.standing.settled:
        return Test(*place, SKIPPED, message=f"recommended, so it decides nothing: {state.why}")
    return judged(checked, found, *place)


def judged(checked: Checked, found: list[Finding], classname: str, name: str, line: int) -> Test:
    """A failure where something decides; else a pass that says what it is bound to."""
    worst = sorted(found, key=lambda one: one.effect.rank)
    deciding = [one for one in worst if one.effect in DECIDING]
    if deciding:
        message = "; ".join(one.text for one in deciding)
        return Test(classname, name, line, FAILURE, deciding[0].effect, message, body_of(checked, worst))
    return Test(classname, name, line, body=body_of(checked, worst))


def body_of(checked: Checked, found: list[Finding]) -> str:
    return "\n".join(line for one in found for line in lines_of(checked, one))


def lines_of(checked: Checked, one: Finding) -> Iterator[str]:
    path = plain(checked.path)
    uses = f" [{', '.join(one.uses)}]" if one.uses else ""
    yield f"{path}:{checked.places[one][0]}: {one.effect}: {plain(one.text)}{uses}"
    for clash in checked.clashing.get(one, ()):
        yield f"{path}:{clash.line}: {clash.said.subject}: {plain(clash.said.says)}"


def problem_test(problem: Problem) -> Test:
    """Line and column are part of the name: a file can have the same fault twice."""
    name = f"{problem.line}:{problem.column}: {problem.message}"
    body = plain(
        f"{problem.path}:{problem.line}:{problem.column}: {problem.message}; {problem.hint}".removesuffix("; ")
    )
    return Test("govcheck.problem", name, problem.line, ERROR, "problem", problem.message, body)
