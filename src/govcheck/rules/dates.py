"""Counting days without running out of calendar."""

from __future__ import annotations

from datetime import date, timedelta


def days_after(start: date, days: int) -> date:
    """The day so many days later, or the last day of the calendar: a date like 9999-12-31 is no reason to stop."""
    left = (date.max - start).days
    return date.max if days >= left else start + timedelta(days=days)
