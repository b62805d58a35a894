"""The order of the sections is the firm's, as far as it hides nothing: the decision leads and annexes come last."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from finished import PARTS, rendered
from govcheck.rules.report.blocks import Facts, Report
from govcheck.rules.report.compose import AFTER_VIEWS, BEFORE_VIEWS, report
from govcheck.rules.report.order import ANNEXES, CAN_BE_LEFT_OUT, VIEWS, misplaced
from govcheck.rules.report.review import Origin
from govcheck.tools.schema import schema_text
from govcheck.words.settings import Branding, Sections
from govcheck.words.vocabulary import ReportEdition
from program import AS_OF, Done, copied_example, govcheck
from sample import ORIGIN, judged

ALL = [*(id for id, *_ in BEFORE_VIEWS), VIEWS, *(id for id, *_ in AFTER_VIEWS)]
BODY = [name for name in ALL if name not in ANNEXES]


def origin(order: Any = (), without: Any = ()) -> Origin:
    return replace(ORIGIN, branding=Branding(sections=Sections(tuple(order), tuple(without))))


def made(order: Any = (), without: Any = (), edition: ReportEdition = ReportEdition.FULL) -> Report:
    return report(judged(), origin(order, without), edition=edition)


def ids(one: Report) -> list[str]:
    return [part.id for part in one.parts]


def configured(folder: Path, text: str) -> Done:
    (folder / "govcheck.yaml").write_text(f"report:\n  {text}\n", "utf-8")
    return govcheck("config", cwd=folder)


def test_the_names_are_those_of_the_report() -> None:
    schema = json.loads(schema_text("config"))["$defs"]
    assert schema["section"]["enum"] == ALL
    assert schema["annex"]["enum"] == [*CAN_BE_LEFT_OUT]
    assert [name for name in ALL if name in ANNEXES] == [*ANNEXES] == ALL[-5:]
    titles = {id: title for id, title, _ in AFTER_VIEWS}
    assert {name: f"Annex: {words}" for name, words in CAN_BE_LEFT_OUT.items()}.items() <= titles.items()


def test_without_a_word_the_order_is_the_usual_one() -> None:
    assert ids(made()) == PARTS


def test_what_is_named_comes_first_and_the_others_as_usual() -> None:
    found = ids(made(["gaps", "views", "dates", "trace"]))
    rest = [id for id in PARTS if id not in ("decision", "gaps", "view-rollout", "dates", "trace")]
    annexes = [id for id in rest if id in ANNEXES]
    assert found == [
        *("decision", "gaps", "view-rollout", "dates"),
        *(id for id in rest if id not in annexes),
        "trace",
        *annexes,
    ]
    assert ids(made(["decision", "gaps"])) == ids(made(["gaps"]))


@pytest.mark.parametrize("seed", range(60))
def test_no_order_loses_a_section_or_puts_one_behind_an_annex(seed: int) -> None:
    r = random.Random(seed)
    order = [*r.sample(BODY, r.randint(0, len(BODY))), *r.sample(ANNEXES, r.randint(0, len(ANNEXES)))]
    without = [name for name in CAN_BE_LEFT_OUT if name not in order and r.random() < 0.5]
    found = ids(made(order, without))
    assert sorted(found) == sorted(set(PARTS) - set(without))
    assert found[0] == "decision"
    first_annex = min(found.index(id) for id in ANNEXES if id in found)
    assert all(id in ANNEXES for id in found[first_annex:])
    for one in ("guardrails", "gaps", "contradictions", "acceptances"):
        assert found.index(one) < first_annex


def test_an_order_in_which_an_annex_could_hide_something_is_seen() -> None:
    assert misplaced([*BODY, *ANNEXES]) is None
    assert misplaced([]) is None
    for annex in ANNEXES:
        assert misplaced([annex, "gaps"]) == (0, f"the annex {annex} stands before gaps")
    assert misplaced(["basis", "trace"]) is None
    assert misplaced(["gaps", "decision"]) == (1, "decision always comes first")


BAD = [
    ("sections: [answers, gaps]", "2:14: the annex answers stands before gaps; annexes come last, so move it behind"),
    ("sections: [gaps, decision]", "2:20: decision always comes first; write it first, or leave it out"),
    ("sections: [gasp]", '2:14: item 1 of sections cannot be "gasp"; did you mean gaps?'),
    ("sections: [view-rollout]", '2:14: item 1 of sections cannot be "view-rollout"; '),
    ("sections: [gaps, gaps]", '2:20: "gaps" stands in sections twice; remove one of them'),
    ("sections: gaps", "2:13: sections has to be a list, not "),
    ("sections: []", "2:3: sections is empty"),
    ("without: [gaps]", '2:13: item 1 of without cannot be "gaps"; write one of answers, evidence, trace'),
    ("without: [applicability]", '2:13: item 1 of without cannot be "applicability"'),
    ("sections: [trace]\n  without: [trace]", "3:13: trace stands under sections as well; remove one of them"),
]


@pytest.mark.parametrize(("text", "told"), BAD, ids=[str(number) for number in range(len(BAD))])
def test_what_would_hide_something_is_refused_at_its_line(text: str, told: str, tmp_path: Path) -> None:
    done = configured(tmp_path, text)
    assert (done.code, done.out) == (2, "")
    assert f"govcheck.yaml:{told}" in done.err


@pytest.mark.parametrize("name", [name for name in ALL if name not in CAN_BE_LEFT_OUT])
def test_nothing_else_can_be_left_out(name: str, tmp_path: Path) -> None:
    assert configured(tmp_path, f"without: [{name}]").code == 2


def told(one: Report) -> str:
    (control,) = [part for part in one.parts if part.id == "document-control"]
    facts = [fact for block in control.blocks if isinstance(block, Facts) for fact in block.facts]
    return " ".join(line.text for fact in facts if fact.label == "Annexes left out" for line in fact.lines)


def test_a_report_says_what_was_left_out() -> None:
    assert told(made()) == told(made(["gaps"])) == ""
    assert told(made(without=["trace", "answers"])) == "From each control to its source; every answer."
    assert told(made(without=["evidence"], edition=ReportEdition.CLIENT)) == ""  # that edition has none
    assert told(made(without=["trace"], edition=ReportEdition.CLIENT)) == "From each control to its source."


@pytest.mark.parametrize("edition", [ReportEdition.FULL, ReportEdition.CLIENT])
@pytest.mark.parametrize("format", ["html", "md"])
def test_contents_and_links_follow(format: str, edition: ReportEdition) -> None:
    one = made(["action-plan", "gaps"], CAN_BE_LEFT_OUT, edition)
    text = rendered(one, format)
    assert ids(one)[:3] == ["decision", "action-plan", "gaps"]
    targets = set(re.findall(r'\bid="([^"]+)"', text))
    links = re.findall(r'href="#([^"]+)"|\]\(#([^)]+)\)', text)
    assert {name or other for name, other in links} <= targets
    assert "answer-" not in text
    if format == "html":
        listed = re.findall(r'<li><a href="#([\w-]+)">', text)
        assert listed == ids(one) == re.findall(r'<section class="part" id="([\w-]+)"', text)


def test_the_sheet_for_the_account_team_has_its_own_order() -> None:
    found = made(["questions"], ["trace"], ReportEdition.VENDOR)
    assert ids(found) == ids(made(edition=ReportEdition.VENDOR)) == ["about", "questions"]


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    copied_example("go", tmp_path)
    configured(tmp_path, "sections: [action-plan, gaps]\n  without: [answers, trace]")
    return tmp_path


def run(firm: Path, *words: str) -> Done:
    return govcheck("report", "-a", "go", "--as-of", AS_OF, *words, cwd=firm)


@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_a_committed_report_is_made_again_in_its_order(format: str, firm: Path) -> None:
    assert run(firm, "-o", f"r.{format}").code == 0
    assert run(firm, "--check", f"r.{format}").code == 0
    for other in ("sections: [gaps, action-plan]\n  without: [answers, trace]", "sections: [action-plan, gaps]"):
        configured(firm, other)
        done = run(firm, "--check", f"r.{format}")
        assert done.code == 1
        assert "the configuration" in done.out


def test_a_part_of_the_report_keeps_the_order(firm: Path) -> None:
    done = run(firm, "--phase", "go-live", "-f", "json")
    found = [part["id"] for part in json.loads(done.out)["parts"]]
    assert found[:3] == ["decision", "action-plan", "gaps"]
    assert "answers" not in found


def test_word_has_the_same_order(firm: Path) -> None:
    assert run(firm, "-o", "r.docx").code == 0
    document: Any = docx.Document(str(firm / "r.docx"))
    heads = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    wanted = [part["title"] for part in json.loads(run(firm, "-f", "json").out)["parts"]]
    assert heads == wanted
    assert heads[1] == "Action plan by owner and by phase"


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_lists_are_not_touched(format: str, firm: Path) -> None:
    assert run(firm, "-o", f"one.{format}").code == 0
    (firm / "govcheck.yaml").unlink()
    assert run(firm, "-o", f"other.{format}").code == 0
    assert (firm / f"one.{format}").read_bytes() == (firm / f"other.{format}").read_bytes()
