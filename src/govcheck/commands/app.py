"""The command line as a table: which command is where, and what it is for. Each is loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, NamedTuple

import typer
from typer.core import TyperGroup

from govcheck import __version__
from govcheck.commands.streams import print_out
from govcheck.rules.suggest import write_instead
from govcheck.words.errors import Refused

# typer has its own copy of click, and names neither of these in its public modules.
from typer._click import Command, Context, HelpFormatter  # isort: skip


class Listed(NamedTuple):
    """A command in the table."""

    place: str
    """The module in this package, and what the command is called there."""
    purpose: str
    """What the list of commands says; the same as the beginning of the command's own help."""


LIST = {
    "example": Listed("example:example", "Copy a worked engagement of an invented organisation."),
    "init": Listed("init:init", "Start an engagement."),
    "review": Listed("review:review", "Answer the questions one by one."),
    "set": Listed("set:set_answer", "Answer one control."),
    "status": Listed("status:status", "Say where the review stands."),
    "check": Listed("check:check", "Judge committed answers files."),
    "diff": Listed("diff:diff", "Say what changed between two answers files."),
    "report": Listed("report:report", "Write the readiness report."),
    "approve": Listed("approve:approve", "Approve what the answers file says now."),
    "migrate": Listed("migrate:migrate", "Carry an answers file over to the present versions of its checklists."),
    "portfolio": Listed("portfolio:portfolio", "Show many engagements on one page, the worst first."),
    "questions": Listed("questions:questions", "Open questions to the vendor's account team."),
    "sheet": Listed("sheet:sheets", "Sheets for colleagues, out and in again."),
    "checklist": Listed("checklist:checklist", "List, show, validate and trace checklists."),
    "schema": Listed("schema:schema", "Print the JSON Schema of a file format."),
    "config": Listed("config:config", "Say which configuration holds here, and what it says."),
}


class Commands(TyperGroup):
    """The commands of the list. No command waits for what another one needs."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the signature is the library's
        return list(LIST)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - as above
        return loaded(cmd_name) if cmd_name in LIST else None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if args[0] not in LIST:
            raise Refused(f"there is no command {args[0]}", write_instead(args[0], LIST))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.purpose) for name, one in LIST.items()])


def loaded(name: str) -> Command:
    """A command of the list, or a group of them, as the library runs it."""
    module, _, attribute = LIST[name].place.partition(":")
    found = getattr(import_module(f"govcheck.commands.{module}"), attribute)
    if isinstance(found, typer.Typer):
        group = typer.main.get_group(found)
        group.name = name
        return group
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name)(found)
    return typer.main.get_command(alone)


app = typer.Typer(
    name="govcheck",
    cls=Commands,
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
