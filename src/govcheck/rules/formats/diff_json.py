"""What changed between two judgements, as JSON: format 1."""

from __future__ import annotations

from datetime import date
from typing import Any

from govcheck.rules.comparison import Comparison, Due, Expired, Moved, Side, Told, UseChange, Weighed, Worded
from govcheck.rules.entries import EntryChange
from govcheck.rules.formats.as_json import question
from govcheck.rules.formats.plain import json_text

FORMAT = 1
Doc = dict[str, Any]


def diff_json(found: Comparison) -> str:
    """One object; the same two files and days give the same bytes."""
    document = {
        "format": FORMAT,
        "different": bool(found),
        "got-worse": list(found.got_worse),
        "decides-less": list(found.decides_less),
        "old": side(found.old),
        "new": side(found.new),
        "use-cases": [use(one) for one in found.uses],
        "worse": [moved(one) for one in found.worse],
        "unconfirmed": [entry(one) for one in found.unconfirmed],
        "digests-gone": [entry(one) for one in found.digests],
        "newly-expired": [expired(one) for one in found.expired],
        "better": [moved(one) for one in found.better],
        "added": [moved(one) for one in found.added],
        "dropped": [moved(one) for one in found.dropped],
        "gates": [gate(one) for one in found.weighed],
        "due-now": [due(one) for one in found.due],
        "due-later": [due(one) for one in found.later],
        "findings-opened": [told(one) for one in found.found],
        "findings-closed": [told(one) for one in found.settled],
        "conditions": [told(one) for one in found.conditions],
        "questions-opened": [question(one) for one in found.opened],
        "questions-closed": [question(one) for one in found.closed],
        "answers-changed": [entry(one) for one in found.touched],
        "evidence-files": [entry(one) for one in found.files],
        "checklists": [entry(one) for one in found.checklists],
        "asks-less": [entry(one) for one in found.asks_less],
        "other-words": [worded(one) for one in found.worded],
        "entries": [entry(one) for one in found.entries],
    }
    return json_text(document)


def side(one: Side) -> Doc:
    return {
        "path": one.shown,
        "as-of": one.as_of.isoformat(),
        "organization": one.organization,
        "title": one.title,
        "stage": one.stage,
        "verdict": one.verdict,
        "why": one.why,
        "valid-until": day(one.valid_until),
    }


def day(one: date | None) -> str | None:
    return one.isoformat() if one else None


def use(one: UseChange) -> Doc:
    return {"id": one.id, "title": one.title, "before": one.before, "after": one.after}


def moved(one: Moved) -> Doc:
    return {
        "id": one.id,
        "question": one.question,
        "gate": one.gate,
        "before": one.before,
        "after": one.after,
        "why": one.why,
        "later": one.later,
        "newly-expired": one.ran_out,
        "unconfirmed": one.unconfirmed,
    }


def expired(one: Expired) -> Doc:
    return {
        "kind": one.kind,
        "subject": one.subject,
        "title": one.title,
        "last-day": day(one.day),
        "gate": one.gate,
        "only-time-passed": one.alone,
    }


def gate(one: Weighed) -> Doc:
    return {
        "id": one.id,
        "question": one.question,
        "before": one.before,
        "after": one.after,
        "heavier": one.heavier,
    }


def due(one: Due) -> Doc:
    return {"id": one.id, "question": one.question, "gate": one.gate}


def told(one: Told) -> Doc:
    return {
        "effect": one.effect,
        "about": one.about,
        "subject": one.subject,
        "title": one.title,
        "use-cases": list(one.uses),
        "before": one.before or None,
        "after": one.after or None,
    }


def worded(one: Worded) -> Doc:
    return {
        "kind": one.kind,
        "id": one.id,
        "gate": one.gate,
        "before": one.before,
        "after": one.after,
        "overlooked": one.overlooked,
    }


def entry(one: EntryChange) -> Doc:
    return {"place": one.place, "before": one.before or None, "after": one.after or None}
