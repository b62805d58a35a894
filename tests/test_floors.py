"""The architecture, as tables that fail.

Imports point down, from floor to floor, and inside a floor they form no cycle. One library, one room. Below the door
nothing prints, exits, reads the clock or the environment.
"""

import ast
import sys
from collections.abc import Iterator
from fnmatch import filter as filter_names
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import govcheck

FLOORS = {"__init__": 0, "words": 0, "rules": 1, "tools": 2, "jobs": 3, "commands": 4, "__main__": 4}
STANDARD_LIBRARY_ONLY = (0, 1)
DOOR = 4

ROOMS = {
    "docx": ["tools.word*"],
    "filelock": ["tools.files"],
    "jinja2": ["tools.templates", "tools.templatebox"],
    "jsonschema": ["tools.schema"],
    "referencing": ["tools.schema"],
    "openpyxl": ["tools.xlsxread"],
    "rich": ["tools.terminal"],
    "weasyprint": ["tools.pdf"],
    "typer": ["commands", "commands.*", "__main__"],
    "xlsxwriter": ["tools.xlsx"],
    "yaml": ["tools.yaml*"],
}
"""Library to the modules that may import it. A new library needs a row."""

AT_THE_DOOR = {
    "builtins": {"__import__", "exit", "input", "print", "quit", "SystemExit"},
    "datetime": {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"},
    "importlib": {"import_module"},
    "os": {"_exit", "environ", "environb", "getenv", "getenvb"},
    "sys": {"argv", "exit"},
    "time": {"ctime", "gmtime", "localtime", "time", "time_ns"},
}

PACKAGE = Path(govcheck.__file__).parent


def module_name(path: Path) -> str:
    """`words/errors.py` is words.errors, `words/__init__.py` is words."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {module_name(path): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def top(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def floor(module: str) -> int:
    return FLOORS.get(top(module), -1)


def imports(source: str) -> Iterator[tuple[str, str]]:
    """What each import brings: the name that it goes by, and the full name of what was asked for."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)
            yield from ((top(alias.name), top(alias.name)) for alias in node.names if not alias.asname)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from ((alias.asname or alias.name, f"{origin}.{alias.name}") for alias in node.names)


def neighbours(source: str) -> set[str]:
    """The modules of govcheck that a source imports. What an import names may be a module or a thing in one."""
    wanted = [name.removeprefix("govcheck.") for _, name in imports(source) if name.startswith("govcheck.")]
    return {name if name in SOURCES else name.rpartition(".")[0] or "__init__" for name in wanted}


def names_used(source: str) -> Iterator[str]:
    """Every name and dotted name, in full: after `from datetime import date`, `date.today` is datetime.date.today."""
    bound = dict(imports(source))
    for node in ast.walk(ast.parse(source)):
        root, *rest = ast.unparse(node).split(".") if isinstance(node, ast.Name | ast.Attribute) else [""]
        yield ".".join([bound.get(root, f"builtins.{root}"), *rest])


def faults(module: str, source: str) -> Iterator[str]:
    """What a module does that its place does not allow, cycles aside."""
    for _, name in imports(source):
        library = top(name)
        if library == "":
            yield f"{name}: write the whole name of the module"
        elif library in {"govcheck", *sys.stdlib_module_names}:
            continue
        elif floor(module) in STANDARD_LIBRARY_ONLY:
            yield f"{name}: this floor uses the standard library only"
        elif not any(fnmatchcase(module, room) for room in ROOMS.get(library, [])):
            yield f"{name}: belongs in {ROOMS.get(library, 'no module yet: give it a row in ROOMS')}"
    for other in neighbours(source):
        if not 0 <= floor(other) <= floor(module):
            yield f"{other}: is on a floor above, or on none"
    if floor(module) < DOOR:
        forbidden = {f"{library}.{name}" for library, names in AT_THE_DOOR.items() for name in names}
        yield from (f"{name}: only at the door" for name in names_used(source) if name in forbidden)


def test_every_module_stands_on_a_floor() -> None:
    assert [module for module in SOURCES if floor(module) < 0] == []


def test_every_room_exists() -> None:
    assert [room for rooms in ROOMS.values() for room in rooms if not filter_names(SOURCES, room)] == []


@pytest.mark.parametrize("module", SOURCES)
def test_a_module_does_only_what_its_place_allows(module: str) -> None:
    assert list(faults(module, SOURCES[module])) == []


def test_imports_form_no_cycle() -> None:
    try:
        TopologicalSorter({module: neighbours(source) for module, source in SOURCES.items()}).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_one_place_looks_at_the_clock() -> None:
    looks = {f"{library}.{name}" for library in ("datetime", "time") for name in AT_THE_DOOR[library]}
    assert [module for module, source in SOURCES.items() if looks & {*names_used(source)}] == ["commands.clock"]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("words.model", "from govcheck.rules.assess import assess"),
        ("rules.assess", "import govcheck.tools.schema"),
        ("tools.schema", "from govcheck.jobs import loading"),
        ("jobs.loading", "def f():\n    from govcheck.__main__ import main"),
        ("jobs.loading", "from govcheck.utils import helper"),
        ("jobs.loading", "from .saving import save"),
        ("words.model", "import yaml"),
        ("rules.assess", "from jinja2.sandbox import SandboxedEnvironment"),
        ("tools.files", "import jinja2"),
        ("tools.templates_too", "import jinja2"),
        ("jobs.interview", "import typer"),
        ("commands.check", "import requests"),
        ("jobs.interview", "print('saved')"),
        ("tools.terminal", "import sys as system\nsystem.exit(1)"),
        ("jobs.loading", "from sys import exit as leave\nleave(1)"),
        ("jobs.loading", "raise SystemExit"),
        ("rules.states", "from datetime import date\ntoday = date.today()"),
        ("rules.states", "import datetime as dt\ntoday = dt.datetime.now(dt.UTC).date()"),
        ("rules.states", "import datetime.date\ntoday = datetime.date.today()"),
        ("rules.states", "from time import time\nnow = time()"),
        ("jobs.loading", "import os\nhome = os.environ['HOME']"),
        ("jobs.loading", "from os import environ\nhome = environ.get('HOME')"),
    ],
)
def test_what_is_not_allowed_is_noticed(module: str, source: str) -> None:
    assert list(faults(module, source)) != []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("words.errors", "from dataclasses import dataclass"),
        ("rules.assess", "from govcheck.words.errors import Problem"),
        ("rules.assess", "from govcheck import __version__"),
        ("rules.states", "from datetime import date\nday = date.fromisoformat('2026-11-22')"),
        ("jobs.interview", "def ask(show):\n    show.print('one answer')"),
        ("tools.templates", "from jinja2.sandbox import SandboxedEnvironment"),
        ("commands.review", "import typer\nprint('saved')"),
    ],
)
def test_what_is_allowed_is_left_alone(module: str, source: str) -> None:
    assert list(faults(module, source)) == []
