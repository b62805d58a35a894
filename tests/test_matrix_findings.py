"""What is found in a cell of the matrix: the finding that decides says why a looser setting does not count, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from finished import part
from gate_runs import WRITERS, checked, run_of
from govcheck.rules.assess import assess
from govcheck.words.engagement import CellChoice
from govcheck.words.vocabulary import Cell
from made_up import day
from sample import CHECKLIST, ENGAGEMENT, case
from small import ACCEPTANCE, small

OWN = "this review's own looser setting does not count: "
FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "ended": ({"expires": day(-1)}, f"the acceptance ended on {day(-1)}"),
    "not begun": ({"dated": day(1)}, f"the acceptance starts on {day(1)}"),
    "too long": ({"expires": day(200)}, "the acceptance is longer than 180 days"),
    "by the owner": ({"by": "olga"}, "accepted by olga, who owns the gap"),
}


def found(choice: Any, given: str = "prohibited") -> list[tuple[str, str]]:
    """The findings about the cell `secret/browser`, in which the use case `office` stands."""
    changes = {"use-cases.office.data": ["secret"], "matrix": {"secret": {"browser": choice}}}
    checklist = {"matrix.cells.secret": {"browser": given} if given else {}}
    assessment = assess(small(changes, checklist))
    return [(one.effect.value, one.text) for one in assessment.findings if one.subject == "secret/browser"]


@pytest.mark.parametrize("name", FAULTS)
def test_what_decides_says_why_the_looser_setting_does_not_count(name: str) -> None:
    changes, why = FAULTS[name]
    own = {"cell": "allowed", "acceptance": ACCEPTANCE | changes}

    assert found(own) == [("stops", f"prohibited by the matrix; {OWN}{why}")]
    assert found(own, "") == [("holds", f"the matrix does not say; {OWN}{why}")]
    assert found(own, "conditional") == [("notes", f"looser than the checklist (conditional): {why}")]


def test_a_looser_setting_that_nobody_accepted_is_told_likewise() -> None:
    assert found("allowed") == [("stops", f"prohibited by the matrix; {OWN}nobody accepted it")]


def test_one_that_counts_is_a_condition_and_a_cell_without_one_needs_no_reason() -> None:
    own = {"cell": "conditional", "acceptance": ACCEPTANCE}

    assert found(own) == [("limits", "looser than the checklist (prohibited): accepted: A leak")]
    assert found(own, "") == [("limits", "looser than the checklist (which leaves it out): accepted: A leak")]
    assert found("prohibited", "allowed") == [("stops", "prohibited by the matrix")]


def ended() -> Any:
    """The sample with a use case in a prohibited cell, of which the acceptance ended."""
    choice = ENGAGEMENT.matrix["secret", "desk"]
    assert choice.acceptance is not None
    over = CellChoice(Cell.CONDITIONAL, replace(choice.acceptance, expires=choice.acceptance.dated))
    use = ENGAGEMENT.use_cases["office"]
    there = replace(use, profile={**use.profile, "data": ("secret",), "place": ("desk",)})
    uses = {**ENGAGEMENT.use_cases, "office": there}
    return case(replace(ENGAGEMENT, use_cases=uses, matrix={("secret", "desk"): over}))


WHY = f"the acceptance ended on {ENGAGEMENT.matrix['secret', 'desk'].acceptance.dated}"  # type: ignore[union-attr]


@pytest.mark.parametrize("format", [one for one in WRITERS if one != "outputs"])
def test_every_format_says_it_where_it_decides_and_nowhere_a_second_time(format: str) -> None:
    text = WRITERS[format](run_of(checked(ended())))
    told = text.count(WHY)

    assert told == text.count(f"prohibited by the matrix; {OWN}{WHY}") > 0
    assert "looser than the checklist (prohibited)" not in text


def test_the_first_page_of_the_report_says_it_too() -> None:
    assert CHECKLIST.matrix is not None
    says = f"because the matrix prohibits Secret data on Desktop robot ({OWN}{WHY})"
    assert says in part("decision", ended())
    assert f"{OWN[0].upper()}{OWN[1:]}{WHY}." in part("matrix", ended())
