"""A checklist to begin with: commented, and valid as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from govcheck.jobs.checklists import OWN_FOLDER, built_in, checklist_in
from govcheck.tools import files
from govcheck.tools.yamledit.emit import inline
from govcheck.words.errors import Refused
from govcheck.words.resources import folder

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 60


def write_checklist(id: str, title: str, engagement: Path) -> Path:
    """Writes `checklists/ID.yaml` in the folder of an engagement. Raises Refused, never overwrites."""
    if not ID.fullmatch(id) or len(id) > LONGEST:
        raise Refused(
            f"{id} cannot be the id of a checklist", "write lower-case words joined by hyphens, say our-rules"
        )
    if id in built_in():
        raise Refused(f"{id} is the id of a built-in checklist", "choose another one")
    path = engagement / OWN_FOLDER / f"{id}.yaml"
    data = checklist_text(id, title).encode("utf-8")
    checklist_in(data, path.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{path.parent.as_posix()} cannot be made: {error.strerror}", "name another folder") from None
    files.create(path, data)
    return path


def checklist_text(id: str, title: str) -> str:
    """The text of a new checklist, its title written as YAML wants it."""
    template = Template((folder("templates") / "checklist.yaml.txt").read_text("utf-8"))
    named = " ".join((title or titled(id)).split())
    return template.substitute(id=id, title=inline(named))


def titled(id: str) -> str:
    """An id as a title."""
    return id.replace("-", " ").capitalize()
