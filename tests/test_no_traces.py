"""Nothing that a command says or writes tells on which machine, in whose folder or by which user it was run."""

from __future__ import annotations

import getpass
import io
import os
import platform
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import AS_OF, Done, govcheck
from test_exit_codes import ANSWERED, COMMANDS, DATED, called, copied, furnished, held  # noqa: F401 - a fixture

MACHINE = "larkspur"
"""Stands in every name by which the machine, its user and the folder could be known."""
CALLS = {line: tuple(line.split()) for line, _ in ANSWERED.values()}
SPOILED = {
    "no YAML": "go/answers.yaml: [",
    "another structure": "format: 1\nanswer: {}\n",
    "an unknown checklist": "format: 1\nchecklists: {nobody-has-it: 1.0.0}\n",
}


@pytest.fixture
def office(furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811 - see above
    """The folder of somebody who is known by name, as everything is that could be asked about the machine."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, f"/home/{MACHINE}")
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, MACHINE)
    for module, name in ((os, "getlogin"), (getpass, "getuser"), (socket, "gethostname"), (platform, "node")):
        monkeypatch.setattr(module, name, lambda: MACHINE)
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", MACHINE, "6.1", "1", "x86_64")))
    return copied(furnished, tmp_path / f"home-of-{MACHINE}" / "work")


def texts(data: bytes) -> Iterator[bytes]:
    """The bytes, and those of the files in them."""
    yield data
    if data.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            yield from (parts.read(name) for name in parts.namelist())


def told(done: Done, before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Where the machine is named: in what was said, or in which file that was written."""
    found = [name for name, text in (("out", done.out), ("err", done.err)) if MACHINE in text]
    written = {name: data for name, data in after.items() if before.get(name) != data}
    return found + [name for name, data in written.items() if any(MACHINE.encode() in one for one in texts(data))]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_tells_where_it_was_run(name: str, office: Path) -> None:
    before = held(office)
    done = called(name, office)
    assert done.code == 0, done
    assert told(done, before, held(office)) == []


@pytest.mark.parametrize("line", CALLS)
def test_no_refusal_tells_where_it_was_run(line: str, office: Path) -> None:
    before, asked = held(office), CALLS[line]
    done = govcheck(*asked, *(("--as-of", AS_OF) if asked[:1] and asked[0] in DATED else ()), cwd=office)
    assert told(done, before, held(office)) == []


@pytest.mark.parametrize("text", SPOILED.values(), ids=SPOILED)
@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.reads])
def test_no_complaint_about_a_file_tells_where_it_is(name: str, text: str, office: Path) -> None:
    (office / "go" / "answers.yaml").write_text(text, "utf-8")
    before = held(office)
    done = called(name, office)
    assert done.code == 2, done
    assert done.err
    assert told(done, before, held(office)) == []


def test_what_the_system_refuses_is_told_without_the_folder(office: Path) -> None:
    (office / "go" / "answers.yaml").unlink()
    (office / "go" / "answers.yaml").symlink_to("answers.yaml")
    for words in ("check go", "status -a go", "set brief-id-rbac unknown -a go --by Ann"):
        done = govcheck(*words.split(), "--as-of", AS_OF, cwd=office)
        assert done.code == 2
        assert MACHINE not in done.out + done.err, done


def test_a_name_that_is_told_is_found(office: Path) -> None:
    """What the others rest on."""
    before = held(office)
    whole = govcheck("check", str(office / "nothing"), cwd=office)
    assert told(whole, before, held(office)) == ["err"], "the user named it so"
    with zipfile.ZipFile(office / "new.xlsx", "w") as made:
        made.writestr("docProps/app.xml", MACHINE, zipfile.ZIP_DEFLATED)
    assert told(Done(0, "", ""), before, held(office)) == ["new.xlsx"]
