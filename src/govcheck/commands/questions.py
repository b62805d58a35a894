"""`govcheck questions`: what only the vendor's account team can answer, out, in again, and judged."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import (
    AnswersOption,
    AsOfOption,
    ForceOption,
    OutputOption,
    answers_path,
    day_of,
    format_option,
    opened,
    settings_of,
)
from govcheck.commands.output import emit, emit_bytes, format_of
from govcheck.commands.person import agreed, terminal, unsaid
from govcheck.jobs.asking import addressed, asking, refuse_unwritable, save_exchanges, told
from govcheck.jobs.judging import Judged, judged_exchange, outcome_lines
from govcheck.jobs.load import open_engagement
from govcheck.jobs.question_list import LIST_FORMATS, list_lines
from govcheck.jobs.reply_import import Said, compared, keep, place_for, received, with_record
from govcheck.jobs.reply_lines import comparison_lines, recorded_lines
from govcheck.jobs.reporting import SHEET_FORMATS, vendor_sheet
from govcheck.jobs.typed import date_given
from govcheck.jobs.unsaid import without_secrets
from govcheck.rules.assess import assess
from govcheck.rules.judge import judge
from govcheck.rules.names import names_nobody, nobody_text
from govcheck.rules.question_list import question_list
from govcheck.rules.wording import few
from govcheck.words.errors import GovcheckError, Refused
from govcheck.words.vocabulary import Outcome

ToOption = Annotated[str, typer.Option("--to", metavar="NAME", help="Only what goes to this role, or to this person.")]

questions = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Open questions to the vendor's account team."
)


@questions.callback()
def group() -> None:
    """Open questions to the vendor's account team."""


@questions.command("list")
def list_questions(
    to: ToOption = "",
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str | None, format_option(LIST_FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Say of each open question where it stands, what waits for it, and what a yes and a no would change."""
    file = opened(answers)
    chosen = format_of(format, output, LIST_FORMATS, "text")
    judgement = judge(file.case(day_of(as_of)))
    view = without_secrets(question_list(judgement, [one.id for one in addressed(judgement, to)]))
    named, screen = "" if answers is None else shlex.quote(file.shown), terminal()
    if chosen == "text" and output is None and screen.stdout.isatty():
        for text, tone in list_lines(view, named, screen.columns):
            screen.show(text, tone)
    else:
        emit(LIST_FORMATS[chosen](view, named), output, force=force)


@questions.command("export")
def export(
    to: ToOption = "",
    record: Annotated[
        bool,
        typer.Option("--record", help="Write down in the answers file that they are asked today, of whom, until when."),
    ] = False,
    due: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="By when a reply is wanted. Without it, in 14 days where a blocker waits, else in 28."
        ),
    ] = "",
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str | None, format_option(SHEET_FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Write the open questions as a sheet that can be sent: no ratings, no notes, no evidence.

    With `-f text` it is the text of an e-mail for each addressee.
    """
    file, today = opened(answers), day_of(as_of)
    chosen = format_of(format, output, SHEET_FORMATS, settings_of(file).formats.get("questions", "md"))
    wanted = wanted_by(due, today, record=record)
    judgement = judge(file.case(today))
    asked = addressed(judgement, to)
    plan = asking(judgement.case, judgement.assessment, asked, wanted)
    before = file.engagement.questions
    if record:
        refuse_unwritable(file.path, file.shown)
        file = file.holding(replace(file.engagement, questions={**before, **plan.written}))
        judgement = judge(file.case(today))
    sheet = vendor_sheet(judgement, [one.id for one in asked], chosen)
    emit_bytes(sheet, output, force=force, filled_in=True)
    here, named = terminal(), "" if answers is None else shlex.quote(file.shown)
    if record:
        save_exchanges(file.path, file.shown, before, plan.written)
        for line in told(plan, named):
            here.talk(line)
    elif plan.sent and output is not None:
        here.talk(f"Not recorded as asked: {', '.join(plan.sent)}. To have that written down too, add --record.")


@questions.command("import")
def import_replies(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="REPLIES", help="What came back: the sheet as .md, .csv or .xlsx, or a mail as .eml or .txt."
        ),
    ],
    partial: Annotated[
        list[str] | None,
        typer.Option(
            metavar="QUESTION[=TEXT]",
            help="This reply is not the whole answer; TEXT says what is missing. Repeatable. It is asked again.",
        ),
    ] = None,
    differs: Annotated[
        list[str] | None,
        typer.Option(
            metavar="QUESTION[=TEXT]",
            help="This reply differs from the contract; TEXT is what that says. Repeatable. It goes to counsel.",
        ),
    ] = None,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who replied, where the file does not say.")] = "",
    on: Annotated[str, typer.Option(metavar="DATE", help="When the reply came, where the file does not say.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Read in what the account team replied: shown first, then kept as evidence and recorded. No status is set."""
    path, shown = answers_path(answers)
    today, here = day_of(as_of), terminal()
    named = "" if answers is None else shlex.quote(shown)
    came = date_given("--on", on, today)
    told = unsaid(Said(by.strip(), came, by_question(partial or []), by_question(differs or [])), here)
    if names_nobody(told.by):
        raise Refused(f"--by: {nobody_text(told.by)}", "write who replied")
    engagement = opened(answers)
    case = engagement.case(today)
    came_back = received(file, file.as_posix(), case)
    comparison = compared(came_back, case, told)
    ref = place_for(came_back, case, engagement.folder)
    for text, tone in comparison_lines(case, came_back, comparison, ref, here.columns):
        here.talk(text, tone)
    if dry_run or not comparison.proposals:
        return
    many = len(comparison.proposals)
    if not (
        yes or agreed(here, f"Record {'this reply' if many == 1 else f'these {many} replies'}", "nothing was written")
    ):
        return
    refuse_unwritable(path, shown)
    after = with_record(comparison.proposals, ref, came_back.sha256)
    new = keep(came_back, ref, engagement.folder)
    try:
        save_exchanges(path, shown, case.engagement.questions, after)
    except GovcheckError:
        if new:
            (engagement.folder / ref).unlink(missing_ok=True)
        raise
    here.talk(f"Saved: {'the reply' if many == 1 else 'the replies'} to {few(after)}.", "good")
    now = open_engagement(path, shown).case(today)
    for text, tone in recorded_lines(now, assess(case), assess(now), comparison.proposals, named):
        here.talk(text, tone)


def by_question(given: Iterable[str]) -> dict[str, str]:
    """What is said of each question that is named; empty where nothing is."""
    return {id.strip(): text.strip() for id, _, text in (one.partition("=") for one in given)}


@questions.command("judge")
def judge_reply(
    id: Annotated[str, typer.Argument(metavar="QUESTION", help="The question's id.")],
    outcome: Annotated[
        Outcome,
        typer.Argument(
            metavar="OUTCOME",
            help=(
                "accepted (it answers the question), insufficient (it is asked again), differs (from the contract: it "
                "goes to counsel), withdrawn (no longer asked)."
            ),
        ),
    ],
    valid_until: Annotated[
        str, typer.Option(metavar="DATE", help="The last day on which it counts. Without it, 180 days after it came.")
    ] = "",
    follow_up: Annotated[
        str, typer.Option(metavar="TEXT", help="What is still missing. The account team reads this on the next sheet.")
    ] = "",
    contract_says: Annotated[
        str, typer.Option(metavar="TEXT", help="What the contract says instead. For counsel; it never goes out.")
    ] = "",
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Say what is made of a reply. No status is set: the controls that wait for it are named, with the command."""
    file, today, here = opened(answers), day_of(as_of), terminal()
    until = date_given("--valid-until", valid_until, today)
    given = Judged(outcome, until, follow_up.strip(), contract_says.strip())
    new = judged_exchange(file, id, unsaid(given, here))
    save_exchanges(file.path, file.shown, file.engagement.questions, {id: new})
    here.talk(f"Saved: {id}, outcome {outcome}.", "good")
    case = file.holding(replace(file.engagement, questions={**file.engagement.questions, id: new})).case(today)
    named = "" if answers is None else shlex.quote(file.shown)
    for text, tone in outcome_lines(case, assess(file.case(today)), assess(case), id, named):
        here.talk(text, tone)


def wanted_by(text: str, today: date, *, record: bool) -> date | None:
    """The day by which a reply is wanted; None where it follows from what waits."""
    found = date_given("--due", text, today)
    if found and not record:
        raise Refused("--due is written down with --record only", "add --record, or leave it out")
    if found and found < today:
        raise Refused(f"--due {found} is past", "name a day to come, or so many days from today: +14")
    return found
