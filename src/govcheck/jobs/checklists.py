"""Finding, opening and checking checklists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from govcheck.jobs.build_checklist import build_checklist
from govcheck.jobs.checklist_faults import checklist_faults
from govcheck.jobs.faults import mapping, with_faults
from govcheck.rules.suggest import write_instead
from govcheck.tools import schema, yamlfile, yamltext
from govcheck.words.checklist import Checklist
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.resources import folder as bundled

OWN_FOLDER = "checklists"
"""Where an engagement keeps its own checklists, beside its answers file."""


def built_in() -> Mapping[str, Path]:
    """The checklists that come with govcheck, by id."""
    return by_id(bundled("checklists"))


def available(engagement: Path | None) -> Mapping[str, Path]:
    """Every checklist that an engagement in this folder can name: the built-in ones and its own, by id.

    Raises InvalidInput where its own take a built-in id: the gate has to judge the same controls on every machine.
    """
    own = by_id(engagement / OWN_FOLDER) if engagement else {}
    taken = [path for id, path in own.items() if id in built_in()]
    if taken:
        says = "the id of a built-in checklist cannot be used again"
        raise InvalidInput(Problem(path.name, 1, 1, says, "rename the file and its id") for path in taken)
    return {**built_in(), **own}


def by_id(folder: Path) -> Mapping[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find_checklist(id: str, engagement: Path | None, shown: str = "") -> Checklist:
    """The checklist of this id, opened and checked. Raises Refused where there is none.

    `shown` is the engagement's folder as the user knows it, for messages about its own checklists.
    """
    known = available(engagement)
    if id not in known:
        raise Refused(f"there is no checklist {id}", write_instead(id, known))
    path = known[id]
    name = path.name if id in built_in() else (PurePosixPath(shown) / OWN_FOLDER / path.name).as_posix()
    checklist = open_checklist(path, name)
    if checklist.id != id:
        says = f"the file is called {path.name}, but its id is {checklist.id}"
        raise InvalidInput([Problem(name, 1, 1, says, "make the two the same")])
    return checklist


def open_checklist(path: Path, shown: str) -> Checklist:
    """The checklist in a file. Raises InvalidInput with every problem, or Refused."""
    return checklist_in(yamltext.read_bytes(path, shown), shown)


@lru_cache(maxsize=32)  # a review opens the same checklist at every answer, and the gate with every file
def checklist_in(data: bytes, shown: str) -> Checklist:
    """The checklist in the bytes of a file."""
    document = yamlfile.parse(data, shown)
    told = schema.problems(document, "checklist")
    problems = with_faults(document, told, checklist_faults(mapping(document.data)))
    if problems:
        raise InvalidInput(problems)
    return build_checklist(document.data)
