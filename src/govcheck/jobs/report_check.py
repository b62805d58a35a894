"""Whether a report that lies there is the one that the answers give, and whether it still holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path

from govcheck.jobs.check import nothing_due, plain
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.logo import branding_of
from govcheck.jobs.own_template import folders_of, own_report, own_template
from govcheck.jobs.report_formats import TEXTS
from govcheck.jobs.reporting import TOOL, Finished, fingerprint, readiness_report
from govcheck.jobs.settings import Configured
from govcheck.rules.assess import assess
from govcheck.rules.content import content_digest
from govcheck.rules.judge import decides
from govcheck.rules.report.blocks import Report
from govcheck.rules.report.outdated import outdated
from govcheck.rules.report.review import Before
from govcheck.rules.report.stamp import Stamp, signed, stamp_of
from govcheck.tools.yamltext import MAX_BYTES, read_bytes
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.values import dataclass

BEGINNINGS = {"html": "<!doctype html><!--", "md": "<!--", "json": '{\n  "kind": "readiness-report",\n'}
"""How a report begins in each format."""
STAMP_LINE = re.compile(r'^  "stamp": "([^"\\]*)",$', re.MULTILINE)
"""Where it stands in JSON, in which no text has line ends of its own."""
PART_LINE = re.compile(r'<.*\bid="([\w-]+)"|      "id": "([\w-]+)",$')
"""A line with which a part may begin."""
PICTURE = re.compile(r"(data:image/\w+);base64,([\w+/=]+)", re.ASCII)
NO_TEXT = {b"%PDF": "a PDF", b"PK\x03\x04": "a workbook or a Word document"}
"""What a file is by its first bytes."""
BEGINNING = 4096
"""Bytes in which a report says what it is."""
BEFORE, LONGEST = 40, 160
"""So much of a line is shown before the first character that differs, and so much in all."""


@dataclass(frozen=True)
class Committed:
    """A report as it lies there, its line ends as they were written."""

    path: str
    text: str
    format: str
    stamp: Stamp


def read_report(path: Path, shown: str) -> Committed:
    """A report of this version. Raises Refused for everything else: of that it cannot be told whether it matches."""
    data = read_bytes(path, shown)
    if len(data) > MAX_BYTES:
        raise Refused(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB", "name a report of govcheck")
    for begins, kind in NO_TEXT.items():
        if data.startswith(begins):
            raise Refused(
                f"{shown} is {kind}, which is not compared", "commit the report as .md, .html or .json as well"
            )
    text = unix(data).decode("utf-8", "surrogateescape")
    format = next((format for format, begins in BEGINNINGS.items() if text.startswith(begins)), "")
    stamp = stamp_in(text, format)
    if not format or stamp is None:
        raise Refused(
            f"{shown} is not a report of govcheck, or its first line does not say as of which day it was made",
            "write it with: govcheck report -o FILE",
        )
    if stamp.tool != TOOL:
        raise Refused(
            f"{shown} was made with {stamp.tool}, and this is {TOOL}, which cannot make it again",
            "check it with that version, or write it again with this one",
        )
    return Committed(shown, text, format, stamp)


def stamp_there(path: Path) -> Stamp | None:
    """What a report that lies at a place says of itself, of whatever version and size; None where it is no report."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        text = unix(file.read(BEGINNING)).decode("utf-8", "replace")
    return stamp_in(text, next((format for format, begins in BEGINNINGS.items() if text.startswith(begins)), ""))


def stamp_in(text: str, format: str) -> Stamp | None:
    if format != "json":
        return stamp_of(text.split("\n", 1)[0])
    found = STAMP_LINE.search(text)
    return stamp_of(signed(found[1])) if found else None


def unix(data: bytes) -> bytes:
    """The same with the line ends that govcheck writes; git may have given the file others."""
    return data.replace(b"\r\n", b"\n")


def looked_at(there: Committed, file: EngagementFile, today: date, found: Configured) -> tuple[tuple[str, ...], bool]:
    """What is to be said of a report on a day, and whether it may stay as it is.

    Raises InvalidInput where there is nothing to judge: such a report says nothing that could be true.
    """
    day, name, answers = there.stamp.as_of, plain(there.path), plain(file.shown)
    now = assess(file.case(today))
    if not decides(now):
        raise InvalidInput([nothing_due(answers)])
    if day > today:
        return (f"{name} was made for {day}, which is after {today}",), False
    answers_sha256, before = fingerprint_in(there.text, file.path.read_bytes()), compared_with(there.stamp, file)
    made = readiness_report(file, day, answers_sha256, branding_of(found), before, there.stamp.wanted)
    here = written_again(made, there, folders_of(file, found))
    if there.text != here:
        return tuple(difference(there, file, made.report, here)), False
    matches = f"{name} matches {answers} as of {day}"
    reasons = tuple(outdated(assess(file.case(day)), now))
    if reasons:
        return (f"{matches}, and is out of date on {today}", *(f"  {one}" for one in reasons)), False
    return (f"{matches}{'' if day == today else f', and still holds on {today}'}: {now.verdict}",), True


def written_again(made: Finished, there: Committed, folders: tuple[Path, ...]) -> str:
    """The report as it would be written now, by the same template."""
    name = there.stamp.wanted.template
    if not name:
        return TEXTS[there.format](made).replace("\r\n", "\n")
    return own_report(made, own_template(name, there.format, folders), there.format)


def compared_with(stamp: Stamp, file: EngagementFile) -> Before | None:
    """What a report says that it was compared with, looked at again. Raises Refused where that is not there."""
    if stamp.since is None:
        return None
    from govcheck.jobs.last_report import before  # noqa: PLC0415 - most reports are compared with nothing

    return before(file, stamp.since.kind, stamp.since.name, (stamp.since.as_of, stamp.as_of))[0]


def fingerprint_in(text: str, answers: bytes) -> str:
    """The fingerprint of the answers file that a report holds, whichever line ends git gave that file; else its own."""
    own = fingerprint(answers)
    others = (fingerprint(unix(answers)), fingerprint(unix(answers).replace(b"\n", b"\r\n")))
    return next((one for one in others if own not in text and one in text), own)


def difference(there: Committed, file: EngagementFile, report: Report, here: str) -> Iterator[str]:
    """The first line that differs, the part of the report that it stands in, and what can be told of the reason."""
    content = content_digest(file.case(there.stamp.as_of))
    old, new = there.text.split("\n"), here.split("\n")
    number = first_difference(old, new, (content, fingerprint(file.path.read_bytes())))
    where = part_of(report, new, number) if new[number + 1 :] else "after its end"
    yield f"{plain(there.path)}:{number + 1} does not match {plain(file.shown)}, {where}"
    yield from shown_lines(old[number] if number < len(old) else None, new[number] if number < len(new) else None)
    if content != there.stamp.content:
        yield "  What it rests on has changed since: the answers, the evidence or a checklist."
    else:
        what = "comments, layout, an approval, the configuration, a template or the report itself"
        yield f"  What it rests on says the same; so {what} was changed."


def first_difference(old: Sequence[str], new: Sequence[str], digests: Iterable[str]) -> int:
    """The first line that is not the same, counted from 0; one that holds a digest only where no other differs.

    The page's own policy holds the digest of its style.
    """
    digests = (*digests, "Content-Security-Policy")
    pairs = enumerate(zip_longest(old, new))
    places = [number for number, (one, other) in pairs if one != other]
    telling = (
        number for number in places if not any(digest in "".join(new[number : number + 1]) for digest in digests)
    )
    return next(telling, places[0])


def part_of(report: Report, lines: Sequence[str], number: int) -> str:
    """In which part of a report a line stands; no text of others can look like the beginning of one."""
    begun = {id for line in lines[: number + 1] if (found := PART_LINE.match(line)) for id in found.groups()}
    titles = [part.title for part in report.parts if part.id in begun]
    return f'in "{titles[-1]}"' if titles else "before its first part"


def shown_lines(old: str | None, new: str | None) -> Iterator[str]:
    """Both lines from a little before where they part; None is the end of the text."""
    old, new = (line if line is None else PICTURE.sub(picture_text, line) for line in (old, new))
    letters = zip_longest(old or "", new or "")
    same = next((number for number, (one, other) in enumerate(letters) if one != other), 0)
    yield f"  In the report: {'it ends here' if old is None else excerpt(old, same)}"
    yield f"  It should say: {'it ends here' if new is None else excerpt(new, same)}"


def picture_text(found: re.Match[str]) -> str:
    """A picture inside a page by its digest."""
    return f"{found[1]}, sha256:{fingerprint(found[2].encode('ascii'))}"


def excerpt(line: str, same: int) -> str:
    """So much of a line as shows what comes after the characters that are the same."""
    start = same - BEFORE if same > BEFORE and len(line) > LONGEST else 0
    begins, ends = "…" if start else "", "…" if len(line) > start + LONGEST else ""
    return f"{begins}{line[start : start + LONGEST]}{ends}" if line.strip() else "an empty line"
