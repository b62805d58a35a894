"""The evidence register: each proof once, with what is known of it and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from govcheck.rules.case import place_of
from govcheck.rules.report.answers import checked, collected
from govcheck.rules.report.blocks import Blocks, Line, Lines, Table, cell, prose
from govcheck.rules.report.phrases import anchor, quoted, sentence
from govcheck.rules.report.review import Review
from govcheck.rules.states import evidence_fault
from govcheck.words.engagement import Answer, Evidence, Exchange
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Status

CAPTION = (
    "Each file or address that is named. A file is compared with the fingerprint that was recorded for it; an address "
    "was not opened."
)


@dataclass(frozen=True)
class Named:
    """One place where a file or an address is named."""

    ref: str
    says: str
    """What it is said to be."""
    rests: Line
    """What rests on it."""
    sha256: str = ""
    """As recorded there."""


def evidence(review: Review) -> Blocks:
    register = by_place(review)
    if not register:
        return (prose("No file and no address is named."),)
    columns = ("Reference", "What it is", "What is known of it", "What rests on it")
    return (Table(CAPTION, columns, tuple(row(review, named) for named in register.values())),)


def by_place(review: Review) -> Mapping[str, tuple[Named, ...]]:
    """The register in the order of its references; one file is one entry, however it is written."""
    found: dict[str, tuple[Named, ...]] = {}
    for one in every_name(review):
        place = place_of(one.ref)
        found[place] = (*found.get(place, ()), one)
    return dict(sorted(found.items()))


def every_name(review: Review) -> Iterator[Named]:
    engagement = review.case.engagement
    for control, answer in (*engagement.answers.items(), *engagement.kept.items()):
        for proof in answer.evidence:
            rests = answer_line(review, control, answer, proof)
            yield Named(proof.ref, f"{proof.kind.label}, {collected(proof)}", rests, proof.sha256)
    for id, said in engagement.plans.items():
        title = review.checklist.plans.rows[id].title if review.checklist.plans else id
        rests = Line(title, label="Plan row:")
        yield Named(said.ref, f"Confirmation, dated {said.dated}, by {said.by}", rests, said.sha256)
    for id, exchange in engagement.questions.items():
        for one in (*exchange.earlier, exchange):
            if one.ref:
                rests = Line(label="Question:", code=id, anchor=f"question-{id}")
                yield Named(one.ref, reply_says(one), rests, one.sha256)


def reply_says(exchange: Exchange) -> str:
    on, by = (f", of {exchange.replied_on}" if exchange.replied_on else ""), exchange.replied_by
    return f"Record of a reply{on}{f', by {by}' if by else ''}"


def answer_line(review: Review, control: str, answer: Answer, proof: Evidence) -> Line:
    """The answer that a proof stands beside, and whether it counts there."""
    if control not in review.assessment.states:
        return Line("Not asked here:", code=control)
    if answer.status is not Status.MET:
        said = f"Beside {quoted(answer.status.label.lower())}:"
    else:
        said = "Does not count:" if evidence_fault(review.case, review.checklist.controls[control], proof) else ""
    return Line(said, code=control, anchor=anchor(control))


def row(review: Review, named: tuple[Named, ...]) -> tuple[Lines, ...]:
    return (
        cell(named[0].ref),
        once(Line(one.says) for one in named),
        known(review, named),
        once(one.rests for one in named),
    )


def known(review: Review, named: tuple[Named, ...]) -> Lines:
    """Whether it could be looked at, with the fingerprints that were recorded, and its own where that is another."""
    recorded = dict.fromkeys(one.sha256 for one in named if one.sha256)
    found = review.case.digests.get(named[0].ref)
    return (
        *once(Line(sentence(checked(review, one.ref, one.sha256))) for one in named),
        *(Line(label="Recorded, SHA-256:", code=sha256) for sha256 in recorded),
        *((Line(label="Today, SHA-256:", code=found),) if found and found not in recorded else ()),
    )


def once(lines: Iterable[Line]) -> Lines:
    return tuple(dict.fromkeys(lines))
