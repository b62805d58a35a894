"""Finding, opening and checking checklists."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from govcheck.jobs.build_checklist import build_checklist
from govcheck.jobs.checklist_faults import checklist_faults, controls_of
from govcheck.jobs.faults import mapping, part, texts, with_faults
from govcheck.jobs.history_faults import history_faults
from govcheck.jobs.taking_faults import taking_faults
from govcheck.jobs.whole import EXTENDS, FROM, PROFILE_FROM, whole
from govcheck.rules.joined import clashes, joined
from govcheck.rules.suggest import write_instead
from govcheck.tools import schema, yamlfile, yamltext
from govcheck.tools.yamlfile import Document
from govcheck.words.checklist import Checklist
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.resources import folder as bundled

OWN_FOLDER = "checklists"
"""Where an engagement keeps its own checklists, beside its answers file."""


TAKEN_ID, RENAME = "the id of a built-in checklist cannot be used again", "rename the file and its id"


class Text(NamedTuple):
    """A checklist file as it was read."""

    id: str
    shown: str
    data: bytes


@cache
def built_in() -> Mapping[str, Path]:
    """The checklists that come with govcheck, by id."""
    return by_id(bundled("checklists"))


def comes_along(folder: Path) -> bool:
    """Whether a folder is the one with the built-in checklists."""
    return folder.resolve() == bundled("checklists").resolve()


def available(engagement: Path | None) -> Mapping[str, Path]:
    """Every checklist that an engagement in this folder can name: the built-in ones and its own, by id.

    Raises InvalidInput where its own take a built-in id: the gate has to judge the same controls on every machine.
    """
    own = by_id(engagement / OWN_FOLDER) if engagement else {}
    taken = [path for id, path in own.items() if id in built_in()]
    if taken:
        raise InvalidInput(Problem(path.name, 1, 1, TAKEN_ID, RENAME) for path in taken)
    return {**built_in(), **own}


def by_id(folder: Path) -> Mapping[str, Path]:
    """The checklists in a folder. Raises Refused where the disk does not say what is in it."""
    try:
        return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    except OSError as error:
        says = f"the folder {folder.name} cannot be searched: {(error.strerror or 'it cannot be read').lower()}"
        raise Refused(says, "check the disk and the permissions") from None


def find_checklist(id: str, engagement: Path | None, shown: str = "") -> Checklist:
    """The checklist of this id, opened and checked. Raises Refused where there is none.

    `shown` is the engagement's folder as the user knows it, for messages about its own checklists.
    """
    known = available(engagement)
    if id not in known:
        raise Refused(f"there is no checklist {id}", write_instead(id, known))
    name = name_of(known[id], shown)
    checklist = open_checklist(known[id], name, engagement, shown)
    refuse_misnamed(known[id], name, checklist)
    return checklist


def together(checklists: Sequence[Checklist]) -> Checklist:
    """Several checklists as one. Raises Refused where they cannot be judged together."""
    for clash in clashes(checklists):
        raise Refused(f"{clash.one} and {clash.other} cannot be judged together: {clash.message}", clash.hint)
    return joined(checklists)


def refuse_other_id(name: str, document: Document) -> None:
    """Raises InvalidInput where a file says that it is another checklist."""
    id = mapping(document.data).get("id")
    if name != f"{id}.yaml":
        says = f"the file is called {name}, but its id is {id}"
        hint = f"call it {id}.yaml, or change its id"
        raise InvalidInput([Problem(document.path, *document.at(("id",)), says, hint)])


def refuse_misnamed(path: Path, shown: str, checklist: Checklist) -> None:
    """Raises InvalidInput where a checklist among those of an engagement could not be found by its id."""
    id = checklist.edition.id
    if path.name != f"{id}.yaml":
        refuse_other_id(path.name, parsed(yamltext.read_bytes(path, shown), shown))
    if id in built_in() and built_in()[id].resolve() != path.resolve():
        raise InvalidInput([Problem(shown, 1, 1, TAKEN_ID, RENAME)])


def name_of(path: Path, shown: str) -> str:
    """A checklist file as messages name it."""
    own = built_in().get(path.stem) != path
    return (PurePosixPath(shown) / OWN_FOLDER / path.name).as_posix() if own else path.name


def open_checklist(path: Path, shown: str, engagement: Path | None = None, folder: str = "") -> Checklist:
    """The checklist in a file. Raises InvalidInput with every problem, of those that it builds on too, or Refused."""
    data = yamltext.read_bytes(path, shown)
    if not names(data, shown):
        return checklist_in(data, shown)
    known = available(engagement)
    around = related(data, shown, known, folder)
    for text in built_on(data, shown, around):
        refuse_other_id(f"{text.id}.yaml", parsed(text.data, text.shown))
        if text.id not in built_in():
            checklist_in(text.data, text.shown, around, tuple(known))
    return checklist_in(data, shown, around, tuple(known))


def related(data: bytes, shown: str, known: Mapping[str, Path], folder: str) -> tuple[Text, ...]:
    """Every checklist that one names, and those that they name, as far as they are there."""
    found: dict[str, Text] = {}
    wanted = [*names(data, shown)]
    while wanted:
        id = wanted.pop()
        if id in found or id not in known:
            continue
        name = name_of(known[id], folder)
        found[id] = Text(id, name, yamltext.read_bytes(known[id], name))
        wanted += names(found[id].data, name)
    return tuple(found[id] for id in sorted(found))


def built_on(data: bytes, shown: str, around: Iterable[Text]) -> tuple[Text, ...]:
    """The checklists whose parts become parts of this one, each behind those that it is built on itself."""
    texts_of, found = {text.id: text for text in around}, dict[str, None]()

    def visit(data: bytes, shown: str, above: frozenset[str]) -> None:
        for id in names(data, shown, rules=False):
            if id in texts_of and id not in above and id not in found:
                visit(texts_of[id].data, texts_of[id].shown, above | {id})
                found[id] = None

    visit(data, shown, frozenset())
    return tuple(texts_of[id] for id in found)


@lru_cache(maxsize=64)  # as below
def names(data: bytes, shown: str, *, rules: bool = True) -> tuple[str, ...]:
    """The checklists that one names: to build on, and those that its rules need."""
    own = mapping(parsed(data, shown).data)
    lent = (control.get(FROM) for _, control in controls_of(own).values())
    needs = (id for rule in part(own, "rules").values() for id in texts(mapping(rule).get("needs")))
    named = (own.get(PROFILE_FROM), own.get(EXTENDS), *lent, *(needs if rules else ()))
    return tuple(dict.fromkeys(id for id in named if isinstance(id, str) and id != own.get("id")))


@lru_cache(maxsize=32)  # a review opens the same checklists at every answer, and the gate with every file
def parsed(data: bytes, shown: str) -> Document:
    return yamlfile.parse(data, shown)


@lru_cache(maxsize=32)
def checklist_in(data: bytes, shown: str, around: tuple[Text, ...] = (), known: tuple[str, ...] = ()) -> Checklist:
    """The checklist in the bytes of a file, with what it has from the files around it."""
    document = parsed(data, shown)
    told = schema.problems(document, "checklist")
    own = mapping(document.data)
    docs = {text.id: mapping(parsed(text.data, text.shown).data) for text in around}

    def find(id: str) -> Mapping[str, Any]:
        return docs.get(id, {})

    doc = whole(own, find)
    needs = (id for rule in part(doc, "rules").values() for id in texts(mapping(rule).get("needs")))
    others = {id: whole(docs[id], find) for id in needs if id in docs}
    taking = list(taking_faults(own, doc, find, known))
    found = (*checklist_faults(doc, others), *history_faults(own, doc))
    here = [fault for fault in found if not taking or stands_in(own, fault.path)]
    problems = with_faults(document, told, [*taking, *here])
    if problems:
        raise InvalidInput(problems)
    return build_checklist(doc, digest(doc))


def stands_in(own: Any, path: Iterable[str | int]) -> bool:
    """Whether a path leads somewhere in the file itself, not only in what it takes from others."""
    for step in path:
        if (isinstance(own, dict) and step in own) or (
            isinstance(own, list) and isinstance(step, int) and step < len(own)
        ):
            own = own[step]  # type: ignore[index]  # a list only at a whole number, as was looked at above
        else:
            return False
    return True


def digest(doc: Mapping[str, Any]) -> str:
    """Of everything that a checklist asks and weighs, whatever its layout: the same on every machine."""
    text = json.dumps(doc, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8")).hexdigest()
