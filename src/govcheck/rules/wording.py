"""How findings, changes and verdicts read. The one place where the rules' results become sentences."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from govcheck.rules.case import Case
from govcheck.rules.change import is_known
from govcheck.words.assessment import Assessment, Change, Finding
from govcheck.words.checklist import Checklist, ProfileQuestion
from govcheck.words.engagement import Engagement
from govcheck.words.vocabulary import Effect, Gate, Result, Standing, Step, Subject, Verdict

FRONT_PAGE_FIELDS = {
    "stage": "what is being decided (stage)",
    "owner": "the owner of the engagement",
    "reviewed-by": "the reviewer, who is not the owner",
    "date": "the date of the review",
    "next-review": "the date of the next review",
}
NAMED = 4
"""So many ids are named where a few are enough."""
RESULT_MEANS: Mapping[Result, str] = {
    Result.CLEAR: "May go ahead",
    Result.HELD: "On hold",
    Result.STOPPED: "Stopped",
}
READY = "Ready by itself"
"""Nothing closes the use case, but the decision as a whole lets nothing go ahead."""


def subject_title(case: Case, about: Subject, subject: str) -> str:
    """What a finding is about, for a reader who does not know ids."""
    checklist = case.checklist
    match about:
        case Subject.CONTROL | Subject.ANSWER:
            return checklist.controls[subject].question if subject in checklist.controls else subject
        case Subject.RULE:
            return checklist.rules[subject].says
        case Subject.PLAN:
            return checklist.plans.rows[subject].title if checklist.plans else subject
        case Subject.PROFILE:
            return checklist.profile[subject].text
        case Subject.CELL:
            return cell_title(case, subject)
        case Subject.FRONT_PAGE:
            return f"Front page: {FRONT_PAGE_FIELDS[subject]}"
        case Subject.NAME | Subject.GONE:
            return "Names" if about is Subject.NAME else subject
        case Subject.DROPPED | Subject.UNCHECKED:
            return not_asked_title(checklist, about, subject)
        case Subject.APPROVAL:
            return f"Approval: {checklist.roles.get(subject, subject)}"


def not_asked_title(checklist: Checklist, about: Subject, subject: str) -> str:
    """A control or a rule that the checklist does without."""
    if about is Subject.DROPPED:
        return checklist.dropped[subject].control.question
    return next(one.rule.says for one in checklist.unchecked if one.rule.id == subject)


def cell_title(case: Case, place: str) -> str:
    """A matrix cell by its labels: `Restricted on claude.ai`."""
    matrix, (row, column) = case.checklist.matrix, place.split("/")
    if matrix is None:
        return place
    return f"{value_label(case, matrix.rows, row)} on {value_label(case, matrix.columns, column)}"


def value_label(case: Case, question: str, value: str) -> str:
    """The label of a profile value, behind what the organisation calls it where it has a name of its own."""
    asked = case.checklist.profile.get(question)
    return own_label(case.engagement, asked, value) if asked else value


def own_label(engagement: Engagement, question: ProfileQuestion, value: str) -> str:
    label = question.values.get(value, value)
    own = engagement.own_names.get(question.id, {}).get(value, ())
    return f"{' / '.join(own)} [{label}]" if own else label


def value_labels(case: Case, question: str, values: Iterable[str]) -> str:
    return ", ".join(value_label(case, question, value) for value in values) or "none"


def use_title(case: Case, use: str) -> str:
    """A use case as its requester called it."""
    return case.use_cases[use].title


def finding_text(finding: Finding) -> str:
    """One line for the terminal: what is wrong with what."""
    return finding.text if finding.about is Subject.RULE else f"{finding.subject}: {finding.text}"


def change_text(case: Case, change: Change) -> str:
    """A change as an instruction, with its place in the answers file."""
    return ": ".join(change_parts(case, change))


def change_parts(case: Case, change: Change) -> tuple[str, str]:
    """Where in the answers file, and what to do there."""
    subject = change.subject
    match change.step:
        case Step.SATISFY:
            kinds = ", ".join(case.checklist.controls[subject].accepts)
            return subject, f"make it met, with dated evidence ({kinds}) gathered by somebody other than its owner"
        case Step.WITHDRAW if change.to:
            return subject, "take the answer back (set it to unknown) until it is checked"
        case Step.WITHDRAW:
            return subject, "remove the answer; the profile rules the control out"
        case Step.COMPLETE:
            rest = "; to go on operating asks for most" if subject == "stage" else ""
            return f"engagement.{subject}", f"give {FRONT_PAGE_FIELDS[subject]}{rest}"
        case Step.PROFILE:
            return f"use-cases.{change.use}.{subject}" if change.use else f"profile.{subject}", fact_change(
                case, change
            )
        case Step.CONFIRM:
            return f"plans.{subject}", "have the vendor confirm it in writing for this plan"
        case Step.CELL:
            return f"matrix.{subject.replace('/', '.')}", cell_change(change)
        case Step.LEAVE_OUT:
            return f"use-cases.{subject}", "ask without this use case"


def fact_change(case: Case, change: Change) -> str:
    """What nobody knows is to be found out, not chosen."""
    value = ", ".join(change.to) or "an empty list"
    if is_known(case, change):
        return f"change it to {value}, if that is so"
    return f"find it out and enter it; {value} would leave least to do"


def cell_change(change: Change) -> str:
    if change.to:
        return f"set it to {change.to[0]}, with an acceptance by somebody other than the owner"
    return "take the engagement's own setting out"


def reason_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """The findings that made the verdict, the heaviest first."""
    deciding = {
        Verdict.NO_GO: (Effect.STOPS,),
        Verdict.NOT_READY: (Effect.STOPS, Effect.HOLDS, Effect.UNDECIDED),
        Verdict.CONDITIONAL_GO: (Effect.STOPS, Effect.HOLDS, Effect.LIMITS),
        Verdict.GO: (),
    }[assessment.verdict]
    return tuple(sorted(assessment.having(*deciding), key=lambda finding: finding.effect.rank))


def count_line(assessment: Assessment) -> str:
    """Why the verdict is not better, in a few words: `4 blockers open, 1 contradiction`."""
    about = [finding.about for finding in assessment.having(Effect.UNDECIDED) if not finding.in_doubt]
    holding = [finding.about for finding in assessment.having(Effect.HOLDS) if not finding.in_doubt]
    doubts = [finding for finding in assessment.having(Effect.UNDECIDED, Effect.HOLDS) if finding.in_doubt]
    counts = {
        "blocker": gaps(assessment, Gate.BLOCKER),
        "required control": gaps(assessment, Gate.REQUIRED),
        "contradiction": about.count(Subject.RULE),
        "hold": holding.count(Subject.RULE),
        "cross-check": len(doubts),
        "plan gap": about.count(Subject.PLAN),
        "profile question": about.count(Subject.PROFILE),
        "front-page field": about.count(Subject.FRONT_PAGE),
        "prohibited or missing matrix cell": cells_closed(assessment),
        "condition": len(assessment.having(Effect.LIMITS)),
    }
    told = {
        "blocker": " open",
        "required control": " open",
        "cross-check": " in doubt",
        "profile question": " unknown",
        "front-page field": " to complete",
    }
    parts = [f"{n} {word}{'s' if n > 1 else ''}{told.get(word, '')}" for word, n in counts.items() if n]
    return ", ".join(parts) or "nothing open"


def gaps(assessment: Assessment, gate: Gate) -> int:
    """Due controls of this gate that neither count nor are promised as far as the gate allows."""
    return sum(is_gap(assessment, control) and assessment.gate(control) is gate for control in assessment.due)


def is_gap(assessment: Assessment, control: str) -> bool:
    """It neither counts nor is promised as far as its gate allows: a blocker cannot be a promise."""
    standing = assessment.states[control].standing
    promised = standing is Standing.PROMISED and assessment.gate(control) is not Gate.BLOCKER
    return not standing.settled and not promised


def cells_closed(assessment: Assessment) -> int:
    closing = assessment.having(Effect.STOPS, Effect.HOLDS)
    return len({finding.subject for finding in closing if finding.about is Subject.CELL})


def counted(assessment: Assessment, among: Container[str] | None = None) -> str:
    """How many of the controls due are answered; of all of them, or of those among some."""
    due = [id for id in assessment.due if among is None or id in among]
    later = sum(among is None or id in among for id in assessment.later)
    unanswered = [id for id in due if assessment.states[id].standing is Standing.UNANSWERED]
    settled = [id for id in due if assessment.states[id].standing.settled]
    if among is not None and not due:
        return (
            f"nothing is due now; {later} {'is' if later == 1 else 'are'} due later." if later else "nothing is asked."
        )
    count = {0: "none counts yet", 1: "1 counts"}.get(len(settled), f"{len(settled)} count")
    more = f" {later} more {'is' if later == 1 else 'are'} due later." if later else ""
    return f"{len(due) - len(unanswered)} of {len(due)} answered; {count}.{more}"


def use_means(assessment: Assessment, use: str) -> str:
    """What becomes of a use case; none may go ahead where the decision as a whole lets nothing."""
    result = assessment.uses[use]
    if result is Result.CLEAR and assessment.verdict.rank < Verdict.CONDITIONAL_GO.rank:
        return READY
    return RESULT_MEANS[result]


def few(ids: Iterable[str]) -> str:
    """The first few of them, and how many more there are."""
    named = list(ids)
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return ", ".join(named[:NAMED]) + more


def closed_uses(assessment: Assessment) -> tuple[str, ...]:
    """The use cases that may not go ahead."""
    return tuple(use for use, result in assessment.uses.items() if result is not Result.CLEAR)


def editions_text(checklist: Checklist) -> str:
    """`claude-governance-brief 1.0.0`, of each checklist."""
    return ", ".join(f"{one.id} {one.version}" for one in checklist.editions)


def stage_words(assessment: Assessment) -> str:
    """What is being decided: `to go live`; without a stage every phase was judged."""
    return assessment.stage.label if assessment.stage else "stage not given, judged as to go on operating"
