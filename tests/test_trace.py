"""From a control to the fact and the section of the source, and what no control asks about."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

from govcheck.jobs.checklists import find_checklist
from govcheck.jobs.digests import open_digest
from govcheck.rules.trace import Cites, Trace, trace
from govcheck.words.checklist import Checklist
from govcheck.words.digest import Digest, SourceFact
from made_up import case_of
from program import govcheck
from small import ANSWERS, CHECKLIST, edited

FACTS = {f"S-{n}": SourceFact(f"S-{n}", str(n), "control", "admin", f"It is {n}.", "Is it?") for n in range(1, 6)}
DIGEST = Digest("source", "A source", "Somebody", "2026", "0" * 64, (), FACTS)
BRIEF = "claude-governance-brief"


def checklist(**changes: object) -> Checklist:
    return case_of(edited(CHECKLIST, changes), ANSWERS).checklist


def traced(**changes: object) -> Trace:
    return trace(checklist(**changes), [DIGEST])


def test_every_place_that_can_cite_a_fact_is_traced() -> None:
    found = traced(**{
        "sections.identity.facts": ["S-1"],
        "sections.identity.controls.sign-on.facts": ["S-2", "S-3"],
        "profile.plan.facts": ["S-1"],
        "matrix.facts": {"public": ["S-2"]},
        "plans.rows.keys.facts": ["S-3"],
        "questions.q-clause.facts": ["S-4"],
        "rules.accounts-need-sign-on.facts": ["S-4"],
        "responsibilities": {"access": {"title": "Access", "parties": {"vendor": "provides"}, "facts": ["S-1"]}},
    })  # fmt: skip

    assert [(one.cites, one.id, one.fact) for one in found.citations] == [
        (Cites.SECTION, "identity", "S-1"),
        (Cites.CONTROL, "sign-on", "S-2"),
        (Cites.CONTROL, "sign-on", "S-3"),
        (Cites.PROFILE, "plan", "S-1"),
        (Cites.MATRIX, "public", "S-2"),
        (Cites.PLAN, "keys", "S-3"),
        (Cites.RESPONSIBILITY, "access", "S-1"),
        (Cites.QUESTION, "q-clause", "S-4"),
        (Cites.RULE, "accounts-need-sign-on", "S-4"),
    ]
    assert {one.cites for one in found.citations} == set(Cites)
    assert found.missing == ("S-5",)


def test_what_is_set_aside_is_not_missing_and_what_no_source_says_is_unknown() -> None:
    aside = {"S-2": "Only the vendor can do it.", "S-9": "There is no such fact."}
    found = traced(**{"set-aside": aside, "sections.identity.facts": ["S-1", "S-8"]})

    assert found.set_aside == {"S-2": "Only the vendor can do it."}
    assert found.missing == ("S-3", "S-4", "S-5")
    assert found.unknown == ("S-8", "S-9")
    assert trace(checklist(**{"sections.identity.facts": ["S-8"]}), []).unknown == ()


def test_the_brief_leaves_nothing_out(tmp_path: Path) -> None:
    text = govcheck("checklist", "trace", BRIEF, cwd=tmp_path).out
    digest = open_digest("data-safety-brief")
    assert digest

    assert text.splitlines()[1:3] == [
        f"{len(digest.facts)} facts of Claude governance & data-safety brief",
        f"  {len(digest.facts)} cited, 0 set aside, 0 not asked about",
    ]
    control = find_checklist(BRIEF, None).controls["brief-id-sso-enforced"]
    fact = digest.facts[control.facts[0]]
    first = f"{control.id} (control): {control.question}\n  {fact.id} (section {fact.section}): {fact.text}"
    assert f"\n{first}\n" in text
    assert "Cited, and in none of the sources" not in text


def test_as_a_table_and_as_json_it_says_the_same(tmp_path: Path) -> None:
    rows = list(
        csv.reader(io.StringIO(govcheck("checklist", "trace", BRIEF, "-f", "csv", cwd=tmp_path).out, newline=""))
    )
    told = json.loads(govcheck("checklist", "trace", BRIEF, "-f", "json", cwd=tmp_path).out)

    assert rows[0] == ["Kind", "Id", "Fact", "Source", "Section", "Text"]
    assert len(rows) - 1 == len(told["citations"]) > 100
    assert {row[2] for row in rows[1:]} == set(told["facts"])
    assert all(row[3] == "data-safety-brief" and row[4] and row[5] for row in rows[1:])
    assert (told["missing"], told["unknown"], told["set-aside"]) == ([], [], {})


@pytest.mark.parametrize("same", [True, False])
def test_a_copy_of_an_original_is_held_against_the_digest(
    tmp_path: Path, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = b"as it was read"
    (tmp_path / "brief.txt").write_bytes(read if same else b"as it is now")
    digest = open_digest("data-safety-brief")
    assert digest
    known = Digest(**{**vars(digest), "sha256": hashlib.sha256(read).hexdigest()})
    monkeypatch.setattr("govcheck.jobs.tracing.open_digests", lambda _: (known,))
    done = govcheck("checklist", "trace", BRIEF, "--original", "brief.txt", cwd=tmp_path)

    assert done.code == (0 if same else 1)
    says = (
        "brief.txt: the facts of data-safety-brief were read from exactly this text"
        if same
        else "brief.txt: not the text that data-safety-brief was read from; compare it section by section"
    )
    assert done.out.endswith(f"{says}\n")


def test_what_is_no_copy_is_refused(tmp_path: Path) -> None:
    done = govcheck("checklist", "trace", BRIEF, "--original", "nowhere.txt", cwd=tmp_path)

    assert (done.code, done.err) == (
        2,
        "govcheck: nowhere.txt cannot be read; name a copy of an original, as plain text\n",
    )
