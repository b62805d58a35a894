"""`govcheck migrate`: to the newer versions of the checklists."""

from __future__ import annotations

from typing import Annotated

import typer

from govcheck.commands.options import AnswersOption, AsOfOption, answers_path, day_of
from govcheck.commands.output import emit
from govcheck.commands.person import agreed, terminal
from govcheck.jobs.migrating import carry, look, told
from govcheck.rules.assess import assess


def migrate(
    answers: AnswersOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    as_of: AsOfOption = None,
) -> None:
    """Carry an answers file over to the present versions of its checklists.

    Renamed, split and merged controls take their answers along. What is asked otherwise now has to be confirmed again.
    What is not asked any more stays in the file. Nothing that somebody wrote is dropped.
    """
    path, name = answers_path(answers)
    here, today = terminal(), day_of(as_of)
    seen = look(path, name)
    lines = list(told(name, seen.migration))
    if dry_run or not seen.migration.versions:
        emit("".join(f"{line}\n" for line in lines), None)
        return
    for line in lines:
        here.talk(line)
    if not yes and not agreed(here, "Write this", "nothing was written"):
        return
    carry(path, name, seen)
    here.talk(f"Saved: {name}.", "good")
    if void := [one.role for one in assess(seen.file.case(today)).approvals if one.void]:
        here.talk(f"Approvals that are void now: {', '.join(void)}.", "poor")
    here.talk("Next: govcheck review asks what is open.")
