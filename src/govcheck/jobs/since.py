"""A checklist held against an earlier version of it: what its author should know, each thing at its line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govcheck.jobs.checklists import open_checklist
from govcheck.jobs.faults import mapping
from govcheck.jobs.revision import open_checklist_at
from govcheck.rules.two_versions import Versions
from govcheck.rules.untold import Remark, remarks
from govcheck.tools import yamlfile
from govcheck.tools.yamlfile import Document
from govcheck.words.checklist import Checklist
from govcheck.words.errors import Problem, Refused
from govcheck.words.values import dataclass

BASE = 'in CI the base of the pull request: --since "$(git merge-base origin/main HEAD)"'


@dataclass(frozen=True)
class Since:
    """What is to be said of a checklist since an earlier version."""

    version: str
    """The earlier one."""
    wrong: tuple[Problem, ...]
    """What has to be put right."""
    known: tuple[Problem, ...]
    """What only the author can judge."""
    same: bool
    """Nothing that is asked or weighed is other than before."""


def earlier(path: Path, shown: str, since: str, engagement: Path | None) -> Checklist:
    """The earlier version: a file, or the same file at a git revision."""
    file = Path(since)
    if file.is_file():
        folder = file.absolute().parent
        return open_checklist(file, file.as_posix(), engagement if folder == path.parent else folder.parent)
    if file.suffix in (".yaml", ".yml"):
        raise Refused(f"{since} does not exist", "name an earlier version of the file, or a git revision")
    return open_checklist_at(path, shown, since)


def refuse_itself(path: Path, shown: str, since: str, *, same: bool) -> None:
    """Raises Refused where a file is held against itself or a copy: that nothing changed would always be true."""
    other = Path(since)
    if same and other.is_file() and other.read_bytes() == path.read_bytes():
        itself = other.resolve() == path.resolve()
        says = f"{shown} is compared with itself" if itself else f"{since} holds the same as {shown}"
        raise Refused(f"{says}, which tells nothing", f"name an earlier version of it; {BASE}")


def told_since(path: Path, shown: str, since: str, new: Checklist, old: Checklist) -> Since:
    """Raises Refused where the two are not versions of one checklist, or one and the same file."""
    edition, before = new.edition, old.edition
    if edition.id != before.id:
        raise Refused(f"{shown} is {edition.id}, and the earlier one is {before.id}", "name an earlier version of it")
    same = edition.digest == before.digest
    refuse_itself(path, shown, since, same=same)
    document = yamlfile.read(path, shown)
    told = remarks(Versions(old, new))
    wrong, known = (tuple(problems(document, (one for one in told if one.error is error))) for error in (True, False))
    return Since(before.version, wrong, known, same)


def problems(document: Document, told: Iterator[Remark]) -> Iterator[Problem]:
    for one in told:
        path = next((path for path in one.paths if stands(document.data, path)), one.paths[-1])
        yield Problem(document.path, *document.at(path, key=True), one.message, one.hint)


def stands(data: object, path: tuple[str, ...]) -> bool:
    for key in path:
        if key not in mapping(data):
            return False
        data = mapping(data)[key]
    return True
