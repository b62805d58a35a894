"""The list of commands, and that none waits for what it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from govcheck.commands.app import LIST, loaded
from govcheck.jobs.diffing import DIFF_FORMATS
from govcheck.jobs.portfolio_formats import PORTFOLIO_FORMATS
from govcheck.jobs.report_formats import REPORT_FORMATS
from govcheck.rules.formats import CHECK_FORMATS
from program import AS_OF, copied_example, govcheck

LIBRARIES = frozenset(
    {"typer", "yaml", "jsonschema", "jinja2", "rich", "filelock", "openpyxl", "xlsxwriter", "tomllib"}
)
"""What takes long to load."""
FILES = frozenset({"typer", "yaml"})
"""To be called with options, and to read answers files."""
LOADED = {
    "--version": frozenset[str](),
    "--help": frozenset({"typer"}),
    "chek": frozenset({"typer"}),
    "check go": FILES,
    "check go -f json": FILES,
    "check go -f github": FILES,
    "check broken": FILES | {"jsonschema"},
    "diff go go -f json": FILES,
    "status -a go": FILES,
    "config": frozenset({"typer", "yaml"}),
    "schema answers": frozenset({"typer", "yaml"}),
    "checklist list": FILES,
    "report -a go": FILES | {"jinja2"},
    "report -a go -f html": FILES | {"jinja2"},
    "portfolio go -f json": FILES,
}
"""Every library of these that a command may load. A slow import does not creep back unseen."""
LOOK = """
import json, sys
from govcheck.__main__ import run
sys.argv[1:] = sys.argv[2:]
code = run()
print(json.dumps([code, sorted(name for name in sys.modules)]), file=open(sys.argv.pop(0), "w"))
"""


def modules(words: str, here: Path) -> set[str]:
    """What is loaded when a command has ended."""
    found = here / "loaded.json"
    program = LOOK.replace("sys.argv.pop(0)", repr(str(found)))
    subprocess.run([sys.executable, "-c", program, "-", *words.split()], cwd=here, capture_output=True, check=True)
    return set(json.loads(found.read_text("utf-8"))[1])


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    copied_example("go", folder)
    copied_example("go", folder / "broken")
    answers = folder / "broken" / "go" / "answers.yaml"
    answers.write_text(answers.read_text("utf-8").replace("status: met", "status: mett", 1), "utf-8")
    return folder


@pytest.mark.parametrize("words", LOADED)
def test_a_command_loads_only_what_it_needs(words: str, here: Path) -> None:
    assert {name for name in modules(words, here) if name in LIBRARIES} <= LOADED[words]


@pytest.mark.parametrize("words", ["--help", "chek"])
def test_the_list_of_commands_loads_none_of_them(words: str, here: Path) -> None:
    own = {name for name in modules(words, here) if name.startswith("govcheck.")}
    assert {name for name in own if name.startswith(("govcheck.jobs", "govcheck.tools"))} == set()


@pytest.mark.parametrize("name", LIST)
def test_the_list_says_what_the_command_s_own_help_begins_with(name: str) -> None:
    command = loaded(name)
    begins = " ".join((command.help or "").split())
    assert command.name == name
    assert begins.startswith(LIST[name].purpose.rstrip("."))


def test_a_misspelt_command_is_told_the_one_that_was_meant(tmp_path: Path) -> None:
    done = govcheck("chek", "--as-of", AS_OF, cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == "govcheck: there is no command chek; did you mean check?\n"


@pytest.mark.parametrize(
    ("words", "formats"),
    [("check", CHECK_FORMATS), ("report", REPORT_FORMATS), ("diff", DIFF_FORMATS), ("portfolio", PORTFOLIO_FORMATS)],
)
def test_the_help_of_a_command_names_its_formats(words: str, formats: Iterable[str], tmp_path: Path) -> None:
    told = " ".join(govcheck(words, "--help", cwd=tmp_path).out.split())
    assert f"--format FORMAT One of {', '.join(formats)}. " in told
