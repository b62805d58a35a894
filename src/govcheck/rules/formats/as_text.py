"""The gate's result for people: the first line of each file is the whole answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govcheck.rules.assess import RULES
from govcheck.rules.clash import resolution
from govcheck.rules.date_words import date_text, dates_heading
from govcheck.rules.formats.plain import plain
from govcheck.rules.judge import Checked, GateRun, Judgement, shortfalls
from govcheck.rules.later import later_phases, later_text
from govcheck.rules.near import DateKind
from govcheck.rules.proofs import ProofState, proof_counts
from govcheck.rules.states import said_state
from govcheck.rules.wording import (
    change_text,
    closed_uses,
    count_line,
    editions_text,
    reason_findings,
    stage_words,
)
from govcheck.words.assessment import Assessment, Change, Finding, WayForward
from govcheck.words.checklist import Checklist
from govcheck.words.vocabulary import Effect, Gate, Result, Standing, Step, Subject, Verdict

DIGITS = 16
"""So many digits of a checklist's sha256 are printed; all of them stand in the JSON and in the report."""
HEADINGS = {
    Effect.STOPS: "Stopped by",
    Effect.HOLDS: "On hold for",
    Effect.UNDECIDED: "To be answered or resolved",
    Effect.LIMITS: "Conditions",
}


def as_text(run: GateRun) -> str:
    """Every file in turn, each with its reasons and the smallest change; of those that could not be judged, that."""
    return files_text(run) + "".join(f"{line}\n" for line in unjudged_lines(run))


def files_text(run: GateRun) -> str:
    """The files that were judged."""
    parts = ["\n".join(file_lines(one, run)) for one in run.checked]
    return "\n\n".join(parts) + "\n" if parts else ""


def unjudged_lines(run: GateRun) -> Iterator[str]:
    """So that nobody takes the rest for the whole; what is wrong is told elsewhere."""
    for path, count in sorted(Counter(problem.path for problem in run.problems).items()):
        yield f"{path}: cannot be judged: {count} problem{'' if count == 1 else 's'}"


def file_lines(checked: Checked, run: GateRun) -> Iterator[str]:
    judgement = checked.judgement
    case = judgement.case
    yield first_line(checked)
    yield f"  {RULES[judgement.assessment.verdict]}"
    yield from reason_lines(checked)
    yield from date_lines(checked, run)
    yield from way_lines(judgement)
    yield from question_lines(judgement)
    yield from proof_lines(checked)
    yield from later_lines(judgement)
    yield from approval_lines(checked)
    yield from edition_lines(case.checklist)
    if judgement.assessment.valid_until and judgement.assessment.verdict.rank >= Verdict.CONDITIONAL_GO.rank:
        yield f"  Valid until {judgement.assessment.valid_until}."
    for short in shortfalls(judgement.assessment, run.demand):
        yield f"  Not enough: {short}."


def first_line(checked: Checked) -> str:
    """The whole answer in one line: verdict, for what, and what is closed or open."""
    case, assessment = checked.judgement.case, checked.judgement.assessment
    about = f"{stage_words(assessment)}, as of {assessment.as_of}, {editions_text(case.checklist)}"
    closed = [f"{use} {assessment.uses[use]}" for use in closed_uses(assessment)]
    told = "; ".join([", ".join(closed), count_line(assessment)] if closed else [count_line(assessment)])
    return f"{checked.path}: {assessment.verdict} ({about}): {told}"


def edition_lines(checklist: Checklist) -> Iterator[str]:
    """What it was judged by, to the letter: two machines that print the same ask the same."""
    for one in checklist.editions:
        yield f"  Judged by {one.id} {one.version}, sha256 {one.digest[:DIGITS]}."


def approval_lines(checked: Checked) -> Iterator[str]:
    """Who has approved, and what does not count; nothing where nobody has approved yet."""
    assessment = checked.judgement.assessment
    if not any(one.approval for one in assessment.approvals):
        return
    yield "  Approvals:"
    for one in assessment.approvals:
        if one.approval is None:
            yield f"    {one.role}: {one.why}"
        elif one.valid:
            yield f"    {one.role}: {one.approval.verdict}, {plain(one.approval.by)} on {one.approval.at.date()}"
    for finding in assessment.findings:
        if finding.about is Subject.APPROVAL:
            place = f"{checked.path}:{checked.places[finding][0]}"
            yield f"    {place}: {finding.subject}: {plain(finding.text)}"


def reason_lines(checked: Checked) -> Iterator[str]:
    """What made the verdict, heaviest first; what is the same of several controls in one place is told once."""
    assessment = checked.judgement.assessment
    findings = reason_findings(assessment)
    for effect, heading in HEADINGS.items():
        alike: dict[tuple[int, str, str], list[Finding]] = {}
        for finding in findings:
            if finding.effect is effect:
                told = (checked.places[finding][0], plain(finding.text), bearing(finding, assessment))
                alike.setdefault(told, []).append(finding)
        if alike:
            yield f"  {heading}:"
        for (line, text, where), found in alike.items():
            yield f"    {checked.path}:{line}: {', '.join(one.subject for one in found)}: {text}{where}"
            yield from clash_lines(checked, found[0])


def clash_lines(checked: Checked, finding: Finding) -> Iterator[str]:
    """What a cross-check looked at, each with its line, and how to put it right."""
    told = checked.clashing.get(finding, ())
    for one in told:
        yield f"      {checked.path}:{one.line}: {one.said.subject}: {one.said.says}"
    if told:
        yield f"      {resolution(checked.judgement.case, finding)}"


def date_lines(checked: Checked, run: GateRun) -> Iterator[str]:
    """What ends or is due soon, and what is overdue, whatever the verdict; it is no part of it.

    An approval that ended is told among the approvals.
    """
    dates = [one for one in checked.dates if not (one.noted and one.date.kind is DateKind.APPROVAL)]
    if dates:
        yield f"  {dates_heading([one.date for one in dates], run.within)}:"
    for one in dates:
        yield f"    {checked.path}:{one.line}: {plain(date_text(one.date, run.as_of))}"


def bearing(finding: Finding, assessment: Assessment) -> str:
    """The use cases that a finding bears on, where they are not all; a note bears on none."""
    return f" [{', '.join(finding.uses)}]" if finding.uses and set(finding.uses) != set(assessment.uses) else ""


MAKE_MET = "Make met, with dated evidence of a kind named and gathered by somebody other than the owner"
OR_PROMISE = (
    "Make met with dated evidence, or give a remedy (who closes it by when, and a guardrail), which is then a condition"
)


def way_lines(judgement: Judgement) -> Iterator[str]:
    assessment, way = judgement.assessment, judgement.way
    if assessment.verdict is Verdict.GO:
        return
    if not way.changes:
        yield "  No list of changes was found that gives a better verdict."
    else:
        yield f"  Smallest change to {way.verdict}:"
    satisfied, remedies = [change for change in way.changes if change.step is Step.SATISFY], promising(way)
    yield from (f"    {change_text(judgement.case, one)}" for one in way.changes if one.step is not Step.SATISFY)
    promised = dict.fromkeys(change for change in satisfied if remedies and may_promise(assessment, change))
    yield from met_lines(judgement, MAKE_MET, [change for change in satisfied if change not in promised])
    yield from met_lines(judgement, OR_PROMISE, [*promised])
    if judgement.narrowed:
        clear = [use for use, result in assessment.uses.items() if result is Result.CLEAR]
        yield f"  Or ask only for {', '.join(clear)}: {judgement.narrowed}."


def promising(way: WayForward) -> bool:
    """Whether remedies can be enough: to a conditional go, where no changed fact makes a control a blocker."""
    return way.verdict is Verdict.CONDITIONAL_GO and not any(one.step is Step.PROFILE for one in way.changes)


def may_promise(assessment: Assessment, change: Change) -> bool:
    """Whether a remedy is enough for a control: it is no blocker."""
    return change.subject in assessment.states and assessment.gate(change.subject) is not Gate.BLOCKER


def met_lines(judgement: Judgement, heading: str, changes: list[Change]) -> Iterator[str]:
    if changes:
        yield f"    {heading}:"
    for change in changes:
        kinds = ", ".join(judgement.case.checklist.controls[change.subject].accepts)
        again = "; or confirm again what was said" if confirming_helps(judgement, change, heading) else ""
        yield f"      {change.subject} ({kinds}){again}"


def confirming_helps(judgement: Judgement, change: Change, heading: str) -> bool:
    """Whether nothing is missing but that somebody says the same again."""
    case, id = judgement.case, change.subject
    answer = case.engagement.answers.get(id)
    if answer is None or not answer.confirm_again:
        return False
    standing = said_state(case, case.checklist.controls[id], answer, judgement.assessment.gates.get(id, {})).standing
    return standing.settled or (standing is Standing.PROMISED and heading == OR_PROMISE)


def proof_lines(checked: Checked) -> Iterator[str]:
    """How far the evidence could be looked at, and each file that is missing or changed."""
    counts = proof_counts(checked.judgement.case, checked.judgement.assessment)
    told = [state.counted(counts[state]) for state in ProofState if counts[state]]
    if told:
        yield f"  Evidence: {', '.join(told)}."
    for line, why in checked.unusable:
        yield f"    {checked.path}:{line}: {plain(why)}"


def later_lines(judgement: Judgement) -> Iterator[str]:
    """What decides nothing yet, so that nobody takes the verdict for more than it is."""
    phases = later_phases(judgement.case, judgement.assessment)
    told = later_text(phases)
    if told:
        yield f"  Due later: {told}."


def question_lines(judgement: Judgement) -> Iterator[str]:
    open_now = judgement.questions
    if open_now:
        noun = "question" if len(open_now) == 1 else "questions"
        yield f"  {len(open_now)} open {noun} to the vendor: {', '.join(question.id for question in open_now)}."
