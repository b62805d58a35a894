"""What to do now, the most urgent first, each with the command for it where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govcheck.rules.case import Case
from govcheck.rules.exchanges import NOT_ENOUGH, NOT_SENT, RAN_OUT, TO_JUDGE, progress
from govcheck.rules.judge import decides
from govcheck.rules.near import KINDS, near_dates
from govcheck.rules.questions import open_questions
from govcheck.rules.wording import few
from govcheck.words.assessment import Assessment
from govcheck.words.vocabulary import Effect, Gate, Standing, Subject, Verdict

REVIEW, EXPORT, CHECK, REPORT = "review", "questions export", "check", "report"


@dataclass(frozen=True)
class NextStep:
    """One thing to do."""

    text: str
    command: str = ""
    """Of govcheck; empty where somebody edits the answers file."""


def next_steps(case: Case, assessment: Assessment) -> tuple[NextStep, ...]:
    """What to do now. At least one step has a command."""
    found = (*by_hand(assessment), *by_answering(case, assessment))
    waits = any(step.command for step in found) and assessment.verdict.rank < Verdict.CONDITIONAL_GO.rank
    return found if waits else (*found, last_step(assessment))


def by_hand(assessment: Assessment) -> Iterator[NextStep]:
    """What the file has to say before any answer can decide."""
    undecided = assessment.having(Effect.UNDECIDED)
    for about, text in {
        Subject.FRONT_PAGE: "Complete the front page",
        Subject.PROFILE: "Find out for the profile",
    }.items():
        missing = dict.fromkeys(finding.subject for finding in undecided if finding.about is about)
        if missing:
            yield NextStep(f"{text}: {few(missing)}")


def by_answering(case: Case, assessment: Assessment) -> Iterator[NextStep]:
    """Silence first, then what ran out, then what others have to say, then what else decides and does not count."""
    standings = {id: assessment.states[id].standing for id in assessment.due}
    unanswered = list(standings.values()).count(Standing.UNANSWERED)
    open_now = sum(
        standing is Standing.OPEN and assessment.gate(id) is not Gate.RECOMMENDED for id, standing in standings.items()
    )
    ran_out = sum(one.overdue and one.kind in KINDS.values() for one in near_dates(case, assessment, 0))
    sent = case.engagement.questions
    stands = {one.id: progress(sent.get(one.id)) for one in open_questions(case, assessment)}
    to_send = sum(stand in (NOT_SENT, NOT_ENOUGH, RAN_OUT) for stand in stands.values())
    to_judge = [id for id, stand in stands.items() if stand == TO_JUDGE]
    if unanswered:
        yield NextStep(f"Answer what is unanswered ({unanswered})", REVIEW)
    elif ran_out:
        yield NextStep(f"Renew what has run out ({ran_out})", REVIEW)
    if to_send:
        yield NextStep(f"Ask the account team ({to_send})", EXPORT)
    if to_judge:
        yield NextStep(f"Judge the replies in the answers file: {few(to_judge)}")
    if open_now and not unanswered and not ran_out:
        yield NextStep(f"Complete what does not count yet ({open_now})", REVIEW)


def last_step(assessment: Assessment) -> NextStep:
    """Where nobody has anything to answer: what else decides, or the result."""
    if not decides(assessment):
        return NextStep("Nothing can be judged; look at the checklist, the stage and the profile", CHECK)
    if assessment.verdict is Verdict.NOT_READY:
        return NextStep("See what decides, and the smallest change", CHECK)
    return NextStep("Hand over the report", REPORT)


def command_line(command: str, named: str) -> str:
    """The command as it is typed; `named` is the answers file where it has to be named, quoted."""
    address = "" if not named else f" {named}" if command == CHECK else f" -a {named}"
    return f"govcheck {command}{address}"
