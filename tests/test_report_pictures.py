"""The pictures of the report: what is drawn is what the table says, and can be told apart without colour."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from all_five import ALL_FIVE, case_of, everything_met
from finished import PICTURE, rendered, split
from govcheck.rules.judge import judge
from govcheck.rules.report.bars import bars
from govcheck.rules.report.blocks import Mark, Picture, Report, Table
from govcheck.rules.report.compose import report
from govcheck.rules.report.drawing import LETTER, WIDTH
from govcheck.rules.report.heat import HeatCell, heat
from govcheck.rules.report.marks import CELLS
from govcheck.rules.report.scope import HEAT
from govcheck.rules.report.standing import COUNTED
from govcheck.rules.report.timeline import PAST, TO_COME, Lane, timeline
from govcheck.words.vocabulary import Cell
from sample import ORIGIN, TODAY, case, sample_report

MARKS = {"met": Mark("Met", "good", "✓"), "open": Mark("Open", "bad", "○"), "later": Mark("Due later", "quiet", "›")}
YES, NO = Mark("Yes", "quiet", "□"), Mark("No", "quiet", "■")


def pictures(made: Report) -> dict[str, list[Picture]]:
    """The pictures of each part."""
    found: dict[str, list[Picture]] = {}
    for part in made.parts:
        for block in part.blocks:
            if isinstance(block, Table) and block.picture:
                found.setdefault(part.id, []).append(block.picture)
    return found


def texts(picture: Picture) -> list[str]:
    return [one.text for one in picture.words]


def day(month: int, number: int, year: int = 2026) -> date:
    return date(year, month, number)


# Readiness


def test_a_bar_is_as_long_as_its_section_and_parted_by_its_states() -> None:
    picture = bars([("Access", {"met": 6, "open": 2, "later": 0}), ("Logs", {"met": 1, "open": 0, "later": 3})], MARKS)
    pieces = [(one.look, one.x, one.width) for one in picture.boxes]
    # The longest bar has 414 units for 8 controls, from 196 on; the key has a box for each state.
    assert pieces[:2] == [("met", 196, 310), ("open", 506, 104)]
    assert pieces[2:4] == [("met", 196, 52), ("later", 248, 155)]
    assert [look for look, _, _ in pieces[4:]] == ["met", "open", "later"]
    assert picture.alternative == "Access: 6 met, 2 open. Logs: 1 met, 3 due later."
    for text in ("Access", "✓ 6", "○ 2", "8", "Logs", "✓ 1", "› 3", "4", "Met", "Open", "Due later"):
        assert text in texts(picture)


def test_a_piece_that_is_too_narrow_has_no_number_and_the_table_does() -> None:
    picture = bars([("All", {"met": 200, "open": 1, "later": 9})], MARKS)
    assert "✓ 200" in texts(picture)
    assert "○ 1" not in texts(picture)
    assert "9" in texts(picture)
    assert "1 open" in picture.alternative


def test_a_section_without_controls_and_no_section_are_drawn_too() -> None:
    nothing = dict.fromkeys(MARKS, 0)
    assert bars([("Empty", nothing)], MARKS).boxes == ()
    assert bars([], MARKS).alternative == ""


def test_the_picture_of_the_readiness_has_the_numbers_of_its_table() -> None:
    (table,) = (block for part in sample_report().parts if part.id == "readiness" for block in part.blocks)
    assert isinstance(table, Table)
    assert table.picture
    for row in table.rows:
        counts = [int(line.label or line.text) for (line,) in row[1:]]
        words = [f"{count} {column.lower()}" for count, column in zip(counts, table.columns[1:], strict=True) if count]
        assert f"{row[0][0].text}: {', '.join(words)}." in table.picture.alternative


# The matrix


def test_the_stricter_a_cell_the_darker_it_is() -> None:
    assert [HEAT[cell] for cell in Cell] == ["level-0", "level-1", "level-2", "level-3", "level-4"]
    style = re.findall(r"--level-(\d): #([0-9a-f]{3,6});", rendered(sample_report(), "html"))
    light, dark = style[:5], style[5:]
    assert [number for number, _ in light] == [number for number, _ in dark] == list("01234")
    assert [grey(colour) for _, colour in light] == sorted((grey(colour) for _, colour in light), reverse=True)
    assert [grey(colour) for _, colour in dark] == sorted(grey(colour) for _, colour in dark)


def grey(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_cell_has_its_word_and_who_stands_in_it() -> None:
    go = Mark("May go ahead", "good", "✓")
    cells = {(0, 0): HeatCell("level-0", YES, ((go, 2),)), (0, 1): HeatCell("level-4", NO)}
    picture = heat(["Public"], ["Desk", "Cloud"], cells, "Where")
    assert [one.look for one in picture.boxes] == ["level-0", "level-4", "level-0", "level-4"]  # two for the key
    assert {"Public", "Desk", "Cloud", "□ Yes", "✓ 2", "■ No", "✓ May go ahead"} <= set(texts(picture))
    assert picture.alternative == "Public: Desk yes, Cloud no."


def test_the_heat_map_says_what_the_matrix_says() -> None:
    (picture,) = pictures(sample_report())["matrix"]
    open_row = "Open data: Desktop robot allowed, Robot interface prohibited."
    assert (
        picture.alternative
        == f"{open_row} Secret data: Desktop robot conditional, Robot interface allowed with controls."
    )
    assert {one.look for one in picture.boxes} == {"level-0", "level-1", "level-2", "level-4"}


# Dates


def test_dates_stand_in_their_lane_in_order_of_time() -> None:
    lanes = [Lane("Gaps", (day(12, 4), day(2, 1, 2027))), Lane("Evidence", (day(1, 15, 2027),))]
    picture = timeline(lanes, TODAY)
    dots = [one for one in picture.boxes if one.round]
    assert [one.look for one in dots] == [TO_COME] * 3
    first, last, evidence = dots
    assert first.x < evidence.x < last.x
    assert first.y == last.y < evidence.y
    assert picture.alternative == "Gaps: 1 in Dec 2026, 1 in Feb 2027. Evidence: 1 in Jan 2027."
    assert {"2026-11-22", "Dec", "2026", "Jan", "2027", "Feb"} <= set(texts(picture))


def test_dates_that_would_cover_each_other_are_one_dot_with_their_number() -> None:
    picture = timeline([Lane("Gaps", (day(12, 4), day(12, 5), day(12, 4), day(2, 20, 2027)))], TODAY)
    dots = [one for one in picture.boxes if one.round]
    assert len(dots) == 2
    assert [one.text for one in picture.words if one.look == f"on-{TO_COME}"] == ["3", "1"]


def test_what_is_past_looks_otherwise_and_never_joins_what_is_to_come() -> None:
    picture = timeline([Lane("Gaps", (day(11, 21), TODAY))], TODAY)
    assert [one.look for one in picture.boxes if one.round] == [PAST, TO_COME]
    assert "Past" in texts(picture)
    assert "Past" not in texts(timeline([Lane("Gaps", (TODAY,))], TODAY))


def test_what_is_far_away_is_counted_and_not_drawn() -> None:
    far = TODAY + timedelta(days=401)
    picture = timeline([Lane("Gaps", (TODAY, far, date.max, date.min))], TODAY)
    assert len([one for one in picture.boxes if one.round]) == 1
    assert picture.alternative == "Gaps: 1 in Nov 2026, 3 further away."


@pytest.mark.parametrize("today", [date.min, date(2999, 12, 31)])
def test_no_day_is_out_of_reach(today: date) -> None:
    assert timeline([Lane("Gaps", (today,))], today).boxes


# Every picture


def test_three_parts_have_a_picture() -> None:
    assert {id: len(found) for id, found in pictures(sample_report()).items()} == {
        "readiness": 1,
        "matrix": 1,
        "dates": 1,
    }


def test_pictures_of_several_checklists_have_names_of_their_own() -> None:
    found = pictures(report(judge(case_of(everything_met(ALL_FIVE))), ORIGIN))
    names = [picture.name for each in found.values() for picture in each]
    assert len(found["readiness"]) == 5
    assert len(names) == len(set(names)) == 7


def test_everything_lies_inside_the_frame() -> None:
    for found in pictures(sample_report()).values():
        for picture in found:
            assert picture.width == WIDTH
            for box in picture.boxes:
                assert 0 <= box.x <= box.x + box.width <= picture.width
                assert 0 <= box.y <= box.y + box.height <= picture.height
            for word in picture.words:
                half = LETTER * len(word.text) // (2 if word.anchor == "middle" else 1)
                assert word.x + half <= picture.width + LETTER
                assert 0 < word.y <= picture.height


def test_every_look_has_a_filling_of_its_own() -> None:
    """A colour of its own in the style sheet, or a pattern."""
    text = rendered(sample_report(), "html")
    looks = [*COUNTED, *HEAT.values(), TO_COME, PAST]
    patterns = set(re.findall(r'<pattern id="table-readiness-1-picture-([\w-]+)"', text))
    filled = set(re.findall(r"\.look-([\w-]+)(?=[^{}]*\{[^}]*\bfill: )", text))
    assert set(looks) == patterns | filled
    assert patterns & filled == set()


def test_a_picture_has_a_name_and_its_words_and_no_script() -> None:
    text = split(rendered(sample_report(), "html"), "html")["readiness"]
    (drawing,) = PICTURE.findall(text)
    names = re.search(r'aria-labelledby="([\w-]+) ([\w-]+)"', drawing)
    assert names
    assert re.search(rf'<title id="{names[1]}">Controls by section and state</title>', drawing)
    assert re.search(
        rf'<desc id="{names[2]}">Access and people: 2 met, 1 accepted, 1 gap with a date, 1 ruled', drawing
    )
    assert not re.search(r"<script|\bon\w+=|\bhref=|style=|<br|<image|<foreignObject", drawing)
    assert set(re.findall(r"url\(([^)]*)\)", drawing)) <= {f"#{id}" for id in re.findall(r'id="([^"]+)"', drawing)}


def test_markdown_has_the_tables_and_no_picture() -> None:
    text = rendered(sample_report(), "md")
    assert "svg" not in text
    assert "Controls by section and state" not in text
    assert "| Section | Met |" in text


def test_the_same_report_is_drawn_the_same() -> None:
    assert pictures(sample_report()) == pictures(sample_report(case()))


def test_every_ruling_has_a_look() -> None:
    assert HEAT.keys() == CELLS.keys()
