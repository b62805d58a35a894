"""`govcheck schema`: the JSON Schemas, for editors and other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from govcheck.commands.options import ForceOption, OutputOption
from govcheck.commands.output import emit
from govcheck.tools.schema import schema_text


class SchemaName(StrEnum):
    """The formats that have a schema."""

    ANSWERS = "answers"
    CHECK = "check"
    CHECKLIST = "checklist"
    CONFIG = "config"
    DIFF = "diff"
    DIGEST = "digest"
    PORTFOLIO = "portfolio"
    REPORT = "report"


def schema(
    name: Annotated[SchemaName, typer.Argument(help="Which file format.")],
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Print the JSON Schema of a file format."""
    emit(schema_text(name.value), output, force=force)
