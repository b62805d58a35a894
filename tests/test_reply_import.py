"""`questions import`: what the account team sends back is shown, kept as evidence and recorded, and sets no status."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asked import REVIEW, exchanges, review
from govcheck.jobs.load import open_engagement
from govcheck.rules.judge import judge
from govcheck.words.engagement import Exchange
from govcheck.words.vocabulary import Outcome
from made_up import TODAY, Doc, day
from program import govcheck
from replied import NAME, brought, exported, fill, fill_xlsx, raw_workbook, says
from scripted import answers

JUDGE = "govcheck questions judge q-clause"
FRIDAY = datetime(2026, 11, 20)  # noqa: DTZ001 - a cell has no time zone
FORMATS = ["md", "csv", "xlsx", "text"]
ASKED: Doc = {"asked-on": day(-20), "asked-of": "Vera Holt", "due": day(-6)}
REPLY: Doc = {**ASKED, "reply": "Clause 4.", "replied-by": "Vera Holt", "replied-on": day(-9)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return review(tmp_path / "move")


def with_clause(tmp_path: Path, exchange: Doc) -> Path:
    return review(tmp_path / "move", {"questions": {"q-clause": exchange}})


def sheet(path: Path, **replies: str) -> Path:
    """A CSV that came back with these replies."""
    filled = {f"q-{id}": says(reply) for id, reply in replies.items()}
    return fill(exported(path, "csv"), filled)


def by_hand(path: Path, *rows: str, head: str = "Reference,Reply,Replied by,Replied on") -> Path:
    file = path.parent.parent / "back.csv"
    file.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return file


# what comes back


@pytest.mark.parametrize("format", FORMATS)
def test_a_reply_is_recorded_word_for_word_and_the_file_is_kept(path: Path, format: str) -> None:
    file = exported(path, format)
    asked = exchanges(path)["q-clause"]
    before = answers(path)
    fill(file, {"q-clause": says("Clause 4.\n\n- also 5")})
    done = brought(path, file, "--yes")
    assert (done.code, done.out) == (0, ""), done.err
    (kept,) = (path.parent / "evidence").iterdir()
    assert (kept.name, kept.read_bytes()) == (f"reply-{TODAY}-sheet{file.suffix}", file.read_bytes())
    now = exchanges(path)["q-clause"]
    assert now == Exchange(
        date(2026, 11, 12), "Vera Holt", asked.due, "Clause 4.\n\n- also 5", "Vera Holt", date(2026, 11, 20),
        ref=f"evidence/{kept.name}", sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
    )  # fmt: skip
    assert answers(path) == before
    assert [exchanges(path)[id].reply for id in ("q-keep", "q-person")] == ["", ""]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_file_again_is_nothing_new(path: Path, format: str) -> None:
    file = fill(exported(path, format), {"q-clause": says("Yes.")})
    brought(path, file, "--yes")
    before = path.read_bytes()
    again = brought(path, file)
    assert (again.code, path.read_bytes() == before) == (0, True)
    assert "0 to record, 1 as it stands" in again.err
    assert len([*(path.parent / "evidence").iterdir()]) == 1


def test_it_is_shown_and_nothing_is_written_until_somebody_says_so(path: Path) -> None:
    file = sheet(path, clause="Clause 4.")
    before = path.read_bytes()
    dry, nobody = brought(path, file, "--dry-run"), brought(path, file)
    assert (dry.code, nobody.code, path.read_bytes() == before) == (0, 2, True)
    assert not (path.parent / "evidence").exists()
    assert (
        dry.err
        == f"""\
q-clause: Which clause excludes training for Larch Ltd on Big (the browser, the…
  Vera Holt replied on 2026-11-20:
    | Clause 4.
1 to record, 2 without a reply (q-keep, q-person).
The file is kept as evidence/reply-{TODAY}-sheet.csv.
"""
    )
    assert nobody.err.startswith(dry.err)
    assert "nobody can be asked here, so nothing was written" in nobody.err


def test_statuses_are_proposed_with_the_commands_and_who_compares_with_the_contract(path: Path) -> None:
    done = brought(path, sheet(path, clause="Clause 4."), "--yes")
    assert (
        done.err.partition("kept as")[2].partition("\n")[2]
        == f"""\
Saved: the reply to q-clause.

q-clause: nobody has judged the reply yet. Read it, then say what it is:
  {JUDGE} accepted, or insufficient --follow-up TEXT, or differs
A yes would mean: Letters may be sent.
A no would mean: Letters stay here.
These controls wait for it. Read the reply, then set what it shows: met, partial or not-met.
  clause (blocker): Is training excluded?
    govcheck set clause met --evidence written-reply:evidence/reply-{TODAY}-sheet.csv --collected 2026-11-20
Compare it with the contract. A reply that differs from the contract goes to Cal (Counsel).
"""
    )


def test_the_proposed_commands_do_what_they_say(path: Path) -> None:
    done = brought(path, sheet(path, clause="Clause 4."), "--yes")
    line = next(one for one in done.err.splitlines() if "govcheck set" in one)
    assert govcheck(*line.split()[1:], "--by", "Lin", "--as-of", str(TODAY), cwd=path.parent).code == 0
    assert answers(path)["clause"].status == "met"
    assert govcheck("questions", "judge", "q-clause", "accepted", "--as-of", str(TODAY), cwd=path.parent).code == 0


# partial replies and rounds


@pytest.mark.parametrize(
    ("word", "partly"), [("partly", True), ("Partial", True), ("no", True), ("yes", False), ("", False)]
)
def test_a_reply_that_calls_itself_partial_is_asked_again(path: Path, word: str, partly: bool) -> None:
    file = fill(exported(path, "csv"), {"q-clause": says("Clause 4.", complete=word)})
    done = brought(path, file, "--yes")
    assert (exchanges(path)["q-clause"].outcome is Outcome.INSUFFICIENT) is partly
    assert ("It is partial, so it is recorded as not enough" in done.err) is partly
    if partly:
        assert "    govcheck set clause partial --note 'q-clause: the reply is partial'\n" in done.err
        again = govcheck("questions", "export", "--as-of", str(TODAY), "--record", cwd=path.parent)
        assert "This reply does not answer the whole question. Please complete it." in again.out
        (first,) = exchanges(path)["q-clause"].earlier
        assert (first.reply, first.outcome, exchanges(path)["q-clause"].reply) == ("Clause 4.", "insufficient", "")


def test_whoever_reads_it_in_can_say_what_is_missing(path: Path) -> None:
    file = sheet(path, clause="Clause 4.", keep="30 days")
    done = brought(path, file, "--yes", "--partial", "q-clause=And on the API?", "--partial", "q-keep")
    told = exchanges(path)
    assert [(told[id].outcome, told[id].follow_up) for id in ("q-clause", "q-keep")] == [
        (Outcome.INSUFFICIENT, "And on the API?"), (Outcome.INSUFFICIENT, ""),
    ]  # fmt: skip
    assert "  Still missing: And on the API?\n" in done.err
    assert "partial --note 'q-clause: And on the API?'\n" in done.err
    sent = govcheck("questions", "export", "--as-of", str(TODAY), cwd=path.parent).out
    assert "- **Still missing:** And on the API?\n" in sent


def test_a_reply_that_differs_from_the_contract_goes_to_counsel(path: Path) -> None:
    file = sheet(path, clause="60 days", keep="30 days")
    done = brought(path, file, "--yes", "--differs", "q-clause=Clause 7 says 30 days")
    told = exchanges(path)["q-clause"]
    assert (told.outcome, told.contract_says, told.follow_up) == (Outcome.DIFFERS, "Clause 7 says 30 days", "")
    assert (
        "  The contract says: Clause 7 says 30 days\n"
        "  The contract prevails, so the reply does not count. It goes to Cal (Counsel).\n"
    ) in done.err
    assert "set clause" not in done.err
    assert "Clause 7" not in govcheck("questions", "export", "--as-of", str(TODAY), cwd=path.parent).out
    both = brought(path, by_hand(path, "q-person,No,Ed,2026-11-20"), "--partial", "q-person", "--differs", "q-person")
    assert (both.code, "q-person is both partial and differs" in both.err) == (2, True)


def test_what_is_partial_has_to_be_in_the_file(path: Path) -> None:
    done = brought(path, sheet(path, clause="Yes."), "--yes", "--partial", "q-keep=All")
    assert (done.code, "no new reply to q-keep stands in" in done.err) == (2, True)
    assert exchanges(path)["q-clause"].reply == ""


def test_two_files_of_one_round_complete_each_other(path: Path) -> None:
    first = sheet(path, clause="Clause 4.")
    brought(path, first, "--yes")
    second = first.rename(first.with_name("second.csv"))
    fill(second, {"q-clause": dict.fromkeys(("Reply", *NAME), ""), "q-keep": says("30 days")})
    done = brought(path, second, "--yes")
    told = exchanges(path)
    assert [told[id].reply for id in ("q-clause", "q-keep")] == ["Clause 4.", "30 days"]
    assert told["q-clause"].ref != told["q-keep"].ref
    assert "q-clause:" not in done.err


def test_another_reply_takes_the_place_and_the_first_is_kept_beside_it(tmp_path: Path) -> None:
    path = with_clause(tmp_path, {**REPLY, "outcome": "accepted"})
    was = exchanges(path)["q-clause"]
    done = brought(path, by_hand(path, "q-clause,Clause 5.,Vera Holt,2026-11-20"), "--yes")
    now = exchanges(path)["q-clause"]
    assert (now.reply, now.outcome, now.earlier) == ("Clause 5.", None, (was,))
    assert "It takes the place of the reply of 2026-11-13, which is accepted. That one is kept beside it." in done.err
    assert "  In the answers file, Vera Holt on 2026-11-13:\n    | Clause 4.\n" in done.err


def test_the_same_words_on_a_later_day_confirm_a_reply_and_on_the_same_day_they_do_not(tmp_path: Path) -> None:
    path = with_clause(tmp_path, {**REPLY, "outcome": "accepted", "valid-until": day(-1)})
    assert "1 as it stands" in brought(path, by_hand(path, f"q-clause,Clause 4.,Vera Holt,{day(-9)}"), "--yes").err
    brought(path, by_hand(path, f"q-clause,Clause 4.,Vera Holt,{day(-2)}"), "--yes")
    now = exchanges(path)["q-clause"]
    assert (now.replied_on, now.valid_until, len(now.earlier)) == (date(2026, 11, 20), None, 1)


def test_an_older_reply_does_not_take_the_place_of_a_newer_one(tmp_path: Path) -> None:
    path = with_clause(tmp_path, REPLY)
    done = brought(path, by_hand(path, "q-clause,Clause 1.,Vera Holt,2026-11-03"), "--yes")
    assert (
        "Not recorded: q-clause: this reply is of 2026-11-03, and the answers file has one of 2026-11-13." in done.err
    )
    assert exchanges(path)["q-clause"].reply == "Clause 4."


@pytest.mark.parametrize(
    ("exchange", "says_why"),
    [
        ({**ASKED, "outcome": "withdrawn"}, "q-clause was withdrawn."),
        ({**ASKED, "ref": "evidence/a.txt"}, "q-clause names a ref without a reply."),
    ],
)
def test_what_cannot_take_a_reply_is_passed_over_with_the_reason(tmp_path: Path, exchange: Doc, says_why: str) -> None:
    path = with_clause(tmp_path, exchange)
    before = path.read_bytes()
    done = brought(path, by_hand(path, "q-clause,Yes,Vera Holt,2026-11-20"), "--yes")
    assert (done.code, f"Not recorded: {says_why}" in done.err, path.read_bytes() == before) == (0, True, True)


def test_a_reply_to_what_was_not_recorded_as_asked_is_taken_with_the_day_of_the_sheet(path: Path) -> None:
    file = by_hand(
        path, "q-clause,Yes,Vera Holt,2026-11-20,2026-11-10", "q-person,No,Ed,2026-11-20,",
        head="Reference,Reply,Replied by,Replied on,Sheet of",
    )  # fmt: skip
    done = brought(path, file, "--yes")
    told = exchanges(path)
    assert (told["q-clause"].asked_on, told["q-clause"].asked_of) == (date(2026, 11, 10), "Vera Holt")
    assert (told["q-person"].asked_on, told["q-person"].asked_of) == (date(2026, 11, 20), "Vendor IT")
    assert "It was not recorded as asked; 2026-11-10 is taken for that day.\n" in done.err


def test_a_reworded_question_stays_marked(tmp_path: Path) -> None:
    path = with_clause(tmp_path, {**ASKED, "confirm-again": "other words"})
    done = brought(path, by_hand(path, "q-clause,Yes,Vera Holt,2026-11-20"), "--yes")
    assert exchanges(path)["q-clause"].confirm_again == "other words"
    assert "The question was reworded since it was asked" in done.err


@pytest.mark.parametrize(("until", "kept"), [("2026-12-24", date(2026, 12, 24)), ("31/12/2029", None), ("", None)])
def test_a_day_until_which_it_holds_shortens_and_never_lengthens(path: Path, until: str, kept: date | None) -> None:
    done = brought(path, fill(exported(path, "csv"), {"q-clause": says("Yes.", valid_until=until)}), "--yes")
    assert exchanges(path)["q-clause"].valid_until == kept
    assert ("They call it valid until 2029-12-31. It counts until 2027-05-19" in done.err) is (until[-4:] == "2029")


# rows that cannot be used


ROWS: dict[str, tuple[str, str]] = {
    "an unknown question": ("q-claus,Yes,Vera,2026-11-20", "back.csv:2:1: there is no question q-claus; did you"),
    "no reference": (",Yes,Vera,2026-11-20", "back.csv:2:1: a reply without a reference"),
    "nobody": ("q-clause,Yes,,2026-11-20", "nobody is named who replied to q-clause; add --by NAME"),
    "a placeholder for a name": ("q-clause,Yes,TBD,2026-11-20", "TBD names nobody"),
    "no day": ("q-clause,Yes,Vera,", "it is not said when the reply to q-clause came; add --on DATE"),
    "no date": ("q-clause,Yes,Vera,soon", "Replied on: soon is not a date"),
    "two days": ("q-clause,Yes,Vera,03/04/2026", "Replied on: 03/04/2026 may be 2026-03-04 or 2026-04-03"),
    "a day to come": ("q-clause,Yes,Vera,2026-11-23", "2026-11-23 is after today, 2026-11-22"),
    "over before it came": ("q-clause,Yes,Vera,2026-11-20,2026-11-19", "valid until 2026-11-19 and came on"),
    "another client": ("q-clause,Yes,Vera,2026-11-20,,Elm Ltd: Move", "this sheet is of another review, Elm Ltd: Move"),
    "twice": ("q-clause,Yes,Vera,2026-11-20\nq-clause,No,Vera,2026-11-20", "csv:3:1: q-clause is answered in row 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_cannot_be_used_is_refused_with_its_place_and_nothing_is_written(path: Path, name: str) -> None:
    rows, told = ROWS[name]
    before = path.read_bytes()
    head = "Reference,Reply,Replied by,Replied on,Valid until,Review"
    done = brought(path, by_hand(path, *rows.split("\n"), f"q-keep,30,Vera,{day(-1)}", head=head), "--yes")
    assert (done.code, told in done.err) == (2, True), done.err
    assert path.read_bytes() == before
    assert not (path.parent / "evidence").exists()


def test_who_and_when_can_be_said_for_a_file_that_does_not(path: Path) -> None:
    done = brought(path, by_hand(path, "q-clause,Yes,,"), "--yes", "--by", "Vera Holt", "--on", "-3")
    assert done.code == 0, done.err
    assert (exchanges(path)["q-clause"].replied_by, exchanges(path)["q-clause"].replied_on) == (
        "Vera Holt",
        date(2026, 11, 19),
    )
    assert brought(path, by_hand(path, "q-clause,No,,"), "--yes", "--by", "n/a", "--on", "-3").code == 2


def test_columns_stand_in_any_order_and_what_else_was_added_is_not_read(path: Path) -> None:
    file = by_hand(
        path,
        "Sent to us,,,,",
        "My note,replied ON,REPLY, reference ,Replied by",
        "x,20.11.2026,Yes,Q-Clause,Vera Holt",
        ",,,,",
        "x,,,Total: 1,",
        ",,tbd,q-keep,",
        head=f"{REVIEW},,,,",
    )
    done = brought(path, file, "--yes")
    assert done.code == 0, done.err
    assert exchanges(path)["q-clause"].replied_on == date(2026, 11, 20)
    assert "Row 6 is about no question and was not read: Total: 1\n" in done.err
    assert "1 to record, 1 without a reply (q-keep)." in done.err


def test_two_columns_of_one_name_are_refused(path: Path) -> None:
    file = by_hand(path, "q-clause,Yes,No,V,2026-11-20", head="Reference,Reply,reply,Replied by,Replied on")
    done = brought(path, file, "--yes")
    assert (done.code, "has two columns Reply" in done.err) == (2, True)


@pytest.mark.parametrize("name", ["a.msg", "a.docx", "a.pdf", "a", "none.csv"])
def test_what_is_no_sheet_and_no_mail_is_refused(path: Path, name: str) -> None:
    if not name.startswith("none"):
        (path.parent / name).write_bytes(b"x")
    assert brought(path, path.parent / name, "--yes").code == 2


def test_a_reply_finds_its_question_under_a_newer_name_and_not_where_it_is_gone(tmp_path: Path) -> None:
    path = review(tmp_path / "move")
    own = path.parent / "checklists" / "small.yaml"
    history = """
history:
  2.0.0:
    says: Names.
    questions:
      q-old: {renamed: q-clause}
      q-gone: {removed: Nobody asks.}
"""
    own.write_text(own.read_text("utf-8").replace("version: 1.2.0", "version: 2.0.0") + history, "utf-8")
    path.write_text(path.read_text("utf-8").replace("small: 1.2.0", "small: 2.0.0"), "utf-8")
    assert brought(path, by_hand(path, "q-old,Yes,Vera,2026-11-20"), "--yes").code == 0
    assert exchanges(path)["q-clause"].reply == "Yes"
    done = brought(path, by_hand(path, "q-gone,Yes,Vera,2026-11-20"), "--yes")
    assert (done.code, "there is no question q-gone; it is not there any more since 2.0.0" in done.err) == (2, True)


# workbooks of other programs


def test_a_workbook_filled_in_by_another_program_with_junk_and_formulas_beside_it(path: Path) -> None:
    file = exported(path, "xlsx")
    fill_xlsx(file, {"q-clause": {"Reply": "Clause 4.", "Replied by": "Vera Holt", "Replied on": FRIDAY},
                     "q-keep": {"Reply": 0.3, "Replied by": "Vera Holt", "Replied on": 46346}})  # fmt: skip
    book = openpyxl.load_workbook(file)
    table = book.worksheets[0]
    table.insert_cols(3)
    table["C1"], table["C2"], table["AD4"] = "Ours", "=TODAY()", '=HYPERLINK("https://x.example","x")'
    table["A9"] = "Prepared by the account team"
    book.create_sheet("Notes", 0)["A1"] = "=1+1"
    book.save(file)
    done = brought(path, file, "--yes")
    assert done.code == 0, done.err
    told = exchanges(path)
    assert (told["q-clause"].reply, told["q-clause"].replied_on) == ("Clause 4.", date(2026, 11, 20))
    assert (told["q-keep"].reply, told["q-keep"].replied_on) == ("0.3", date(2026, 11, 20))
    assert "Row 9 is about no question and was not read: Prepared by the account team" in done.err


@pytest.mark.parametrize(("value", "what"), [("=1+1", "a formula"), ("#REF!", "an error of a spreadsheet program")])
def test_a_formula_in_what_is_read_is_refused_with_its_row_and_never_evaluated(
    path: Path, value: str, what: str
) -> None:
    file = exported(path, "xlsx")
    fill_xlsx(file, {"q-keep": {**NAME, "Reply": value}})
    done = brought(path, file, "--yes")
    assert (done.code, f"sheet.xlsx:3:13: Reply holds {what}; write the value" in done.err) == (2, True), done.err
    assert exchanges(path)["q-keep"].reply == ""


def test_a_workbook_written_by_hand_with_shared_and_inline_texts_and_dates_as_numbers(path: Path) -> None:
    rows = [
        ["Reply", "Reference", "Replied on", "Replied by", "Complete"],
        ["<b>Yes</b> & no\n=1", "q-clause", "d:46346", "Vera Holt", "yes"],
        ["@SUM(1)", "q-keep", "d:46345", "Ed", "partly"],
    ]
    done = brought(path, raw_workbook(path.parent.parent / "raw.xlsx", rows), "--yes")
    assert done.code == 0, done.err
    told = exchanges(path)
    assert [(one.reply, one.replied_on, one.replied_by) for one in (told["q-clause"], told["q-keep"])] == [
        ("<b>Yes</b> & no\n=1", date(2026, 11, 20), "Vera Holt"), ("@SUM(1)", date(2026, 11, 19), "Ed"),
    ]  # fmt: skip
    assert told["q-keep"].outcome is Outcome.INSUFFICIENT
    formula = raw_workbook(path.parent.parent / "f.xlsx", [rows[0], ["f:1+1", *rows[1][1:]]])
    assert "f.xlsx:2:1: Reply holds a formula" in brought(path, formula, "--yes").err


# hostile texts


HOSTILE = [
    '=HYPERLINK("https://x.example","x")',
    "@SUM(1+1)",
    "+1",
    "-2+3",
    "<script>alert(1)</script>",
    "![x](https://x.example/a.png) [y](javascript:z)",
    "::error::x\n##[error]y",
    "# Heading\n---\n| a | b |\n- yes: no # not a comment",
    "'quoted' \"twice\" \\n {a} {{b}} {% c %} $(id) `id`",
    "é ü 漢字 🙂",
    "word " * 4000,
]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("reply", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_come_back_as_they_were_sent(path: Path, format: str, reply: str) -> None:
    file = exported(path, format)
    if format == "xlsx":
        book = openpyxl.load_workbook(file)
        head = [cell.value for cell in book.worksheets[0][1]]
        for heading, text in says(reply).items():
            cell = book.worksheets[0].cell(2, head.index(heading) + 1)
            cell.value, cell.data_type = text, "s"
        book.save(file)
    else:
        fill(file, {"q-clause": says(f"'{reply}" if format == "csv" and reply[0] in "=+-@" else reply)})
    done = brought(path, file, "--yes")
    assert done.code == 0, done.err
    assert exchanges(path)["q-clause"].reply == reply.strip()
    assert not any(line.startswith(("::", "##[")) for line in done.err.splitlines())
    report = govcheck("report", "-f", "html", "--as-of", str(TODAY), cwd=path.parent).out
    assert ("<script>" in report, "javascript:z)" in report and 'href="javascript' in report) == (False, False)


@pytest.mark.parametrize("format", FORMATS)
def test_characters_that_do_not_show_are_not_recorded(path: Path, format: str) -> None:
    hidden = "a\u202eb\u200bc\ufeffd" + ("" if format == "xlsx" else "\x1b[2Je\x00")
    done = brought(path, fill(exported(path, format), {"q-clause": says(hidden)}), "--yes")
    assert done.code == 0, done.err
    assert exchanges(path)["q-clause"].reply == ("abcd" if format == "xlsx" else "abcd[2Je")
    assert not {"\u202e", "\x1b"} & {*done.err}


def test_hostile_words_in_every_other_field_do_no_harm(path: Path) -> None:
    for heading in ("Reference", "Replied by", "Replied on", "Complete", "Valid until", "Sheet of", "Review"):
        for number, text in enumerate(HOSTILE[:-1]):
            file = path.parent.parent / f"h{number}.xlsx"
            cells = {"Reference": "q-clause", "Reply": f"R{number} {heading}", **NAME, heading: text}
            raw_workbook(file, [[*cells], [*cells.values()]])
            done = brought(path, file, "--yes")
            assert done.code in (0, 2), done.err
            assert not any(line.startswith(("::", "##[")) for line in done.err.splitlines())
            assert judge(open_engagement(path, "x").case(TODAY)).questions


def test_a_secret_in_a_reply_is_left_out_and_it_is_said_where_it_still_stands(path: Path) -> None:
    done = brought(path, sheet(path, clause="Use AKIA" + "IOSFODNN7EXAMPLE."), "--yes")
    assert "IOSFODNN7" not in path.read_text("utf-8") + done.err
    assert "It is left out here; the file that is kept still holds it." in done.err
    assert "1 as it stands" in brought(path, path.parent.parent / "sheet.csv", "--yes").err


def test_nothing_of_what_is_said_inside_goes_out(tmp_path: Path) -> None:
    canary = "CANARY"
    path = review(tmp_path / "move", {"answers.clause.note": canary, "answers.clause.owner": canary})
    brought(path, sheet(path, clause="Yes."), "--yes")
    for format in ("md", "csv", "text"):
        done = govcheck("questions", "export", "-f", format, "--as-of", str(TODAY), cwd=path.parent)
        assert "Yes." in done.out
        assert not any(word in done.out for word in (canary, "sha256", "evidence/reply", "blocker", "Letters may"))


LINES = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30), min_size=1, max_size=4
)


@pytest.fixture(scope="module")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return review(tmp_path_factory.mktemp("x") / "move")


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_any_text_comes_back_from_each_format(lent: Path, format: str, lines: list[str]) -> None:
    reply = "\n".join(f"x{line}".rstrip() for line in lines)
    file = fill(exported(lent, format), {"q-clause": says(reply)})
    done = brought(lent, file, "--dry-run")
    assert done.code == 0, done.err
    shown = "".join(one.partition("| ")[2] for one in done.err.splitlines() if one.startswith("    |"))
    assert "".join(shown.split()) == "".join(reply.split())


# the record


def test_an_accepted_reply_whose_record_was_changed_or_is_gone_no_longer_answers(path: Path) -> None:
    brought(path, sheet(path, clause="Yes."), "--yes")
    govcheck("questions", "judge", "q-clause", "accepted", "--as-of", str(TODAY), cwd=path.parent)
    listed = ("questions", "list", "--as-of", str(TODAY))
    assert "q-clause" not in govcheck(*listed, cwd=path.parent).out
    (kept,) = (path.parent / "evidence").iterdir()
    data = kept.read_bytes()
    kept.write_bytes(data + b" ")
    assert "The reply no longer counts" in govcheck(*listed, cwd=path.parent).out
    kept.unlink()
    assert "The reply no longer counts" in govcheck(*listed, cwd=path.parent).out


def test_a_file_that_lies_in_evidence_already_stays_where_it_is(path: Path) -> None:
    (path.parent / "evidence").mkdir()
    file = sheet(path, clause="Yes.").rename(path.parent / "evidence" / "Vera's reply.csv")
    brought(path, file, "--yes")
    assert exchanges(path)["q-clause"].ref == "evidence/Vera's reply.csv"
    assert len([*file.parent.iterdir()]) == 1


def test_a_name_that_is_taken_is_not_written_over(path: Path) -> None:
    (path.parent / "evidence").mkdir()
    taken = path.parent / "evidence" / f"reply-{TODAY}-sheet.csv"
    taken.write_text("Other", "utf-8")
    brought(path, sheet(path, clause="Yes."), "--yes")
    assert (taken.read_text("utf-8"), exchanges(path)["q-clause"].ref) == (
        "Other",
        f"evidence/reply-{TODAY}-sheet-2.csv",
    )


@pytest.mark.parametrize("name", ["../../etc/passwd ü;rm -rf.csv", "\u202e.csv", "x" * 200 + ".csv"])
def test_the_name_of_the_file_becomes_one_that_is_a_name_everywhere(path: Path, name: str) -> None:
    file = sheet(path, clause="Yes.")
    file = file.rename(file.with_name(name.rpartition("/")[2]))
    assert brought(path, file, "--yes").code == 0
    (kept,) = (path.parent / "evidence").iterdir()
    assert kept.name.isascii()
    assert len(kept.name) < 70


def test_where_the_answers_cannot_be_saved_nothing_is_kept(path: Path) -> None:
    file = sheet(path, clause="Yes.")
    path.chmod(0o444)
    done = brought(path, file, "--yes")
    assert (done.code, (path.parent / "evidence").exists()) == (2, False)


def test_evidence_that_leads_elsewhere_is_not_written_to(path: Path, tmp_path: Path) -> None:
    file = sheet(path, clause="Yes.")
    (tmp_path / "away").mkdir()
    (path.parent / "evidence").symlink_to(tmp_path / "away")
    done = brought(path, file, "--yes")
    assert (done.code, [*(tmp_path / "away").iterdir()]) == (2, [])


def test_a_digest_without_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = with_clause(tmp_path, {**REPLY, "sha256": "0" * 64})
    done = govcheck("check", "--as-of", str(TODAY), cwd=path.parent)
    assert (done.code, "a sha256 stands beside the ref of its file" in done.out + done.err) == (2, True)
