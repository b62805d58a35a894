"""What a report says of itself to programs: its first line, and reading that back."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl, quote, unquote, urlencode

from govcheck.rules.content import content_digest
from govcheck.rules.report.review import WHOLE_REPORT, BeforeKind, Review, Wanted
from govcheck.rules.shares import Share
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Phase, ReportEdition

STAMP = re.compile(
    r"<!-- Readiness report by govcheck: as of (\d{4}-\d\d-\d\d), made with (govcheck [\w.+-]+), "
    r"content (sha256:[0-9a-f]{64})(?:, (client|vendor) edition)?(?:, part ([\w.~%=&+-]+))?"
    r"(?:, template ([\w-]+))?(?:, since (commit|file) ([\w./~%-]+) as of (\d{4}-\d\d-\d\d))? -->",
    re.ASCII,
)


@dataclass(frozen=True)
class Since:
    """What it says that it was compared with."""

    kind: BeforeKind
    name: str
    """The full id of a commit, or the path of a file from the engagement's folder."""
    as_of: date


@dataclass(frozen=True)
class Stamp:
    """What it takes to make a report again, and to see what it was made from."""

    as_of: date
    tool: str
    """Name and version of the program."""
    content: str
    """The digest that an approval is bound to: it tells also of a proof whose fingerprint nobody recorded."""
    wanted: Wanted = WHOLE_REPORT
    since: Since | None = None


def stamp_text(review: Review, wanted: Wanted = WHOLE_REPORT) -> str:
    """The stamp of a whole review in the words that the pattern reads."""
    made = f"as of {review.assessment.as_of}, made with {review.origin.tool}, content {content_digest(review.case)}"
    if wanted.edition is not ReportEdition.FULL:
        made += f", {wanted.edition} edition"
    if wanted.share:
        made += f", part {share_text(wanted.share)}"
    if wanted.template:
        made += f", template {wanted.template}"
    if review.before is None or wanted.edition is not ReportEdition.FULL or wanted.share:
        return made
    return f"{made}, since {review.before.kind} {quote(review.before.name)} as of {review.before.found.old.as_of}"


def share_text(share: Share) -> str:
    """A part of the report by what it was chosen by."""
    chosen = {"owner": share.owner, "phase": share.phase or "", "topic": share.topic}
    return urlencode({key: text for key, text in chosen.items() if text})


def share_of(text: str) -> Share:
    """The same read back. Raises ValueError for a phase that there is not."""
    found = dict(parse_qsl(text))
    return Share(found.get("owner", ""), Phase(found["phase"]) if "phase" in found else None, found.get("topic", ""))


def signed(stamp: str) -> str:
    """The stamp as a first line has it."""
    return f"<!-- Readiness report by govcheck: {stamp} -->"


def stamp_of(first_line: str) -> Stamp | None:
    """The stamp at the end of a report's first line; None where there is none."""
    found = STAMP.search(first_line)
    if found is None or found.end() < len(first_line):
        return None
    as_of, tool, content, edition, part, template, kind, name, day = found.groups()
    try:
        since = (
            Since("commit" if kind == "commit" else "file", unquote(name), date.fromisoformat(day)) if kind else None
        )
        wanted = Wanted(ReportEdition(edition or "full"), share_of(part or ""), template or "")
        return Stamp(date.fromisoformat(as_of), tool, content, wanted, since)
    except ValueError:  # as of the 30th of February
        return None
