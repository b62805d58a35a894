"""What only some systems have is asked for, never taken for granted: without it every command does the same.

This is no Windows. It is Linux without the modules, calls and flags that Windows lacks, and with its coding of output.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcheck.words.resources import PACKAGE
from test_exit_codes import copied, furnished  # noqa: F401 - a fixture

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what is hidden here is absent there")

MODULES = (
    *("_posixsubprocess", "crypt", "fcntl", "grp", "nis", "posix", "pty", "pwd", "readline", "resource", "spwd"),
    *("syslog", "termios", "tty"),
)
"""Of the standard library, what Windows has not."""
CALLS = (
    *("chown", "fchown", "fork", "geteuid", "getgid", "getpgid", "getuid", "killpg", "lchown", "nice"),
    *("sched_getaffinity", "setsid", "sync", "uname", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"),
)
"""Of `os`, likewise."""
FALLBACKS = {"commands/person.py": {"readline"}, "tools/templatebox.py": {"resource"}}
"""The modules that ask for what may not be there, inside a function, and go on without it."""

HIDDEN = """
import json, os, sys
from pathlib import Path
import filelock, pytest, subprocess  # have something of their own for other systems
filelock.FileLock = filelock.SoftFileLock
folder, names, modules, calls = json.loads(sys.argv[1])
for name in modules:
    sys.modules[name] = None
for name in calls:
    delattr(os, name)
import select
def sockets_only(*_):
    raise OSError(10038, "not a socket")
select.select = sockets_only
from test_exit_codes import called
codes = {name: called(name, Path(folder, name)).code for name in names}
print(json.dumps(codes))
"""
"""Calls each command in a folder of its own, without what is hidden."""
CALLED = (
    *("example", "init", "review", "set", "status", "check", "diff", "report", "report -f xlsx", "report -f docx"),
    *("approve", "portfolio", "questions export", "questions import", "sheet export", "sheet import", "checklist list"),
)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_only_few_modules_ask_for_what_other_systems_lack() -> None:
    sources = {path.relative_to(PACKAGE).as_posix(): {*imported(path)} & {*MODULES} for path in PACKAGE.rglob("*.py")}
    assert {name: found for name, found in sources.items() if found} == FALLBACKS


def written(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but for locks."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".lock", ".pyc")
    }


def test_without_what_windows_lacks_every_command_writes_the_same(furnished: Path, tmp_path: Path) -> None:  # noqa: F811
    ends = {}
    for way, hidden in (("usual", ([], [])), ("without", (MODULES, CALLS))):
        for name in CALLED:
            for lock in copied(furnished, tmp_path / way / name).rglob("*.lock"):
                lock.unlink()  # which means something else there
        here = {name: value for name, value in os.environ.items() if name != "CI"}  # there, waiting is Linux's own
        environment = {**here, "PYTHONPATH": str(Path(__file__).parent), "PYTHONIOENCODING": "cp1252"}
        asked = json.dumps([str(tmp_path / way), CALLED, *hidden])
        command = [sys.executable, "-X", "utf8=0", "-c", HIDDEN, asked]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        ends[way] = json.loads(done.stdout)
    assert ends["without"] == ends["usual"] == dict.fromkeys(CALLED, 0)
    for name in CALLED:
        assert written(tmp_path / "without" / name) == written(tmp_path / "usual" / name), name
