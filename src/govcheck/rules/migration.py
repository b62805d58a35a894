"""Carrying answers to a newer version of their checklists: what changes in the file, and what a reader is told. Pure.

It works on an answers file as plain values. What is asked otherwise now has to be confirmed again; what is not asked
any more stays where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from govcheck.rules.fates import ANSWERS, CONFIRM, PLANS, QUESTIONS, Carrying, Doc, Edit, Put, Tables, released
from govcheck.rules.versions import editions, told_since
from govcheck.words.checklist import Checklist, Edition
from govcheck.words.history import Release
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part

CHECKLISTS, BUILT_ON = "checklists", "built-on"


@dataclass(frozen=True)
class Migration:
    """An answers file in a newer version of its checklists."""

    data: Doc
    """As it will be."""
    edits: tuple[Edit, ...] = ()
    """What leads there from the file as it is, one after the other."""
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What each release says of itself, with a sentence for each thing that was said and that it changes."""
    versions: tuple[tuple[str, str, str], ...] = ()
    """Checklist, version written, version now: of those that differ."""
    confirm: tuple[str, ...] = ()
    """The controls, questions and plan rows that have to be confirmed again."""
    added: tuple[str, ...] = ()
    """The controls that are new."""


def written_versions(doc: Doc) -> Mapping[str, str]:
    """The checklists that an answers file names, and those that they are built on, each with its version."""
    return {**(doc.get(BUILT_ON) or {}), **(doc.get(CHECKLISTS) or {})}


def migration(doc: Doc, checklist: Checklist) -> Migration:
    """The answers file carried to the versions that its checklists have now; no written version is a later one."""
    written, now = written_versions(doc), editions(checklist)
    stale = {id: now[id] for id, version in written.items() if id in now and version != now[id].version}
    carrying, added, told = Carrying(doc), dict[str, None](), list[tuple[str, tuple[str, ...]]]()
    for id, edition in stale.items():
        releases = told_since(edition, written[id], checklist)
        for place, release in enumerate(releases):
            before, tables = len(carrying.told), tables_of(checklist, releases[place + 1 :])
            carrying = released(carrying, f"{id} {release.version}", release, tables)
            added |= dict.fromkeys(release.added)
            news = f"{id} {release.version}: {release.says}"
            told.append((news, tuple(dict.fromkeys(carrying.told[before:]))))
    carrying = carrying.then(*version_edits(carrying.data, stale))
    return Migration(
        data=carrying.data,
        edits=carrying.edits,
        told=tuple(told),
        versions=tuple((id, written[id], edition.version) for id, edition in stale.items()),
        confirm=tuple(newly_marked(doc, carrying.data, checklist)),
        added=tuple(id for id in added if id in checklist.controls and id not in (doc.get(ANSWERS) or {})),
    )


def newly_marked(before: Doc, after: Doc, checklist: Checklist) -> Iterator[str]:
    """What has to be confirmed again because of this, as it is called now, as far as it is still asked."""
    rows = checklist.plans.rows if checklist.plans else {}
    for part, asked in {ANSWERS: checklist.controls, QUESTIONS: checklist.questions, PLANS: rows}.items():
        known = {None, *(entry.get(CONFIRM) for entry in (before.get(part) or {}).values())}
        now = after.get(part) or {}
        yield from (id for id in asked if id in now and now[id].get(CONFIRM) not in known)


def version_edits(data: Doc, stale: Mapping[str, Edition]) -> Iterator[Edit]:
    for key in (CHECKLISTS, BUILT_ON):
        there = data.get(key) or {}
        raised = {id: stale[id].version if id in stale else version for id, version in there.items()}
        if raised != there:
            yield Put((key,), raised)


def tables_of(checklist: Checklist, releases: Sequence[Release]) -> Tables:
    """As they were before these releases, the newest last."""
    names = {
        "rows": checklist.matrix.rows if checklist.matrix else "",
        "columns": checklist.matrix.columns if checklist.matrix else "",
        "plan": checklist.plans.question if checklist.plans else "",
    }
    for release in reversed(releases):
        before = {
            change.to[0]: change.id
            for change in release.changes
            if change.part is Part.PROFILE and change.fate is Fate.RENAMED
        }
        names = {table: before.get(name, name) for table, name in names.items()}
    return Tables(**names)
