"""The one place that runs git. It only reads, without a shell, and never lets git fetch anything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from govcheck.words.characters import one_line
from govcheck.words.errors import Refused

PATIENCE = 60
"""Seconds that git is given for one thing."""
OFFLINE = ("-c", "protocol.allow=never")
"""In a partial clone git would fetch what it has not got."""
LINK = "120000"


class Blob(NamedTuple):
    """A file or a link in a revision."""

    mode: str
    id: str
    size: int


def user_name(folder: Path) -> str:
    """The name that git has for whoever works in this folder; empty where it has none."""
    command = ["git", "config", "user.name"]
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False
        )
        return done.stdout.decode("utf-8", "replace").strip()
    return ""


def prefix(folder: Path) -> str:
    """Where a folder lies in its repository, with a slash at the end; empty at the top. Refused outside of one."""
    done = ran(folder, "rev-parse", "--show-prefix")
    if done.returncode:
        says = one_line(os.fsdecode(done.stderr.strip()).split("\n")[0]) or "no reason"
        raise Refused(f"no git repository can be read here; git says: {says}", "go into one, or name two files")
    return os.fsdecode(done.stdout).removesuffix("\n")


def commit_of(folder: Path, revision: str) -> str:
    """The full id of a revision's commit."""
    if revision.startswith("-") or not revision.isprintable() or not revision.strip():
        raise Refused(f"{revision!r} is no revision", "write a branch, a tag or the beginning of a commit's id")
    done = ran(folder, "rev-parse", "--verify", "--quiet", revision + "^{commit}")
    if done.returncode:
        raise Refused(f"git knows no revision {revision} here", revision_hint(revision))
    return done.stdout.decode("ascii").strip()


def revision_hint(revision: str) -> str:
    """What to write instead; a range is what other commands of git take."""
    one, dots, other = revision.partition("...")
    if dots and one:
        return f"for where the two parted write $(git merge-base {one} {other or 'HEAD'})"
    one, dots, other = revision.partition("..")
    if dots and one:
        return f"a range is written as two: --from {one} --to {other or 'HEAD'}"
    return "write a branch, a tag or a commit's id; in CI it may have to be fetched first"


def blobs(folder: Path, commit: str, place: str) -> Mapping[str, Blob]:
    """Every file and link below a place in the repository, by its path from there; none where there is no such folder.

    Submodules are left out: what is in them belongs to another repository.
    """
    done = ran(folder, "ls-tree", "--full-tree", "-r", "-z", "--long", f"{commit}:{place.rstrip('/')}")
    found: dict[str, Blob] = {}
    for line in done.stdout.split(b"\0") if not done.returncode else ():
        facts, _, path = line.partition(b"\t")
        if path:
            mode, kind, id, size = facts.decode("ascii").split()
            if kind == "blob":
                found[os.fsdecode(path)] = Blob(mode, id, int(size))
    return found


def followed(folder: Path, commit: str, path: str) -> str:
    """The id of the file that a path leads to through links inside the repository; empty where it leads to none."""
    if "\n" in path:
        return ""
    asked = os.fsencode(f"{commit}:{path}\n")
    done = ran(folder, "cat-file", "--batch-check", "--follow-symlinks", given=asked)
    words = done.stdout.split()
    return words[0].decode("ascii") if len(words) == 3 and words[1] == b"blob" else ""


def name_then(folder: Path, commit: str, path: str) -> str:
    """What a file was called at a commit that has another name in the index now; empty where git sees no renaming.

    Paths are from the top of the repository. The working tree is not looked at: that would run filters.
    """
    asked = ("diff-index", "--cached", "--find-renames", "--name-status", "--no-ext-diff", "--diff-filter=R", "-z")
    done = ran(folder, *asked, commit, "--")
    if done.returncode:
        return ""
    words = [os.fsdecode(word) for word in done.stdout.split(b"\0")]
    renamed = dict(zip(words[2::3], words[1::3], strict=False))  # a score, then the old name, then the new one
    return renamed.get(path, "")


def large_file(folder: Path, sha256: str) -> Path:
    """Where Git LFS keeps the content of a file, if it has been fetched."""
    done = checked(ran(folder, "rev-parse", "--git-common-dir"))
    common = os.fsdecode(done.stdout).removesuffix("\n")
    return folder / common / "lfs" / "objects" / sha256[:2] / sha256[2:4] / sha256


def content(folder: Path, id: str) -> bytes:
    """What a small file or a link holds."""
    return checked(ran(folder, "cat-file", "blob", id)).stdout


def write(folder: Path, id: str, target: Path) -> None:
    """Writes what a file holds, byte for byte: no filter and no line ending is applied."""
    with target.open("xb") as file:
        checked(ran(folder, "cat-file", "blob", id, into=file.fileno()))


def checked(done: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[bytes]:
    if done.returncode:
        raise Refused("git could not read a file of that revision", "fetch the whole repository, then do it again")
    return done


def ran(
    folder: Path, *words: str, given: bytes = b"", into: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """A run of git in a folder. Raises Refused where there is no git, or where it takes too long."""
    try:
        return subprocess.run(  # noqa: S603 - no shell, and no word of the user's can be taken for an option
            ["git", *OFFLINE, "-C", str(folder), *words],  # noqa: S607 - the user's own git
            input=given,
            stdout=into,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    except OSError:
        raise Refused("git cannot be started", "install it, or name two files") from None
    except subprocess.TimeoutExpired:
        raise Refused(f"git took more than {PATIENCE} seconds", "do it again, or name two files") from None
