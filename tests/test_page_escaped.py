"""Every text of a report stands on its page escaped, in whatever place: the lines of a page are made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import count
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from govcheck.rules.report.blocks import Banner, Facts, Part, Points, Prose, Records, Table
from govcheck.tools.htmltext import html_text
from govcheck.tools.templates import render

BLOCKS = (Banner, Prose, Points, Facts, Table, Records)
LOOKS = {"grid": False, "round": False}
UNSEEN = {"kind"}
"""What tells the template which block it is."""
NOT_SHOWN = {Banner: 7, Table: 2}
"""So many texts a page does not show: a banner's sign and the marks of its lines; where text in a picture begins."""


def hostile(number: int) -> str:
    return f"<b>&\"'{number}."


def planted(kind: Any, numbers: Iterator[int], name: str = "") -> Any:
    """A value of a type, with a text of its own in every place that has one."""
    if kind is str or get_origin(kind) is Literal:
        return hostile(next(numbers))
    if kind in (int, bool):
        return LOOKS.get(name, 8)
    if get_origin(kind) in (UnionType, Union):
        return planted(get_args(kind)[0], numbers, name)
    if get_origin(kind) is tuple:
        return (planted(get_args(kind)[0], numbers, name), planted(get_args(kind)[0], numbers, name))
    hints = get_type_hints(kind)
    made = {one.name: planted(hints[one.name], numbers, one.name) for one in fields(kind) if one.init}
    return kind(**made)


def texts(value: Any) -> Iterator[str]:
    """Every text in a value that was planted."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)
    elif hasattr(value, "__match_args__"):
        for one in fields(value):
            if one.name not in UNSEEN:
                yield from texts(getattr(value, one.name))


@pytest.mark.parametrize("grid", [False, True])
@pytest.mark.parametrize("kind", BLOCKS)
def test_every_text_of_a_block_is_there_and_escaped(kind: type, grid: bool) -> None:
    numbers = count(1)
    block = planted(kind, numbers)
    if isinstance(block, Table):
        block = replace(block, grid=grid)
    part = Part(hostile(next(numbers)), hostile(next(numbers)), (block,))
    page = render("part", "html", {"part": part})
    told = list(texts(part))
    assert len(told) == len(set(told)) > 3
    assert sum(html_text(text) not in page for text in told) == NOT_SHOWN.get(kind, 0)
    assert "<b>" not in page
    assert "&\"'" not in page
