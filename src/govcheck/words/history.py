"""What the versions of a checklist changed, as far as answers that were given before are concerned."""

from __future__ import annotations

from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part


@dataclass(frozen=True)
class IdChange:
    """What became of one id."""

    part: Part
    id: str
    fate: Fate
    to: tuple[str, ...] = ()
    """The ids that it has now; empty where it was removed or reworded."""
    says: str = ""
    """Why it was removed, or what is asked otherwise now."""
    question: str = ""
    """Of a value, the profile question that it belongs to."""


@dataclass(frozen=True)
class Release:
    """One version, and what it changed from the one before."""

    version: str
    says: str
    """What is new, for a reader."""
    changes: tuple[IdChange, ...] = ()
    added: tuple[str, ...] = ()
    """The controls that are new."""
