"""Two engagements judged and compared, and the comparison in each format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from govcheck.jobs.build_engagement import build_engagement
from govcheck.jobs.check import nothing_due, plain
from govcheck.jobs.faults import mapping
from govcheck.jobs.former import as_asked
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.unsaid import without_secrets
from govcheck.rules import called_now
from govcheck.rules.assess import assess
from govcheck.rules.comparison import Comparison, compare
from govcheck.rules.difference import Judged
from govcheck.rules.formats.diff_json import diff_json
from govcheck.rules.formats.diff_tables import Table, fitted, page
from govcheck.rules.formats.diff_text import diff_text
from govcheck.rules.judge import decides
from govcheck.rules.migration import migration
from govcheck.tools.templates import render
from govcheck.words.engagement import Engagement
from govcheck.words.errors import InvalidInput

LONGEST = 60_000
"""Characters of a comment; the services that take them stop a little above."""


def compared(old: EngagementFile, new: EngagementFile, days: tuple[date, date]) -> Comparison:
    """What is other in the new one, each judged on its day. Raises InvalidInput where there is nothing to judge."""
    sides = [Judged(case, assess(case)) for case in (old.case(days[0]), new.case(days[1]))]
    names = (plain(old.shown), plain(new.shown))
    empty = [nothing_due(name) for name, one in zip(names, sides, strict=True) if not decides(one.assessment)]
    if empty:
        raise InvalidInput(empty)
    before = called_now.judged(sides[0], new.checklist)
    return without_secrets(compare(before, sides[1], names, under_new_names(old, new), carried_over(old, new)))


def under_new_names(old: EngagementFile, new: EngagementFile) -> Engagement:
    """What the old file says, by the names that the checklists of the new one have for it."""
    doc = called_now.document(as_asked(old.migration.data, old.checklist), old.checklist, new.checklist)
    return replace(build_engagement(doc), kept=old.engagement.kept)


def carried_over(old: EngagementFile, new: EngagementFile) -> tuple[Engagement, ...]:
    """What the old file says, carried to the checklists of the new one: as it is written, and as it was judged.

    A history that was put right or shortened since marks the one and not the other.
    """
    docs = (mapping(old.document.data), old.migration.data)
    carried = (migration(doc, new.checklist).data for doc in docs)
    return tuple(build_engagement(as_asked(doc, new.checklist)) for doc in carried)


def diff_markdown(found: Comparison) -> str:
    """A comment for a pull request, with as many rows as fit."""
    whole = page(found)
    texts = (render("diff", "md", {"page": fitted(whole, rows)}) for rows in row_limits(whole.tables))
    return next(text for text in texts if len(text) <= LONGEST)


def row_limits(tables: tuple[Table, ...]) -> Iterator[int]:
    """How many rows of each table are tried, most first; none at last, which always fits."""
    most = max((len(table.rows) for table in tables), default=0)
    while most:
        yield most
        most = most * 2 // 3
    yield 0


DIFF_FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": diff_text,
    "json": diff_json,
    "md": diff_markdown,
}
