"""The gate's result as a page of Markdown for a step of GitHub Actions: the verdict first, then tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govcheck.rules.date_words import dates_heading, when
from govcheck.rules.formats.issues import PROBLEM, VERDICT, Issue, issues
from govcheck.rules.judge import Checked, GateRun, enough, shortfalls
from govcheck.rules.near import NearDate
from govcheck.rules.wording import change_text, count_line, stage_words
from govcheck.tools.markdown import markdown_text
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import Verdict

LIMIT = 1024 * 1024
"""Bytes of all summaries of one step; GitHub shows none of them where they are more."""
ANSWERS = {
    True: "enough for what is required",
    False: "not enough for what is required",
    None: "cannot tell whether it is enough",
}


def summary(run: GateRun, room: int = LIMIT) -> str:
    """The page, cut after so many bytes. Raises Refused where not even its first line has room."""
    return fitted(list(lines(run)), room)


def fitted(page: Sequence[str], room: int) -> str:
    """As many whole lines as there is room for, and how many more there are."""
    if sum(size(line) for line in page) <= room:
        return "".join(f"{line}\n" for line in page)
    kept: list[str] = []
    left = room - size(rest(len(page))) - 1
    for line in page:
        left -= size(line)
        if left < 0:
            break
        kept.append(line)
    if not kept:
        raise Refused("the summary of this step has no room left", "run govcheck in a step of its own")
    return "".join(f"{line}\n" for line in [*kept, "", rest(len(page) - len(kept))])


def rest(count: int) -> str:
    return f"{count} more lines had no room here. The log has all of them."


def size(line: str) -> int:
    return len(line.encode("utf-8")) + 1


def lines(run: GateRun) -> Iterator[str]:
    yield f"## Governance readiness: {run.verdict or 'cannot tell'}"
    yield ""
    yield f"As of {run.as_of}, required: {run.demand.require or 'valid'}. This is {ANSWERS[enough(run)]}."
    yield ""
    if run.checked:
        yield from table(
            ("File", "Verdict", "Enough", "Decides", "What is open", "Valid until"),
            (file_row(one, run) for one in run.checked),
        )
    found = issues(run)
    yield from listed("Could not be judged", [one for one in found if one.about == PROBLEM])
    for checked in run.checked:
        own = [one for one in found if one.checked is checked and one.about != VERDICT]
        path = markdown_text(checked.path)
        yield from listed(f"{path}: what was found", [one for one in own if not one.near])
        yield from dates(path, [(one.line, one.near) for one in own if one.near], run)
        yield from way(checked)


def file_row(checked: Checked, run: GateRun) -> tuple[str, ...]:
    assessment = checked.judgement.assessment
    short = "; ".join(shortfalls(assessment, run.demand))
    until = str(assessment.valid_until or "")
    told = f"no: {short}" if short else "yes"
    return checked.path, assessment.verdict, told, stage_words(assessment), count_line(assessment), until


def listed(heading: str, found: Sequence[Issue]) -> Iterator[str]:
    if found:
        yield f"### {heading}"
        yield ""
        rows = ((f"{one.path}:{one.line}", one.effect or one.about, one.title, one.text) for one in found)
        yield from table(("Where", "Effect", "About", "What"), rows)


def dates(path: str, found: Sequence[tuple[int, NearDate]], run: GateRun) -> Iterator[str]:
    """What ends or is due soon, and what is overdue, each with its line."""
    if found:
        yield f"### {path}: {dates_heading([one for _, one in found], run.within).lower()}"
        yield ""
        rows = (
            (str(line), str(one.day), when(one, run.as_of), one.kind.label, one.subject, one.who) for line, one in found
        )
        yield from table(("Line", "Day", "When", "What", "About", "Up to"), rows)


def way(checked: Checked) -> Iterator[str]:
    """The smallest change to a better verdict."""
    forward = checked.judgement.way
    if checked.judgement.assessment.verdict is not Verdict.GO and forward.changes:
        yield f"### {markdown_text(checked.path)}: smallest change to {forward.verdict}"
        yield ""
        yield from (f"- {markdown_text(change_text(checked.judgement.case, one))}" for one in forward.changes)
        yield ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(markdown_text(cell) for cell in row)} |" for row in rows)
    yield ""
