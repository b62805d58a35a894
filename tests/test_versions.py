"""Which version comes after which, and what became of an id over several of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from govcheck.jobs.build_history import build_history
from govcheck.rules import versions
from govcheck.words.checklist import Checklist, Control, Edition, ProfileQuestion, Section
from govcheck.words.history import IdChange, Release
from govcheck.words.vocabulary import Fate, Gate, Part, QuestionType

HISTORY: Mapping[str, Any] = {
    "10.0.0": {"says": "Last.", "controls": {"e": {"renamed": "f"}}, "added": ["g"]},
    "2.0.0": {
        "says": "First.",
        "controls": {
            "a": {"renamed": "b"},
            "whole": {"split": ["whole", "part"]},
            "x": {"merged": "y"},
            "old": {"removed": "Gone."},
            "kept": {"reworded": "More."},
        },
        "profile": {"site": {"renamed": "place"}},
        "values": {"place": {"n": {"renamed": "north"}}, "other": {"n": {"removed": "No."}}},
    },
    "3.0.0": {
        "says": "Second.",
        "controls": {"b": {"split": ["c", "d"]}, "y": {"removed": "Nor that."}},
        "profile": {"place": {"renamed": "spot"}},
        "values": {"spot": {"north": {"renamed": "upper"}}},
    },
    "4.0.0": {"says": "Third.", "controls": {"c": {"merged": "e"}, "d": {"merged": "e"}}},
}
RELEASES = build_history(HISTORY)


def checklist(
    controls: str = "f whole part kept", version: str = "10.0.0", history: tuple[Release, ...] = RELEASES
) -> Checklist:
    asked = {id: Control(id, "all", "Is it?", Gate.REQUIRED) for id in controls.split()}
    spot = ProfileQuestion("spot", "Where?", QuestionType.ONE_OF, {"upper": "Upper"})
    return Checklist(
        editions=(Edition("one", "One", version, history=history),),
        sections={"all": Section("all", "All", asked)},
        profile={"spot": spot},
    )


def test_a_history_is_built_the_oldest_first_with_everything_in_it() -> None:
    assert [one.version for one in RELEASES] == ["2.0.0", "3.0.0", "4.0.0", "10.0.0"]
    assert RELEASES[3].added == ("g",)
    assert RELEASES[0].says == "First."
    assert RELEASES[0].changes == (
        IdChange(Part.CONTROLS, "a", Fate.RENAMED, ("b",)),
        IdChange(Part.CONTROLS, "whole", Fate.SPLIT, ("whole", "part")),
        IdChange(Part.CONTROLS, "x", Fate.MERGED, ("y",)),
        IdChange(Part.CONTROLS, "old", Fate.REMOVED, says="Gone."),
        IdChange(Part.CONTROLS, "kept", Fate.REWORDED, says="More."),
        IdChange(Part.PROFILE, "site", Fate.RENAMED, ("place",)),
        IdChange(Part.VALUES, "n", Fate.RENAMED, ("north",), question="place"),
        IdChange(Part.VALUES, "n", Fate.REMOVED, says="No.", question="other"),
    )


@pytest.mark.parametrize(
    ("version", "after"),
    [("1.9.9", 4), ("2.0.0", 3), ("2.0.1", 3), ("3.0.0", 2), ("9.0.0", 1), ("10.0.0", 0), ("11.0.0", 0)],
)
def test_the_versions_after_one_are_those_with_a_higher_number(version: str, after: int) -> None:
    told = versions.since(Edition("one", "One", "10.0.0", history=RELEASES), version)
    assert told == RELEASES[len(RELEASES) - after :]


@pytest.mark.parametrize(
    ("part", "question", "id", "to"),
    [
        (Part.CONTROLS, "", "a", ("f",)),
        (Part.CONTROLS, "", "whole", ("whole", "part")),
        (Part.CONTROLS, "", "x", ()),
        (Part.CONTROLS, "", "old", ()),
        (Part.CONTROLS, "", "kept", ("kept",)),
        (Part.CONTROLS, "", "site", ("site",)),
        (Part.PROFILE, "", "site", ("spot",)),
        (Part.VALUES, "site", "n", ("upper",)),
        (Part.VALUES, "other", "n", ()),
        (Part.VALUES, "third", "n", ("n",)),
    ],
)
def test_what_an_id_has_become(part: Part, question: str, id: str, to: tuple[str, ...]) -> None:
    assert versions.heirs((id,), part, question, RELEASES) == to


def test_what_is_gone_is_told_with_what_asks_it_by_now() -> None:
    gone = versions.former(checklist(), Part.CONTROLS)
    assert {id: (one.heirs, one.text) for (_, id), one in gone.items()} == {
        "a": (("f",), "called f now"),
        "b": (("f",), "asked as f now"),
        "c": (("f",), "asked in f now"),
        "d": (("f",), "asked in f now"),
        "e": (("f",), "called f since 10.0.0"),
        "x": ((), "asked in y since 2.0.0, and not asked any more"),
        "y": ((), "not there any more since 3.0.0: Nor that"),
        "old": ((), "not there any more since 2.0.0: Gone"),
    }


def test_a_value_that_is_gone_stands_under_the_present_name_of_its_question() -> None:
    gone = versions.former(checklist(), Part.VALUES)
    assert {where: one.heirs for where, one in gone.items()} == {
        ("spot", "n"): ("upper",),
        ("spot", "north"): ("upper",),
        ("other", "n"): (),
    }


def test_only_what_was_removed_has_no_other_place_to_go_to() -> None:
    assert {id for _, id in versions.removed(checklist(), Part.CONTROLS)} == {"old", "y"}


def test_an_id_that_another_checklist_has_is_not_gone() -> None:
    """Only another one can have it, since no history takes away an id that its own checklist has."""
    shared = checklist("f whole part kept old e")
    assert not {("", "old"), ("", "e")} & versions.former(shared, Part.CONTROLS).keys()
    told = [change.id for one in versions.told_since(shared.edition, "1.0.0", shared) for change in one.changes]
    assert told == ["a", "whole", "x", "kept", "site", "n", "n", "b", "y", "place", "north", "c", "d"]
    assert [one.version for one in versions.told_since(shared.edition, "2.5.0", shared)] == ["3.0.0", "4.0.0", "10.0.0"]


@pytest.mark.parametrize(
    ("since", "now", "missing"),
    [
        ("1.0.0", "2.0.0", ""),
        ("1.0.0", "4.9.0", ""),
        ("1.0.0", "5.0.0", "5.0.0"),
        ("1.0.0", "10.0.0", "5.0.0"),
        ("9.9.9", "10.0.0", ""),
        ("4.0.0", "4.9.9", ""),
    ],
)
def test_a_major_version_of_which_nothing_is_said_is_found(since: str, now: str, missing: str) -> None:
    assert versions.without_history(checklist(version=now).edition, since) == missing
