"""Carrying an answers file to the present versions of its checklists: what would change, and writing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from govcheck.jobs.engagement_faults import engagement_faults, reference_faults
from govcheck.jobs.faults import Fault, with_faults
from govcheck.jobs.former import as_asked
from govcheck.jobs.load import EngagementFile, engagement_from, named_checklists
from govcheck.jobs.saving import carried
from govcheck.rules.fates import Doc, path_before
from govcheck.rules.migration import Migration, migration, written_versions
from govcheck.rules.versions import editions, without_history
from govcheck.tools import files, schema, yamlfile
from govcheck.tools.yamledit.values import same
from govcheck.tools.yamltext import read_bytes
from govcheck.words.checklist import Checklist
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Carried:
    """An answers file as it will be, or is by now."""

    migration: Migration
    text: str
    file: EngagementFile


def look(path: Path, shown: str) -> Carried:
    """What carrying the file over would make of it. Raises InvalidInput or Refused; nothing is written."""
    return carried_over(read_bytes(path, shown), path, shown)


def carry(path: Path, shown: str, seen: Carried) -> None:
    """Writes what was seen. Raises Refused where the file would become another one by now; then nothing is changed."""

    def change(before: bytes) -> bytes:
        now = carried_over(before, path, shown)
        if now.text != seen.text:
            raise Refused("somebody has changed the file in the meantime", "look at it again")
        return now.text.encode("utf-8")

    files.save(path, change)


def carried_over(before: bytes, path: Path, shown: str) -> Carried:
    """The file after all steps, read again: it has to be valid, and to hold what the steps make of it and no less."""
    document = yamlfile.parse(before, shown)
    problems = schema.problems(document, "answers")
    try:
        checklist = named_checklists(document, path.parent, carrying=True)
    except InvalidInput as error:
        raise InvalidInput([*problems, *error.problems]) from None
    if problems:
        raise InvalidInput(problems)
    refuse_untold(written_versions(document.data).items(), checklist)
    steps = migration(document.data, checklist)
    if problems := with_faults(document, (), faults_as_it_stands(document.data, steps, checklist, path.name)):
        raise InvalidInput(problems)
    text = carried(before.decode("utf-8"), document, steps, checklist)
    after = engagement_from(yamlfile.parse(text.encode("utf-8"), shown), path)
    if not same(after.document.data, steps.data):
        raise Refused(f"{shown} cannot be carried over by a program", "change it by hand, one answer after the other")
    return Carried(steps, text, after)


def refuse_untold(written: Iterable[tuple[str, str]], checklist: Checklist) -> None:
    """Raises Refused where a checklist does not say what became of its controls in a new major version."""
    now = editions(checklist)
    for id, version in written:
        if id in now and (missing := without_history(now[id], version)):
            hint = f"add {missing} to the history of {id}, or review the answers and write the version by hand"
            raise Refused(f"{id} does not say what version {missing} changed", hint)


def faults_as_it_stands(doc: Doc, steps: Migration, checklist: Checklist, name: str) -> Iterator[Fault]:
    """What would be wrong with the file as it will be, at its place in the file as it is."""
    own = list(reference_faults(doc, name))  # an answer may go to several places
    yield from own
    told = {fault.message for fault in own}
    for fault in engagement_faults(as_asked(steps.data, checklist), checklist, name):
        if fault.message not in told:
            yield replace(fault, path=path_before(fault.path, steps.edits))


def told(shown: str, steps: Migration) -> Iterator[str]:
    """What changes, for a reader."""
    if not steps.versions:
        yield f"{shown} is written for the checklists as they are here. There is nothing to carry over."
        return
    for id, before, now in steps.versions:
        yield f"{shown}: {id} {before} -> {now}"
    for news, texts in steps.told:
        yield f"  {news}"
        yield from (f"  - {text}" for text in texts)
    if steps.added:
        yield f"New, and unanswered: {', '.join(steps.added)}."
    if steps.confirm:
        yield f"To be confirmed again: {', '.join(steps.confirm)}. Until then a yes does not count."
    yield "Nothing that was said is dropped."
