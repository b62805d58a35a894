"""Commands run in turn, and what each run took of the processor, of the clock and of memory."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """What is run, and what it may end with: a run that ended otherwise is not measured, it stops everything."""

    words: Sequence[str]
    ends: frozenset[int] = frozenset({0})
    typed: str = ""


@dataclass(frozen=True)
class Run:
    """What one run took: seconds of the processor with all its children, seconds of the clock, the peak in KiB."""

    cpu: float
    wall: float
    peak: int


def measured(commands: Mapping[str, Command], rounds: int) -> Mapping[str, Sequence[Run]]:
    """Each command once in every round, so that whatever else the machine does falls on all of them."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(name, command))
    return runs


def run(name: str, command: Command) -> Run:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        [*command.words], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stderr
    process.stdin.write(command.typed)
    process.stdin.close()
    told = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in command.ends:
        raise SystemExit(f"{name}: {' '.join(command.words)} ended with {process.returncode}\n{told[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(cpu, wall, used.ru_maxrss)


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios inside each round."""
    return statistics.median(one / other for one, other in zip(above, below, strict=True))
