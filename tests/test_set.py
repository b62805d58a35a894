from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from govcheck.words.engagement import Acceptance, Evidence, Remedy
from govcheck.words.vocabulary import EvidenceKind, Residual, Status
from program import Done, govcheck
from scripted import ANSWERS, TODAY, answer, answers, engagement

ACCEPTED = (
    "--accept-risk", "Theft", "--accept-residual", "low", "--accept-compensating", "A camera",
    "--accept-by", "Cara", "--accept-role", "CISO", "--accept-expires", "+60",
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    return engagement(tmp_path / "move")


def put(path: Path, *arguments: str, by: str = "Lin") -> Done:
    return govcheck("set", "--as-of", "2026-11-22", *(("--by", by) if by else ()), *arguments, cwd=path.parent)


def test_an_answer_with_evidence(path: Path) -> None:
    given = ("--evidence", "test-result:evidence/round.txt", "--evidence", "verbal:https://a.example/x")
    done = put(
        path, "doors-locked", "met", *given, "--collected", "2026-11-12", "--evidence-by", "Ana", "--valid-until", "+9"
    )

    digest = hashlib.sha256(b"all locked\n").hexdigest()
    assert answer(path, "doors-locked").evidence == (
        Evidence(EvidenceKind.TEST_RESULT, "evidence/round.txt", date(2026, 11, 12), "Ana", date(2026, 12, 1), digest),
        Evidence(EvidenceKind.VERBAL, "https://a.example/x", date(2026, 11, 12), "Ana", date(2026, 12, 1)),
    )
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        "Saved: doors-locked is met.",
        "An address is kept as it is; govcheck does not look at it, so it is not verified.",
        "It counts until 2026-12-01.",
    ]


@pytest.mark.parametrize(("word", "status"), [("yes", Status.MET), ("NO", Status.NOT_MET), ("unknown", Status.UNKNOWN)])
def test_the_words_of_the_file_are_the_words_of_the_command(path: Path, word: str, status: Status) -> None:
    assert put(path, "doors-locked", word).code == 0
    assert answer(path, "doors-locked").status is status


def test_what_is_given_is_merged_into_what_is_there(path: Path) -> None:
    put(path, "exits-marked", "partial", "--note", "North", "--owner", "Ben", "--evidence", "verbal:evidence/round.txt")
    put(
        path,
        "exits-marked",
        "not-met",
        "--remedy-owner",
        "Sam",
        "--remedy-due",
        "+30",
        "--remedy-guardrail",
        "A guard",
        by="Ana",
    )
    put(path, "exits-marked", "not-met", "--remedy-due", "+40", "--evidence", "test-result:evidence/round.txt")

    given = answer(path, "exits-marked")
    assert (given.status, given.note, given.owner, given.answered_by) == (Status.NOT_MET, "North", "Ben", "Lin")
    assert given.remedy == Remedy("Sam", date(2027, 1, 1), "A guard")
    assert [proof.kind for proof in given.evidence] == [EvidenceKind.TEST_RESULT]


def test_an_acceptance(path: Path) -> None:
    done = put(path, "doors-locked", "not-met", *ACCEPTED)

    assert answer(path, "doors-locked").acceptance == Acceptance(
        "Theft", Residual.LOW, "A camera", "Cara", "CISO", TODAY, date(2027, 1, 21)
    )
    assert "It is printed as a condition. It counts until 2027-01-21." in done.err
    put(path, "doors-locked", "not-met", "--accept-dated", "-4")
    put(path, "doors-locked", "not-met", "--accept-residual", "high")
    merged = answer(path, "doors-locked").acceptance
    assert merged
    assert (merged.dated, merged.residual, merged.risk) == (date(2026, 11, 18), Residual.HIGH, "Theft")


def test_what_the_new_status_contradicts_goes_and_is_told(path: Path) -> None:
    put(path, "doors-locked", "not-met", "--note", "one door", "--no-remedy", *ACCEPTED, by="Ana")
    done = put(path, "doors-locked", "met", "--evidence", "verbal:https://a.example/x")

    given = answer(path, "doors-locked")
    assert (given.note, given.no_remedy, given.acceptance) == ("", False, None)
    assert done.err.splitlines()[:3] == [
        "Saved: doors-locked is met.",
        "It replaces not-met, said by Ana on 2026-11-22.",
        "Taken out: note (one door), remedy (none), acceptance (Cara (CISO) until 2027-01-21: Theft).",
    ]
    again = put(path, "doors-locked", "met", by="LIN")
    assert "It replaces" not in again.err
    assert "Taken out" not in again.err


def test_an_approval_goes_with_not_applicable(path: Path) -> None:
    put(path, "doors-locked", "n/a", "--note", "No doors", "--approved-by", "Rex")
    kept = answer(path, "doors-locked").approved_by
    put(path, "doors-locked", "n/a", "--owner", "Ben")
    done = put(path, "doors-locked", "no")

    assert kept == "Rex"
    assert "Taken out: note (No doors), approval by Rex." in done.err
    assert answer(path, "doors-locked").approved_by == ""


@pytest.mark.parametrize("status", ["partial", "n/a"])
def test_the_note_of_another_status_does_not_serve(path: Path, status: str) -> None:
    put(path, "doors-locked", "unknown", "--note", "asked on Monday")
    before = path.read_bytes()
    done = put(path, "doors-locked", status)

    assert done.code == 2
    assert done.err.endswith("needs a note that says why; add --note TEXT\n")
    assert path.read_bytes() == before


def test_keys_can_be_cleared(path: Path) -> None:
    put(path, "doors-locked", "not-met", "--note", "x", "--owner", "Ben", "--no-remedy", *ACCEPTED)
    put(path, "doors-locked", "met", *(f"--clear={key}" for key in ("note", "owner", "remedy", "acceptance")))

    assert answer(path, "doors-locked").note == ""
    assert "remedy" not in path.read_text("utf-8")
    assert answer(path, "doors-locked").acceptance is None


def test_the_nearest_file_is_found_and_another_can_be_named(path: Path) -> None:
    below = govcheck("set", "doors-locked", "unknown", "--by", "Lin", cwd=path.parent / "evidence")
    named = govcheck("set", "exits-marked", "unknown", "--by", "Lin", "-a", "move", cwd=path.parent.parent)

    assert (below.code, named.code) == (0, 0)
    assert set(answers(path)) == {"doors-locked", "exits-marked"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["doors-lockd", "met"], "there is no control doors-lockd; did you mean doors-locked?"),
        (["doors-locked", "mett"], "mett is not a status; did you mean met?"),
        (["doors-locked", "partial"], "partial needs a note that says why; add --note TEXT"),
        (["doors-locked", "n/a"], "not-applicable needs a note that says why; add --note TEXT"),
        (["doors-locked", "no", "--no-remedy"], "remedy: none needs a note that says why; add --note TEXT"),
        (
            ["doors-locked", "no", "--remedy-due", "+3"],
            "a remedy needs owner, guardrail; add --remedy-owner, --remedy-guardrail",
        ),
        (["doors-locked", "no", "--remedy-due", "soon"], "--remedy-due soon is not a date; write it as 2026-11-30"),
        (
            ["doors-locked", "no", "--accept-by", "X"],
            "an acceptance needs risk, residual, compensating, role, expires; add --accept-risk,",
        ),
        (["doors-locked", "met", *ACCEPTED], "beside met this does nothing: acceptance (Cara (CISO)"),
        (["doors-locked", "unknown", "--no-remedy", "--note", "x"], "beside unknown this does nothing: remedy (none)"),
        (["doors-locked", "met", "--approved-by", "Rex"], "beside met this does nothing: approval by Rex; leave"),
        (["doors-locked", "met", "--evidence", "evidence/x"], "--evidence evidence/x does not begin with a kind"),
        (["doors-locked", "met", "--evidence", "test-resul:x"], "did you mean test-result?"),
        (["doors-locked", "met", "--evidence", "verbal:"], "names no file and no address"),
        (["doors-locked", "met", "--evidence", "verbal:../x"], "../x is outside the folder of the answers"),
        (["doors-locked", "met", "--clear", "statuss"], "an answer has no key statuss that can be cleared"),
        (["doors-locked", "met", "--note", "a\u202eb"], "U+202E"),
        (["doors-locked", "met", "--as-of", "2026-13-40"], "is not a date"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line_and_changes_nothing(
    path: Path, arguments: list[str], message: str
) -> None:
    done = put(path, *arguments)

    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1
    assert path.read_text("utf-8") == ANSWERS


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_nobody_answers_under_the_name_of_a_login(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "root")
    refused = put(path, "doors-locked", "met", by="")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Mia Öhm")
    put(path, "doors-locked", "met", by="")

    assert (refused.code, refused.err) == (2, "govcheck: nobody is named who answers; add --by NAME\n")
    assert answer(path, "doors-locked").answered_by == "Mia Öhm"


def test_an_answer_to_what_the_profile_rules_out_is_kept_and_said(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move", ANSWERS.replace("site: tower", "site: barn"))
    done = put(path, "crane-booked", "unknown")

    assert "The profile rules this control out" in done.err
    assert answer(path, "crane-booked").status is Status.UNKNOWN
