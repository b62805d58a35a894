"""What is checked of a checklist after the schema: that every name names something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from govcheck.jobs.faults import Fault, Path, listed, mapping, part, texts
from govcheck.rules.questions import ORGANIZATION, PLACEHOLDER, USE_CASES
from govcheck.rules.suggest import write_instead
from govcheck.words.vocabulary import NO, YES, Gate

Doc = Mapping[str, Any]


def checklist_faults(doc: Doc, others: Mapping[str, Doc]) -> Iterator[Fault]:
    """Every fault that the schema cannot see, of a document made whole; `others` are those that its rules may need."""
    yield from twice_faults(doc)
    yield from profile_faults(doc)
    yield from control_faults(doc)
    yield from matrix_faults(doc)
    yield from plan_faults(doc)
    yield from party_faults(doc)
    yield from question_faults(doc)
    yield from rule_faults(doc, others)
    yield from view_faults(doc)
    yield from role_faults(("approvals",), doc.get("approvals"), doc)


def controls_of(doc: Doc) -> Mapping[str, tuple[Path, Doc]]:
    """Every control by id, with its place."""
    return {
        str(id): (("sections", section, "controls", id), mapping(control))
        for section, value in part(doc, "sections").items()
        for id, control in part(value, "controls").items()
    }


NONE: Mapping[str, str] = {}


def among(known: Iterable[str]) -> Mapping[str, object]:
    """The choices in their order, as something that tells at once whether a name is one of them."""
    return known if isinstance(known, Mapping) else dict.fromkeys(known)


def names(
    path: Path, says: str, given: Any, known: Iterable[str], *, key: bool = False, was: Mapping[str, str] = NONE
) -> Iterator[Fault]:
    """A fault for each given name that is not known; `says` has {} for it. Lists give the place of each entry.

    `was` has names of earlier versions, each with what became of it.
    """
    choices = among(known)
    many = isinstance(given, list)
    for place, name in enumerate(listed(given)):
        if isinstance(name, str) and name not in choices:
            yield Fault(
                (*path, place) if many else path, says.format(name), was.get(name) or write_instead(name, choices), key
            )


def keys(path: Path, says: str, given: Any, known: Iterable[str], was: Mapping[str, str] = NONE) -> Iterator[Fault]:
    """A fault for each key that is not known."""
    choices = among(known)
    for name in mapping(given):
        yield from names((*path, name), says, str(name), choices, key=True, was=was)


def role_faults(path: Path, given: Any, doc: Doc) -> Iterator[Fault]:
    """Roles are checked where the checklist lists them."""
    if "roles" in doc:
        yield from names(path, "no role {}", given, part(doc, "roles"))


def twice_faults(doc: Doc) -> Iterator[Fault]:
    """The same control in two sections; within one the reader has refused it."""
    seen: dict[str, str] = {}
    for section, value in part(doc, "sections").items():
        for id in part(value, "controls"):
            if id in seen:
                place = ("sections", section, "controls", id)
                yield Fault(
                    place, f"control {id} stands in section {seen[id]} already", "rename or remove one", key=True
                )
            seen.setdefault(id, section)


# criteria


def values_of(question: Doc) -> list[str]:
    return [YES, NO] if "derived" in question or question.get("type") == "yes-no" else list(part(question, "values"))


def entries(criteria: Any, path: Path, *, negated: bool = False) -> Iterator[tuple[Path, str, Any, bool]]:
    """Every entry but `any` and `not`, with its place and whether it stands below an odd number of `not`."""
    for key, want in mapping(criteria).items():
        if key == "any":
            for place, one in enumerate(listed(want)):
                yield from entries(one, (*path, "any", place), negated=negated)
        elif key == "not":
            yield from entries(want, (*path, "not"), negated=not negated)
        else:
            yield (*path, key), key, want, negated


def fact_faults(path: Path, question: str, want: Any, known: Doc) -> Iterator[Fault]:
    """A criteria entry that names no question, or no value of it."""
    if question not in known:
        yield Fault(path, f"no profile question {question}", write_instead(question, known), key=True)
    else:
        yield from names(path, f"{question} has no value {{}}", want, values_of(mapping(known[question])))


def plain_faults(path: Path, criteria: Any, known: Doc) -> Iterator[Fault]:
    """`applies`, `gate-when`, `derived`, `needed`: facts only, and nothing that a second value could switch off."""
    for place, question, want, negated in entries(criteria, path):
        yield from fact_faults(place, question, want, known)
        switched_off = negated or ("derived" in mapping(known.get(question)) and NO in texts(want))
        if switched_off and any_of(question, known):
            says = f"not around {question}, of which several values may hold at once"
            yield Fault(place, says, "list the values that are meant", key=True)


def any_of(question: str, known: Doc) -> bool:
    """Whether several values of a question may hold at once, or of one that it is derived from."""
    several: set[str] = set()
    for id, asked in known.items():  # what is derived looks at questions above it only
        below = (name for _, name, _, _ in entries(mapping(asked).get("derived"), ()))
        if mapping(asked).get("type") == "any-of" or any(name in several for name in below):
            several.add(id)
    return question in several


# the parts


def profile_faults(doc: Doc) -> Iterator[Fault]:
    above: dict[str, Any] = {}
    for id, question in part(doc, "profile").items():
        path = ("profile", id, "derived")
        yield from plain_faults(path, mapping(question).get("derived"), above)
        above[id] = question


def control_faults(doc: Doc) -> Iterator[Fault]:
    profile = part(doc, "profile")
    for path, control in controls_of(doc).values():
        yield from plain_faults((*path, "applies"), control.get("applies"), profile)
        for gate, when in part(control, "gate-when").items():
            yield from plain_faults((*path, "gate-when", gate), when, profile)
        yield from gate_faults(path, control)
        yield from names((*path, "asks"), "no question {}", control.get("asks"), part(doc, "questions"))
        yield from names((*path, "topic"), "no topic {}", control.get("topic"), part(doc, "topics"))
        yield from role_faults((*path, "owner"), control.get("owner"), doc)


def gate_faults(path: Path, control: Doc) -> Iterator[Fault]:
    own = control.get("gate")
    for gate in part(control, "gate-when"):
        if own in tuple(Gate) and gate in tuple(Gate) and not is_above(gate, own):
            says = f"gate-when {gate} is not above the control's own gate {own}"
            yield Fault((*path, "gate-when", gate), says, "name a higher gate or remove it", key=True)


def is_above(gate: Any, other: Any) -> bool:
    """Whether a gate weighs more than another, both as written."""
    order = [one.value for one in Gate]
    return gate in order and other in order and order.index(gate) > order.index(other)


def matrix_faults(doc: Doc) -> Iterator[Fault]:
    matrix, profile = part(doc, "matrix"), part(doc, "profile")
    values: dict[str, list[str]] = {}
    for side in ("rows", "columns"):
        id = matrix.get(side)
        if not isinstance(id, str):
            continue
        yield from names(("matrix", side), "no profile question {}", id, profile)
        question = mapping(profile.get(id))
        if question:
            values[side] = values_of(question)
        if question and not (question.get("per-use-case") is True and question.get("needed") is True):
            yield Fault(("matrix", side), f"{id} is not asked for each use case", "set per-use-case and needed to true")
    if len(values) < 2:
        return
    for where in ("cells", "guardrails", "facts"):
        yield from keys(("matrix", where), "no row {}", matrix.get(where), values["rows"])
    for row, cells in part(matrix, "cells").items():
        yield from keys(("matrix", "cells", row), "no column {}", cells, values["columns"])


def plan_faults(doc: Doc) -> Iterator[Fault]:
    plans, profile = part(doc, "plans"), part(doc, "profile")
    id = plans.get("question")
    if not isinstance(id, str):
        return
    yield from names(("plans", "question"), "no profile question {}", id, profile)
    question = mapping(profile.get(id))
    if question and question.get("per-use-case") is True:
        yield Fault(("plans", "question"), f"{id} may differ between use cases", "one plan is bought for all of them")
    if question and question.get("type") != "one-of":
        yield Fault(("plans", "question"), f"{id} has not one value", "name a question of type one-of")
    for row, value in part(plans, "rows").items():
        path = ("plans", "rows", row)
        yield from plain_faults((*path, "needed"), mapping(value).get("needed"), profile)
        claimed = part(value, "claimed")
        if not question:
            continue
        yield from keys((*path, "claimed"), f"{id} has no value {{}}", claimed, values_of(question))
        missing = [plan for plan in values_of(question) if plan not in claimed]
        if missing:
            says = f"claimed says nothing of {', '.join(missing)}"
            yield Fault((*path, "claimed"), says, "write yes, no or unknown for each plan", key=True)


def party_faults(doc: Doc) -> Iterator[Fault]:
    """Where parties are described, those of the responsibilities are the same ones."""
    parties = part(doc, "parties")
    used: dict[str, Any] = {}
    for task in part(doc, "responsibilities"):
        sharing = part(doc, "responsibilities", task, "parties")
        used |= sharing
        if parties:
            yield from keys(("responsibilities", task, "parties"), "no party {}", sharing, parties)
    yield from keys(("parties",), "no responsibility has a party {}", parties, used)
    for id, party in parties.items():
        yield from role_faults(("parties", id, "roles"), mapping(party).get("roles"), doc)


def question_faults(doc: Doc) -> Iterator[Fault]:
    asked = (id for id, question in part(doc, "profile").items() if "derived" not in mapping(question))
    known = [ORGANIZATION, USE_CASES, *asked]
    for id, question in part(doc, "questions").items():
        text = mapping(question).get("text")
        for name in PLACEHOLDER.findall(text) if isinstance(text, str) else ():
            if name not in known:
                says = f"{{{name}}} is neither organization, use-cases nor a profile question"
                yield Fault(("questions", id, "text"), says, write_instead(name, known))
        yield from role_faults(("questions", id, "to"), mapping(question).get("to"), doc)


def rule_faults(doc: Doc, others: Mapping[str, Doc]) -> Iterator[Fault]:
    own, elsewhere = controls_of(doc), {id: controls_of(other) for id, other in others.items()}
    for id, rule in part(doc, "rules").items():
        needed = [one for one in texts(mapping(rule).get("needs")) if one in others]
        seen = [others[one] for one in needed]
        controls = {**own, **{one: there for id in needed for one, there in elsewhere[id].items()}} if needed else own
        profile = {one: asked for each in (*seen, doc) for one, asked in part(each, "profile").items()}
        rows = {row for each in (doc, *seen) for row in part(each, "plans", "rows")}
        for path, key, want, _ in entries(mapping(rule).get("when"), ("rules", id, "when")):
            match key:
                case "answers":
                    yield from keys(path, "no control {}", want, controls)
                case "settled":
                    yield from names(path, "no control {}", want, controls)
                case "plan-offers":
                    yield from names(path, "no plan row {}", want, rows)
                case _:
                    yield from fact_faults(path, key, want, profile)


def view_faults(doc: Doc) -> Iterator[Fault]:
    controls = controls_of(doc)
    for id, view in part(doc, "views").items():
        for place, row in enumerate(listed(mapping(view).get("rows"))):
            path = ("views", id, "rows", place, "controls")
            yield from names(path, "no control {}", mapping(row).get("controls"), controls)
