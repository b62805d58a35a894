"""Which controls a review asks about, in which order, and finding one by what somebody types. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from govcheck.jobs.typed import hyphened, matched
from govcheck.rules.case import Case
from govcheck.rules.names import same_name
from govcheck.rules.owners import is_theirs, known_owners
from govcheck.rules.states import ran_out
from govcheck.rules.suggest import nearest, write_instead
from govcheck.rules.versions import other_control
from govcheck.words.assessment import Assessment
from govcheck.words.checklist import Control
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Gate, Phase, Stage, Standing


class Only(StrEnum):
    """Which answers are asked for."""

    UNANSWERED = "unanswered"
    OPEN = "open"
    STALE = "stale"
    PLAN = "plan"
    ALL = "all"


STANDINGS: Mapping[Only | None, frozenset[Standing]] = {
    None: frozenset({Standing.UNANSWERED, Standing.OPEN}),
    Only.UNANSWERED: frozenset({Standing.UNANSWERED}),
    Only.OPEN: frozenset({Standing.OPEN}),
    Only.STALE: frozenset({Standing.OPEN}),
    Only.PLAN: frozenset(standing for standing in Standing if not standing.settled),
    Only.ALL: frozenset(Standing),
}
"""What is asked; without a word, what is unanswered and what was answered but does not count."""


@dataclass(frozen=True)
class Wanted:
    """What a reviewer asked to see."""

    checklist: str = ""
    section: str = ""
    topic: str = ""
    gate: Gate | None = None
    phase: Phase | None = None
    stage: Stage | None = None
    """Only what has to hold at this stage."""
    owner: str = ""
    """A person, or the id of a role."""
    only: Only | None = None
    start: str = ""
    """The control to begin with."""


def selected(case: Case, assessment: Assessment, wanted: Wanted) -> tuple[str, ...]:
    """The controls to ask about: those due at this stage in the checklist's order, then the later ones.

    Raises Refused for a section, topic or control that there is not.
    """
    checklist = case.checklist
    if wanted.checklist and wanted.checklist not in checklist.of_each:
        hint = f"it is judged by {', '.join(checklist.of_each)}"
        raise Refused(f"this engagement has no checklist {wanted.checklist}", hint)
    refuse_unknown("section", wanted.section, checklist.sections)
    refuse_unknown("topic", wanted.topic, checklist.topics)
    wanted = replace(wanted, owner=owner_meant(case, assessment, wanted.owner))
    ids = sorted(assessment.states, key=lambda id: id in assessment.later)
    fits = [id for id in ids if suits(case, checklist.controls[id], assessment, wanted)]
    if not wanted.start:
        return tuple(fits)
    if wanted.start not in checklist.controls:
        raise Refused(f"there is no control {wanted.start}", other_control(checklist, wanted.start))
    if wanted.start not in ids:
        raise Refused(f"{wanted.start} does not apply here", "the profile rules it out")
    return tuple(id for id in ids[ids.index(wanted.start) :] if id in fits or id == wanted.start)


def refuse_unknown(kind: str, id: str, known: Iterable[str]) -> None:
    if id and id not in known:
        raise Refused(f"there is no {kind} {id}", write_instead(id, known))


def owner_meant(case: Case, assessment: Assessment, name: str) -> str:
    """The person or role that a name or its beginning stands for. Raises Refused where that is none, or not one."""
    known = known_owners(case, assessment.states)
    exact = next((one for one in known if same_name(name, one)), "")
    if not name or exact:
        return exact
    one = matched(name, {hyphened(one): one for one in known})
    if one is None:
        raise Refused(f"{name} owns nothing that applies here", owner_instead(name, known))
    return one


def owner_instead(name: str, known: tuple[str, ...]) -> str:
    """Whom to name instead; a misspelt first or last name is enough to tell."""
    parts = {part.casefold(): one for one in known for part in one.split()}
    near = nearest(name.casefold(), parts)
    return f"did you mean {parts[near]}?" if near else write_instead(name, known)


def suits(case: Case, control: Control, assessment: Assessment, wanted: Wanted) -> bool:
    """Whether a control is among what was asked for."""
    return (
        (not wanted.checklist or control.id in case.checklist.of_each[wanted.checklist])
        and (not wanted.section or control.id in case.checklist.sections[wanted.section].shown)
        and (not wanted.topic or wanted.topic in control.topics)
        and (wanted.gate is None or assessment.gate(control.id) is wanted.gate)
        and (wanted.phase is None or control.phase is wanted.phase)
        and (wanted.stage is None or control.phase.rank <= wanted.stage.last_phase.rank)
        and (not wanted.owner or is_theirs(case, control.id, wanted.owner))
        and assessment.states[control.id].standing in STANDINGS[wanted.only]
        and (wanted.only is not Only.STALE or ran_out(case, control, assessment.gates[control.id]))
    )


def found(case: Case, ids: Iterable[str], text: str) -> tuple[str, ...]:
    """The controls that may be meant: by id, by a word of it, by a part of it, else by the question."""
    ids = tuple(ids)
    word = text.casefold().strip()
    if word in ids:
        return (word,)
    named = tuple(id for id in ids if f"-{word}" in f"-{id}") or tuple(id for id in ids if word in id)
    return named or tuple(id for id in ids if word in case.checklist.controls[id].question.casefold())
