"""Whatever stands in a text field, no machine format takes it for structure, and no build server for a command."""

from __future__ import annotations

import json
import re
import sys

import pytest

from gate_runs import ANNOTATION, SHAPES, WRITERS, checked, run_of
from govcheck.commands.streams import message_of, tell
from govcheck.rules.assess import assess
from govcheck.rules.comparison import compare
from govcheck.rules.difference import Judged
from govcheck.rules.formats.diff_json import diff_json
from govcheck.rules.formats.overview_json import overview_json
from govcheck.rules.judge import GateRun
from govcheck.rules.overview import overview
from govcheck.tools.terminal import Terminal
from govcheck.words.characters import UNSAFE, safe_text
from govcheck.words.errors import InvalidInput, Problem, Refused
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
PATHS = (":x", "::error::forged", "##[error]x", "x ##vso[task.x]", "a,b:c%0A", "a b&<\"'", "a\n::b", "ü#?")


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
@pytest.mark.parametrize("folder", PATHS)
def test_a_path_is_text_too(format: str, folder: str) -> None:
    found = WRITERS[format](run_of(checked(path=f"{folder}/answers.yaml")))
    assert SHAPES[format](found) == SHAPES[format](WRITERS[format](run_of(checked(path="x/answers.yaml"))))
    assert not [line for line in found.split("\n") if line.startswith("::")] or format == "github"
    assert not re.search(r"##\w*\[", found)
    assert all(ANNOTATION.fullmatch(line) for line in found.split("\n") if line.lstrip().startswith("::"))


@pytest.mark.parametrize("format", WRITERS)
def test_the_same_run_gives_the_same_bytes(format: str) -> None:
    assert WRITERS[format](hostile("x")) == WRITERS[format](hostile("x"))


@pytest.mark.parametrize("text", ALL)
def test_printing_changes_nothing_in_other_json(text: str) -> None:
    """What is a command in a title is none in the JSON of it, and reads the same."""
    one = with_text(lambda old: f"{text} {old}")
    found = Judged(one, assess(one))
    for written in (diff_json(compare(found, found, (text, "new.yaml"))), overview_json(overview(one), text)):
        assert not re.search(r"##\w*\[", written)
        assert safe_text(written) == written
        document = json.loads(written)
        assert one.engagement.front.title in (document.get("title"), document.get("new", {}).get("title"))


@pytest.mark.parametrize("text", ALL)
def test_no_line_of_talk_is_a_command(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither what is told, nor a refusal, nor what a conversation says where there is no terminal."""
    tell(f"{text}\n{text}")
    tell(message_of(Refused(text, text)))
    tell(message_of(InvalidInput([Problem(text, 1, 1, text, text)])))
    Terminal(sys.stdin, sys.stdout, sys.stderr, input).talk(f"{text}\n \t{text}")
    told = capsys.readouterr().err
    assert not [line for line in told.split("\n") if line.lstrip().startswith("::")]
    assert not re.search(r"##\w*\[", told)
    assert safe_text(told) == told


def test_other_talk_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    text = "a::b\n  - c: d\n:e\n## Heading [1]\n# [2]"
    tell(text)
    assert capsys.readouterr().err == f"{text}\n"
