"""A part of the full report: what is one owner's, of one phase or of one topic. The decision stays that of the whole.

A row, a record or a line is kept where it is about one of their controls, or about a question or a cross-check that
concerns one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from govcheck.rules.report.blocks import Block, Blocks, Facts, Line, Lines, Part, Points, Records, Table, prose
from govcheck.rules.report.review import Review

WHOLE_PARTS = ("decision", "document-control")
"""These are shown as they are."""
OWN_PARTS = ("action-plan", "dates")
"""These are made for the share."""
KEPT_PARTS = ("gaps", "contradictions", "acceptances", "questions", "answers", "evidence")
"""Of these only what is theirs is kept."""
NOTHING = "There is nothing of it in this part."


def says(review: Review) -> str:
    """What a part says of itself on its first page; empty for the whole."""
    if not review.share:
        return ""
    title = review.share.title(review.case)
    return f"A part of the report: {title}. The decision is that of the whole review."


def named(review: Review) -> str:
    """What stands on every page of a part."""
    return f"Part: {review.share.title(review.case)}" if review.share else ""


def has(review: Review, part: str) -> bool:
    """Whether a part of the report is there."""
    return not review.share or part in (*WHOLE_PARTS, *OWN_PARTS, *KEPT_PARTS)


def made_for(review: Review, part: str) -> Review:
    """The review that a part of the report is made from: where everything is counted, only their controls are there."""
    if not review.share or part not in OWN_PARTS:
        return review
    found, ids = review.assessment, theirs(review)
    states = {id: state for id, state in found.states.items() if id in ids}
    assessment = replace(found, states=states, later=found.later & states.keys()) if part == "action-plan" else found
    return replace(review, judgement=replace(review.judgement, assessment=assessment))


def theirs(review: Review) -> frozenset[str]:
    return frozenset(id for id in review.checklist.controls if review.share.has(review.case, id))


def concerned(review: Review) -> frozenset[str]:
    """Their controls, and the questions and cross-checks that concern one of them."""
    controls, checklist = theirs(review), review.checklist
    asked = {question for id in controls for question in checklist.controls[id].asks}
    rules = {rule.id for rule in checklist.rules.values() if rule.controls & controls}
    return controls | asked | rules


def kept(review: Review, part: str, blocks: Blocks) -> Blocks:
    """Of the blocks of a part what is theirs."""
    if not review.share or part not in KEPT_PARTS:
        return blocks
    ids = concerned(review)
    return tuple(one for block in blocks for one in kept_block(block, ids)) or (prose(NOTHING),)


def kept_block(block: Block, ids: Collection[str]) -> Iterator[Block]:
    """A block with what is about one of these; none where nothing is."""
    match block:
        case Table():
            rows = tuple(row for row in block.rows if any(about(lines, ids) for lines in row))
            if rows:
                yield replace(block, rows=rows, picture=None)
        case Records():
            records = tuple(record for record in block.records if record.code in ids)
            if records:
                yield replace(block, records=records)
        case Points():
            lines = tuple(line for line in block.lines if line.code in ids)
            if lines:
                yield replace(block, lines=lines)
        case _:
            return


def about(lines: Lines, ids: Collection[str]) -> bool:
    return any(line.code in ids for line in lines)


def without_dead_links(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with no line that leads to a record which is not among them."""
    there = {
        record.id for part in parts for block in part.blocks if isinstance(block, Records) for record in block.records
    }
    return tuple(replace(part, blocks=tuple(linked(block, there) for block in part.blocks)) for part in parts)


def linked(block: Block, there: Collection[str]) -> Block:
    match block:
        case Table():
            rows = tuple(tuple(living(lines, there) for lines in row) for row in block.rows)
            return replace(block, rows=rows)
        case Records():
            records = tuple(
                replace(one, facts=tuple(replace(fact, lines=living(fact.lines, there)) for fact in one.facts))
                for one in block.records
            )
            return replace(block, records=records)
        case Facts():
            return replace(block, facts=tuple(replace(fact, lines=living(fact.lines, there)) for fact in block.facts))
        case _:
            return replace(block, lines=living(block.lines, there))


def living(lines: Lines, there: Collection[str]) -> tuple[Line, ...]:
    return tuple(line if line.anchor in there else replace(line, anchor="") for line in lines)
