"""Every call to the system that a save makes fails once, and is once the last: the file is the old or the new one."""

from __future__ import annotations

import errno
import os
import random
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fcntl", reason="Windows has other calls")

from govcheck.jobs.answers import save_answer
from govcheck.tools.files import create, save
from govcheck.words.engagement import Answer
from govcheck.words.errors import GovcheckError, Refused
from govcheck.words.vocabulary import Status
from scripted import engagement
from system_calls import Disturbance, failing, in_a_child, killed_before, killed_behind, watched

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.ENOENT, errno.EMFILE)
NEW = b"new\n" * 3000


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flushing is still a call that fails or is the last one; what the disk makes of it is not seen here anyway."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def an_answer(path: Path) -> None:
    save_answer(path, "answers.yaml", "doors-locked", lambda _: Answer(Status.UNKNOWN, "Lin", date(2026, 11, 22)))


@dataclass(frozen=True)
class Way:
    """A way to write a file."""

    write: Callable[[Path], object]
    keeps: bool = True
    """The file is there before."""
    locks: bool = False
    """Another process is kept out, so that what a killed one left has a name that the next one knows."""
    least: int = 10
    """So many calls it makes at least."""


WAYS: Mapping[str, Way] = {
    "a change": Way(lambda path: save(path, lambda _: NEW), locks=True, least=20),
    "an answer": Way(an_answer, locks=True, least=40),
    "a new file": Way(lambda path: create(path, NEW), keeps=False),
    "a file anew": Way(lambda path: create(path, NEW, overwrite=True)),
}


def prepared(folder: Path, way: Way) -> Path:
    """An engagement whose answers file is as it was before, with its lock."""
    path = folder / "move" / "answers.yaml"
    if not path.parent.exists():
        engagement(path.parent)
        save(path, lambda data: data)
        (folder / "old").write_bytes(path.read_bytes())
    for one in path.parent.iterdir():
        if one.name.startswith("."):
            one.unlink()
    path.unlink(missing_ok=True)
    if way.keeps:
        path.write_bytes((folder / "old").read_bytes())
        path.chmod(0o640)
    return path


@dataclass(frozen=True)
class Usual:
    """How a save goes that nothing disturbs."""

    old: bytes | None
    new: bytes
    calls: list[str]


def held(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def usual(folder: Path, way: Way) -> Usual:
    path = prepared(folder, way)
    way.write(path)  # so that whatever is loaded late is there
    path = prepared(folder, way)
    old = held(path)
    with watched() as calls:
        way.write(path)
    new = held(path)
    assert new
    assert new != old
    return Usual(old, new, calls.seen)


def left_over(path: Path) -> list[str]:
    return [one.name for one in path.parent.iterdir() if one.name.endswith(".tmp")]


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("name", WAYS)
def test_whichever_call_fails_the_file_is_the_old_or_the_new_one_and_nobody_is_told_wrongly(
    name: str, number: int, tmp_path: Path
) -> None:
    way = WAYS[name]
    without = usual(tmp_path, way)
    assert len(without.calls) >= way.least
    for place, call in enumerate(without.calls):
        path = prepared(tmp_path, way)
        said = outcome(way, path, place, failing(number))
        here = f"{call}, call {place}: {said}"
        if "did not confirm" in said:
            assert held(path) == without.new, here
        else:
            assert held(path) == (without.old if said else without.new), here
        assert left_over(path) == [] or (call == "unlink" and not said), here  # that very call takes it away
        way.write(prepared(tmp_path, way))  # nothing is locked for good


def outcome(way: Way, path: Path, place: int, disturb: Disturbance) -> str:
    """What is said of a save that was disturbed at a place; nothing where it was done."""
    with watched(place, disturb):
        try:
            way.write(path)
        except GovcheckError as error:
            return str(error)
    return ""


@pytest.mark.parametrize("disturb", [killed_before, killed_behind])
@pytest.mark.parametrize("name", WAYS)
def test_at_whichever_call_it_is_killed_the_file_is_the_old_or_the_new_one(
    name: str, disturb: Disturbance, tmp_path: Path
) -> None:
    way = WAYS[name]
    without = usual(tmp_path, way)
    found = set()
    for place, call in enumerate(without.calls):
        path = prepared(tmp_path, way)
        ended = in_a_child(partial(outcome, way, path, place, disturb))
        assert ended == signal.SIGKILL, f"{call}, call {place} was not reached"
        found.add(held(path))
        assert held(path) in (without.old, without.new), f"{call}, call {place}"
        if way.locks:
            way.write(path)
            assert held(path) == without.new
            assert left_over(path) == [], "the next save takes away what was left"
    assert found == {without.old, without.new}


class Disk:
    """One that takes so many bytes more."""

    def __init__(self, room: int, step: int) -> None:
        self.room, self.step, self.write = room, step, os.write

    def takes(self, descriptor: int, data: Any) -> int:
        if not self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self.write(descriptor, data[: min(self.room, self.step)])
        self.room -= written
        return written


@pytest.mark.parametrize("name", ["a change", "a new file"])
def test_wherever_the_disk_is_full_the_file_is_as_it_was(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, r = WAYS[name], random.Random(1)
    for room in [0, 1, len(NEW) - 1, *(r.randrange(len(NEW)) for _ in range(100))]:
        path = prepared(tmp_path, way)
        before = held(path)
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", Disk(room, r.choice([1000, 4096, len(NEW)])).takes)
            with pytest.raises(Refused, match="the disk is full"):
                way.write(path)
        assert (held(path), left_over(path)) == (before, [])
    path = prepared(tmp_path, way)
    monkeypatch.setattr(os, "write", Disk(len(NEW), 1000).takes)
    way.write(path)
    assert held(path) == NEW
