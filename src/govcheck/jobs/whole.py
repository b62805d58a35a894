"""A checklist document made whole: with what it takes over, borrows and adapts from other checklists.

`profile-from` takes over the profile, the matrix and the plan table; `from` borrows one control; `extends` adapts a
whole checklist. These work on documents as read, also on ones that the schema refuses, and leave out what has no place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from govcheck.jobs.build_checklist import BASES, DROPPED, HOME, SHARED, TAKEN, TIGHTENED, UNCHECKED
from govcheck.jobs.checklist_faults import controls_of, entries, is_above
from govcheck.jobs.faults import listed, mapping, part, texts
from govcheck.words.vocabulary import ACCEPTANCE_DAYS, STALE_DAYS

Doc = Mapping[str, Any]
Find = Callable[[str], Doc]
"""From the id of a checklist to its document as read; empty where there is none."""

PROFILE_FROM, EXTENDS, FROM = "profile-from", "extends", "from"
TABLES = ("matrix", "plans")
ADDED = ("topics", "roles", "profile", "parties", "responsibilities", "questions", "rules", "views", "set-aside")
"""What an adapted checklist has from the other one, and may add to."""
LISTS = ("sources", "approvals")
EDITION = ("id", "title", "version", "history")
"""What is kept of a checklist that another one is built on, besides the parts that it takes."""


def whole(own: Doc, find: Find) -> Doc:
    """The document with everything that it has from others, each of which stands by itself: none adapts another one.

    So the profile and a borrowed control are taken from a document as it was read, and nothing leads in a circle.
    """
    base = find(own[EXTENDS]) if isinstance(own.get(EXTENDS), str) and own[EXTENDS] != own.get("id") else {}
    doc = adapted(own, whole(base, find)) if base and EXTENDS not in base else own
    return with_bases(with_borrowed(with_profile(doc, find), find), find)


def with_bases(own: Doc, find: Find) -> Doc:
    """With which checklists it has parts from, in which version, and what their versions changed."""
    lent = (control.get(FROM) for _, control in controls_of(own).values())
    named = dict.fromkeys(id for id in (own.get(EXTENDS), own.get(PROFILE_FROM), *lent) if isinstance(id, str))
    bases = {id: {key: find(id)[key] for key in EDITION if key in find(id)} for id in named if find(id)}
    bases = {**part(own, BASES), **bases}
    return {**own, BASES: bases} if bases else own


def with_profile(own: Doc, find: Find) -> Doc:
    """The questions of another checklist before its own ones, and the matrix and plan table of that checklist."""
    if not isinstance(own.get(PROFILE_FROM), str):
        return own
    base = find(own[PROFILE_FROM])
    tables = {name: base[name] for name in TABLES if name in base and name not in own}
    profile = {**part(base, "profile"), **part(own, "profile")}
    taken = [*(f"profile/{id}" for id in part(base, "profile")), *tables]
    return {**own, **tables, **({"profile": profile} if profile else {}), TAKEN: taken}


def with_borrowed(own: Doc, find: Find) -> Doc:
    """Its borrowed controls filled in, with the questions, topics and roles that they name.

    What an adapted checklist has changed of them is left as it is.
    """
    borrowed = {
        id: (path, control)
        for id, (path, control) in controls_of(own).items()
        if isinstance(control.get(FROM), str) and SHARED not in control
    }
    if not borrowed:
        return own
    sections: dict[str, Any] = dict(part(own, "sections"))
    for section in {str(path[1]) for path, _ in borrowed.values()}:
        sections[section] = {**sections[section], "controls": dict(sections[section]["controls"])}
    standing = {base: controls_of(find(base)) for base in {control[FROM] for _, control in borrowed.values()}}
    added: dict[str, dict[str, Any]] = {"questions": {}, "topics": {}, "roles": {}}
    days = [acceptance_days(own)]
    for id, (path, control) in borrowed.items():
        base = find(control[FROM])
        there = standing[control[FROM]].get(id)
        controls = sections[str(path[1])]["controls"]
        if there is None or FROM in there[1]:
            del controls[id]
        else:
            controls[id] = lent(there[1], base, control)
            days.append(acceptance_days(base))
            for name, ids in named(controls[id], base).items():
                added[name].update({one: part(base, name)[one] for one in ids if one in part(base, name)})
    if "roles" not in own:  # then roles are not checked, and none may be missing
        del added["roles"]
    more = {name: {**there, **part(own, name)} for name, there in added.items() if there}
    asked = [id for id in added["questions"] if id not in part(own, "questions")]
    taken = [*listed(own.get(TAKEN)), *(f"questions/{id}" for id in asked)]
    limits = {**part(own, "limits"), "acceptance-days": min(days)}
    return {**own, **more, "sections": sections, "limits": limits, TAKEN: taken}


def acceptance_days(doc: Doc) -> int:
    """How long an acceptance may last; a borrowed control brings the limit of its own checklist along."""
    days = part(doc, "limits").get("acceptance-days")
    return days if isinstance(days, int) else ACCEPTANCE_DAYS


def lent(there: Doc, base: Doc, control: Doc) -> Doc:
    """A control as it stands in its own checklist, with the facts that the borrowing one adds."""
    days = part(base, "limits").get("stale-after", STALE_DAYS)
    return {"stale-after": days, **there, FROM: control[FROM], SHARED: texts(control.get("facts"))}


def named(control: Doc, base: Doc) -> Mapping[str, list[str]]:
    asks = texts(control.get("asks"))
    roles = [control.get("owner"), *(mapping(part(base, "questions").get(id)).get("to") for id in asks)]
    return {
        "questions": asks,
        "topics": texts(control.get("topic")),
        "roles": [id for id in roles if isinstance(id, str)],
    }


def adapted(own: Doc, base: Doc) -> Doc:
    """Another checklist with this one's changes and additions."""
    changes = part(own, "changes")
    gone = {id: place for id, place in controls_of(base).items() if mapping(changes.get(id)).get("drop") is True}
    merged = {name: {**part(base, name), **part(own, name)} for name in ADDED if name in base or name in own}
    lists = {
        name: list(dict.fromkeys((*texts(base.get(name)), *texts(own.get(name)))))
        for name in LISTS
        if name in base or name in own
    }
    rules = {id: names for id, rule in part(base, "rules").items() if (names := first_named(rule, gone))}
    if "rules" in merged:
        merged["rules"] = {id: rule for id, rule in merged["rules"].items() if id not in rules}
    if "views" in merged:
        merged["views"] = {id: view_without(view, gone) for id, view in merged["views"].items()}
    return {
        **{name: base[name] for name in TABLES if name in base},
        **own,
        **merged,
        **lists,
        "limits": {**part(base, "limits"), **part(own, "limits")},
        "sections": dict(sections_of(own, base, gone)),
        DROPPED: {
            id: {"control": {HOME: base.get("id"), **control}, "reason": changes[id].get("reason", "")}
            for id, (_, control) in gone.items()
        },
        UNCHECKED: {id: {"rule": part(base, "rules")[id], "names": names} for id, names in rules.items()},
        TIGHTENED: {id: mapping(change).get("reason", "") for id, change in changes.items() if id not in gone},
        TAKEN: listed(base.get(TAKEN)),
        BASES: part(base, BASES),
    }


def sections_of(own: Doc, base: Doc, gone: Mapping[str, Any]) -> Iterator[tuple[str, Doc]]:
    """The other checklist's sections, changed and added to, then its own."""
    changes, mine = part(own, "changes"), part(own, "sections")
    for id, section in part(base, "sections").items():
        controls = {
            one: with_change({HOME: base.get("id"), **mapping(control)}, mapping(changes.get(one)))
            for one, control in part(section, "controls").items()
            if one not in gone
        }
        controls |= part(mine.get(id), "controls")
        if controls:
            facts = [*texts(mapping(section).get("facts")), *texts(mapping(mine.get(id)).get("facts"))]
            yield id, {**mapping(section), "controls": controls, **({"facts": facts} if facts else {})}
    yield from ((id, section) for id, section in mine.items() if id not in part(base, "sections"))


def with_change(control: Doc, change: Doc) -> Doc:
    """A control with a higher gate, fewer kinds of evidence or a shorter time."""
    tighter = {name: change[name] for name in ("gate", "stale-after") if name in change}
    if "gate" in change and "gate-when" in control:
        gates = {gate: when for gate, when in part(control, "gate-when").items() if is_above(gate, change["gate"])}
        control = {key: value for key, value in control.items() if key != "gate-when"}
        tighter |= {"gate-when": gates} if gates else {}
    if "accepts" in change:
        tighter["evidence"] = {**part(control, "evidence"), "accepts": change["accepts"]}
    return {**control, **tighter}


def view_without(view: Any, gone: Mapping[str, Any]) -> Doc:
    """A view whose rows say which of their controls were dropped, so that none looks better for it."""
    rows = []
    for row in listed(mapping(view).get("rows")):
        controls = listed(mapping(row).get("controls"))
        lost = [id for id in controls if isinstance(id, str) and id in gone]
        title = f"{mapping(row).get('title')} (dropped: {', '.join(lost)})"
        left = [id for id in controls if not (isinstance(id, str) and id in gone)]
        rows.append({**mapping(row), "controls": left, "title": title} if lost else row)
    return {**mapping(view), "rows": rows}


def first_named(rule: Any, gone: Mapping[str, Any]) -> str:
    """The first dropped control that a rule speaks about; empty where it names none."""
    for _, key, want, _ in entries(mapping(rule).get("when"), ()):
        ids = mapping(want) if key == "answers" else texts(want) if key == "settled" else ()
        for id in ids:
            if id in gone:
                return str(id)
    return ""
