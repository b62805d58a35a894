"""What is checked of an answers file after the schema, against its checklist: that every name names something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from govcheck.jobs.checklist_faults import keys, names
from govcheck.jobs.faults import Fault, Path, listed, mapping, part, texts
from govcheck.rules.case import is_url
from govcheck.rules.names import folded, names_nobody, nobody_text
from govcheck.rules.suggest import nearest, write_instead
from govcheck.rules.versions import former, instead
from govcheck.words.checklist import Checklist, ProfileQuestion
from govcheck.words.vocabulary import UNKNOWN, Part, QuestionType

Doc = Mapping[str, Any]
TITLE = "title"
AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
"""As the schema wants a time; which days and hours there are it does not know."""


def engagement_faults(doc: Doc, checklist: Checklist, name: str = "") -> Iterator[Fault]:
    """Every fault that the schema cannot see. The file itself is called `name`."""
    whole = {id: answer for id, answer in part(doc, "answers").items() if isinstance(answer, dict)}
    gone = (id for _, id in former(checklist, Part.CONTROLS))
    yield from keys(("answers",), "no control {}", whole, [*checklist.controls, *checklist.dropped, *gone])
    was = instead(former(checklist, Part.QUESTIONS))
    yield from keys(("questions",), "no question {}", doc.get("questions"), checklist.questions, was)
    yield from profile_faults(doc, checklist)
    yield from own_name_faults(doc, checklist)
    yield from matrix_faults(doc, checklist)
    yield from plan_faults(doc, checklist)
    if checklist.roles:
        was = instead(former(checklist, Part.ROLES))
        yield from keys(("engagement", "people"), "no role {}", part(doc, "engagement", "people"), checklist.roles, was)
    yield from reference_faults(doc, name)
    yield from approval_faults(doc, checklist)
    yield from name_faults(doc, checklist)
    yield from said_faults(doc)


def profile_faults(doc: Doc, checklist: Checklist) -> Iterator[Fault]:
    asked = {id: question for id, question in checklist.profile.items() if question.derived is None}
    here = {id: question for id, question in asked.items() if question.per_use_case}
    for id, value in part(doc, "profile").items():
        yield from value_faults(("profile", id), id, value, asked, checklist)
    for use, values in part(doc, "use-cases").items():
        for id, value in mapping(values).items():
            if id != TITLE:
                yield from value_faults(("use-cases", use, id), id, value, here, checklist)


def value_faults(
    path: Path, id: str, value: Any, asked: Mapping[str, ProfileQuestion], checklist: Checklist
) -> Iterator[Fault]:
    """One answer to a profile question: asked here, in the right shape, with values that exist."""
    if id not in asked:
        yield not_asked(path, id, asked, checklist)
        return
    question = asked[id]
    if (question.type is QuestionType.ANY_OF) != isinstance(value, list):
        one_of = question.type is not QuestionType.ANY_OF
        yield Fault(path, f"{id} has {'one value' if one_of else 'a list of values'}", example(question))
    elif isinstance(value, list) and UNKNOWN in value and len(value) > 1:
        yield Fault(path, f"unknown stands beside other values of {id}", "write [unknown] alone, or leave it out")
    else:
        known = [*question.values, UNKNOWN]
        yield from names(path, f"{id} has no value {{}}", value, known, was=values_before(checklist, id))


def not_asked(path: Path, id: str, asked: Mapping[str, ProfileQuestion], checklist: Checklist) -> Fault:
    question = checklist.profile.get(id)
    if question and question.derived is not None:
        return Fault(path, f"{id} is worked out by the checklist", "remove it", key=True)
    if question:
        return Fault(path, f"{id} is not asked for each use case", "write it under profile", key=True)
    return no_question(path, id, asked, checklist)


def no_question(path: Path, id: str, asked: Mapping[str, ProfileQuestion], checklist: Checklist) -> Fault:
    was = instead(former(checklist, Part.PROFILE))
    return Fault(path, f"no profile question {id}", was.get(id) or write_instead(id, asked), key=True)


def values_before(checklist: Checklist, question: str) -> Mapping[str, str]:
    """The values that a profile question had, each with what became of it."""
    return instead(former(checklist, Part.VALUES), question)


def example(question: ProfileQuestion) -> str:
    first = next(iter(question.values), UNKNOWN)
    return f"write [{first}], say" if question.type is QuestionType.ANY_OF else f"write {first}, say"


def own_name_faults(doc: Doc, checklist: Checklist) -> Iterator[Fault]:
    """Each of the organisation's own names stands for one value."""
    asked = {id: question for id, question in checklist.profile.items() if question.derived is None}
    for id, by_value in part(doc, "own-names").items():
        path = ("own-names", id)
        if id not in asked:
            yield no_question(path, id, asked, checklist)
            continue
        yield from keys(path, f"{id} has no value {{}}", by_value, asked[id].values, values_before(checklist, id))
        means: dict[str, str] = {}
        for value, own in mapping(by_value).items():
            for place, name in enumerate(texts(own)):
                other = means.setdefault(folded(name), value)
                at = (*path, value, place) if isinstance(own, list) else (*path, value)
                if other != value:
                    yield Fault(at, f"{name} is also the name of {other}", "give each value names of its own")


def matrix_faults(doc: Doc, checklist: Checklist) -> Iterator[Fault]:
    own, matrix = part(doc, "matrix"), checklist.matrix
    if own and matrix is None:
        yield Fault(("matrix",), "the checklist has no matrix", "remove it", key=True)
    if not own or matrix is None:
        return
    rows, columns = (checklist.profile[id].values for id in (matrix.rows, matrix.columns))
    were = values_before(checklist, matrix.columns)
    yield from keys(("matrix",), "no row {}", own, rows, values_before(checklist, matrix.rows))
    for row, cells in own.items():
        yield from keys(("matrix", row), "no column {}", cells, columns, were)


def plan_faults(doc: Doc, checklist: Checklist) -> Iterator[Fault]:
    own, table = part(doc, "plans"), checklist.plans
    if own and table is None:
        yield Fault(("plans",), "the checklist has no plan table", "remove it", key=True)
    if not own or table is None:
        return
    yield from keys(("plans",), "no plan row {}", own, table.rows, instead(former(checklist, Part.PLANS)))
    plans, were = checklist.profile[table.question].values, values_before(checklist, table.question)
    for row, said in own.items():
        yield from names(("plans", row, "plan"), "no plan {}", mapping(said).get("plan"), plans, was=were)


def reference_faults(doc: Doc, name: str) -> Iterator[Fault]:
    """Files are named relative to the answers file and lie in its folder; it proves nothing itself."""
    for id, answer in part(doc, "answers").items():
        for place, proof in enumerate(listed(mapping(answer).get("evidence"))):
            yield from unfit(("answers", id, "evidence", place, "ref"), mapping(proof).get("ref"), name)
    for where in ("plans", "questions"):
        for id, said in part(doc, where).items():
            yield from unfit((where, id, "ref"), mapping(said).get("ref"), name)
            for place, earlier in enumerate(listed(mapping(said).get("earlier"))):
                yield from unfit((where, id, "earlier", place, "ref"), mapping(earlier).get("ref"), name)


def unfit(path: Path, ref: Any, own: str) -> Iterator[Fault]:
    for name in texts(ref):
        away = name.startswith("/") or ".." in name.split("/")
        if own and name.endswith(own) and PurePosixPath(name) == PurePosixPath(own):
            yield Fault(path, f"{name} is this file, which does not prove itself", "name what shows it")
        elif "\\" in name and not is_url(name):
            yield Fault(path, f"{name} is written with a backslash", "write / between folder and file")
        elif away and not is_url(name):
            yield Fault(path, f"{name} leaves the engagement's folder", "copy the file into evidence/ and name it so")


def approval_faults(doc: Doc, checklist: Checklist) -> Iterator[Fault]:
    """Only the roles that the checklist names approve.

    An approval of another one is a fault and not a note: whoever takes a role out of a checklist has to take out what
    was approved in it as well, and both show in the same change.
    """
    own = part(doc, "approvals")
    for role, approval in own.items():
        if role not in checklist.approvals:
            yield unasked(role, checklist)
        at = mapping(approval).get("at")
        if isinstance(at, str) and AT.fullmatch(at) and not is_time(at):
            hint = "write the time in UTC, such as 2026-11-21T09:30:00Z"
            yield Fault(("approvals", role, "at"), f"there is no time {at}", hint)


PERSON = frozenset({"owner", "reviewed-by", "by", "answered-by", "approved-by", "replied-by"})
"""Keys below which the name of a person stands."""
PEOPLE = ("engagement", "people")
OF_PEOPLE = ("engagement", "answers", "plans", "questions", "approvals")


def name_faults(doc: Doc, checklist: Checklist) -> Iterator[Fault]:
    """Somebody has to stand behind what is said.

    A placeholder, or a role in the place of whoever has it, would count as a name, and as another than the owner.
    """
    roles = {folded(role) for role in checklist.roles}
    places = chain.from_iterable(named((part,), doc.get(part)) for part in OF_PEOPLE)
    people = (((*PEOPLE, role), name) for role, name in part(doc, *PEOPLE).items())
    for path, name in (*places, *people):
        if isinstance(name, str) and names_nobody(name):
            yield Fault(path, nobody_text(name), "write who it is; where nobody is named yet, leave the entry out")
        elif isinstance(name, str) and folded(name) in roles:
            yield Fault(path, f"{name} is a role", "write who has it")


SAID = {"remedy": ("guardrail",), "acceptance": ("risk", "compensating", "role")}
"""Texts of an answer that a verdict rests on."""


def said_faults(doc: Doc) -> Iterator[Fault]:
    """A guardrail or a compensating measure has to be one; `none` and TBD are not."""
    for path, text in told_texts(doc):
        if isinstance(text, str) and names_nobody(text):
            yield Fault(path, f'"{text}" says nothing', "write what it is")


def told_texts(doc: Doc) -> Iterator[tuple[Path, Any]]:
    """Every text that has to say something, with its path."""
    front = part(doc, "engagement")
    yield from ((("engagement", key), front.get(key)) for key in ("organization", "title"))
    for id, answer in part(doc, "answers").items():
        for entry, keys_of in SAID.items():
            for key in keys_of:
                yield ("answers", id, entry, key), mapping(mapping(answer).get(entry)).get(key)


def named(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """Everything below a place that is the name of a person, with its path."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        if isinstance(one, dict | list):
            yield from named((*path, key), one)
        elif key in PERSON and isinstance(one, str):
            yield (*path, key), one


def unasked(role: str, checklist: Checklist) -> Fault:
    """What is said of an approval that the checklist does not ask for, of a misspelt role too."""
    if was := instead(former(checklist, Part.ROLES)).get(role):
        return Fault(("approvals", role), f"no role {role} approves", was, key=True)
    if near := nearest(role, checklist.approvals):
        return Fault(("approvals", role), f"no role {role} approves", f"did you mean {near}?", key=True)
    says = f"the checklist asks for no approval by {role}"
    hint = f"put {role} back under approvals in the checklist, or take this approval out of the file"
    return Fault(("approvals", role), says, hint, key=True)


def is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
