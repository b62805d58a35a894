"""`govcheck portfolio`: the worst first, what is due, which question is open where, and what is broken."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from book import ASKED, FORMATS, GAP, VERDICTS, broken, client, lines, objects, portfolio, words
from govcheck.jobs.portfolio import places, reviews
from govcheck.jobs.portfolio_formats import PORTFOLIO_FORMATS
from govcheck.rules.assess import assess
from govcheck.rules.near import DateKind
from govcheck.rules.portfolio import Portfolio, Row, dues, reviewed
from govcheck.rules.portfolio import portfolio as together
from govcheck.tools.schema import schema_text
from govcheck.words.settings import Branding
from govcheck.words.vocabulary import Result, Stage, Verdict
from made_up import TODAY, day
from program import AS_OF, assert_schema, copied_example, govcheck, public_folder, without_privileges
from small import small
from small_files import change, on_disk


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """Four clients, one of each verdict, in an order that says nothing."""
    client(tmp_path / "c", "go", organization="Birch Ltd")
    client(tmp_path / "b", "no-go", organization="Cedar Ltd")
    client(tmp_path / "d", "conditional-go", organization="Alder Ltd")
    client(tmp_path / "a", "not-ready", organization="Dogwood Ltd")
    return tmp_path


def row(path: str = "a/answers.yaml", changes: Mapping[str, Any] | None = None, **front: str) -> Row:
    edits = {**(changes or {}), **{f"engagement.{key.replace('_', '-')}": value for key, value in front.items()}}
    case = small(edits)
    return reviewed(path, case, assess(case))


# the order, and what a row says


def test_the_worst_is_first(firm: Path) -> None:
    found = objects(".", cwd=firm)
    assert [(one["verdict"], one["organization"]) for one in found] == [
        ("no-go", "Cedar Ltd"),
        ("not-ready", "Dogwood Ltd"),
        ("conditional-go", "Alder Ltd"),
        ("go", "Birch Ltd"),
    ]


def test_of_equal_verdicts_the_nearest_date_is_first_then_the_name() -> None:
    late = {"engagement.next-review": day(60)}
    rows = [
        row("1", late, organization="Birch"),
        row("2", {"engagement.next-review": day(10)}, organization="Cedar"),
        row("3", late, organization="alder"),
        row("4", late, organization="Birch", title="Another"),
    ]
    found = together(rows, TODAY)
    assert [one.path for one in found.rows] == ["2", "3", "4", "1"]
    assert together(reversed(rows), TODAY) == found


def test_a_row_says_what_the_lead_asks_for(tmp_path: Path) -> None:
    on_disk(
        tmp_path / "a",
        {
            **VERDICTS["conditional-go"],
            "answers.clause": GAP,
            "questions": {"q-clause": ASKED},
        },
    )
    (one,) = objects(".", cwd=tmp_path)
    assert one == {
        "format": 1,
        "kind": "engagement",
        "path": "a/answers.yaml",
        "organization": "Larch Ltd",
        "title": "Small review",
        "owner": "Olga",
        "verdict": "not-ready",
        "stage": "go-live",
        "why": "1 blocker open, 2 conditions",
        "use-cases": {"stopped": 0, "held": 2, "clear": 0},
        "blockers-open": 1,
        "overdue": 1,
        "next-date": told("remedy", 20, "accounts", "Ben"),
        "dates": [told("reply-due", -2, "q-clause", "Vera Holt")],
        "checklists": {"small": "1.2.0"},
        "written-for": {},
        "approved": False,
        "valid-until": day(20),
        "questions": [{"id": "q-clause", "stands": "waiting for a reply", "asked-on": day(-30), "overdue": True}],
        "problem": None,
    }


def told(kind: str, days: int, subject: str, who: str) -> dict[str, Any]:
    """A date as it stands in a line."""
    return {"day": day(days), "overdue": days < 0, "kind": kind, "subject": subject, "who": who, "days": days}


def test_the_next_date_is_looked_for_beyond_the_days_that_are_told() -> None:
    found = row()
    assert (found.dates, found.next and found.next.day) == ((), TODAY + timedelta(80))


def test_an_older_version_of_a_checklist_is_said(tmp_path: Path) -> None:
    on_disk(tmp_path / "a", {"checklists.small": "1.1.0"})
    (one,) = objects(".", cwd=tmp_path)
    assert (one["checklists"], one["written-for"]) == ({"small": "1.2.0"}, {"small": "1.1.0"})
    assert "small 1.2.0, written for 1.1.0" in portfolio(".", cwd=tmp_path).out


def test_an_approved_one_is_told_apart_from_a_draft(tmp_path: Path) -> None:
    copied_example("go", tmp_path)
    for role in ("security", "counsel"):
        assert govcheck("approve", role, "-a", "go", "--by", "Cara", "--yes", "--as-of", AS_OF, cwd=tmp_path).code == 0
    assert [one["approved"] for one in objects("go", cwd=tmp_path)] == [True]
    assert "approved; valid until 2026-12-17" in portfolio("go", cwd=tmp_path).out


# everything together


def test_the_totals_are_the_sum_of_single_checks(tmp_path: Path) -> None:
    for name in ("go", "conditional-go", "not-ready", "no-go"):
        copied_example(name, tmp_path)
    client(tmp_path / "small", "no-go")
    (total,) = objects(".", cwd=tmp_path, kind="summary")
    singles = [
        json.loads(govcheck("check", one["path"], "-f", "json", "--as-of", AS_OF, cwd=tmp_path).out)["files"][0]
        for one in objects(".", cwd=tmp_path)
    ]
    uses = [result for one in singles for result in one["use-cases"].values()]
    questions = {question["id"] for one in singles for question in one["questions"]}
    asked = {one["id"]: one["engagements"] for one in objects(".", cwd=tmp_path, kind="question")}

    assert total["engagements"] == len(singles) == 5
    assert total["verdicts"] == {
        verdict: [one["verdict"] for one in singles].count(verdict) for verdict in total["verdicts"]
    }
    assert total["use-cases"] == {result: uses.count(result) for result in total["use-cases"]}
    assert total["clients"] == len({one["organization"] for one in singles})
    assert total["questions"] == len(questions)
    assert asked == {
        id: sum(id in [question["id"] for question in one["questions"]] for one in singles) for id in questions
    }


def test_no_format_gives_a_percentage(firm: Path) -> None:
    for format in ("text", "csv", "jsonl"):
        assert "%" not in portfolio(".", "-f", format, cwd=firm).out
    assert "%" not in words(portfolio(".", "-f", "html", cwd=firm).out)


def test_what_is_due_is_told_over_all_with_whom_and_where() -> None:
    gaps = {f"answers.{id}": VERDICTS["conditional-go"]["answers.accounts"] for id in ("accounts", "person")}
    one = row("1", {**gaps, "engagement.next-review": day(-1)}, organization="Birch")
    other = row("2", {"engagement.next-review": day(14)}, organization="Alder")
    far = row("3", {"engagement.next-review": day(15)}, organization="Alder")
    found = dues([one, other, far])

    assert [(due.date.day, due.organization, due.date.kind.value, due.date.who) for due in found] == [
        (TODAY - timedelta(1), "Birch", "next-review", "Rex"),
        (TODAY + timedelta(14), "Alder", "next-review", "Rex"),
        (TODAY + timedelta(14), "Alder", "verdict", "Olga"),
    ]
    with_more = together([reviewed("1", small(gaps), assess(small(gaps)), 20)], TODAY, 20)
    assert [(due.subjects, due.date.who) for due in dues(with_more.rows)][:1] == [(("accounts", "person"), "Ben")]


def test_the_screen_counts_what_it_does_not_show_and_the_page_shows_all() -> None:
    rows = [
        row(f"{number:02}", {"engagement.next-review": day(3)}, organization=f"Client {number}") for number in range(20)
    ]
    page = together(rows, TODAY)
    text, html = (PORTFOLIO_FORMATS[format](page, Branding()) for format in ("text", "html"))
    assert "  and 15 more; -f html shows all\n" in text
    assert html.count("last day of the verdict") == 20


def test_how_far_is_looked_ahead_is_asked_for(firm: Path) -> None:
    assert "Dates within 20 days" in portfolio(".", "--within", "20", cwd=firm).out
    assert "within 14 days" in portfolio(".", cwd=firm).out
    (total,) = objects(".", "--within", "20", cwd=firm, kind="summary")
    assert (total["within-days"], total["due"] > 0) == (20, True)


def test_a_question_is_counted_by_clients_and_asked_as_the_checklist_has_it(tmp_path: Path) -> None:
    gap = {"answers.clause": GAP}
    on_disk(tmp_path / "1", {**gap, "questions": {"q-clause": ASKED}})
    on_disk(tmp_path / "2", {**gap, "engagement.organization": "LARCH  Ltd", "questions": {"q-clause": ASKED}})
    on_disk(tmp_path / "3", {**gap, "engagement.organization": "Alder Ltd"})
    on_disk(tmp_path / "4", {"engagement.organization": "Birch Ltd"})
    early = {**ASKED, "asked-on": day(-50), "due": day(5)}
    on_disk(tmp_path / "5", {**gap, "engagement.organization": "Cedar Ltd", "questions": {"q-clause": early}})
    (one,) = objects(".", cwd=tmp_path, kind="question")

    assert one == {
        "format": 1,
        "kind": "question",
        "id": "q-clause",
        "text": "Which clause excludes training for {organization} on {plan} ({surface}; own keys: {own-keys})?",
        "to": "Vendor",
        "clients": ["Alder Ltd", "Cedar Ltd", "LARCH  Ltd"],
        "engagements": 4,
        "waiting": ["Is training excluded?"],
        "stands": "1 not sent yet, 3 waiting for a reply",
        "asked-on": day(-50),
        "overdue": 1,
    }
    text = portfolio(".", cwd=tmp_path).out
    assert "q-clause: open at 3 clients (4 engagements): Alder Ltd, Cedar Ltd, LARCH Ltd;" in " ".join(text.split())


def test_the_same_id_with_another_text_is_another_question(tmp_path: Path) -> None:
    on_disk(tmp_path / "1", {"answers.clause": GAP})
    on_disk(tmp_path / "2", {"answers.clause": GAP}, {"questions.q-clause.text": "Which one?"})
    found = objects(".", cwd=tmp_path, kind="question")
    assert [(one["id"], one["engagements"]) for one in found] == [("q-clause", 1), ("q-clause", 1)]


def test_the_question_that_settles_most_is_first(tmp_path: Path) -> None:
    for name in ("conditional-go", "not-ready"):
        copied_example(name, tmp_path)
    counts = [(-len(one["clients"]), -one["overdue"], one["id"]) for one in objects(".", cwd=tmp_path, kind="question")]
    assert counts == sorted(counts)
    assert counts[0][0] == -2


def test_two_engagements_of_one_organisation_are_two_rows_and_one_client(tmp_path: Path) -> None:
    client(tmp_path / "a", title="Office")
    client(tmp_path / "b", title="Factory", organization="larch ltd")
    (total,) = objects(".", cwd=tmp_path, kind="summary")
    assert (total["engagements"], total["clients"]) == (2, 1)
    assert "Portfolio: 2 engagements of 1 client, as of" in portfolio(".", cwd=tmp_path).out


# what cannot be judged


@pytest.mark.parametrize("format", FORMATS)
def test_a_broken_file_is_a_row_and_the_others_are_judged(format: str, firm: Path) -> None:
    broken(firm / "e")
    done = portfolio(".", "-f", format, cwd=firm)
    assert done.code == 2
    assert "govcheck: 1 of 5 could not be judged.\n" in done.err
    assert "mett" in done.out
    assert all(name in done.out for name in ("Alder Ltd", "Birch Ltd", "Cedar Ltd", "Dogwood Ltd"))


def test_what_is_broken_stands_first_with_its_first_problem_and_how_many_more(firm: Path) -> None:
    broken(firm / "e")
    first, second, *_ = objects(".", cwd=firm)
    assert (first["path"], first["verdict"], second["verdict"]) == ("e/answers.yaml", None, "no-go")
    problem = first["problem"]
    assert (problem["path"], problem["more"]) == ("e/answers.yaml", 4)
    assert problem["message"].startswith('status cannot be "mett"')
    written = (firm / "e" / "answers.yaml").read_text("utf-8").splitlines()
    assert "mett" in written[problem["line"] - 1]
    (total,) = objects(".", cwd=firm, kind="summary")
    assert (total["engagements"], total["not-judged"]) == (4, 1)


def test_with_a_file_the_log_still_says_what_is_broken(firm: Path) -> None:
    broken(firm / "e")
    done = portfolio(".", "-o", "page.html", cwd=firm)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Written: page.html\ne/answers.yaml:")
    assert "1 of 5 could not be judged." in (firm / "page.html").read_text("utf-8")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("named", [[], ["."], ["empty"], ["gone"], ["gone/answers.yaml"]])
def test_nothing_is_never_good_news_and_the_page_says_so(named: list[str], format: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = portfolio(*named, "-f", format, "-o", "page", cwd=tmp_path)
    assert done.code == 2
    assert "1 of 1 could not be judged" in done.err
    assert (tmp_path / "page").read_text("utf-8")


def test_a_folder_without_any_beside_one_with_some_is_told(firm: Path) -> None:
    (firm / "z").mkdir()
    done = portfolio("a", "z", cwd=firm)
    assert done.code == 2
    assert "there is no answers.yaml in z" in done.out
    assert "Dogwood Ltd" in done.out


def test_what_may_not_be_searched_is_told_and_the_rest_is_judged() -> None:
    with public_folder() as folder:
        client(folder / "a", organization="Birch Ltd")
        client(folder / "shut" / "b")
        client(folder / "z", organization="Cedar Ltd")
        portfolio(".", cwd=folder)  # whatever Python has still to load
        (folder / "shut").chmod(0)
        with without_privileges():
            done = portfolio(".", "-f", "jsonl", cwd=folder)
            named = portfolio("a", "shut/b", cwd=folder)
            alone = portfolio("shut", cwd=folder)
        (folder / "shut").chmod(0o755)
    first, *others = lines(done)
    assert done.code == named.code == alone.code == 2
    assert (first["path"], first["problem"]["message"]) == ("shut", "shut cannot be searched: Permission denied")
    assert [one["organization"] for one in others if one["kind"] == "engagement"] == ["Birch Ltd", "Cedar Ltd"]
    assert "shut/b:1:1: it cannot be read: Permission denied" in named.out
    assert "Birch Ltd" in named.out
    assert "shut cannot be searched: Permission denied" in alone.out


def test_a_file_under_a_wrong_name_is_told(firm: Path) -> None:
    (firm / "a" / "answers.yaml").rename(firm / "a" / "answers.yml")
    done = portfolio(".", cwd=firm)
    assert (done.code, "a/answers.yml would be passed over" in done.out) == (2, True)
    assert "Birch Ltd" in done.out


def test_where_nothing_is_due_there_is_no_verdict(tmp_path: Path) -> None:
    on_disk(tmp_path / "a", {"answers": {}, "use-cases": {}, "profile": {}})
    checklist = (
        "format: 1\nid: small\ntitle: Toy\nversion: 1.2.0\nsections:\n  all:\n    title: All\n    controls:\n"
        "      nice: {question: Is it nice, gate: recommended}\n"
    )
    (tmp_path / "a" / "checklists" / "small.yaml").write_text(checklist, "utf-8")
    done = portfolio(".", cwd=tmp_path)
    assert (done.code, "there is nothing to judge" in " ".join(done.out.split())) == (2, True)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_verdict_is_in_the_exit_code(verdict: str, tmp_path: Path) -> None:
    client(tmp_path / "a", verdict)
    done = portfolio(".", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")


# the same engagement, once


def test_an_engagement_that_two_links_lead_to_is_one_row(firm: Path) -> None:
    (firm / "book").mkdir()
    for name in ("one", "two"):
        (firm / "book" / name).symlink_to(firm / "a")
    found = objects("book", cwd=firm)
    (total,) = objects("book", cwd=firm, kind="summary")
    assert [one["path"] for one in found] == ["book/one/answers.yaml"]
    assert total["counted-once"] == ["book/two/answers.yaml"]
    (every,) = objects("book", "a", ".", "b/answers.yaml", cwd=firm, kind="summary")
    assert (every["engagements"], every["counted-once"]) == (4, ["a/answers.yaml", "book/two/answers.yaml"])


def test_what_is_named_twice_is_one_row(firm: Path) -> None:
    done = portfolio("a", "a/answers.yaml", "./a", cwd=firm)
    assert (done.code, "Counted once" in done.out) == (0, False)
    assert "Portfolio: 1 engagement of 1 client" in done.out


def test_links_may_lead_in_a_circle_or_to_nothing(firm: Path) -> None:
    (firm / "a" / "round").symlink_to(firm / "a")
    (firm / "nothing").symlink_to("gone")
    done = portfolio(".", cwd=firm)
    assert done.code == 0
    assert "Portfolio: 4 engagements of 4 clients" in done.out


def test_two_files_that_would_show_by_one_name_are_told(tmp_path: Path) -> None:
    client(tmp_path / "a\x1b")
    client(tmp_path / "a\\x1b")
    done = portfolio(".", cwd=tmp_path)
    assert (done.code, "two answers files would both be called" in done.out) == (2, True)


# where they are looked for


def test_without_a_path_this_folder_is_meant(firm: Path) -> None:
    assert portfolio(cwd=firm).out == portfolio(".", cwd=firm).out


def test_without_a_path_the_configuration_says_which_are_meant(firm: Path) -> None:
    (firm / "govcheck.yaml").write_text("engagements: [a, c]\nwithin: 90\nformats: {portfolio: jsonl}\n", "utf-8")
    found = portfolio(cwd=firm)
    assert [one.get("path") for one in lines(found)][:2] == ["a/answers.yaml", "c/answers.yaml"]
    (total,) = [one for one in lines(found) if one["kind"] == "summary"]
    assert (total["engagements"], total["within-days"]) == (2, 90)
    below = lines(portfolio(cwd=firm / "b"))
    assert [one.get("path") for one in below][:2] == ["../a/answers.yaml", "../c/answers.yaml"]
    assert len(objects("b", cwd=firm)) == 1


def test_the_page_says_who_made_it_and_who_may_read_it(firm: Path) -> None:
    (firm / "govcheck.yaml").write_text("report: {prepared-by: Larch & Co, classification: Confidential}\n", "utf-8")
    page = portfolio(".", "-f", "html", cwd=firm).out
    assert "Prepared by Larch &amp; Co" in page
    assert "Portfolio as of 2026-11-22. Confidential. " in words(page)


# the same bytes


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_from_any_folder_in_any_zone_and_with_any_seed(
    format: str, firm: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    broken(firm / "e")
    other = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(firm, other / "deep")
    runs = [
        subprocess.run(
            [sys.executable, "-m", "govcheck", "portfolio", "b", ".", "-f", format, "--as-of", AS_OF, *masked],
            cwd=folder,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        for masked in ([], ["--mask"])
        for folder, zone, seed in ((firm, "UTC", "1"), (other / "deep", "Pacific/Kiritimati", "2"))
    ]
    assert [run.returncode for run in runs] == [2, 2, 2, 2]
    assert (runs[0].stdout, runs[0].stderr) == (runs[1].stdout, runs[1].stderr)
    assert (runs[2].stdout, runs[2].stderr) == (runs[3].stdout, runs[3].stderr)


@pytest.mark.parametrize("format", FORMATS)
def test_a_page_replaces_its_own_kind_and_nothing_else(format: str, firm: Path) -> None:
    assert portfolio(".", "-f", format, "-o", "page", cwd=firm).code == 0
    change(firm / "a", "engagement.organization", "Elm Ltd")
    broken(firm / "e")
    again = govcheck("portfolio", ".", "-f", format, "-o", "page", "--as-of", "2026-11-29", cwd=firm)
    assert again.code == 2
    assert "Elm Ltd" in (firm / "page").read_text("utf-8")
    (firm / "page").write_text("Something else.\n", "utf-8")
    assert "holds something else" in portfolio(".", "-f", format, "-o", "page", cwd=firm).err


@pytest.mark.parametrize("name", ["a/answers.yaml", "a/checklists/small.yaml", "a/evidence/proof.txt", "hard"])
def test_no_page_goes_over_what_it_rests_on(name: str, firm: Path) -> None:
    said = {"plan": "big", "confirmed": "yes", "by": "Vi", "dated": day(-4), "ref": "evidence/proof.txt"}
    change(firm / "a", "plans", {"logs": said})
    (firm / "a" / "evidence").mkdir()
    (firm / "a" / "evidence" / "proof.txt").write_text("It holds.\n", "utf-8")
    (firm / "hard").hardlink_to(firm / "a" / "answers.yaml")
    before = (firm / name).read_bytes()
    done = portfolio(".", "-f", "csv", "-o", name, "--force", cwd=firm)
    assert (done.code, f"{name} is a file that is judged" in done.err) == (2, True)
    assert (firm / name).read_bytes() == before


# the table, and the memory


def test_the_table_has_a_row_for_each_engagement_date_and_question(firm: Path) -> None:
    broken(firm / "e")
    done = portfolio(".", "--within", "20", "-f", "csv", cwd=firm)
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    kinds = [one["Kind"] for one in rows]
    assert kinds == sorted(kinds, key=["engagement", "date", "question"].index)
    assert [(one["Verdict"], one["Organisation"]) for one in rows[:5]] == [
        ("cannot be judged", ""),
        ("no-go", "Cedar Ltd"),
        ("not-ready", "Dogwood Ltd"),
        ("conditional-go", "Alder Ltd"),
        ("go", "Birch Ltd"),
    ]
    (question,) = [one for one in rows if one["Kind"] == "question"]
    assert (question["About"], question["Clients"], question["Organisation"]) == (
        "q-clause",
        "2",
        "Cedar Ltd; Dogwood Ltd",
    )
    due = [(one["Date"], one["What"], one["Who"]) for one in rows if one["Kind"] == "date"]
    assert (day(20), "remedy due", "Ben") in due


def test_nothing_of_a_file_is_kept_but_its_row(tmp_path: Path) -> None:
    """The memory in use grows by some kilobytes for each file, where the file itself takes a megabyte."""
    first = copied_example("conditional-go", tmp_path)
    for number in range(24):
        shutil.copytree(first, tmp_path / "book" / f"{number:02}")
    found = places([Path("book")], tmp_path).files

    def held(count: int) -> int:
        rows = [one.found for one in reviews(found[:count], TODAY, 14)]
        gc.collect()
        assert len(rows) == count
        return tracemalloc.get_traced_memory()[0]

    held(4)
    tracemalloc.start()
    try:
        few, many = held(12), held(24)  # after the first of them the few files that are kept are among what is traced
        assert many - few < 12 * 16 * 1024
        tracemalloc.reset_peak()
        held(24)
        assert tracemalloc.get_traced_memory()[1] - many < 24 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_an_empty_portfolio_is_not_whole() -> None:
    assert not Portfolio(TODAY, 14, (), (), ()).whole
    assert not together([], TODAY).whole


def test_the_schema_has_the_words_of_the_vocabulary_and_leaves_nothing_open(firm: Path) -> None:
    defs = json.loads(schema_text("portfolio"))["$defs"]
    parts = defs["engagement"]["properties"]
    for vocabulary, listed in {
        Verdict: parts["verdict"]["enum"][:-1],
        Stage: parts["stage"]["enum"][:-1],
        Result: defs["uses"]["required"],
        DateKind: defs["date-kind"]["enum"],
    }.items():
        assert listed == list(vocabulary)
    assert defs["summary"]["properties"]["verdicts"]["required"] == list(Verdict)
    for line in portfolio(".", "-f", "jsonl", cwd=firm).out.splitlines():
        with pytest.raises(AssertionError, match="'more' was unexpected"):
            assert_schema("portfolio", json.dumps({**json.loads(line), "more": 1}))
