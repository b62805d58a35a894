"""Sheets for colleagues: out as Markdown, CSV or a workbook, filled in elsewhere, and in again."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.jobs.answers import save_answer
from govcheck.jobs.load import open_engagement
from govcheck.rules.questionnaire import COLUMNS, state
from govcheck.tools import xlsxread
from govcheck.tools.forms import Form, block, form_rows
from govcheck.words.engagement import Acceptance, Answer, Evidence, Remedy
from govcheck.words.vocabulary import EvidenceKind, Residual, Status
from program import Done, copied_example, govcheck
from scripted import TODAY, answers, engagement

DAY = ("--as-of", TODAY.isoformat())
FORMATS = ["md", "csv", "xlsx"]
Cells = Mapping[str, str]

PROMISED = Answer(
    Status.PARTIAL,
    "Ben",
    date(2026, 11, 1),
    note="Two of five.\n  - the north one\n\n= not a formula | nor a cell\n~~~~ nor a fence",
    owner="Ana",
    evidence=(
        Evidence(EvidenceKind.TEST_RESULT, "evidence/round.txt", date(2026, 11, 1), "Ana", date(2027, 5, 1), "0" * 64),
        Evidence(EvidenceKind.VERBAL, "https://wiki.example/exits", date(2026, 11, 2), "Zoë"),
    ),
    remedy=Remedy("Ben", date(2026, 12, 15), "A guard"),
)
ACCEPTED = Answer(
    Status.NOT_MET,
    "Ben",
    date(2026, 11, 1),
    acceptance=Acceptance("Theft", Residual.LOW, "A camera", "Cara", "CISO", date(2026, 11, 1), date(2027, 2, 1)),
)
STAYS = Answer(Status.NOT_MET, "Ben", date(2026, 11, 1), note="Too dear", no_remedy=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = engagement(tmp_path / "move")
    for control, answer in {"exits-marked": PROMISED, "doors-locked": ACCEPTED, "plants-labelled": STAYS}.items():
        save_answer(path, "x", control, lambda _, answer=answer: answer)  # type: ignore[misc]  # each its own
    return path


def exported(path: Path, format: str, *options: str) -> Path:
    sheet = path.parent / f"sheet.{format}"
    done = govcheck("sheet", "export", "-o", sheet.name, *DAY, *options, cwd=path.parent)
    assert done.code == 0, done.err
    return sheet


def imported(path: Path, sheet: Path, *options: str) -> Done:
    return govcheck("sheet", "import", sheet.name, *DAY, *options, cwd=path.parent)


def fill_csv(sheet: Path, control: str, cells: Cells, *, separator: str = ",", encoding: str = "utf-8-sig") -> None:
    rows = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))
    head = rows[0]
    for row in rows[1:]:
        if row[0] == control and row[head.index("Status")] + row[head.index("Section")]:
            for heading, text in cells.items():
                row[head.index(heading)] = text
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    sheet.write_bytes(out.getvalue().encode(encoding))


def fill_xlsx(sheet: Path, control: str, cells: Mapping[str, object]) -> None:
    book = openpyxl.load_workbook(sheet)
    page = book["Sheet"]
    head = [cell.value for cell in page[1]]
    for row in page.iter_rows(min_row=2):
        if row[0].value == control and row[1].value:
            for heading, value in cells.items():
                row[head.index(heading)].value = value  # type: ignore[assignment]  # any kind of value
    book.save(sheet)


def fill_md(sheet: Path, control: str, cells: Cells) -> None:
    lines, inside, seen = sheet.read_text("utf-8").splitlines(), False, set[str]()
    proof = [
        cells.get(name, "") for name in ("Evidence kind", "Evidence", "Collected on", "Gathered by", "Valid until")
    ]
    values = {**{name: text for name, text in cells.items() if name not in ("Evidence kind", "Evidence")}}
    if any(proof):
        values["Evidence"] = " | ".join(proof)
    out = []
    for line in lines:
        inside = line == f"Reference: {control}" or (inside and not line.startswith("~~~"))
        name = line.partition(":")[0]
        if inside and name in values and name not in seen:
            seen.add(name)
            line = f"{name}: {values[name]}"  # noqa: PLW2901 - the line as it is filled in
        out.append(line)
    sheet.write_text("\n".join(out), "utf-8")


FILL: Mapping[str, Callable[[Path, str, Cells], None]] = {"md": fill_md, "csv": fill_csv, "xlsx": fill_xlsx}


@pytest.mark.parametrize("format", FORMATS)
def test_a_sheet_that_nobody_filled_in_changes_nothing(path: Path, format: str) -> None:
    before = path.read_bytes()
    done = imported(path, exported(path, format, "--only", "all"), "--yes")

    assert (done.code, done.err) == (0, "0 to write, 3 as they stand.\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("format", FORMATS)
def test_a_sheet_that_was_filled_in_is_written_and_nothing_else_changes(path: Path, format: str) -> None:
    sheet = exported(path, format)
    cells = {
        "Status": "Yes", "Note": "Tried it", "Evidence kind": "test result", "Evidence": "evidence/round.txt",
        "Collected on": "2026-11-20", "Gathered by": "Ana", "Valid until": "2027-01-31", "Answered by": "Fay Moss",
        "Answered on": "2026-11-21", "Owner": "Gus",
    }  # fmt: skip
    FILL[format](sheet, "crane-booked", cells)
    before = path.read_text("utf-8")
    done = imported(path, sheet, "--yes")
    after = path.read_text("utf-8")

    assert done.code == 0, done.err
    assert "crane-booked: unanswered -> met, by Fay Moss on 2026-11-21" in done.err
    assert "Saved: crane-booked is met." in done.err
    told = answers(path)["crane-booked"]
    assert (told.status, told.note, told.owner, told.answered_by) == (Status.MET, "Tried it", "Gus", "Fay Moss")
    assert [(one.kind, one.ref, str(one.collected), one.by, str(one.valid_until)) for one in told.evidence] == [
        ("test-result", "evidence/round.txt", "2026-11-20", "Ana", "2027-01-31")
    ]
    assert len(told.evidence[0].sha256) == 64
    start = after.index("  crane-booked:\n")
    assert after.replace(after[start : after.index("\n\n  # The people", start) + 1], "") == before


@pytest.mark.parametrize("format", FORMATS)
def test_what_stands_is_shown_and_completed_and_what_a_sheet_does_not_show_stays(path: Path, format: str) -> None:
    sheet = exported(path, format, "--only", "all")
    FILL[format](sheet, "exits-marked", {"Until then": "Two guards", "Answered by": "Fay"})
    FILL[format](sheet, "doors-locked", {"Note": "Still so", "Answered by": "Fay"})
    done = imported(path, sheet, "--yes")
    now = answers(path)

    assert done.code == 0, done.err
    assert now["exits-marked"].remedy == Remedy("Ben", date(2026, 12, 15), "Two guards")
    assert (now["exits-marked"].note, now["exits-marked"].evidence) == (PROMISED.note, PROMISED.evidence)
    assert (now["doors-locked"].note, now["doors-locked"].acceptance) == ("Still so", ACCEPTED.acceptance)
    assert now["plants-labelled"] == STAYS


def test_a_status_that_ends_an_acceptance_says_so(path: Path) -> None:
    sheet = exported(path, "csv", "--only", "all")
    fill_csv(sheet, "doors-locked", {"Status": "unknown", "Answered by": "Fay"})

    assert "  Taken out: acceptance (Cara (CISO) until 2027-02-01: Theft)" in imported(path, sheet, "--dry-run").err


@pytest.mark.parametrize("format", FORMATS)
def test_a_blank_sheet_shows_no_answer_and_can_be_filled_in(path: Path, format: str) -> None:
    sheet = exported(path, format, "--blank")
    shown = sheet.read_bytes() if format != "xlsx" else b"".join(zipped(sheet).values())
    FILL[format](sheet, "exits-marked", {"Status": "unknown", "Answered by": "Fay"})
    done = imported(path, sheet, "--yes")

    assert b"Two of five" not in shown
    assert b"keys-returned" in shown
    assert done.err.startswith("exits-marked: partial -> unknown, by Fay on 2026-11-22\n")
    assert answers(path)["exits-marked"].status is Status.UNKNOWN


def zipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_further_evidence_stands_in_further_rows(path: Path) -> None:
    sheet = exported(path, "csv")
    rows = list(csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))
    more = dict.fromkeys(rows[0], "") | {
        "Reference": "crane-booked",
        "Evidence kind": "verbal",
        "Evidence": "https://a.example",
    }
    rows.append([more[name] for name in rows[0]])
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    sheet.write_text(out.getvalue(), "utf-8")
    first = {"Status": "met", "Evidence kind": "test-result", "Evidence": "evidence/round.txt", "Answered by": "Fay"}
    fill_csv(sheet, "crane-booked", first)
    assert imported(path, sheet, "--yes").code == 0

    assert [(one.kind, one.ref) for one in answers(path)["crane-booked"].evidence] == [
        ("test-result", "evidence/round.txt"),
        ("verbal", "https://a.example"),
    ]


def test_only_what_one_owner_has_to_answer(path: Path) -> None:
    of_sam = exported(path, "csv", "--owner", "Ana", "--only", "all").read_text("utf-8-sig")
    of_role = exported(path, "md", "--owner", "facility", "--only", "all").read_text("utf-8")
    nobody = govcheck("sheet", "export", "--owner", "Anna", *DAY, cwd=path.parent)

    assert [row[0] for row in csv.reader(io.StringIO(of_sam, newline=""))][1:] == ["exits-marked", "exits-marked"]
    assert of_role.count("\nReference: ") == 1
    assert (nobody.code, nobody.err) == (
        2,
        "govcheck: Anna owns nothing that applies here; did you mean Ana?\n",
    )


def test_nothing_of_an_acceptance_or_approval_reaches_a_sheet(path: Path) -> None:
    for format in ("md", "csv"):
        text = exported(path, format, "--only", "all", "--force").read_text("utf-8")
        assert not any(word in text for word in ("Theft", "A camera", "Cara", "CISO"))


# both sides changed


@pytest.fixture
def both(path: Path) -> Path:
    sheet = exported(path, "csv", "--only", "all")
    fill_csv(sheet, "exits-marked", {"Note": "From the sheet", "Answered by": "Fay"})
    fill_csv(sheet, "crane-booked", {"Status": "no", "Note": "Never", "Answered by": "Fay"})
    save_answer(path, "x", "exits-marked", lambda _: Answer(Status.UNKNOWN, "Gus", TODAY))
    return sheet


def test_a_clash_is_refused_where_nobody_can_be_asked_and_nothing_is_written(path: Path, both: Path) -> None:
    before = path.read_bytes()
    done = imported(path, both, "--yes")

    assert done.code == 2
    assert "Changed on the sheet and in the file since it was written:" in done.err
    assert "  In the file. So far: unknown, said by Gus on 2026-11-22." in done.err
    assert "both sides were changed: exits-marked; add --prefer sheet or --prefer file" in done.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(("prefer", "note"), [("sheet", "From the sheet"), ("file", "")])
def test_a_clash_is_decided_by_an_option(path: Path, both: Path, prefer: str, note: str) -> None:
    done = imported(path, both, "--yes", "--prefer", prefer)

    assert done.code == 0, done.err
    assert answers(path)["exits-marked"].note == note
    assert answers(path)["crane-booked"].note == "Never"


def test_an_answer_that_came_meanwhile_and_a_row_without_state_clash(path: Path) -> None:
    sheet = exported(path, "csv", "--only", "all")
    fill_csv(sheet, "exits-marked", {"Note": "From the sheet", "Answered by": "Fay", "State": ""})

    assert "1 changed on both sides" in imported(path, sheet, "--dry-run").err


def test_the_same_answer_from_both_sides_is_no_clash(path: Path, both: Path) -> None:
    fill_csv(both, "exits-marked", {"Status": "unknown", "Note": "", "Owner": "", "Evidence kind": "", "Evidence": "",
        "Collected on": "", "Gathered by": "", "Valid until": "", "Remedy by": "", "Remedy due": "", "Until then": "",
    })  # fmt: skip
    text = both.read_text("utf-8-sig")
    kept = [row for row in csv.reader(io.StringIO(text, newline="")) if row[0] != "exits-marked" or row[1]]
    out = io.StringIO()
    csv.writer(out).writerows(kept)
    both.write_text(out.getvalue(), "utf-8")

    assert "1 to write, 3 as they stand." in imported(path, both, "--dry-run").err


# what cannot be used

WRONG: Mapping[str, tuple[Cells, str]] = {
    "an unknown control": (
        {"Reference": "crane-boked"},
        "1: there is no control crane-boked; did you mean crane-booked?",
    ),
    "an unknown status": (
        {"Status": "mett"},
        "9: mett is not a status; did you mean met?",
    ),
    "no status": (
        {"Status": "", "Note": "x"},
        "9: the status is missing; write one of met, partial, not-met, unknown, not-applicable",
    ),
    "partial without a note": (
        {"Status": "partial", "Note": ""},
        "10: partial needs a note that says why; fill in the note",
    ),
    "not applicable without a note": (
        {"Status": "n/a", "Note": ""},
        "10: not-applicable needs a note that says why; fill in the note",
    ),
    "a gap that stays without a note": (
        {"Status": "no", "Remedy by": "None", "Note": ""},
        "10: a gap that stays needs a note that says why; fill in the note",
    ),
    "half a remedy": (
        {"Status": "no", "Remedy by": "Ben"},
        "18: Remedy due is missing; a remedy says who, by when, and until then",
    ),
    "a remedy beside met": (
        {"Status": "yes", "Remedy by": "Ben"},
        "17: a remedy beside met does nothing; leave it out",
    ),
    "a date": (
        {"Status": "unknown", "Answered on": "20/11/2026"},
        "21: 20/11/2026 is not a date; write it as 2026-11-30",
    ),
    "evidence without a kind": (
        {"Status": "met", "Evidence": "evidence/x.txt"},
        "12: the kind of the evidence is missing; write one of contract-clause",
    ),
    "an unknown kind": (
        {"Status": "met", "Evidence": "a", "Evidence kind": "tests"},
        "12: tests is not a kind of evidence; did you mean test-result?",
    ),
    "a kind without evidence": (
        {"Status": "met", "Evidence kind": "verbal"},
        "13: evidence is described, but none is named; name the file or the address",
    ),
    "evidence outside": (
        {"Status": "met", "Evidence": "..\\x.txt", "Evidence kind": "verbal"},
        "13: ..\\x.txt is outside the folder of the answers",
    ),
    "a drive": (
        {"Status": "met", "Evidence": "C:/x.txt", "Evidence kind": "verbal"},
        "13: C:/x.txt is outside the folder of the answers",
    ),
    "another review": (
        {"Status": "unknown", "Review": "Elm (office-move)"},
        "23: this sheet is of another review, Elm (office-move); these answers are of Larch Ltd (office-move)",
    ),
    "nobody": (
        {"Status": "unknown", "Answered by": ""},
        "20: nobody is named who answered; fill in Answered by, or add --by NAME",
    ),
}
"""What is filled in for one control, and the column and words of what is said of it."""


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_used_is_told_with_its_row_and_nothing_is_written(path: Path, case: str) -> None:
    cells, says = WRONG[case]
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Answered by": "Fay", "Note": "x", "Status": "unknown", **cells})
    before = path.read_bytes()
    done = imported(path, sheet, "--yes")
    row = [cells[0] for cells in csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline=""))].index(
        cells.get("Reference", "crane-booked")
    )

    assert done.code == 2
    assert done.err.startswith(f"sheet.csv:{row + 1}:{says}")
    assert path.read_bytes() == before


def test_all_that_cannot_be_used_is_told_at_once(path: Path) -> None:
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "mett", "Answered on": "soon"})
    fill_csv(sheet, "keys-returned", {"Status": "partial", "Answered by": "Fay"})

    assert len(imported(path, sheet, "--yes").err.splitlines()) == 3


def test_one_control_answered_twice_otherwise_is_refused(path: Path) -> None:
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "unknown", "Answered by": "Fay"})
    text = sheet.read_text("utf-8-sig")
    line = next(line for line in text.splitlines() if line.startswith("crane-booked"))
    sheet.write_text(text + line.replace("unknown", "not-met") + "\r\n", "utf-8")

    assert "crane-booked is answered in row" in imported(path, sheet, "--yes").err


# other programs


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_csv_of_another_country_is_read(path: Path, separator: str) -> None:
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "unknown", "Answered by": "Zoë"}, separator=separator)

    assert imported(path, sheet, "--yes").code == 0
    assert answers(path)["crane-booked"].answered_by == "Zoë"


def test_a_csv_in_another_encoding_is_refused_and_not_guessed(path: Path) -> None:
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "unknown", "Answered by": "Zoë"}, encoding="cp1252")
    done = imported(path, sheet, "--yes")

    assert (done.code, "is not UTF-8 text; save the file as UTF-8" in done.err) == (2, True)


def test_a_workbook_with_dates_numbers_other_columns_and_another_order_is_read(path: Path) -> None:
    sheet = exported(path, "xlsx")
    book = openpyxl.load_workbook(sheet)
    page = book["Sheet"]
    page.insert_cols(1)
    page.insert_rows(1)
    page["A1"] = "Filled in by the office"
    head = {cell.value: number for number, cell in enumerate(page[2], 1)}
    for row in range(3, page.max_row + 1):
        if page.cell(row, head["Reference"]).value == "crane-booked":
            values = {"Status": "No", "Note": 17, "Answered by": "Fay", "Answered on": datetime(2026, 11, 20)}  # noqa: DTZ001 - as a workbook has it
            for name, value in values.items():
                page.cell(row, head[name]).value = value  # type: ignore[assignment]  # any kind of value
    book.move_sheet("Sheet", 1)
    book.save(sheet)

    assert imported(path, sheet, "--yes").code == 0
    told = answers(path)["crane-booked"]
    assert (told.status, told.note, str(told.answered_on)) == (Status.NOT_MET, "17", "2026-11-20")


@pytest.mark.parametrize("typed", ["2026-11-20", "20.11.2026", "2026-11-20 00:00:00", "2026-11-20T00:00:00"])
def test_dates_are_read_as_programs_write_them(path: Path, typed: str) -> None:
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "unknown", "Answered by": "Fay", "Answered on": typed})

    assert imported(path, sheet, "--yes").code == 0
    assert str(answers(path)["crane-booked"].answered_on) == "2026-11-20"


def test_a_formula_in_a_workbook_is_refused_with_its_cell(path: Path) -> None:
    sheet = exported(path, "xlsx")
    fill_xlsx(sheet, "crane-booked", {"Status": '=IF(1,"met","")'})
    done = imported(path, sheet, "--yes")

    assert (done.code, done.err) == (2, "sheet.xlsx:2:9: Status holds a formula; write the value\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'=", "''="])
@pytest.mark.parametrize("format", FORMATS)
def test_what_looks_like_a_formula_stays_text_in_and_out(path: Path, format: str, start: str) -> None:
    save_answer(path, "x", "exits-marked", lambda _: Answer(Status.NOT_MET, "Ben", TODAY, note=f"{start}1+1"))
    sheet = exported(path, format, "--only", "all")

    assert imported(path, sheet, "--yes").err == "0 to write, 3 as they stand.\n"
    if format == "xlsx":
        kinds = {cell.data_type for row in openpyxl.load_workbook(sheet)["Sheet"] for cell in row}
        assert kinds <= {"s", "n", "inlineStr"}
        assert b"<f>" not in zipped(sheet)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.xlsx", b"no zip", "is not a workbook that can be read; save it as .xlsx, without a password, or as .csv"),
        ("a.xlsx", b"", "is not a workbook that can be read"),
        ("a.ods", b"x", "is no sheet that can be read; write one of .md, .csv, .xlsx"),
        ("a.csv", b"a,b\n1,2\n", "has no column Reference; keep the headings of the sheet that was sent"),
        ("a.md", b"# nothing\n", "has no block with a line Reference:; keep the blocks of the sheet that was sent"),
        ("a.md", b"~~~\nReference: x\n", "a.md:1:1: this block has no end; write ~~~ below its last line"),
        ("a.csv", b'Reference,Status\n"crane', "0 to write"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_is_refused_in_one_line(path: Path, name: str, data: bytes, says: str) -> None:
    (path.parent / name).write_bytes(data)
    done = imported(path, path.parent / name, "--yes")

    assert says in done.err
    assert len(done.err.splitlines()) == 1


def test_a_workbook_that_would_fill_the_memory_or_holds_macros_is_not_opened(path: Path) -> None:
    for name, members in {
        "bomb.xlsx": {"xl/a.xml": b"0" * (xlsxread.MAX_BYTES + 1)},
        "many.xlsx": {f"{number}": b"" for number in range(xlsxread.MAX_MEMBERS + 1)},
        "macro.xlsx": {"xl/vbaProject.bin": b""},
        "broken.xlsx": {"[Content_Types].xml": b"<a>"},
    }.items():
        with zipfile.ZipFile(path.parent / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, data in members.items():
                archive.writestr(member, data)
    said = {name: imported(path, path.parent / f"{name}.xlsx").err for name in ("bomb", "many", "macro", "broken")}

    assert "bomb.xlsx is too large to be a sheet" in said["bomb"]
    assert "many.xlsx is too large to be a sheet" in said["many"]
    assert "macro.xlsx holds macros" in said["macro"]
    assert "broken.xlsx is not a workbook that can be read (" in said["broken"]


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(path: Path) -> None:
    long = Answer(Status.NOT_MET, "Ben", TODAY, note="x" * 40_000)
    save_answer(path, "x", "exits-marked", lambda _: long)
    done = govcheck("sheet", "export", "-o", "s.xlsx", *DAY, cwd=path.parent)
    as_csv = exported(path, "csv", "--only", "all")

    assert (done.code, "write it as .csv or .md" in done.err) == (2, True)
    assert imported(path, as_csv, "--yes").err == "0 to write, 3 as they stand.\n"


def test_without_the_packages_one_line_says_how_to_get_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    done = govcheck("sheet", "export", "-o", "s.xlsx", *DAY, cwd=path.parent)

    assert (done.code, done.err) == (
        2,
        'govcheck: spreadsheets need two more packages; install them with: pip install "govcheck[xlsx]"\n',
    )


def test_the_account_teams_questions_go_out_as_a_workbook_too(tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    done = govcheck("questions", "export", "-o", "q.xlsx", *DAY, cwd=folder)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(folder / "q.xlsx")["Sheet"]]
    as_csv = govcheck("questions", "export", "-f", "csv", *DAY, cwd=folder).out

    assert done.code == 0, done.err
    assert [[text or "" for text in row] for row in rows] == list(csv.reader(io.StringIO(as_csv, newline="")))


# where nobody can be asked, and what is sent


def test_without_a_terminal_nothing_is_written_unasked(path: Path) -> None:
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "unknown", "Answered by": "Fay"})
    before = path.read_bytes()
    done = imported(path, sheet)

    assert (done.code, path.read_bytes()) == (2, before)
    assert "nobody can be asked here, so nothing was written; add --yes, or --dry-run only to look" in done.err


def test_a_secret_on_a_sheet_is_left_out(path: Path) -> None:
    token = "gh" + "p_" + "a1B2" * 9
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "no", "Note": f"key {token}", "Answered by": "Fay"})
    done = imported(path, sheet, "--yes")

    assert "That looks like a GitHub token. It is left out; that part is not saved." in done.err
    assert token not in done.err + path.read_text("utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_file_and_day_give_the_same_bytes(tmp_path: Path, format: str) -> None:
    folder = copied_example("conditional-go", tmp_path)
    written = []
    for name in ("a", "b"):
        govcheck("sheet", "export", "-a", folder.name, "-o", f"{name}.{format}", "--only", "all", *DAY, cwd=tmp_path)
        written.append((tmp_path / f"{name}.{format}").read_bytes())

    assert written[0] == written[1]


@pytest.mark.parametrize("format", FORMATS)
def test_every_answer_of_the_examples_comes_back_as_it_stands(tmp_path: Path, format: str) -> None:
    for name in ("conditional-go", "go", "no-go", "not-ready"):
        folder = copied_example(name, tmp_path)
        sheet = tmp_path / name / f"s.{format}"
        govcheck("sheet", "export", "-o", sheet.name, "--only", "all", *DAY, cwd=folder)
        count = len(open_engagement(folder / "answers.yaml", "x").engagement.answers)
        done = imported(folder / "answers.yaml", sheet, "--yes")
        assert done.err.startswith("0 to write, ")
        assert int(done.err.split()[3]) <= count


def test_a_sheet_that_may_be_filled_in_is_not_replaced(path: Path) -> None:
    sheet = exported(path, "csv")
    fill_csv(sheet, "crane-booked", {"Status": "unknown"})
    done = govcheck("sheet", "export", "-o", "sheet.csv", *DAY, cwd=path.parent)

    assert (done.code, "may hold replies by now" in done.err) == (2, True)


def test_a_workbook_has_lists_to_choose_from_and_says_how_to_fill_it_in(path: Path) -> None:
    book = openpyxl.load_workbook(exported(path, "xlsx"))
    lists = [rule.formula1 for rule in book["Sheet"].data_validations.dataValidation]

    assert '"met,partial,not-met,unknown,not-applicable"' in lists
    assert book["Sheet"].freeze_panes == "B2"
    assert [column.heading for column in COLUMNS] == [cell.value for cell in book["Sheet"][1]]
    assert book["How to fill it in"]["A1"].value == "Questions on Move to the tower, Larch Ltd"


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40)


@given(st.lists(texts, min_size=1, max_size=4))
def test_any_note_comes_back_from_a_form(lines: list[str]) -> None:
    note = "\n".join(line.strip() for line in ["x", *lines, "x"])
    data = block([("Reference", "a"), ("Note", note), ("Status", "")]).encode()
    (row,) = form_rows(data, "x.md", Form("Reference", ("Note", "Status")))

    assert row["Note"] == note


def test_a_fingerprint_sees_content_and_owner_and_nothing_else(path: Path) -> None:
    case = open_engagement(path, "x").case(TODAY)
    control = case.checklist.controls["exits-marked"]

    def of(**changes: object) -> str:
        return state(case, control, Answer(**{**vars(PROMISED), **changes}))

    same = of(answered_by="Eve", answered_on=TODAY, acceptance=ACCEPTED.acceptance, note=f" {PROMISED.note} \n")
    others = [of(note="Two"), of(owner="Gus"), of(evidence=()), of(remedy=None), of(status=Status.NOT_MET)]

    assert state(case, control, None) == "new"
    assert same == of()
    assert len({of(), *others}) == 6


def test_only_another_owner_is_a_change_that_keeps_who_answered(path: Path) -> None:
    sheet = exported(path, "csv", "--only", "all")
    fill_csv(sheet, "plants-labelled", {"Owner": "Gus"})
    done = imported(path, sheet, "--yes")

    assert "  Owner: Gus" in done.err
    assert (answers(path)["plants-labelled"].owner, answers(path)["plants-labelled"].answered_by) == ("Gus", "Ben")


def test_at_a_terminal_clashes_and_the_whole_are_asked(path: Path, both: Path) -> None:
    pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")
    from seat import seat  # noqa: PLC0415 - not on every system

    with seat("sheet", "import", both.name, *DAY, cwd=path.parent) as importer:
        importer.answer("sheet", "no")
        assert importer.end() == 0
    assert answers(path)["exits-marked"].answered_by == "Gus"
    with seat("sheet", "import", both.name, *DAY, cwd=path.parent) as importer:
        importer.answer("sheet", "")
        importer.expect("Saved: exits-marked is partial.")
        assert importer.end() == 0

    assert answers(path)["exits-marked"].note == "From the sheet"
    assert answers(path)["crane-booked"].note == "Never"
