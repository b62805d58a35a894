"""Which part of a report depends on what. Document control is left out: it names what the report was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from finished import FORMATS, PARTS, rendered, split
from govcheck.rules.case import Case
from govcheck.words.checklist import Checklist, Party
from govcheck.words.engagement import CellChoice, Engagement
from govcheck.words.vocabulary import Cell, Residual, Status
from sample import (
    CHECKLIST,
    ENGAGEMENT,
    HANDBOOK,
    ORIGIN,
    case,
    sample_report,
    with_acceptance,
    with_answer,
    with_control,
    with_front,
    with_remedy,
)


def engagement(change: Engagement) -> Case:
    return case(change)


def checklist(change: Checklist) -> Case:
    return case(checklist=change)


def section(id: str, **changes: Any) -> Checklist:
    changed = replace(CHECKLIST.sections[id], **changes)
    return replace(CHECKLIST, sections={**CHECKLIST.sections, id: changed})


def use_title(use: str, title: str) -> Engagement:
    changed = replace(ENGAGEMENT.use_cases[use], title=title)
    return replace(ENGAGEMENT, use_cases={**ENGAGEMENT.use_cases, use: changed})


def exchange(id: str, **changes: Any) -> Engagement:
    changed = replace(ENGAGEMENT.questions[id], **changes)
    return replace(ENGAGEMENT, questions={**ENGAGEMENT.questions, id: changed})


def confirmed_by(name: str) -> Engagement:
    return replace(ENGAGEMENT, plans={"log-plan": replace(ENGAGEMENT.plans["log-plan"], by=name)})


def rule_says(id: str, says: str) -> Checklist:
    return replace(CHECKLIST, rules={**CHECKLIST.rules, id: replace(CHECKLIST.rules[id], says=says)})


def guardrail(text: str) -> Checklist:
    assert CHECKLIST.matrix
    return replace(CHECKLIST, matrix=replace(CHECKLIST.matrix, guardrails={"open": text, "secret": "Send little."}))


def view_title(text: str) -> Checklist:
    shown = CHECKLIST.views["rollout"]
    rows = (replace(shown.rows[0], title=text), *shown.rows[1:])
    return replace(CHECKLIST, views={"rollout": replace(shown, rows=rows)})


def party(text: str) -> Checklist:
    task = replace(CHECKLIST.responsibilities["access"], parties={"vendor": text, "admins": "switch it on"})
    return replace(CHECKLIST, responsibilities={"access": task})


DEPENDS: Mapping[str, tuple[Case, set[str]]] = {
    "organisation": (engagement(with_front(organization="Other Freight")), {"questions"}),
    "title of the review": (engagement(with_front(title="Other robots")), set()),
    "reviewer": (engagement(with_front(reviewed_by="Una Falk")), {"dates"}),
    "next review": (engagement(with_front(next_review=date(2027, 2, 16))), {"conditions", "guardrails", "dates"}),
    "person of a role": (
        engagement(with_front(people={"security": "Ada Vik", "counsel": "Una Falk", "vendor-sales": "Vera Nyman"})),
        {"decision", "gaps", "responsibilities", "contract", "sign-off", "answers"},
    ),
    "title of a use case": (
        engagement(use_title("letters", "Other letters")),
        {"decision", "guardrails", "gaps", "contradictions", "matrix", "applicability", "basis"},
    ),
    "note of a met answer": (engagement(with_answer("c-sign-in", note="Other.")), {"answers"}),
    "note of a gap": (engagement(with_answer("c-log", note="Other.")), {"gaps", "answers"}),
    "who answered": (engagement(with_answer("c-sign-in", answered_by="Una Falk")), {"answers"}),
    "owner of a met answer": (engagement(with_answer("c-sign-in", owner="Una Falk")), {"answers", "dates"}),
    "evidence": (
        engagement(with_answer("c-drill", evidence=(replace(ENGAGEMENT.answers["c-drill"].evidence[0], by="Una"),))),
        {"answers", "evidence"},
    ),
    "guardrail of a remedy": (
        engagement(with_remedy("c-log", guardrail="Other.")),
        {"conditions", "guardrails", "gaps", "answers"},
    ),
    "due date of a remedy": (
        engagement(with_remedy("c-log", due=date(2026, 12, 21))),
        {"decision", "conditions", "guardrails", "gaps", "action-plan", "dates", "answers"},
    ),
    "risk that was accepted": (
        engagement(with_acceptance("c-roles", risk="Other.")),
        {"decision", "conditions", "guardrails", "acceptances"},
    ),
    "residual risk": (
        engagement(with_acceptance("c-roles", residual=Residual.HIGH)),
        {"decision", "view-rollout", "acceptances"},
    ),
    "reply of the account team": (engagement(exchange("q-region", reply="Other.")), {"questions"}),
    "who confirmed a plan row": (engagement(confirmed_by("Una Falk")), {"plan-gaps", "dates", "evidence"}),
    "own matrix cell": (
        engagement(replace(ENGAGEMENT, matrix={("open", "api"): CellChoice(Cell.PROHIBITED)})),
        {"decision", "guardrails", "matrix", "acceptances"},
    ),
    "status of a recommended control": (
        engagement(with_answer("c-alarm", status=Status.PARTIAL, no_remedy=False)),
        {
            "decision",
            "topics",
            "conditions",
            "readiness",
            "gaps",
            "contradictions",
            "contract",
            "action-plan",
            "answers",
        },
    ),
    "question of a control": (
        checklist(with_control("c-poster", question="Other?")),
        {"gaps", "action-plan", "answers", "applicability"},
    ),
    "title of a topic": (checklist(replace(CHECKLIST, topics={**CHECKLIST.topics, "logs": "Other"})), {"topics"}),
    "title of a section": (checklist(section("logging", title="Other")), {"readiness", "answers", "trace"}),
    "title of a view row": (checklist(view_title("Other")), {"view-rollout"}),
    "guardrail of the matrix": (checklist(guardrail("Other.")), {"guardrails", "matrix"}),
    "what a rule says": (
        checklist(rule_says("r-warn", "Other.")),
        {"conditions", "contradictions", "contract", "trace"},
    ),
    "title of a party": (
        checklist(replace(CHECKLIST, parties={**CHECKLIST.parties, "desks": Party("desks", "Other")})),
        {"responsibilities"},
    ),
    "party of a task": (checklist(party("other")), {"responsibilities"}),
}


@pytest.mark.parametrize("field", DEPENDS)
def test_a_field_changes_exactly_the_parts_that_depend_on_it(field: str) -> None:
    changed, expected = DEPENDS[field]
    for format in FORMATS:
        before, after = (split(rendered(sample_report(one), format), format) for one in (case(), changed))
        differ = {id for id in PARTS if before[id] != after[id]} - {"document-control"}
        assert differ == expected, format


def test_the_source_is_named_with_the_method() -> None:
    other = replace(ORIGIN, sources=(replace(HANDBOOK, title="Another book", publisher="A press", dated="2025"),))
    before, after = (split(rendered(sample_report(origin=one), "md"), "md") for one in (ORIGIN, other))
    assert {id for id in PARTS if before[id] != after[id]} == {"contract", "basis"}
    assert "Another book. A press. Date of the document: 2025." in after["basis"]
