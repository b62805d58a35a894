"""The page on branding: whoever follows it gets what it shows, and it leaves out no key and no section."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from govcheck.rules.report.compose import AFTER_VIEWS, BEFORE_VIEWS
from govcheck.rules.report.order import ANNEXES, CAN_BE_LEFT_OUT, FIRST, VIEWS
from govcheck.tools.schema import schema_text
from logos import png
from pages import ROOT, blocks, commands, play
from program import copied_example

PAGE = (ROOT / "docs" / "branding.md").read_text("utf-8")
REPORT = json.loads(schema_text("config"))["properties"]["report"]["properties"]
(SHOWN,) = blocks(PAGE, "yaml")


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """What the page says that the firm has: its configuration, a logo and an engagement."""
    copied_example("conditional-go", tmp_path).rename(tmp_path / "larkmoor")
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand" / "logo.png").write_bytes(png(480, 120))
    (tmp_path / "govcheck.yaml").write_text(SHOWN, "utf-8")
    return tmp_path


def test_the_commands_print_what_they_show(firm: Path) -> None:
    assert len(commands(PAGE)) > 15
    play(PAGE, firm)
    page, text = ((firm / f"larkmoor.{suffix}").read_text("utf-8") for suffix in ("html", "md"))
    for said in ("Fernmoor Assurance", "Client confidential", "letter of 2 November 2026", "For the risk committee"):
        assert said in page
        assert said in text
    assert page.count("<img") == 1
    assert "--brand: #6b2d5c;" in page
    assert re.findall(r'<section class="part" id="([\w-]+)"', page)[:4] == [
        "decision",
        "conditions",
        "action-plan",
        "gaps",
    ]
    assert "From each control to its source" in page  # document control says that it is left out
    assert 'id="trace"' not in page


def test_every_key_has_its_row() -> None:
    table = PAGE.split('<a id="keys"></a>')[1].split('<a id="logo"></a>')[0]
    rows = re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)
    assert len(rows) == len({*rows})
    assert {*rows} == REPORT.keys()
    for key in REPORT["colours"]["properties"]:
        assert f"`{key}`" in table


def test_every_section_has_its_row_with_its_title() -> None:
    table = PAGE.split('<a id="sections"></a>')[1]
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]*?) \| ([^|]*?) ?\|$", table, re.MULTILINE)
    titles = {id: title for id, title, _ in (*BEFORE_VIEWS, *AFTER_VIEWS)}
    names = [*(id for id, *_ in BEFORE_VIEWS), VIEWS, *(id for id, *_ in AFTER_VIEWS)]
    assert [name for name, *_ in rows] == names
    for name, title, said in rows:
        if name != VIEWS:
            assert titles[name].removeprefix("Annex: ").casefold() == title.casefold()
        assert ("annex" in said) is (name in ANNEXES)
        assert ("can be left out" in said) is (name in CAN_BE_LEFT_OUT)
        assert ("always first" in said) is (name == FIRST)


def test_every_link_leads_somewhere() -> None:
    inside = re.findall(r"\]\(#([a-z-]+)\)", PAGE)
    assert inside
    assert [anchor for anchor in inside if f'<a id="{anchor}"></a>' not in PAGE] == []


def test_it_is_told_of_where_a_consultant_looks() -> None:
    assert "(docs/branding.md)" in (ROOT / "README.md").read_text("utf-8")
