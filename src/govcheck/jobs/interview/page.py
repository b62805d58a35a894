"""What a reviewer reads about one control before answering, and on asking for help. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent

from govcheck.jobs.answer_text import answer_lines, state_text, tone_of
from govcheck.jobs.interview.reasons import reasons
from govcheck.jobs.progress import Line
from govcheck.rules.case import Case
from govcheck.rules.questions import completed_text
from govcheck.rules.wording import use_title
from govcheck.words.assessment import Assessment
from govcheck.words.checklist import Control
from govcheck.words.vocabulary import Gate

GATE_MEANS: Mapping[Gate, str] = {
    Gate.BLOCKER: "while it does not count, nothing that it concerns may go ahead",
    Gate.REQUIRED: "if it does not count, it needs a remedy: who closes it by when, and what protects until then",
    Gate.RECOMMENDED: "it decides nothing",
}


def page(case: Case, assessment: Assessment, control: Control, place: str) -> Iterator[Line]:
    """Everything that one needs to answer."""
    yield "", ""
    yield f"{case.checklist.sections[control.section].title} ({place})", "quiet"
    yield control.id, "quiet"
    yield control.question, "title"
    yield f"  {gate_text(case, assessment, control)}", ""
    if control.id in assessment.later:
        yield f"  Due later ({control.phase.label.lower()}): at this stage it decides nothing.", ""
    if control.verify:
        yield f"  How to verify: {control.verify}", ""
    yield f"  Evidence: {evidence_text(control)}", ""
    for id in control.asks:
        yield f"  If nobody here knows: the account team is asked {id}; ? shows the text.", ""
    answer = case.engagement.answers.get(control.id)
    if answer:
        yield from ((indent(line, "  "), "") for line in answer_lines(answer))
        state = assessment.states[control.id]
        yield f"  {state_text(state, assessment.gate(control.id))}", tone_of(state)


def help_lines(case: Case, assessment: Assessment, control: Control) -> Iterator[Line]:
    """What stands behind the question."""
    if control.why:
        yield f"  Why: {control.why}", ""
    if control.verify:
        yield f"  How to verify: {control.verify}", ""
    uses = tuple(assessment.gates[control.id])
    for id in control.asks:
        text = completed_text(case, case.checklist.questions[id].text, uses)
        yield f"  To the account team ({id}): {text}", ""
    if len(case.use_cases) > 1:
        yield f"  Concerns: {titles(case, uses)}", ""
    yield f"  Owner: {case.owner(control, case.engagement.answers.get(control.id)) or 'nobody yet'}", ""
    if control.facts:
        yield f"  Source facts: {', '.join(control.facts)}", ""


def gate_text(case: Case, assessment: Assessment, control: Control) -> str:
    """The gate in words, where it is higher, and which facts make it so."""
    gate = assessment.gate(control.id)
    raised = reasons(case, control.gate_when[gate]) if gate in control.gate_when and gate is not control.gate else ()
    because = f" Raised because {' and '.join(raised)}." if raised else ""
    asked = reasons(case, control.applies) if control.applies else ()
    asked_because = f" Asked because {' and '.join(asked)}." if asked else ""
    return f"{where(case, assessment.gates[control.id])}: {GATE_MEANS[gate]}.{because}{asked_because}"


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
