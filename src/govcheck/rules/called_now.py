"""An engagement that was judged by an earlier version, with the names that the same things have now. Pure.

So two judgements can be compared over a newer version: what was only renamed is no difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from govcheck.rules.case import Case
from govcheck.rules.difference import Judged
from govcheck.rules.fates import Carrying, Doc, released
from govcheck.rules.migration import tables_of
from govcheck.rules.versions import editions, heirs, told_since
from govcheck.words.checklist import Checklist, Section
from govcheck.words.history import Release
from govcheck.words.vocabulary import Fate, Part, Subject

T = TypeVar("T")
Names = Mapping[str, str]
"""From the name that there was to the one of now; only those that differ."""


def renames(old: Checklist, new: Checklist) -> Mapping[str, tuple[Release, ...]]:
    """By checklist: the versions between the two, with nothing but what they renamed."""
    now = editions(new)
    found = {
        id: tuple(only_renamed(release) for release in told_since(now[id], edition.version, new))
        for id, edition in editions(old).items()
        if id in now
    }
    return {id: releases for id, releases in found.items() if any(release.changes for release in releases)}


def only_renamed(release: Release) -> Release:
    return replace(release, changes=tuple(change for change in release.changes if change.fate is Fate.RENAMED))


def document(doc: Doc, old: Checklist, new: Checklist) -> Doc:
    """What an answers file says, under the names of now."""
    carrying = Carrying(doc)
    for id, releases in renames(old, new).items():
        for place, release in enumerate(releases):
            tables = tables_of(new, releases[place + 1 :])
            carrying = released(carrying, f"{id} {release.version}", release, tables)
    return carrying.data


def judged(one: Judged, new: Checklist) -> Judged:
    """The judgement with the controls, questions and plan rows as they are called now. What it is remains."""
    old, assessment, engagement = one.case.checklist, one.assessment, one.case.engagement
    controls = names(old, new, Part.CONTROLS, new.controls)
    questions = names(old, new, Part.QUESTIONS, new.questions)
    rows = names(old, new, Part.PLANS, new.plans.rows if new.plans else {})
    if not (controls or questions or rows):
        return one
    by_subject = {Subject.CONTROL: controls, Subject.ANSWER: controls, Subject.PLAN: rows}
    called = replace(
        assessment,
        states=keyed(assessment.states, controls),
        later=frozenset(controls.get(id, id) for id in assessment.later),
        gates=keyed(assessment.gates, controls),
        findings=tuple(
            replace(found, subject=by_subject.get(found.about, {}).get(found.subject, found.subject))
            for found in assessment.findings
        ),
    )
    said = replace(
        engagement,
        answers=keyed(engagement.answers, controls),
        questions=keyed(engagement.questions, questions),
        plans=keyed(engagement.plans, rows),
    )
    checklist = replace(
        old,
        sections={id: section_called(section, controls, questions) for id, section in old.sections.items()},
        questions=with_ids(keyed(old.questions, questions)),
        plans=replace(old.plans, rows=with_ids(keyed(old.plans.rows, rows))) if old.plans else None,
    )
    return Judged(Case(checklist, said, one.case.today, one.case.digests), called)


def names(old: Checklist, new: Checklist, part: Part, known: Mapping[str, Any]) -> Names:
    """What was renamed of one part and is there now."""
    found: dict[str, str] = {}
    for releases in renames(old, new).values():
        for release in releases:
            for change in release.changes:
                to = heirs((change.id,), part, "", releases)
                if change.part is part and to[0] in known:
                    found[change.id] = to[0]
    return found


def section_called(section: Section, controls: Names, questions: Names) -> Section:
    asking = {
        id: replace(one, asks=tuple(questions.get(name, name) for name in one.asks))
        for id, one in section.controls.items()
    }
    return replace(section, controls=with_ids(keyed(asking, controls)), shared=keyed(section.shared, controls))


def keyed(there: Mapping[str, T], to: Names) -> dict[str, T]:
    return {to.get(id, id): value for id, value in there.items()}


def with_ids(there: Mapping[str, Any]) -> dict[str, Any]:
    """Each thing with the id under which it stands."""
    return {id: replace(value, id=id) for id, value in there.items()}
