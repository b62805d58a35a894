"""Runs every command of the table twice, the second time watched, and prints what it asked of the system as JSON.

At the end it does what no command may do, to show that it would have been seen.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from git_runs import commit, repository
from program import AS_OF, govcheck
from test_exit_codes import ANSWERED, COMMANDS, DATED, SMALL, copied, furnish, words

PROGRAMS = (
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
)
CODE = ("exec", "compile", "pickle.find_class", "marshal.loads", "ctypes.dlopen", "import")
CHANGES = (
    *("os.rename", "os.remove", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.truncate"),
    *("os.utime", "shutil.rmtree", "shutil.copyfile", "shutil.move", "tempfile.mkstemp", "tempfile.mkdtemp"),
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

seen: list[dict[str, object]] = []
now = ""
"""The command that is watched; nothing is, where it is empty."""


def caller() -> str:
    """The file of the code that is behind the event."""
    frame = sys._getframe(2)
    while frame.f_back and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return frame.f_code.co_filename


def note(event: str, *what: object) -> None:
    seen.append({"command": now, "event": event, "what": [place(one) for one in what]})


def place(what: object) -> str:
    if isinstance(what, CodeType):
        return what.co_filename
    if isinstance(what, bytes):
        return os.fsdecode(what)
    return os.fspath(what) if isinstance(what, str | os.PathLike) else repr(what)


def absolute(path: Any) -> str:
    return os.path.abspath(place(path))  # noqa: PTH100 - links are not followed


def opened(path: Any, _: object, flags: int | None) -> None:
    if not isinstance(path, int):
        note("write" if flags and flags & WRITES else "read", absolute(path))


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not now:
        return
    if event == "open":
        opened(*arguments)
    elif event.startswith("socket."):
        note("socket", event)
    elif event in PROGRAMS:
        note("program", event, *arguments[:2])
    elif event in CODE:
        code = arguments[1] if event == "compile" else arguments[0]
        note("code", event, code or "<nothing>", caller())
    elif event in CHANGES:
        for path in [one for one in arguments if isinstance(one, str | bytes | os.PathLike)]:
            note("write", absolute(path))


def calls() -> Iterator[tuple[str, list[str], str]]:
    """Each command with its words and what is typed."""
    for name, command in COMMANDS.items():
        yield name, words(name), command.typed
    for name, (line, _) in ANSWERED.items():
        asked = line.split()
        yield name, [*asked, *(("--as-of", AS_OF) if asked[:1] and asked[0] in DATED else ())], ""


IN_GIT = {
    "a comparison with a revision": "diff --from HEAD -a go",
    "a checklist since a revision": f"checklist validate {SMALL} --since HEAD",
    "a check in a repository": "check go",
}


def watched(name: str, asked: list[str], folder: Path, typed: str = "") -> None:
    """A call that is made a second time: what Python loads late, it loads in the first."""
    global now  # noqa: PLW0603 - the hook cannot be handed anything
    codes = []
    for turn in ("first", "second"):
        here = folder / turn
        os.chdir(folder)
        now = name if turn == "second" else ""
        codes.append(govcheck(*asked, cwd=here, typed=typed).code)
        now = ""
    assert codes[0] == codes[1], (name, codes)


def misdeeds(folder: Path) -> None:
    """What no command may do."""
    global now  # noqa: PLW0603 - as above
    now = "a misdeed"
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=0.1)
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    eval("1 + 1")  # noqa: S307 - to be seen
    Path("/etc/hostname").read_bytes()
    (folder.parent / "elsewhere").write_text("x", "utf-8")
    now = ""
    (folder.parent / "elsewhere").unlink()


def main() -> None:
    sys.addaudithook(hook)
    with tempfile.TemporaryDirectory() as top:
        place = Path(top).resolve() / "all"
        (place / "temporary").mkdir(parents=True)
        tempfile.tempdir = str(place / "temporary")  # where a revision is unpacked
        office = furnish(Path(top, "office").resolve())
        for number, (name, asked, typed) in enumerate(calls()):
            for turn in ("first", "second"):
                copied(office, place / str(number) / turn)
            watched(name, asked, place / str(number), typed)
        for name, line in IN_GIT.items():
            for turn in ("first", "second"):
                commit(repository(copied(office, place / name / turn)), "all")
            watched(name, line.split(), place / name)
        misdeeds(place)
        print(json.dumps({"place": str(place), "calls": number + 1 + len(IN_GIT), "seen": seen}))


if __name__ == "__main__":
    main()
