"""What is said where one of the two parsers alone stumbles, or stumbles over something that it never did before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from govcheck.tools import schema, schemaerrors, yamlfile, yamltext
from govcheck.words.errors import InvalidInput, Refused


def told(text: str, monkeypatch: pytest.MonkeyPatch, parser: object) -> list[str]:
    monkeypatch.setattr(yamlfile, "PARSER", parser)
    with pytest.raises(InvalidInput) as refused:
        yamlfile.parse(text.encode(), "f")
    return [str(problem) for problem in refused.value.problems]


LIBYAML = pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")


@LIBYAML
@pytest.mark.parametrize("text", ["a: {b:[c]}\n", "a: {b:{c: d}}\n", "a:\n  - {x: y, b:[\n"])
def test_a_colon_without_its_space_in_braces_is_named(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line = text.count("\n", 0, text.index("b:")) + 1
    column = text.split("\n")[line - 1].index("b:") + 2
    assert told(text, monkeypatch, yaml.CSafeLoader) == [
        f'f:{line}:{column}: there is no space after the colon; write "key: value", or put the text in quotes'
    ]


def test_an_alias_where_a_key_belongs_is_named_by_the_parser_in_python_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("? x\n*y--- {,", monkeypatch, yaml.SafeLoader)[-1] == (
        "f:2:1: an alias (*) is not used here; write the value out, or put it in quotes if it is text"
    )


def test_words_of_a_parser_that_nobody_knows_are_told_with_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    class Newer(yaml.SafeLoader):
        def get_event(self) -> yaml.Event:
            event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call]
            if isinstance(event, yaml.ScalarEvent) and event.value == "here":
                mark: Any = event.start_mark
                raise yaml.MarkedYAMLError("while reading", None, "it is Tuesday", mark)
            return event

    assert told("a:\n  b: here\n", monkeypatch, Newer) == [
        "f:2:6: this is not YAML; check the indentation, colons, quotes and brackets around it"
    ]


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
def test_a_tag_of_two_signs_is_called_a_tag(parser: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("a: !b!c d\n", monkeypatch, parser) == [
        "f:1:4: a tag (!) is not used here; write the value out, or put it in quotes if it is text"
    ]


def test_a_keyword_that_has_no_sentence_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of ours is without one. A key that comes without its sentence is no reason to stop with a bug."""
    monkeypatch.setattr(schemaerrors, "_TELLERS", {})
    document = yamlfile.parse(b"format: 1\nid: X\n", "f")
    told = [str(problem) for problem in schema.problems(document, "checklist")]
    assert "f:2:5: id is not as it should be; " in "\n".join(told)


def test_a_colon_in_a_key_beside_others_is_told_as_one_inside_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line stands where the one above it does, so nothing is indented too far."""
    says = "a colon and a space inside a value start a new key; put the whole value in quotes"
    for parser in (yaml.CSafeLoader, yaml.SafeLoader):
        assert told("k:\nb:x: y: z\n", monkeypatch, parser) == [f"f:2:7: {says}"]


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        yamltext.read_bytes(Path("a\0b"), "a b")
    assert str(refused.value) == "a b cannot be read: not a file name; check the name and the permissions"
