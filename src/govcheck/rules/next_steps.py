"""What to do now, the most urgent first, each with the command for it where there is one."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.case import Case
from govcheck.rules.counsel import counsel
from govcheck.rules.exchanges import DIFFERS, NOT_ENOUGH, NOT_SENT, RAN_OUT, REWORDED, TO_JUDGE, progress
from govcheck.rules.judge import decides
from govcheck.rules.near import KINDS, near_dates
from govcheck.rules.questions import open_questions
from govcheck.rules.shares import WHOLE, Share
from govcheck.rules.wording import few
from govcheck.words.assessment import Assessment
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Gate, Standing, Subject, Verdict

REVIEW, CHECK, REPORT, STATUS = "review", "check", "report", "status"
EXPORT, IMPORT = "questions export", "questions import"
LIST, JUDGE = "questions list", "questions judge"
APPROVE = "approve {role} --by NAME"
ASKED = (Standing.UNANSWERED, Standing.OPEN)
"""What a review asks about without being told more."""


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
    if waits:
        return found
    last = last_step(assessment)
    return (*found, last) if found or last.command != REPORT else (*signing(assessment), last)


def share_steps(case: Case, assessment: Assessment, share: Share) -> tuple[NextStep, ...]:
    """What is left to do of a share. At least one step has a command."""
    standings = {id: state.standing for id, state in assessment.states.items() if share.has(case, id)}
    promised = sum(standing is Standing.PROMISED for id, standing in standings.items() if id not in assessment.later)
    ahead = sum(standing in ASKED for id, standing in standings.items() if id in assessment.later)
    found = list(by_answering(case, assessment, share))
    if promised:
        found.append(
            NextStep(f"Close what has a date, and answer it anew ({promised})", f"{REVIEW}{share.options} --only all")
        )
    if ahead:
        found.append(NextStep(f"Answer ahead what is due later ({ahead})", f"{REVIEW}{share.options}"))
    if any(step.command for step in found):
        return tuple(found)
    return (*found, NextStep("Nothing is left to answer here; see the whole review", STATUS))


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


def by_answering(case: Case, assessment: Assessment, share: Share = WHOLE) -> Iterator[NextStep]:
    """Silence first, then what ran out, then what others have to say, then what else decides and does not count."""
    standings = {id: assessment.states[id].standing for id in assessment.due if share.has(case, id)}
    review = f"{REVIEW}{share.options}"
    unanswered = list(standings.values()).count(Standing.UNANSWERED)
    answers = case.engagement.answers
    in_doubt = [id for id in standings if id in answers and answers[id].confirm_again]
    open_now = sum(
        standing is Standing.OPEN and assessment.gate(id) is not Gate.RECOMMENDED and id not in in_doubt
        for id, standing in standings.items()
    )
    ended = [one for one in near_dates(case, assessment, 0) if one.overdue and one.kind in KINDS.values()]
    ran_out = sum(not share or one.subject in standings for one in ended)
    sent = case.engagement.questions
    waiting = [one for one in open_questions(case, assessment) if not standings.keys().isdisjoint(one.waiting)]
    stands = {one.id: progress(sent.get(one.id), case.today) for one in waiting}
    to_send = sum(stand in (NOT_SENT, NOT_ENOUGH, RAN_OUT, REWORDED) for stand in stands.values())
    to_judge = [id for id, stand in stands.items() if stand == TO_JUDGE]
    if unanswered:
        yield NextStep(f"Answer what is unanswered ({unanswered})", review)
    elif ran_out:
        yield NextStep(f"Renew what has run out ({ran_out})", review)
    if in_doubt:
        yield NextStep(f"Confirm again what was reworded, split or merged ({len(in_doubt)})", review)
    if to_send:
        yield NextStep(f"Ask the account team ({to_send})", EXPORT)
    if to_judge:
        yield NextStep(f"Judge the replies: {few(to_judge)}", LIST)
    asked = stands if share else sent  # counsel decides also where no control waits any more
    if differ := [id for id in asked if progress(sent.get(id), case.today) == DIFFERS]:
        yield NextStep(f"Have {counsel(case)} decide where a reply differs from the contract: {few(differ)}", LIST)
    if open_now and not unanswered and not ran_out:
        yield NextStep(f"Complete what does not count yet ({open_now})", review)


def signing(assessment: Assessment) -> Iterator[NextStep]:
    """Who still has to approve, with the command for the first of them."""
    left = [one for one in assessment.approvals if not one.valid]
    if left:
        again = " anew" if all(one.approval for one in left) else ""
        roles = few(one.role for one in left)
        yield NextStep(f"Have it approved{again} ({roles})", APPROVE.format(role=left[0].role))


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
