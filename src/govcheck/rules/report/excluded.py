"""What a control needs that no use case has: its criteria in words, beside the facts."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.report.blocks import Line, Lines
from govcheck.rules.report.phrases import lead, listed, quoted
from govcheck.rules.report.review import Review
from govcheck.rules.wording import use_title, value_label, value_labels
from govcheck.words.checklist import Control
from govcheck.words.criteria import AnyOf, Criteria, Criterion, FactIs, Not, leaves
from govcheck.words.vocabulary import NO, QuestionType


def needs_and_has(review: Review, control: Control) -> Lines:
    """Why a control does not apply: what it needs, and what each use case has of that."""
    needed = Line(needs(review, control), label="Applies only with:")
    asked = dict.fromkeys(questions(review, control.applies or ()))
    has = {use: "; ".join(have(review, use, question) for question in asked) for use in review.assessment.uses}
    if len(set(has.values())) == 1:
        return (needed, Line(f"{next(iter(has.values()))}.", label="Here it is:"))
    each = (Line(f"{text}.", label=lead(use_title(review.case, use))) for use, text in has.items())
    return (needed, Line(label="No use case has this:"), *each)


def needs(review: Review, control: Control) -> str:
    """The criteria of a control in words."""
    return f"{all_of(review, control.applies or ())}."


def all_of(review: Review, criteria: Criteria) -> str:
    return listed([entry(review, one) for one in criteria])


def entry(review: Review, one: Criterion) -> str:
    match one:
        case FactIs(question, values):
            return fact(review, question, values)
        case AnyOf(parts):
            either = [all_of(review, part) for part in parts]
            return f"({listed(either, 'or')})" if len(either) > 1 else either[0]
        case Not(part):
            return f"not ({all_of(review, part)})"
        case _:
            raise AssertionError(one)  # answers and plan rows stand in rules only


def fact(review: Review, question: str, values: tuple[str, ...]) -> str:
    """A value that is needed, or one of several; of a derived question what it is derived from."""
    asked = review.checklist.profile[question]
    if asked.derived is not None:
        text = all_of(review, asked.derived)
        return f"not ({text})" if values == (NO,) else text
    labels = listed([value_label(review.case, question, value) for value in values], "or")
    return labelled(review, question, labels)


def labelled(review: Review, question: str, labels: str) -> str:
    """One of several with its question; what a use case can have several of speaks for itself."""
    asked = review.checklist.profile[question]
    if asked.type is QuestionType.ANY_OF:
        return labels
    return f"{quoted(asked.text.partition(' (')[0])} {labels}"


def questions(review: Review, criteria: Criteria) -> Iterator[str]:
    """The questions that criteria look at in the end."""
    for leaf, _ in leaves(criteria):
        if isinstance(leaf, FactIs):
            derived = review.checklist.profile[leaf.question].derived
            yield from (leaf.question,) if derived is None else questions(review, derived)


def have(review: Review, use: str, question: str) -> str:
    values = review.facts[use].values(question)
    return labelled(review, question, value_labels(review.case, question, values))
