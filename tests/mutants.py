"""Small defects put into the code that reads, saves, judges and escapes: the tests have to notice each of them.

`make mutants` puts one at a time into a copy of the repository and runs the tests that reach its line, the quick ones
first, until one fails. Which tests reach a line, coverage has noted. `ARGS="--part verdict"` takes one part, `--sample
300 --seed 1` so many mutants of each. What no test can tell from the right program stands in `equal_mutants.py`.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from queue import Queue
from types import CodeType, FunctionType
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
SOURCE = Path("src/govcheck")
COPIED = ("src", "tests", "checklists", "templates", "seeds", "examples", "docs", "benchmarks", ".ci")
PARTS: Mapping[str, Sequence[str]] = {
    "verdict": [
        *(f"rules/{name}.py" for name in ("assess", "states", "findings", "criteria", "judge")),
        *(f"rules/{name}.py" for name in ("approvals", "case", "dates", "later", "matrix", "names", "plans")),
        *(f"rules/{name}.py" for name in ("proofs", "reach", "replies", "looks", "ruled", "ends")),
    ],
    "saver": ["tools/files.py", "tools/yamledit/*.py", "jobs/saving.py", "jobs/answers.py"],
    "reader": [
        *(f"tools/{name}.py" for name in ("yamlfile", "yamltext", "yamlerrors", "yamlfault", "document")),
        *(f"tools/{name}.py" for name in ("schema", "schemaerrors", "schemafit", "schemakeys", "violation")),
    ],
    "escapers": [
        *("words/characters.py", "words/table.py", "tools/markdown.py", "tools/csvtext.py", "tools/htmltext.py"),
        *("tools/templates.py", "tools/xlsx.py", "tools/wordxml.py"),
    ],
}
"""The parts that promise P24 names, with their files."""
NEAR: Mapping[str, Sequence[str]] = {
    "verdict": [
        *(
            "assess",
            "assess_edges",
            "doubt",
            "notes",
            "judge",
            "dropped_findings",
            "states",
            "criteria",
            "matrix_findings",
            "rules_in_full",
        ),
        *(
            "look_again",
            "look_again_random",
            "look",
            "verdict_properties",
            "approve",
            "in_doubt",
            "judging",
            "replies",
            "gate",
            "gate_outputs",
        ),
        *("several", "near", "exit_codes", "golden"),
    ],
    "saver": [
        *(
            "yamledit",
            "yamledit_edges",
            "files",
            "files_elsewhere",
            "write_faults",
            "saving",
            "saving_order",
            "answers",
            "migrate",
        ),
        *("set", "histories", "unsaid"),
    ],
    "reader": ["yamlfile", "bad_files", "broken_lines", "broken_yaml", "schema", "schemafit", "faults", "checklists"],
    "escapers": [
        *(
            "markdown",
            "csvtext",
            "terminal",
            "templates",
            "page_escaped",
            "report_docx",
            "sheet",
            "colleagues",
            "format_safety",
        ),
        *("report_safety", "portfolio_safety", "report_renderers", "escaper_edges"),
    ],
}
"""The tests that are made for a part: they are asked first."""
LEFT_OUT = ("test_floors", "test_packaging", "test_readme", "test_docs", "test_make", "test_browser", "test_soak")
"""They look at the source or take too long: what they would notice is not what the program does."""
ENOUGH = {"near": 15.0, "others": 4.0}
"""Seconds of the processor that tests made for a part have to notice a mutant, and then those that only reach it."""
MEMORY = 6 * 1024**3
FAILED = Path("failed")
"""In a copy: which test failed last."""

# What can be wrong


Change = Callable[[ast.AST], ast.AST | None]
"""From a node to what stands there instead; None: nothing."""

COMPARED: Mapping[type[ast.cmpop], Sequence[type[ast.cmpop]]] = {
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
COMPUTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
METHODS = {
    "startswith": "endswith",
    "endswith": "startswith",
    "removeprefix": "removesuffix",
    "removesuffix": "removeprefix",
    "find": "rfind",
    "rfind": "find",
    "partition": "rpartition",
    "rpartition": "partition",
    "lstrip": "rstrip",
    "rstrip": "lstrip",
    "fullmatch": "match",
    "match": "search",
    "update": "copy",
    "append": "count",
}


def words() -> Mapping[str, Sequence[str]]:
    """The enums of the vocabulary with their members."""
    tree = ast.parse((ROOT / SOURCE / "words" / "vocabulary.py").read_text("utf-8"))
    return {
        one.name: [
            to.id for line in one.body if isinstance(line, ast.Assign) for to in line.targets if type(to) is ast.Name
        ]
        for one in tree.body
        if isinstance(one, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in one.bases)
    }


WORDS = words()


def replaced(**fields: object) -> Change:
    def change(node: ast.AST) -> ast.AST:
        new = copy.copy(node)
        for name, value in fields.items():
            setattr(new, name, value)
        return new

    return change


def instead(new: ast.AST) -> Change:
    return lambda node: ast.copy_location(new, node)


def negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def compared(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        for other in COMPARED[type(operator)]:
            yield replaced(ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def joined(node: ast.BoolOp) -> Iterator[Change]:
    yield replaced(op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        yield replaced(values=rest) if rest[1:] else instead(rest[0])


def constant(node: ast.Constant) -> Iterator[Change]:
    match node.value:
        case bool():
            yield replaced(value=not node.value)
        case int() | float():
            yield replaced(value=node.value + 1)
        case str():
            yield replaced(value=f"{node.value}X")
        case bytes():
            yield replaced(value=node.value + b"X")


def named(node: ast.Attribute) -> Iterator[Change]:
    if isinstance(node.value, ast.Name) and node.attr in WORDS.get(node.value.id, ()):
        members = WORDS[node.value.id]
        yield replaced(attr=members[(members.index(node.attr) + 1) % len(members)])
    if node.attr in METHODS:
        yield replaced(attr=METHODS[node.attr])


def conditional(node: ast.If | ast.While | ast.IfExp) -> Iterator[Change]:
    if isinstance(node, ast.IfExp):
        yield instead(node.body)
        yield instead(node.orelse)
    elif not isinstance(node.test, ast.Compare):
        yield replaced(test=negated(node.test))


def comprehended(node: ast.comprehension) -> Iterator[Change]:
    for place in range(len(node.ifs)):
        yield replaced(ifs=node.ifs[:place] + node.ifs[place + 1 :])


def returned(node: ast.Return) -> Iterator[Change]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield replaced(value=ast.Constant(None))


def handled(node: ast.ExceptHandler) -> Iterator[Change]:
    if not isinstance(node.body[-1], ast.Raise):
        yield replaced(body=[ast.Raise()])


def left_out(_: ast.AST) -> Iterator[Change]:
    yield instead(ast.Pass())


def expression(node: ast.Expr) -> Iterator[Change]:
    if not isinstance(node.value, ast.Constant):
        yield instead(ast.Pass())


OPERATORS: Mapping[type[ast.AST], Callable[..., Iterator[Change]]] = {
    ast.Compare: compared,
    ast.BoolOp: joined,
    ast.UnaryOp: lambda node: iter([instead(node.operand)]),
    ast.BinOp: lambda node: iter([replaced(op=COMPUTED[type(node.op)]())] if type(node.op) in COMPUTED else []),
    ast.Constant: constant,
    ast.Attribute: named,
    ast.Name: lambda node: iter([replaced(id=NAMES[node.id])] if node.id in NAMES else []),
    ast.If: conditional,
    ast.While: conditional,
    ast.IfExp: conditional,
    ast.comprehension: comprehended,
    ast.Return: returned,
    ast.ExceptHandler: handled,
    ast.Expr: expression,
    ast.AugAssign: left_out,
    ast.Raise: left_out,
    ast.Continue: left_out,
    ast.Break: left_out,
    ast.Delete: left_out,
}

MODULE = "module"
NOT_LOOKED_AT = ("annotation", "returns", "decorator_list", "type_params")


@dataclass(frozen=True)
class Mutant:
    """One defect in one file."""

    file: str
    scope: str
    line: int
    last: int
    """The lines of the statement, or of the head of one that holds others."""
    was: str
    now: str
    data: str = ""
    """The whole file with the defect."""

    @property
    def name(self) -> str:
        """What it is, however the lines above it change."""
        return f"{self.file} {self.scope}: {self.was} -> {self.now}"


def mutants(file: str) -> Iterator[Mutant]:
    """Each defect of a file."""
    tree = ast.parse((ROOT / SOURCE / file).read_text("utf-8"))
    seen = set()
    for parents, name, place in sites(tree, ()):
        holder = parents[-1]
        node = getattr(holder, name) if place is None else getattr(holder, name)[place]
        for change in OPERATORS[type(node)](node):
            new = change(node)
            statement = next(one for one in reversed((*parents, node)) if isinstance(one, (ast.stmt, ast.match_case)))
            was = head(statement)
            put(holder, name, place, new)
            # A statement that is gone is told by what it was; else what holds the change is told before and after.
            now = head(new) if node is statement else head(statement)
            made = Mutant(
                file, scope_of(parents), *lines_of(statement), was, now, ast.unparse(ast.fix_missing_locations(tree))
            )
            put(holder, name, place, node)
            if made.name not in seen:
                seen.add(made.name)
                yield made


def put(holder: ast.AST, field: str, place: int | None, node: ast.AST | None) -> None:
    if place is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[place] = node


def sites(node: ast.AST, parents: tuple[ast.AST, ...]) -> Iterator[tuple[tuple[ast.AST, ...], str, int | None]]:
    """Every place of a node that can be changed: what holds it, in which field, at which place of a list."""
    inside = (*parents, node)
    for name, value in ast.iter_fields(node):
        if name in NOT_LOOKED_AT or (isinstance(node, ast.JoinedStr) and not isinstance(value, list)):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or is_description(child) or is_unjudged(child):
                continue
            in_a_text = isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)
            if type(child) in OPERATORS and not in_a_text:
                yield inside, name, place
            yield from sites(child, inside)


def is_description(child: ast.AST) -> bool:
    """A text that stands alone is for readers."""
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def is_unjudged(node: ast.AST) -> bool:
    """What tells mypy something, names what is exported, or names a type."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        alias = isinstance(node.value, (ast.Subscript, ast.BinOp)) and re.match(r"[A-Z][a-z]", node.targets[0].id)
        return node.targets[0].id == "__all__" or bool(alias) or ast.unparse(node.value).startswith("TypeVar(")
    return isinstance(node, (ast.Assert, ast.Import, ast.ImportFrom))


def scope_of(parents: Sequence[ast.AST]) -> str:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return ".".join(one.name for one in parents if isinstance(one, kinds)) or MODULE


def head(node: ast.AST | None) -> str:
    """A statement as code, without the statements that it holds."""
    if node is None:
        return ""
    if isinstance(node, ast.match_case):
        return f"case {ast.unparse(node.pattern)}:"
    bare = copy.copy(node)
    for part in ("body", "orelse", "finalbody", "handlers", "cases", "decorator_list"):
        if isinstance(getattr(bare, part, None), list):
            setattr(bare, part, [])
    if isinstance(bare, (ast.With, ast.For, ast.FunctionDef, ast.ClassDef, ast.If, ast.While)):
        bare.body = [ast.Pass()]
    if isinstance(bare, ast.Try):
        return "try"
    if isinstance(bare, ast.ExceptHandler):
        body = "; ".join(ast.unparse(one) for one in node.body)  # type: ignore[attr-defined]
        return f"except {ast.unparse(bare.type) if bare.type else ''}: {body}"
    return " ".join(ast.unparse(ast.fix_missing_locations(bare)).removesuffix("\n    pass").split())


def lines_of(node: ast.AST) -> tuple[int, int]:
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, node.pattern.end_lineno
    body = getattr(node, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) and body else node.end_lineno or node.lineno  # type: ignore[attr-defined]
    return node.lineno, max(node.lineno, last)  # type: ignore[attr-defined]


# Which tests reach a line


@dataclass(frozen=True)
class Reached:
    """What coverage noted: the tests that ran each line of a file, and how long each test takes."""

    by_line: Mapping[str, Mapping[int, frozenset[str]]]
    seconds: Mapping[str, float]

    def files(self) -> Sequence[str]:
        """The files of tests, as modules."""
        found = {test for lines in self.by_line.values() for tests in lines.values() for test in tests}
        return sorted({Path(file_of(test)).stem for test in found})

    def tests(self, one: Mutant) -> Sequence[str]:
        """The tests that run the statement, else those that run something of the file; the quick ones first."""
        lines = self.by_line.get(one.file, {})
        found = frozenset[str]().union(*(lines.get(line, frozenset()) for line in range(one.line, one.last + 1)))
        found = found or frozenset[str]().union(*lines.values())
        return sorted(found, key=lambda test: (self.seconds[test], test))


def reached(noted: Sequence[Path], times: Sequence[Path]) -> Reached:
    import coverage  # noqa: PLC0415 - only where the program is not itself looked at

    seconds: dict[str, float] = defaultdict(float)
    for path in times:
        for case in ET.parse(path).iter("testcase"):  # noqa: S314 - written by pytest a moment ago
            file = case.get("classname", "").rpartition(".")[2]
            seconds[f"tests/{file}.py::{case.get('name', '').partition('[')[0]}"] += float(case.get("time", 0))
    by_line: dict[str, dict[int, frozenset[str]]] = defaultdict(lambda: defaultdict(frozenset))
    for path in noted:
        data = coverage.CoverageData(str(path))
        data.read()
        for name in data.measured_files():
            lines = by_line[name.rpartition("/src/govcheck/")[2]]
            for line, contexts in data.contexts_by_lineno(name).items():
                lines[line] |= {found for context in contexts if (found := test_named(context)) in seconds}
    return Reached(by_line, seconds)


def test_named(context: str) -> str:
    """`test_files.test_save` as pytest names it; empty for what is no test, or none that counts."""
    file, _, test = context.partition(".")
    counts = file.startswith("test_") and file not in LEFT_OUT and not file.endswith("_pty") and "." not in test
    return f"tests/{file}.py::{test}" if counts else ""


# Trying one


@dataclass(frozen=True)
class Bench:
    """A copy of the repository, with two processes that run tests in it, again and again."""

    folder: Path
    warm: subprocess.Popen[str]
    """Has the program and its tests loaded: quick, but a mutant outside of functions is not seen."""
    cold: subprocess.Popen[str]

    def failed(self, tests: Sequence[str], enough: float, warm: str = "") -> str:
        """What became of the tests; `warm` is the file with the mutant, where it can be told to a warm process."""
        process = self.warm if warm else self.cold
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps([warm, tests, enough]) + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    def failing(self) -> str:
        """The test that failed last, without its case; empty where something else did, such as an import."""
        failed = self.folder / FAILED
        return failed.read_text("utf-8").partition("[")[0] if failed.exists() else ""

    def tried(self, one: Mutant, tests: Sequence[str], enough: float, *, warm: bool) -> str:
        path = self.folder / SOURCE / one.file
        right, facts = path.read_bytes(), path.stat()
        path.write_text(one.data, "utf-8")
        try:
            return self.failed(tests, enough, one.file if warm else "")
        finally:
            path.write_bytes(right)
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


@contextlib.contextmanager
def bench(loaded: Sequence[str]) -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        for part in COPIED:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        for file in ROOT.glob("*"):
            if file.is_file():
                shutil.copy(file, folder / file.name)
        (folder / "tmp").mkdir()
        env = {**os.environ, "PYTHONPATH": str(folder / "src"), "TMPDIR": str(folder / "tmp")}
        env |= {"PYTHONDONTWRITEBYTECODE": "1"}
        python = [sys.executable]
        subprocess.run([*python, "-m", "compileall", "-q", "src"], cwd=folder, check=True)
        with contextlib.ExitStack() as stack:
            serving = [
                stack.enter_context(
                    subprocess.Popen(
                        [*python, str(Path(__file__)), "--serve", ",".join(warm)],
                        cwd=folder,
                        env=env,
                        text=True,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                    )
                )
                for warm in (loaded, ())
            ]
            try:
                made = Bench(folder, *serving)
                ends = [made.failed(["tests/test_states.py"], 60, warm) for warm in ("rules/states.py", "")]
                assert ends == ["passed", "passed"], ends
                yield made
            finally:
                for process in serving:
                    process.kill()


def serve(warm: Sequence[str]) -> None:
    """Runs the tests that each line of standard input names, each time in a child that knows nothing of the others.

    `warm` are files of tests that are loaded before, with the program; the child then only changes what is mutated.
    """
    for name in ("pytest", "hypothesis.stateful", "yaml", "jsonschema", "typer", "rich.console", "jinja2"):
        __import__(name)
    sys.path.insert(0, str(Path("tests").absolute()))
    import hypothesis  # noqa: PLC0415 - as above

    phases = [phase for phase in hypothesis.Phase if phase.name in ("explicit", "generate")]
    hypothesis.settings.register_profile("mutants", database=None, phases=phases)
    hypothesis.settings.load_profile("mutants")
    for name in warm:
        __import__(name)
    for line in sys.stdin:
        file, tests, enough = json.loads(line)
        child = os.fork()
        if not child:
            in_child(file if warm else "", tests, enough)
        print(ended(child, 60 + 8 * enough), flush=True)  # the machine may be busy


def in_child(file: str, tests: Sequence[str], enough: float) -> None:
    import pytest  # noqa: PLC0415 - the parent has it already

    os.setsid()
    FAILED.unlink(missing_ok=True)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    shutil.rmtree("tmp", ignore_errors=True)
    Path("tmp").mkdir()
    code = 1
    try:
        if file:
            swap(file)
        options = ["-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--basetemp=tmp/pytest"]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what is loaded before is not looked into
        code = int(pytest.main([*options, *tests], plugins=[Watch(enough)]))
    finally:
        os._exit(code)


def swap(file: str) -> None:
    """Gives the functions of a module that is loaded the code that its file has now."""
    name = f"govcheck.{file.removesuffix('.py').replace('/', '.').removesuffix('.__init__')}"
    text = (SOURCE / file).read_text("utf-8")
    codes = dict(codes_in(compile(text, str((SOURCE / file).absolute()), "exec", dont_inherit=True), ""))
    for where, function in functions_in(vars(importlib.import_module(name)), name):
        if where in codes:
            function.__code__ = codes[where]


def codes_in(code: CodeType, above: str) -> Iterator[tuple[str, CodeType]]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield f"{above}{inner.co_name}", inner
            yield from codes_in(inner, f"{above}{inner.co_name}.")


def functions_in(names: Mapping[str, Any], module: str, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each function of a module or class, however it is wrapped."""
    for name, value in names.items():
        found = (
            getattr(value, "fget", None) or getattr(value, "func", None) or getattr(value, "__func__", None) or value
        )
        while hasattr(found, "__wrapped__"):
            found = found.__wrapped__
        if isinstance(found, FunctionType) and found.__module__ == module:
            yield f"{above}{name}", found
        elif isinstance(value, type) and value.__module__ == module:
            yield from functions_in(vars(value), module, f"{above}{name}.")


@dataclass(eq=False)
class Watch:
    """Notes the test, or the file of tests, that failed; ends the run when the time is over."""

    enough: float
    start: float = field(default_factory=time.process_time)

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            FAILED.write_text(report.nodeid, "utf-8")

    pytest_collectreport = pytest_runtest_logreport

    def pytest_runtest_setup(self, item: Any) -> None:
        if time.process_time() - self.start > self.enough:
            item.session.shouldstop = "enough"


def ended(child: int, limit: float) -> str:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            code = os.waitstatus_to_exitcode(status)
            return {0: "passed", 1: "failed", 2: "passed"}.get(code, f"ended with {code}")
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "slow"


# The whole run


def chosen(part: str, only: Sequence[str] | None, sample: int, seed: int) -> Sequence[Mutant]:
    """Some mutants of a part, or all, in any order: whatever is broken off has tried a sample."""
    files = sorted(
        str(path.relative_to(ROOT / SOURCE))
        for path in (ROOT / SOURCE).rglob("*.py")
        if any(fnmatch(str(path.relative_to(ROOT / SOURCE)), pattern) for pattern in PARTS[part])
    )
    found = [one for file in files if not only or file in only for one in mutants(file)]
    return random.Random(seed).sample(found, min(sample or len(found), len(found)))


def file_of(test: str) -> str:
    return test.partition(":")[0]


@dataclass
class Trial:
    """What is needed to try mutants, and the tests that fail without any."""

    benches: Queue[Bench]
    known: Reached
    results: Path
    sound: dict[str, bool] = field(default_factory=dict)

    def outcome(self, one: Mutant) -> tuple[Mutant, str]:
        mine = self.benches.get()
        try:
            return one, self.became(one, mine)
        finally:
            self.benches.put(mine)

    def is_sound(self, test: str) -> bool:
        return self.sound.get(test, True)

    def became(self, one: Mutant, mine: Bench) -> str:
        tests = [test for test in self.known.tests(one) if self.is_sound(test) and self.is_sound(file_of(test))]
        part = next(name for name, files in PARTS.items() if any(fnmatch(one.file, pattern) for pattern in files))
        near = {f"tests/test_{name}.py" for name in NEAR[part]}
        stages = {"near": [test for test in tests if file_of(test) in near]}
        stages["others"] = [test for test in tests if test not in stages["near"]]
        in_function = one.scope.rpartition(".")[2].islower() and one.scope != MODULE and not one.was.startswith("def ")
        became, begun = "unreached", time.monotonic()
        for stage, some in stages.items():
            if some and became in ("passed", "unreached"):
                became = mine.tried(one, some, ENOUGH[stage], warm=in_function)
        by = mine.failing() if became == "failed" else ""
        if by and by not in self.sound:
            self.sound[by] = mine.failed([by] if "::" in by else [by, "--collect-only"], 120) == "passed"
        if not self.is_sound(by):
            return self.became(one, mine)
        facts: dict[str, object] = {"name": one.name, "line": one.line, "tests": len(tests), "became": became, "by": by}
        facts["took"] = round(time.monotonic() - begun, 1)
        with self.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(facts) + "\n")
        return became


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--part", choices=[*PARTS], action="append")
    parser.add_argument("--file", action="append", help="only this file, as `rules/assess.py`")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--noted", type=Path, nargs="+", default=[Path("build/mutants/.coverage")])
    parser.add_argument("--times", type=Path, nargs="+", default=[Path("build/mutants/tests.xml")])
    parser.add_argument("--results", type=Path, default=Path("build/mutants/results.jsonl"))
    options = parser.parse_args()
    if options.serve is not None:
        serve([name for name in options.serve.split(",") if name])
        return 0
    from equal_mutants import EQUAL  # noqa: PLC0415 - the process that runs the tests has no use for it

    options.results.parent.mkdir(parents=True, exist_ok=True)
    survivors = 0
    with contextlib.ExitStack() as stack:
        benches: Queue[Bench] = Queue()
        known = reached(options.noted, options.times)
        for _ in range(options.workers):
            benches.put(stack.enter_context(bench(known.files())))
        trial = Trial(benches, known, options.results)
        before = noticed_before(options.results)
        for part in options.part or PARTS:
            some = chosen(part, options.file, options.sample, options.seed)
            tried = [one for one in some if one.name not in EQUAL and one.name not in before]
            with ThreadPoolExecutor(options.workers) as pool:
                done = [*pool.map(trial.outcome, tried)]
            done += [(one, before[one.name]) for one in some if one.name in before]
            survivors += told(part, done, len(some) - len(done))
        print("failed without a mutant, so not asked:", *[test for test, sound in trial.sound.items() if not sound])
    return 1 if survivors else 0


def noticed_before(results: Path) -> Mapping[str, str]:
    """What became of the mutants that an earlier run noticed: a run that was broken off goes on where it was."""
    if not results.exists():
        return {}
    told = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    return {one["name"]: one["became"] for one in told if one["became"] not in ("passed", "unreached")}


def told(part: str, done: Sequence[tuple[Mutant, str]], equal: int) -> int:
    """Prints what became of the mutants of a part; how many survived."""
    alive = [one for one, became in done if became in ("passed", "unreached")]
    print(f"{part}: {len(done)} mutants, {len(done) - len(alive)} noticed, {len(alive)} not; {equal} mean the same")
    by_file = Counter(one.file for one, _ in done)
    for file, count in by_file.items():
        mine = [one for one in alive if one.file == file]
        print(f"  {file}: {count - len(mine)} of {count}")
        for one in mine:
            print(f"    line {one.line}: {one.was}\n          -> {one.now}")
    return len(alive)


if __name__ == "__main__":
    sys.exit(main())
