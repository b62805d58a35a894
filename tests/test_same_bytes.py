"""Two engagements in one repository: the same arguments give the same bytes, whatever surrounds the program.

Named from another folder, they give the same bytes but for the names, which are shown as they were given.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from govcheck.jobs.load import ANSWERS
from govcheck.rules.formats import CHECK_FORMATS
from program import AS_OF, copied_example

Calls = Mapping[str, list[str]]

HANDED_ON = {
    "report": ("md", "html", "json", "csv"),
    "questions export": ("md", "csv"),
    "sheet export": ("md", "csv"),
}
"""What others get names no file."""


def calls(alder: str, birch: str) -> Calls:
    """Every command that shows something of an engagement, in every format."""
    found = {f"check as {kind}": ["check", alder, birch, "-f", kind] for kind in CHECK_FORMATS}
    found |= {f"diff as {kind}": ["diff", alder, birch, "-f", kind] for kind in ("text", "json", "md")}
    found |= {f"status as {kind}": ["status", "-a", alder, "-f", kind] for kind in ("text", "json")}
    for command, kinds in HANDED_ON.items():
        found |= {f"{command} as {kind}": [*command.split(), "-a", alder, "-f", kind] for kind in kinds}
    found |= {"approve": ["approve", "--check", "-a", alder]}
    return {name: [*words, "--as-of", AS_OF] for name, words in found.items()}


RUN = """
import json, sys
from govcheck.__main__ import run
out = sys.argv[2]
for name, words in json.loads(sys.argv[1]).items():
    sys.argv = ["govcheck", *words]
    with open(f"{out}/{name}", "w") as sys.stdout:
        if run() > 1:
            sys.exit(name)
"""
"""The calls one after the other; Python chooses the encoding of what they write by its surroundings."""

SURROUNDINGS = {
    "plain": {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"},
    "another coding": {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "1",
        "COLUMNS": "40",
    },
    "another place": {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "4242", "PYTHONOPTIMIZE": "2"},
}


PYTHONS = os.environ.get("GOVCHECK_PYTHONS", "").split()
"""Other Pythons that have govcheck installed; `make pythons` sets them up."""


def said(
    asked: Calls, here: Path, out: Path, surroundings: str = "plain", python: str = sys.executable
) -> Mapping[str, bytes]:
    """What each call writes to standard output."""
    out.mkdir()
    environment = {"PATH": os.environ["PATH"], **SURROUNDINGS[surroundings]}
    command = [python, "-c", RUN, json.dumps(asked), str(out)]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")
    return {name: (out / name).read_bytes() for name in asked}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two engagements."""
    top = tmp_path_factory.mktemp("one") / "repository"
    (top / ".git").mkdir(parents=True)
    (top / "governance").mkdir()
    copied_example("conditional-go", top).rename(top / "governance" / "alder")
    copied_example("not-ready", top).rename(top / "governance" / "birch")
    return top


@pytest.fixture(scope="module")
def usual(repository: Path) -> Mapping[str, bytes]:
    """What is said at the top of the repository."""
    return said(calls("governance/alder", "governance/birch"), repository, repository.parent / "usual")


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_the_surroundings_change_no_byte(
    surroundings: str, repository: Path, usual: Mapping[str, bytes], tmp_path: Path
) -> None:
    again = said(calls("governance/alder", "governance/birch"), repository, tmp_path / "out", surroundings)
    assert [name for name in usual if again[name] != usual[name]] == []


@pytest.mark.soak
@pytest.mark.skipif(not PYTHONS, reason="GOVCHECK_PYTHONS names no other Python that has govcheck")
def test_another_python_changes_no_byte(repository: Path, usual: Mapping[str, bytes], tmp_path: Path) -> None:
    asked = calls("governance/alder", "governance/birch")
    for number, python in enumerate(PYTHONS):
        again = said(asked, repository, tmp_path / str(number), python=python)
        assert [name for name in usual if again[name] != usual[name]] == [], python
        print(f"{python}: {len(usual)} outputs, the same bytes")


def test_another_copy_of_the_repository_changes_no_byte(
    repository: Path, usual: Mapping[str, bytes], tmp_path: Path
) -> None:
    """Elsewhere, younger, and with its folders filled in another order."""
    files = sorted((path for path in repository.rglob("*") if path.is_file()), reverse=True)
    for path in files:
        place = tmp_path / "a copy" / path.relative_to(repository)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    again = said(calls("governance/alder", "governance/birch"), tmp_path / "a copy", tmp_path / "out")
    assert [name for name in usual if again[name] != usual[name]] == []


# where the command is called, and how the engagements are named from there
PLACES = {
    "in the folder of both": ("governance", "alder", "birch"),
    "in one of them": ("governance/alder", ".", "../birch"),
    "below one of them": ("governance/alder/evidence", "..", "../../birch"),
    "by their files": (".", "governance/alder/answers.yaml", "governance/birch/answers.yaml"),
    "by their whole paths": ("/", "{top}/governance/alder", "{top}/governance/birch"),
}


@pytest.mark.parametrize("place", PLACES)
def test_from_elsewhere_only_the_names_are_others(
    place: str, repository: Path, usual: Mapping[str, bytes], tmp_path: Path
) -> None:
    where, *named = PLACES[place]
    alder, birch = (name.format(top=repository) for name in named)
    again = said(calls(alder, birch), repository / where, tmp_path / "out")
    # A long name leaves less room in its line.
    cut = {"diff as text", "diff as md", "status as text"} if place == "by their whole paths" else set()
    different = {name for name in usual if named_alike(again[name], alder, birch) != named_alike(usual[name])}
    assert different <= cut
    for name in [name for name in usual if name.startswith((*HANDED_ON, "approve"))]:
        assert again[name] == usual[name], name


def named_alike(text: bytes, alder: str = "governance/alder", birch: str = "governance/birch") -> str:
    """The output with one name for each engagement, and without what is worked out from the names: widths, sums."""
    shown = {Path(alder, ANSWERS).as_posix(): "ALDER", Path(birch, ANSWERS).as_posix(): "BIRCH"}
    if alder.endswith(ANSWERS):
        shown = {alder: "ALDER", birch: "BIRCH"}
    names = "|".join(re.escape(name) for name in sorted(shown, key=len, reverse=True))
    words = re.sub(rf"(?:file://|(?<![\w/]))({names})", lambda found: shown[found[1]], text.decode())
    return " ".join(re.sub(r'"fingerprint": "\w+"', "", words).split())


def test_each_of_two_is_judged_as_it_is_alone(usual: Mapping[str, bytes], repository: Path, tmp_path: Path) -> None:
    alone = {name: ["check", f"governance/{name}", "-f", "json", "--as-of", AS_OF] for name in ("alder", "birch")}
    one_by_one = [json.loads(text)["files"][0] for text in said(alone, repository, tmp_path / "out").values()]
    assert json.loads(usual["check as json"])["files"] == one_by_one
