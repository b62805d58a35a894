"""Opening an engagement: its answers file, the checklists that it names, and the files that serve as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from os.path import relpath
from pathlib import Path, PurePosixPath
from typing import Any

from govcheck.jobs.build_engagement import build_engagement
from govcheck.jobs.checklists import available, find_checklist
from govcheck.jobs.engagement_faults import engagement_faults
from govcheck.jobs.faults import Fault, mapping, part, with_faults
from govcheck.jobs.former import as_asked, passed_over
from govcheck.rules.case import Case, files_named
from govcheck.rules.joined import Clash, clashes, joined, only_built_on
from govcheck.rules.migration import BUILT_ON, CHECKLISTS, Migration, migration
from govcheck.rules.suggest import write_instead
from govcheck.rules.versions import is_version, major, numbers
from govcheck.tools import files, schema, yamlfile, yamltext
from govcheck.tools.yamlfile import Document
from govcheck.words.checklist import Checklist, Edition
from govcheck.words.engagement import Engagement
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.values import dataclass

ANSWERS = "answers.yaml"
"""What an answers file is called by mistake, in whatever letters."""


@dataclass(frozen=True)
class EngagementFile:
    """An engagement as it lies on disk, with everything that judging it needs but the day."""

    path: Path
    document: Document
    checklist: Checklist
    engagement: Engagement
    digests: Mapping[str, str | None]
    """The present sha256 of each file named as evidence; None where it cannot be used."""
    migration: Migration
    """What carries the file to the versions that its checklists have now; it was read as carried."""
    notes: tuple[str, ...] = ()
    """What the reader should know about how the file was read."""

    @property
    def shown(self) -> str:
        """The file as the user named it."""
        return self.document.path

    @property
    def folder(self) -> Path:
        return self.path.parent

    def case(self, today: date) -> Case:
        """What is to be judged on this day."""
        return Case(self.checklist, self.engagement, today, self.digests)

    def holding(self, engagement: Engagement) -> EngagementFile:
        """The file as it would be with another engagement, with the files that this one names as proof."""
        new = files_named(engagement) - self.digests.keys()
        return replace(self, engagement=engagement, digests={**self.digests, **digests(new, self.folder)})


def find_answers(start: Path) -> Path:
    """The nearest answers file. Raises Refused where there is none, or where one would be passed over."""
    nearest = nearest_answers(start)
    if nearest is None:
        raise Refused(f"there is no {ANSWERS} here or above", "name the file, or start one with: govcheck init")
    return nearest


def nearest_answers(start: Path) -> Path | None:
    """The answers file in this folder or above it, up to the root of the repository."""
    for folder in (start, *start.parents):
        if is_there(folder / ANSWERS):
            return folder / ANSWERS
        with suppress(OSError):  # one may look into it, but not list it
            refuse_misnamed([path.name for path in folder.iterdir()], Path(relpath(folder, start)))
        if (folder / ".git").exists():
            break
    return None


def is_there(path: Path) -> bool:
    """Whether anything lies there, be it a folder or a link to nothing: another file is not taken in its place."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def refuse_misnamed(names: Iterable[str], folder: Path, meant: str = ANSWERS) -> None:
    """Raises Refused for a file that somebody takes for the answers file, or another one, and that is passed over."""
    misnamed = (meant, meant.replace(".yaml", ".yml"))
    for name in sorted(names):
        if name != meant and name.casefold() in misnamed:
            else_named = ", or name the file" if meant == ANSWERS else ""
            raise Refused(f"{(folder / name).as_posix()} would be passed over", f"call it {meant}{else_named}")


def shown_from(path: Path, here: Path) -> str:
    """A path as the user would write it from here."""
    return Path(relpath(path, here)).as_posix()


def open_engagement(path: Path, shown: str) -> EngagementFile:
    """The engagement in an answers file. Raises InvalidInput with every problem, or Refused."""
    return engagement_in(yamltext.read_bytes(path, shown), shown, path)


def engagement_in(data: bytes, shown: str, path: Path) -> EngagementFile:
    """The engagement in the bytes of an answers file that were read, or are about to be written, at this path."""
    return engagement_from(parsed(data, shown), path)


KEPT = 4
"""So many files are not read again while they are the same: a review opens its own at every answer."""


@lru_cache(maxsize=KEPT)
def parsed(data: bytes, shown: str) -> Document:
    return yamlfile.parse(data, shown)


def engagement_from(document: Document, path: Path) -> EngagementFile:
    """The engagement in a document that was read, or is about to be written, at this path."""
    try:
        checklist = named_checklists(document, path.parent)
    except InvalidInput as error:
        raise InvalidInput([*structure(document), *error.problems]) from None
    engagement, carried = understood(document, checklist, path.name)
    found = digests(files_named(engagement), path.parent)
    return EngagementFile(path, document, checklist, engagement, found, carried, version_notes(document.path, carried))


@lru_cache(maxsize=KEPT)
def structure(document: Document) -> tuple[Problem, ...]:
    """What the schema finds."""
    return tuple(schema.problems(document, "answers"))


@lru_cache(maxsize=KEPT)
def understood(document: Document, checklist: Checklist, name: str) -> tuple[Engagement, Migration]:
    """What a file says to the questions of its checklists. Raises InvalidInput with every problem."""
    problems, doc = structure(document), mapping(document.data)
    carried = Migration(doc) if problems else migration(doc, checklist)
    asked = as_asked(carried.data, checklist)
    if found := with_faults(document, problems, engagement_faults(asked, checklist, name)):
        raise InvalidInput(found)
    engagement = replace(build_engagement(asked), passed_over=passed_over(carried.data, checklist))
    return with_kept(engagement, checklist), carried


def digests(refs: Iterable[str], folder: Path) -> dict[str, str | None]:
    """The present sha256 of each file; None where it cannot be used."""
    return {ref: files.digest(Path(ref), folder) for ref in sorted(refs)}


def with_kept(engagement: Engagement, checklist: Checklist) -> Engagement:
    """The engagement with the answers to controls that are not there any more apart."""
    kept = {id: answer for id, answer in engagement.answers.items() if id not in checklist.controls}
    answers = {id: answer for id, answer in engagement.answers.items() if id not in kept}
    return replace(engagement, answers=answers, kept=kept) if kept else engagement


def named_checklists(document: Document, folder: Path, *, carrying: bool = False) -> Checklist:
    """The checklists that the answers file names, joined, each in a version that its answers fit.

    While they are carried over, it is enough that no version is a later one. Raises InvalidInput with what is wrong.
    """
    named, known = part(document.data, CHECKLISTS), available(folder)
    if not named:
        raise InvalidInput(())  # the schema has told of it
    shown = PurePosixPath(document.path).parent.as_posix()
    problems: list[Problem] = []
    found: list[Checklist] = []
    for id, version in named.items():
        if id not in known:
            fault = Fault((CHECKLISTS, id), f"there is no checklist {id}", write_instead(id, known), key=True)
            problems += with_faults(document, (), [fault])
            continue
        try:
            checklist = find_checklist(id, folder, shown)
        except InvalidInput as error:
            problems += error.problems
            continue
        found.append(checklist)
        unfit = version_faults((CHECKLISTS, id), version, checklist.edition, carrying=carrying)
        problems += with_faults(document, (), unfit)
    if not problems:
        problems += with_faults(document, (), [clash_fault(clash) for clash in clashes(found)])
    if not problems:
        problems += with_faults(document, (), built_on_faults(document.data, only_built_on(found), carrying=carrying))
    if problems:
        raise InvalidInput(sorted(set(problems)))
    return as_one(tuple(found))


@lru_cache(maxsize=KEPT)
def as_one(checklists: tuple[Checklist, ...]) -> Checklist:
    return joined(checklists)


def version_faults(path: tuple[str, ...], version: Any, edition: Edition, *, carrying: bool) -> Iterator[Fault]:
    """Only an earlier version of the same major can be judged: what a later one asks is not known here."""
    if not is_version(version):
        return
    says = f"these answers are for {edition.id} {version}, and the checklist here is {edition.version}"
    if numbers(version) > numbers(edition.version):
        yield Fault(path, says, "use the later checklist: an earlier one cannot judge what the later one asks")
    elif major(version) != major(edition.version) and not carrying:
        yield Fault(path, says, "carry them over with: govcheck migrate")


def built_on_faults(doc: Any, bases: Mapping[str, Edition], *, carrying: bool) -> Iterator[Fault]:
    """A checklist that others take parts from is named with its version as well: its questions were answered."""
    written = part(doc, BUILT_ON)
    for id, base in bases.items():
        if id in written:
            yield from version_faults((BUILT_ON, id), written[id], base, carrying=carrying)
        else:
            says = f"the checklists here take parts from {id}, and its version is not written"
            line = f"{id}: {base.version}"
            hint = f"add below {BUILT_ON}: {line}" if written else f"add at the top level: {BUILT_ON}: {{{line}}}"
            yield Fault((BUILT_ON if written else CHECKLISTS,), says, hint, key=True)
    for id in written:
        if id not in bases:
            yield Fault((BUILT_ON, id), f"no checklist here takes parts from {id}", "remove it", key=True)


def clash_fault(clash: Clash) -> Fault:
    return Fault(("checklists", clash.other), f"{clash.other}: {clash.message}", clash.hint, key=True)


def version_notes(shown: str, carried: Migration) -> tuple[str, ...]:
    """What it means that a file was written for earlier versions."""
    if not carried.versions:
        return ()
    told = [f"written for {id} {before}, judged by {now}" for id, before, now in carried.versions]
    told += [f"new: {', '.join(carried.added)}"] if carried.added else []
    told += [f"reworded, so to be confirmed again: {', '.join(carried.confirm)}"] if carried.confirm else []
    return (f"{shown}: {'; '.join(told)}",)
