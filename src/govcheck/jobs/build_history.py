"""From the history in a checklist document to its releases. Validates nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govcheck.rules.versions import numbers
from govcheck.words.history import IdChange, Release
from govcheck.words.vocabulary import Fate, Part

Doc = Mapping[str, Any]
ELSEWHERE = (Fate.RENAMED, Fate.SPLIT, Fate.MERGED)
"""What gives an id others; the rest say something."""


def build_history(doc: Doc) -> tuple[Release, ...]:
    """The releases, the oldest first."""
    return tuple(
        Release(version, told["says"], tuple(changes(told)), tuple(told.get("added", ())))
        for version, told in sorted(doc.items(), key=lambda entry: numbers(entry[0]))
    )


def changes(doc: Doc) -> Iterator[IdChange]:
    for part in Part:
        of_part = doc.get(part.value, {})
        by_question = of_part if part is Part.VALUES else {"": of_part}
        for question, told in by_question.items():
            yield from (change(part, question, id, became) for id, became in told.items())


def change(part: Part, question: str, id: str, doc: Doc) -> IdChange:
    fate, value = next((Fate(name), value) for name, value in doc.items())
    if fate in ELSEWHERE:
        return IdChange(part, id, fate, (value,) if isinstance(value, str) else tuple(value), question=question)
    return IdChange(part, id, fate, says=value, question=question)
