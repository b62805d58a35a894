"""What a report says of itself to programs: its first line, and reading that back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from govcheck.rules.content import content_digest
from govcheck.rules.report.review import Review

STAMP = re.compile(
    r"<!-- Readiness report by govcheck: as of (\d{4}-\d\d-\d\d), made with (govcheck [\w.+-]+), "
    r"content (sha256:[0-9a-f]{64}) -->",
    re.ASCII,
)


@dataclass(frozen=True)
class Stamp:
    """What it takes to make a report again, and to see what it was made from."""

    as_of: date
    tool: str
    """Name and version of the program."""
    content: str
    """The digest that an approval is bound to: it tells also of a proof whose fingerprint nobody recorded."""


def stamp_text(review: Review) -> str:
    """The stamp in the words that the pattern reads."""
    return f"as of {review.assessment.as_of}, made with {review.origin.tool}, content {content_digest(review.case)}"


def signed(stamp: str) -> str:
    """The stamp as a first line has it."""
    return f"<!-- Readiness report by govcheck: {stamp} -->"


def stamp_of(first_line: str) -> Stamp | None:
    """The stamp at the end of a report's first line; None where there is none."""
    found = STAMP.search(first_line)
    if found is None or found.end() < len(first_line):
        return None
    try:
        return Stamp(date.fromisoformat(found[1]), found[2], found[3])
    except ValueError:  # as of the 30th of February
        return None
