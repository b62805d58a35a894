"""The worked engagements: what they show, and that they get worse when they are made worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.rules.assess import assess
from govcheck.rules.case import Case, is_url
from govcheck.rules.states import evidence_fault
from govcheck.words.engagement import Acceptance, Answer, Remedy
from govcheck.words.resources import folder
from govcheck.words.vocabulary import EvidenceKind, Gate, Residual, Result, Standing, Status, Verdict
from program import AS_OF

TODAY = date.fromisoformat(AS_OF)
RANK = {Verdict.NO_GO: 0, Verdict.NOT_READY: 0, Verdict.CONDITIONAL_GO: 1, Verdict.GO: 2}
NAMES = ("go", "conditional-go", "not-ready", "no-go")


def opened(name: str) -> EngagementFile:
    path = folder("examples") / name / "answers.yaml"
    return open_engagement(path, f"{name}/answers.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_each_gives_the_verdict_of_its_name(name: str) -> None:
    assert assess(opened(name).case(TODAY)).verdict == name


@pytest.mark.parametrize(("name", "verdict"), [("go", "not-ready"), ("conditional-go", "not-ready")])
def test_answers_age(name: str, verdict: str) -> None:
    assert assess(opened(name).case(TODAY.replace(year=2027))).verdict == verdict


def worsened(case: Case, answer: Answer) -> Iterator[tuple[int, Answer | None]]:
    """Lower and lower answers to one control, each with its place in the order of states."""
    gap = replace(answer, status=Status.NOT_MET, evidence=(), remedy=None, no_remedy=False, acceptance=None, note="-")
    accepted = Acceptance("-", Residual.LOW, "-", "Zeno Outsider", "-", TODAY, TODAY + timedelta(days=30))
    due = case.engagement.front.next_review or TODAY
    yield 2, replace(gap, acceptance=accepted)
    yield 1, replace(gap, remedy=Remedy("Zeno", due, "-"))
    yield 0, replace(gap, no_remedy=True)
    yield 0, replace(gap, status=Status.UNKNOWN)
    yield 0, None


@pytest.mark.parametrize("name", NAMES)
def test_a_lower_state_of_a_control_that_no_rule_names_never_gives_a_better_verdict(name: str) -> None:
    case = opened(name).case(TODAY)
    before = assess(case)
    tried = 0
    for id, answer in case.engagement.answers.items():
        if id in case.checklist.ruled or id not in before.states:
            continue
        last = RANK[before.verdict] if before.states[id].standing is Standing.MET else 2
        ranks: dict[int, set[int]] = {}
        for level, worse in worsened(case, answer):
            answers = {key: one for key, one in case.engagement.answers.items() if key != id}
            changed = replace(case.engagement, answers={**answers, id: worse} if worse else answers)
            after = assess(replace(case, engagement=changed))
            tried += 1
            assert RANK[after.verdict] <= last, (id, worse)
            if after.states[id].standing.rank >= Standing.PROMISED.rank or level == 0:
                ranks.setdefault(level, set()).add(RANK[after.verdict])
        assert max(ranks[0]) <= min(ranks.get(1, {2}) | ranks.get(2, {2})), id
    assert tried >= {"conditional-go": 250}.get(name, 40)


def deep() -> tuple[EngagementFile, Case]:
    file = opened("conditional-go")
    return file, file.case(TODAY)


def test_the_conditional_go_answers_every_control_that_is_due() -> None:
    _, case = deep()
    found = assess(case)
    assert [id for id in found.due if id not in case.engagement.answers] == []


def test_the_conditional_go_waits_for_zdr_alone() -> None:
    _, case = deep()
    found = assess(case)
    assert found.uses["claims-letters"] is Result.HELD
    assert [use for use, result in found.uses.items() if result is not Result.CLEAR] == ["claims-letters"]
    held = {finding.subject for finding in found.findings if "claims-letters" in finding.uses}
    assert {"brief-data-zdr-approved", "brief-data-zdr-features"} <= held
    data = {use: set(one.profile["data"]) for use, one in case.use_cases.items()}
    assert {"public", "internal"} <= data["knowledge-work"]
    assert "restricted" in data["claims-letters"]


def test_no_two_notes_are_alike() -> None:
    _, case = deep()
    notes = Counter(
        " ".join(answer.note.split()).casefold() for answer in case.engagement.answers.values() if answer.note
    )
    assert [note for note, count in notes.items() if count > 1] == []
    assert len(notes) >= 50


def test_each_met_blocker_has_dated_evidence_of_an_accepted_kind() -> None:
    _, case = deep()
    found = assess(case)
    blockers = [id for id in found.due if found.gate(id) is Gate.BLOCKER]
    met = {id: case.engagement.answers[id] for id in blockers if case.engagement.answers[id].status is Status.MET}
    assert len(met) >= 15
    for id, answer in met.items():
        control = case.checklist.controls[id]
        assert any(not evidence_fault(case, control, proof) for proof in answer.evidence), id


def test_it_shows_what_a_review_can_hold() -> None:
    _, case = deep()
    answers = case.engagement.answers.values()
    assert len(case.engagement.front.people) >= 6
    assert any(answer.acceptance for answer in answers)
    assert any(answer.status is Status.PARTIAL and answer.remedy and answer.remedy.guardrail for answer in answers)
    assert any(answer.status is Status.NOT_APPLICABLE and answer.note for answer in answers)
    assert any("\n" in answer.note.strip() for answer in answers)
    assert any(not name.isascii() for name in case.engagement.front.people.values())
    assert any(proof.kind is EvidenceKind.WRITTEN_REPLY for answer in answers for proof in answer.evidence)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_named_as_evidence_is_there_unchanged_and_none_is_left_over(name: str) -> None:
    file = opened(name)
    for answer in file.engagement.answers.values():
        for proof in answer.evidence:
            if not is_url(proof.ref):
                found = file.digests[proof.ref]
                assert found is not None, proof.ref
                assert proof.sha256 in ("", found), proof.ref
    present = {
        path.relative_to(file.folder).as_posix() for path in (file.folder / "evidence").rglob("*") if path.is_file()
    }
    assert present == set(file.digests) | mentioned(file)


def mentioned(file: EngagementFile) -> set[str]:
    return {
        exchange.ref for exchange in file.engagement.questions.values() if exchange.ref and not is_url(exchange.ref)
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_answer_stands_below_the_question_that_it_answers(name: str) -> None:
    file = opened(name)
    lines = file.document.text.splitlines()
    for id in file.engagement.answers:
        line, _ = file.document.at(("answers", id), key=True)
        above = next(text for text in reversed(lines[: line - 1]) if text.lstrip().startswith(f"# {id}:"))
        assert above.split(":", 1)[1].strip() == " ".join(file.checklist.controls[id].question.split())
