"""A slip in one line of a long answers file, of the kinds that happen in an editor: that very line is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcheck.jobs.load import engagement_from
from govcheck.tools import yamlfile
from govcheck.words.errors import InvalidInput
from govcheck.words.resources import folder

PATH = folder("examples") / "conditional-go" / "answers.yaml"
LINES = PATH.read_text("utf-8").split("\n")
TRIED = 9
"""So many lines are broken in each way, spread over the file."""

KEY = r"^( +)([a-z-]+): (?=[A-Za-z0-9])"
PART = r"^    (owner|answered-by|answered-on|asked-of|replied-on): "
BELOW_A_KEY = r"^    (answered-on|asked-of|replied-on): "

# which lines it happens to, what becomes of such a line
SLIPS: dict[str, tuple[str, str]] = {
    "a colon left out": (KEY, r"\1\2 "),
    "the space behind a colon left out": (KEY, r"\1\2:"),
    "an equals sign": (KEY, r"\1\2 = "),
    "a wide colon": (KEY, "\\1\\2\uff1a "),
    "a space from a web page": (KEY, "\\1\\2:\u00a0"),
    "two letters the wrong way round": (r"^( +)([a-z])([a-z])(?!\3)(?=[a-z-]+: )", r"\1\3\2"),
    "a capital letter": (r"^    ([a-z])(?=[a-z-]+: )", r"    X\1"),
    "an underscore": (r"^( +[a-z]+)-(?=[a-z]+: \S)", r"\1_"),
    "a quote that is opened": (KEY, r'\1\2: "'),
    "an apostrophe that is opened": (r"^( +(?:by|owner|role)): (?=\S)", r"\1: '"),
    "text behind a quote": (r"^( +answered-by): (\w+)", r'\1: "\2"'),
    "the line twice": (KEY + r"(.*)$", r"\1\2: \3\n\1\2: \3"),
    "a tab": (r"^  +(?=[a-z-]+:)", r"\t"),
    "a space too much": (BELOW_A_KEY, r"     \1: "),
    "a space too few": (PART, r"   \1: "),
    "one step to the right": (BELOW_A_KEY, r"      \1: "),
    "one step to the left": (PART, r"  \1: "),
    "a control, but the first, one step to the right": (r"^  (brief-(?!scope)[a-z-]+:)$", r"    \1"),
    "spaces from a web page before a key": (PART, "\u00a0\u00a0\u00a0\u00a0\\1: "),
    "spaces from a web page before a control": (r"^  (brief-[a-z-]+:)$", "\u00a0\u00a0\\1"),
    "a dash for a hyphen": (r"^( +)- (?=kind:)", "\\1– "),
    "a hyphen before a key": (BELOW_A_KEY, r"    - \1: "),
    "a bracket left out": (r"^(    [a-z-]+: \[.*)\]$", r"\1"),
    "a brace left out": (r"^(.*: \{.*)\}$", r"\1"),
    "a comma left out": (r"^(.*[\[{][^,]*), ", r"\1 "),
    "two commas": (r"^(.*[\[{][^,]*), ", r"\1,, "),
    "a status that there is not": (r"^(    status): .*$", r"\1: done"),
    "a status misspelt": (r"^(    status): (\w)(\w+)", r"\1: \2\2\3"),
    "a kind that there is not": (r"^( +- kind): .*$", r"\1: screenshot"),
    "a control misspelt": (r"^  (brief-[a-z]+-[a-z]+)([a-z-]*:)$", r"  \1x\2"),
    "a day as it is written elsewhere": (r": (\d{4})-(\d\d)-(\d\d)$", r": \3.\2.\1"),
    "a day that there is not": (r": (\d{4})-(\d\d)-(\d\d)$", r": \1-\2-32"),
    "a day without a month": (r": (\d{4})-(\d\d)-(\d\d)$", r": \1-\2"),
    "a digest cut short": (r"^( +sha256: \w{60})\w+$", r"\1"),
    "evidence from outside": (r"^( +ref): evidence/", r"\1: ../evidence/"),
    "a value that is a list": (r"^( +(?:by|owner|answered-by)): (.*)$", r"\1: [\2]"),
    "a value that is a number": (r"^( +(?:by|owner|answered-by)): .*$", r"\1: 12"),
    "a value that is empty": (r"^( +(?:by|owner|answered-by)): .*$", r"\1:"),
    "a merge left in the middle": (PART + r"(.*)$", r"<<<<<<< ours\n    \1: \2"),
    "a character that does not show": (KEY, "\\1\\2: \u200b"),
}


def happens() -> Iterator[tuple[str, int]]:
    """Each slip with the places where it is tried: the first, the last, and some between."""
    for name, (pattern, _) in SLIPS.items():
        places = [place for place, line in enumerate(LINES) if re.search(pattern, line)]
        step = max(1, len(places) // TRIED)
        yield from ((name, place) for place in sorted({*places[::step], places[-1]}))


@pytest.mark.parametrize(("name", "place"), [*happens()])
def test_the_line_that_was_broken_is_named(name: str, place: int) -> None:
    pattern, becomes = SLIPS[name]
    broken = re.sub(pattern, becomes, LINES[place], count=1)
    assert broken != LINES[place]
    text = "\n".join([*LINES[:place], broken, *LINES[place + 1 :]])
    with pytest.raises(InvalidInput) as caught:
        engagement_from(yamlfile.parse(text.encode(), "answers.yaml"), PATH)

    told = [problem.line for problem in caught.value.problems]
    assert place + 1 + (name == "the line twice") in told, (LINES[place], str(caught.value))
    assert len(told) <= 3, str(caught.value)


def test_there_are_many() -> None:
    bad = Path(__file__).with_name("bad")
    assert len([*happens()]) > 300
    assert len([*bad.glob("answers-*.yaml")]) > 200
