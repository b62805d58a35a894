"""What one version of a checklist does to the answers that were given before it. Pure.

It works on an answers file as plain values, and notes each edit, so that the same can be done to its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from govcheck.rules.versions import became, clause, merged_text, split_text
from govcheck.words.history import IdChange, Release
from govcheck.words.values import dataclass
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
class Carrying:
    """How far the carrying has come."""

    data: Doc
    edits: tuple[Edit, ...] = ()
    told: tuple[str, ...] = ()

    def then(self, *edits: Edit, told: str = "") -> Carrying:
        """One step further."""
        told_now = (*self.told, told) if told else self.told
        return Carrying(reduce(changed, edits, self.data), (*self.edits, *edits), told_now)

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


def released(carrying: Carrying, version: str, release: Release, tables: Tables) -> Carrying:
    """The file after one release. Values go last, when their questions have the names of that version.

    What is reworded is called as this version calls it, so names come first.
    """
    for change in sorted(release.changes, key=lambda one: one.fate is Fate.REWORDED):
        if change.part is not Part.VALUES and change.fate is not Fate.MERGED:
            carrying = STEPS[change.part](carrying, change, version)
    merged = [change for change in release.changes if change.fate is Fate.MERGED]
    for target in dict.fromkeys(change.to[0] for change in merged):
        carrying = with_merged(carrying, target, [change.id for change in merged if change.to[0] == target], version)
    for change in release.changes:
        if change.part is Part.VALUES:
            carrying = with_value(carrying, change, version, tables)
    return carrying


def with_value(carrying: Carrying, change: IdChange, version: str, tables: Tables) -> Carrying:
    """A value of a profile question, wherever it was chosen or something was said of it."""
    question, id = change.question, change.id
    places: list[Keys] = [(OWN_NAMES, question)]
    places += [(MATRIX,)] if question == tables.rows else []
    places += [(MATRIX, row) for row in carrying.at((MATRIX,)) or {}] if question == tables.columns else []
    for place in places:
        if carrying.at((*place, id)) is not None and change.to:
            carrying = renamed(carrying, place, change)
    holders = [((PROFILE,), question), *(((USES, use), question) for use in carrying.at((USES,)) or {})]
    holders += [((PLANS, row), "plan") for row in carrying.at((PLANS,)) or {}] if question == tables.plan else []
    for path, key in holders:
        chosen = (carrying.at(path) or {}).get(key)
        if id not in (chosen if isinstance(chosen, list) else [chosen]):
            continue
        if not change.to:
            text = f"{id} is no value of {question} since {version}, and counts as unknown: {change.says}"
            carrying = carrying.then(told=text)
            continue
        put = Put(path, {**carrying.at(path), key: replaced(chosen, id, change.to[0])})
        carrying = carrying.then(put, told=called(change))
    return carrying


def replaced(chosen: Any, old: str, new: str) -> Any:
    """One value, or a list of them, with another one in the place of the old."""
    if isinstance(chosen, list):
        return list(dict.fromkeys(new if value == old else value for value in chosen))
    return new


def with_control(carrying: Carrying, change: IdChange, version: str) -> Carrying:
    answer = carrying.at((ANSWERS, change.id))
    if answer is None:
        return carrying
    match change.fate:
        case Fate.RENAMED if carrying.at((ANSWERS, change.to[0])) is not None:
            return with_both(carrying, change, version)
        case Fate.RENAMED:
            return renamed(carrying, (ANSWERS,), change)
        case Fate.SPLIT:
            return with_split(carrying, change, version)
        case Fate.REWORDED:
            return reworded(carrying, (ANSWERS, change.id), change, version)
        case _:
            return carrying.then(told=kept_text(change, version))


def with_entry(carrying: Carrying, change: IdChange, version: str) -> Carrying:
    """A question to the vendor, or a row of the plan table."""
    path = (change.part.value, change.id)
    if carrying.at(path) is None:
        return carrying
    match change.fate:
        case Fate.RENAMED:
            return renamed(carrying, (change.part.value,), change)
        case Fate.REWORDED:
            return reworded(carrying, path, change, version)
        case _:
            return carrying.then(told=kept_text(change, version))


def with_fact(carrying: Carrying, change: IdChange, version: str) -> Carrying:
    """A profile question, asked of the whole and of each use case."""
    uses = ((USES, use) for use in carrying.at((USES,)) or {})
    return with_name(carrying, [(PROFILE,), *uses, (OWN_NAMES,)], change, version)


def with_role(carrying: Carrying, change: IdChange, version: str) -> Carrying:
    return with_name(carrying, [PEOPLE, (APPROVALS,)], change, version)


def with_name(carrying: Carrying, places: Sequence[Keys], change: IdChange, version: str) -> Carrying:
    """A name that may stand in several places."""
    for place in places:
        if carrying.at((*place, change.id)) is not None:
            carrying = renamed(carrying, place, change) if change.to else carrying.then(told=kept_text(change, version))
    return carrying


STEPS: Mapping[Part, Callable[[Carrying, IdChange, str], Carrying]] = {
    Part.CONTROLS: with_control,
    Part.QUESTIONS: with_entry,
    Part.PLANS: with_entry,
    Part.PROFILE: with_fact,
    Part.ROLES: with_role,
}


def renamed(carrying: Carrying, above: Keys, change: IdChange) -> Carrying:
    """The key under its new name. Where that stands in the file already, the old one stays, and is told as unknown."""
    if carrying.at((*above, change.to[0])) is not None:
        return carrying
    return carrying.then(Rename((*above, change.id), change.to[0]), told=called(change))


def with_both(carrying: Carrying, change: IdChange, version: str) -> Carrying:
    """An answer under the new id beside that under the old one: somebody has to say which of them is right."""
    to, why = change.to[0], f"{change.id} is called so since {version} and was answered as well"
    marked = Put((ANSWERS, to), doubted(carrying.at((ANSWERS, to)), why))
    text = f"{to} is there already; what was {stays([change.id], carrying)} Confirm {to} again."
    return carrying.then(marked, told=text)


def called(change: IdChange) -> str:
    value = f", as a value of {change.question}" if change.question else ""
    return f"{change.id} is called {change.to[0]} now{value}."


def reworded(carrying: Carrying, path: Keys, change: IdChange, version: str) -> Carrying:
    marked = Put(path, doubted(carrying.at(path), became(change, version)))
    text = f"{change.id} was reworded, so confirm it again: {change.says}"
    return carrying.then(marked, told=text)


def doubted(entry: Doc, why: str) -> Doc:
    """An entry that has to be confirmed again, for one more reason."""
    before = entry.get(CONFIRM)
    return {**entry, CONFIRM: f"{clause(before)}; {why}" if before else why}


def with_split(carrying: Carrying, change: IdChange, version: str) -> Carrying:
    """The answer to each of the parts that has none. While one has its own, the answer also stays where it was."""
    said, why = carrying.at((ANSWERS, change.id)), split_text(change.id, version)
    taken = [id for id in change.to if id != change.id and carrying.at((ANSWERS, id)) is not None]
    edits: list[Edit] = [] if taken or change.id in change.to else [Rename((ANSWERS, change.id), change.to[0])]
    edits += [Put((ANSWERS, id), doubted(carrying.at((ANSWERS, id)) if id in taken else said, why)) for id in change.to]
    parts, which = " and ".join(change.to), " that has none" if taken else ""
    stay = f" What was {stays([change.id], carrying)}" if taken else ""
    text = f"{change.id} is asked as {parts} now. Its answer goes to each of them{which}; confirm it there.{stay}"
    return carrying.then(*edits, told=text)


def with_merged(carrying: Carrying, target: str, sources: Sequence[str], version: str) -> Carrying:
    """One answer to what several controls asked: the one that is there or else the gravest, with the proofs of all."""
    said = {id: answer for id in (target, *sources) if (answer := carrying.at((ANSWERS, id))) is not None}
    if not said:
        return carrying
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
    stay = f" What was {stays(rest, carrying)}" if rest else ""
    text = f"{merged} {'is' if one else 'are'} asked in {target} now. Confirm it again.{stay}"
    return carrying.then(*edits, told=text)


def stays(ids: Sequence[str], carrying: Carrying) -> str:
    """Of answers that stay where they are: a no among them stays a no until what asks it now is confirmed."""
    noes = [id for id in ids if carrying.at((ANSWERS, id))["status"].casefold() in NOES]
    some = "" if noes == [*ids] else f" ({' and '.join(noes)})"
    does = f"is a no until then{some}" if noes else "does nothing"
    return f"said of {' and '.join(ids)} stays and {does}."


def gravity(answer: Doc) -> int:
    return GRAVEST_FIRST.index(answer["status"].casefold())


def kept_text(change: IdChange, version: str) -> str:
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
