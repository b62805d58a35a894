"""`questions list` and `questions export`: what is open, to whom it goes, and writing down that it was sent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from asked import DAY, exchanges, review
from govcheck.words.engagement import Exchange
from govcheck.words.vocabulary import Outcome
from made_up import TODAY, Doc, day
from program import Done, govcheck, public_folder, without_privileges

ASKED: Doc = {"asked-on": day(-20), "asked-of": "Vera Holt", "due": day(-6)}
REPLY: Doc = {**ASKED, "reply": "Clause 4.", "replied-by": "Vera Holt", "replied-on": day(-9), "ref": "evidence/a.txt"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return review(tmp_path / "move")


def asked(folder: Path, exchange: Doc) -> Path:
    """The review with one exchange about the clause."""
    return review(folder, {"questions": {"q-clause": exchange}})


def export(path: Path, *options: str) -> Done:
    return govcheck("questions", "export", *DAY, *options, cwd=path.parent)


def listed(path: Path, *options: str) -> Done:
    return govcheck("questions", "list", *DAY, *options, cwd=path.parent)


# the list


def test_the_list_says_where_each_stands_and_what_hangs_on_it(tmp_path: Path) -> None:
    done = listed(asked(tmp_path / "x", ASKED))
    assert done.code == 0
    assert (
        done.out
        == f"""\
3 open questions to the account team: 2 not sent yet, 1 waiting for a reply; 1
  is overdue

1. q-clause, to Vendor: Vera Holt
   Which clause excludes training for Larch Ltd on Big (the browser, the API;
     own keys: No)?
   Waiting for a reply; asked on {day(-20)}, reply wanted by {day(-6)},
     overdue.
   Waits for it: clause (blocker)
   A yes would mean: Letters may be sent.
   A no would mean: Letters stay here.

2. q-keep, to Vendor: Vera Holt
   How long is it kept?
   Not sent yet.
   Waits for it: retention (recommended)

3. q-person, to Vendor IT
   Who can see it?
   Not sent yet.
   Waits for it: person (required)

To send them: govcheck questions export --record
To read in what comes back: govcheck questions import FILE
"""
    )


def test_the_list_as_json_has_everything(tmp_path: Path) -> None:
    done = listed(asked(tmp_path / "x", REPLY), "-f", "json", "--to", "vendor")
    document = json.loads(done.out)
    assert (document["format"], document["as-of"], [one["id"] for one in document["questions"]]) == (
        1, TODAY.isoformat(), ["q-clause", "q-keep"],
    )  # fmt: skip
    first = document["questions"][0]
    assert first.pop("text").startswith("Which clause excludes training for Larch Ltd")
    assert first == {
        "id": "q-clause", "number": 1, "to": "vendor", "addressee": "Vendor", "person": "Vera Holt",
        "stands": "the reply is not judged yet", "asked-on": day(-20), "due": day(-6), "overdue": False,
        "waiting": [{"id": "clause", "gate": "blocker", "question": "Is training excluded?"}],
        "yes-means": "Letters may be sent.", "no-means": "Letters stay here.", "exchange": REPLY, "missing": None,
    }  # fmt: skip


def test_a_reply_that_nobody_judged_is_shown_behind_marks_with_the_command_for_it(tmp_path: Path) -> None:
    hostile = "::error::x\n\n##[error]y\n3 open questions\n" + "word " * 40
    done = listed(asked(tmp_path / "x", {**REPLY, "reply": hostile}), "-a", "answers.yaml")
    assert f"   Vera Holt replied on {day(-9)}:\n     | ::error::x\n     |\n     | # #[error]y\n" in done.out
    assert "     | 3 open questions\n     | word word" in done.out
    assert "Judge it: govcheck questions judge q-clause accepted -a answers.yaml, or" in done.out


def test_where_nothing_is_open_the_list_says_so(tmp_path: Path) -> None:
    path = review(tmp_path / "x", {f"answers.{id}.status": "not-met" for id in ("clause", "retention", "person")})
    (path.parent / "checklists" / "small.yaml").write_text(
        (path.parent / "checklists" / "small.yaml").read_text("utf-8").replace("asks:", "topic: access #"), "utf-8"
    )
    assert listed(path).out == "There are no open questions to the account team.\n"
    assert json.loads(listed(path, "-f", "json").out)["questions"] == []


# one addressee


@pytest.mark.parametrize("to", ["vendor", "VENDOR", "Vera Holt", "vera  holt"])
def test_only_what_goes_to_one_addressee_keeps_its_number(path: Path, to: str) -> None:
    text = export(path, "-f", "text", "--to", to).out
    assert text.count("To: ") == 1
    assert ("Question 1 (reference q-clause)" in text, "Question 2 (reference q-keep)" in text) == (True, True)
    only = export(path, "-f", "text", "--to", "Vendor IT").out
    assert ("To: Vendor IT\n" in only, "Question 3 (reference q-person)" in only, "Hello,\n" in only) == (True,) * 3


def test_an_addressee_whom_nothing_goes_to_is_refused(path: Path) -> None:
    near, far = export(path, "--to", "Vera Hold"), export(path, "--to", "security", "--record")
    assert (near.code, near.err) == (2, "govcheck: no open question goes to Vera Hold; did you mean Vera Holt?\n")
    assert (far.code, far.err) == (2, "govcheck: no open question goes to security; they go to vendor, vendor-it\n")
    assert exchanges(path) == {}


# writing down that it was sent


def test_without_the_option_nothing_is_written_and_that_is_said(path: Path) -> None:
    before = path.read_bytes()
    assert export(path).err == ""
    done = export(path, "-o", "q.md")
    assert done.err == (
        "Written: q.md\n"
        "Not recorded as asked: q-clause, q-keep, q-person. To have that written down too, add --record.\n"
    )
    assert path.read_bytes() == before


def test_what_was_sent_is_written_down_and_shows_on_the_sheet(path: Path) -> None:
    before = path.read_text("utf-8")
    done = export(path, "--record", "-o", "q.csv")
    assert done.err == (
        "Written: q.csv\n"
        f"Recorded as asked, reply wanted by {day(14)}: q-clause.\n"
        f"Recorded as asked, reply wanted by {day(28)}: q-keep, q-person.\n"
        "What comes back is read in with: govcheck questions import FILE\n"
    )
    assert exchanges(path) == {
        "q-clause": Exchange(TODAY, "Vera Holt", date(2026, 12, 6)),
        "q-keep": Exchange(TODAY, "Vera Holt", date(2026, 12, 20)),
        "q-person": Exchange(TODAY, "Vendor IT", date(2026, 12, 20)),
    }
    sheet = (path.parent / "q.csv").read_text("utf-8")
    assert f",{day(0)},{day(14)}," in sheet
    after = path.read_text("utf-8")
    assert after.startswith(before)
    assert after.removeprefix(before).startswith("questions:\n")


def test_sent_again_with_the_same_words_nothing_changes(path: Path) -> None:
    export(path, "--record", "-o", "q.md")
    before = held(path)
    done = export(path, "--record", "-o", "q.md")
    assert done.err == (
        "Written: q.md\nAsked before and not answered, so the dates stay: q-clause, q-keep, q-person.\n"
    )
    assert held(path) == before


def held(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.parent.rglob("*") if one.is_file() and one.suffix != ".lock"}


def test_only_those_that_were_sent_are_written_down(path: Path) -> None:
    export(path, "--record", "--to", "vendor-it", "--due", "+7")
    assert exchanges(path) == {"q-person": Exchange(TODAY, "Vendor IT", date(2026, 11, 29))}


AGAIN: dict[str, tuple[dict[str, Any], bool]] = {
    "not enough": ({"outcome": "insufficient", "follow-up": "And on the API?"}, True),
    "ran out": ({"outcome": "accepted", "valid-until": day(-1)}, True),
    "reworded": ({"outcome": "accepted", "confirm-again": "other words"}, True),
    "not judged yet": ({}, False),
}


@pytest.mark.parametrize("name", AGAIN)
def test_what_is_asked_again_keeps_what_was_said_before(tmp_path: Path, name: str) -> None:
    more, again = AGAIN[name]
    path = asked(tmp_path / "x", {**REPLY, **more})
    before = exchanges(path)["q-clause"]
    done = export(path, "--record", "--due", day(10))
    assert done.code == 0
    after = exchanges(path)["q-clause"]
    if again:
        assert after == Exchange(TODAY, "Vera Holt", date(2026, 12, 2), earlier=(before,))
        assert "Clause 4." in done.out
    else:
        assert after == before
        assert "nobody has judged the reply: q-clause.\n  govcheck questions judge q-clause accepted, or" in done.err


def test_a_third_round_keeps_both_before_it_and_what_was_reworded_stays_marked(tmp_path: Path) -> None:
    first = {**REPLY, "outcome": "insufficient"}
    path = asked(tmp_path / "x", {**REPLY, "outcome": "accepted", "earlier": [first], "confirm-again": "other words"})
    export(path, "--record")
    now = exchanges(path)["q-clause"]
    assert [(one.outcome, one.confirm_again, one.earlier) for one in now.earlier] == [
        (Outcome.INSUFFICIENT, "other words", ()),
        (Outcome.ACCEPTED, "other words", ()),
    ]
    assert (now.reply, now.outcome, now.confirm_again) == ("", None, "")


def test_a_day_that_is_named_moves_what_waits_and_says_so(tmp_path: Path) -> None:
    path = asked(tmp_path / "x", ASKED)
    done = export(path, "--record", "--due", "+5")
    assert f"Asked before and not answered, reply wanted by {day(5)} now: q-clause.\n" in done.err
    assert exchanges(path)["q-clause"] == Exchange(date(2026, 11, 2), "Vera Holt", date(2026, 11, 27))


def test_what_was_withdrawn_is_neither_sent_nor_written_down(tmp_path: Path) -> None:
    path = asked(tmp_path / "x", {**ASKED, "outcome": "withdrawn"})
    before = exchanges(path)["q-clause"]
    done = export(path, "--record")
    assert "q-clause" not in done.out + done.err
    assert exchanges(path)["q-clause"] == before


def test_a_ref_without_a_reply_is_left_for_somebody_to_complete(tmp_path: Path) -> None:
    path = asked(tmp_path / "x", {**ASKED, "ref": "evidence/a.txt", "confirm-again": "other words"})
    before = exchanges(path)["q-clause"]
    done = export(path, "--record", "--due", "+5")
    assert "A ref is named without a reply, so nothing is recorded: q-clause.\n" in done.err
    assert exchanges(path)["q-clause"] == before


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--due", "+14"], "--due is written down with --record only"),
        (["--record", "--due", "soon"], "--due soon is not a date"),
        (["--record", "--due", "-1"], f"--due {day(-1)} is past"),
        (["--record", "-f", "docx"], "there is no format docx here"),
        (["--record", "-f", "xlsx"], "this format does not go to standard output"),
        (["--record", "-o", "checklists"], "checklists is not an ordinary file"),
    ],
)
def test_what_cannot_be_sent_is_not_written_down(path: Path, options: list[str], says: str) -> None:
    before = held(path)
    done = export(path, *options)
    assert (done.code, says in done.err, done.out) == (2, True, "")
    assert held(path) == before


def test_an_answers_file_that_may_not_be_written_is_told_before_a_sheet_is(path: Path) -> None:
    path.chmod(0o444)
    done = export(path, "--record", "-o", "q.md")
    assert (done.code, "answers.yaml is read-only" in done.err) == (2, True)
    assert not (path.parent / "q.md").exists()


def test_a_sheet_that_does_not_arrive_is_not_written_down() -> None:
    with public_folder() as folder:
        path = review(folder / "x")
        for one in (folder / "x", path, path.parent / "checklists"):
            one.chmod(0o777 if one.is_dir() else 0o666)
        (folder / "closed").mkdir(mode=0o555)
        before = path.read_bytes()
        with without_privileges():
            done = export(path, "--record", "-o", "../closed/q.md")
        assert (done.code, path.read_bytes() == before) == (2, True)
