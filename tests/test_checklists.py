"""What holds for every checklist that comes with govcheck. What is special to the brief is in test_content.py."""

from __future__ import annotations

from datetime import date

import pytest

from govcheck.jobs.checklists import built_in, find_checklist
from govcheck.jobs.tracing import traced
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.joined import clashes, joined
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import Answer, Engagement, Evidence, FrontPage, UseCase
from govcheck.words.vocabulary import EvidenceKind, QuestionType, Stage, Status, Verdict

TODAY = date(2026, 11, 22)
IDS = sorted(built_in())
CHECKLISTS = {id: find_checklist(id, None) for id in IDS}
CONTROLS = [(id, control) for id, checklist in CHECKLISTS.items() for control in checklist.controls]


@pytest.mark.parametrize("id", IDS)
def test_every_fact_of_its_sources_is_asked_about_or_set_aside_with_a_reason(id: str) -> None:
    found = traced(CHECKLISTS[id])

    assert len(found.digests) == len(CHECKLISTS[id].sources) > 0
    assert (found.missing, found.unknown) == ((), ())
    assert len(found.set_aside) * 10 <= len(found.facts)
    assert len(set(found.set_aside.values())) == len(found.set_aside)
    assert not found.cited & set(found.set_aside)
    assert all(len(reason) > 40 for reason in found.set_aside.values())


@pytest.mark.parametrize(("id", "name"), CONTROLS)
def test_a_control_says_why_it_is_asked_how_to_verify_it_and_what_counts(id: str, name: str) -> None:
    control = CHECKLISTS[id].controls[name]

    assert control.question.endswith("?")
    assert control.why.endswith(".")
    assert control.verify.endswith(".")
    assert control.evidence
    assert control.owner in CHECKLISTS[id].roles
    assert not control.owner.startswith("vendor")
    assert (
        control.facts
        or control.origin
        or CHECKLISTS[id].sections[control.section].facts
        or id == "claude-governance-brief"
    )


def test_all_of_them_can_be_judged_together() -> None:
    together = [*CHECKLISTS.values()]
    assert list(clashes(together)) == []

    whole = joined(together)
    borrowed = {id for section in whole.sections.values() for id in section.shared}
    assert len(whole.controls) == len(dict.fromkeys(name for _, name in CONTROLS)) == 203
    assert len(borrowed) == 11
    assert all(whole.controls[id].origin == "" and id.startswith("brief-") for id in borrowed)
    assert whole.unchecked == ()
    assert set(whole.rules) == {id for checklist in together for id in checklist.rules}


def test_they_share_one_profile_and_the_same_roles() -> None:
    brief = CHECKLISTS["claude-governance-brief"]
    for checklist in CHECKLISTS.values():
        assert all(checklist.profile[question] == asked for question, asked in brief.profile.items())
        assert checklist.roles.items() <= brief.roles.items()


@pytest.mark.parametrize("id", IDS)
def test_every_question_is_asked_by_a_control_and_says_what_a_reply_changes(id: str) -> None:
    checklist = CHECKLISTS[id]
    asked = {question for control in checklist.controls.values() for question in control.asks}

    assert asked == set(checklist.questions)
    assert all(question.yes_means and question.no_means for question in checklist.questions.values())
    assert all(question.to.startswith("vendor") for question in checklist.questions.values())


PLAIN = {"plan": ("enterprise",), "contract": ("standard",)}
"""What is bought, on which paper, where the first value would be another case."""


def everything_met(checklist: Checklist, use: UseCase, stage: Stage) -> Case:
    """An engagement with one use case in which every control is met, with evidence that somebody else gathered."""

    def met(kind: EvidenceKind) -> Answer:
        return Answer(Status.MET, "Lin", TODAY, evidence=(Evidence(kind, "https://a.example", TODAY, "Eve"),))

    profile = {
        question.id: ("no",) if question.type is QuestionType.YES_NO else (next(iter(question.values)),)
        for question in checklist.profile.values()
        if question.derived is None and not question.per_use_case
    }
    engagement = Engagement(
        checklist.versions,
        FrontPage("Larch", "All", "Olga", "Rex", stage, TODAY, date(2027, 2, 1)),
        {**profile, **{id: values for id, values in PLAIN.items() if id in profile}},
        {use.id: use},
        answers={name: met(control.accepts[0]) for name, control in checklist.controls.items()},
    )
    return Case(checklist, engagement, TODAY)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("id", IDS)
def test_with_everything_met_a_plain_use_may_go_ahead(id: str, stage: Stage) -> None:
    checklist = CHECKLISTS[id]
    facts = {
        question.id: ("no",) if question.type is QuestionType.YES_NO else ()
        for question in checklist.profile.values()
        if question.per_use_case
    }
    plain = {"surfaces": ("claude-ai",), "data": ("public",), "residency": ("none",), "inference-routing": ("global",)}
    use = UseCase("a", "Plain", {**facts, **plain})
    case = everything_met(checklist, use, stage)

    assert assess(case).verdict in (Verdict.GO, Verdict.CONDITIONAL_GO)
