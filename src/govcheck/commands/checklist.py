"""`govcheck checklist`: the checklists themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import AnswersOption
from govcheck.commands.output import emit
from govcheck.commands.streams import print_out
from govcheck.jobs.checklists import available, find_checklist, open_checklist
from govcheck.jobs.load import find_answers
from govcheck.rules.formats.checklist_text import checklist_line, checklist_text
from govcheck.words.errors import InvalidInput, Problem, Refused

checklist = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List, show and validate checklists.")


@checklist.callback()
def group() -> None:
    """List, show and validate checklists."""


def engagement_folder(answers: Path | None) -> Path | None:
    """The folder of the engagement that is named or near, whose own checklists count too."""
    if answers is not None:
        return answers if answers.is_dir() else answers.parent
    try:
        return find_answers(Path.cwd()).parent
    except Refused:
        return None


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
    found = (
        open_checklist(path, id) if path.suffix in (".yaml", ".yml") else find_checklist(id, engagement_folder(answers))
    )
    emit(checklist_text(found), None)


@checklist.command("validate")
def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Checklist files. Without one, all that can be named.")
    ] = None,
    answers: AnswersOption = None,
) -> None:
    """Check checklist files: structure, and that every name in them names something."""
    named = {path.as_posix(): path for path in files or available(engagement_folder(answers)).values()}
    problems: list[Problem] = []
    for shown, path in named.items():
        try:
            found = open_checklist(path, shown if files else path.name)
            print_out(f"{shown if files else path.name}: valid, {len(found.controls)} controls\n")
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
