"""Answers carried to a newer version of their checklist: every kind of change, nothing lost, nothing softened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from govcheck.jobs.answers import save_answer
from govcheck.jobs.checklists import find_checklist
from govcheck.jobs.load import open_engagement
from govcheck.jobs.saving import instead, save, taken_back
from govcheck.rules.versions import former_ids
from govcheck.words.engagement import Answer
from govcheck.words.vocabulary import Part, Status
from program import AS_OF, govcheck

NEW = """\
format: 1
id: rollout
title: Roll-out
version: 2.0.0
roles: {security: Security, counsel: Counsel, lawyer: Lawyer}
approvals: [security, lawyer]
profile:
  product:
    question: Which product?
    type: one-of
    values: {business: Business, enterprise: Enterprise}
    needed: true
  surface:
    question: Where?
    type: any-of
    values: {browser: Browser, api: API}
    per-use-case: true
    needed: true
  data:
    question: Which data?
    type: any-of
    values: {open: Open, secret: Secret}
    per-use-case: true
    needed: true
matrix:
  rows: data
  columns: surface
  cells: {open: {browser: allowed, api: allowed}, secret: {browser: allowed, api: allowed}}
plans:
  question: product
  rows:
    audit: {title: Audit, claimed: {business: "no", enterprise: "yes"}}
    keys: {title: Keys, claimed: {business: "no", enterprise: "yes"}}
questions:
  q-retention: {to: counsel, text: How long is it kept?}
  q-region: {to: counsel, text: Where is it kept?}
sections:
  all:
    title: All
    controls:
      single-sign-on: {question: Is single sign-on enforced?, gate: blocker}
      logs-kept: {question: Are the logs kept?, gate: required}
      logs-read: {question: Are the logs read?, gate: required}
      training: {question: "Are staff and contractors trained?", gate: required, asks: q-region}
      contract: {question: "Are terms and annexes reviewed?", gate: required}
      same: {question: Is this as before?, gate: required}
      fresh: {question: Is this new?, gate: recommended}
history:
  1.2.0:
    says: Contractors count as staff.
    controls:
      training: {reworded: Contractors are asked about too.}
    questions:
      q-region: {reworded: Backups are asked about too.}
    plans:
      keys: {reworded: Rotation is part of it.}
  2.0.0:
    says: Logs are asked in two parts, the contract in one.
    added: [fresh]
    controls:
      sso: {renamed: single-sign-on}
      logs: {split: [logs-kept, logs-read]}
      terms: {merged: contract}
      annexes: {merged: contract}
      cookies: {removed: No cookies are set any more.}
    questions:
      q-keep: {renamed: q-retention}
      q-cookies: {removed: No cookies are set any more.}
    plans:
      log-export: {renamed: audit}
      seats: {removed: Every plan has seats.}
    profile:
      plan: {renamed: product}
      office: {removed: The office does not matter.}
    values:
      product: {team: {renamed: business}}
      data: {public: {renamed: open}, odd: {removed: Nobody chose it.}}
      surface: {web: {renamed: browser}}
    roles:
      legal: {renamed: lawyer}
      board: {removed: The board does not approve.}
"""
OLD = """\
# Our review. Comments stay.
format: 1
checklists: {rollout: 1.1.0}
engagement:
  organization: Larch Mills
  title: Roll-out   # to all
  owner: Ana Silva
  reviewed-by: Paul Weber
  stage: operate
  date: 2026-11-20
  next-review: 2027-02-01
  people:
    legal: Ida Lund
    board: Jo March
profile:
  plan: team
  office: oslo
use-cases:
  letters: {title: Letters, surface: [web], data: [public, odd]}
own-names:
  data:
    public: [Press]
matrix:
  public:
    web: prohibited
plans:
  log-export: {plan: team, confirmed: "no", by: K. Roe, dated: 2026-11-01, ref: https://vendor.example/a}
  seats: {plan: team, confirmed: "yes", by: K. Roe, dated: 2026-11-01, ref: https://vendor.example/b}
  keys: {plan: team, confirmed: "yes", by: K. Roe, dated: 2026-11-01, ref: https://vendor.example/c}
answers:
  # sso: Is single sign-on on?
  sso:   # the desk did this
    status: met
    answered-by: Lin Chen
    answered-on: 2026-11-12
    evidence:
      - {kind: test-result, ref: "https://files.example/sso", collected: 2026-11-12, by: Omar Haddad}
  'logs':
    status: partial
    note: |
      Kept for a month.
      Nobody reads them.
    answered-by: Lin Chen
    answered-on: 2026-11-12
    remedy: {owner: Lin Chen, due: 2027-01-15, guardrail: Weekly look}
  terms:
    status: met
    answered-by: Ida Lund
    answered-on: 2026-11-13
    evidence:
      - {kind: contract-clause, ref: "https://files.example/terms", collected: 2026-11-13, by: Omar Haddad}
  annexes:
    status: not-met
    note: Annex B is missing.
    answered-by: Ida Lund
    answered-on: 2026-11-14
    evidence:
      - {kind: internal-record, ref: "https://files.example/annex", collected: 2026-11-14, by: Omar Haddad}
    remedy: none
  cookies: {status: met, answered-by: Ida Lund, answered-on: 2026-11-14, note: Banner seen.}
  training:
    status: met
    answered-by: Mia Roth
    answered-on: 2026-11-15
    evidence:
      - {kind: internal-record, ref: "https://files.example/list", collected: 2026-11-15, by: Omar Haddad}
  same:
    status: met
    answered-by: Mia Roth
    answered-on: 2026-11-15
    evidence:
      - {kind: internal-record, ref: "https://files.example/same", collected: 2026-11-15, by: Omar Haddad}
questions:
  q-keep: {asked-on: 2026-11-01, asked-of: K. Roe}
  q-cookies: {asked-on: 2026-11-02, asked-of: K. Roe}
  q-region:
    asked-on: 2026-11-01
    asked-of: K. Roe
    reply: In the north.
    replied-by: K. Roe
    replied-on: 2026-11-09
    outcome: accepted
approvals:
  legal: {verdict: go, by: Ida Lund, at: "2026-11-20T09:30:00Z", digest: "sha256:DIGEST"}
  board: {verdict: go, by: Jo March, at: "2026-11-20T09:30:00Z", digest: "sha256:DIGEST"}
""".replace("DIGEST", "0" * 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "rollout.yaml").write_text(NEW, "utf-8")
    (tmp_path / "answers.yaml").write_text(OLD, "utf-8")
    return tmp_path


def read(folder: Path) -> Any:
    return yaml.load((folder / "answers.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only


def judged(folder: Path) -> Any:
    return json.loads(govcheck("check", "-f", "json", "--as-of", AS_OF, cwd=folder).out)["files"][0]


def states(folder: Path) -> dict[str, str]:
    return {one["subject"]: one["text"] for one in judged(folder)["findings"] if one["about"] == "control"}


def older(folder: Path, text: str) -> None:
    (folder / "answers.yaml").write_text(text, "utf-8")


def checklist(folder: Path, text: str, id: str = "rollout") -> None:
    (folder / "checklists" / f"{id}.yaml").write_text(text, "utf-8")


def leaves(value: Any) -> Iterator[str]:
    """Every text, keys included."""
    if isinstance(value, dict):
        yield from (leaf for key, inner in value.items() for leaf in (key, *leaves(inner)))
    elif isinstance(value, list):
        yield from (leaf for inner in value for leaf in leaves(inner))
    else:
        yield value


def test_another_major_version_is_refused_and_names_the_command(folder: Path) -> None:
    done = govcheck("check", "--as-of", AS_OF, cwd=folder)

    told = (
        "these answers are for rollout 1.1.0, and the checklist here is 2.0.0; carry them over with: govcheck migrate"
    )
    assert (done.code, done.err) == (2, f"answers.yaml:3:23: {told}\n")


def test_a_dry_run_shows_everything_and_writes_nothing(folder: Path) -> None:
    done = govcheck("migrate", "--dry-run", cwd=folder)

    assert (done.code, read(folder)) == (0, yaml.load(OLD, yaml.BaseLoader))  # noqa: S506 - texts only
    assert (
        done.out
        == """\
answers.yaml: rollout 1.1.0 -> 2.0.0
  rollout 1.2.0: Contractors count as staff.
  - training was reworded, so confirm it again: Contractors are asked about too.
  - q-region was reworded, so confirm it again: Backups are asked about too.
  - keys was reworded, so confirm it again: Rotation is part of it.
  rollout 2.0.0: Logs are asked in two parts, the contract in one.
  - sso is called single-sign-on now.
  - logs is asked as logs-kept and logs-read now. Its answer goes to each of them; confirm it there.
  - cookies is not asked since rollout 2.0.0: No cookies are set any more. What was said of it stays and does nothing.
  - q-keep is called q-retention now.
  - q-cookies is not asked since rollout 2.0.0: No cookies are set any more. What was said of it stays and does nothing.
  - log-export is called audit now.
  - seats is no plan row since rollout 2.0.0: Every plan has seats. What was said of it stays and does nothing.
  - plan is called product now.
  - office is not asked since rollout 2.0.0: The office does not matter. What was said of it stays and does nothing.
  - legal is called lawyer now.
  - board is no role since rollout 2.0.0: The board does not approve. What was said of it stays and does nothing.
  - terms and annexes are asked in contract now. Confirm it again. What was said of terms stays and does nothing.
  - team is called business now, as a value of product.
  - public is called open now, as a value of data.
  - odd is no value of data since rollout 2.0.0, and counts as unknown: Nobody chose it.
  - web is called browser now, as a value of surface.
New, and unanswered: fresh.
To be confirmed again: logs-kept, logs-read, training, contract, q-region, keys. Until then a yes does not count.
Nothing that was said is dropped.
"""
    )


def test_every_kind_of_change_is_made_and_no_word_is_lost(folder: Path) -> None:
    done = govcheck("migrate", "--yes", "--as-of", AS_OF, cwd=folder)
    after = read(folder)

    assert (done.code, done.err.splitlines()[-3:]) == (
        0,
        ["Saved: answers.yaml.", "Approvals that are void now: lawyer.", "Next: govcheck review asks what is open."],
    )
    assert after["checklists"] == {"rollout": "2.0.0"}
    assert after["engagement"]["people"] == {"lawyer": "Ida Lund", "board": "Jo March"}
    assert after["profile"] == {"product": "business", "office": "oslo"}
    assert after["use-cases"]["letters"] == {"title": "Letters", "surface": ["browser"], "data": ["open", "odd"]}
    assert (after["own-names"], after["matrix"]) == ({"data": {"open": ["Press"]}}, {"open": {"browser": "prohibited"}})
    assert {row: said["plan"] for row, said in after["plans"].items()} == dict.fromkeys(
        ("audit", "seats", "keys"), "business"
    )
    answers = after["answers"]
    assert [*answers] == [
        "single-sign-on",
        "logs-kept",
        "logs-read",
        "terms",
        "contract",
        "cookies",
        "training",
        "same",
    ]
    confirm = {id: answer["confirm-again"] for id, answer in answers.items() if "confirm-again" in answer}
    assert confirm == {
        "logs-kept": "logs was split in rollout 2.0.0",
        "logs-read": "logs was split in rollout 2.0.0",
        "contract": "terms and annexes were merged into it in rollout 2.0.0",
        "training": "reworded in rollout 1.2.0: Contractors are asked about too",
    }
    assert answers["logs-kept"] == answers["logs-read"]
    assert [proof["ref"] for proof in answers["contract"]["evidence"]] == [
        "https://files.example/annex",
        "https://files.example/terms",
    ]
    assert (answers["contract"]["status"], answers["contract"]["note"]) == ("not-met", "Annex B is missing.")
    assert {*after["questions"]} == {"q-retention", "q-cookies", "q-region"}
    assert {*after["approvals"]} == {"lawyer", "board"}
    renamed = {
        *("1.1.0", "sso", "logs", "annexes", "q-keep", "log-export", "plan", "legal", "team", "public", "web"),
    }
    assert not set(leaves(yaml.load(OLD, yaml.BaseLoader))) - set(leaves(after)) - renamed  # noqa: S506 - texts only
    text = (folder / "answers.yaml").read_text("utf-8")
    for comment in ("# Our review. Comments stay.", "# to all", "# sso: Is single sign-on on?", "# the desk did this"):
        assert text.count(comment) == OLD.count(comment) == 1


def test_only_lines_of_what_changed_are_touched(folder: Path) -> None:
    govcheck("migrate", "--yes", cwd=folder)
    after = (folder / "answers.yaml").read_text("utf-8").splitlines()
    gone = [line for line in OLD.splitlines() if line not in after]

    assert gone == [
        "checklists: {rollout: 1.1.0}",
        "    legal: Ida Lund",
        "  plan: team",
        "  letters: {title: Letters, surface: [web], data: [public, odd]}",
        "    public: [Press]",
        "  public:",
        "    web: prohibited",
        *(line for line in OLD.splitlines() if "plan: team," in line),
        "  sso:   # the desk did this",
        "  'logs':",
        "  annexes:",
        "  q-keep: {asked-on: 2026-11-01, asked-of: K. Roe}",
        *(line for line in OLD.splitlines() if line.startswith("  legal: {verdict")),
    ]


def test_what_is_in_doubt_is_open_until_it_is_confirmed(folder: Path) -> None:
    older(folder, OLD.replace("prohibited", "allowed"))
    govcheck("migrate", "--yes", cwd=folder)
    before = states(folder)

    assert not {"same", "single-sign-on"} & before.keys()
    assert before["training"] == "to be confirmed again: reworded in rollout 1.2.0: Contractors are asked about too"
    govcheck("set", "training", "met", "--by", "Mia Roth", "--as-of", AS_OF, cwd=folder)
    assert "training" not in states(folder)
    assert "confirm-again" not in read(folder)["answers"]["training"]
    assert (
        read(folder)["answers"]["training"]["evidence"]
        == yaml.load(OLD, yaml.BaseLoader)["answers"]["training"][  # noqa: S506 - texts only
            "evidence"
        ]
    )


def test_what_only_has_to_be_confirmed_is_no_more_to_do_than_that(folder: Path) -> None:
    """`training` had its proof. To a plain go a remedy, as `logs` had one, is not enough."""
    older(folder, LETTERS)
    govcheck("migrate", "--yes", cwd=folder)
    text = govcheck("check", "--as-of", AS_OF, cwd=folder).out
    again = [line.split()[0] for line in text.splitlines() if line.endswith("; or confirm again what was said")]

    assert "  Smallest change to go:\n" in text
    assert again == ["training"]
    told = "  Confirm again what was reworded, split or merged (4): govcheck review\n"
    assert told in govcheck("status", "--as-of", AS_OF, cwd=folder).out


def test_a_reworded_question_and_plan_row_count_no_longer(folder: Path) -> None:
    govcheck("migrate", "--yes", cwd=folder)
    found = judged(folder)

    assert "q-region" in [one["id"] for one in found["questions"]]
    assert any("keys" in one["subject"] and "confirmed again" in one["text"] for one in found["findings"])


def test_a_no_stays_a_no_until_somebody_says_otherwise(folder: Path) -> None:
    """`annexes` was not met, with no remedy: a no-go stays one, and does not become not-ready by a new version."""
    checklist(folder, NEW.replace('annexes reviewed?", gate: required', 'annexes reviewed?", gate: blocker'))
    older(folder, OLD.replace("prohibited", "allowed").replace("data: [public, odd]", "data: [public]"))
    govcheck("migrate", "--yes", cwd=folder)

    assert [one["effect"] for one in judged(folder)["findings"] if one["subject"] == "contract"] == ["stops"]


BLOCKERS = NEW.replace("gate: required", "gate: blocker")
LETTERS = OLD.replace("prohibited", "allowed").replace("data: [public, odd]", "data: [public]")
REFUSED = "{status: partial, note: Nobody will., answered-by: Lin Chen, answered-on: 2026-11-18, remedy: none}"
SHOWN = (
    "{status: met, answered-by: Mia Roth, answered-on: 2026-11-18, evidence: "
    "[{kind: internal-record, ref: 'https://files.example/it', collected: 2026-11-18, by: Omar Haddad}]}"
)


@pytest.mark.parametrize(
    ("said", "asked", "told"),
    [
        (
            {"terms": REFUSED, "contract": SHOWN},
            ["contract"],
            (
                "terms and annexes are asked in contract now. Confirm it again. "
                "What was said of terms stays and is a no until then."
            ),
        ),
        (
            {"terms": REFUSED, "annexes": "{status: not-met, answered-by: Ida Lund, answered-on: 2026-11-18}"},
            ["contract"],
            (
                "terms and annexes are asked in contract now. Confirm it again. "
                "What was said of terms stays and is a no until then."
            ),
        ),
        (
            {"logs": REFUSED, "logs-kept": SHOWN},
            ["logs-kept", "logs-read"],
            (
                "logs is asked as logs-kept and logs-read now. Its answer goes to each of them that has none; "
                "confirm it there. What was said of logs stays and is a no until then."
            ),
        ),
        (
            {"logs": REFUSED, "logs-kept": SHOWN, "logs-read": SHOWN},
            ["logs-kept", "logs-read"],
            (
                "logs is asked as logs-kept and logs-read now. Its answer goes to each of them that has none; "
                "confirm it there. What was said of logs stays and is a no until then."
            ),
        ),
        (
            {"sso": REFUSED, "single-sign-on": SHOWN},
            ["single-sign-on"],
            (
                "single-sign-on is there already; what was said of sso stays and is a no until then. "
                "Confirm single-sign-on again."
            ),
        ),
    ],
)
def test_a_no_that_has_no_place_of_its_own_stays_a_no_until_it_is_confirmed(
    said: dict[str, str], asked: list[str], told: str, folder: Path
) -> None:
    checklist(folder, BLOCKERS)
    head, _, rest = LETTERS.partition("answers:\n")
    lines = "".join(f"  {id}: {answer}\n" for id, answer in said.items())
    older(folder, f"{head}answers:\n{lines}questions:{rest.partition('questions:')[2]}")
    done = govcheck("migrate", "--yes", cwd=folder)
    stops = {one["subject"] for one in judged(folder)["findings"] if one["effect"] == "stops"}

    assert f"  - {told}\n" in done.err
    assert stops == {*asked}
    assert govcheck("report", "-f", "md", "--as-of", AS_OF, cwd=folder).code == 0
    for id in asked:
        proof = "internal-record:https://files.example/it"
        govcheck("set", id, "met", "--by", "Mia Roth", "--evidence", proof, "--as-of", AS_OF, cwd=folder)
    assert not [one for one in judged(folder)["findings"] if one["effect"] == "stops"]


def test_a_no_stays_a_no_over_several_versions(folder: Path) -> None:
    """`terms` was merged into `contract`, and that into `same` in a later version."""
    history = "  3.0.0:\n    says: One question.\n    controls: {contract: {merged: same}}\n"
    text = re.sub(r"      contract: .*\n", "", BLOCKERS).replace("version: 2.0.0", "version: 3.0.0")
    checklist(folder, text + history)
    older(folder, re.sub(r"  terms:\n(    .*\n)+", f"  terms: {REFUSED}\n  contract: {SHOWN}\n", LETTERS))
    govcheck("migrate", "--yes", cwd=folder)
    found = {one["subject"]: one["text"] for one in judged(folder)["findings"] if one["effect"] == "stops"}

    assert found == {"same": "it is decided that the gap stays; it was said of terms"}


def test_a_no_that_was_answered_since_does_not_come_back_when_the_control_is_reworded(folder: Path) -> None:
    older(folder, LETTERS)
    govcheck("migrate", "--yes", cwd=folder)
    govcheck("set", "contract", "met", "--by", "Mia Roth", "--as-of", AS_OF, cwd=folder)
    later = "  2.1.0:\n    says: More.\n    controls:\n      contract: {reworded: All annexes.}\n"
    checklist(folder, NEW.replace("version: 2.0.0", "version: 2.1.0") + later)

    assert states(folder)["contract"] == "to be confirmed again: reworded in rollout 2.1.0: All annexes"


def test_a_value_that_is_gone_is_unknown_even_beside_others(folder: Path) -> None:
    """Else a use case that was asked for with odd data would be judged as one that never had any."""
    govcheck("migrate", "--yes", cwd=folder)
    data = [one for one in judged(folder)["findings"] if one["subject"] == "data"]

    assert [(one["effect"], one["use-cases"]) for one in data] == [("undecided", ["letters"])]


def test_it_is_asked_before_anything_is_written(folder: Path) -> None:
    done = govcheck("migrate", cwd=folder)

    assert (done.code, read(folder)["checklists"]) == (2, {"rollout": "1.1.0"})
    assert done.err.endswith(
        "govcheck: nobody can be asked here, so nothing was written; read what stands above, then add --yes\n"
    )


def test_once_carried_there_is_nothing_left_to_do(folder: Path) -> None:
    govcheck("migrate", "--yes", cwd=folder)
    before = (folder / "answers.yaml").read_bytes()
    done = govcheck("migrate", "--yes", cwd=folder)

    assert (done.code, (folder / "answers.yaml").read_bytes()) == (0, before)
    assert done.out == "answers.yaml is written for the checklists as they are here. There is nothing to carry over.\n"


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (
            "  public:\n    web: pro",
            "  open: {web: allowed}\n  public:\n    web: pro",
            "no row public; it is called open",
        ),
        ("    web: prohibited", "    browser: allowed\n    web: allowed", "no column web; it is called browser"),
        ("  plan: team\n", "  plan: team\n  product: team\n", "no profile question plan; it is called product"),
        (
            "  q-keep:",
            "  q-retention: {asked-on: 2026-11-01, asked-of: K. Roe}\n  q-keep:",
            "no question q-keep; it is",
        ),
        (
            "  log-export:",
            "  audit: {plan: team, confirmed: no, by: K. Roe, dated: 2026-11-01, ref: a}\n  log-export:",
            "no plan row log-export; it is called audit since 2.0.0",
        ),
        (
            "    legal: Ida Lund",
            "    lawyer: Al\n    legal: Ida Lund",
            "no role legal; it is called lawyer since 2.0.0",
        ),
    ],
)
def test_what_stands_under_both_names_is_refused_with_its_line(was: str, becomes: str, told: str, folder: Path) -> None:
    """Else the stricter one of the two could be the one that does nothing."""
    assert OLD.count(was) == 1
    text = OLD.replace(was, becomes)
    older(folder, text)
    done = govcheck("migrate", "--yes", cwd=folder)

    assert (done.code, (folder / "answers.yaml").read_text("utf-8")) == (2, text)
    line = int(done.err.split(":")[1])
    assert told in done.err
    assert was.strip().splitlines()[0].partition(":")[0] in text.splitlines()[line - 1]


def test_a_name_of_an_earlier_version_in_a_file_of_this_one_is_told_with_the_new_one(folder: Path) -> None:
    govcheck("migrate", "--yes", cwd=folder)
    text = (folder / "answers.yaml").read_text("utf-8")
    older(folder, text.replace("  product: business\n", "  plan: team\n"))
    unknown = govcheck("check", "--as-of", AS_OF, cwd=folder).err
    older(folder, text.replace("  product: business\n", "  product: team\n"))

    assert ": no profile question plan; it is called product since 2.0.0\n" in unknown
    assert ": product has no value team; it is called business since 2.0.0\n" in govcheck("check", cwd=folder).err


def test_an_answer_that_is_there_already_is_not_overwritten(folder: Path) -> None:
    there = (
        "  single-sign-on: {status: not-met, answered-by: Lin Chen, answered-on: 2026-11-18, note: New.}\nquestions:\n"
    )
    older(folder, OLD.replace("questions:\n", there))
    done = govcheck("migrate", "--yes", cwd=folder)

    assert "single-sign-on is there already; what was said of sso stays and does nothing." in done.err
    answers = read(folder)["answers"]
    assert (answers["single-sign-on"]["note"], answers["sso"]["status"]) == ("New.", "met")
    told = [one["text"] for one in judged(folder)["findings"] if one["subject"] == "sso"]
    assert told == ["answered, but the control is called single-sign-on since 2.0.0; the answer does nothing"]


def test_what_is_no_longer_asked_is_in_the_report(folder: Path) -> None:
    govcheck("migrate", "--yes", cwd=folder)
    report = govcheck("report", "-f", "md", "--as-of", AS_OF, cwd=folder).out

    assert "Controls of earlier versions" in report
    assert "Not there any more since 2.0.0: No cookies are set any more." in report
    assert "Banner seen." in report
    assert "Confirm it again." in report


def test_whatever_is_passed_over_is_told_with_its_line(folder: Path) -> None:
    older(folder, OLD.replace("plan: team\n", "plan: tiny\n").replace("keys: {plan: team", "keys: {plan: tiny"))
    checklist(folder, NEW.replace("{team: {", "{tiny: {removed: Sold no more.}, team: {"))
    govcheck("migrate", "--yes", cwd=folder)
    lines = (folder / "answers.yaml").read_text("utf-8").splitlines()
    gone = [one for one in judged(folder)["findings"] if one["about"] == "gone"]
    told = {one["subject"]: (lines[one["line"] - 1].partition(":")[0].strip(), one["text"]) for one in gone}
    nothing = "and what is said of it does nothing"

    assert told == {
        "engagement.people.board": ("board", f"not there any more since 2.0.0: The board does not approve, {nothing}"),
        "profile.office": ("office", f"not there any more since 2.0.0: The office does not matter, {nothing}"),
        "profile.product": (
            "product",
            "tiny is not there any more since 2.0.0: Sold no more; so it counts as unknown",
        ),
        "use-cases.letters.data": (
            "letters",
            "odd is not there any more since 2.0.0: Nobody chose it; so it counts as unknown",
        ),
        "plans.seats": ("seats", f"not there any more since 2.0.0: Every plan has seats, {nothing}"),
        "plans.keys": ("keys", f"said of tiny, which is not there any more since 2.0.0: Sold no more, {nothing}"),
        "questions.q-cookies": ("q-cookies", f"not there any more since 2.0.0: No cookies are set any more, {nothing}"),
        "approvals.board": ("board", f"not there any more since 2.0.0: The board does not approve, {nothing}"),
    }
    data = next(one["text"] for one in judged(folder)["findings"] if one["subject"] == "data")
    assert data == f"must be known before a verdict; {told['use-cases.letters.data'][1]}"
    assert "Sold no more" in govcheck("report", "-f", "md", "--as-of", AS_OF, cwd=folder).out


def test_a_fault_is_named_where_it_stands_in_the_file_as_it_is(folder: Path) -> None:
    older(folder, OLD.replace("  same:\n", "  samw:\n").replace("  sso:   #", "  sso: #"))
    done = govcheck("migrate", "--yes", cwd=folder)
    line = OLD.splitlines().index("  same:") + 1

    assert (done.code, done.err.split("; ")[0]) == (2, f"answers.yaml:{line}:3: no control samw")


@pytest.mark.parametrize("id", ["logs", "terms"])
def test_a_fault_in_an_answer_that_goes_elsewhere_is_told_once(id: str, folder: Path) -> None:
    proof = "{kind: internal-record, ref: ../a.txt, collected: 2026-11-12, by: Omar Haddad}"
    answer = f"{id}: {{status: unknown, answered-by: A, answered-on: 2026-11-12, evidence: [{proof}]}}"
    head, _, rest = OLD.partition("answers:\n")
    older(folder, f"{head}answers:\n  {answer}\nquestions:{rest.partition('questions:')[2]}")
    done = govcheck("migrate", "--yes", cwd=folder)
    line = head.count("\n") + 2

    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith(f"answers.yaml:{line}:")
    assert "../a.txt leaves the engagement's folder" in done.err


def test_a_key_that_is_written_with_escapes_is_told_with_its_line(folder: Path) -> None:
    """Above it the answer to `logs` becomes two, so that the line is another one by then."""
    text = OLD.replace("  annexes:", '  "ann\\u0065xes":')
    older(folder, text)
    done = govcheck("migrate", "--yes", cwd=folder)
    line = OLD.splitlines().index("  annexes:") + 1

    says = "annexes cannot be called contract while it is written with escapes; write it as it reads"
    assert (done.code, done.err) == (2, f"answers.yaml:{line}:3: {says}\n")
    assert (folder / "answers.yaml").read_text("utf-8") == text


def test_only_what_is_still_asked_is_to_be_confirmed_and_by_its_present_name(folder: Path) -> None:
    """`training` and `keys` were reworded in 1.2.0 and then renamed and removed, `q-region` renamed."""
    text = NEW.replace("version: 2.0.0", "version: 3.0.0").replace("      training: {q", "      schooling: {q")
    text = text.replace("  q-region: {to", "  q-place: {to").replace("asks: q-region", "asks: q-place")
    text = text.replace('    keys: {title: Keys, claimed: {business: "no", enterprise: "yes"}}\n', "") + (
        "  3.0.0:\n    says: Other names.\n    controls: {training: {renamed: schooling}}\n"
        "    questions: {q-region: {renamed: q-place}}\n    plans: {keys: {removed: Nobody wants keys.}}\n"
    )
    checklist(folder, text)
    done = govcheck("migrate", "--dry-run", cwd=folder)

    assert "To be confirmed again: logs-kept, logs-read, schooling, contract, q-place. Until then" in done.out


def test_a_checklist_that_does_not_say_what_changed_is_no_ground_to_carry_over(folder: Path) -> None:
    checklist(folder, NEW.partition("history:")[0])
    done = govcheck("migrate", "--yes", cwd=folder)

    assert (done.code, done.err.partition(";")[0]) == (2, "govcheck: rollout does not say what version 2.0.0 changed")


MINOR = (
    NEW.partition("history:")[0].replace("version: 2.0.0", "version: 1.2.0")
    + """\
history:
  1.2.0:
    says: Contractors count as staff.
    added: [fresh]
    controls:
      training: {reworded: Contractors are asked about too.}
      logs-kept: {reworded: For a year.}
"""
)
FOR_MINOR = """\
format: 1
checklists:
  rollout: 1.1.0
engagement: {organization: Larch Mills, title: Roll-out}
profile: {product: business}
answers:
  training: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}
  logs-kept: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}
"""


def test_an_earlier_minor_version_is_judged_with_what_was_reworded_open(folder: Path) -> None:
    checklist(folder, MINOR)
    older(folder, FOR_MINOR)
    done = govcheck("check", "--as-of", AS_OF, cwd=folder)

    assert done.code == 1
    assert done.err == (
        "answers.yaml: written for rollout 1.1.0, judged by 1.2.0; new: fresh; "
        "reworded, so to be confirmed again: logs-kept, training\n"
    )
    assert "answers.yaml:7: training: to be confirmed again: reworded in rollout 1.2.0" in done.out
    assert (folder / "answers.yaml").read_text("utf-8") == FOR_MINOR


def test_the_first_answer_brings_the_file_to_the_present_version(folder: Path) -> None:
    """Else the new answer could not be told from those to the old wording."""
    checklist(folder, MINOR)
    older(folder, FOR_MINOR)
    govcheck("set", "training", "met", "--by", "Mia Roth", "--as-of", AS_OF, cwd=folder)
    after = read(folder)

    assert after["checklists"] == {"rollout": "1.2.0"}
    assert "confirm-again" not in after["answers"]["training"]
    assert after["answers"]["logs-kept"]["confirm-again"] == "reworded in rollout 1.2.0: For a year"


RAISED = "answers.yaml is written for rollout 1.2.0 now, with a mark at what has to be confirmed again: logs-kept."


def test_what_saving_does_besides_is_told(folder: Path) -> None:
    checklist(folder, MINOR)
    older(folder, FOR_MINOR)
    done = govcheck("set", "training", "met", "--by", "Mia Roth", "--as-of", AS_OF, cwd=folder)
    again = govcheck("set", "training", "met", "--by", "Mia Roth", "--as-of", AS_OF, cwd=folder)

    assert done.err.splitlines()[-1] == RAISED
    assert RAISED not in again.err


def test_the_review_says_what_is_to_be_said_again_and_what_enter_does(folder: Path) -> None:
    checklist(folder, MINOR)
    older(folder, FOR_MINOR)
    review = ("review", "--by", "Mia Roth", "--as-of", AS_OF, "--from", "training")
    shown = govcheck(*review, cwd=folder, typed="\nq\n").err
    confirmed = govcheck(*review, cwd=folder, typed="u\n\nq\n").err

    assert (
        "  To be confirmed again: reworded in rollout 1.2.0: Contractors are asked about too\n"
        "  It does not count until somebody says it again; Enter leaves it so.\n"
    ) in shown
    assert RAISED in confirmed


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("sso", "it is called single-sign-on since 2.0.0"),
        ("logs", "it is asked as logs-kept and logs-read since 2.0.0"),
        ("annexes", "it is asked in contract since 2.0.0"),
        ("cookies", "it is not there any more since 2.0.0: No cookies are set any more"),
        ("trainin", "did you mean training?"),
    ],
)
def test_a_control_of_an_earlier_version_is_told_with_what_it_became(id: str, told: str, folder: Path) -> None:
    govcheck("migrate", "--yes", cwd=folder)
    expected = f"govcheck: there is no control {id}; {told}\n"

    assert govcheck("set", id, "met", "--by", "Mia Roth", cwd=folder).err == expected
    assert govcheck("review", "--from", id, "--by", "Mia Roth", cwd=folder, typed="q\n").err.endswith(expected)


def test_an_answer_that_is_taken_back_has_to_be_confirmed_as_before(folder: Path) -> None:
    """The file is of the present version by then, so that without its mark the old answer would count."""
    checklist(folder, MINOR)
    older(folder, FOR_MINOR)
    path = folder / "answers.yaml"
    new = Answer(Status.NOT_MET, "Mia Roth", date(2026, 11, 20))
    saved = save_answer(path, "answers.yaml", "training", lambda _: new)
    save(path, "answers.yaml", taken_back(saved))
    after = read(folder)

    assert after["checklists"] == {"rollout": "1.2.0"}
    assert after["answers"]["training"] == {
        "status": "met",
        "answered-by": "Mia Roth",
        "answered-on": "2026-11-15",
        "confirm-again": "reworded in rollout 1.2.0: Contractors are asked about too",
    }


def test_what_is_read_as_absent_stays_when_facts_are_changed(folder: Path) -> None:
    govcheck("migrate", "--yes", cwd=folder)
    file = open_engagement(folder / "answers.yaml", "answers.yaml")
    old = file.engagement
    front = replace(old.front, people={**old.front.people, "security": "Cara Roth"})
    use = replace(old.use_cases["letters"], profile={**old.use_cases["letters"].profile, "surface": ("api",)})
    new = replace(old, front=front, profile={"product": ("enterprise",)}, use_cases={"letters": use})
    save(folder / "answers.yaml", "answers.yaml", instead(file, new))
    after = read(folder)

    assert after["engagement"]["people"] == {"lawyer": "Ida Lund", "board": "Jo March", "security": "Cara Roth"}
    assert after["profile"] == {"product": "enterprise", "office": "oslo"}
    assert after["use-cases"]["letters"] == {"title": "Letters", "surface": ["api"], "data": ["open", "odd"]}


BORROWER = """\
format: 1
id: borrower
title: Borrower
version: 1.0.0
roles: {security: Security, counsel: Counsel, lawyer: Lawyer}
profile-from: rollout
sections:
  own:
    title: Own
    controls:
      single-sign-on: {from: rollout}
"""


def test_a_checklist_that_is_built_on_has_its_version_too(folder: Path) -> None:
    checklist(folder, BORROWER, "borrower")
    answers = """\
format: 1
checklists: {borrower: 1.0.0}
engagement: {organization: Larch Mills, title: Roll-out}
answers:
  sso: {status: unknown, answered-by: Lin Chen, answered-on: 2026-11-12}
"""
    older(folder, answers)
    assert govcheck("check", cwd=folder).err == (
        "answers.yaml:2:1: the checklists here take parts from rollout, and its version is not written; "
        "add at the top level: built-on: {rollout: 2.0.0}\n"
    )
    older(folder, answers + "built-on: {rollout: 1.0.0}\n")
    assert "answers.yaml:6:21: these answers are for rollout 1.0.0" in govcheck("check", cwd=folder).err
    govcheck("migrate", "--yes", cwd=folder)
    assert read(folder)["built-on"] == {"rollout": "2.0.0"}
    assert [*read(folder)["answers"]] == ["single-sign-on"]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("sso: {renamed: single-sign-on}", "sso: {renamed: single-signon}", "no control single-signon in this version"),
        ("sso: {renamed: single-sign-on}", "same: {renamed: fresh}", "same is renamed, and it still is a control"),
        ("sso: {renamed:", "sso: {removed: Gone., renamed:", "two things became of sso: removed and renamed"),
        ("      cookies: {removed:", "      same: {removed:", "same is removed, and it still is a control"),
        ("training: {reworded:", "trainng: {reworded:", "no control trainng in this version"),
        ("training: {reworded:", "training: {removed:", "1.2.0 is no new major version, and training is removed"),
        (
            "logs: {split: [logs-kept, logs-read]}",
            "logs: {split: [logs-kept, logs]}",
            "no control logs in this version",
        ),
        ("added: [fresh]", "added: [fres]", "no control fres in this version"),
        ("version: 2.0.0", "version: 1.9.0", "this is version 1.9.0 of the checklist"),
        ("product: {team: {renamed: business}}", "product: {team: {renamed: big}}", "no value big in this version"),
        (
            "product: {team: {renamed: business}}",
            "pro: {team: {renamed: business}}",
            "no value business in this version",
        ),
        ("legal: {renamed: lawyer}", "legal: {renamed: layer}", "no role layer in this version"),
    ],
)
def test_a_history_that_does_not_fit_is_refused(was: str, becomes: str, told: str, folder: Path) -> None:
    assert NEW.count(was) == 1
    text = NEW.replace(was, becomes)
    checklist(folder, text)
    done = govcheck("checklist", "validate", "checklists/rollout.yaml", cwd=folder)

    assert done.code == 2
    assert f": {told}; " in done.err
    line = int(done.err.partition(":")[2].partition(":")[0])
    assert becomes.partition(":")[0] in text.splitlines()[line - 1] or told.startswith("this is version")


def told_of(folder: Path, history: str) -> str:
    """What is said of the checklist with another history, in which the ids are those of `NEW`."""
    head = NEW.partition("history:")[0].replace("version: 2.0.0", "version: 4.0.0")
    checklist(folder, f"{head}history:\n{history}")
    return govcheck("checklist", "validate", "checklists/rollout.yaml", cwd=folder).err


@pytest.mark.parametrize(
    ("history", "told"),
    [
        (
            (
                "  2.0.0: {says: A., controls: {a: {renamed: b}, b: {renamed: c}}}\n"
                "  3.0.0: {says: B., controls: {b: {renamed: same}, c: {renamed: fresh}}}\n"
            ),
            "b is renamed, and a later version has a control b again",
        ),
        (
            "  2.0.0: {says: A., plans: {b: {removed: Gone.}}}\n  3.0.0: {says: B., plans: {b: {renamed: keys}}}\n",
            "b is removed, and a later version has a plan row b again",
        ),
        ("  2.0.0: {says: A., controls: {same: {renamed: same}}}\n", "same is renamed to itself"),
        (
            "  2.0.0: {says: A., controls: {a: {renamed: same}, b: {renamed: same}}}\n",
            "a and b are renamed to same; write merged: same for each of them",
        ),
        (
            "  2.0.0: {says: A., controls: {a: {renamed: same}, b: {merged: same}}}\n",
            "a and b are renamed to same; write merged: same for each of them",
        ),
        (
            "  2.0.0: {says: A., questions: {a: {renamed: q-new}, b: {renamed: q-new}}}\n",
            "a and b are renamed to q-new; keep one of them, and write removed: WHY for b",
        ),
        (
            "  2.0.0: {says: A., plans: {a: {renamed: keys}, b: {renamed: keys}}}\n",
            "a and b are renamed to keys; keep one of them",
        ),
        (
            "  2.0.0: {says: A., profile: {a: {renamed: data}, b: {renamed: data}}}\n",
            "a and b are renamed to data; keep one of them",
        ),
    ],
)
def test_a_history_that_reads_two_ways_is_refused(history: str, told: str, folder: Path) -> None:
    assert told in told_of(folder, history)


@pytest.mark.parametrize(
    "history",
    [
        "  2.0.0: {says: A., controls: {a: {renamed: b}}}\n  3.0.0: {says: B., controls: {b: {removed: Gone.}}}\n",
        (
            "  2.0.0: {says: A., controls: {a: {split: [a, b]}}}\n"
            "  3.0.0: {says: B., controls: {a: {merged: same}, b: {merged: same}}}\n"
        ),
        (
            "  2.0.0: {says: A., values: {home: {a: {renamed: b}}}}\n"
            "  3.0.0: {says: B., profile: {home: {removed: Gone.}}}\n"
        ),
        (
            "  2.0.0: {says: A., values: {home: {a: {renamed: b}}}}\n"
            "  3.0.0: {says: B., profile: {home: {renamed: site}}}\n"
            "  4.0.0: {says: C., profile: {site: {removed: Gone.}}}\n"
        ),
        (
            "  2.0.0: {says: A., values: {plan: {a: {renamed: b}}}}\n"
            "  3.0.0: {says: B., profile: {plan: {renamed: product}}, values: {product: {b: {renamed: business}}}}\n"
        ),
        "  1.1.0: {says: A., added: [a]}\n  2.0.0: {says: B., controls: {a: {removed: Gone.}}}\n",
    ],
)
def test_a_history_over_several_versions_is_read_to_its_end(history: str, folder: Path) -> None:
    assert told_of(folder, history) == ""


JUNK = ["null", "x", "3", "[]", "[x]", "{}", "[{a: b}]", "{says: A., controls: [x]}", "{says: A., controls: {a: x}}"]
JUNK += [
    "{says: A., controls: {a: {renamed: [x]}}}",
    "{says: A., values: {a: x}}",
    "{says: A., values: {a: {b: {split: x}}}}",
]


@pytest.mark.parametrize("junk", [*JUNK, "{says: A., added: {a: b}}", "{says: A., profile: {a: {renamed: {b: c}}}}"])
def test_a_history_of_the_wrong_shape_is_told_with_its_line(junk: str, folder: Path) -> None:
    told = told_of(folder, f"  2.0.0: {junk}\n")

    assert told.startswith("checklists/rollout.yaml:4")


def test_the_same_ids_cannot_come_back(folder: Path) -> None:
    checklist(folder, NEW.replace("      fresh: {question", "      terms: {question").replace("[fresh]", "[terms]"))
    told = govcheck("checklist", "validate", "checklists/rollout.yaml", cwd=folder).err

    assert "terms is merged, and it still is a control; give the new one another id" in told


def test_what_became_of_ids_is_worked_out_once(folder: Path) -> None:
    """It is asked for again at every assessment, and the smallest change makes many of them."""
    histories = [find_checklist("rollout", folder).edition.history for _ in range(2)]
    assert former_ids(histories[0], Part.CONTROLS) is former_ids(tuple(histories[1]), Part.CONTROLS)
    assert former_ids(histories[0], Part.CONTROLS) is not former_ids(histories[0], Part.PLANS)
