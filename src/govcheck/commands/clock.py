"""The one place that looks at the clock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

EPOCH = "SOURCE_DATE_EPOCH"
"""What libraries look at that take part in reproducible builds."""


def now() -> datetime:
    """The present time, in UTC, to the second."""
    return datetime.now(tz=UTC).replace(microsecond=0)


def today() -> date:
    """The present day, in UTC, so that a file is judged alike everywhere."""
    return now().date()


@contextmanager
def standing_still(day: date) -> Iterator[None]:
    """Libraries that write the time into what they make take that day for now, whatever was set before."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[EPOCH]
        else:
            os.environ[EPOCH] = before
