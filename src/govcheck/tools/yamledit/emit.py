"""How a value is written as YAML: in the plainest form that every reader takes for the same value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from yaml.resolver import Resolver

from govcheck.tools.yamltext import FORBIDDEN
from govcheck.words.values import dataclass

WIDTH = 120  # a list or an item of evidence that would make its line longer is written on several

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# What other readers than PyYAML take for something else than text: booleans of YAML 1.1 and numbers of YAML 1.2.
_NO_TEXT_ELSEWHERE = re.compile(
    r"[yYnN]|[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_STARTS_BADLY = re.compile(r"[-!\"#%&'*,.:;<=>?@\[\\\]^`{|}~+ ]")
_BREAKS_PLAIN = re.compile(r": | #|:\Z| \Z|[\t\n\r]|" + FORBIDDEN.pattern)
_BREAKS_FLOW = re.compile(r"[][{},:?#\"'\\]")
_BREAKS_LITERAL = re.compile(r"[ \t]$|^\t|\r|" + FORBIDDEN.pattern, re.MULTILINE)
_ESCAPED = re.compile(r"[\\\"\t\n\r]|" + FORBIDDEN.pattern)
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_KEY_ABOVE = r"^( *)[\w\"'.-]+:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*\1"
_STEP = re.compile(_KEY_ABOVE + r"( {1,8})[\w\"']", re.MULTILINE)
_DASH = re.compile(_KEY_ABOVE + r"( {0,8})-[ \t\r\n]", re.MULTILINE)


@dataclass(frozen=True)
class Layout:
    """How a file is laid out, so that what is added looks like what is there."""

    newline: str = "\n"
    step: int = 2
    """Spaces from a key to the keys below it."""
    dash: int = 2
    """Spaces from a key to the dashes below it; 0 is usual too."""
    literal: bool = True
    """Whether text of several lines may stand as it is, below a `|`."""


def layout_of(*texts: str) -> Layout:
    """The layout that the first text shows; what it does not show, the second, and so on."""
    step = next((len(found[2]) for text in texts if (found := _STEP.search(text))), 2)
    dash = next((len(found[2]) for text in texts if (found := _DASH.search(text))), 2)
    newline = "\r\n" if texts[-1].count("\r\n") * 2 > texts[-1].count("\n") else "\n"
    return Layout(newline, step, dash)


def entry(key: str, value: Any, column: int, layout: Layout) -> list[str]:
    """The lines of a key and its value, the key in `column`."""
    head, body = below_key(value, column, layout)
    return [f"{' ' * column}{inline(key)}:{head and ' '}{head}", *body]


def item(value: Any, column: int, layout: Layout) -> list[str]:
    """The lines of one item of a list, its dash in `column`."""
    head, body = below_dash(value, column, layout)
    return [f"{' ' * column}- {head}", *body]


def below_key(value: Any, column: int, layout: Layout) -> tuple[str, list[str]]:
    """What follows a key in `column`: the rest of its line, and whole lines below."""
    if isinstance(value, str) and _fits_literal(value, layout):
        return _literal(value, column + layout.step)
    if isinstance(value, Mapping) and value:
        column += layout.step
        return "", [line for key, inner in value.items() for line in entry(key, inner, column, layout)]
    if isinstance(value, Sequence) and value and not isinstance(value, str) and not _fits_flow(value, column):
        return "", [line for inner in value for line in item(inner, column + layout.dash, layout)]
    return inline(value), []


def below_dash(value: Any, column: int, layout: Layout) -> tuple[str, list[str]]:
    """What follows a dash in `column`, as for a key; but a mapping begins on the line of the dash."""
    if isinstance(value, str):
        return below_key(value, column, layout)
    if not isinstance(value, Mapping) or not value or _fits_flow(list(value.values()), column, inline(value)):
        return inline(value), []
    column += 2
    first, *others = [line for key, inner in value.items() for line in entry(key, inner, column, layout)]
    return first[column:], others


def inline(value: Any, *, flow: bool = False) -> str:
    """The value on one line; `flow` when it will stand between brackets."""
    if isinstance(value, str):
        return value if _is_plain(value, flow=flow) else _quoted(value)
    if isinstance(value, Mapping):
        pairs = (f"{inline(key, flow=True)}: {inline(inner, flow=True)}" for key, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(inline(inner, flow=True) for inner in value)}]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether the text needs no quotes in YAML 1.1, in 1.2 and for our reader. A date stays bare, as people type it."""
    if not text or _STARTS_BADLY.match(text) or _BREAKS_PLAIN.search(text) or (flow and _BREAKS_FLOW.search(text)):
        return False
    if _DATE.fullmatch(text):
        return True
    tag = Resolver().resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # the stubs lack it
    return bool(tag == Resolver.DEFAULT_SCALAR_TAG) and not _NO_TEXT_ELSEWHERE.fullmatch(text)


def _quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    longer = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _SHORT_ESCAPES.get(found[0], longer)


def _fits_literal(text: str, layout: Layout) -> bool:
    """Whether a block shows the text as it is: no blanks that an editor would strip, nothing that needs an escape."""
    lines = text.removesuffix("\n").split("\n")
    if not layout.literal or "\n" not in text or not lines[0] or not lines[-1] or lines[0].startswith(" "):
        return False
    return not _BREAKS_LITERAL.search(text)


def _literal(text: str, column: int) -> tuple[str, list[str]]:
    lines = text.removesuffix("\n").split("\n")
    return "|" if text.endswith("\n") else "|-", [" " * column + line if line else "" for line in lines]


def _fits_flow(values: Sequence[Any], column: int, text: str | None = None) -> bool:
    """Whether values may share one line: plain ones only, and few."""
    simple = all(isinstance(v, int | None) or (isinstance(v, str) and _is_plain(v, flow=True)) for v in values)
    return simple and column + 2 + len(inline(values) if text is None else text) <= WIDTH
