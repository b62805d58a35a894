"""The command line as a table: which command is where."""

from __future__ import annotations

from typing import Annotated

import typer

from govcheck import __version__
from govcheck.commands.approve import approve
from govcheck.commands.check import check
from govcheck.commands.checklist import checklist
from govcheck.commands.config import config
from govcheck.commands.diff import diff
from govcheck.commands.example import example
from govcheck.commands.init import init
from govcheck.commands.migrate import migrate
from govcheck.commands.portfolio import portfolio
from govcheck.commands.questions import questions
from govcheck.commands.report import report
from govcheck.commands.review import review
from govcheck.commands.schema import schema
from govcheck.commands.set import set_answer
from govcheck.commands.sheet import sheets
from govcheck.commands.status import status
from govcheck.commands.streams import print_out

app = typer.Typer(
    name="govcheck",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(wanted: bool) -> None:
    if wanted:
        print_out(f"govcheck {__version__}\n")
        raise typer.Exit


@app.callback()
def govcheck(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Governance-readiness reviews as files: a checklist, one answers file, a gate and a report.

    To begin: govcheck example, or govcheck init. Then: govcheck review.
    """


app.command("example")(example)
app.command("init")(init)
app.command("review")(review)
app.command("set")(set_answer)
app.command("status")(status)
app.command("check")(check)
app.command("diff")(diff)
app.command("report")(report)
app.command("approve")(approve)
app.command("migrate")(migrate)
app.command("portfolio")(portfolio)
app.add_typer(questions, name="questions")
app.add_typer(sheets, name="sheet")
app.add_typer(checklist, name="checklist")
app.command("schema")(schema)
app.command("config")(config)
