"""Finding, opening and checking checklists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from govcheck.jobs.build_checklist import build_checklist
from govcheck.jobs.checklist_faults import checklist_faults
from govcheck.jobs.faults import Fault, mapping, part, with_faults
from govcheck.rules.suggest import write_instead
from govcheck.tools import schema, yamlfile, yamltext
from govcheck.words.checklist import Checklist
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.resources import folder as bundled

PROFILE_FROM = "profile-from"
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
    checklist = open_checklist(path, name, engagement)
    if checklist.id != id:
        says = f"the file is called {path.name}, but its id is {checklist.id}"
        raise InvalidInput([Problem(name, 1, 1, says, "make the two the same")])
    return checklist


def open_checklist(path: Path, shown: str, engagement: Path | None = None) -> Checklist:
    """The checklist in a file. Raises InvalidInput with every problem, or Refused.

    Where it takes its profile from another one, that is a built-in one or one of the engagement's own.
    """
    data = yamltext.read_bytes(path, shown)
    base = base_of(data, shown)
    known = available(engagement) if base else {}
    return checklist_in(data, shown, yamltext.read_bytes(known[base], f"{base}.yaml") if base in known else None)


@lru_cache(maxsize=32)  # as below
def base_of(data: bytes, shown: str) -> str:
    """The id behind `profile-from`; empty where there is none."""
    if PROFILE_FROM.encode() not in data:
        return ""
    base = mapping(yamlfile.parse(data, shown).data).get(PROFILE_FROM)
    return base if isinstance(base, str) else ""


@lru_cache(maxsize=32)  # a review opens the same checklist at every answer, and the gate with every file
def checklist_in(data: bytes, shown: str, base: bytes | None = None) -> Checklist:
    """The checklist in the bytes of a file, with the profile of the one that it names, if any."""
    document = yamlfile.parse(data, shown)
    told = schema.problems(document, "checklist")
    own = mapping(document.data)
    above = mapping(yamlfile.parse(base, own[PROFILE_FROM] + ".yaml").data) if base is not None else {}
    whole = {**own, **shared(own, above)}
    problems = with_faults(document, told, [*base_faults(own, above), *checklist_faults(whole)])
    if problems:
        raise InvalidInput(problems)
    return build_checklist(whole)


def shared(own: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a checklist takes over: the questions before its own, the matrix and the plan table."""
    taken = {name: above[name] for name in ("matrix", "plans") if name in above and name not in own}
    profile = {**part(above, "profile"), **part(own, "profile")}
    return {**taken, **({"profile": profile} if profile else {})}


def base_faults(own: Mapping[str, Any], above: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with taking over: there is no such checklist, it takes over itself, a question stands in both."""
    base = own.get(PROFILE_FROM)
    if not isinstance(base, str):
        return
    if not above:
        yield Fault((PROFILE_FROM,), f"there is no checklist {base}", write_instead(base, available(None)))
    if PROFILE_FROM in above:
        yield Fault((PROFILE_FROM,), f"{base} takes its own profile from elsewhere", f"name {above[PROFILE_FROM]}")
    for name in ("matrix", "plans"):
        if name in own and name in above:
            yield Fault((name,), f"{base} has a {name} already", "remove it here", key=True)
    for id in part(own, "profile"):
        if id in part(above, "profile"):
            yield Fault(("profile", id), f"{base} asks {id} already", "remove it here", key=True)
