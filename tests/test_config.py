"""The configuration: where it is found, what it does, and that nothing in it bears on a verdict."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.jobs.diffing import DIFF_FORMATS
from govcheck.jobs.portfolio_formats import PORTFOLIO_FORMATS
from govcheck.jobs.report_formats import REPORT_FORMATS, TEXTS
from govcheck.jobs.reporting import SHEET_FORMATS
from govcheck.jobs.settings import configured
from govcheck.jobs.sheet_export import FORMATS as COLLEAGUE_FORMATS
from govcheck.jobs.status import STATUS_FORMATS
from govcheck.rules.formats import CHECK_FORMATS
from govcheck.tools.schema import schema_text
from govcheck.words.settings import Branding, Settings
from program import AS_OF, copied_example, govcheck

GO, CONDITIONAL, OPEN = "go", "conditional-go", "not-ready"
FULL = """\
engagements: [go, conditional-go]
within: 300
formats: {check: json, report: html, status: json}
report: {prepared-by: Larch Advisory, classification: Confidential}
"""
AS_TOML = """\
[project]
name = "reviews"

[tool.govcheck]
engagements = ["go", "conditional-go"]
within = 300

[tool.govcheck.formats]
check = "json"
report = "html"
status = "json"

[tool.govcheck.report]
prepared-by = "Larch Advisory"
classification = "Confidential"
"""


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """A repository with two engagements."""
    (tmp_path / ".git").mkdir()
    for name in (GO, CONDITIONAL):
        copied_example(name, tmp_path)
    return tmp_path


def config(folder: Path, text: str, name: str = "govcheck.yaml") -> None:
    (folder / name).write_text(text, "utf-8")


def test_both_files_say_the_same(firm: Path) -> None:
    config(firm, FULL)
    one = configured(firm / GO, firm)
    (firm / "govcheck.yaml").unlink()
    config(firm, AS_TOML, "pyproject.toml")
    other = configured(firm / GO, firm)

    assert one.settings.source == "govcheck.yaml"
    assert other.settings.source == "pyproject.toml"
    assert one.folder == other.folder == firm
    assert vars(one.settings) == {**vars(other.settings), "source": "govcheck.yaml"}
    assert one.settings.branding == Branding("Larch Advisory", "Confidential")


def test_check_judges_the_engagements_that_it_names(firm: Path) -> None:
    config(firm, "engagements: [conditional-go, go]\n")
    done = govcheck("check", "--as-of", AS_OF, cwd=firm)

    heads = [line for line in done.out.splitlines() if line and not line.startswith(" ")]
    assert (done.code, [head.split(" ")[:2] for head in heads]) == (
        0,
        [["conditional-go/answers.yaml:", "conditional-go"], ["go/answers.yaml:", "go"]],
    )


def test_from_a_folder_beside_them_the_same_are_meant(firm: Path) -> None:
    config(firm, "engagements: [conditional-go, go]\n")
    (firm / "docs").mkdir()
    done = govcheck("check", "--as-of", AS_OF, cwd=firm / "docs")

    assert done.code == 0
    assert "../go/answers.yaml: go" in done.out


def test_the_nearest_answers_file_comes_before_the_configuration(firm: Path) -> None:
    config(firm, "engagements: [conditional-go]\n")
    done = govcheck("check", "--as-of", AS_OF, cwd=firm / GO / "evidence")

    assert done.out.startswith("../answers.yaml: go ")
    assert "conditional-go" not in done.out.splitlines()[0]


def test_an_answers_file_under_a_wrong_name_is_not_passed_over_for_the_configuration(firm: Path) -> None:
    config(firm, "engagements: [go]\n")
    (firm / "other").mkdir()
    (firm / "other" / "answers.yml").write_text("format: 1\n", "utf-8")
    done = govcheck("check", "--as-of", AS_OF, cwd=firm / "other")

    assert done.code == 2
    assert "answers.yml would be passed over" in done.err


@pytest.mark.parametrize("name", ["govcheck.yml", "Govcheck.yaml", "GOVCHECK.YML"])
def test_a_configuration_under_a_wrong_name_is_not_passed_over(name: str, firm: Path) -> None:
    (firm / name).write_text("engagements: [no-go]\n", "utf-8")
    done = govcheck("check", "--as-of", AS_OF, cwd=firm / GO)

    assert (done.code, done.out) == (2, "")
    assert f"../{name} would be passed over; call it govcheck.yaml\n" in done.err


def test_what_is_named_comes_before_both(firm: Path) -> None:
    config(firm, "engagements: [conditional-go]\n")
    assert govcheck("check", "go", "--as-of", AS_OF, cwd=firm).out.startswith("go/answers.yaml: go ")


@pytest.mark.parametrize("name", ["nowhere", "nowhere/answers.yaml"])
def test_an_engagement_that_is_not_there_is_never_green(name: str, firm: Path) -> None:
    config(firm, f"engagements: [go, {name}]\n")
    done = govcheck("check", "--as-of", AS_OF, cwd=firm)

    assert done.code == 2
    assert f"{name}" in done.err


def test_one_engagement_is_meant_by_the_other_commands_too(firm: Path) -> None:
    config(firm, "engagements: [go]\n")
    assert govcheck("status", "--as-of", AS_OF, cwd=firm).code == 0
    assert "Readiness report" in govcheck("report", "--as-of", AS_OF, cwd=firm).out


def test_of_several_one_has_to_be_named(firm: Path) -> None:
    config(firm, FULL)
    done = govcheck("status", cwd=firm)

    assert done.code == 2
    assert done.err == (
        "govcheck: govcheck.yaml names several engagements: go, conditional-go; name one of them with -a\n"
    )


def test_formats_and_days_hold_where_nothing_else_is_said(firm: Path) -> None:
    config(firm, FULL)
    as_json = json.loads(govcheck("check", "--as-of", AS_OF, cwd=firm).out)

    assert as_json["within-days"] == 300
    assert govcheck("check", "-f", "text", "--within", "3", "--as-of", AS_OF, cwd=firm).out.startswith("go/")
    assert govcheck("report", "-a", "go", "--as-of", AS_OF, cwd=firm).out.startswith("<!doctype html>")
    govcheck("report", "-a", "go", "-o", "report.md", "--as-of", AS_OF, cwd=firm)
    assert (firm / "report.md").read_text("utf-8").startswith("<!-- Readiness report")


@pytest.mark.parametrize("format", TEXTS)
def test_the_report_names_who_made_it_and_who_may_read_it(format: str, firm: Path) -> None:
    plain = govcheck("report", "-a", "go", "-f", format, "--as-of", AS_OF, cwd=firm).out
    config(firm, 'report: {prepared-by: "Larch <b>&</b> Sons", classification: "Confidential *"}\n')
    branded = govcheck("report", "-a", "go", "-f", format, "--as-of", AS_OF, cwd=firm).out

    name, word = {
        "html": ("Larch &lt;b&gt;&amp;&lt;/b&gt; Sons", "Confidential *"),
        "md": (r"Larch \<b\>&\</b\> Sons", r"Confidential \*"),
        "json": ("Larch <b>&</b> Sons", "Confidential *"),
    }[format]
    assert "Larch" not in plain
    assert branded.count(name) == 2
    assert branded.count(word) >= 2
    assert "<b>" not in branded or format == "json"


def test_a_report_is_the_same_from_every_folder(firm: Path) -> None:
    config(firm, FULL)
    (firm / "elsewhere").mkdir()
    config(firm / "elsewhere", "report: {prepared-by: Somebody Else}\n")
    one = govcheck("report", "-a", "go", "--as-of", AS_OF, cwd=firm)
    other = govcheck("report", "-a", "../go", "--as-of", AS_OF, cwd=firm / "elsewhere")

    assert one.out == other.out
    assert "Larch Advisory" in one.out


def test_a_committed_report_is_checked_with_the_configuration(firm: Path) -> None:
    config(firm, FULL)
    govcheck("report", "-a", "go", "-o", "go/report.html", "--as-of", AS_OF, cwd=firm)
    assert govcheck("report", "-a", "go", "--check", "go/report.html", "--as-of", AS_OF, cwd=firm).code == 0

    config(firm, FULL.replace("Confidential", "Public"))
    done = govcheck("report", "-a", "go", "--check", "go/report.html", "--as-of", AS_OF, cwd=firm)
    assert done.code == 1
    assert "the configuration" in done.out


def test_the_nearest_configuration_holds_alone_and_none_beyond_the_repository(firm: Path) -> None:
    config(firm, "within: 3\nreport: {prepared-by: Firm}\n")
    config(firm / GO, "report: {classification: Secret}\n")
    inner = firm / CONDITIONAL / "inner"
    (inner / ".git").mkdir(parents=True)

    assert configured(firm / GO, firm).settings == Settings("go/govcheck.yaml", branding=Branding("", "Secret"))
    assert configured(firm / CONDITIONAL, firm).settings.within == 3
    assert configured(inner, firm).settings == Settings()


BAD = [
    ("govcheck.yaml", "withn: 3\n", 'govcheck.yaml:1:1: unknown key "withn" in the file; did you mean within?'),
    ("govcheck.yaml", "require: valid\n", 'govcheck.yaml:1:1: unknown key "require" in the file; the keys here are'),
    ("govcheck.yaml", "within: 3\nformats:\n  check: html\n", 'govcheck.yaml:3:10: check cannot be "html"'),
    ("govcheck.yaml", "within: -1\n", "govcheck.yaml:1:9: "),
    ("govcheck.yaml", "within: yes\n", "govcheck.yaml:1:9: "),
    ("govcheck.yaml", "engagements: go\n", "govcheck.yaml:1:14: "),
    ("govcheck.yaml", "engagements: [../go]\n", "govcheck.yaml:1:15: ../go leaves the folder of this file"),
    ("govcheck.yaml", "engagements: [/etc]\n", "govcheck.yaml:1:15: /etc leaves the folder of this file"),
    ("govcheck.yaml", "within: 3\nwithin: 4\n", "govcheck.yaml:2:1: the key"),
    ("govcheck.yaml", "- within\n", "govcheck.yaml:1:1: "),
    ("govcheck.yaml", "report: {prepared-by: 'x\u200b'}\n", "govcheck.yaml:1:25: the invisible character U+200B"),
    ("pyproject.toml", "[tool.govcheck]\nwithn = 3\n", 'pyproject.toml:2:1: unknown key "withn"'),
    ("pyproject.toml", "[a]\nwithin = 1\n[tool.govcheck]\n\nwithin = '3'\n", "pyproject.toml:5:1: "),
    ("pyproject.toml", "[tool.govcheck.formats]\ncheck = 'x'\n", 'pyproject.toml:2:1: check cannot be "x"'),
    ("pyproject.toml", "[tool]\ngovcheck = {formats = {chek = 'text'}}\n", 'pyproject.toml:2:24: unknown key "chek"'),
    ("pyproject.toml", "[tool.govcheck]\nwithin = 2026-11-20\n", "pyproject.toml:2:1: "),
    ("pyproject.toml", "[tool.govcheck]\nreport = {prepared-by = [1.5]}\n", "pyproject.toml:2:11: "),
    ("pyproject.toml", "tool.govcheck = 3\n", "pyproject.toml:1:1: "),
    ("pyproject.toml", "[tool.govcheck]\nengagements = ['../go']\n", "pyproject.toml:2:1: ../go leaves the folder"),
    ("pyproject.toml", "[project\n", "pyproject.toml:1:9: this cannot be read as TOML: "),
    ("pyproject.toml", "a = 1\na = 2\n", "pyproject.toml:2:6: this cannot be read as TOML: "),
]


@pytest.mark.parametrize(("name", "text", "told"), BAD, ids=[str(number) for number in range(len(BAD))])
@pytest.mark.parametrize(
    "command", [("check",), ("check", "go"), ("status", "-a", "go"), ("report", "-a", "go"), ("config",)]
)
def test_a_configuration_that_cannot_be_used_stops_everything(
    command: tuple[str, ...], name: str, text: str, told: str, firm: Path
) -> None:
    config(firm, text, name)
    done = govcheck(*command, cwd=firm)

    assert done.code == 2
    assert done.err.startswith(told)
    assert not done.out


def test_two_configurations_in_a_folder_are_refused(firm: Path) -> None:
    config(firm, FULL)
    config(firm, AS_TOML, "pyproject.toml")
    done = govcheck("check", "go", cwd=firm)

    assert done.code == 2
    assert done.err == (
        "govcheck.yaml:1:1: there are two configurations: govcheck.yaml and [tool.govcheck] in pyproject.toml; "
        "keep one of them\n"
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n\n", "{}\n"])
def test_an_empty_one_says_nothing(text: str, firm: Path) -> None:
    config(firm, text)
    assert govcheck("config", cwd=firm).out == "govcheck.yaml\n  It says nothing.\n"


def test_a_project_file_without_the_table_is_passed_over(firm: Path) -> None:
    config(firm, "within: 3\n")
    config(firm / GO, '[project]\nname = "x"\n[tool.other]\nwithin = "no"\n', "pyproject.toml")
    assert configured(firm / GO, firm).settings.within == 3


def test_odd_files_are_refused_and_never_hang(firm: Path) -> None:
    os.mkfifo(firm / "govcheck.yaml")
    done = govcheck("check", "go", cwd=firm)
    assert (done.code, done.err.partition(";")[0]) == (2, "govcheck.yaml:1:1: govcheck.yaml is not an ordinary file")

    (firm / "govcheck.yaml").unlink()
    (firm / "govcheck.yaml").mkdir()
    assert govcheck("check", "go", cwd=firm).code == 2


def test_config_says_what_holds_and_where_it_stands(firm: Path) -> None:
    assert govcheck("config", cwd=firm).out == (
        "There is no govcheck.yaml and no [tool.govcheck] in a pyproject.toml, here or above.\n"
    )
    config(firm, FULL)
    assert govcheck("config", cwd=firm / GO).out == (
        "../govcheck.yaml\n"
        "  engagements: go, conditional-go\n"
        "  within: 300 days\n"
        "  formats: check json, report html, status json\n"
        "  report.prepared-by: Larch Advisory\n"
        "  report.classification: Confidential\n"
    )


def test_the_formats_of_the_schema_are_those_of_the_commands() -> None:
    said = json.loads(schema_text("config"))["properties"]["formats"]["properties"]
    assert {command: {*one["enum"]} for command, one in said.items()} == {
        "check": {*CHECK_FORMATS},
        "diff": {*DIFF_FORMATS},
        "portfolio": {*PORTFOLIO_FORMATS},
        "questions": {*SHEET_FORMATS},
        "report": {*REPORT_FORMATS},
        "sheet": {*COLLEAGUE_FORMATS},
        "status": {*STATUS_FORMATS},
    }


WORDS = st.text("abc <&*:#", min_size=1, max_size=12).filter(str.strip)


def configurations() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "within": st.integers(0, 3650),
            "formats": st.fixed_dictionaries({"check": st.sampled_from([*CHECK_FORMATS])}),
            "report": st.fixed_dictionaries(
                {"prepared-by": WORDS},
                optional={
                    "classification": WORDS,
                    "contact": WORDS,
                    "cover": WORDS,
                    "logo": st.just("logo.png"),  # it need not be there
                    "colours": st.just({"accent": "#9c2228"}),
                    "sections": st.lists(st.sampled_from(["dates", "gaps", "topics"]), min_size=1, unique=True),
                    "without": st.lists(st.sampled_from(["answers", "trace"]), min_size=1, unique=True),
                },
            ),
            "engagements": st.lists(st.sampled_from([GO, CONDITIONAL]), min_size=1, max_size=2, unique=True),
        },
    )


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=configurations(), day=st.sampled_from([AS_OF, "2027-02-14", "2028-01-01"]))
def test_no_configuration_changes_a_verdict_or_an_exit_code(firm: Path, found: dict[str, Any], day: str) -> None:
    (firm / "govcheck.yaml").unlink(missing_ok=True)
    for name in (GO, CONDITIONAL):
        bare = govcheck("check", name, "-f", "json", "--as-of", day, cwd=firm)
        config(firm, json.dumps(found))
        done = govcheck("check", name, "-f", "json", "--as-of", day, cwd=firm)
        (firm / "govcheck.yaml").unlink()

        assert done.code == bare.code
        assert without_dates(done.out) == without_dates(bare.out)


def without_dates(text: str) -> Any:
    found = json.loads(text)
    return {**found, "within-days": 0, "files": [{**one, "dates": []} for one in found["files"]]}


def test_no_engagement_beside_the_listed_ones_is_passed_over(firm: Path) -> None:
    config(firm, "engagements: [go]\n")
    done = govcheck("check", "--as-of", AS_OF, cwd=firm)
    told = "conditional-go/answers.yaml:1:1: this is not among the engagements of govcheck.yaml; add it there"
    assert done.code == 2
    assert told in done.err


def test_an_answers_file_beside_the_configuration_hides_none(firm: Path) -> None:
    config(firm, "engagements: [go, conditional-go]\n")
    (firm / "answers.yaml").write_bytes((firm / GO / "answers.yaml").read_bytes())
    done = govcheck("check", "--as-of", AS_OF, cwd=firm)

    assert done.code == 2
    assert "conditional-go/answers.yaml: conditional-go" in done.out
    assert "answers.yaml:1:1: this is not among the engagements" in done.err
