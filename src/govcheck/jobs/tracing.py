"""Tracing a checklist to its sources, and holding a copy of an original against its digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from govcheck.jobs.digests import open_digests
from govcheck.rules.formats.trace_formats import trace_json, trace_rows, trace_text
from govcheck.rules.trace import Trace, trace
from govcheck.tools import files
from govcheck.tools.csvtext import csv_text
from govcheck.words.checklist import Checklist
from govcheck.words.errors import Refused

OTHER = "not the text that"
COMPARE = "; compare it section by section"
TRACE_FORMATS: Mapping[str, Callable[[Trace, tuple[str, ...]], str]] = {
    "text": trace_text,
    "csv": lambda found, _: csv_text(trace_rows(found)),
    "json": trace_json,
}


def traced(checklist: Checklist) -> Trace:
    return trace(checklist, open_digests(checklist.sources))


def held_against(found: Trace, originals: Iterable[Path]) -> tuple[tuple[str, ...], bool]:
    """What became of each copy of an original, a line each, and whether all of them are what was read.

    Raises Refused for what cannot be read.
    """
    lines, same = [], True
    for path in originals:
        sha256 = files.digest(Path(path.name), (Path.cwd() / path).parent)
        if sha256 is None:
            raise Refused(f"{path.as_posix()} cannot be read", "name a copy of an original, as plain text")
        read = next((digest for digest in found.digests if digest.sha256 == sha256), None)
        same = same and read is not None
        sources = " or ".join(digest.id for digest in found.digests) or "a source"
        says = (
            f"the facts of {read.id} were read from exactly this text" if read else f"{OTHER} {sources} was read from"
        )
        lines.append(f"{path.as_posix()}: {says}{'' if read else COMPARE}")
    return tuple(lines), same
