"""The six cross-checks of the brief that matter most, each in a pair that differs in one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from govcheck.jobs.load import open_engagement
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.words.assessment import Assessment
from govcheck.words.engagement import Engagement
from govcheck.words.errors import InvalidInput
from govcheck.words.resources import folder
from govcheck.words.vocabulary import Effect, Result, Status, Verdict
from program import AS_OF, copied_example

GO = open_engagement(folder("examples") / "go" / "answers.yaml", "go").case(date.fromisoformat(AS_OF))


def judged(**profile: str) -> Assessment:
    """The example that is a go, with other facts."""
    values = {id.replace("_", "-"): (value,) for id, value in profile.items()}
    return assess(with_engagement(replace(GO.engagement, profile={**GO.engagement.profile, **values}, plans={})))


def with_engagement(engagement: Engagement) -> Case:
    return replace(GO, engagement=engagement)


def effects(assessment: Assessment, subject: str) -> list[Effect]:
    return [finding.effect for finding in assessment.findings if finding.subject == subject]


def answered(control: str, status: Status) -> Assessment:
    answer = replace(GO.engagement.answers[control], status=status)
    return assess(with_engagement(replace(GO.engagement, answers={**GO.engagement.answers, control: answer})))


def with_use(surface: str, data: str) -> Assessment:
    use = next(iter(GO.engagement.use_cases.values()))
    changed = replace(use, profile={**use.profile, "surfaces": (surface,), "data": (data,)})
    return assess(with_engagement(replace(GO.engagement, use_cases={use.id: changed})))


def test_customer_managed_keys_are_not_on_the_team_plan() -> None:
    assert effects(judged(plan="enterprise", cmek_required="yes"), "cmek") == []
    assert effects(judged(plan="team", cmek_required="yes"), "cmek") == [Effect.UNDECIDED]
    assert effects(judged(plan="team", cmek_required="no"), "cmek") == []


def test_audit_log_export_is_not_on_the_team_plan() -> None:
    assert GO.engagement.answers["brief-audit-siem"].status is Status.MET
    assert effects(judged(plan="enterprise"), "xc-06") == []
    assert effects(judged(plan="team"), "xc-06") == [Effect.UNDECIDED]
    assert effects(judged(plan="team", logging_mandatory="yes"), "audit-logs") == [Effect.UNDECIDED]


@pytest.mark.parametrize("rule", ["xc-04", "xc-05"])
def test_provisioning_and_removal_rest_on_single_sign_on(rule: str) -> None:
    assert effects(answered("brief-id-sso-enforced", Status.MET), rule) == []
    without = answered("brief-id-sso-enforced", Status.NOT_MET)
    assert effects(without, rule) == [Effect.UNDECIDED]
    assert without.verdict is Verdict.NOT_READY


def test_zero_data_retention_cannot_be_claimed_for_claude_ai(tmp_path: Path) -> None:
    surfaces = GO.checklist.profile["surfaces"].values
    assert [surface for surface in surfaces if "zdr" in surface] == ["api-zdr"]
    assert all(column in surfaces for _, column in (GO.checklist.matrix.cells if GO.checklist.matrix else ()))
    claimed = copied_example("go", tmp_path) / "answers.yaml"
    claimed.write_text(claimed.read_text("utf-8").replace("[claude-ai]", "[claude-ai-zdr]", 1), "utf-8")
    with pytest.raises(InvalidInput, match="surfaces has no value claude-ai-zdr"):
        open_engagement(claimed, "answers.yaml")


def test_restricted_data_stays_off_the_api_without_zero_data_retention() -> None:
    stopped = with_use("api", "restricted")
    assert effects(stopped, "restricted/api") == [Effect.STOPS]
    assert stopped.verdict is Verdict.NO_GO
    assert effects(with_use("api-zdr", "restricted"), "restricted/api-zdr") == []
    assert set(with_use("claude-ai", "public").uses.values()) == {Result.CLEAR}
