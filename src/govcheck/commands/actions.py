"""What GitHub Actions takes from a step besides its log: the files that its environment names."""

from __future__ import annotations

import os
from pathlib import Path

from govcheck.jobs.outputs import append_output
from govcheck.jobs.summary import LIMIT, summary
from govcheck.rules.formats.outputs import as_outputs
from govcheck.rules.judge import GateRun


def write_summary(run: GateRun) -> None:
    """Add to the page of the step. Nothing where the environment names no file for it."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        append_output(Path(path), lambda used: summary(run, LIMIT - used))


def write_outputs(run: GateRun) -> None:
    """Add to the outputs of the step. Nothing where the environment names no file for them."""
    path = os.environ.get("GITHUB_OUTPUT")
    if path:
        append_output(Path(path), lambda _: as_outputs(run))
