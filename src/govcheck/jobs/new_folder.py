"""The folder of a new engagement: answers file, a place for evidence, and what an editor and git want to know."""

from __future__ import annotations

from pathlib import Path

from govcheck.jobs.load import ANSWERS, EngagementFile, engagement_from
from govcheck.jobs.new_engagement import engagement_text
from govcheck.jobs.proof import EVIDENCE
from govcheck.tools import files, yamlfile
from govcheck.tools.schema import schema_text
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import Engagement
from govcheck.words.errors import Refused

SCHEMA = "answers.schema.json"
KEPT = Path(EVIDENCE, ".gitkeep")
IGNORED = f".{ANSWERS}.lock\n.{ANSWERS}.tmp\n".encode()
"""What saving leaves beside the answers file."""


def refuse_existing(folder: Path) -> None:
    """Raises Refused where there is an engagement already: init never overwrites one."""
    if (folder / ANSWERS).exists():
        raise Refused(f"there is an {ANSWERS} in {folder.as_posix()} already", "go on with: govcheck review")


def write_folder(folder: Path, checklist: Checklist, engagement: Engagement) -> EngagementFile:
    """Writes a new engagement, once its text reads back as valid. Raises InvalidInput or Refused."""
    path = folder / ANSWERS
    data = engagement_text(checklist, engagement, SCHEMA).encode("utf-8")
    file = engagement_from(yamlfile.parse(data, ANSWERS), path)
    make((folder / KEPT).parent)
    files.create(path, data)
    beside = {KEPT: b"", Path(SCHEMA): schema_text("answers").encode("utf-8"), Path(".gitignore"): IGNORED}
    for place, content in beside.items():
        if not (folder / place).exists():
            files.create(folder / place, content)
    return file


def make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder.as_posix()} cannot be made: {error.strerror}", "name another folder") from None
