"""Opening an engagement: its answers file, the checklists that it names, and the files that serve as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from os.path import relpath
from pathlib import Path, PurePosixPath
from typing import Any

from govcheck.jobs.build_engagement import build_engagement
from govcheck.jobs.checklists import available, find_checklist
from govcheck.jobs.engagement_faults import engagement_faults
from govcheck.jobs.faults import Fault, mapping, part, with_faults
from govcheck.rules.case import Case, files_named
from govcheck.rules.joined import Clash, clashes, joined
from govcheck.rules.suggest import write_instead
from govcheck.tools import files, schema, yamlfile
from govcheck.tools.yamlfile import Document
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import Engagement
from govcheck.words.errors import InvalidInput, Problem, Refused

ANSWERS = "answers.yaml"


@dataclass(frozen=True)
class EngagementFile:
    """An engagement as it lies on disk, with everything that judging it needs but the day."""

    path: Path
    document: Document
    checklist: Checklist
    engagement: Engagement
    digests: Mapping[str, str | None]
    """The present sha256 of each file named as evidence; None where it cannot be used."""
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
    """The nearest answers file, in this folder or above it, up to the root of the repository."""
    for folder in (start, *start.parents):
        if (folder / ANSWERS).is_file():
            return folder / ANSWERS
        if (folder / ".git").exists():
            break
    raise Refused(f"there is no {ANSWERS} here or above", "name the file, or start one with: govcheck init")


def shown_from(path: Path, here: Path) -> str:
    """A path as the user would write it from here."""
    return Path(relpath(path, here)).as_posix()


def open_engagement(path: Path, shown: str) -> EngagementFile:
    """The engagement in an answers file. Raises InvalidInput with every problem, or Refused."""
    return engagement_from(yamlfile.read(path, shown), path)


def engagement_from(document: Document, path: Path) -> EngagementFile:
    """The engagement in a document that was read, or is about to be written, at this path."""
    problems = schema.problems(document, "answers")
    try:
        checklist = named_checklists(document, path.parent)
    except InvalidInput as error:
        raise InvalidInput([*problems, *error.problems]) from None
    problems = with_faults(document, problems, engagement_faults(mapping(document.data), checklist))
    if problems:
        raise InvalidInput(problems)
    engagement = with_kept(build_engagement(document.data), checklist)
    found = digests(files_named(engagement), path.parent)
    return EngagementFile(path, document, checklist, engagement, found, version_notes(document, checklist))


def digests(refs: Iterable[str], folder: Path) -> dict[str, str | None]:
    """The present sha256 of each file; None where it cannot be used."""
    return {ref: files.digest(Path(ref), folder) for ref in sorted(refs)}


def with_kept(engagement: Engagement, checklist: Checklist) -> Engagement:
    """The engagement with the answers to dropped controls apart."""
    kept = {id: answer for id, answer in engagement.answers.items() if id not in checklist.controls}
    answers = {id: answer for id, answer in engagement.answers.items() if id not in kept}
    return replace(engagement, answers=answers, kept=kept) if kept else engagement


def named_checklists(document: Document, folder: Path) -> Checklist:
    """The checklists that the answers file names, joined, each in a version that its answers fit.

    Raises InvalidInput with what is wrong with any of them.
    """
    named, known = part(document.data, "checklists"), available(folder)
    if not named:
        raise InvalidInput(())  # the schema has told of it
    shown = PurePosixPath(document.path).parent.as_posix()
    problems: list[Problem] = []
    found: list[Checklist] = []
    for id, version in named.items():
        if id not in known:
            fault = Fault(("checklists", id), f"there is no checklist {id}", write_instead(id, known), key=True)
            problems += with_faults(document, (), [fault])
            continue
        try:
            checklist = find_checklist(id, folder, shown)
        except InvalidInput as error:
            problems += error.problems
            continue
        found.append(checklist)
        problems += with_faults(document, (), version_faults(id, version, checklist))
    if not problems:
        problems += with_faults(document, (), [clash_fault(clash) for clash in clashes(found)])
    if problems:
        raise InvalidInput(sorted(set(problems)))
    return joined(found)


def version_faults(id: str, version: Any, checklist: Checklist) -> Iterator[Fault]:
    if major(str(version)) != major(checklist.edition.version):
        says = f"these answers are for {id} {version}, and this is {checklist.edition.version}"
        hint = "use a govcheck that has that version, or review the answers for this one"
        yield Fault(("checklists", id), says, hint)


def clash_fault(clash: Clash) -> Fault:
    return Fault(("checklists", clash.other), f"{clash.other}: {clash.message}", clash.hint, key=True)


def version_notes(document: Document, checklist: Checklist) -> tuple[str, ...]:
    written = part(document.data, "checklists")
    return tuple(
        f"{document.path}: written for {id} {written[id]}, judged by {version}"
        for id, version in checklist.versions.items()
        if written[id] != version
    )


def major(version: str) -> str:
    return version.split(".", maxsplit=1)[0]


def open_all(paths: Mapping[str, Path]) -> tuple[dict[str, EngagementFile], tuple[Problem, ...]]:
    """Every engagement that can be opened, by the name shown, and the problems of those that cannot."""
    opened: dict[str, EngagementFile] = {}
    problems: list[Problem] = []
    for shown, path in paths.items():
        try:
            opened[shown] = open_engagement(path, shown)
        except InvalidInput as error:
            problems += error.problems
        except Refused as error:
            problems.append(Problem(shown, 1, 1, error.message, error.hint))
    return opened, tuple(sorted(set(problems)))
