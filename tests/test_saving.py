from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from govcheck.jobs.answers import save_answer
from govcheck.jobs.load import open_engagement
from govcheck.jobs.saving import Entry, save, taken_back
from govcheck.rules.wording import value_label
from govcheck.words.engagement import Answer
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.vocabulary import Status
from scripted import ANSWERS, TODAY, engagement

PLAIN = Answer(Status.NOT_MET, "Lin", TODAY)
NOTED = """\
  doors-locked: # the north one sticks
    status: unknown   # said on the phone
    answered-by: Ben
    answered-on: 2026-11-01
"""


def test_a_change_of_an_answer_is_taken_back_to_the_byte(tmp_path: Path) -> None:
    text = ANSWERS.replace("  # exits-marked", NOTED + "  # exits-marked")
    path = engagement(tmp_path / "move", text)
    saved = save_answer(path, "x", "doors-locked", lambda _: replace(PLAIN, note="Two lines\nof note"))
    assert path.read_text("utf-8") != text
    save(path, "x", taken_back(saved))

    assert path.read_text("utf-8") == text


def test_a_first_answer_is_taken_back_and_its_comment_line_stays(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    first = save_answer(path, "x", "exits-marked", lambda _: PLAIN)
    second = save_answer(path, "x", "doors-locked", lambda _: PLAIN)
    with_first = path.read_text("utf-8")
    save(path, "x", taken_back(second))
    assert "doors-locked" not in open_engagement(path, "x").engagement.answers
    save_answer(path, "x", "doors-locked", lambda _: PLAIN)
    assert path.read_text("utf-8") == with_first
    save(path, "x", taken_back(first))

    assert list(open_engagement(path, "x").engagement.answers) == ["doors-locked"]


def test_what_somebody_has_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    saved = save_answer(path, "x", "doors-locked", lambda _: PLAIN)
    save_answer(path, "x", "doors-locked", lambda _: replace(PLAIN, answered_by="Ben"))
    before = path.read_bytes()
    with pytest.raises(Refused, match="changed again since"):
        save(path, "x", taken_back(saved))

    assert path.read_bytes() == before


def test_a_part_that_the_file_lacks_gets_its_place_among_the_others(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    saved = save(path, "x", lambda _: [Entry(("own-names", "goods"), {"servers": ["Iron"]})])

    assert saved.file.engagement.own_names == {"goods": {"servers": ("Iron",)}}
    assert "goods: [servers]}\nown-names:\n  goods:\n" in path.read_text("utf-8")
    save(path, "x", taken_back(saved))
    assert path.read_text("utf-8") == ANSWERS.replace("\nanswers:", "\nown-names: {}\nanswers:")


def test_several_entries_are_changed_at_once_or_not_at_all(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    entries = [Entry(("profile",), {"site": "barn"}), Entry(("use-cases", "furniture"), None)]
    saved = save(path, "x", lambda _: entries)
    assert (saved.file.engagement.profile, list(saved.file.engagement.use_cases)) == ({"site": ("barn",)}, ["machines"])
    save(path, "x", taken_back(saved))
    assert list(open_engagement(path, "x").engagement.use_cases) == ["machines", "furniture"]

    before = path.read_bytes()
    with pytest.raises(InvalidInput):
        save(path, "x", lambda _: [entries[0], Entry(("use-cases", "machines"), {"goods": ["pianos"]})])
    assert path.read_bytes() == before


def test_an_own_name_stands_before_the_label_that_it_means(tmp_path: Path) -> None:
    names = "own-names: {goods: {servers: [Iron, Boxes]}}\nanswers:"
    path = engagement(tmp_path / "move", ANSWERS.replace("answers:\n  # The", f"{names}\n  # The"))
    case = open_engagement(path, "x").case(TODAY)

    assert value_label(case, "goods", "servers") == "Iron / Boxes [Servers]"
    assert value_label(case, "goods", "desks") == "Desks"
