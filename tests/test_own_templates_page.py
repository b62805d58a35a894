"""The page on templates: its templates are filled, its commands run, and it names every filter."""

from __future__ import annotations

import re
from pathlib import Path

from govcheck.jobs.own_template import FOLDER
from govcheck.tools.templatebox import FILTERS, MEMORY, PATIENCE, SECONDS
from pages import ROOT, blocks, play
from program import copied_example

PAGE = (ROOT / "docs" / "templates.md").read_text("utf-8")
NAMED = re.compile(r"^`templates/([\w.]+)`:\n\n```jinja\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_templates_of_the_page_are_filled(tmp_path: Path) -> None:
    copied_example("conditional-go", tmp_path).rename(tmp_path / "demo")
    (tmp_path / "demo" / FOLDER).mkdir()
    named = NAMED.findall(PAGE)
    assert len(named) == len(blocks(PAGE, "jinja")) == 2
    for name, text in named:
        (tmp_path / "demo" / FOLDER / name).write_text(text, "utf-8")
    play(PAGE, tmp_path)
    assert "- **Priya Venkar**" in (tmp_path / "board.md").read_text("utf-8")
    assert 'id="guardrails"' in (tmp_path / "board.html").read_text("utf-8")


def test_the_page_names_every_filter_and_limit() -> None:
    listed = PAGE.split("use these filters:", 1)[1].split("\n\n`code`", 1)[0]
    assert sorted(FILTERS) == sorted(re.findall(r"`(\w+)`", listed))
    for figure in (f"{SECONDS} seconds", f"{MEMORY // 1024**2} MiB", f"after {PATIENCE}"):
        assert figure in " ".join(PAGE.split())
