"""`govcheck example`: a worked engagement to look at and play with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.streams import print_out, tell
from govcheck.jobs.examples import copy_example, example_names

AS_OF = "2026-11-22"
"""The day for which the examples are dated; answers age."""


def example(
    name: Annotated[str | None, typer.Argument(help="Which example. Without it, they are listed.")] = None,
    folder: Annotated[Path | None, typer.Argument(help="Where to. Without it, a folder of that name.")] = None,
) -> None:
    """Copy a worked engagement of an invented organisation out of the package."""
    if name is None:
        print_out("".join(f"{one}\n" for one in example_names()))
        return
    target = folder or Path(name)
    copy_example(name, Path.cwd() / target)
    shown = target.as_posix()
    tell(f"Copied to {shown}. Next: govcheck check {shown} --as-of {AS_OF}")
