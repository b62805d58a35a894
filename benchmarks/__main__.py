"""Measures govcheck on generated data, against the floor of Python, the libraries under it and other tools.

Only ratios inside one run are compared with goals: the same machine, the same minute. `make bench`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from compileall import compile_dir
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import govcheck
from benchmarks import data
from benchmarks.measure import Command, Run, measured, ratio

PYTHON = sys.executable
PROGRAM = str(Path(sys.executable).with_name("govcheck"))
JUDGED = frozenset({0, 1})
SIZES = (50, 1_200, 12_000)
SCHEMA = Path(__file__).parents[1] / "src" / "govcheck" / "schemas" / "answers.schema.json"
LOADER = "import sys, yaml; yaml.load(open(sys.argv[1]), yaml.CSafeLoader)"

Runs = Mapping[str, Sequence[Run]]


@dataclass(frozen=True)
class Goal:
    """A figure with what it should be at least, and what to reach for. Lower is better unless `more` is set."""

    title: str
    found: Callable[[Runs], float]
    least: float
    reach: float
    more: bool = False
    unit: str = "times"

    def reached(self, value: float, goal: float) -> bool:
        return value >= goal if self.more else value <= goal


def cpu(name: str) -> Callable[[Runs], list[float]]:
    return lambda runs: [one.cpu for one in runs[name]]


def times(above: str, below: str, *, wall: bool = False) -> Callable[[Runs], float]:
    """How many times as long one takes as the other."""

    def found(runs: Runs) -> float:
        one, other = ([run.wall if wall else run.cpu for run in runs[name]] for name in (above, below))
        return ratio(one, other)

    return found


def exponent(command: str) -> Callable[[Runs], float]:
    """How time grows from 1,200 to 12,000 controls, without what the smallest takes: 1 is in proportion."""

    def found(runs: Runs) -> float:
        small, middle, large = ([run.cpu for run in runs[f"{command} {size}"]] for size in SIZES)
        triples = zip(small, middle, large, strict=True)
        return statistics.median(math.log10((most - least) / (some - least)) for least, some, most in triples)

    return found


def memory(command: str) -> Callable[[Runs], float]:
    """KiB for each control more."""

    def found(runs: Runs) -> float:
        middle, large = ([run.peak for run in runs[f"{command} {size}"]] for size in SIZES[1:])
        return statistics.median((b - a) / (SIZES[2] - SIZES[1]) for a, b in zip(middle, large, strict=True))

    return found


def between_questions(runs: Runs) -> float:
    """Milliseconds of the processor for one answer saved and the next question shown."""
    pairs = zip(runs["review, 11 answers"], runs["review, 1 answer"], strict=True)
    return statistics.median((many.cpu - one.cpu) * 100 for many, one in pairs)


GOALS = (
    Goal("--version / pass", times("--version", "pass"), 7, 2),
    Goal("--help / pass", times("--help", "pass"), 8, 6),
    Goal("check of the example / libraries", times("check example", "libraries"), 1.5, 0.7),
    Goal("check of it made invalid / libraries", times("check invalid", "libraries"), 1.7, 1.2),
    Goal("check of 12,000 / C loader", times("check 12000", "C loader 12000"), 1.2, 0.4),
    Goal("report of the example / pass", times("report example", "pass"), 25, 14),
    Goal("check: exponent of time", exponent("check"), 1.15, 1.05, unit=""),
    Goal("report: exponent of time", exponent("report"), 1.15, 1.05, unit=""),
    Goal("check: memory for a control", memory("check"), 12, 6, unit="KiB"),
    Goal("report: memory for a control", memory("report"), 24, 12, unit="KiB"),
    Goal("one answer in a file of 2,000", between_questions, 100, 30, unit="ms"),
)
WORKERS = Goal("5,000 files: two workers / one", times("two workers", "one worker", wall=True), 0.7, 0.6)
PEERS = (
    Goal("check-jsonschema / check of 50", times("check-jsonschema 50", "check 50"), 1.2, 3, more=True),
    Goal("check-jsonschema / check of 1,200", times("check-jsonschema 1200", "check 1200"), 5, 10, more=True),
    Goal("check-jsonschema / check of 200 files", times("check-jsonschema many", "check many"), 6, 12, more=True),
    Goal("report of 1,200 / deon", times("report 1200", "deon 1200"), 1.2, 0.6),
)


def commands(folder: Path) -> Iterator[tuple[str, Command]]:
    """What is run, on data made in the folder."""
    day = ("--as-of", data.AS_OF)
    yield "pass", Command([PYTHON, "-c", "pass"])
    yield "libraries", Command([PYTHON, "-c", "import typer, yaml, jsonschema"])
    yield "--version", Command([PROGRAM, "--version"])
    yield "--help", Command([PROGRAM, "--help"])
    example = data.example(folder / "example")
    yield "check example", Command([PROGRAM, "check", str(example), *day], JUDGED)
    invalid = data.example(folder / "invalid", broken=True)
    yield "check invalid", Command([PROGRAM, "check", str(invalid), *day], frozenset({2}))
    yield "report example", Command([PROGRAM, "report", "-a", str(example), *day, "-f", "html"])
    for size in SIZES:
        path = str(data.engagement(folder / f"size-{size}", size))
        yield f"check {size}", Command([PROGRAM, "check", path, *day], JUDGED)
        yield f"report {size}", Command([PROGRAM, "report", "-a", path, *day, "-f", "html"])
        if size == SIZES[-1]:
            yield f"C loader {size}", Command([PYTHON, "-c", LOADER, path])
    large = data.engagement(folder / "size-2000", 2_000)
    for count, name in ((1, "review, 1 answer"), (11, "review, 11 answers")):
        words = [PROGRAM, "review", "-a", str(large), "--by", "Ana Sol", "--only", "all", *day]
        yield name, Command(words, frozenset({0, 2}), "u\n\n" * count + "q\n")
    yield "check many", Command([PROGRAM, "check", str(data.many(folder / "many", 200)), *day], JUDGED)


def workers(folder: Path) -> Iterator[tuple[str, Command]]:
    book = str(data.many(folder / "book", 5_000))
    for count, name in ((1, "one worker"), (2, "two workers")):
        words = ["taskset", "--cpu-list", ",".join(map(str, range(count)))] if count == 1 else []
        yield name, Command([*words, PROGRAM, "portfolio", book, "--as-of", data.AS_OF, "-f", "jsonl"])


def peers(folder: Path, place: Path) -> Iterator[tuple[str, Command]]:
    """Other tools on the same files, or on the same questions."""
    checker = [str(place / "check-jsonschema"), "--schemafile", str(SCHEMA)]
    for size in SIZES[:2]:
        yield f"check-jsonschema {size}", Command([*checker, str(folder / f"size-{size}" / "answers.yaml")])
    files = [str(path) for path in sorted((folder / "many").rglob("answers.yaml"))]
    yield "check-jsonschema many", Command([*checker, *files])
    sheet = data.deon(folder / "deon.yml", 1_200)
    words = [str(place / "deon"), "-l", str(sheet), "-o", str(folder / "deon.html"), "-w"]
    yield "deon 1200", Command(words)


def main() -> None:
    options = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    options.add_argument("--rounds", type=int, default=7, help="how often each command is run")
    options.add_argument("--peers", type=Path, help="the folder with check-jsonschema and deon, to measure them too")
    options.add_argument("--book", action="store_true", help="also 5,000 files, which takes minutes")
    options.add_argument("--only", default="", help="only goals whose title holds this text")
    options.add_argument("-o", "--output", type=Path, help="write every run to this file as JSON")
    given = options.parse_args()
    compile_dir(Path(govcheck.__file__).parent, quiet=1)  # as an installation has it, also where nothing is to be kept
    with TemporaryDirectory(prefix="govcheck-bench-") as name:
        folder = Path(name)
        os.environ["GIT_CEILING_DIRECTORIES"] = str(folder)
        wanted = dict(commands(folder))
        goals: tuple[Goal, ...] = GOALS
        if given.peers:
            wanted |= dict(peers(folder, given.peers.absolute()))
            goals += PEERS
        if given.book:
            wanted |= dict(workers(folder))
            goals += (WORKERS,)
        goals = tuple(goal for goal in goals if given.only in goal.title)
        runs = measured(needed(wanted, goals), given.rounds)
    print("\n".join(table(goals, runs)))
    if given.output:
        found = {name: [asdict(one) for one in some] for name, some in runs.items()}
        figures = [{"goal": goal.title, "value": goal.found(runs), "least": goal.least} for goal in goals]
        given.output.write_text(json.dumps({"figures": figures, "runs": found}, indent=1) + "\n", "utf-8")


def needed(wanted: Mapping[str, Command], goals: Sequence[Goal]) -> Mapping[str, Command]:
    """The commands that the goals ask for."""
    asked: set[str] = set()

    class Asking(dict[str, Sequence[Run]]):
        def __getitem__(self, name: str) -> Sequence[Run]:
            asked.add(name)
            return [Run(size + 1.0, 1.0, size) for size in (len(asked) ** 2,)]

    for goal in goals:
        goal.found(Asking())
    return {name: command for name, command in wanted.items() if name in asked}


def table(goals: Sequence[Goal], runs: Runs) -> Iterator[str]:
    """Each figure with its goals, and whether they were reached."""
    yield f"{'':40} {'measured':>10} {'at least':>10} {'reach for':>10}"
    for goal in goals:
        value = goal.found(runs)
        told = "reached" if goal.reached(value, goal.least) else "not reached"
        told = "better than that" if goal.reached(value, goal.reach) else told
        yield f"{goal.title:40} {value:10.2f} {goal.least:10g} {goal.reach:10g}  {goal.unit:6} {told}"


if __name__ == "__main__":
    main()
