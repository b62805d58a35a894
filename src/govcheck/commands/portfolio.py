"""`govcheck portfolio`: many engagements on one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import (
    AsOfOption,
    ForceOption,
    OutputOption,
    WithinOption,
    day_of,
    days_ahead,
    format_option,
    named_path,
)
from govcheck.commands.output import emit, format_of
from govcheck.commands.person import terminal
from govcheck.commands.reports import refuse_taken
from govcheck.commands.streams import tell
from govcheck.jobs.load import shown_from
from govcheck.jobs.logo import branding_of
from govcheck.jobs.portfolio import Places, bundled_words, places, reviews
from govcheck.jobs.portfolio_formats import PORTFOLIO_FORMATS
from govcheck.jobs.portfolio_text import portfolio_lines
from govcheck.jobs.settings import Configured, configured_for
from govcheck.rules.aliases import without_names
from govcheck.rules.formats.portfolio_words import missing_text
from govcheck.rules.portfolio import Broken, Portfolio, Row
from govcheck.rules.portfolio import portfolio as together
from govcheck.tools.terminal import Terminal
from govcheck.words.errors import ExitCode

TOLD = 20
"""So many files that could not be judged are named; the rest are counted."""


def portfolio(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Folders to look for answers files, or answers files. Without one, the engagements of the "
            "configuration, else this folder."
        ),
    ] = None,
    mask: Annotated[
        bool, typer.Option("--mask", help="Replace the names of organisations, engagements, people and files.")
    ] = False,
    as_of: AsOfOption = None,
    within: WithinOption = None,
    format: Annotated[str | None, format_option(PORTFOLIO_FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Show many engagements on one page, the worst first. Exit code 0: each could be judged, whatever its verdict.

    Exit code 2: one could not, or there is none; the page is written all the same.
    """
    here, given = Path.cwd(), [named_path(text) for text in paths or ()]
    configured = settings_for(given, here)
    settings = configured.settings
    chosen = format_of(format, output, PORTFOLIO_FORMATS, settings.formats.get("portfolio", "text"))
    branding = branding_of(configured) if chosen == "html" else settings.branding
    found, today, screen = places(given or meant(configured, here), here), day_of(as_of), terminal()
    rows = judged(found, today, days_ahead(within, settings), output, screen)
    page = together([*found.broken, *rows], today, days_ahead(within, settings), found.again)
    if mask:
        page = without_names(page, bundled_words())
    if chosen == "text" and output is None and screen.stdout.isatty():
        for text, tone in portfolio_lines(page, screen.columns):
            screen.show(text, tone)
    else:
        emit(PORTFOLIO_FORMATS[chosen](page, branding), output, force=force)
    tell_missing(page, in_sight=chosen == "text" and output is None)
    raise typer.Exit(ExitCode.DONE if page.whole else ExitCode.CANNOT_TELL)


def settings_for(given: list[Path], here: Path) -> Configured:
    """The configuration for what was named, as far as one may look there: of the rest the page tells."""
    return configured_for([path for path in given if may_look(here / path)], here)


def may_look(path: Path) -> bool:
    try:
        list(path.iterdir()) if path.is_dir() else path.exists()
    except OSError:
        return False
    return True


def meant(found: Configured, here: Path) -> list[Path]:
    """The engagements of the configuration, all of them wherever one stands; without any, this folder."""
    return [Path(shown_from(found.folder / name, here)) for name in found.settings.engagements] or [Path()]


def judged(found: Places, today: date, within: int, output: Path | None, screen: Terminal) -> list[Row | Broken]:
    """The row of each engagement, while it is told how many there are. No page goes over a file that is judged."""
    rows: list[Row | Broken] = []
    with screen.counting(len(found.files), "Judged") as one_more:
        for one in reviews(found.files, today, within):
            refuse_taken((), output, one.inputs)
            rows.append(one.found)
            one_more()
    return rows


def tell_missing(page: Portfolio, *, in_sight: bool) -> None:
    """What could not be judged, on standard error too: a page in a file is not always looked at."""
    if page.whole:
        return
    for broken in () if in_sight else page.broken[:TOLD]:
        tell(str(broken.problem))
    if len(page.broken) > TOLD and not in_sight:
        tell(f"and {len(page.broken) - TOLD} more")
    tell(f"govcheck: {missing_text(page)}")
