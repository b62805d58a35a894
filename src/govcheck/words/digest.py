"""A digest of a source document: its facts in our own words."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.words.values import dataclass


@dataclass(frozen=True)
class SourceFact:
    """One checkable statement of a source."""

    id: str
    section: str
    """Of the source."""
    kind: str
    binds: str
    """Whom it binds or concerns."""
    text: str
    check: str
    """What to look for, as a question."""


@dataclass(frozen=True)
class Digest:
    """A source document as facts."""

    id: str
    title: str
    publisher: str
    dated: str
    """The document's own date, or that it gives none."""
    sha256: str
    """Of the original, so that a change can be noticed."""
    defects: tuple[str, ...]
    """What the original lost or lacks."""
    facts: Mapping[str, SourceFact]
