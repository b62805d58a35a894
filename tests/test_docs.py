"""The page on writing checklists: its examples are valid, its commands run, and it leaves out no key and no word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from govcheck.jobs.checklists import built_in, find_checklist
from govcheck.jobs.digests import open_digest
from govcheck.jobs.load import open_engagement
from govcheck.words.resources import folder
from pages import ROOT, blocks, play

PAGE = (ROOT / "docs" / "checklists.md").read_text("utf-8")
SCHEMA = json.loads((folder("schemas") / "checklist.schema.json").read_text("utf-8"))
SHOWN = {
    re.search(r"^id: (\S+)$", text, re.MULTILINE)[1]: text  # type: ignore[index]
    for text in blocks(PAGE, "yaml")
    if text.startswith("format: 1")
}
WHERE = {
    "checklist": "least",
    "limits": "least",
    "section": "least",
    "control": "controls",
    "gate-when": "controls",
    "evidence": "controls",
    "gate": "controls",
    "kind": "controls",
    "phase": "controls",
    "profile-question": "profile",
    "type": "profile",
    "questionid": "profile",
    "criteria": "criteria",
    "matrix": "tables",
    "cell": "tables",
    "plans": "tables",
    "plan-row": "tables",
    "claimed": "tables",
    "basis": "tables",
    "party": "tables",
    "responsibility": "tables",
    "question": "tables",
    "view": "tables",
    "view-row": "tables",
    "rule": "rules",
    "rule-criteria": "rules",
    "severity": "rules",
    "answered": "rules",
    "change": "building",
    "borrowed": "building",
    "release": "versions",
    "values": "versions",
    "became-of-control": "versions",
    "became-of-entry": "versions",
    "became-of-name": "versions",
}
"""Under which anchor of the page each object and each list of words of the schema is described."""
ELSEWHERE = {("criteria", "answers"), ("criteria", "settled"), ("criteria", "plan-offers")}
"""Keys that the schema names there only to refuse them with words of its own."""


def section(anchor: str) -> str:
    """The part of the page below an anchor."""
    return PAGE.split(f'<a id="{anchor}"></a>', 1)[1].split("<a id=", 1)[0]


def said(anchor: str) -> frozenset[str]:
    """Every word that stands as code in a part of the page, outside of its blocks."""
    prose = re.sub(r"^```.*?^```$", "", section(anchor), flags=re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`]+)`", prose)
    return frozenset(word for span in spans for word in re.findall(r"[a-z]+(?:-[a-z]+)*", span))


def words(name: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each key and each choice of the schema, with the object or the list that it belongs to."""
    for choice in schema.get("enum", ()):
        yield name, choice
    for key, below in schema.get("properties", {}).items():
        yield name, key
        if isinstance(below, dict):
            yield from words(key, below)
    for nested in (schema.get("additionalProperties"), schema.get("items"), schema.get("not")):
        if isinstance(nested, dict):
            yield from words(name, nested)
    for nested in schema.get("allOf", ()):
        yield from words(name, nested)


def all_words() -> list[tuple[str, str]]:
    found = [("checklist", key) for key in SCHEMA["properties"]]
    for key, below in SCHEMA["properties"].items():
        found += words(key, below)
    for name, schema in SCHEMA["$defs"].items():
        found += words(name, schema)
    return [pair for pair in dict.fromkeys(found) if pair not in ELSEWHERE]


def written(folder: Path) -> Path:
    """A folder with every checklist of the page."""
    (folder / "checklists").mkdir()
    for id, text in SHOWN.items():
        (folder / "checklists" / f"{id}.yaml").write_text(text, "utf-8")
    return folder


def test_the_schema_is_read_to_its_end() -> None:
    found = all_words()
    assert len(found) > 120
    for pair in (("change", "drop"), ("kind", "verbal"), ("gate-when", "blocker"), ("phase", "post-sign")):
        assert pair in found


@pytest.mark.parametrize(("name", "word"), all_words())
def test_every_key_and_every_word_is_described_where_its_object_is(name: str, word: str) -> None:
    assert word in said(WHERE[name]), f"{name} has {word}, and the page does not say so under {WHERE[name]}"


@pytest.mark.parametrize("id", SHOWN)
def test_every_checklist_that_is_shown_is_valid(id: str, tmp_path: Path) -> None:
    assert find_checklist(id, written(tmp_path)).controls


def test_the_commands_print_what_they_show(tmp_path: Path) -> None:
    play(PAGE, written(tmp_path))


@pytest.mark.parametrize("text", [text for text in blocks(PAGE, "yaml") if not text.startswith("format: 1")])
def test_what_is_shown_of_an_answers_file_can_stand_in_one(text: str, tmp_path: Path) -> None:
    play(PAGE.split("## Controls")[0], written(tmp_path))
    path = tmp_path / "answers.yaml"
    path.write_text(f"format: 1\nengagement: {{organization: Orchid, title: All}}\n{text}answers: {{}}\n", "utf-8")
    assert open_engagement(path, path.name).checklist.controls


def test_the_examples_show_every_key() -> None:
    """A reader can look up each key in a whole file."""
    keys = {word for text in SHOWN.values() for word in re.findall(r"([a-z]+(?:-[a-z]+)*):", text)}
    objects = {name for name, schema in SCHEMA["$defs"].items() if "properties" in schema} | {"checklist"}
    shown = {word for name, word in all_words() if name in objects}
    assert sorted(shown - keys) == ["facts", "set-aside", "sources"]


def test_every_source_with_a_digest_is_named_with_its_facts() -> None:
    row = re.compile(r"^\| `([a-z-]+)` \| ((?:`[A-Z]+-`(?:, )?)+) \|$", re.MULTILINE)
    named = {id: set(re.findall(r"`([A-Z]+-)`", facts)) for id, facts in row.findall(section("sources"))}
    digests = [open_digest(id) for id in sorted({id for one in built_in() for id in find_checklist(one, None).sources})]
    assert named == {one.id: {fact.split("-")[0] + "-" for fact in one.facts} for one in digests if one}


def test_every_link_leads_somewhere() -> None:
    inside = re.findall(r"\]\(#([a-z-]+)\)", PAGE)
    assert inside
    assert [anchor for anchor in inside if f'<a id="{anchor}"></a>' not in PAGE] == []
    for page, text in (("README.md", (ROOT / "README.md").read_text("utf-8")), ("docs/checklists.md", PAGE)):
        files = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        assert [name for name in files if not (ROOT / page).parent.joinpath(name).is_file()] == []


def test_no_line_is_an_exclamation() -> None:
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert "!" not in prose
