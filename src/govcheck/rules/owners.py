"""Whose control it is."""

from __future__ import annotations

from collections.abc import Iterable

from govcheck.rules.case import Case
from govcheck.rules.names import same_name
from govcheck.words.engagement import Remedy
from govcheck.words.vocabulary import Status


def owner_of(case: Case, control: str) -> str:
    """Who did it or will; empty where nobody is named."""
    return case.owner(case.checklist.controls[control], case.engagement.answers.get(control)).strip()


def remedy_of(case: Case, control: str) -> Remedy | None:
    """The remedy of a gap; beside any other answer it means nothing."""
    answer = case.engagement.answers.get(control)
    return answer.remedy if answer and answer.status in (Status.PARTIAL, Status.NOT_MET) else None


def doer(case: Case, control: str) -> str:
    """Whoever promised to close the gap, else the owner."""
    remedy = remedy_of(case, control)
    return remedy.owner.strip() if remedy else owner_of(case, control)


def owners_of(case: Case, control: str) -> tuple[str, ...]:
    """Everybody whose a control is: its owner, its role, and whoever promised to close its gap."""
    answer = case.engagement.answers.get(control)
    closing = answer.remedy.owner if answer and answer.remedy else ""
    return owner_of(case, control), case.checklist.controls[control].owner, closing.strip()


def is_theirs(case: Case, control: str, name: str) -> bool:
    """Whether a control is a person's or a role's, among others."""
    return any(same_name(name, one) for one in owners_of(case, control))


def known_owners(case: Case, controls: Iterable[str]) -> tuple[str, ...]:
    """Every person and role that one of these controls belongs to, each once."""
    return tuple(dict.fromkeys(one for control in controls for one in owners_of(case, control) if one))
