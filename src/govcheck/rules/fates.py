"""What one version of a checklist does to the answers that were given before it. Pure.

It works on an answers file as plain values, and notes each edit, so that the same can be done to its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from govcheck.rules.versions import became, clause, merged_text, split_text
from govcheck.words.history import Change, Release
from govcheck.words.vocabulary import Fate, Part

Doc = Mapping[str, Any]
Keys = tuple[str, ...]
CONFIRM = "confirm-again"
ANSWERS, QUESTIONS, PLANS, PROFILE, USES = "answers", "questions", "plans", "profile", "use-cases"
NO_MORE = {Part.PLANS: "is no plan row", Part.ROLES: "is no role"}
NOES = ("not-met", "no", "partial")
GRAVEST_FIRST = (*NOES, "unknown", "not-applicable", "n/a", "na", "met", "yes")
OWN_NAMES, MATRIX, APPROVALS, PEOPLE = "own-names", "matrix", "approvals", ("engagement", "people")


@dataclass(frozen=True)
class Rename:
    """A key that gets another name."""

    path: Keys
    to: str


@dataclass(frozen=True)
class Put:
    """A mapping that stands at a path."""

    path: Keys
    value: Doc


Edit = Rename | Put


@dataclass(frozen=True)
class Course:
    """How far the carrying has come."""

    data: Doc
    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()

    def then(self, *edits: Edit, told: str = "") -> Course:
        """One step further."""
        told_now = (*self.told, told) if told else self.told
        return Course(reduce(changed, edits, self.data), (*self.edits, *edits), told_now)

    def at(self, path: Keys) -> Any:
        """What stands at a path; None where nothing does."""
        here: Any = self.data
        for key in path:
            here = here.get(key) if isinstance(here, Mapping) else None
        return here


@dataclass(frozen=True)
class Tables:
    """Which profile questions span the matrix and the plan table, by the names that they had in one version."""

    rows: str = ""
    columns: str = ""
    plan: str = ""


def released(course: Course, version: str, release: Release, tables: Tables) -> Course:
    """The file after one release. Values go last, when their questions have the names of that version."""
    for change in release.changes:
        if change.part is not Part.VALUES and change.fate is not Fate.MERGED:
            course = STEPS[change.part](course, change, version)
    merged = [change for change in release.changes if change.fate is Fate.MERGED]
    for target in dict.fromkeys(change.to[0] for change in merged):
        course = with_merged(course, target, [change.id for change in merged if change.to[0] == target], version)
    for change in release.changes:
        if change.part is Part.VALUES:
            course = with_value(course, change, version, tables)
    return course


def with_value(course: Course, change: Change, version: str, tables: Tables) -> Course:
    """A value of a profile question, wherever it was chosen or something was said of it."""
    question, id = change.question, change.id
    places: list[Keys] = [(OWN_NAMES, question)]
    places += [(MATRIX,)] if question == tables.rows else []
    places += [(MATRIX, row) for row in course.at((MATRIX,)) or {}] if question == tables.columns else []
    for place in places:
        if course.at((*place, id)) is not None and change.to:
            course = renamed(course, place, change)
    holders = [((PROFILE,), question), *(((USES, use), question) for use in course.at((USES,)) or {})]
    holders += [((PLANS, row), "plan") for row in course.at((PLANS,)) or {}] if question == tables.plan else []
    for path, key in holders:
        chosen = (course.at(path) or {}).get(key)
        if id not in (chosen if isinstance(chosen, list) else [chosen]):
            continue
        if not change.to:
            text = f"{id} is no value of {question} since {version}, and counts as unknown: {change.says}"
            course = course.then(told=text)
            continue
        put = Put(path, {**course.at(path), key: replaced(chosen, id, change.to[0])})
        course = course.then(put, told=called(change))
    return course


def replaced(chosen: Any, old: str, new: str) -> Any:
    """One value, or a list of them, with another one in the place of the old."""
    if isinstance(chosen, list):
        return list(dict.fromkeys(new if value == old else value for value in chosen))
    return new


def with_control(course: Course, change: Change, version: str) -> Course:
    answer = course.at((ANSWERS, change.id))
    if answer is None:
        return course
    match change.fate:
        case Fate.RENAMED if course.at((ANSWERS, change.to[0])) is not None:
            return with_both(course, change, version)
        case Fate.RENAMED:
            return renamed(course, (ANSWERS,), change)
        case Fate.SPLIT:
            return with_split(course, change, version)
        case Fate.REWORDED:
            return reworded(course, (ANSWERS, change.id), change, version)
        case _:
            return course.then(told=kept_text(change, version))


def with_entry(course: Course, change: Change, version: str) -> Course:
    """A question to the vendor, or a row of the plan table."""
    path = (change.part.value, change.id)
    if course.at(path) is None:
        return course
    match change.fate:
        case Fate.RENAMED:
            return renamed(course, (change.part.value,), change)
        case Fate.REWORDED:
            return reworded(course, path, change, version)
        case _:
            return course.then(told=kept_text(change, version))


def with_fact(course: Course, change: Change, version: str) -> Course:
    """A profile question, asked of the whole and of each use case."""
    uses = ((USES, use) for use in course.at((USES,)) or {})
    return with_name(course, [(PROFILE,), *uses, (OWN_NAMES,)], change, version)


def with_role(course: Course, change: Change, version: str) -> Course:
    return with_name(course, [PEOPLE, (APPROVALS,)], change, version)


def with_name(course: Course, places: Sequence[Keys], change: Change, version: str) -> Course:
    """A name that may stand in several places."""
    for place in places:
        if course.at((*place, change.id)) is not None:
            course = renamed(course, place, change) if change.to else course.then(told=kept_text(change, version))
    return course


STEPS: Mapping[Part, Callable[[Course, Change, str], Course]] = {
    Part.CONTROLS: with_control,
    Part.QUESTIONS: with_entry,
    Part.PLANS: with_entry,
    Part.PROFILE: with_fact,
    Part.ROLES: with_role,
}


def renamed(course: Course, above: Keys, change: Change) -> Course:
    """The key under its new name. Where that stands in the file already, the old one stays, and is told as unknown."""
    if course.at((*above, change.to[0])) is not None:
        return course
    return course.then(Rename((*above, change.id), change.to[0]), told=called(change))


def with_both(course: Course, change: Change, version: str) -> Course:
    """An answer under the new id beside that under the old one: somebody has to say which of them is right."""
    to, why = change.to[0], f"{change.id} is called so since {version} and was answered as well"
    marked = Put((ANSWERS, to), doubted(course.at((ANSWERS, to)), why))
    text = f"{to} is there already; what was {stays([change.id], course)} Confirm {to} again."
    return course.then(marked, told=text)


def called(change: Change) -> str:
    value = f", as a value of {change.question}" if change.question else ""
    return f"{change.id} is called {change.to[0]} now{value}."


def reworded(course: Course, path: Keys, change: Change, version: str) -> Course:
    marked = Put(path, doubted(course.at(path), became(change, version)))
    text = f"{change.id} was reworded, so confirm it again: {change.says}"
    return course.then(marked, told=text)


def doubted(entry: Doc, why: str) -> Doc:
    """An entry that has to be confirmed again, for one more reason."""
    before = entry.get(CONFIRM)
    return {**entry, CONFIRM: f"{clause(before)}; {why}" if before else why}


def with_split(course: Course, change: Change, version: str) -> Course:
    """The answer to each of the parts that has none. While one has its own, the answer also stays where it was."""
    said, why = course.at((ANSWERS, change.id)), split_text(change.id, version)
    taken = [id for id in change.to if id != change.id and course.at((ANSWERS, id)) is not None]
    edits: list[Edit] = [] if taken or change.id in change.to else [Rename((ANSWERS, change.id), change.to[0])]
    edits += [Put((ANSWERS, id), doubted(course.at((ANSWERS, id)) if id in taken else said, why)) for id in change.to]
    parts, which = " and ".join(change.to), " that has none" if taken else ""
    stay = f" What was {stays([change.id], course)}" if taken else ""
    text = f"{change.id} is asked as {parts} now. Its answer goes to each of them{which}; confirm it there.{stay}"
    return course.then(*edits, told=text)


def with_merged(course: Course, target: str, sources: Sequence[str], version: str) -> Course:
    """One answer to what several controls asked: the one that is there or else the gravest, with the proofs of all."""
    said = {id: answer for id in (target, *sources) if (answer := course.at((ANSWERS, id))) is not None}
    if not said:
        return course
    first = target if target in said else min(said, key=lambda id: gravity(said[id]))
    rest = [id for id in said if id != first]
    proofs = list(said[first].get("evidence", ()))
    for proof in (proof for id in rest for proof in said[id].get("evidence", ())):
        if proof not in proofs:
            proofs.append(proof)
    answer = {**said[first], **({"evidence": proofs} if proofs else {})}
    merged, one = " and ".join(sources), len(sources) == 1
    edits: list[Edit] = [] if first == target else [Rename((ANSWERS, first), target)]
    edits.append(Put((ANSWERS, target), doubted(answer, merged_text(sources, version))))
    stay = f" What was {stays(rest, course)}" if rest else ""
    text = f"{merged} {'is' if one else 'are'} asked in {target} now. Confirm it again.{stay}"
    return course.then(*edits, told=text)


def stays(ids: Sequence[str], course: Course) -> str:
    """Of answers that stay where they are: a no among them stays a no until what asks it now is confirmed."""
    noes = [id for id in ids if course.at((ANSWERS, id))["status"].casefold() in NOES]
    some = "" if noes == [*ids] else f" ({' and '.join(noes)})"
    does = f"is a no until then{some}" if noes else "does nothing"
    return f"said of {' and '.join(ids)} stays and {does}."


def gravity(answer: Doc) -> int:
    return GRAVEST_FIRST.index(answer["status"].casefold())


def kept_text(change: Change, version: str) -> str:
    """Of what is not asked any more."""
    no_more = NO_MORE.get(change.part, "is not asked")
    return f"{change.id} {no_more} since {version}: {change.says} What was said of it stays and does nothing."


def path_before(path: tuple[str | int, ...], edits: Sequence[Edit]) -> tuple[str | int, ...]:
    """Where in the file stood, before some edits, what stands at a path after them."""
    for edit in reversed(edits):
        depth = len(edit.path)
        if isinstance(edit, Rename) and path[:depth] == (*edit.path[:-1], edit.to):
            path = (*edit.path, *path[depth:])
    return path


def changed(data: Doc, edit: Edit) -> Doc:
    """The values after one edit."""
    *above, last = edit.path
    return at_path(data, above, lambda there: edited(there, last, edit))


def edited(there: Doc, key: str, edit: Edit) -> Doc:
    if isinstance(edit, Put):
        return {**there, key: edit.value}
    return {edit.to if name == key else name: value for name, value in there.items()}


def at_path(data: Doc, path: Sequence[str], change: Callable[[Doc], Doc]) -> Doc:
    """The values with another mapping at a path."""
    if not path:
        return change(data)
    return {**data, path[0]: at_path(data.get(path[0]) or {}, path[1:], change)}
