"""`govcheck checklist`: the checklists themselves."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import AnswersOption, ForceOption, OutputOption, format_option
from govcheck.commands.output import emit, format_of
from govcheck.commands.streams import print_out, tell
from govcheck.jobs.checklists import OWN_FOLDER, available, comes_along, find_checklist, open_checklist, refuse_misnamed
from govcheck.jobs.load import find_answers
from govcheck.jobs.new_checklist import write_checklist
from govcheck.jobs.since import earlier, told_since
from govcheck.jobs.tracing import TRACE_FORMATS, held_against, traced
from govcheck.rules.formats.checklist_text import (
    checklist_line,
    checklist_text,
    controls_counted,
    since_text,
    unchanged_text,
)
from govcheck.words.errors import ExitCode, InvalidInput, Problem, Refused

checklist = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List, show, validate and trace checklists.")


@checklist.callback()
def group() -> None:
    """List, show, validate and trace checklists."""


def engagement_folder(answers: Path | None) -> Path | None:
    """The folder of the engagement that is named or near, whose own checklists count too."""
    if answers is not None:
        if not answers.exists():
            raise Refused(f"{answers.as_posix()} does not exist", "check the spelling and the folder")
        return answers if answers.is_dir() else answers.parent
    try:
        return find_answers(Path.cwd()).parent
    except Refused:  # one's own checklists may be written before there are answers
        own = Path.cwd() / OWN_FOLDER
        return Path.cwd() if own.is_dir() and not comes_along(own) else None


def beside(path: Path) -> Path | None:
    """The folder of the engagement that a checklist file would belong to; None for one that comes with govcheck."""
    folder = (Path.cwd() / path).resolve().parent
    return None if comes_along(folder) else folder.parent


@checklist.command("list")
def list_them(answers: AnswersOption = None) -> None:
    """List the checklists that an engagement can name."""
    folder = engagement_folder(answers)
    emit("".join(checklist_line(find_checklist(id, folder)) for id in available(folder)), None)


@checklist.command("show")
def show(
    id: Annotated[str, typer.Argument(help="The checklist's id, or a file.")],
    answers: AnswersOption = None,
) -> None:
    """Show a checklist: its profile questions, sections, controls and questions to the vendor."""
    path = Path(id)
    named = path.suffix in (".yaml", ".yml")
    found = open_checklist(path, id, beside(path)) if named else find_checklist(id, engagement_folder(answers))
    emit(checklist_text(found), None)


@checklist.command("validate")
def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Checklist files. Without one, all that can be named.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="OLD", help="An earlier version to compare with: a file, or a git revision of the file."),
    ] = None,
    answers: AnswersOption = None,
) -> None:
    """Check checklist files: structure, and that every name in them names something.

    With --since also what the history leaves out, whether the version is raised enough, and what is asked less than
    before. Exit code 1: something of that has to be put right.
    """
    if since is not None and not files:
        raise Refused("no file is named that --since compares", "write: govcheck checklist validate FILE --since OLD")
    folder, wrong = engagement_folder(answers), False
    named = {path.as_posix(): path for path in files or available(folder).values()}
    problems: list[Problem] = []
    for shown, path in named.items():
        try:
            name = shown if files else path.name
            found = open_checklist(path, name, folder or beside(path))
            if (Path.cwd() / path).resolve().parent.name == OWN_FOLDER:
                refuse_misnamed(path, name, found)
            print_out(f"{name}: valid, {controls_counted(found)}\n")
            if since is not None:
                old = earlier(Path.cwd() / path, name, since, folder or beside(path))
                told = told_since(path, name, since, found, old)
                print_out(
                    since_text(name, told.version, told.wrong, told.known)
                    if not told.same
                    else unchanged_text(name, told.version)
                )
                wrong = wrong or bool(told.wrong)
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    if wrong:
        raise typer.Exit(ExitCode.NO)


@checklist.command("new")
def new(
    id: Annotated[str, typer.Argument(help="Its id: lower-case words joined by hyphens.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its title. Without it, the id as words.")] = "",
    folder: Annotated[Path, typer.Option(metavar="FOLDER", help="The engagement's folder; this one.")] = Path(),
) -> None:
    """Write a checklist of your own to begin with: commented, and valid as it stands."""
    path = write_checklist(id, title, folder)
    tell(f"Written: {path.as_posix()}. Change it, then: govcheck checklist validate {shlex.quote(path.as_posix())}")


@checklist.command("trace")
def trace(
    id: Annotated[str, typer.Argument(help="The checklist's id.")],
    original: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A plain-text copy of a source, to see whether it has changed. Repeatable."),
    ] = None,
    answers: AnswersOption = None,
    format: Annotated[str | None, format_option(TRACE_FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Show what rests on which fact of which source, and what a source says that nothing asks about.

    Exit code 1: a copy of an original is not the text that its facts were read from.
    """
    chosen = format_of(format, output, TRACE_FORMATS, "text")
    found = traced(find_checklist(id, engagement_folder(answers)))
    changes, same = held_against(found, original or ())
    emit(TRACE_FORMATS[chosen](found, changes), output, force=force)
    if not same:
        raise typer.Exit(ExitCode.NO)
