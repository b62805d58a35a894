"""`--only plan`: what the action plan lists goes out whole, to be filled in and sent back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from program import AS_OF, copied_example, govcheck


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_the_open_action_plan_goes_out_whole(tmp_path: Path) -> None:
    place = copied_example("conditional-go", tmp_path)
    day = ("-f", "csv", "--as-of", AS_OF)
    sent = [one["Reference"] for one in rows(govcheck("sheet", "export", "--only", "plan", *day, cwd=place).out)]
    register = rows(govcheck("report", *day, cwd=place).out)
    assert {*sent} == {one["Id"] for one in register if one["To do"] and one["Kind"] == "control"}
    dated = {one["Id"] for one in register if one["Remedy by"]}
    assert dated
    assert dated <= {*sent}
    usual = rows(govcheck("sheet", "export", *day, cwd=place).out)
    assert dated.isdisjoint(one["Reference"] for one in usual)
