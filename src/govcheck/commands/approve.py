"""`govcheck approve`: sign-off that is bound to what was approved."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated

import typer

from govcheck.commands.clock import now
from govcheck.commands.options import AnswersOption, AsOfOption, answers_path, day_of
from govcheck.commands.output import emit
from govcheck.commands.person import agreed, tell_raised, terminal, unsaid
from govcheck.jobs.approving import Wanted, approval, checked, save_approval, shown, withdraw
from govcheck.jobs.load import open_engagement
from govcheck.jobs.typed import date_given
from govcheck.rules.assess import assess
from govcheck.words.errors import ExitCode, Refused
from govcheck.words.vocabulary import Verdict


def approve(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="The role that approves, as in the checklist.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who approves; not the owner of the review.")] = "",
    verdict: Annotated[
        Verdict | None,
        typer.Option(help="What is approved. Without it, the verdict; a better one needs a reason."),
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why something better than the verdict.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day; at most the next review.")] = "",
    take_back: Annotated[bool, typer.Option("--withdraw", help="Take the approval of this role back.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only look: exit code 1 unless every approval that is needed counts.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Approve without asking.")] = False,
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Approve what the answers file says now. A later change of its content makes the approval void.

    It shows that something changed, not who typed a name.
    """
    path, name = answers_path(answers)
    here, today = terminal(), day_of(as_of)
    if check and take_back:
        raise Refused("--check and --withdraw do not go together", "leave one of them out")
    if take_back:
        saved = withdraw(path, name, role)
        here.talk(f"Withdrawn: nobody has approved for {role}.")
        tell_raised(here, saved)
        return
    file = open_engagement(path, name)
    found = assess(file.case(today))
    if check:
        lines, whole = checked(file, found, role)
        emit("".join(f"{line}\n" for line in lines), None)
        raise typer.Exit(ExitCode.DONE if whole else ExitCode.NO)
    wanted = unsaid(Wanted(role, by.strip(), verdict, reason.strip(), date_given("--until", until, today)), here)
    at = now() if as_of is None else datetime.combine(today, time(), UTC)
    given = approval(file, found, wanted, at)
    for line in shown(file, found, given, role):
        here.talk(line)
    if yes or agreed(here, "Approve this", "nothing was approved"):
        saved = save_approval(path, name, role, given)
        here.talk(f"Saved: {given.by} has approved for {role}.", "good")
        tell_raised(here, saved)
