"""What `check` prints, one module for each format, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govcheck.rules.formats.as_github import as_github
from govcheck.rules.formats.as_gitlab import as_gitlab
from govcheck.rules.formats.as_json import as_json
from govcheck.rules.formats.as_sarif import as_sarif
from govcheck.rules.formats.as_text import as_text
from govcheck.rules.judge import GateRun


def junit(run: GateRun) -> str:
    from govcheck.rules.formats.as_junit import as_junit  # noqa: PLC0415 - alone it needs XML, which loads slowly

    return as_junit(run)


CHECK_FORMATS: Mapping[str, Callable[[GateRun], str]] = {
    "text": as_text,
    "json": as_json,
    "junit": junit,
    "sarif": as_sarif,
    "github": as_github,
    "gitlab": as_gitlab,
}

SAY_HOW_IT_ENDED = frozenset({"sarif"})
"""Formats that hold the exit code, so that they have to come last: a result that does not arrive changes it."""
