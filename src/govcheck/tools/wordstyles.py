"""The styles of a document, and what takes the place of one that it lacks."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import field
from typing import Any

from govcheck.tools.wordfile import imported
from govcheck.tools.wordxml import full
from govcheck.words.values import dataclass

NORMAL, TABLE = "paragraph", "table"
BULLET, GRID = "List Bullet", "Table Grid"
NEEDED = {
    "Title": NORMAL,
    "Subtitle": NORMAL,
    "Heading 1": NORMAL,
    "Heading 2": NORMAL,
    "Heading 3": NORMAL,
    "Caption": NORMAL,
    BULLET: NORMAL,
    GRID: TABLE,
}
"""The styles that the report is written in, by their names in English, and their kinds."""


@dataclass(frozen=True)
class Styles:
    """The ids of the styles of a document, by name."""

    ids: dict[str, str] = field(default_factory=dict)

    def id(self, name: str) -> str | None:
        """None where the document has no such style, and none can be given to it."""
        return self.ids.get(name)


def styles_of(document: Any) -> Styles:
    """The styles of a document; one that it lacks is taken over from an empty one, but for lists, which are more."""
    found = named(document)
    lacking = [name for name in NEEDED if name not in found and name != BULLET]
    spare = {style.name: style.element for style in imported().Document().styles} if lacking else {}
    for name in lacking:
        found[name] = taken_over(document, spare[name])
    return Styles(found)


def taken_over(document: Any, style: Any) -> str:
    """A copy of a style that builds on no other; its id."""
    copy = deepcopy(style)
    for other in [one for name in ("w:basedOn", "w:next", "w:link") for one in copy.findall(full(name))]:
        copy.remove(other)
    id = str(copy.get(full("w:styleId")))
    taken = {one.style_id for one in document.styles}
    while id in taken:
        id += "G"
    copy.set(full("w:styleId"), id)
    document.styles.element.append(copy)
    return id


def named(document: Any) -> dict[str, str]:
    """The styles that are there, of the kind that is meant."""
    kinds = {style.name: (style.element.get(full("w:type")), style.style_id) for style in document.styles}
    return {name: kinds[name][1] for name, kind in NEEDED.items() if name in kinds and kinds[name][0] == kind}
