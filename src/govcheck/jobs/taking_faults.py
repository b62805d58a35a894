"""What is wrong with how a checklist takes over, borrows from or adapts another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from govcheck.jobs.build_history import build_history
from govcheck.jobs.checklist_faults import controls_of, entries, is_above, keys
from govcheck.jobs.faults import Fault, Path, mapping, part, texts
from govcheck.jobs.whole import ADDED, EXTENDS, FROM, PROFILE_FROM, TABLES, Doc, Find, whole
from govcheck.rules.questions import PLACEHOLDER
from govcheck.rules.suggest import write_instead
from govcheck.rules.versions import former_ids, instead
from govcheck.words.vocabulary import ACCEPTANCE_DAYS, DEFAULT_ACCEPTS, STALE_DAYS, Part

DEFAULTS = {"stale-after": STALE_DAYS, "acceptance-days": ACCEPTANCE_DAYS}
LABELS = ("topics", "roles")
"""May be said again, in the same words."""


def taking_faults(own: Doc, doc: Doc, find: Find, known: Iterable[str]) -> Iterator[Fault]:
    """The faults of a document; `doc` is the same made whole, `known` are the checklists that can be named."""
    known = list(known)
    for key in (EXTENDS, PROFILE_FROM):
        yield from unknown((key,), own.get(key), known)
        yield from by_itself((key,), own.get(key), find)
    for id, rule in part(own, "rules").items():
        for place, name in enumerate(texts(mapping(rule).get("needs"))):
            yield from unknown(("rules", id, "needs", place), name, known)
    if EXTENDS in own:
        yield from adapting_faults(own, find)
    elif "changes" in own:
        yield Fault(
            ("changes",), "changes without extends", "name the checklist that is changed: extends: ID", key=True
        )
    elif PROFILE_FROM in own:
        yield from profile_faults(own, find)
    yield from borrowing_faults(own, doc, find, known)


def unknown(path: Path, id: Any, known: list[str]) -> Iterator[Fault]:
    if isinstance(id, str) and id not in known:
        yield Fault(path, f"there is no checklist {id}", write_instead(id, known))


def by_itself(path: Path, id: Any, find: Find) -> Iterator[Fault]:
    """What is built on has to stand by itself, so that everybody can see in one place what it asks."""
    base = find(id).get(EXTENDS) if isinstance(id, str) else None
    if base is not None:
        yield Fault(
            path, f"{id} adapts {base}, and only a checklist that stands by itself can be built on", f"name {base}"
        )


def profile_faults(own: Doc, find: Find) -> Iterator[Fault]:
    base = str(own[PROFILE_FROM])
    if base == own.get("id"):
        yield Fault((PROFILE_FROM,), f"{base} is this checklist", "name the one that has the profile, or remove it")
    above = find(base)
    if PROFILE_FROM in above:
        yield Fault((PROFILE_FROM,), f"{base} takes its own profile from elsewhere", f"name {above[PROFILE_FROM]}")
    for name in TABLES:
        if name in own and name in above:
            yield Fault((name,), f"{base} has a {name} already", "remove it here", key=True)
    for id in part(own, "profile"):
        if id in part(above, "profile"):
            yield Fault(("profile", id), f"{base} asks {id} already", "remove it here", key=True)


def adapting_faults(own: Doc, find: Find) -> Iterator[Fault]:
    """A changed control has to be there and become tighter; what is added may not stand there already."""
    base = str(own[EXTENDS])
    if PROFILE_FROM in own:
        yield Fault((PROFILE_FROM,), f"the profile comes with {base} already", "remove it here", key=True)
    if base == own.get("id"):
        yield Fault((EXTENDS,), f"{base} is this checklist", "name the one that is adapted")
        return
    if not find(base) or EXTENDS in find(base):
        return
    there = whole(find(base), find)
    yield from changes_faults(own, there, base)
    yield from limit_faults(own, there, base)
    yield from added_faults(own, there, base)
    yield from section_faults(own, there, base)


def changes_faults(own: Doc, there: Doc, base: str) -> Iterator[Fault]:
    controls = controls_of(there)
    was = controls_before(there)
    yield from keys(("changes",), f"{base} has no control {{}}", own.get("changes"), controls, was)
    for id, change in part(own, "changes").items():
        if id in controls:
            yield from change_faults(("changes", id), mapping(change), controls[id][1], there)


def controls_before(base: Doc) -> Mapping[str, str]:
    """The controls that a checklist had in earlier versions, each with what became of it; it is valid by itself."""
    return instead(former_ids(build_history(part(base, "history")), Part.CONTROLS))


def limit_faults(own: Doc, there: Doc, base: str) -> Iterator[Fault]:
    for name, days in part(own, "limits").items():
        before = part(there, "limits").get(name, DEFAULTS.get(name))
        if isinstance(days, int) and isinstance(before, int) and days > before:
            yield Fault(("limits", name), f"{name} is {before} in {base}", f"write {before} or less")


def added_faults(own: Doc, there: Doc, base: str) -> Iterator[Fault]:
    for name in TABLES:
        if name in own and name in there:
            yield Fault((name,), f"{base} has a {name} already", "remove it here", key=True)
    for name in ADDED:
        for id, value in part(own, name).items():
            again = name in LABELS and part(there, name).get(id) == value
            if id in part(there, name) and not again:
                yield Fault((name, id), f"{id} stands in {base} already", "choose another id", key=True)


def section_faults(own: Doc, there: Doc, base: str) -> Iterator[Fault]:
    controls = controls_of(there)
    for section, value in part(own, "sections").items():
        if section not in part(there, "sections") and "title" not in mapping(value):
            hint = f"add title: TEXT; {base} has no such section"
            yield Fault(("sections", section), "title is missing", hint, key=True)
        titled = mapping(part(there, "sections").get(section)).get("title")
        if titled and mapping(value).get("title", titled) != titled:
            says = f'the section is called "{titled}" in {base}'
            yield Fault(("sections", section, "title"), says, "remove the title here", key=True)
        for id in part(value, "controls"):
            if id in controls:
                path, hint = ("sections", section, "controls", id), "tighten it under changes, or choose another id"
                yield Fault(path, f"{id} stands in {base} already", hint, key=True)


def change_faults(path: Path, change: Doc, control: Doc, base: Doc) -> Iterator[Fault]:
    """A change may only tighten."""
    beside = [name for name in ("gate", "accepts", "stale-after") if name in change]
    if "drop" not in change and not beside:
        yield Fault(path, "this changes nothing", "write what changes: drop, gate, accepts or stale-after", key=True)
    if "drop" in change and beside:
        yield Fault((*path, "drop"), f"a dropped control has no {beside[0]}", "write drop or the rest", key=True)
        return
    if "gate" in change and control.get("gate") and not is_above(change["gate"], control["gate"]):
        yield Fault((*path, "gate"), f"the gate is {control['gate']} already", "a gate may only rise")
    accepted = texts(part(control, "evidence").get("accepts")) or list(DEFAULT_ACCEPTS)
    for place, kind in enumerate(texts(change.get("accepts"))):
        if kind not in accepted:
            yield Fault((*path, "accepts", place), f"{kind} does not count now", f"keep some of {', '.join(accepted)}")
    days = control.get("stale-after", part(base, "limits").get("stale-after", STALE_DAYS))
    shorter = change.get("stale-after")
    if isinstance(shorter, int) and isinstance(days, int) and shorter >= days:
        yield Fault((*path, "stale-after"), f"it is {days} days already", f"write less than {days}")


def borrowing_faults(own: Doc, doc: Doc, find: Find, known: list[str]) -> Iterator[Fault]:
    """A borrowed control has to stand in the checklist that is named, and its facts have to be asked for here."""
    filled = controls_of(doc)
    standing = cache(lambda base: controls_of(find(base)))  # a checklist may borrow very many from one other
    complete = cache(lambda base: whole(find(base), find))
    for id, (path, control) in controls_of(own).items():
        base = control.get(FROM)
        if not isinstance(base, str):
            continue
        if base not in known:
            yield from unknown((*path, FROM), base, known)
            continue
        if base == own.get("id"):
            yield Fault((*path, FROM), f"{base} is this checklist", "name the one in which the control stands")
            continue
        yield from by_itself((*path, FROM), base, find)
        there = standing(base)
        if id not in there:
            hint = controls_before(find(base)).get(id) or write_instead(id, there)
            yield Fault(path, f"{base} has no control {id}", hint, key=True)
        elif there[id][1].get(FROM):
            says = f"{base} itself takes {id} from {there[id][1][FROM]}"
            yield Fault((*path, FROM), says, f"write {there[id][1][FROM]}")
        else:
            yield from question_faults(path, filled.get(id, ((), {}))[1], doc, complete(base), base)


def question_faults(path: Path, control: Doc, doc: Doc, there: Doc, base: str) -> Iterator[Fault]:
    """The questions of the profile, and those to the vendor, have to mean here what they mean where it stands."""
    id = path[-1]
    for question in asked_by(control, there):
        here = part(doc, "profile").get(question)
        if here is None:
            says = f"{id} depends on {question}, which nobody is asked here"
            yield Fault(path, says, f"add profile-from: {base}", key=True)
            return
        if here != part(there, "profile").get(question):
            says = f"{id} depends on {question}, which is another question in {base}"
            yield Fault(path, says, f"rename {question} here, and add profile-from: {base}", key=True)
            return
    for asked in texts(control.get("asks")):
        if part(doc, "questions").get(asked) != part(there, "questions").get(asked):
            yield Fault(path, f"{id} asks {asked}, which is another question here", f"rename {asked} here", key=True)


def asked_by(control: Doc, there: Doc) -> list[str]:
    """The profile questions that it depends on, also behind derived ones and in what the vendor is asked."""
    profile, found = part(there, "profile"), dict[str, None]()
    criteria = [control.get("applies"), *part(control, "gate-when").values()]
    wanted = [question for one in criteria for _, question, _, _ in entries(one, ())]
    for asked in texts(control.get("asks")):
        text = mapping(part(there, "questions").get(asked)).get("text")
        wanted += [name for name in PLACEHOLDER.findall(text) if name in profile] if isinstance(text, str) else []
    while wanted:
        question = wanted.pop(0)
        if question not in found:
            found[question] = None
            wanted += [name for _, name, _, _ in entries(mapping(profile.get(question)).get("derived"), ())]
    return list(found)
