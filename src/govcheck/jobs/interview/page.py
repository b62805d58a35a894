"""What a reviewer reads about one control before answering, and on asking for help. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent

from govcheck.jobs.answer_text import answer_lines, state_text, tone_of
from govcheck.jobs.progress import Line
from govcheck.rules.case import Case
from govcheck.rules.distance import to_next
from govcheck.rules.questions import completed_text
from govcheck.rules.reasons import reasons
from govcheck.rules.wording import use_title
from govcheck.words.assessment import Assessment
from govcheck.words.checklist import Control
from govcheck.words.digest import SourceFact
from govcheck.words.engagement import Exchange
from govcheck.words.vocabulary import Gate, Standing, Verdict

AGAIN = "It does not count until somebody says it again; Enter leaves it so."


def page(case: Case, assessment: Assessment, control: Control, place: str) -> Iterator[Line]:
    """Everything that one needs to answer."""
    yield "", ""
    yield f"{case.checklist.sections[control.section].title} ({place}){distance(assessment, control.id)}", "quiet"
    yield control.id, "quiet"
    yield control.question, "title"
    asking = [one.title for one in case.checklist.editions if control.id in case.checklist.of_each.get(one.id, ())]
    if len(asking) > 1:
        yield f"  Asked once for {' and '.join(asking)}.", ""
    yield f"  {gate_text(case, assessment, control)}", ""
    if control.id in assessment.later:
        yield f"  Due later ({control.phase.label.lower()}): at this stage it decides nothing.", ""
    else:
        yield f"  If not: {without_it(case, assessment, control)}", ""
    if control.verify:
        yield f"  How to verify: {control.verify}", ""
    yield f"  Evidence: {evidence_text(control)}", ""
    yield from asked_of_vendor(case, assessment, control)
    answer = case.engagement.answers.get(control.id)
    if answer:
        yield from ((indent(line, "  "), "") for line in answer_lines(answer))
        state = assessment.states[control.id]
        again = answer.confirm_again and state.standing is Standing.OPEN
        yield f"  {AGAIN if again else state_text(state, assessment.gate(control.id))}", tone_of(state)


def distance(assessment: Assessment, control: str) -> str:
    """How many things stand between the present verdict and the next better one, and whether this is one of them."""
    left = to_next(assessment)
    if not left:
        return ""
    this = " with this one" if control in left.controls else ""
    goal = "it is no longer a no-go" if assessment.verdict is Verdict.NO_GO else f"a {left.verdict.label.lower()}"
    return f"; {left.count} to settle{this} before {goal}"


def without_it(case: Case, assessment: Assessment, control: Control) -> str:
    """What a no does here, in words."""
    gates = assessment.gates[control.id]
    closing = [use for use, gate in gates.items() if gate is Gate.BLOCKER]
    waiting = [use for use, gate in gates.items() if gate is Gate.REQUIRED]
    told = []
    if closing:
        way = "until it is met or somebody accepts the risk" if control.acceptable else "until it is met"
        told.append(f"{concerned(case, closing)} may not go ahead {way}.")
    if waiting:
        also = "" if control.acceptable else "; it cannot be accepted"
        told.append(f"{concerned(case, waiting)} waits for a remedy (who closes it by when, and a guardrail){also}.")
    return " ".join(told) or "it is printed as a gap, and nothing waits for it."


def concerned(case: Case, uses: list[str]) -> str:
    return "what you ask to run" if len(uses) == len(case.use_cases) else titles(case, uses)


def asked_of_vendor(case: Case, assessment: Assessment, control: Control) -> Iterator[Line]:
    """What the account team is asked while nobody here knows, and what they said."""
    for id in control.asks:
        text = completed_text(case, case.checklist.questions[id].text, tuple(assessment.gates[control.id]))
        yield f"  If nobody here knows, the account team is asked ({id}): {text}", ""
        exchange = case.engagement.questions.get(id)
        if exchange:
            yield f"  {exchange_text(exchange)}", ""


def exchange_text(exchange: Exchange) -> str:
    """What became of a question."""
    if not exchange.reply:
        due = f", reply wanted by {exchange.due}" if exchange.due else ""
        return f"Asked of {exchange.asked_of} on {exchange.asked_on}{due}; no reply yet."
    outcome = f" ({exchange.outcome})" if exchange.outcome else ""
    return f"{exchange.replied_by or exchange.asked_of} replied on {exchange.replied_on}{outcome}: {exchange.reply}"


def help_lines(case: Case, assessment: Assessment, control: Control, facts: Mapping[str, SourceFact]) -> Iterator[Line]:
    """What stands behind the question."""
    if control.why:
        yield f"  Why: {control.why}", ""
    uses = tuple(assessment.gates[control.id])
    if len(case.use_cases) > 1:
        yield f"  Concerns: {titles(case, uses)}", ""
    yield f"  Owner: {case.owner(control, case.engagement.answers.get(control.id)) or 'nobody yet'}", ""
    if control.references:
        yield f"  See also: {', '.join(control.references)}", ""
    if control.facts:
        yield "  What the source says:", ""
    for id in control.facts:
        fact = facts.get(id)
        yield f"    {id}" + (f" (section {fact.section}): {fact.text}" if fact else ""), ""


def excluded_lines(case: Case, id: str) -> Iterator[Line]:
    """A control that the profile rules out, with its answer, which stays in the file."""
    yield f"{id}: {case.checklist.controls[id].question}", ""
    answer = case.engagement.answers.get(id)
    if answer is None:
        yield "The profile rules it out.", "poor"
        return
    yield "The profile rules it out. Its answer is kept, and does nothing:", "poor"
    yield from ((indent(line, "  "), "") for line in answer_lines(answer))


def gate_text(case: Case, assessment: Assessment, control: Control) -> str:
    """The gate in words, where it is higher, and which facts make it so."""
    gate = assessment.gate(control.id)
    raised = reasons(case, control.gate_when[gate]) if gate in control.gate_when and gate is not control.gate else ()
    because = f" Raised because {' and '.join(raised)}." if raised else ""
    asked = reasons(case, control.applies) if control.applies else ()
    asked_because = f" Asked because {' and '.join(asked)}." if asked else ""
    return f"{where(case, assessment.gates[control.id])}.{because}{asked_because}"


def where(case: Case, gates: Mapping[str, Gate]) -> str:
    """The gate, or where it differs between use cases each of them with its use cases, the heaviest first."""
    uses = {gate: [use for use, own in gates.items() if own is gate] for gate in reversed(Gate)}
    there = {gate: titles(case, found) for gate, found in uses.items() if found}
    if len(there) == 1:
        return next(iter(there)).label
    text = "; ".join(f"{gate} for {found}" for gate, found in there.items())
    return text[0].upper() + text[1:]


def evidence_text(control: Control) -> str:
    """What counts as evidence."""
    what = f"{control.evidence}. Counts as" if control.evidence else "counts as"
    return f"{what} {', '.join(control.accepts)}, for {control.stale_after} days."


def titles(case: Case, uses: Iterable[str]) -> str:
    return ", ".join(use_title(case, use) for use in uses)
