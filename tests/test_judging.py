"""`questions judge`: what is made of a reply, what follows from it, and what it never does by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from asked import DAY, exchanges, review
from govcheck.rules.assess import assess
from govcheck.words.engagement import Exchange
from govcheck.words.vocabulary import Outcome, Standing
from made_up import Doc, day, proof
from program import Done, govcheck
from scripted import answers
from small import small

ASKED: Doc = {"asked-on": day(-20), "asked-of": "Vera Holt", "due": day(-6)}
REPLY: Doc = {**ASKED, "reply": "Clause 4.", "replied-by": "Vera Holt", "replied-on": day(-9), "ref": "evidence/a.txt"}
MET: Doc = {
    "answers.clause": {
        "status": "met",
        "answered-by": "Lin",
        "answered-on": day(-3),
        "evidence": [{**proof("written-reply", -9, "Eve"), "ref": "evidence/a.txt"}],
    }
}


def replied(folder: Path, exchange: Doc = REPLY, changes: Doc | None = None, id: str = "q-clause") -> Path:
    path = review(folder, {"questions": {id: exchange}, **(changes or {})})
    (folder / "evidence").mkdir()
    (folder / "evidence" / "a.txt").write_text("Clause 4.\n", "utf-8")
    return path


def judge(path: Path, *arguments: str) -> Done:
    return govcheck("questions", "judge", *arguments, *DAY, cwd=path.parent)


def test_an_accepted_reply_sets_no_status_and_proposes_the_commands(tmp_path: Path) -> None:
    path = replied(tmp_path / "x")
    before, text = answers(path), path.read_text("utf-8")
    done = judge(path, "q-clause", "accepted", "--valid-until", day(100))
    assert (done.code, done.out) == (0, "")
    assert (
        done.err
        == f"""\
Saved: q-clause, outcome accepted.
It counts until {day(100)}.
A yes would mean: Letters may be sent.
A no would mean: Letters stay here.
These controls wait for it. Read the reply, then set what it shows: met, partial or not-met.
  clause (blocker): Is training excluded?
    govcheck set clause met --evidence written-reply:evidence/a.txt --collected {day(-9)} --valid-until {day(100)}
Compare it with the contract. A reply that differs from the contract goes to Cal (Counsel).
"""
    )
    assert answers(path) == before
    one = exchanges(path)["q-clause"]
    assert (one.outcome, one.valid_until) == (Outcome.ACCEPTED, date(2027, 3, 2))
    assert path.read_text("utf-8").startswith(text[: text.index("questions:")])


def test_the_proposed_command_does_what_it_says(tmp_path: Path) -> None:
    path = replied(tmp_path / "x")
    line = next(one for one in judge(path, "q-clause", "accepted").err.splitlines() if "govcheck set" in one)
    done = govcheck(*line.split()[1:], "--by", "Lin", *DAY, cwd=path.parent)
    assert (done.code, "Saved: clause is met." in done.err) == (0, True)
    (told,) = answers(path)["clause"].evidence
    assert (told.kind, told.ref, told.collected, len(told.sha256)) == (
        "written-reply", "evidence/a.txt", date(2026, 11, 13), 64,
    )  # fmt: skip


def test_where_a_reply_in_writing_does_not_count_that_is_said(tmp_path: Path) -> None:
    done = judge(replied(tmp_path / "x", id="q-person"), "q-person", "accepted")
    assert (
        "  person (required): Does a person decide?\n    A reply in writing does not count here; it takes" in done.err
    )
    assert "govcheck set" not in done.err
    assert "Compare it with the contract" not in done.err


def test_the_contract_is_named_where_it_is_the_evidence_too(tmp_path: Path) -> None:
    clause = {"answers.person.status": "met", "answers.person.evidence": [proof("contract-clause", -3, "Eve")]}
    path = replied(tmp_path / "x", changes={**clause, "engagement.people": {"security": "Sam"}}, id="q-person")
    assert "goes to Counsel.\n" in judge(path, "q-person", "accepted").err


def test_an_insufficient_reply_is_asked_again_with_what_is_missing(tmp_path: Path) -> None:
    path = replied(tmp_path / "x")
    done = judge(path, "q-clause", "insufficient", "--follow-up", "And on the API?")
    assert "The next sheet asks again, with this reply: govcheck questions export --record" in done.err
    assert "--follow-up" not in done.err
    sheet = govcheck("questions", "export", *DAY, cwd=path.parent).out
    assert f"- **Your reply of {day(-9)}:** Clause 4.\n- This reply does not answer the whole question." in sheet
    assert "- **Still missing:** And on the API?\n" in sheet
    again = judge(path, "q-clause", "insufficient")
    assert exchanges(path)["q-clause"].follow_up == "And on the API?"
    assert "--follow-up" not in again.err
    judge(path, "q-clause", "accepted")
    assert exchanges(path)["q-clause"].follow_up == ""


def test_a_reply_that_differs_from_the_contract_goes_to_counsel_and_does_not_count(tmp_path: Path) -> None:
    path = replied(tmp_path / "x", changes=MET)
    reply = f"evidence/a.txt is the reply of {day(-9)} to q-clause"
    done = judge(path, "q-clause", "differs", "--contract-says", "Clause 7 says 30 days.")
    assert (
        done.err
        == f"""\
Saved: q-clause, outcome differs.
The contract prevails, so the reply does not count. It goes to Cal (Counsel).
Once that is decided, judge it again, or withdraw the question.
clause: met -> open: no evidence that counts: {reply}, which differs from the contract
"""
    )
    one = exchanges(path)["q-clause"]
    assert (one.outcome, one.contract_says) == (Outcome.DIFFERS, "Clause 7 says 30 days.")
    listed = govcheck("questions", "list", *DAY, cwd=path.parent).out
    assert "   The contract says: Clause 7 says 30 days.\n   It prevails; Cal (Counsel) decides." in listed
    assert "Have Cal (Counsel) decide where a reply differs from the contract: q-clause" in (
        " ".join(govcheck("status", *DAY, cwd=path.parent).out.split())
    )
    report = govcheck("report", "-f", "md", *DAY, cwd=path.parent).out
    assert "Replies that differ from the agreement" in report
    assert "Clause 7 says 30 days." in report
    for format in ("md", "csv", "text"):
        sent = govcheck("questions", "export", "-f", format, "--record", *DAY, cwd=path.parent)
        assert "Clause 7" not in sent.out
        assert "q-clause" not in sent.out
        assert "The reply differs from the contract, so counsel decides first: q-clause." in sent.err
    judge(path, "q-clause", "insufficient", "--follow-up", "Which one holds?")
    assert exchanges(path)["q-clause"].contract_says == ""


def test_what_rests_on_a_reply_that_is_not_enough_is_told(tmp_path: Path) -> None:
    path = replied(tmp_path / "x", changes=MET)
    done = judge(path, "q-clause", "insufficient")
    assert "To say on it what is missing, judge it again with --follow-up TEXT.\n" in done.err
    assert "clause: met -> open: no evidence that counts: evidence/a.txt is the reply of" in done.err


def test_a_question_can_be_withdrawn_before_a_reply_came(tmp_path: Path) -> None:
    path = replied(tmp_path / "x", ASKED)
    done = judge(path, "q-clause", "withdrawn")
    assert "It is not asked any more. These still wait: clause.\n" in done.err
    assert exchanges(path)["q-clause"] == Exchange(
        date(2026, 11, 2), "Vera Holt", date(2026, 11, 16), outcome=Outcome.WITHDRAWN
    )
    assert "q-clause" not in govcheck("questions", "export", *DAY, cwd=path.parent).out


def test_a_reply_that_is_over_already_is_said_not_to_count(tmp_path: Path) -> None:
    done = judge(replied(tmp_path / "x"), "q-clause", "accepted", "--valid-until", day(-1))
    assert f"It does not count: which was valid until {day(-1)}." in done.err


def test_judging_confirms_a_reworded_question_and_only_the_last_reply(tmp_path: Path) -> None:
    first = {**REPLY, "reply": "No.", "ref": "evidence/b.txt", "outcome": "accepted"}
    path = replied(tmp_path / "x", {**REPLY, "earlier": [first], "confirm-again": "other words"})
    judge(path, "q-clause", "accepted")
    now = exchanges(path)["q-clause"]
    assert (now.confirm_again, [one.confirm_again for one in now.earlier]) == ("", ["other words"])


FAULTS: dict[str, tuple[list[str], str]] = {
    "an unknown question": (["q-claus", "accepted"], "there is no question q-claus; did you mean q-clause?"),
    "a question that was not asked": (["q-keep", "withdrawn"], "q-keep was never asked; send it with: govcheck"),
    "no reply": (
        ["q-person", "accepted"],
        "q-person has no reply yet; read it in with: govcheck questions import FILE",
    ),
    "an unknown outcome": (["q-clause", "good"], "good"),
    "no outcome": (["q-clause"], "OUTCOME"),
    "an end of what is not enough": (["q-clause", "insufficient", "--valid-until", "+9"], "goes with accepted"),
    "a clause beside what is accepted": (["q-clause", "accepted", "--contract-says", "x"], "goes with differs"),
    "a follow-up to what is accepted": (["q-clause", "accepted", "--follow-up", "x"], "goes with insufficient"),
    "an end before the beginning": (["q-clause", "accepted", "--valid-until", day(-10)], "the reply came on"),
    "no date": (["q-clause", "accepted", "--valid-until", "soon"], "--valid-until soon is not a date"),
    "what no file may hold": (["q-clause", "insufficient", "--follow-up", "a\x1b[2Jb"], "invisible character U+001B"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    arguments, says = FAULTS[name]
    path = replied(tmp_path / "x", changes={"questions.q-person": ASKED})
    before = path.read_bytes()
    done = judge(path, *arguments)
    assert (done.code, says in done.err) == (2, True), done.err
    assert path.read_bytes() == before


def test_a_secret_in_a_follow_up_is_taken_out(tmp_path: Path) -> None:
    path = replied(tmp_path / "x")
    done = judge(path, "q-clause", "insufficient", "--follow-up", "For AKIA" + "IOSFODNN7EXAMPLE?")
    assert "That looks like" in done.err
    assert "IOSFODNN7" not in path.read_text("utf-8") + done.err


# the files


EARLIER: dict[str, tuple[dict[str, Any], str]] = {
    "an earlier exchange without a reply": ({"earlier": [ASKED]}, "an earlier exchange has a reply"),
    "earlier ones inside an earlier one": (
        {"earlier": [{**REPLY, "earlier": [REPLY]}]},
        "what came before an earlier reply stands above it in the same list",
    ),
    "none": ({"earlier": []}, "earlier is empty"),
    "outside": ({"earlier": [{**REPLY, "ref": "../a.txt"}]}, "../a.txt leaves the engagement's folder"),
    "what a contract says beside what is accepted": (
        {**REPLY, "contract-says": "x", "outcome": "accepted"},
        "contract-says stands beside the outcome differs",
    ),
    "a follow-up without an outcome": (
        {**REPLY, "follow-up": "x"},
        "a follow-up stands beside the outcome insufficient",
    ),
    "a follow-up to what is accepted": (
        {**REPLY, "follow-up": "x", "outcome": "accepted"},
        "a follow-up stands beside the outcome insufficient",
    ),
}


@pytest.mark.parametrize("name", EARLIER)
def test_what_does_not_fit_in_the_file_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    more, says = EARLIER[name]
    path = review(tmp_path / "x", {"questions": {"q-clause": {**ASKED, **more}}})
    done = govcheck("check", *DAY, cwd=path.parent)
    assert done.code == 2
    assert done.err.startswith("answers.yaml:") or done.out.startswith("answers.yaml:")
    assert says in done.out + done.err, done


# what the exchange says now, what the earlier one says, and whether a proof with the ref of the earlier one counts
NOW = {**REPLY, "reply": "Clause 5.", "ref": "evidence/b.txt"}
COUNTING: dict[str, tuple[Doc, Doc, bool]] = {
    "not judged": (NOW, REPLY, True),
    "accepted": (NOW, {**REPLY, "outcome": "accepted"}, True),
    "accepted, and asked again": (ASKED, {**REPLY, "outcome": "accepted"}, True),
    "not enough": ({**NOW, "outcome": "accepted"}, {**REPLY, "outcome": "insufficient"}, False),
    "not enough, and asked again": (ASKED, {**REPLY, "outcome": "insufficient"}, False),
    "other than the contract": ({**NOW, "outcome": "accepted"}, {**REPLY, "outcome": "differs"}, False),
    "over": (NOW, {**REPLY, "outcome": "accepted", "valid-until": day(-1)}, False),
    "of a question that was withdrawn": ({**NOW, "outcome": "withdrawn"}, {**REPLY, "outcome": "accepted"}, False),
    "of a question that was reworded": (
        {**NOW, "confirm-again": "other words"}, {**REPLY, "outcome": "accepted"}, False,
    ),
    "of other words": ({**NOW, "outcome": "accepted"}, {**REPLY, "confirm-again": "other words"}, False),
    "of the same file, and the last one is not enough": (
        {**REPLY, "outcome": "insufficient"}, {**REPLY, "outcome": "accepted"}, False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTING)
def test_a_proof_with_the_ref_of_an_earlier_reply_counts_as_that_one_does(name: str) -> None:
    now, earlier, counts = COUNTING[name]
    case = small({**MET, "questions": {"q-clause": {**now, "earlier": [earlier]}}})
    assert (assess(case).states["clause"].standing is Standing.MET) is counts


def test_the_end_of_an_earlier_reply_is_told_with_its_line(tmp_path: Path) -> None:
    now = {**REPLY, "reply": "Clause 5.", "ref": "evidence/b.txt"}
    path = replied(tmp_path / "x", {**now, "earlier": [{**REPLY, "valid-until": day(3)}]}, MET)
    line = 1 + path.read_text("utf-8").splitlines().index(f"      valid-until: '{day(3)}'")
    assert f"answers.yaml:{line}: clause: last day of the evidence {day(3)}" in (
        govcheck("check", *DAY, cwd=path.parent).out
    )


# On a day before the reply

DAY_BEFORE = ("--as-of", day(-10))
CAME_LATER = "The reply came after the day of assessment"


@pytest.mark.parametrize("outcome", ["accepted", "insufficient", "differs", ""])
def test_on_a_day_before_the_reply_the_question_is_open_and_nothing_is_made_of_it(outcome: str, tmp_path: Path) -> None:
    judged = {**REPLY, **({"outcome": outcome} if outcome else {})}
    path = replied(tmp_path / "x", judged)
    listed, status = (
        " ".join(govcheck(*command, *DAY_BEFORE, cwd=path.parent).out.split())
        for command in (("questions", "list"), ("status",))
    )
    assert f"{CAME_LATER}; asked on {day(-20)}, reply wanted by {day(-6)}. Vera Holt replied on {day(-9)}:" in listed
    for text in (listed, status):
        assert "1 with a reply that came after the day of assessment" in text
        assert "no longer counts" not in text
        assert "Judge" not in text
        assert "decide where a reply differs" not in text
    assert govcheck("check", *DAY_BEFORE, cwd=path.parent).code == 1


@pytest.mark.parametrize("outcome", ["accepted", "insufficient", "differs", ""])
def test_on_a_day_before_the_reply_nothing_is_asked_again(outcome: str, tmp_path: Path) -> None:
    path = replied(tmp_path / "x", {**REPLY, **({"outcome": outcome} if outcome else {})})
    before = exchanges(path)["q-clause"]
    done = govcheck("questions", "export", "--record", "-o", "sheet.md", *DAY_BEFORE, cwd=path.parent)
    assert (done.code, exchanges(path)["q-clause"]) == (0, before)
    assert f"{CAME_LATER}, so nothing is recorded: q-clause.\n" in done.err
    sheet = (path.parent / "sheet.md").read_text("utf-8")
    assert ("q-clause" in sheet) == (outcome != "differs")
    assert "too old to rely on" not in sheet


def test_on_a_day_before_the_reply_it_is_owed_from_its_day_on(tmp_path: Path) -> None:
    path = replied(tmp_path / "x", {**REPLY, "due": day(-12), "outcome": "accepted"})
    assert "overdue" in govcheck("questions", "list", *DAY_BEFORE, cwd=path.parent).out
    assert "overdue" not in govcheck("questions", "list", *DAY, cwd=path.parent).out


def test_on_the_day_of_the_reply_it_counts(tmp_path: Path) -> None:
    path = replied(tmp_path / "x", {**REPLY, "outcome": "accepted"})
    assert "q-clause" not in govcheck("questions", "list", "--as-of", day(-9), cwd=path.parent).out
