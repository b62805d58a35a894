"""What `check` prints, one module for each format, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govcheck.rules.formats.as_json import as_json
from govcheck.rules.formats.as_text import as_text
from govcheck.rules.judge import GateRun

CHECK_FORMATS: Mapping[str, Callable[[GateRun], str]] = {"text": as_text, "json": as_json}
