"""`govcheck config`: which configuration holds here."""

from __future__ import annotations

from pathlib import Path

from govcheck.commands.output import emit
from govcheck.jobs.logo import branding_of
from govcheck.jobs.settings import configured, settings_lines


def config() -> None:
    """Say which configuration holds here, and what it says. Nothing in it bears on a verdict."""
    here = Path.cwd()
    found = configured(here, here)
    emit("".join(f"{line}\n" for line in settings_lines(found, branding_of(found))), None)
