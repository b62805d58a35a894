"""The one place that looks at the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present time, in UTC, to the second."""
    return datetime.now(tz=UTC).replace(microsecond=0)


def today() -> date:
    """The present day, in UTC, so that a file is judged alike everywhere."""
    return now().date()
