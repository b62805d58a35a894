"""The same work on many things, by several processes where there are enough of them for that to pay."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from govcheck.words.errors import Refused

Thing = TypeVar("Thing")
Result = TypeVar("Result")

WORTH = 1000
"""Below so many things the start of the processes takes longer than they save."""
MOST = 8
"""More processes wait for the disk and take memory."""
AT_ONCE = 20
"""Things that are handed over together."""


def each(work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[Result]:
    """What comes of each thing, in their order. The work and what it gives must go from process to process."""
    processes = min(processors(), MOST)
    if len(things) < WORTH or processes < 2:
        yield from map(work, things)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to load, and seldom needed
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above

    pool = ProcessPoolExecutor(processes, initializer=left_to_the_first)
    try:
        yield from pool.map(work, things, chunksize=AT_ONCE)
    except BrokenProcessPool:
        raise Refused("a process that worked on the files was ended from outside", "do it again") from None
    finally:  # also where nobody wants the rest
        pool.shutdown(wait=True, cancel_futures=True)


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def left_to_the_first() -> None:
    """An interruption is the first process's business: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
