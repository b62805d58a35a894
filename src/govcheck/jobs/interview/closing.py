"""The end of a sitting: what has changed, where the review stands, whom to ask what. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcheck.jobs.interview.consequences import since
from govcheck.jobs.progress import Line, summary
from govcheck.rules.difference import Judged, difference
from govcheck.rules.owners import owner_of
from govcheck.rules.questions import open_questions
from govcheck.words.vocabulary import Standing

WAITING = (Standing.UNANSWERED, Standing.OPEN)


def closing(start: Judged, now: Judged, named: str) -> Iterator[Line]:
    """The summary; `named` is how commands have to be told of the file, empty where they find it."""
    yield "", ""
    yield from since(start, now, difference(start, now))
    *standing, following = summary(now.case, named)
    yield from standing
    yield from whom_to_ask(now)
    yield following


def whom_to_ask(now: Judged) -> Iterator[Line]:
    """The account team, and the colleagues who own what does not count yet."""
    asked = open_questions(now.case, now.assessment)
    if asked:
        roles = dict.fromkeys(now.case.checklist.roles.get(question.to, question.to) for question in asked)
        ids = ", ".join(question.id for question in asked)
        yield f"To ask the account team ({'; '.join(roles)}): {ids}", ""
    waiting = waiting_by_owner(now)
    if waiting:
        yield f"To ask colleagues: {', '.join(f'{name} {count}' for name, count in waiting.items())}", ""


def waiting_by_owner(now: Judged) -> Mapping[str, int]:
    """How many due controls each owner has that do not count yet, most first."""
    counts: dict[str, int] = {}
    for id in now.assessment.due:
        if now.assessment.states[id].standing in WAITING:
            name = owner_of(now.case, id) or "nobody yet"
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
