"""How a team wants govcheck to run. Nothing here bears on a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Branding:
    """What a report says of whoever made it."""

    prepared_by: str = ""
    classification: str = ""
    """Who may read it, in the firm's own word."""


@dataclass(frozen=True)
class Settings:
    """What a configuration file holds; empty where it says nothing."""

    source: str = ""
    """The file as messages name it; empty where there is none."""
    engagements: tuple[str, ...] = ()
    """Answers files or folders, relative to the folder of the file."""
    within: int | None = None
    """How many days ahead dates are told."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """By command, the format where none is asked for."""
    branding: Branding = field(default_factory=Branding)
    edition: str = ""
    """Of the report, where none is asked for: never the full one, so that a file can only hold less."""
