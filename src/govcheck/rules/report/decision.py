"""The decision page: the verdict, what may go ahead, and what is asked of the reader; then the conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from govcheck.rules.assess import RULES
from govcheck.rules.report.approved import approved_otherwise
from govcheck.rules.report.blocks import Banner, Block, Blocks, Line, Lines, Points, Table, cell
from govcheck.rules.report.conditions import Condition, conditions
from govcheck.rules.report.lasting import valid_until
from govcheck.rules.report.marks import VERDICTS
from govcheck.rules.report.next_steps import asked, narrower, way_points
from govcheck.rules.report.phrases import anchor, count, day, lead, one_line, sentence, use_mark, uses_text
from govcheck.rules.report.residual import accepted_risks
from govcheck.rules.report.review import Review
from govcheck.rules.report.story import story
from govcheck.rules.wording import stage_words, subject_title, use_title, value_labels
from govcheck.words.assessment import Finding
from govcheck.words.vocabulary import Effect, Result, Standing, Subject, Verdict

CLOSING = (Effect.STOPS, Effect.HOLDS, Effect.UNDECIDED)
REASONS = 5
"""How many reasons the first page names for one use case; the part on gaps has them all."""

HOW_MUCH = "Before each stands how much risk is left."


def decision(review: Review) -> Blocks:
    shared = shared_findings(review)
    blocks: list[Block] = [banner(review), uses_table(review, shared)]
    if shared:
        blocks.append(Points(finding_lines(review, shared), "What holds every use case", shown=REASONS))
    accepted = accepted_risks(review)
    if accepted:
        blocks.append(Points(accepted, "Risks that are accepted", intro=HOW_MUCH, shown=REASONS))
    blocks.append(Points(tuple(asked(review, conditions(review))), "What is asked of you"))
    return tuple(blocks)


def conditions_and_changes(review: Review) -> Blocks:
    """What a go ahead hangs on, and what would lead to a better verdict."""
    found = conditions(review)
    table = (conditions_table(review, found),) if found else ()
    if review.assessment.verdict is Verdict.GO:
        return table
    return (*table, way_points(review), *narrower(review))


def banner(review: Review) -> Banner:
    assessment = review.assessment
    lines = (
        Line(stage_words(assessment), label="Assessed for"),
        Line(day(assessment.as_of), label="Assessed as of"),
        *(holds_until(review) if review.supported else ()),
        Line(RULES[assessment.verdict], label="Rule"),
        *approved_otherwise(review),
    )
    return Banner(VERDICTS[assessment.verdict], story(review), lines)


def holds_until(review: Review) -> Lines:
    """The last day in one line, with what runs out on it."""
    last, *ending = valid_until(review)
    if len(ending) > 1:
        ending = [Line(f"{count(len(ending), 'thing')} run out then, named under document control.")]
    first = ending[0] if ending else Line()
    return (replace(first, label="Valid until", text=f"{last.text}. {first.text}".strip()),)


def shared_findings(review: Review) -> tuple[Finding, ...]:
    """What bears on each of several use cases alike, and is said once."""
    uses = tuple(review.assessment.uses)
    return tuple(found for found in review.assessment.having(*CLOSING) if len(uses) > 1 and found.uses == uses)


def uses_table(review: Review, shared: tuple[Finding, ...]) -> Table:
    matrix = review.checklist.matrix
    rows = []
    for use in review.assessment.uses:
        covers = (covered(review, use),) if matrix else ()
        why = uses_why(review, use, shared)
        rows.append((cell(use_title(review.case, use)), (Line(mark=use_mark(review, use)),), *covers, why))
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
        lines = (*lines[: REASONS - 1], Line(f"And {rest}, listed under blockers and gaps."))
    if lines:
        return (*lines, *cell("And what holds every use case." if shared else ""))
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
        case Subject.DROPPED | Subject.UNCHECKED:
            return Line(sentence(found.text), label=lead(title), code=found.subject)
        case Subject.CONTROL:
            state = review.assessment.states[found.subject]
            promised = state.standing is Standing.PROMISED
            text = f"To be closed by {day(state.until)}." if promised else with_note(review, found)
            return Line(text, label=lead(title), code=found.subject, anchor=anchor(found.subject))
        case _:
            return Line(sentence(found.text), label=lead(title))


def with_note(review: Review, found: Finding) -> str:
    """Why a gap is one, and what people said of it."""
    answer = review.case.engagement.answers.get(found.subject)
    return f"{sentence(found.text)} {one_line(answer.note) if answer else ''}".strip()


def conditions_table(review: Review, found: tuple[Condition, ...]) -> Table:
    rows = tuple(
        (one.lines, cell(one.owner), cell(day(one.until)), cell(one.safeguard), cell(uses_text(review, one.uses)))
        for one in found
    )
    columns = ("Condition", "Owner or approver", "Until", "Safeguard until then", "Use cases")
    title = "What has to be kept" if review.supported else "What would have to be kept"
    return Table(f"The first to run out comes first.{elsewhere(review, found)}", columns, rows, title)


def elsewhere(review: Review, found: tuple[Condition, ...]) -> str:
    """How many of them concern nothing that may go ahead, so that the decision does not count them."""
    aside = sum(set(review.permitted).isdisjoint(one.uses) for one in found) if review.permitted else 0
    if not aside:
        return ""
    return f" {aside} of these {len(found)} {'concerns' if aside == 1 else 'concern'} only what may not go ahead yet."
