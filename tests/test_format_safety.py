"""Whatever stands in a text field, no machine format takes it for structure, and no build server for a command."""

from __future__ import annotations

import pytest

from gate_runs import ANNOTATION, SHAPES, WRITERS, checked, run_of
from govcheck.rules.judge import GateRun
from govcheck.words.characters import UNSAFE, safe_text
from govcheck.words.errors import Problem
from test_markdown import HOSTILE
from test_report_safety import MORE_HOSTILE, with_text

FOR_SERVERS = (
    "::error::forged",
    "x\n::error file=a,line=1::forged",
    "x\r\n::set-output name=enough::true",
    "x\r::stop-commands::x",
    "##[error]forged",
    "x ##vso[task.complete result=Succeeded;]",
    "###[endgroup]",
    "%0A::error::forged",
    "a,line=1::b",
    "enough=true\nenough<<EOF\ntrue\nEOF",
    "]]></failure><failure>",
    "<testcase name='x'/>",
    "&#0; &lt; &undefined;",
    "\x00\x0b\x7f\x85\ufffe\uffff",
    "\u2028::error::forged",
    "\U000e0041\U0001ffff",
    "\ud800",
    '","x":{"',
    "\\u0000\\",
)
ALL = (*HOSTILE, *MORE_HOSTILE, *FOR_SERVERS)


def hostile(text: str) -> GateRun:
    """Every field, the path, the message and the hint hold the text."""
    case = with_text(lambda old: f"{text} {old} {text}")
    problem = Problem("b/answers.yaml", 4, 2, f"{text} is wrong", f"write {text}")
    return run_of(checked(case), problems=(problem,))


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("text", ALL)
def test_hostile_text_changes_no_structure(format: str, text: str) -> None:
    found = WRITERS[format](hostile(text))
    assert SHAPES[format](found) == SHAPES[format](WRITERS[format](hostile("x")))


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("text", ALL)
def test_no_text_of_others_is_a_command_and_printing_changes_nothing(format: str, text: str) -> None:
    found = WRITERS[format](hostile(text))
    for line in found.split("\n"):
        assert not line.lstrip().startswith("::") or ANNOTATION.fullmatch(line), line
    assert "##[" not in found
    assert "##vso[" not in found
    assert safe_text(found) == found
    assert not UNSAFE.search(found)


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("folder", [":x", "::error::forged", "##[error]x", "a,b:c%0A", "a b&<\"'", "a\n::b", "ü#?"])
def test_a_path_is_text_too(format: str, folder: str) -> None:
    found = WRITERS[format](run_of(checked(path=f"{folder}/answers.yaml")))
    assert SHAPES[format](found) == SHAPES[format](WRITERS[format](run_of(checked(path="x/answers.yaml"))))
    assert not [line for line in found.split("\n") if line.startswith(("::", "##["))] or format == "github"
    assert all(ANNOTATION.fullmatch(line) for line in found.split("\n") if line.lstrip().startswith("::"))


@pytest.mark.parametrize("format", WRITERS)
def test_the_same_run_gives_the_same_bytes(format: str) -> None:
    assert WRITERS[format](hostile("x")) == WRITERS[format](hostile("x"))
