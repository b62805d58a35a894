"""A firm's brand: the logo that the configuration names, read from its file."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

from govcheck.jobs.settings import Configured
from govcheck.tools.pictures import picture
from govcheck.tools.yamltext import read_bytes
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.settings import Branding, Logo, LogoFile


def branding_of(found: Configured) -> Branding:
    """All that a report is branded with. Raises InvalidInput, at the line of the configuration, for a bad logo."""
    branding, logo = found.settings.branding, found.settings.logo
    if logo is None:
        return branding
    try:
        read = read_logo(logo, found.folder)
    except Refused as error:
        problem = Problem(found.settings.source, logo.line, logo.column, error.message, error.hint)
        raise InvalidInput([problem]) from None
    return replace(branding, brand=replace(branding.brand, logo=read))


def read_logo(logo: LogoFile, folder: Path) -> Logo:
    """The picture in the file; links are followed first, so one that leads out of the folder is refused."""
    shown = f"the logo {logo.name}"
    try:
        path = Path(os.path.realpath(folder / logo.name, strict=True))
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise Refused(f"{shown} does not exist", "name it relative to the folder of this file") from None
    if not path.is_relative_to(os.path.realpath(folder)):
        raise Refused(f"{shown} leads out of the folder of this file", "copy it into that folder")
    found = picture(read_bytes(path, shown), shown)
    return Logo(found.media, b64encode(found.data).decode("ascii"), found.width, found.height, logo.text)
