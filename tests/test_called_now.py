"""A judgement by an earlier version, under the names of now: whatever names a thing has its new name."""

from __future__ import annotations

from dataclasses import replace

from govcheck.jobs.build_history import build_history
from govcheck.rules import called_now
from govcheck.rules.assess import assess
from govcheck.rules.difference import Judged
from govcheck.words.checklist import Checklist
from govcheck.words.vocabulary import Subject
from made_up import Doc
from small import small

HISTORY: Doc = {
    "2.0.0": {
        "says": "Names.",
        "controls": {"clause": {"renamed": "term"}, "review": {"renamed": "look"}, "person": {"reworded": "More."}},
        "questions": {"q-clause": {"renamed": "q-term"}},
        "plans": {"keys": {"renamed": "own"}},
        "profile": {"own-keys": {"renamed": "bring-keys"}},
        "values": {"data": {"secret": {"renamed": "sealed"}}},
    },
    "3.0.0": {"says": "Again.", "controls": {"look": {"renamed": "look-through"}}},
}
SAID: Doc = {
    "answers.clause": {"status": "not-met", "answered-by": "Lin", "answered-on": "2026-11-20"},
    "plans.keys": {"plan": "big", "confirmed": "no", "by": "V", "dated": "2026-11-20", "ref": "https://a.example"},
    "profile.own-keys": "yes",
    "engagement.stage": "go-live",
    "questions.q-clause": {"asked-on": "2026-11-01", "asked-of": "V"},
}


def under_new_names() -> tuple[Judged, Judged]:
    """The small engagement as it was judged, and the same as it is called now."""
    case = small(SAID)
    before = Judged(case, assess(case))
    return before, called_now.judged(before, later_version())


def later_version() -> Checklist:
    newer = small().checklist
    (edition,) = newer.editions
    names = {"clause": "term", "review": "look-through"}
    profile = {"bring-keys" if id == "own-keys" else id: one for id, one in newer.profile.items()}
    data = replace(profile["data"], values={"public": "Public", "sealed": "Secret"})
    assert newer.plans
    return replace(
        newer,
        editions=(replace(edition, version="3.0.0", history=build_history(HISTORY)),),
        sections={
            id: called_now.section_called(one, names, {"q-clause": "q-term"}) for id, one in newer.sections.items()
        },
        profile={**profile, "data": data},
        questions={"q-term": replace(newer.questions["q-clause"], id="q-term")},
        plans=replace(
            newer.plans,
            rows={"own": replace(newer.plans.rows["keys"], id="own"), "logs": newer.plans.rows["logs"]},
        ),
    )


def test_whatever_names_a_thing_has_its_new_name() -> None:
    before, now = under_new_names()
    old, new = before.assessment, now.assessment
    called = {"clause": "term", "review": "look-through"}

    assert [*new.states] == [called.get(id, id) for id in old.states]
    assert [*new.gates] == [called.get(id, id) for id in old.gates]
    assert old.later == {"review"}
    assert new.later == {"look-through"}
    assert new.due == tuple(called.get(id, id) for id in old.due)
    assert [*now.case.engagement.answers] == [called.get(id, id) for id in before.case.engagement.answers]
    assert [*now.case.engagement.questions] == ["q-term"]
    assert [*now.case.engagement.plans] == ["own"]
    assert now.open_questions == ("q-term",)
    assert {id: control.id for id, control in now.case.checklist.controls.items()} == {
        called.get(id, id): called.get(id, id) for id in before.case.checklist.controls
    }
    assert now.case.checklist.controls["term"].asks == ("q-term",)


def test_findings_are_about_the_new_names_and_say_what_they_said() -> None:
    before, now = under_new_names()
    called = {(Subject.CONTROL, "clause"): "term", (Subject.PLAN, "keys"): "own"}
    was = [(one.about, one.subject, one.text) for one in before.assessment.findings]
    assert {(about, subject) for about, subject, _ in was} >= called.keys()
    assert [(one.about, one.subject, one.text) for one in now.assessment.findings] == [
        (about, called.get((about, subject), subject), text) for about, subject, text in was
    ]


def test_nothing_renamed_is_the_same_judgement() -> None:
    case = small(SAID)
    before = Judged(case, assess(case))
    assert called_now.judged(before, case.checklist) is before


def test_what_the_file_says_has_the_new_names_over_several_versions() -> None:
    """What was only reworded is not in doubt: the comparison says what each version made of it."""
    before, _ = under_new_names()
    doc = {
        "profile": {"own-keys": "yes"},
        "use-cases": {"desk": {"data": ["secret", "public"]}},
        "matrix": {"secret": {"api": "prohibited"}},
        "answers": {"review": {"status": "met"}, "person": {"status": "met"}},
    }
    assert called_now.document(doc, before.case.checklist, later_version()) == {
        "profile": {"bring-keys": "yes"},
        "use-cases": {"desk": {"data": ["sealed", "public"]}},
        "matrix": {"sealed": {"api": "prohibited"}},
        "answers": {"look-through": {"status": "met"}, "person": {"status": "met"}},
    }
