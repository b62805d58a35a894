"""Some lines of a YAML file, and where values and comments stand in them. Offsets count characters from 0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import yaml

from govcheck.tools.yamledit.emit import Layout
from govcheck.tools.yamlfile import PARSER
from govcheck.words.values import dataclass

_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True)
class Part:
    """One entry of a mapping or one item of a list."""

    start: int
    """Of the key or the dash; between brackets, of the item."""
    after: int
    """Just behind the colon or the dash; between brackets, where the value starts."""
    end: int
    """Behind the last character of the value."""
    node: yaml.Node


@dataclass(frozen=True)
class Fragment:
    """Some lines of a file that are YAML by themselves, and how what is added to them shall look."""

    text: str
    layout: Layout

    @cached_property
    def root(self) -> Any:
        """The composed text: a yaml.Node, or None when there are only comments. Raises yaml.YAMLError."""
        return yaml.compose(self.text, Loader=PARSER)

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line ends, its line end not counted."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[at:end].endswith("\r") else end

    def next_line(self, at: int) -> int:
        return self.text.find("\n", at) + 1 or len(self.text)

    def below(self, part: Part) -> int:
        """The start of the line after an entry or item and the comments below it that are indented deeper than it."""
        at = self.next_line(part.end)
        deeper = re.compile(rf"(?:[ \t]*\r?\n)* {{{self.column(part.start) + 1},}}#[^\n]*\n")
        while found := deeper.match(self.text, at):
            at = found.end()
        return at

    def column(self, at: int) -> int:
        return at - self.line_start(at)

    def indent(self, at: int) -> int:
        """How many blanks the line starts with."""
        line = self.text[self.line_start(at) : self.line_end(at)]
        return len(line) - len(line.lstrip())

    def line(self, at: int) -> int:
        """The number of the line, from 0."""
        return self.text.count("\n", 0, at)

    def leads_line(self, at: int) -> bool:
        """Whether only blanks stand before this on its line."""
        return not self.text[self.line_start(at) : at].strip()

    def is_block(self, node: yaml.Node) -> bool:
        return isinstance(node, yaml.CollectionNode) and not node.flow_style

    def parts(self, node: yaml.Node) -> list[Part]:
        """The entries or items of a mapping or list."""
        if isinstance(node, yaml.MappingNode):
            return [self._pair(key, value, block=self.is_block(node)) for key, value in node.value]
        if self.is_block(node):
            return [self._item(value, node.start_mark.column) for value in node.value]
        return [Part(v.start_mark.index, v.start_mark.index, self.end_of(v), v) for v in node.value]

    def part_of_lines(self, start: int, stop: int) -> Part:
        """The first entry of the mapping on these lines."""
        lines = Fragment(self.text[start:stop], self.layout)
        part = lines.parts(lines.root)[0]
        return Part(part.start + start, part.after + start, part.end + start, part.node)

    def _pair(self, key: yaml.Node, value: yaml.Node, *, block: bool) -> Part:
        start, after = key.start_mark.index, value.start_mark.index
        if block:
            after = self.text.find(":", key.end_mark.index) + 1
        return Part(start, after, max(after, self.end_of(value)), value)

    def _item(self, value: yaml.Node, column: int) -> Part:
        line = self.line_start(value.start_mark.index)
        while self.text[line + column : line + column + 1] != "-" and line:
            line = self.line_start(line - 1)
        dash = line + column
        return Part(dash, dash + 1, max(dash + 1, self.end_of(value)), value)

    def end_of(self, node: yaml.Node) -> int:
        """Behind the last character of a value; of a `|+` or `>+`, behind the blank lines that belong to it."""
        if self.is_block(node) and node.value:
            return self.parts(node)[-1].end
        start, end = node.start_mark.index, node.end_mark.index
        if not isinstance(node, yaml.ScalarNode) or node.style not in ("|", ">"):
            return end
        kept = "+" in self.text[start : self.line_end(start)].split("#")[0]
        lines = self.text[start:end]
        lines = lines.removesuffix("\n").removesuffix("\r") if kept else lines.rstrip(" \r\n")
        return self.line_end(start + len(lines))

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """Each comment with its offset."""
        masked = list(self.text)
        for leaf in _leaves(self.root):
            start, end = leaf.start_mark.index, leaf.end_mark.index
            if leaf.style in ("|", ">"):
                start = self.next_line(start)  # the line of the sign itself may hold a comment
            masked[start:end] = "x" * (end - start)
        return [(found.start(), found[0].rstrip()) for found in _COMMENT.finditer("".join(masked))]

    def comments_between(self, start: int, end: int) -> list[str]:
        return [comment for at, comment in self.comments if start <= at < end]


def _leaves(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from (leaf for side in pair for leaf in _leaves(side))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _leaves(value)
