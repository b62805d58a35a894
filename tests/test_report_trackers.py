"""The report for trackers: the register as CSV, and the workbook. Every item once, and text stays text."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govcheck.jobs.report_formats import REPORT_FORMATS
from govcheck.jobs.reporting import Finished
from govcheck.rules.case import Case
from govcheck.rules.report.compose import report
from govcheck.rules.report.register import REGISTER
from govcheck.rules.report.review import Review
from govcheck.tools.csvtext import STARTS, UTF_8_MARK
from govcheck.tools.xlsx import day_in
from govcheck.words.characters import UNSAFE
from govcheck.words.checklist import Dropped
from govcheck.words.engagement import Engagement
from govcheck.words.errors import Refused
from govcheck.words.settings import Branding
from govcheck.words.vocabulary import Status
from program import AS_OF, copied_example, govcheck
from sample import CHECKLIST, ENGAGEMENT, ORIGIN, TODAY, case, judged, with_answer
from test_markdown import HOSTILE
from test_report_safety import MORE_HOSTILE, with_text

SHEETS = ["Summary", "Action plan", "Answers", "Questions", "Evidence", "Acceptances", "Dates"]
NASTY = [
    *HOSTILE,
    *MORE_HOSTILE,
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "{=1}",
    "http://x.example",
    "::error::x\n::error::y",
    "##vso[x]",
    "\ud800",
    "\uffff",
    "\0",
    "a,b;c\td",
    '"',
]


def finished(one: Case | None = None, branding: Branding | None = None) -> Finished:
    judgement = judged(one)
    origin = replace(ORIGIN, branding=branding or Branding())
    return Finished(report(judgement, origin), Review(judgement, origin))


def register(one: Case | None = None) -> list[dict[str, str]]:
    data = REPORT_FORMATS["csv"](finished(one))
    assert data.startswith(UTF_8_MARK)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def row(id: str, one: Case | None = None) -> dict[str, str]:
    [found] = [row for row in register(one) if row["Id"] == id]
    return {heading: text for heading, text in found.items() if text}


def book(one: Case | None = None, branding: Branding | None = None) -> Any:
    return openpyxl.load_workbook(io.BytesIO(REPORT_FORMATS["xlsx"](finished(one, branding))))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows below the headings, without empty cells."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [{name: value for name, value in zip(head, row, strict=True) if value is not None} for row in rows]


def cells(found: Any) -> Iterator[Any]:
    return (cell for sheet in found.worksheets for row in sheet.iter_rows() for cell in row)


def hostile(text: str) -> Case:
    return with_text(lambda old: f"{text} {old} {text}")


# The register


def test_each_control_and_each_question_is_one_row_in_the_order_of_the_checklist() -> None:
    assert [one["Id"] for one in register()] == [*CHECKLIST.controls, *CHECKLIST.questions]
    assert {one["Kind"] for one in register()} == {"control", "question"}


def test_a_gap_with_its_remedy() -> None:
    assert row("c-log") == {
        "Kind": "control",
        "Id": "c-log",
        "Section": "Logs and alarms",
        "Question": "Is every event logged?",
        "Weight": "Required",
        "By when": "Before signing",
        "Use cases": "All use cases",
        "Status": "partial",
        "State": "Gap with a date",
        "Reason": "To be closed by 2026-12-20; until then: Desks keep a paper log.",
        "To do": "Close the gap.",
        "What counts as evidence": (
            "C-log: what. It counts as: contract clause, test result, admin export, independent report, written reply "
            "or internal record."
        ),
        "Owner": "Ada Vik",
        "Role": "Security lead",
        "Remedy by": "Jon Rud",
        "Due": "2026-12-20",
        "Until then": "Desks keep a paper log.",
        "Note": "The desktop robot is missing.",
        "Answered by": "Jon Rud",
        "Answered on": "2026-11-12",
        "Related": "q-log",
        "Topics": "Keeping logs",
        "Review": "Halden Freight: Robots for the back office",
        "As of": "2026-11-22",
    }


def test_what_counts_says_until_when_and_by_what() -> None:
    found = row("c-sign-in")
    assert (found["State"], found["Counts until"]) == ("Met", "2027-11-10")
    assert found["Evidence"].split("; ") == [
        "test-result: evidence/sign-in.txt (2026-11-10, Finn Aas)",
        "test-result: https://halden.example/test (2026-11-10, Finn Aas)",
        "test-result: evidence/lost.txt (2026-11-10, Finn Aas)",
    ]
    assert found["Note"] == "All 212 people. No second way in."
    accepted = row("c-roles")
    assert (accepted["State"], accepted["Accepted by"]) == ("Accepted", "Hal Berg (Head of security)")
    assert (accepted["Accepted until"], "To do" in accepted) == ("2027-03-01", False)


def test_what_is_overdue_says_so() -> None:
    late = case(today=date(2026, 12, 21))
    assert row("c-log", late)["Overdue"] == "yes"
    assert row("q-region", late)["Overdue"] == "yes"
    assert "Overdue" not in row("q-region")


def test_what_is_not_answered_ruled_out_dropped_or_gone_is_there_too() -> None:
    assert row("c-poster")["Status"] == "unanswered"
    assert row("c-poster")["To do"] == "Answer it."
    assert row("c-arms")["State"] == "Ruled out"
    assert "Robot arms" in row("c-arms")["Reason"]
    spend = CHECKLIST.controls["c-spend"]
    dropped = replace(CHECKLIST, dropped={"c-old": Dropped(replace(spend, id="c-old"), "Nobody spends.")})
    found = row("c-old", case(replace(ENGAGEMENT, kept={"c-old": ENGAGEMENT.answers["c-spend"]}), dropped))
    assert (found["State"], found["Reason"], found["Status"]) == ("Dropped", "Nobody spends.", "met")


def test_a_question_says_where_it_stands_and_what_was_replied() -> None:
    assert row("q-region") == {
        "Kind": "question",
        "Id": "q-region",
        "Question": "In which region does Halden Freight run on Full?",
        "State": "The reply is not enough",
        "Owner": "Vera Nyman",
        "Role": "Vendor, sales",
        "Due": "2026-11-30",
        "Note": "Mostly in the north.",
        "Answered by": "Vera Nyman",
        "Answered on": "2026-11-09",
        "Evidence": "evidence/reply.txt",
        "Related": "c-region",
        "Review": "Halden Freight: Robots for the back office",
        "As of": "2026-11-22",
    }
    assert (row("q-log")["State"], row("q-log")["Counts until"]) == ("Answered", "2027-05-07")
    never = case(replace(ENGAGEMENT, questions={}))
    assert (row("q-region", never)["State"], row("q-region", never)["Owner"]) == ("Not sent yet", "Vera Nyman")


def test_the_words_of_the_status_are_those_of_the_answers_file() -> None:
    for status in Status:
        assert row("c-alarm", case(with_answer("c-alarm", status=status)))["Status"] == status.value


@pytest.mark.parametrize("text", NASTY)
def test_no_text_is_a_formula_a_row_or_a_command(text: str) -> None:
    found = register(hostile(text))
    usual = register(hostile("x"))
    assert [one["Id"] for one in found] == [one["Id"] for one in usual]
    for one in found:
        assert None not in one  # what DictReader calls cells beyond the headings
        assert one.keys() == {column.heading for column in REGISTER}
        for cell in one.values():
            assert not cell.lstrip("'").startswith(STARTS) or cell.startswith("'")
            assert not UNSAFE.search(cell)
            assert "\n" not in cell
            assert "##vso[" not in cell


# The workbook


def test_every_sheet_is_there_with_headings_that_stay_and_filters() -> None:
    found = book()
    assert found.sheetnames == SHEETS
    for sheet in found.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(max(sheet.max_row, 2), sheet.max_column).coordinate}"
        assert sheet.print_title_rows == "$1:$1"
        assert all(sheet.cell(1, column).font.bold for column in range(1, sheet.max_column + 1))
        assert min(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]) >= 8


def test_text_wraps_and_a_day_is_a_day() -> None:
    found = book()
    [log] = [one for one in rows_of(found["Answers"]) if one["Id"] == "c-log"]
    assert (log["Due"], log["Answered on"]) == (datetime(2026, 12, 20), datetime(2026, 11, 12))  # noqa: DTZ001 - a day
    days = [cell for cell in cells(found) if isinstance(cell.value, datetime)]
    assert len(days) > 40
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}
    texts = [cell for cell in cells(found) if isinstance(cell.value, str)]
    assert all(cell.alignment.wrap_text for cell in texts)
    assert {cell.data_type for cell in cells(found)} <= {"s", "d", "n"}
    assert all(cell.value is None for cell in cells(found) if cell.data_type == "n")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("1900-01-01", date(1900, 1, 1)),
        ("9999-12-31", date(9999, 12, 31)),
        ("1899-12-31", None),
        ("0001-01-01", None),
        ("not given", None),
        ("", None),
    ],
)
def test_a_day_that_a_workbook_cannot_hold_stays_text(text: str, day: date | None) -> None:
    assert day_in(text) == day


def test_the_summary_says_what_the_first_page_says() -> None:
    found = {one["About"]: one["Says"] for one in rows_of(book()["Summary"])}
    assert found["Verdict"] == "Conditional go"
    assert found["Status"] == "Draft"
    assert found["Use case letters"] == "On hold: Letters to shippers"
    assert found["As of"] == datetime(2026, 11, 22)  # noqa: DTZ001 - a day
    assert found["Notice"] == "Assessed from the answers given on the date stated. Not legal advice."
    assert "Classification" not in found
    branded = {one["About"]: one["Says"] for one in rows_of(book(branding=Branding("Larch", "Secret"))["Summary"])}
    assert (branded["Prepared by"], branded["Classification"]) == ("Larch", "Secret")


def test_the_action_plan_has_everything_that_is_not_settled_by_owner() -> None:
    states = judged().assessment.states
    found = rows_of(book()["Action plan"])
    assert {one["Id"] for one in found} == {id for id, state in states.items() if not state.standing.settled}
    assert len(found) == len({one["Id"] for one in found})
    owners = [one["Owner"] for one in found]
    assert sorted(set(owners), key=owners.index) == [name for i, name in enumerate(owners) if name not in owners[:i]]
    [region] = [one for one in found if one["Id"] == "c-region"]
    assert region["Owner"] == "Ivar Ness"
    assert region["To do"] == "Close the gap. Until then what it concerns is on hold."
    assert region["Now or later"] == "now"


def test_each_proof_says_whether_it_counts() -> None:
    found = rows_of(book()["Evidence"])
    named = [(one["Reference"], one["Rests on it"], one.get("Counts")) for one in found]
    assert ("evidence/sign-in.txt", "c-sign-in", "yes") in named
    assert ("evidence/lost.txt", "c-sign-in", "no") in named
    assert ("evidence/plan.txt", "log-plan", None) in named
    assert ("evidence/reply.txt", "q-region", None) in named
    [lost] = [one for one in found if one["Reference"] == "evidence/lost.txt"]
    assert lost["Why not"].endswith(".")
    assert lost["What is known of it"] == "File missing or empty."


def test_each_acceptance_says_whether_it_is_in_force() -> None:
    found = {one["Id"]: one for one in rows_of(book()["Acceptances"])}
    assert list(found) == ["c-roles", "secret/desk"]
    assert found["c-roles"]["State"] == "In force."
    assert found["c-roles"]["Until"] == datetime(2027, 3, 1)  # noqa: DTZ001 - a day
    assert found["c-roles"]["Risk"] == "Nobody watches two roles."
    late = {one["Id"]: one for one in rows_of(book(case(today=date(2027, 3, 2)))["Acceptances"])}
    assert late["c-roles"]["State"].startswith("Not in force. ")


def test_no_fact_of_an_acceptance_is_left_out() -> None:
    labels = {
        fact.label
        for part in finished().report.parts
        if part.id == "acceptances"
        for block in part.blocks
        if block.kind == "records"
        for record in block.records
        for fact in record.facts
    }
    head = {cell.value for cell in book()["Acceptances"][1]}
    assert labels - {"Owner"} <= head  # of a cell it is whoever owns the review, whom the summary names


def test_every_date_stands_in_its_order_with_what_it_is_about() -> None:
    found = rows_of(book()["Dates"])
    days = [one["Day"] for one in found]
    assert days == sorted(days)
    assert {"Day": datetime(2026, 12, 20), "What": "Remedy due", "Id": "c-log"}.items() <= found[1].items()  # noqa: DTZ001
    assert found[1]["Title"] == "Is every event logged?"
    assert {one["What"] for one in found} >= {"Next review", "Reply due", "Last day of the verdict", "Remedy due"}


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_in_every_cell(text: str) -> None:
    found, usual = book(hostile(text)), book(hostile("x"))
    assert not [cell for cell in cells(found) if cell.data_type in ("f", "e")]
    assert [cell.hyperlink for cell in cells(found) if cell.hyperlink] == []
    assert [(sheet.title, sheet.dimensions) for sheet in found.worksheets] == [
        (sheet.title, sheet.dimensions) for sheet in usual.worksheets
    ]


def test_every_page_says_whose_it_is_and_that_it_is_a_draft() -> None:
    for sheet in book(hostile("&R&D" * 40), Branding("", "Secret & more")).worksheets:
        assert sheet.oddHeader.right.text == "DRAFT"
        assert sheet.oddFooter.right.text == "&P / &N"
        assert sheet.oddFooter.left.text == "Draft. Conditional go, as of 2026-11-22. Secret && more"
        assert "&D" not in (sheet.oddHeader.left.text or "").replace("&&", "")


def test_an_engagement_without_anything_has_every_sheet() -> None:
    bare = Engagement({}, ENGAGEMENT.front)
    found = book(case(bare))
    assert found.sheetnames == SHEETS
    assert rows_of(found["Evidence"]) == rows_of(found["Acceptances"]) == []


def test_a_text_that_a_cell_cannot_hold_is_refused_and_never_cut() -> None:
    with pytest.raises(Refused, match="longer than a cell"):
        book(case(with_answer("c-log", note="x" * 40_000)))


def test_the_same_report_is_the_same_workbook_and_names_nobody(tmp_path: Path) -> None:
    copied_example("conditional-go", tmp_path)
    code = (
        "import sys; from govcheck.__main__ import run; "
        f"sys.argv = ['govcheck', 'report', '-a', 'conditional-go', '--as-of', '{AS_OF}', '-o', sys.argv[1]]; run()"
    )
    for name, zone in (("one.xlsx", "Pacific/Kiritimati"), ("two.xlsx", "Pacific/Pago_Pago")):
        surroundings = {"TZ": zone, "LC_ALL": "C", "USER": "somebody", "PYTHONHASHSEED": str(len(zone))}
        subprocess.run([sys.executable, "-c", code, name], cwd=tmp_path, env=surroundings, check=True, timeout=120)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "2026-11-22T00:00:00Z" in core
    assert "somebody" not in core


# The command


@pytest.mark.parametrize("name", ["report.csv", "report.xlsx"])
def test_what_has_no_parts_is_not_compared_with_an_earlier_review(name: str, tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    asked = ("--since", "go", "--as-of", AS_OF, "-o", name)
    done = govcheck("report", "-a", "go", *asked, cwd=tmp_path)
    assert (done.code, "--since adds a part to the report" in done.err) == (2, True)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_a_workbook_does_not_go_to_standard_output(output: tuple[str, ...], tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    done = govcheck("report", "-a", "go", "-f", "xlsx", "--as-of", AS_OF, *output, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == "govcheck: this format does not go to standard output; name a file with -o\n"


def test_without_the_package_one_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied_example("go", tmp_path)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = govcheck("report", "-a", "go", "-o", "report.xlsx", "--as-of", AS_OF, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert 'pip install "govcheck[xlsx]"' in done.err
    assert not (tmp_path / "report.xlsx").exists()


def test_another_report_goes_over_the_last_one_but_not_over_what_another_program_saved(tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    for day in (AS_OF, "2026-12-24"):
        assert govcheck("report", "-o", "report.xlsx", "--as-of", day, cwd=folder).code == 0
        assert govcheck("report", "-o", "report.csv", "--as-of", day, cwd=folder).code == 0
    filled = openpyxl.load_workbook(folder / "report.xlsx")
    filled["Action plan"]["N2"] = "Done."
    filled.save(folder / "report.xlsx")
    done = govcheck("report", "-o", "report.xlsx", "--as-of", AS_OF, cwd=folder)
    assert (done.code, "holds something else" in done.err) == (2, True)


def test_no_other_format_loads_the_package() -> None:
    code = (
        "import sys; from govcheck.__main__ import run; sys.argv = ['govcheck', 'report', '-a', sys.argv[1], "
        f"'--as-of', '{AS_OF}', '-f', 'csv']; run(); print(*sys.modules, file=sys.stderr)"
    )
    example = Path(__file__).parents[1] / "examples" / "go"
    done = subprocess.run([sys.executable, "-c", code, str(example)], capture_output=True, text=True, check=True)
    assert TODAY.isoformat() == AS_OF
    assert not {"xlsxwriter", "openpyxl"} & set(done.stderr.split())
