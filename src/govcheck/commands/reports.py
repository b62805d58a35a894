"""The files that `check --report FORMAT=PATH` writes besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from govcheck.jobs.outputs import same_file, write_report
from govcheck.rules.formats import CHECK_FORMATS
from govcheck.words.errors import Refused

Wanted = Sequence[tuple[Path, str]]


def reports_of(named: Iterable[str]) -> Wanted:
    """Path and format of each. The format is always written out; a suffix never stands for it."""
    return [report_of(text) for text in named]


def report_of(text: str) -> tuple[Path, str]:
    kind, _, path = text.partition("=")
    if kind not in CHECK_FORMATS:
        raise Refused(
            f"--report {text}: there is no format {kind}", f"write one of {', '.join(CHECK_FORMATS)}, as in junit=FILE"
        )
    if not path:
        raise Refused(f"--report {text} names no file", f"write {kind}=FILE")
    return Path(path), kind


def refuse_taken(wanted: Wanted, output: Path | None, inputs: Iterable[Path]) -> None:
    """No result goes over another one, nor over a file that was judged."""
    judged, taken = list(inputs), list[Path]()
    for path in [*([] if output is None else [output]), *(path for path, _ in wanted)]:
        if any(same_file(path, other) for other in taken):
            raise Refused(f"{path.as_posix()} is named twice", "give each report a file of its own")
        if any(same_file(path, other) for other in judged):
            raise Refused(f"{path.as_posix()} is a file that is judged", "name another file")
        taken.append(path)


def report_to(path: Path, text: str) -> None:
    write_report(path, text.encode("utf-8"))
