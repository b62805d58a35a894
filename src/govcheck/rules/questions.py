"""What only the vendor's account team can answer, and what a view shows. Pure, on a finished assessment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from govcheck.rules.case import Case
from govcheck.rules.replies import lasts_until, reply_fault
from govcheck.words.assessment import Assessment, OpenQuestion
from govcheck.words.engagement import Exchange
from govcheck.words.vocabulary import UNKNOWN, Outcome, Standing

PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
NONE_NAMED = "none named yet"
ORGANIZATION, USE_CASES = "organization", "use-cases"
"""What a question's text may name besides profile questions."""

LATER = "later"
WORST_FIRST = (
    Standing.FAILED.value,
    Standing.OPEN.value,
    Standing.UNANSWERED.value,
    Standing.PROMISED.value,
    LATER,
    Standing.ACCEPTED.value,
    Standing.MET.value,
    Standing.NOT_APPLICABLE.value,
)
"""How a row of a view is summed up: by its worst control."""


def open_questions(case: Case, assessment: Assessment) -> tuple[OpenQuestion, ...]:
    """The questions that a due, unsettled control asks and that no accepted reply in force answers, in order."""
    found = []
    for id, question in case.checklist.questions.items():
        waiting = waiting_for(case, assessment, id)
        if waiting and not answered(case, case.engagement.questions.get(id)):
            text = completed_text(case, question.text, reached_by(assessment, waiting))
            found.append(OpenQuestion(id, question.to, text, waiting))
    return tuple(found)


def by_addressee(case: Case, questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """The questions to one addressee together, in the order in which the checklist first asks each of them."""
    groups: dict[tuple[str, str], list[OpenQuestion]] = {}
    for question in questions:
        groups.setdefault((question.to, asked_of(case, question)), []).append(question)
    return tuple(question for group in groups.values() for question in group)


def asked_of(case: Case, question: OpenQuestion) -> str:
    """The person who was asked, else the one in the role; empty where nobody is named."""
    exchange = case.engagement.questions.get(question.id)
    return exchange.asked_of if exchange else case.engagement.front.people.get(question.to, "")


def asked_by(case: Case, assessment: Assessment, question: str) -> tuple[str, ...]:
    """The due controls that ask a question."""
    asking = case.checklist.asking.get(question, ())
    return tuple(control for control in asking if control in assessment.states and control not in assessment.later)


def waiting_for(case: Case, assessment: Assessment, question: str) -> tuple[str, ...]:
    """The due controls that ask a question and are not settled."""
    asking = asked_by(case, assessment, question)
    return tuple(control for control in asking if not assessment.states[control].standing.settled)


def answered(case: Case, exchange: Exchange | None) -> bool:
    """A reply was accepted and is in force, and its record is what it was where that can be told."""
    if exchange is None or reply_end(exchange) is None or reply_fault(exchange, case.today):
        return False
    return not (exchange.sha256 and case.file_fault(exchange))


def reply_end(exchange: Exchange) -> date | None:
    """The last day on which an accepted reply counts; None where none was accepted, or the question was reworded."""
    if exchange.outcome is not Outcome.ACCEPTED or exchange.replied_on is None or exchange.confirm_again:
        return None
    return lasts_until(exchange)


def reached_by(assessment: Assessment, controls: Iterable[str]) -> tuple[str, ...]:
    """The use cases that any of these controls reaches, in order."""
    reached = {use for control in controls for use in assessment.gates[control]}
    return tuple(use for use in assessment.uses if use in reached)


def completed_text(case: Case, text: str, uses: Iterable[str]) -> str:
    """A question's text with `{organization}`, `{use-cases}` and profile questions replaced by what these uses have."""
    named = tuple(uses)
    titles = "; ".join(case.use_cases[use].title for use in named)
    words = {
        ORGANIZATION: case.engagement.front.organization,
        USE_CASES: titles,
        **profile_words(case, named),
    }
    return PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), text)


def general_text(text: str) -> str:
    """A question's text without the sentences that only an engagement completes: for several of them at once."""
    kept = [sentence for sentence in SENTENCE_END.split(text) if not PLACEHOLDER.search(sentence)]
    return " ".join(kept) or PLACEHOLDER.sub("…", text)


def profile_words(case: Case, uses: Iterable[str]) -> Mapping[str, str]:
    """The labels of what these use cases have, by profile question."""
    seen = [{**case.engagement.profile, **case.use_cases[use].profile} for use in uses]
    words = {}
    for id, question in case.checklist.profile.items():
        have = {value: None for profile in seen for value in profile.get(id, ()) if value != UNKNOWN}
        words[id] = ", ".join(question.values.get(value, value) for value in have) or NONE_NAMED
    return words


def row_standing(controls: Iterable[str], assessment: Assessment) -> str:
    """The worst state among the controls of a view row; not applicable where all are excluded."""
    shown = [
        LATER if control in assessment.later else assessment.states[control].standing.value
        for control in controls
        if control in assessment.states
    ]
    return min(shown, key=WORST_FIRST.index, default=Standing.NOT_APPLICABLE.value)
