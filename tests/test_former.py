"""What an answers file says of things that are not asked any more is read as absent, and told."""

from __future__ import annotations

from dataclasses import replace

from govcheck.jobs.build_history import build_history
from govcheck.jobs.former import as_asked, passed_over
from govcheck.words.checklist import Checklist
from made_up import Doc
from small import small

HISTORY: Doc = {
    "2.0.0": {
        "says": "Less.",
        "profile": {"colour": {"removed": "Nobody asks."}},
        "values": {
            "data": {"odd": {"removed": "Never used."}},
            "surface": {"fax": {"removed": "Sold."}},
            "colour": {"red": {"removed": "Too loud."}},
        },
    }
}
DOC: Doc = {
    "profile": {"data": ["odd", "public"], "surface": ["browser"], "colour": "red"},
    "own-names": {"data": {"odd": ["Odd"], "public": ["Open"]}},
    "matrix": {"odd": {"api": "prohibited"}, "public": {"fax": "prohibited", "api": "allowed"}},
}


def later() -> Checklist:
    checklist = small().checklist
    (edition,) = checklist.editions
    return replace(checklist, editions=(replace(edition, version="2.0.0", history=build_history(HISTORY)),))


def test_rows_columns_and_facts_that_are_gone_are_read_as_absent_and_chosen_values_as_unknown() -> None:
    assert as_asked(DOC, later()) == {
        "profile": {"data": ["unknown"], "surface": ["browser"]},
        "own-names": {"data": {"public": ["Open"]}},
        "matrix": {"public": {"api": "allowed"}},
    }


def test_each_of_them_is_told_once_with_its_reason() -> None:
    nothing = "and what is said of it does nothing"
    odd = "not there any more since 2.0.0: Never used"
    assert passed_over(DOC, later()) == {
        ("profile", "colour"): f"not there any more since 2.0.0: Nobody asks, {nothing}",
        ("profile", "data"): f"odd is {odd}; so it counts as unknown",
        ("own-names", "data", "odd"): f"{odd}, {nothing}",
        ("matrix", "odd"): f"{odd}, {nothing}",
        ("matrix", "public", "fax"): f"not there any more since 2.0.0: Sold, {nothing}",
    }
