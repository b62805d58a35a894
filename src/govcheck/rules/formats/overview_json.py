"""Where a review stands, as JSON: format 1."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from govcheck.rules.formats.as_json import approved, near_date
from govcheck.rules.formats.plain import json_text
from govcheck.rules.next_steps import NextStep, command_line
from govcheck.rules.overview import Later, Overview, Tally

FORMAT = 1
Doc = dict[str, Any]


def overview_json(view: Overview, named: str) -> str:
    """One object; the same review and day give the same bytes. `named` is as commands have to be told of the file."""
    document = {
        "format": FORMAT,
        "organization": view.organization,
        "title": view.title,
        "checklists": dict(view.checklists),
        "stage": view.stage,
        "as-of": view.as_of.isoformat(),
        "verdict": view.verdict,
        "why": view.why,
        "valid-until": view.valid_until.isoformat() if view.valid_until else None,
        "only": {"owner": view.share.owner or None, "phase": view.share.phase},
        "use-cases": [asdict(use) for use in view.uses],
        "progress": {**numbers(view.whole), "counting": view.counting, "later": view.later},
        "by-checklist": [{"id": one.id, "title": one.title, **numbers(one)} for one in view.by_checklist],
        "sections": [{"id": one.id, "title": one.title, **numbers(one)} for one in view.sections],
        "phases": [{"id": one.id, "title": one.title, **numbers(one)} for one in view.phases],
        "later": [later(one) for one in view.ahead],
        "owners": [{"name": one.title or None, **numbers(one)} for one in view.owners],
        "topics": [{"id": one.id, "title": one.title, **numbers(one)} for one in view.topics],
        "blockers": [{**asdict(one), "owner": one.owner or None} for one in view.blockers],
        "within-days": view.within,
        "dates": [near_date(one) for one in view.dates],
        "questions": [{**asdict(one), "person": one.person or None} for one in view.questions],
        "approvals": [approved(one) for one in view.approvals],
        "excluded": list(view.excluded),
        "next": [step(one, named) for one in view.next],
    }
    return json_text(document)


def numbers(tally: Tally) -> Doc:
    return {
        "due": tally.due,
        "met": tally.met,
        "conditions": tally.conditions,
        "open": tally.open,
        "unanswered": tally.unanswered,
    }


def later(one: Later) -> Doc:
    return {
        "phase": one.phase,
        "title": one.title,
        "due-at": one.stage,
        "counting": sum(control.counts for control in one.controls),
        "controls": [{**asdict(control), "owner": control.owner or None} for control in one.controls],
    }


def step(one: NextStep, named: str) -> Doc:
    return {"text": one.text, "command": command_line(one.command, named) if one.command else None}
