"""What is said of a cross-check that cannot be ruled out: which facts have to be known for that."""

from __future__ import annotations

from typing import Any

from govcheck.words.assessment import Finding
from made_up import day
from small import REMOVE, found, judged, met

BOTH = {"severity": "warning", "when": {"automatic": "yes", "own-keys": "yes"}, "says": "Mind both."}


def told(changes: dict[str, Any]) -> Finding:
    (one,) = found(judged(changes, {"rules.both": BOTH}), "both")
    return one


def test_a_fact_that_one_use_case_alone_lacks_is_asked_for() -> None:
    changes = {
        "profile.automatic": REMOVE,
        "profile.own-keys": REMOVE,
        "use-cases.office.own-keys": "yes",
        "use-cases.letters.automatic": "yes",
    }
    one = told(changes)
    assert one.in_doubt
    assert one.uses == ("office", "letters")
    assert one.text == "Mind both. This cannot be ruled out until this is answered: Decided by itself?; Own keys?"


def test_a_fact_that_every_use_case_knows_is_not_asked_for() -> None:
    one = told({"profile.automatic": REMOVE, "profile.own-keys": "yes"})
    assert one.text == "Mind both. This cannot be ruled out until this is answered: Decided by itself?"


def test_where_it_is_true_somewhere_nothing_is_asked() -> None:
    one = told(
        {"profile.own-keys": "yes", "use-cases.office.automatic": "yes", "use-cases.letters.automatic": "unknown"}
    )
    assert (one.text, one.in_doubt, one.uses) == ("Mind both.", False, ("office", "letters"))


def test_where_the_plan_table_does_not_know_there_is_nothing_to_answer() -> None:
    gap = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "-"}
    table = {"plans.rows.logs.claimed": {"team": "no", "big": "unknown"}}
    (one,) = found(judged({"answers.review": gap}, table), "logs-unread")
    assert one.text == "There are logs that nobody reads. This cannot be ruled out yet"


def test_what_has_to_be_confirmed_again_is_named() -> None:
    doubt = {"confirm-again": "The question is another."}
    (one,) = found(judged({"answers.sign-on": {**met(), **doubt}}), "accounts-need-sign-on")
    says = "Accounts are made at sign-on, so they cannot be right while sign-on is not."
    assert one.text == f"{says} This cannot be ruled out until sign-on is confirmed again"
    both = {f"answers.{id}": {**met(), **doubt} for id in ("sign-on", "accounts")}
    (one,) = found(judged(both), "accounts-need-sign-on")
    assert one.text == f"{says} This cannot be ruled out until accounts and sign-on are confirmed again"


def test_a_plan_row_is_needed_or_perhaps_needed() -> None:
    claimed = {"plans.rows.keys.claimed": {"team": "no", "big": "no"}}
    for use, need in (("yes", "needed here"), ("unknown", "perhaps needed here")):
        changes = {"profile.own-keys": "no", "use-cases.letters.own-keys": use}
        (one,) = found(judged(changes, claimed), "keys")
        assert (one.uses, one.text) == (("letters",), f"{need}, and Big does not offer it")
    changes = {"use-cases.office.own-keys": "unknown", "use-cases.letters.own-keys": "yes"}
    (one,) = found(judged(changes, claimed), "keys")
    assert (one.uses, one.text) == (("office", "letters"), "needed here, and Big does not offer it")


def test_while_the_plan_is_not_known_that_is_said() -> None:
    (one,) = found(judged({"profile.plan": REMOVE, "profile.own-keys": "yes"}), "keys")
    assert one.text == "needed here, and the plan is not known yet"
