"""What is wrong with a checklist's history: answers are carried along it, so it may leave nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govcheck.jobs.checklist_faults import controls_of, names, values_of
from govcheck.jobs.faults import Fault, Path, mapping, part, texts
from govcheck.rules.versions import is_version, numbers
from govcheck.words.vocabulary import Fate, Part

Doc = Mapping[str, Any]
HISTORY, ADDED = "history", "added"
Ids = Mapping[str, set[str]]
"""By the profile question that values belong to, else under an empty name: the ids of one part."""
KINDS = {
    Part.CONTROLS: "control",
    Part.QUESTIONS: "question",
    Part.PLANS: "plan row",
    Part.PROFILE: "profile question",
    Part.VALUES: "value",
    Part.ROLES: "role",
}


def history_faults(own: Doc, doc: Doc) -> Iterator[Fault]:
    """The faults of a document's history; `doc` is the same made whole."""
    releases = {version: mapping(release) for version, release in part(own, HISTORY).items() if is_version(version)}
    yield from version_faults(own, releases)
    newest_first = sorted(releases, key=numbers, reverse=True)
    still = {kind: ids_now(kind, doc) for kind in Part}
    later = {kind: ids_now(kind, doc) for kind in Part}
    lost: set[str] = set()  # profile questions of which nobody knows any more which values they had
    for version in newest_first:
        added, controls = releases[version].get(ADDED), later[Part.CONTROLS][""]
        yield from names((HISTORY, version, ADDED), "no control {} in this version", added, controls)
        for kind in Part:
            for path, question, id, became in entries(kind, version, releases[version]):
                known = later[kind].get(question, set())
                yield from entry_faults(path, version, id, became)
                if question not in lost:
                    yield from target_faults(path, kind, became, known)
                yield from again_faults(path, kind, became, still[kind].get(question, set()), known)
        yield from twice_faults(version, releases[version])
        for kind in Part:
            for _, question, id, _ in entries(kind, version, releases[version]):
                later[kind].setdefault(question, set()).add(id)
        for _, _, id, became in entries(Part.PROFILE, version, releases[version]):
            named = texts(became.get(Fate.RENAMED))
            lost |= {id} if Fate.REMOVED in became or lost.intersection(named) else set()
            for to in named:
                later[Part.VALUES].setdefault(id, set()).update(later[Part.VALUES].get(to, ()))


def ids_now(kind: Part, doc: Doc) -> dict[str, set[str]]:
    """The ids that there are in this version."""
    match kind:
        case Part.CONTROLS:
            return {"": {*controls_of(doc), *part(doc, "dropped")}}
        case Part.QUESTIONS | Part.ROLES | Part.PROFILE:
            return {"": {*part(doc, kind.value)}}
        case Part.PLANS:
            return {"": {*part(doc, "plans", "rows")}}
        case Part.VALUES:
            return {id: {*values_of(mapping(question))} for id, question in part(doc, "profile").items()}


def entries(kind: Part, version: str, release: Any) -> Iterator[tuple[Path, str, str, Doc]]:
    """Each change of one part: its path, the profile question of a value, the id, and what became of it."""
    path = (HISTORY, version, kind.value)
    told = part(release, kind.value)
    if kind is not Part.VALUES:
        yield from (((*path, id), "", id, mapping(became)) for id, became in told.items())
        return
    for question, values in told.items():
        yield from (((*path, question, id), question, id, mapping(became)) for id, became in mapping(values).items())


def version_faults(own: Doc, releases: Mapping[str, Any]) -> Iterator[Fault]:
    version = own.get("version")
    if not is_version(version):
        return
    for name in releases:
        if numbers(name) > numbers(version):
            hint = f"write version: {name} above, or {version} here"
            yield Fault((HISTORY, name), f"this is version {version} of the checklist", hint, key=True)


def entry_faults(path: Path, version: str, id: str, became: Doc) -> Iterator[Fault]:
    """One fate for each id, and what makes an old id invalid only where the major version rises."""
    if len(became) > 1:
        yield Fault(path, f"two things became of {id}: {' and '.join(became)}", "keep one of them", key=True)
    breaking = [fate for fate in became if fate != Fate.REWORDED]
    if breaking and numbers(version)[1:] != (0, 0):
        major = numbers(version)[0] + 1
        hint = f"write it under {major}.0.0: answers that name {id} have to be carried over"
        yield Fault(path, f"{version} is no new major version, and {id} is {breaking[0]}", hint, key=True)


def target_faults(path: Path, kind: Part, became: Doc, known: set[str]) -> Iterator[Fault]:
    """What an id became has to be there, or to be changed by a later version."""
    says = f"no {KINDS[kind]} {{}} in this version"
    for fate in (Fate.RENAMED, Fate.SPLIT, Fate.MERGED):
        yield from names((*path, fate.value), says, became.get(fate.value), known)
    if Fate.REWORDED in became:
        yield from names(path, says, path[-1], known, key=True)


def again_faults(path: Path, kind: Part, became: Doc, still: set[str], later: set[str]) -> Iterator[Fault]:
    """An id that is gone stays gone, so that what was said of it is never read as something else."""
    id = str(path[-1])
    fate = next((fate for fate in became if fate != Fate.REWORDED), None)
    if fate == Fate.RENAMED and became[fate] == id:
        yield Fault(path, f"{id} is renamed to itself", "leave it out", key=True)
    elif fate and id in later and id not in texts(became[fate]):
        what = f"it still is a {KINDS[kind]}" if id in still else f"a later version has a {KINDS[kind]} {id} again"
        yield Fault(path, f"{id} is {fate}, and {what}", "give the new one another id", key=True)


ONE_EACH = (Part.CONTROLS, Part.QUESTIONS, Part.PLANS, Part.PROFILE)
"""Of these no two can ask the same: where both were answered, neither answer is simply that of the new id."""


def twice_faults(version: str, release: Any) -> Iterator[Fault]:
    """Two ids that become one. Controls can be merged."""
    for kind in ONE_EACH:
        to: dict[str, list[tuple[str, Any]]] = {}
        for _, _, id, became in entries(kind, version, release):
            for fate in (Fate.RENAMED, Fate.MERGED):
                for target in texts(became.get(fate)):
                    to.setdefault(target, []).append((id, fate))
        for target, sources in to.items():
            if len(sources) > 1 and Fate.RENAMED in [fate for _, fate in sources]:
                ids = [id for id, _ in sources]
                merged = f"write merged: {target} for each of them"
                hint = merged if kind is Part.CONTROLS else f"keep one of them, and write removed: WHY for {ids[-1]}"
                says = f"{' and '.join(ids)} are renamed to {target}"
                yield Fault((HISTORY, version, kind.value, ids[-1]), says, hint, key=True)
