"""`govcheck example`: a worked engagement to look at and play with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from govcheck.jobs.examples import copy_example, example_names
from govcheck.words.characters import safe_text

AS_OF = "2026-11-22"
"""The day for which the examples are dated; answers age."""


def example(
    name: Annotated[str | None, typer.Argument(help="Which example. Without it, they are listed.")] = None,
    folder: Annotated[Path | None, typer.Argument(help="Where to. Without it, a folder of that name.")] = None,
) -> None:
    """Copy a worked engagement of an invented organisation out of the package."""
    if name is None:
        sys.stdout.write("".join(f"{one}\n" for one in example_names()))
        return
    target = folder or Path(name)
    copy_example(name, Path.cwd() / target)
    shown = safe_text(target.as_posix())
    sys.stderr.write(f"Copied to {shown}. Next: govcheck check {shown} --as-of {AS_OF}\n")
