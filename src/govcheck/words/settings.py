"""How a team wants govcheck to run. Nothing here bears on a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from govcheck.words.values import dataclass

ACCENT, ACCENT_DARK = "#1f3a5f", "#a5c8f2"
"""The colour of a report that nobody has branded, on a light and on a dark page."""


@dataclass(frozen=True)
class LogoFile:
    """Where a logo lies, and where the configuration says so."""

    name: str
    """Relative to the folder of the configuration."""
    text: str
    """The same in words."""
    line: int
    column: int


@dataclass(frozen=True)
class Logo:
    """A picture that can stand in a report."""

    media: str
    """What kind of file it is, as in `image/png`."""
    base64: str
    """The file, without what it says besides the picture."""
    width: int
    height: int
    text: str

    @property
    def uri(self) -> str:
        """The picture as an address that asks for nothing."""
        return f"data:{self.media};base64,{self.base64}"


@dataclass(frozen=True)
class Brand:
    """How a report looks, as far as a firm decides it; the colours of states are not its to choose."""

    accent: str = ACCENT
    """As `#rrggbb`, and readable on a white page."""
    accent_dark: str = ACCENT_DARK
    """The same on the dark page."""
    logo: Logo | None = None


@dataclass(frozen=True)
class Sections:
    """The parts of a report by their names."""

    order: tuple[str, ...] = ()
    """Those that come before the others."""
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Branding:
    """What a report says of whoever made it, and how it looks."""

    prepared_by: str = ""
    classification: str = ""
    """Who may read it, in the firm's own word."""
    contact: str = ""
    cover: str = ""
    """Lines of text for the first page."""
    brand: Brand = field(default_factory=Brand)
    sections: Sections = field(default_factory=Sections)


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
    """Without the logo, which is a file of its own."""
    logo: LogoFile | None = None
    edition: str = ""
    """Of the report, where none is asked for: never the full one, so that a file can only hold less."""
