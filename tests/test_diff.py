"""`govcheck diff`: what changed between two answers files, in three formats and four exit codes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from govcheck.jobs.diffing import LONGEST, diff_markdown
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.comparison import Comparison, compare
from govcheck.rules.difference import Judged
from govcheck.rules.entries import EntryChange
from govcheck.rules.formats.diff_json import diff_json
from govcheck.rules.formats.diff_text import diff_text
from govcheck.rules.near import DateKind
from govcheck.tools.schema import schema_text
from govcheck.words.engagement import Approval
from govcheck.words.vocabulary import Gate, Result, Stage, Standing, Verdict
from made_up import case_of, day, engagement
from program import AS_OF, assert_schema, copied_example, govcheck
from sample import case, with_front
from small import ACCEPTANCE, REMOVE, met, small

NOT_MET = {"status": "not-met", "answered-by": "Lin", "answered-on": "2026-11-20"}
REMEDY = {"owner": "Ben", "due": day(20), "guardrail": "A wall"}
HOSTILE = '::error::x\n|</table><script>alert(1)</script> @team [a](javascript:1) \x1b[2J {{ 7*7 }} "'
OURS = {"<!-- Comparison by govcheck -->", "<br>", "<details>", "</details>", "<summary>", "</summary>"}
Changes = dict[str, Any]


def judged(one: Case) -> Judged:
    return Judged(one, assess(one))


def between(before: Changes, after: Changes, checklist: Changes | None = None) -> Comparison:
    """The small engagement changed in two ways; the checklist only in the second."""
    found = compare(judged(small(before)), judged(small(after, checklist)), ("old.yaml", "new.yaml"))
    assert_schema("diff", diff_json(found))
    return found


def test_a_file_and_itself_are_no_difference() -> None:
    same = between({}, {})

    assert not same
    assert same.got_worse == ()
    assert diff_text(same).splitlines()[0] == "Verdict: go, as before. No control better or worse."
    assert diff_text(same).splitlines()[-1] == "  No difference."
    assert "No difference." in diff_markdown(same)
    assert json.loads(diff_json(same))["different"] is False


def test_the_verdict_and_the_use_cases_stand_first() -> None:
    found = between({}, {"answers.sign-on": NOT_MET})

    assert (found.old.verdict, found.new.verdict) == (Verdict.GO, Verdict.NOT_READY)
    assert [(one.id, one.before, one.after) for one in found.uses] == [
        ("office", Result.CLEAR, Result.HELD),
        ("letters", Result.CLEAR, Result.HELD),
    ]
    assert found.got_worse == ("the verdict", "use case office", "use case letters", "blocker sign-on")


def test_what_is_worse_comes_with_its_standing_and_blockers_first() -> None:
    found = between({}, {"answers.person": REMOVE, "answers.clause": NOT_MET, "answers.accounts": NOT_MET})

    assert [(one.id, one.gate, one.before, one.after) for one in found.worse] == [
        ("clause", Gate.BLOCKER, Standing.MET, Standing.OPEN),
        ("accounts", Gate.REQUIRED, Standing.MET, Standing.OPEN),
        ("person", Gate.REQUIRED, Standing.MET, Standing.UNANSWERED),
    ]
    assert "  clause (blocker): open, before met: the gap has neither a remedy nor an acceptance\n" in diff_text(found)
    assert "| `clause` | blocker | met | open | the gap has neither" in diff_markdown(found)


def test_what_only_ran_out_by_time_is_told_with_its_day() -> None:
    old = small()
    found = compare(judged(old), judged(replace(old, today=date(2028, 1, 1))), ("a", "a"))
    told = {one.subject: (one.day, one.alone) for one in found.expired}
    assert_schema("diff", diff_json(found))

    assert told["sign-on"] == (date(2027, 11, 19), True)
    assert {one.id for one in found.worse if one.ran_out} == set(told)
    assert "sign-on (blocker): last day of the evidence: 2027-11-19; nothing else has changed" in diff_text(found)
    assert "\nWorse" not in diff_text(found)


def test_what_was_changed_and_has_run_out_is_not_time_alone() -> None:
    stale = {**met(), "answered-on": day(-500), "evidence": [{**met()["evidence"][0], "collected": day(-500)}]}
    found = between({}, {"answers.clause": stale})

    assert [(one.subject, one.alone) for one in found.expired] == [("clause", False)]


def test_what_was_given_up_has_not_run_out() -> None:
    found = between({}, {"answers.clause": NOT_MET})
    assert (found.expired, [one.id for one in found.worse]) == ((), ["clause"])


def test_acceptances_of_cells_and_confirmations_run_out_too() -> None:
    one = case()
    later = replace(one, today=date(2027, 3, 1))
    kinds = {(str(each.kind), each.gate) for each in compare(judged(one), judged(later), ("a", "b")).expired}
    assert ("plan", None) in kinds


PAIRS: dict[str, tuple[Changes, Changes, Changes, list[str]]] = {
    "better": ({"answers.clause": NOT_MET}, {}, {}, ["clause"]),
    "added": ({"use-cases.office": REMOVE}, {}, {}, ["sign-on"]),
    "dropped": ({}, {"use-cases.office": REMOVE}, {}, ["sign-on"]),
    "weighed": ({}, {"use-cases.letters.data": ["secret"]}, {}, ["retention"]),
    "due": ({}, {"engagement.stage": "operate"}, {}, ["review"]),
    "later": ({}, {"engagement.stage": "sign"}, {}, ["sign-on", "accounts", "person"]),
    "opened": ({}, {"answers.clause": NOT_MET}, {}, ["q-clause"]),
    "closed": ({"answers.clause": NOT_MET}, {}, {}, ["q-clause"]),
    "found": ({}, {"answers.sign-on": NOT_MET}, {}, ["accounts-need-sign-on"]),
    "settled": ({"engagement.owner": REMOVE}, {}, {}, ["owner"]),
    "conditions": ({}, {"answers.person": {**NOT_MET, "remedy": REMEDY}}, {}, ["person"]),
    "touched": ({}, {"answers.person": {**met(), "note": "Seen"}}, {}, ["person"]),
    "checklists": ({}, {}, {"version": "1.3.0"}, ["small"]),
    "asks_less": ({}, {}, {"limits.acceptance-days": 400}, ["limits: acceptance-days"]),
    "worded": ({}, {}, {"sections.contract.controls.clause.question": "Is it signed?"}, ["clause"]),
    "entries": ({}, {"engagement.people.counsel": "Kim"}, {}, ["engagement.people.counsel"]),
}  # fmt: skip


@pytest.mark.parametrize("part", PAIRS)
def test_each_kind_of_change_is_told_in_each_format(part: str) -> None:
    before, after, checklist, ids = PAIRS[part]
    found = between(before, after, checklist)
    told = [getattr(one, "id", "") or getattr(one, "subject", "") or one.place for one in getattr(found, part)]

    assert found
    assert told == ids
    assert all(id in text for id in ids for text in (diff_text(found), diff_json(found), diff_markdown(found)))


def test_a_gate_that_rose_in_one_use_case_only_says_where() -> None:
    secret = {"use-cases.office.data": ["secret"], "use-cases.office.surface": ["api"]}
    found = between({**secret, "use-cases.letters.data": ["public"]}, {**secret, "use-cases.letters.data": ["secret"]})

    assert [(one.id, one.before, one.after, one.heavier) for one in found.weighed] == [
        ("retention", "recommended in letters", "blocker in letters", True)
    ]


def test_a_condition_that_is_put_off_is_told() -> None:
    old = {"answers.person": {**NOT_MET, "remedy": REMEDY}}
    found = between(old, {"answers.person": {**NOT_MET, "remedy": {**REMEDY, "due": day(60)}}})

    assert [(one.subject, one.before.split(";")[0], one.after.split(";")[0]) for one in found.conditions] == [
        ("person", f"to be closed by {day(20)}", f"to be closed by {day(60)}")
    ]
    assert found.touched == ()


def test_a_finding_that_reaches_one_use_case_more_is_new() -> None:
    api = {"use-cases.office.surface": ["browser", "api"], "profile.own-keys": "yes"}
    found = between({"profile.own-keys": "yes"}, api)
    assert [(one.subject, one.uses) for one in found.found] == [("keys-on-the-api", ("office", "letters"))]


def test_another_use_case_does_not_make_old_findings_new() -> None:
    found = between({"engagement.owner": REMOVE, "use-cases.letters": REMOVE}, {"engagement.owner": REMOVE})
    assert found.found == ()


def test_answers_that_count_as_before_are_told_by_their_keys_and_not_their_words() -> None:
    found = between({}, {"answers.person": {**met(), "note": "A long story", "owner": "Kim"}})

    assert found.touched == (EntryChange("person", "met", "met, note, owner changed"),)
    assert "A long story" not in diff_text(found) + diff_json(found) + diff_markdown(found)


def test_a_use_case_of_another_name_is_one_gone_and_one_new() -> None:
    found = between({}, {"use-cases.letters": REMOVE, "use-cases.post": {"surface": ["api"], "data": ["public"]}})
    changed = {one.id: (one.before, one.after) for one in found.uses if one.changed}

    assert changed == {"letters": (Result.CLEAR, None), "post": (None, Result.CLEAR)}
    assert found.got_worse == ()


def test_checklists_are_told_by_version_and_by_what_they_ask() -> None:
    old, new = case(), case()
    edition = new.checklist.edition
    other = replace(new, checklist=replace(new.checklist, editions=(replace(edition, digest="0" * 64),)))

    assert compare(judged(old), judged(other), ("a", "b")).checklists == (
        EntryChange("robots", "2.1.0", "2.1.0, with other content"),
    )


def test_evidence_files_that_hold_something_else_are_told() -> None:
    old = case()
    new = replace(old, digests={**old.digests, "evidence/spend.csv": "9" * 64, "evidence/plan.txt": None})

    assert compare(judged(old), judged(new), ("a", "b")).files == (
        EntryChange("evidence/plan.txt", "there", "missing or not usable"),
        EntryChange("evidence/spend.csv", "there", "other content"),
    )


def test_a_blocker_that_is_asked_now_and_does_not_count_is_worse() -> None:
    """Where the verdict and the use case are as bad as before."""
    old = {"answers.accounts": NOT_MET, "answers.clause": NOT_MET, "answers.sign-on": NOT_MET}
    found = between({**old, "use-cases.office": REMOVE}, {**old, "use-cases.letters": REMOVE})
    assert found.got_worse == ("blocker sign-on",)


def test_an_earlier_stage_decides_less_and_is_worse() -> None:
    found = between({}, {"engagement.stage": "sign"})

    assert found.got_worse == ("the stage",)
    assert found.decides_less == ("to sign, before to go live",)
    told = "Verdict: go, as before. Decides less than before: to sign, before to go live."
    assert diff_text(found).splitlines()[0] == told
    assert json.loads(diff_json(found))["decides-less"] == ["to sign, before to go live"]
    assert "Decides less than before: to sign, before to go live." in diff_markdown(found)
    assert not between({}, {"engagement.stage": "operate"}).decides_less


def test_no_stage_is_the_last_one() -> None:
    assert "the stage" in between({"engagement.stage": REMOVE}, {}).got_worse
    assert "the stage" not in between({"engagement.stage": "operate"}, {"engagement.stage": REMOVE}).got_worse


def test_a_blocker_that_is_not_asked_any_more_is_named_in_the_first_line() -> None:
    """It may be meant, so it is for whoever reviews it to judge."""
    found = between({}, {"use-cases.office": REMOVE})

    assert found.got_worse == ()
    assert diff_text(found).splitlines()[0] == (
        "Verdict: go, as before. Decides less than before: 1 blocker not asked any more (sign-on)."
    )


def test_a_blocker_that_weighs_less_is_named_in_the_first_line() -> None:
    found = between({"use-cases.letters.data": ["secret"]}, {})
    assert "decides less than before: 1 blocker weighs less (retention)." in diff_text(found).splitlines()[0].lower()


def test_a_plan_confirmation_from_before_its_row_was_reworded_is_worse() -> None:
    one = case()
    [row, *_], said = one.engagement.plans, one.engagement
    asked = replace(said.plans[row], confirm_again="reworded in robots 2.1.0: More")
    carried = [replace(said, plans={**said.plans, row: asked})]
    again = replace(said, plans={**said.plans, row: replace(said.plans[row], by="Somebody else")})
    found = compare(judged(one), judged(one), ("a", "a"), carried=carried)

    assert found.got_worse == (f"plans.{row}",)
    assert [(entry.place, entry.before) for entry in found.unconfirmed] == [(f"plans.{row}", asked.confirm_again)]
    new = replace(one, engagement=again)
    assert compare(judged(one), judged(new), ("a", "a"), carried=carried).unconfirmed == ()


def test_swapping_the_two_swaps_better_and_worse() -> None:
    for seed in range(150):
        _, checklist, answers = engagement(seed)
        one = judged(case_of(checklist, answers))
        _, _, others = engagement(seed + 1000)
        mixed = {
            **answers,
            "answers": {id: a for id, a in others["answers"].items() if id in one.case.checklist.controls},
        }
        two = judged(case_of(checklist, mixed))
        there, back = compare(one, two, ("a", "b")), compare(two, one, ("b", "a"))

        for found in (there, back):
            assert_schema("diff", diff_json(found))
        assert not compare(one, one, ("a", "a"))
        assert {row.id for row in there.worse} == {row.id for row in back.better}
        assert {row.id for row in there.better} == {row.id for row in back.worse}
        assert {row.id for row in there.opened} == {row.id for row in back.closed}
        assert {row.subject for row in there.found} == {row.subject for row in back.settled}
        assert {one.subject for one in there.expired if one.gate} <= {row.id for row in there.worse}


def test_hostile_text_stays_text() -> None:
    accepted = {**ACCEPTANCE, "risk": HOSTILE, "compensating": HOSTILE}
    changes = {
        "engagement.title": HOSTILE,
        "engagement.owner": HOSTILE,
        "use-cases.office.title": HOSTILE,
        "answers.clause": {**NOT_MET, "acceptance": accepted},
        "answers.sign-on": NOT_MET,
    }
    found = between({}, changes)
    text, markdown = diff_text(found), diff_markdown(found)

    assert "\x1b" not in text + markdown
    assert not any(line.startswith("::") for line in (text + markdown).splitlines())
    assert set(re.findall(r"(?<!\\)<[^>]*>", markdown)) <= OURS
    assert not re.search(r"(?<!\\)@|(?<!\\)\]\(", markdown)
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)
    assert json.loads(diff_json(found))["new"]["title"] == HOSTILE


@pytest.mark.parametrize("text", ["x", "\U000e0001", "|" * 5])
def test_a_comment_is_never_too_long_and_says_what_it_leaves_out(text: str) -> None:
    people = {f"engagement.people.r{n}": text * 300 for n in range(3000)}
    markdown = diff_markdown(between({}, people))

    assert len(markdown) <= LONGEST
    assert "### " not in markdown
    left = [line for line in markdown.splitlines() if line.startswith("To keep this comment short, ")]
    assert len(left) == 1
    shown = markdown.count("engagement.people.r")
    assert f"short, {3000 - shown} rows were left out" in left[0]
    assert shown > 10


@pytest.mark.parametrize(
    ("new", "options", "code"),
    [
        ("same", (), 0),
        ("same", ("--exit-code",), 0),
        ("same", ("--worse",), 0),
        ("worse", (), 0),
        ("worse", ("--exit-code",), 1),
        ("worse", ("--worse",), 1),
        ("other", ("--exit-code",), 1),
        ("other", ("--worse",), 0),
        ("absent", (), 2),
        ("", (), 2),
        ("same", ("--as-of-old", "soon"), 2),
        ("same", ("-f", "xlsx"), 2),
    ],
)
def test_exit_codes(tmp_path: Path, new: str, options: tuple[str, ...], code: int) -> None:
    copied_example("go", tmp_path)
    text = (tmp_path / "go" / "answers.yaml").read_text("utf-8")
    (tmp_path / "go" / "same.yaml").write_text("# a comment\n" + text, "utf-8")
    worse = text.replace("status: met", "status: unknown", 1)
    (tmp_path / "go" / "worse.yaml").write_text(worse, "utf-8")
    (tmp_path / "go" / "other.yaml").write_text(text.replace("  title: ", "  title: New ", 1), "utf-8")
    name = f"go/{new}.yaml" if new else ""
    done = govcheck("diff", "go", name, *options, "--as-of", AS_OF, cwd=tmp_path)

    assert (done.code, bool(done.out)) == (code, code != 2), done.err


def test_it_goes_to_a_file_and_says_so(tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    copied_example("no-go", tmp_path)
    done = govcheck("diff", "go", "no-go", "--as-of", AS_OF, "-o", "comment.md", cwd=tmp_path)

    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[0] == "Written: comment.md"
    assert done.err.splitlines()[1].startswith("Verdict: no-go, before go: worse. ")
    written = (tmp_path / "comment.md").read_text("utf-8")
    assert written.startswith("<!-- Comparison by govcheck -->\n\n## Governance review: Go → No-go (worse)\n\n")


def test_each_side_has_its_own_day(tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    done = govcheck("diff", "go", "go", "--as-of", "2028-01-01", "--as-of-old", AS_OF, "-f", "json", cwd=tmp_path)
    found = json.loads(done.out)

    assert (found["old"]["as-of"], found["new"]["as-of"]) == (AS_OF, "2028-01-01")
    assert found["newly-expired"]
    assert all(one["only-time-passed"] for one in found["newly-expired"])


def test_a_file_with_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    (tmp_path / "go" / "bad.yaml").write_text("format: 1\nnonsense: 2\n", "utf-8")
    done = govcheck("diff", "go", "go/bad.yaml", "--as-of", AS_OF, cwd=tmp_path)

    assert (done.code, done.out) == (2, "")
    assert "go/bad.yaml:2:1: " in done.err


def test_front_page_fields_are_named_as_in_the_file() -> None:
    one = case()
    two = replace(one, engagement=with_front(owner="Kim", next_review=None))
    assert [entry.place for entry in compare(judged(one), judged(two), ("a", "b")).entries] == [
        "engagement.owner",
        "engagement.next-review",
    ]


def test_an_approval_that_was_given_or_taken_back_is_a_difference() -> None:
    one = case()
    given = Approval(Verdict.GO, "Kim", datetime(2026, 11, 21, 9, 30, tzinfo=UTC), "sha256:0")
    two = replace(one, engagement=replace(one.engagement, approvals={"security": given}))
    changed = [EntryChange("approvals.security", "", "go, by Kim on 2026-11-21")]

    assert [*compare(judged(one), judged(two), ("a", "b")).entries] == changed
    assert [entry.before for entry in compare(judged(two), judged(one), ("a", "b")).entries] == [changed[0].after]


def test_an_answer_to_a_control_that_is_not_asked_is_a_difference() -> None:
    one = case()
    answer = next(iter(one.engagement.answers.values()))
    two = replace(one, engagement=replace(one.engagement, kept={"gone": answer}))
    [entry] = compare(judged(one), judged(two), ("a", "b")).entries

    assert (entry.place, entry.after) == ("answers.gone", f"{answer.status}, to a control that is not asked")


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    text = (tmp_path / "go" / "answers.yaml").read_text("utf-8")
    leaked = text.replace("  title: ", "  title: password=Hunter2xyz9 ", 1)
    (tmp_path / "go" / "new.yaml").write_text(leaked, "utf-8")
    done = govcheck("diff", "go", "go/new.yaml", "--as-of", AS_OF, cwd=tmp_path)

    assert done.code == 0
    assert "Elsewhere in the file: 1" in done.out
    assert "Hunter2xyz9" not in done.out


# The schema

SCHEMA = json.loads(schema_text("diff"))


def test_the_schema_leaves_nothing_open_and_nothing_out() -> None:
    """Every key that a schema names is always there, and no other one is."""
    objects = [SCHEMA, *(one for one in SCHEMA["$defs"].values() if one.get("type") == "object")]
    for one in objects:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    whole = json.loads(diff_json(between({}, {"answers.sign-on": NOT_MET})))
    for extended in ({**whole, "more": 1}, {**whole, "worse": [{**whole["worse"][0], "more": 1}]}):
        with pytest.raises(AssertionError, match="'more' was unexpected"):
            assert_schema("diff", json.dumps(extended))


def test_every_part_of_the_schema_is_met_by_some_comparison() -> None:
    """So that no part of it goes untried: what the tests above compare has an entry of each kind."""
    pairs = [between(before, after, checklist) for before, after, checklist, _ in PAIRS.values()]
    late = replace(small(), today=date(2028, 1, 1))
    one = case()
    files = replace(one, digests={**one.digests, "evidence/plan.txt": None})
    others = [compare(judged(small()), judged(late), ("a", "a")), compare(judged(one), judged(files), ("a", "a"))]
    pairs.append(between({}, {"answers.clause": NOT_MET}))
    replied = case().engagement
    doubted = {id: replace(one, confirm_again="reworded") for id, one in replied.questions.items()}
    carried = replace(replied, questions=doubted)
    recorded = replace(replied, questions={id: replace(q, ref="a", sha256="1") for id, q in replied.questions.items()})
    unrecorded = replace(replied, questions={id: replace(q, ref="a") for id, q in replied.questions.items()})
    sides = [judged(replace(case(), engagement=each)) for each in (recorded, unrecorded)]
    others.append(compare(sides[0], sides[1], ("a", "a")))
    others.append(compare(judged(case()), judged(case()), ("a", "a"), carried=[carried]))
    documents = [json.loads(diff_json(found)) for found in (*pairs, *others)]
    for document in documents:
        assert_schema("diff", json.dumps(document))
    lists = [key for key, part in SCHEMA["properties"].items() if part.get("type") == "array"]
    assert [key for key in lists if not any(document[key] for document in documents)] == []


def test_the_words_of_the_schema_are_those_of_the_vocabulary() -> None:
    defs = SCHEMA["$defs"]
    for words, listed in {
        Stage: defs["side"]["properties"]["stage"]["enum"],
        Result: defs["result"]["enum"],
        Standing: defs["standing"]["enum"],
        DateKind: defs["expired"]["properties"]["kind"]["enum"],
        Gate: defs["expired"]["properties"]["gate"]["enum"],
    }.items():
        assert listed == [*words, None]


def test_the_schema_is_printed(tmp_path: Path) -> None:
    assert govcheck("schema", "diff", cwd=tmp_path).out == schema_text("diff")


def test_reviews_of_two_organisations_are_told_apart_and_a_better_verdict_is_not_headed_as_worse(
    tmp_path: Path,
) -> None:
    for name in ("not-ready", "conditional-go"):
        copied_example(name, tmp_path)
    call = ("diff", "not-ready", "conditional-go", "--as-of", AS_OF)
    assert "\n  Of two organisations: " in govcheck(*call, cwd=tmp_path).out
    comment = govcheck(*call, "-f", "md", cwd=tmp_path).out
    assert "## Governance review: Not ready → Conditional go (something is worse)\n" in comment
    assert ", compared with " in comment.split("\n\n")[2]
    same = govcheck("diff", "not-ready", "not-ready", "--as-of", AS_OF, cwd=tmp_path).out
    assert "Of two organisations" not in same
