"""Running govcheck as its user does, in this process."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from govcheck.__main__ import run
from govcheck.tools.schema import schema_text, validator
from govcheck.words.resources import folder

AS_OF = "2026-11-22"
"""The day for which the examples are dated."""


@dataclass(frozen=True)
class Done:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str


def govcheck(*arguments: str, cwd: Path, typed: str = "") -> Done:
    """Run the command line in a folder, with what is typed on its standard input; without that it is closed."""
    out, err = io.StringIO(), io.StringIO()
    with (
        io.StringIO(typed) if typed else Path(os.devnull).open(encoding="utf-8") as keys,
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "argv", ["govcheck", *arguments]),
        patch.object(sys, "stdin", keys),
    ):
        code = run()
    if arguments[:1] in (("check",), ("diff",)) and {"-f", "json"} <= {*arguments} and out.getvalue():
        assert_schema(arguments[0], out.getvalue())
    return Done(code, out.getvalue(), err.getvalue())


def assert_schema(name: str, text: str) -> None:
    """Whatever a test makes a command say as JSON is as the schema that ships says."""
    errors = validator(json.loads(schema_text(name))).iter_errors(json.loads(text))
    told = [f"{error.json_path}: {error.message}" for error in errors]
    assert not told, told


def copied_example(name: str, target: Path) -> Path:
    """A copy of an example engagement; its folder."""
    shutil.copytree(folder("examples") / name, target / name)
    return target / name


@contextlib.contextmanager
def public_folder() -> Iterator[Path]:
    """A temporary folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextlib.contextmanager
def without_privileges() -> Iterator[None]:
    """Inside, this process is somebody whom permissions stop: root is stopped by none."""
    if os.geteuid():
        yield
        return
    validator({})  # a library that is loaded late would not be found: it may lie where only root may look
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
