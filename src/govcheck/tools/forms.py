"""Forms in Markdown: blocks of `Name: value` lines between fences, which people fill in with any editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from govcheck.tools.yamltext import decode
from govcheck.words.characters import safe_text
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.table import Row
from govcheck.words.values import dataclass

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
INDENT = "    "
"""Before each line of a value but its first."""
PART = " | "
"""Between the parts of a value that has several."""


def block(fields: Iterable[tuple[str, str]]) -> str:
    """The fields as a fenced block. Its fence is longer than any in the values; later lines of a value are indented."""
    lines = [f"{name}: {indented(value)}".rstrip() for name, value in fields]
    longest = max((len(run) for line in lines for run in re.findall("~+", line)), default=0)
    fence = "~" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])


def indented(value: str) -> str:
    return f"\n{INDENT}".join(safe_text(value).splitlines())


@dataclass(frozen=True)
class Form:
    """What the fields of a block are called."""

    key: str
    """Every block that counts has it."""
    names: tuple[str, ...]
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields that may stand in a block more than once, with the headings of their parts. The second one and the next
    make rows of their own, with the same key."""
    last: str = ""
    """The field to which all that follows belongs, whatever it looks like."""


def form_rows(data: bytes, shown: str, form: Form) -> tuple[Row, ...]:
    """A row for each block that has the key. Raises Refused or InvalidInput."""
    found = [(start, tuple(told(start, lines, form))) for start, lines in blocks(decode(data, shown), shown)]
    rows = [row for _, group in found for row in group]
    cut = [start for start, group in found if not group]
    if rows and cut and form.last:  # what somebody wrote has ended a block before its time
        says = f"this block has no line {form.key}:"
        hint = f"indent what was written under {form.last} by four spaces"
        raise InvalidInput([Problem(shown, start - 1, 1, says, hint) for start in cut])
    if not rows:
        raise Refused(f"{shown} has no block with a line {form.key}:", "keep the blocks of the sheet that was sent")
    return tuple(rows)


def blocks(text: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Each fenced block: the number of its first line, and its lines."""
    fence, start, lines = "", 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        found = FENCE.match(line)
        if not fence and found:
            fence, start, lines = found[1], number + 1, []
        elif fence and found and found[1].startswith(fence) and not line.strip(f" {fence[0]}"):
            yield start, lines
            fence = ""
        elif fence:
            lines.append(line)
    if fence:
        raise InvalidInput(
            [Problem(shown, start - 1, 1, "this block has no end", f"write {fence} below its last line")]
        )


def told(start: int, lines: list[str], form: Form) -> Iterator[Row]:
    """The fields of one block; a line that does not begin with one of the names belongs to the value above."""
    names = {name.casefold(): name for name in (form.key, *form.names, *form.several)}
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines, start):
        word, colon, value = line.partition(":")
        in_last = bool(form.last and found and found[-1][1] == form.last)
        a_field = colon and not in_last and not line.startswith(INDENT)
        name = names.get(word.strip(" *-").casefold()) if a_field else None
        if name:
            found.append((number, name, value.strip()))
        elif found:
            at, name, before = found.pop()
            found.append((at, name, f"{before}\n{line.removeprefix(INDENT).rstrip()}"))
    first = {name: value.strip("\n") for _, name, value in reversed(found) if name not in form.several}
    more = [
        (number, parts(value, form.several[name])) for number, name, value in found if value and name in form.several
    ]
    if first.get(form.key):
        yield Row(start, {**first, **(more[0][1] if more else {})})
        yield from (Row(number, {form.key: first[form.key], **cells}) for number, cells in more[1:])


def parts(value: str, headings: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(headings, (part.strip() for part in value.split(PART.strip())), strict=False))
