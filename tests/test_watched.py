"""What every command asks of the system: no network, no program but git, no code but our own, no file elsewhere."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
import typing
from dataclasses import dataclass
from pathlib import Path

import pytest

from govcheck.words.resources import PACKAGE, folder

TIMES = 120
"""Calls that are watched at least."""


@dataclass(frozen=True)
class Event:
    command: str
    event: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Watched:
    place: Path
    calls: int
    seen: tuple[Event, ...]

    def those(self, event: str) -> list[Event]:
        return [one for one in self.seen if one.event == event]

    def but(self, event: str, *allowed: Path) -> list[Event]:
        """The events of a kind that name a file outside of these places, apart from what was done to be seen."""
        found = [one for one in self.those(event) if one.command != "a misdeed"]
        assert found or event == "socket"
        return [one for one in found if not any(Path(one.what[0]).is_relative_to(place) for place in allowed)]


@pytest.fixture(scope="module")
def watched() -> Watched:
    script = Path(__file__).with_name("watch_commands.py")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    seen = tuple(Event(one["command"], one["event"], tuple(one["what"])) for one in told["seen"])
    return Watched(Path(told["place"]), told["calls"], seen)


def test_every_call_is_watched_and_a_misdeed_is_seen(watched: Watched) -> None:
    assert watched.calls > TIMES
    assert len({one.command for one in watched.seen}) > TIMES * 0.9, "some calls end before they touch anything"
    assert {one.event for one in watched.seen if one.command == "a misdeed"} == {
        "socket",
        "program",
        "code",
        "read",
        "write",
    }


def test_no_command_uses_the_network(watched: Watched) -> None:
    assert watched.but("socket") == []


def test_no_command_starts_a_program_but_git_and_for_a_template_of_yours_python(watched: Watched) -> None:
    started = [one for one in watched.those("program") if one.command != "a misdeed"]
    assert {one.command for one in started} >= {"a comparison with a revision", "a checklist since a revision"}
    apart = [one for one in started if one.what[:2] != ("subprocess.Popen", "git")]
    assert {(one.command, *one.what[:2]) for one in apart} == {
        (name, "subprocess.Popen", sys.executable) for name in ("report --template", "a template with a mistake")
    }


def test_no_command_runs_what_stands_in_a_file(watched: Watched) -> None:
    """Templates that ship become code, and Python reads the annotations of our own functions as code."""
    templates, annotations = str(folder("templates")), (typing.__file__, inspect.__file__)
    run = [one for one in watched.those("code") if one.command != "a misdeed"]
    assert [one for one in run if not one.what[1].startswith(templates) and one.what[2] not in annotations] == []


def test_no_command_reads_a_file_elsewhere(watched: Watched) -> None:
    own = [folder(kind) for kind in ("checklists", "templates", "seeds", "examples", "schemas")]
    python = [Path(sys.prefix), Path(sys.base_prefix, "lib"), Path(os.devnull)]
    project = PACKAGE.parents[1] / "pyproject.toml"  # whether this is a checkout
    assert watched.but("read", watched.place, PACKAGE, project, *own, *python) == []


def test_no_command_writes_a_file_elsewhere(watched: Watched) -> None:
    assert watched.but("write", watched.place) == []
