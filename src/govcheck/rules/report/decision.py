"""The decision page: the verdict, what may go ahead, on which conditions, and what is asked of the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from govcheck.rules.assess import RULES
from govcheck.rules.report.blocks import Banner, Block, Blocks, Line, Lines, Points, Table, cell
from govcheck.rules.report.conditions import Condition, conditions
from govcheck.rules.report.marks import RESULTS, VERDICTS
from govcheck.rules.report.phrases import (
    anchor,
    control_line,
    count,
    day,
    lead,
    person,
    role_title,
    sentence,
    uses_text,
)
from govcheck.rules.report.review import Review
from govcheck.rules.wording import (
    FRONT_PAGE_FIELDS,
    VERDICT_MEANS,
    change_text,
    stage_words,
    subject_title,
    use_title,
    value_labels,
)
from govcheck.words.assessment import Change, Finding
from govcheck.words.vocabulary import Effect, Gate, Result, Standing, Step, Subject, Verdict

CLOSING = (Effect.STOPS, Effect.HOLDS, Effect.UNDECIDED)
REASONS = 5
"""How many reasons the first page names for one use case; the part on gaps has them all."""

SATISFYING = (
    "A control on this list has to become met, with dated evidence of a kind named beside it, gathered by somebody "
    "other than its owner."
)


def decision(review: Review) -> Blocks:
    shared = shared_findings(review)
    found = conditions(review)
    blocks: list[Block] = [banner(review), uses_table(review, shared)]
    if shared:
        blocks.append(Points(finding_lines(review, shared), "What holds every use case", shown=REASONS))
    blocks.append(Points(tuple(asked(review, found)), "What is asked of you"))
    if found:
        blocks.append(conditions_table(review, found))
    if review.assessment.verdict is not Verdict.GO:
        blocks.append(way_points(review))
    return tuple(blocks)


def banner(review: Review) -> Banner:
    assessment = review.assessment
    lines = (
        Line(stage_words(assessment), label="What is decided"),
        Line(day(assessment.as_of), label="Assessed as of"),
        Line(day(assessment.valid_until, "no date"), label="Valid until"),
        Line(RULES[assessment.verdict], label="Rule"),
    )
    return Banner(VERDICTS[assessment.verdict], VERDICT_MEANS[assessment.verdict], lines)


def shared_findings(review: Review) -> tuple[Finding, ...]:
    """What bears on each of several use cases alike, and is said once."""
    uses = tuple(review.assessment.uses)
    return tuple(found for found in review.assessment.having(*CLOSING) if len(uses) > 1 and found.uses == uses)


def uses_table(review: Review, shared: tuple[Finding, ...]) -> Table:
    matrix = review.checklist.matrix
    rows = []
    for use, result in review.assessment.uses.items():
        covers = (covered(review, use),) if matrix else ()
        why = uses_why(review, use, shared)
        rows.append((cell(use_title(review.case, use)), (Line(mark=RESULTS[result]),), *covers, why))
    columns = ("Use case", "Decision", *(("Covers",) if matrix else ()), "Why")
    return Table("What was asked for, and what is decided.", columns, tuple(rows), "What may go ahead")


def covered(review: Review, use: str) -> Lines:
    """The rows and columns of the matrix that a use case has, as labels."""
    matrix, facts = review.checklist.matrix, review.facts[use]
    if matrix is None:
        return ()
    return tuple(Line(value_labels(review.case, side, facts.values(side))) for side in (matrix.columns, matrix.rows))


def uses_why(review: Review, use: str, shared: tuple[Finding, ...]) -> Lines:
    own = tuple(found for found in review.assessment.having(*CLOSING) if use in found.uses and found not in shared)
    lines = finding_lines(review, own)
    if len(lines) > REASONS:
        rest = count(len(lines) - REASONS + 1, "more reason")
        return (*lines[: REASONS - 1], Line(f"And {rest}, listed under blockers and gaps."))
    if lines:
        return lines
    if review.assessment.uses[use] is not Result.CLEAR:
        return cell("See what holds every use case.")
    limits = [found for found in review.assessment.having(Effect.LIMITS) if use in found.uses]
    return cell(f"{count(len(limits), 'condition')} to keep." if limits else "Nothing holds it.")


def finding_lines(review: Review, findings: Iterable[Finding]) -> Lines:
    """What was found, the heaviest first and each thing once; silence is counted, not listed."""
    states = review.assessment.states
    lines: dict[tuple[Subject, str], Line] = {}
    silent = set()
    for found in sorted(findings, key=lambda found: found.effect.rank):
        if found.about is Subject.CONTROL and states[found.subject].standing is Standing.UNANSWERED:
            silent.add(found.subject)
        else:
            lines.setdefault((found.about, found.subject), finding_line(review, found))
    return (*lines.values(), *(cell(f"{count(len(silent), 'control')} not answered yet.") if silent else ()))


def finding_line(review: Review, found: Finding) -> Line:
    title = subject_title(review.case, found.about, found.subject)
    match found.about:
        case Subject.RULE:
            return Line(found.text, code=found.subject)
        case Subject.CONTROL:
            return Line(sentence(found.text), label=lead(title), code=found.subject, anchor=anchor(found.subject))
        case _:
            return Line(sentence(found.text), label=lead(title))


def conditions_table(review: Review, found: tuple[Condition, ...]) -> Table:
    rows = tuple(
        (one.lines, cell(one.owner), cell(day(one.until)), cell(one.safeguard), cell(uses_text(review, one.uses)))
        for one in found
    )
    columns = ("Condition", "Owner or approver", "Until", "Safeguard until then", "Use cases")
    return Table("The first to run out comes first.", columns, rows, "Conditions")


def asked(review: Review, found: tuple[Condition, ...]) -> Iterator[Line]:
    """What the reader has to do next, from what the decision rests on."""
    assessment = review.assessment
    yield signing(review)
    undecided = [found for found in assessment.having(Effect.UNDECIDED) if found.about is not Subject.CONTROL]
    standings = Counter(assessment.states[control].standing for control in deciding(review))
    silent, gaps, kept = (standings[one] for one in (Standing.UNANSWERED, Standing.OPEN, Standing.FAILED))
    if undecided:
        yield Line(f"{count(len(undecided), 'point')} that no answer settles yet.", label="Clear up:")
    if silent:
        yield Line(
            f"{count(silent, 'blocker or required control', 'blockers and required controls')}.", label="Answer:"
        )
    if gaps:
        yield Line(f"{count(gaps, 'gap')} without an owner and a date, or an acceptance.", label="Decide on:")
    if kept:
        yield Line(f"{count(kept, 'gap')} of which it is decided that nothing will close it.", label="Reconsider:")
    if review.judgement.questions:
        yield Line(questions_text(review), label="Ask:")
    dated = [one for one in found if one.until]
    if dated:
        yield Line(f"the next condition runs out on {day(dated[0].until)} ({dated[0].owner}).", label="Follow up:")


def signing(review: Review) -> Line:
    roles = ", ".join(person_of_role(review, role) for role in review.checklist.approvals) or person(
        review, review.front.owner
    )
    if review.assessment.verdict in (Verdict.GO, Verdict.CONDITIONAL_GO):
        return Line(f"approval by {roles}, if you agree with this decision.", label="Sign:")
    return Line("this assessment does not support a start.", label="Do not sign yet:")


def person_of_role(review: Review, role: str) -> str:
    name = review.front.people.get(role)
    return f"{name} ({role_title(review, role)})" if name else role_title(review, role)


def deciding(review: Review) -> tuple[str, ...]:
    """The due controls that are more than recommended."""
    assessment = review.assessment
    return tuple(control for control in assessment.due if assessment.gate(control) is not Gate.RECOMMENDED)


def questions_text(review: Review) -> str:
    """How many questions wait for an answer from outside, and how many nobody has sent."""
    asked_of = review.case.engagement.questions
    new = sum(question.id not in asked_of for question in review.judgement.questions)
    text = f"{count(len(review.judgement.questions), 'question')} to the account team"
    return f"{text}, {f'{new} of them not sent yet' if new else 'sent and waiting for a reply'}."


def way_points(review: Review) -> Points:
    """The smallest change to the next better verdict, and the other way: to ask for less."""
    way = review.judgement.way
    lines = tuple(change_line(review, change) for change in way.changes)
    if not lines:
        lines = cell("No list of changes was found that leads to a better verdict.")
    clear = review.clear
    if clear and len(clear) < len(review.assessment.uses):
        lines = (*lines, Line(uses_text(review, clear), label="Or ask only for what may go ahead:"))
    title = f"What would lead to: {way.verdict.label}" if way.changes else "What would improve the verdict"
    satisfying = any(change.step is Step.SATISFY for change in way.changes)
    return Points(lines, title, intro=SATISFYING if satisfying else "", shown=REASONS)


def change_line(review: Review, change: Change) -> Line:
    """A change by its title; the words of the instruction are those of every other output."""
    if change.step is Step.SATISFY:
        line = control_line(review, change.subject)
        kinds = (kind.label.lower() for kind in review.checklist.controls[change.subject].accepts)
        return Line(f"Evidence: {', '.join(kinds)}.", label=line.text, code=line.code, anchor=line.anchor)
    place, _, instruction = change_text(review.case, change).partition(": ")
    about = {
        Step.WITHDRAW: Subject.CONTROL,
        Step.PROFILE: Subject.PROFILE,
        Step.CONFIRM: Subject.PLAN,
        Step.CELL: Subject.CELL,
    }.get(change.step)
    if about:
        title = subject_title(review.case, about, change.subject)
    elif change.step is Step.COMPLETE:
        title = sentence(FRONT_PAGE_FIELDS[change.subject])
    else:
        title = use_title(review.case, change.subject)
    return Line(sentence(instruction), label=lead(title), code=place)
