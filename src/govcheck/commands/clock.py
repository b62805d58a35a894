"""The one place that looks at the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """The present day, in UTC, so that a file is judged alike everywhere."""
    return datetime.now(tz=UTC).date()
