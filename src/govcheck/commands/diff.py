"""`govcheck diff`: what changed between two answers files, or between two revisions of one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import (
    AnswersOption,
    AsOfOldOption,
    AsOfOption,
    ForceOption,
    OutputOption,
    answers_path,
    day_of,
    format_option,
    named_path,
    opened,
    settings_of,
)
from govcheck.commands.output import emit, format_of
from govcheck.commands.streams import tell
from govcheck.jobs.diffing import DIFF_FORMATS, compared
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.revision import open_revision
from govcheck.rules.formats.diff_words import counts, headline
from govcheck.words.errors import ExitCode, Refused

TWO = "write: govcheck diff OLD NEW, or of one file: govcheck diff --from REVISION"


def diff(
    old: Annotated[str | None, typer.Argument(help="The answers file, or the engagement, before.")] = None,
    new: Annotated[str | None, typer.Argument(help="The same afterwards.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="REVISION", help="The git revision before, instead of two files.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="REVISION", help="The one afterwards. Without it, the file as it is.")
    ] = None,
    answers: AnswersOption = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit code 1 on any difference.")] = False,
    worse: Annotated[
        bool,
        typer.Option(
            "--worse", help="Exit code 1 when the verdict, a use case, a blocker, the stage or a proof is worse."
        ),
    ] = False,
    as_of: AsOfOption = None,
    as_of_old: AsOfOldOption = None,
    format: Annotated[str | None, format_option(DIFF_FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Say what changed between two answers files, or git revisions of one: verdict, controls, findings, questions."""
    day = day_of(as_of)
    days = (day if as_of_old is None else day_of(as_of_old, "--as-of-old"), day)
    before, after = (
        two_revisions(answers, since, until, (old, new)) if since is not None else two_files(old, new, answers, until)
    )
    chosen = format_of(format, output, DIFF_FORMATS, settings_of(after).formats.get("diff", "text"))
    found = compared(before, after, days)
    emit(DIFF_FORMATS[chosen](found), output, force=force)
    if output:
        tell(f"{headline(found)}. {counts(found).capitalize()}.")
    raise typer.Exit(ExitCode.NO if (exit_code and found) or (worse and found.got_worse) else ExitCode.DONE)


def two_files(
    old: str | None, new: str | None, answers: Path | None, until: str | None
) -> tuple[EngagementFile, EngagementFile]:
    if until is not None or answers is not None:
        raise Refused(f"{'--to' if answers is None else '--answers'} goes with --from", TWO)
    if old is None or new is None:
        raise Refused("two answers files are needed", TWO)
    return opened(named_path(old)), opened(named_path(new))


def two_revisions(
    answers: Path | None, since: str, until: str | None, files: tuple[str | None, ...]
) -> tuple[EngagementFile, EngagementFile]:
    if any(name is not None for name in files):
        raise Refused("either two files are compared, or revisions of one", "name that one with --answers")
    before = at_revision(answers, since, whole=False)
    return before, opened(answers) if until is None else at_revision(answers, until, whole=True)


def at_revision(answers: Path | None, revision: str, *, whole: bool) -> EngagementFile:
    """The file as it was at a revision; what should be known of its reading is told."""
    file = open_revision(*answers_path(answers), revision, whole=whole)
    for note in file.notes:
        tell(note)
    return file
