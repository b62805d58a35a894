"""What an answers file says of things that its checklists no longer ask. It stays there, and is read as absent.

That is so of what was removed. An id that was renamed is wrong in a file that was carried over, as any unknown one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from govcheck.jobs.faults import mapping, part, texts
from govcheck.rules.fates import APPROVALS, MATRIX, OWN_NAMES, PEOPLE, PLANS, PROFILE, QUESTIONS, USES, Keys
from govcheck.rules.versions import removed
from govcheck.words.checklist import Checklist
from govcheck.words.vocabulary import UNKNOWN, Part

Doc = Mapping[str, Any]
Ids = Mapping[str, str]
"""What is gone, each with what became of it."""
NOTHING = "and what is said of it does nothing"


def as_asked(doc: Doc, checklist: Checklist) -> Doc:
    """The document without what is not asked any more; a value that is gone is unknown where it was chosen.

    Answers stay, since they are kept apart once they are read. Works also on documents that the schema refuses.
    """
    lost = lost_values(checklist)
    for place, ids in lost_keys(doc, checklist, lost):
        doc = at(doc, place, partial(without, ids))
    for place in places_of_facts(doc):
        doc = at(doc, place, lambda there: {id: known(value, lost.get(id, {})) for id, value in there.items()})
    return doc


def passed_over(doc: Doc, checklist: Checklist) -> Mapping[Keys, str]:
    """What `as_asked` leaves out, by its place, with the reason in a clause."""
    lost = lost_values(checklist)
    told = {
        (*place, id): f"{ids[id]}, {NOTHING}"
        for place, ids in lost_keys(doc, checklist, lost)
        for id in part(doc, *place)
        if id in ids
    }
    for place in places_of_facts(doc):
        for id, value in part(doc, *place).items():
            gone = [f"{one} is {lost[id][one]}" for one in texts(value) if one in lost.get(id, {})]
            if gone and (*place, id) not in told:
                told[*place, id] = f"{'; '.join(gone)}; so it counts as unknown"
    return told


def places_of_facts(doc: Doc) -> list[Keys]:
    return [(PROFILE,), *((USES, use) for use in part(doc, USES))]


def without(ids: Ids, there: Doc) -> Doc:
    return {id: value for id, value in there.items() if id not in ids}


def lost_values(checklist: Checklist) -> Mapping[str, Ids]:
    """By profile question: the values that are gone."""
    gone = removed(checklist, Part.VALUES)
    return {question: {id: one.text for (of, id), one in gone.items() if of == question} for question, _ in gone}


def lost_keys(doc: Doc, checklist: Checklist, lost: Mapping[str, Ids]) -> Iterator[tuple[Keys, Ids]]:
    """Where in the document which keys name something that is gone."""
    questions, rows, asked, roles = (
        {id: one.text for (_, id), one in removed(checklist, kind).items()}
        for kind in (Part.QUESTIONS, Part.PLANS, Part.PROFILE, Part.ROLES)
    )
    yield from (((QUESTIONS,), questions), ((PLANS,), rows), (PEOPLE, roles), ((APPROVALS,), roles))
    yield from ((place, asked) for place in (*places_of_facts(doc), (OWN_NAMES,)))
    yield from (((OWN_NAMES, question), ids) for question, ids in lost.items())
    if matrix := checklist.matrix:
        yield (MATRIX,), lost.get(matrix.rows, {})
        yield from (((MATRIX, row), lost.get(matrix.columns, {})) for row in part(doc, MATRIX))
    if table := checklist.plans:
        plans = lost.get(table.question, {})
        chosen = ((row, plan) for row, said in part(doc, PLANS).items() for plan in texts(mapping(said).get("plan")))
        yield (PLANS,), {row: f"said of {plan}, which is {plans[plan]}" for row, plan in chosen if plan in plans}


def known(value: Any, lost: Ids) -> Any:
    """A chosen value, or a list of them; unknown where something in it is gone, for nobody knows what it is now."""
    if isinstance(value, list):
        return [UNKNOWN] if any(is_lost(one, lost) for one in value) else value
    return UNKNOWN if is_lost(value, lost) else value


def is_lost(value: Any, lost: Ids) -> bool:
    """Whether a value is gone. What is no text is none, and left to the schema."""
    return isinstance(value, str) and value in lost


def at(doc: Doc, path: Keys, change: Callable[[Doc], Doc]) -> Doc:
    """The document with another mapping at a path, where there is one."""
    if not path:
        return change(doc)
    inner = doc.get(path[0])
    return {**doc, path[0]: at(inner, path[1:], change)} if isinstance(inner, Mapping) else doc


def kept_beside(before: Any, read: Any, wanted: Any) -> Any:
    """What shall be written, with everything that stands there and was read as absent or unknown.

    `before` stands in the file, `read` is what was read of it, and `wanted` is what shall be read of it next.
    """
    if before is not None and read == wanted:
        return before
    if not all(isinstance(one, Mapping) for one in (before, read, wanted)):
        return wanted
    unread = {key: value for key, value in before.items() if key not in read}
    return {**unread, **{key: kept_beside(before.get(key), read.get(key), value) for key, value in wanted.items()}}
