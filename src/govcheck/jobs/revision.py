"""An engagement or a checklist as it was at a git revision, with what of that revision belongs to it."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from govcheck.jobs.checklists import OWN_FOLDER, comes_along, open_checklist
from govcheck.jobs.load import EngagementFile, engagement_from
from govcheck.rules.wording import few
from govcheck.tools import git, yamlfile
from govcheck.tools.files import MAX_EVIDENCE_BYTES
from govcheck.tools.git import LINK, Blob
from govcheck.words.checklist import Checklist
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass

LINKS = 40
"""So many links are followed, as systems do."""
POINTER_BYTES = 1024
"""A pointer of Git LFS is shorter."""
POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize [0-9]+\n?\Z"
)


def open_revision(path: Path, shown: str, revision: str, *, whole: bool = True) -> EngagementFile:
    """The engagement that a file held at a revision; messages call it `REVISION:FILE`.

    Only what the answers name is taken out of git, into a folder that is gone afterwards. A proof that Git LFS keeps
    and that was not fetched is refused where the engagement has to be `whole`. Else it counts with the digest that git
    has of it: that can only make a revision better than it was, so nothing gets worse unnoticed from there.
    """
    base, place = in_repository(path)
    commit = git.commit_of(base, revision)
    named, name = f"{revision}:{shown if '/' in shown else f'./{shown}'}", path.name
    with TemporaryDirectory(prefix="govcheck-", ignore_cleanup_errors=True) as folder:
        copy, notes = Copy(base, commit, place, Path(folder)), []
        then = "" if name in copy.blobs else git.name_then(base, commit, posixpath.normpath(f"{place}/{name}"))
        if then:
            place, name = posixpath.split(then)
            copy, named = replace(copy, place=place or "."), f"{revision}:{then}"
            notes.append(f"{shown} was called {then} at {revision}")
        copy.bring_own(name)
        answers = copy.target / name
        if not answers.is_file():
            hint = (
                "if it is new since then, govcheck check says where it stands; "
                f"if it stood elsewhere, type: git worktree add ../then {revision}, and name two files"
            )
            raise Refused(f"there is no {named}, and git knows no other name of it", hint)
        document = yamlfile.read(answers, named)
        copy.bring_checklists()
        absent = {ref: sha256 for ref in sorted(set(refs(document.data))) if (sha256 := copy.bring(ref))}
        if absent and whole:
            hint = f"type: git lfs fetch origin {revision}, then do it again"
            raise Refused(f"{revision}: {few(absent)}: Git LFS keeps it, and it was not fetched", hint)
        if absent:
            notes.append(f"{revision}: {few(absent)}: Git LFS keeps it, and it was not fetched; its digest is compared")
        file = engagement_from(document, answers)
        return replace(file, digests={**file.digests, **absent}, notes=(*notes, *file.notes))


def open_checklist_at(path: Path, shown: str, revision: str) -> Checklist:
    """A checklist file as it was at a revision, built on those that stood beside it then."""
    base, place = in_repository(path)
    commit = git.commit_of(base, revision)
    named = f"{revision}:{shown if '/' in shown else f'./{shown}'}"
    with TemporaryDirectory(prefix="govcheck-", ignore_cleanup_errors=True) as folder:
        copy = Copy(base, commit, place, Path(folder) / OWN_FOLDER)
        beside = [name for name in copy.blobs if "/" not in name and name.endswith(".yaml")]
        for name in dict.fromkeys((path.name, *beside)):
            copy.bring_own(name)
        then = copy.target / path.name
        if not then.is_file():
            raise Refused(f"there is no {named}", "if it stood elsewhere then, name the earlier version as a file")
        return open_checklist(then, named, None if comes_along(path.parent) else Path(folder))


def in_repository(path: Path) -> tuple[Path, str]:
    """A folder that is there, and where in its repository the folder of a file lies; `.` at the top."""
    base = next(folder for folder in path.parents if folder.is_dir())
    return base, posixpath.normpath(posixpath.join(git.prefix(base), path.parent.relative_to(base).as_posix()))


def refs(data: Any) -> Iterator[str]:
    """Everything in an answers file that may name a file as proof."""
    if isinstance(data, dict):
        yield from (value for key, value in data.items() if key == "ref" and isinstance(value, str))
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from refs(inner)


@dataclass(frozen=True)
class Copy:
    """A folder of a revision, of which parts are written below another folder."""

    base: Path
    """A folder in the repository."""
    commit: str
    place: str
    """The engagement's folder in the repository, `.` at its top."""
    target: Path

    @cached_property
    def blobs(self) -> Mapping[str, Blob]:
        """What is in the engagement's folder, by its path from there."""
        return git.blobs(self.base, self.commit, "" if self.place == "." else self.place)

    def bring(self, ref: str) -> str:
        """Writes the file that a reference leads to, and the links on the way, as long as they stay in the folder.

        Returns the sha256 of one that cannot be written because Git LFS keeps it elsewhere; else nothing.
        """
        path = posixpath.normpath(ref)
        for _ in range(LINKS):
            if not inside(path):
                return ""
            link = next((part for part in leading(path) if self.is_link(part)), None)
            if link is None:
                return self.write_proof(path)
            goal = self.goal(link)
            if not inside(goal):
                return ""
            self.link(link, goal)
            path = posixpath.normpath(posixpath.join(goal, posixpath.relpath(path, link)))
        return ""

    def bring_own(self, path: str) -> None:
        """Writes the answers file or a checklist, which may lie elsewhere in the repository."""
        if self.is_link(path):
            id = git.followed(self.base, self.commit, posixpath.normpath(posixpath.join(self.place, path)))
            if id:
                self.write_blob(id, path)
        else:
            self.write(path)

    def bring_checklists(self) -> None:
        """Writes the engagement's own checklists, also where their folder is a link to another one."""
        if self.is_link(OWN_FOLDER):
            elsewhere = posixpath.normpath(posixpath.join(self.place, self.goal(OWN_FOLDER)))
            found = git.blobs(self.base, self.commit, elsewhere) if inside(elsewhere) else {}
            for path, blob in found.items():
                if "/" not in path and path.endswith(".yaml") and blob.mode != LINK:
                    self.write_blob(blob.id, f"{OWN_FOLDER}/{path}")
            return
        for path in self.blobs:
            if posixpath.dirname(path) == OWN_FOLDER and path.endswith(".yaml"):
                self.bring_own(path)

    def is_link(self, path: str) -> bool:
        return path in self.blobs and self.blobs[path].mode == LINK

    def goal(self, link: str) -> str:
        """Where a link leads, from the engagement's folder."""
        text = git.content(self.base, self.blobs[link].id).decode("utf-8", "surrogateescape")
        return posixpath.normpath(posixpath.join(posixpath.dirname(link), text))

    def link(self, path: str, goal: str) -> None:
        here = self.target / path
        if not here.is_symlink():
            here.parent.mkdir(parents=True, exist_ok=True)
            with suppress(OSError):  # a system without links: then the file counts as missing
                here.symlink_to(posixpath.relpath(goal, posixpath.dirname(path) or "."))

    def write_proof(self, path: str) -> str:
        """Writes a file, or what Git LFS keeps in its place. Returns the sha256 of what is not there to be written."""
        sha256 = self.kept_elsewhere(path)
        if not sha256:
            self.write(path)
            return ""
        there = git.large_file(self.base, sha256)
        if not there.is_file():
            return sha256
        here = self.room_for(path)
        if here and there.stat().st_size <= MAX_EVIDENCE_BYTES:
            shutil.copyfile(there, here)  # its digest is looked at like that of any other file
        return ""

    def kept_elsewhere(self, path: str) -> str:
        """The sha256 that the pointer of Git LFS names, if the file is one."""
        blob = self.blobs.get(path)
        small = blob is not None and blob.mode != LINK and blob.size <= POINTER_BYTES
        found = POINTER.match(git.content(self.base, blob.id)) if blob and small else None
        return found[1].decode("ascii") if found else ""

    def write(self, path: str) -> None:
        blob = self.blobs.get(path)
        if blob and blob.size <= MAX_EVIDENCE_BYTES:  # a larger one never counts
            self.write_blob(blob.id, path)

    def write_blob(self, id: str, path: str) -> None:
        here = self.room_for(path)
        if here:
            git.write(self.base, id, here)

    def room_for(self, path: str) -> Path | None:
        """Where a file can be written that is not there yet; None where it is, or would lie elsewhere."""
        here = self.target / path
        stays = here.resolve().is_relative_to(self.target.resolve())  # whatever a crafted tree calls its files
        if not stays or here.exists():
            return None
        here.parent.mkdir(parents=True, exist_ok=True)
        return here


def inside(path: str) -> bool:
    """Whether a tidy path stays where it begins."""
    return not path.startswith("/") and path != ".." and not path.startswith("../")


def leading(path: str) -> Iterator[str]:
    """The path's folders from the top, then the path."""
    parts = path.split("/")
    yield from ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
