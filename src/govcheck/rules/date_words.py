"""How near and past dates read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from govcheck.rules.near import NearDate


def days_text(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def dates_heading(dates: Sequence[NearDate], within: int) -> str:
    """How far is looked ahead, and how much is overdue."""
    late = sum(one.overdue for one in dates)
    return f"Dates within {days_text(within)}{f', and {late} overdue' if late else ''}"


def when(one: NearDate, today: date) -> str:
    ahead = (one.day - today).days
    return "overdue" if one.overdue else f"in {days_text(ahead)}" if ahead else "today"


def date_text(one: NearDate, today: date) -> str:
    """`accounts: remedy due 2026-12-04, in 12 days (Lin Chen)`."""
    about = f"{one.subject}: " if one.subject else ""
    who = f" ({one.who})" if one.who else ""
    return f"{about}{one.kind.label} {one.day}, {when(one, today)}{who}"
