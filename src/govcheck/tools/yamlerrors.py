"""What PyYAML's syntax errors mean to somebody who writes YAML by hand: the right place, what is wrong, what to write.

The two parsers, libyaml and the one in Python, word most errors differently, so the sentences are chosen by what both
say and by what stands at the place in the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import yaml

from govcheck.tools.yamlfault import Fault, Sentence, fault_of, has_content
from govcheck.words.errors import Problem

SIGNS = {  # what a sign at the start of a value would mean in YAML; none of it is used here
    "&": "an anchor (&) is not used here",
    "*": "an alias (*) is not used here",
    "!": "a tag (!) is not used here",
}
_KEY = re.compile(r" *+(?:- ++)*+[\w-]++:(?: |$)")
_LOOK_ALIKES = {
    "a space": re.compile("[ -]*+(?:[\\w-]++: ?)?([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])"),
    "a hyphen": re.compile("[ -]*+([\u2010-\u2015\u2022\u2212]) "),
}
QUOTE_IT = "write the value out, or put it in quotes if it is text"


def explain(text: str, shown: str, error: yaml.MarkedYAMLError, last: yaml.Event | None) -> Problem:
    """One problem for a syntax error. `last` is the last event that the parser gave before it."""
    fault = fault_of(text, error, last)
    said = f"{error.context}: {error.problem}"
    tell = next(tell for pattern, tell in _TELLERS if re.search(pattern, said))
    line, column, message, hint = _late_quote(fault) or _look_alike(fault) or tell(fault)
    return Problem(shown, line + 1, column + 1, message, hint)


def _late_quote(fault: Fault) -> Sentence | None:
    """A quote that was forgotten is closed by the next one in the file, and only then does something look wrong."""
    last = fault.last
    if not isinstance(last, yaml.ScalarEvent) or last.style not in ("'", '"'):
        return None
    start: Any = last.start_mark
    end: Any = last.end_mark
    if start.line == end.line or end.line != fault.line:
        return None
    message = f"the quote that opens here is closed only on line {end.line + 1}"
    return Sentence(start.line, start.column, message, f"close it with {last.style} where the text ends")


def _look_alike(fault: Fault) -> Sentence | None:
    """What web pages and text programs put in the place of a space or a hyphen is a letter to YAML."""
    indent = _indent(fault.text)
    parent = next((up for up, line in enumerate(fault.above) if has_content(line) and _indent(line) < indent), 0)
    above = [(up, fault.above[up]) for up in sorted({parent, 1, 0}, reverse=True) if up < len(fault.above)]
    for up, line in [*above, (-1, fault.text)]:
        for meant, pattern in _LOOK_ALIKES.items():
            if found := pattern.match(line):
                name = f"U+{ord(found[1]):04X} ({unicodedata.name(found[1])})"
                says = f"the character {name} stands where {meant} belongs"
                return Sentence(fault.line - 1 - up, found.start(1), says, f"type {meant} there")
    return None


def _reserved(fault: Fault) -> Sentence:
    if fault.sign == "\t":
        return _tab(fault)
    return fault.here(f"a value cannot start with {fault.sign}", "put it in quotes")


def _tab(fault: Fault) -> Sentence:
    return fault.here("a tab stands where only spaces may stand", "use spaces for indentation, two for each level")


def _sign(fault: Fault) -> Sentence:
    return fault.start(SIGNS.get(fault.opener, "a sign of YAML is not used here"), QUOTE_IT)


def _colon(fault: Fault) -> Sentence:
    """A colon that cannot make a key: inside a value, below a line without colon, or in a line indented too far."""
    value = re.match(r"""\s*+(?:- ++)*+(?:"[^"]*"|'[^']*'|[^\s'"#][^:]*):\s+(.*)""", fault.before)
    if value and value[1][:1] in ("'", '"'):
        return _after_quote(fault, value[1][0])
    indent = _indent(fault.text)
    up = next((n for n, line in enumerate(fault.above) if has_content(line)), len(fault.above))
    beside = up < len(fault.above) and _indent(fault.above[up]) == indent
    if beside and not value and not re.search(r":(\s|$)", fault.above[up]):
        return _no_colon(fault.above[up], fault.line - 1 - up)
    if value or beside or up == len(fault.above) or _goes_on(fault.above[up + 1 :], indent):
        return fault.here("a colon and a space inside a value start a new key", "put the whole value in quotes")
    message = "this line is indented further than the line above, which already has a value"
    hint = "line it up with its neighbours, or put a longer text in quotes"
    return _odd_line_above(fault) or _line_too_far_left(fault) or Sentence(fault.line, indent, message, hint)


def _goes_on(above: tuple[str, ...], indent: int) -> bool:
    """Whether the text of a key further up goes on here: the next less indented line already has a value."""
    parent = next((line for line in above if line.strip() and _indent(line) < indent), "")
    return re.search(r":\s+[^\s#|>&]", parent) is not None


def _missing_colon(fault: Fault) -> Sentence:
    return _no_colon(fault.opening, fault.opened[0])


def _no_colon(text: str, line: int) -> Sentence:
    column = _indent(text)
    if re.match(r"[^\s:]+:[^\s:/]", text[column:]):
        column += text[column:].index(":") + 1
        return Sentence(line, column, "there is no space after the colon", 'write "key: value"')
    return Sentence(line, column, "this line has no colon after its key", 'write "key: value"')


def _unclosed_quote(fault: Fault) -> Sentence:
    return fault.start("the quote that opens here is never closed", f"close it with {fault.opener} where the text ends")


def _after_quote(fault: Fault, quote: str) -> Sentence:
    if quote == "'":
        hint = "write an apostrophe inside '...' twice, or put the text in \"...\""
    else:
        hint = 'put the whole value in one pair of quotes, and write a quote inside "..." as \\"'
    return fault.here("there is text after the closing quote", hint)


def _key(fault: Fault) -> Sentence:
    """Something else where a key of a mapping should be."""
    ends = fault.before.rstrip()[-1:]
    if ends in ("'", '"'):
        return _after_quote(fault, ends)
    if ends in ("]", "}"):
        return fault.here(f"there is text after the closing {ends}", QUOTE_IT)
    if fault.sign in SIGNS:
        return fault.here(SIGNS[fault.sign], QUOTE_IT)
    if fault.sign in ("]", "}"):
        return fault.here(f"this {fault.sign} closes nothing", "remove it, or put the text in quotes")
    if fault.sign == ":":
        return fault.here("there is no key before this colon", 'write "key: value"')
    if re.match(r"-(\s|$)", fault.text[fault.column :]):
        return fault.here("a list item stands where a key is expected", "write the items of a list below their key")
    return _indentation(fault)


def _item(fault: Fault) -> Sentence:
    if fault.column == fault.opened[1]:
        message = "this line stands among the items of a list, but is none"
        return fault.here(message, 'start it with "- ", or indent it like the key that it belongs to')
    return _indentation(fault)


def _indentation(fault: Fault) -> Sentence:
    message = "the indentation of this line fits no line above it"
    return _odd_line_above(fault) or _line_too_far_left(fault) or fault.here(message, "line it up with its neighbours")


def _odd_line_above(fault: Fault) -> Sentence | None:
    """The first line of a block is the odd one where the next two keys agree with each other."""
    near = [(n, _indent(line)) for n, line in enumerate(fault.above) if has_content(line)][:2]
    indent, below = _indent(fault.text), [_indent(line) for line in fault.below if has_content(line)]
    if len(near) < 2 or next((n for n in below if n <= indent), -1) != indent:
        return None
    if re.search(r":\s+[|>]", fault.text) and below[0] <= indent:  # its text has not moved with it
        return None
    (up, first), (_, parent) = near
    if parent >= min(first, indent) or first == indent:
        return None
    message = f"this line is indented {'further' if first > indent else 'less'} than the lines below it"
    return Sentence(fault.line - 1 - up, first, message, "line it up with its neighbours")


def _line_too_far_left(fault: Fault) -> Sentence | None:
    """A key that has left its block is the odd one where the lines around it agree, or where a key is without value."""
    indent = _indent(fault.text)
    above = [(up, line) for up, line in enumerate(fault.above) if has_content(line)]
    if not above or _indent(above[0][1]) >= indent:
        return None
    (up, first), *others = above
    key = next((line for _, line in others if _indent(line) <= indent and _KEY.match(line)), "")
    empty = _indent(key) == _indent(first) and key.rstrip().endswith(":")
    if not key or not (empty or _indent(key) == indent):
        return None
    message = "this line is indented less than the lines around it"
    return Sentence(fault.line - 1 - up, _indent(first), message, "line it up with its neighbours")


def _bracket(fault: Fault) -> Sentence:
    """Inside [ ] or { }: not closed where the text below is less indented, else a comma or quotes are missing."""
    closing = "]" if fault.opener == "[" else "}"
    outside = fault.line > fault.opened[0] and _indent(fault.text) <= _indent(fault.opening)
    if outside or not fault.text[fault.column :].strip():
        return fault.start(f"the {fault.opener} that opens here is never closed", f"write {closing} where it ends")
    if fault.sign in ("]", "}"):
        return fault.here(f"{fault.sign} stands here, but {fault.opener} is open", f"write {closing}")
    message = f"something is missing before this in {fault.opener} {closing}"
    return fault.here(message, "write a comma between two entries, and put text with signs in quotes")


def _content(fault: Fault) -> Sentence:
    if fault.text.startswith("..."):
        return _second(fault)
    if fault.sign == ",":
        return fault.here("there is nothing before this comma", "remove it, or put the text in quotes")
    if not fault.sign.strip():
        return fault.here("a bracket or brace is still open here", "close it, or write what is missing")
    return _reserved(fault)


def _list_on_line(fault: Fault) -> Sentence:
    message = "a list cannot start on the line of its key"
    return fault.here(message, "write each item on a line of its own below the key, or put the text in quotes")


def _tight_colon(fault: Fault) -> Sentence:
    return fault.here("there is no space after the colon", 'write "key: value", or put the text in quotes')


def _question_mark(fault: Fault) -> Sentence:
    return fault.here("a value cannot start with a question mark and a space", "put it in quotes")


def _escape(fault: Fault) -> Sentence:
    column = max(fault.text.rfind("\\", 0, fault.column + 1), 0)
    message = "this backslash does not start an escape that YAML knows"
    return Sentence(fault.line, column, message, r"write \\ for a backslash, or use single quotes")


def _block(fault: Fault) -> Sentence:
    message = f"text cannot follow {fault.opener} on the same line"
    return fault.here(message, "start it on the next line, or put it in quotes")


def _second(fault: Fault) -> Sentence:
    if fault.text.startswith("...") or (isinstance(fault.last, yaml.DocumentEndEvent) and fault.last.explicit):
        return fault.here("a second document starts here", "keep one document in a file")
    return _indentation(fault)


def _other(fault: Fault) -> Sentence:
    return fault.here("this is not YAML", "check the indentation, colons, quotes and brackets around it")


def _indent(line: str) -> int:
    """The column where the content starts, behind the dashes of list items."""
    found = re.match(r" *(?:- +)*", line)
    return found.end() if found else 0


# What the parsers say, and who tells it; the first that is found counts.
_TELLERS: tuple[tuple[str, Callable[[Fault], Sentence]], ...] = (
    (r"tab character", _tab),
    (r"cannot start any token", _reserved),
    (r"an alias|an anchor|a tag|tag handle", _sign),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", _missing_colon),
    (r"quoted scalar: .*(?:end of stream|document (?:indicator|separator))", _unclosed_quote),
    (r"escape|hex(?:a)?decimal", _escape),
    (r"block scalar", _block),
    (r"a block mapping", _key),
    (r"a block collection", _item),
    (r"flow (?:sequence|mapping): .*expected ',' or", _bracket),
    (r"node content", _content),
    (r"sequence entries are not allowed", _list_on_line),
    (r"mapping keys are not allowed", _question_mark),
    (r"<document start>", _second),
    (r"unexpected ':'", _tight_colon),
    (r"", _other),
)
