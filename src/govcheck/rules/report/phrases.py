"""How dates, counts, people, use cases and controls read in a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from textwrap import shorten

from govcheck.rules.names import same_name
from govcheck.rules.report.blocks import Line, Mark
from govcheck.rules.report.marks import DATED_BLOCKER, LATER, READY, RESULTS, STANDINGS
from govcheck.rules.report.review import Review
from govcheck.rules.wording import use_title
from govcheck.words.checklist import Control
from govcheck.words.engagement import Acceptance, Answer
from govcheck.words.vocabulary import Gate, ReportEdition, Result, Standing


def day(value: date | None, none: str = "not given") -> str:
    return value.isoformat() if value else none


def count(number: int, one: str, many: str = "") -> str:
    """`1 gap`, `2 gaps`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def counts_as(control: Control) -> str:
    """What shows that a control holds, and as which kinds of evidence."""
    kinds = listed([kind.label.lower() for kind in control.accepts], "or")
    return f"{sentence(control.evidence)} It counts as: {kinds}.".strip()


def sentence(clause: str) -> str:
    """A clause of the rules as a sentence."""
    return clause[:1].upper() + clause[1:] + ("" if clause.endswith((".", "?")) else ".") if clause else ""


def one_line(text: str, width: int = 400) -> str:
    """What people wrote as one line, cut at a word where it is long; the annex has it in full."""
    return shorten(text, width, placeholder=" …")


def quoted(title: str) -> str:
    """A title inside a sentence."""
    return f"“{title}”"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def lead(title: str) -> str:
    """A title as the beginning of a line that goes on."""
    return title if title.endswith(("?", ".", ":")) else f"{title}:"


def clause(section: str) -> str:
    """A section of a source by its name, or as one where it has only a number."""
    return f"Section {section}" if section[:1].isdigit() else section[:1].upper() + section[1:]


def roles_of(review: Review, name: str) -> tuple[str, ...]:
    """The titles of the roles that a person has here."""
    people = review.front.people
    return tuple(review.checklist.roles.get(role, role) for role, person in people.items() if same_name(person, name))


def person(review: Review, name: str) -> str:
    """A name, with its roles where they are known: `Lin Chen (Product and technical owner)`."""
    return in_role(name, "; ".join(roles_of(review, name)))


def in_role(name: str, role: str) -> str:
    """A name with a role behind it, unless the role stands for the name."""
    return f"{name} ({role})" if role and role != name else name


def holder(review: Review, role: str, nobody: str) -> str:
    """Who has a role; where people stand by their roles, that somebody has it."""
    name = review.front.people.get(role, "")
    return ("Somebody is named" if review.edition is ReportEdition.CLIENT else name) if name else nobody


def role_title(review: Review, role: str) -> str:
    return review.checklist.roles.get(role, role)


def uses_text(review: Review, uses: Iterable[str]) -> str:
    """Use cases by their titles; one word for all of several."""
    named = tuple(uses)
    if len(named) > 1 and len(named) == len(review.assessment.uses):
        return "All use cases"
    return "; ".join(use_title(review.case, use) for use in named)


def anchor(control: str) -> str:
    """Where the annex has the record of a control that applies."""
    return f"answer-{control}"


def control_line(review: Review, control: str, mark: Mark | None = None) -> Line:
    """A control by its question, which leads to its record where there is one."""
    leads_to = anchor(control) if control in review.assessment.states else ""
    return Line(review.checklist.controls[control].question, mark=mark, code=control, anchor=leads_to)


def control_mark(review: Review, control: str) -> Mark:
    """The state of a control that reaches some use case; later wins, as its state decides nothing yet."""
    assessment = review.assessment
    if control in assessment.later:
        return LATER
    standing = assessment.states[control].standing
    closing = standing is Standing.PROMISED and assessment.gate(control) is Gate.BLOCKER
    return DATED_BLOCKER if closing else STANDINGS[standing]


def use_mark(review: Review, use: str) -> Mark:
    """What becomes of a use case; nothing goes ahead where the decision as a whole does not let it."""
    result = review.assessment.uses[use]
    return READY if result is Result.CLEAR and not review.supported else RESULTS[result]


def gate_text(review: Review, control: str) -> str:
    """How much a control weighs, with the use cases where it weighs differently."""
    gates = review.assessment.gates[control]
    if len(set(gates.values())) == 1:
        return next(iter(gates.values())).label
    here = {gate: [use for use in gates if gates[use] is gate] for gate in reversed(Gate) if gate in gates.values()}
    return "; ".join(f"{gate.label} for {uses_text(review, uses)}" for gate, uses in here.items())


def stated(review: Review, answer: Answer | None) -> str:
    """What somebody said, and when: `Partial, as stated by Lin Chen on 2026-11-12`."""
    if answer is None:
        return "Not answered"
    return f"{answer.status.label}, as stated by {person(review, answer.answered_by)} on {answer.answered_on}"


def accepted_by(acceptance: Acceptance) -> str:
    return in_role(acceptance.by, acceptance.role)
