"""`govcheck config`: which configuration holds here."""

from __future__ import annotations

from pathlib import Path

from govcheck.commands.output import emit
from govcheck.jobs.settings import configured, settings_lines


def config() -> None:
    """Say which configuration holds here, and what it says. Nothing in it bears on a verdict."""
    here = Path.cwd()
    emit("".join(f"{line}\n" for line in settings_lines(configured(here, here))), None)
