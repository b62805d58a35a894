"""The gate's result as JSON: format 1, described in format.md section 13."""

from __future__ import annotations

from typing import Any

from govcheck.rules.assess import RULES
from govcheck.rules.date_words import date_text
from govcheck.rules.formats.plain import json_text
from govcheck.rules.judge import Checked, Clashing, Dated, GateRun, enough, shortfalls
from govcheck.rules.later import later_phases
from govcheck.rules.near import NearDate
from govcheck.rules.proofs import ProofState, proof_counts
from govcheck.rules.wording import change_text
from govcheck.words.assessment import Approved, Change, Finding, OpenQuestion
from govcheck.words.errors import Problem

FORMAT = 1
Doc = dict[str, Any]


def as_json(run: GateRun) -> str:
    """One object; the same run gives the same bytes."""
    document = {
        "format": FORMAT,
        "verdict": run.verdict,
        "as-of": run.as_of.isoformat(),
        "within-days": run.within,
        "required": run.demand.require or "valid",
        "enough": enough(run),
        "files": [file(one, run) for one in run.checked],
        "problems": [problem(one) for one in run.problems],
        "notes": list(run.notes),
    }
    return json_text(document)


def file(checked: Checked, run: GateRun) -> Doc:
    judgement = checked.judgement
    case, assessment = judgement.case, judgement.assessment
    return {
        "path": checked.path,
        "organization": case.engagement.front.organization,
        "checklists": case.checklist.versions,
        "digests": {edition.id: f"sha256:{edition.digest}" for edition in case.checklist.editions},
        "stage": assessment.stage,
        "verdict": assessment.verdict,
        "rule": RULES[assessment.verdict],
        "valid-until": assessment.valid_until.isoformat() if assessment.valid_until else None,
        "enough": not shortfalls(assessment, run.demand),
        "short-of": list(shortfalls(assessment, run.demand)),
        "use-cases": dict(assessment.uses),
        "findings": [finding(one, checked) for one in assessment.findings],
        "dates": [dated(one, run) for one in checked.dates],
        "evidence": {state: proof_counts(case, assessment)[state] for state in ProofState},
        "later": {phase: list(ids) for phase, ids in later_phases(case, assessment).items()},
        "approvals": [approved(one) for one in assessment.approvals],
        "questions": [question(one) for one in judgement.questions],
        "smallest-change": {
            "verdict": judgement.way.verdict,
            "changes": [change(one, checked) for one in judgement.way.changes],
        },
        "clear-use-cases-only": judgement.narrowed,
    }


def finding(found: Finding, checked: Checked) -> Doc:
    line, column = checked.places[found]
    return {
        "effect": found.effect,
        "about": found.about,
        "subject": found.subject,
        "use-cases": list(found.uses),
        "text": found.text,
        "line": line,
        "column": column,
        "clashing": [clash(one) for one in checked.clashing.get(found, ())],
    }


def dated(one: Dated, run: GateRun) -> Doc:
    """Days are counted from the day of assessment; they are negative where the date is past."""
    return {
        **near_date(one.date),
        "days": (one.date.day - run.as_of).days,
        "text": date_text(one.date, run.as_of),
        "line": one.line,
        "column": one.column,
    }


def near_date(one: NearDate) -> Doc:
    return {
        "day": one.day.isoformat(),
        "overdue": one.overdue,
        "kind": one.kind,
        "subject": one.subject or None,
        "who": one.who or None,
    }


def approved(one: Approved) -> Doc:
    given = one.approval
    return {
        "role": one.role,
        "by": given.by if given else None,
        "at": f"{given.at:%Y-%m-%dT%H:%M:%SZ}" if given else None,
        "verdict": given.verdict if given else None,
        "valid": one.valid,
        "why": one.why or None,
    }


def clash(one: Clashing) -> Doc:
    return {"subject": one.said.subject, "says": one.said.says, "line": one.line, "column": one.column}


def question(asked: OpenQuestion) -> Doc:
    return {"id": asked.id, "to": asked.to, "text": asked.text, "waiting": list(asked.waiting)}


def change(one: Change, checked: Checked) -> Doc:
    text = change_text(checked.judgement.case, one)
    return {"step": one.step, "subject": one.subject, "use-case": one.use or None, "to": list(one.to), "text": text}


def problem(found: Problem) -> Doc:
    return {
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "message": found.message,
        "hint": found.hint,
    }
