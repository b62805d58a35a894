"""Where the review stands: by topic, by view and by section. Counts, never a percentage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from govcheck.rules.questions import LATER as LATER_ID
from govcheck.rules.questions import row_standing
from govcheck.rules.report.bars import bars
from govcheck.rules.report.blocks import Blocks, Fact, Facts, Line, Lines, Table, cell
from govcheck.rules.report.marks import DATED_BLOCKER, EXCLUDED, LATER, LATER_MEANS, STANDING_MEANS, STANDINGS
from govcheck.rules.report.phrases import anchor, control_line, control_mark, count
from govcheck.rules.report.review import Review
from govcheck.words.checklist import Section, View
from govcheck.words.vocabulary import Standing

MARKS = {**{standing.value: mark for standing, mark in STANDINGS.items()}, LATER_ID: LATER}
COUNTED = (*STANDING_MEANS, LATER_ID, "excluded")
"""The columns of the table by section, what is settled first."""
SEVERAL = {Standing.PROMISED.value: "gaps with a date"}
"""Words that have a plural."""


def topics(review: Review) -> Blocks:
    titles = review.checklist.topics
    members = {
        topic: tuple(id for id, control in review.checklist.controls.items() if topic in control.topics)
        for topic in titles
    }
    rows = tuple(
        (
            cell(title),
            (worst(review, members[topic]),),
            cell(counts_text(review, members[topic])),
            open_lines(review, members[topic]),
        )
        for topic, title in titles.items()
    )
    caption = "Each topic shows the worst state among its controls."
    return (Table(caption, ("Topic", "State", "Controls", "Open"), rows), key(review)) if rows else ()


def key(review: Review) -> Facts:
    """What the states mean that occur, with the first table that shows them."""
    marks = dict.fromkeys(control_mark(review, control) for control in review.assessment.states)
    means = {**{STANDINGS[standing].word: says for standing, says in STANDING_MEANS.items()}, LATER.word: LATER_MEANS}
    signs = {word: " ".join(sorted(mark.glyph for mark in marks if mark.word == word)) for word in means}
    shown = tuple(Fact(f"{signs[word]} {word}", cell(says)) for word, says in means.items() if signs[word])
    return Facts(shown, "What the states mean")


def worst(review: Review, controls: Iterable[str]) -> Line:
    """The mark of the worst control; of several that are equally bad, of one that closes a use case."""
    standing = row_standing(controls, review.assessment)
    marks = {control_mark(review, control) for control in reaching(review, controls)}
    return Line(mark=DATED_BLOCKER if standing == Standing.PROMISED and DATED_BLOCKER in marks else MARKS[standing])


def reaching(review: Review, controls: Iterable[str]) -> tuple[str, ...]:
    return tuple(control for control in controls if control in review.assessment.states)


def counts_text(review: Review, controls: Iterable[str]) -> str:
    """`4 met, 1 open`, in the order of the table by section."""
    counts = standing_counts(review, controls)
    named = {id: SEVERAL.get(id, label(id)) if counts[id] > 1 else label(id) for id in COUNTED}
    return ", ".join(f"{counts[id]} {word.lower()}" for id, word in named.items() if counts[id])


def standing_counts(review: Review, controls: Iterable[str]) -> Counter[str]:
    assessment = review.assessment

    def standing(control: str) -> str:
        if control not in assessment.states:
            return "excluded"
        return LATER_ID if control in assessment.later else assessment.states[control].standing.value

    return Counter(map(standing, controls))


def label(counted: str) -> str:
    return EXCLUDED.word if counted == "excluded" else MARKS[counted].word


def open_lines(review: Review, controls: Iterable[str]) -> Lines:
    """The due controls that do not count, by id alone: this stands on the first page."""
    assessment = review.assessment
    unsettled = [
        control
        for control in reaching(review, controls)
        if control not in assessment.later and not assessment.states[control].standing.settled
    ]
    return tuple(Line(code=control, anchor=anchor(control)) for control in unsettled) or cell("Nothing")


def view(review: Review, shown: View) -> Blocks:
    rows = tuple(
        (
            cell(f"{number}. {row.title}"),
            (worst(review, row.controls),),
            tuple(line for control in row.controls for line in view_lines(review, control)),
        )
        for number, row in enumerate(shown.rows, 1)
    )
    caption = (
        "Each row shows the worst state among its controls. A residual risk is rated only where somebody accepted it."
    )
    return (Table(caption, ("Row", "State", "Controls"), rows),)


def view_lines(review: Review, control: str) -> Lines:
    """A control of a row, with the residual risk where an acceptance in force rates it."""
    state = review.assessment.states.get(control)
    if state is None:
        return (control_line(review, control, EXCLUDED),)
    line = control_line(review, control, control_mark(review, control))
    answer = review.case.engagement.answers.get(control)
    if state.standing is not Standing.ACCEPTED or answer is None or answer.acceptance is None:
        return (line,)
    return (line, Line(f"{answer.acceptance.residual} until {answer.acceptance.expires}", label="Residual risk:"))


def number(count: int) -> Lines:
    """A count that stands out where there is something to count."""
    return (Line(label=str(count)),) if count else (Line("0"),)


def readiness(review: Review) -> Blocks:
    """A table for each checklist, and for the only one one."""
    checklist = review.checklist
    sections = list(checklist.sections.values())
    shared = any(set(section.shown) - set(section.controls) for section in sections)
    both = " What stands in two sections is asked once and counted in both." if shared else ""
    caption = f"How many of the {count(len(checklist.controls), 'control')} stand where.{both}"
    keyed = () if checklist.topics else (key(review),)
    if len(checklist.editions) == 1:
        return (section_table(review, sections, caption), *keyed)
    tables: list[Table] = []
    for edition in checklist.editions:
        inside = [section for section in sections if section.checklist == edition.id]
        asked = f"This checklist has {count(len(checklist.of_each[edition.id]), 'control')}."
        tables.append(section_table(review, inside, asked if tables else f"{caption} {asked}", edition.title))
    return (*tables, *keyed)


def section_table(review: Review, sections: Iterable[Section], caption: str, title: str = "") -> Table:
    found = [(section.title, standing_counts(review, section.shown)) for section in sections]
    rows = tuple((cell(name), *(number(counts[id]) for id in COUNTED)) for name, counts in found)
    marks = {id: MARKS.get(id, EXCLUDED) for id in COUNTED}
    picture = bars([(name, {id: counts[id] for id in COUNTED}) for name, counts in found], marks, title)
    return Table(caption, ("Section", *map(label, COUNTED)), rows, title, grid=True, picture=picture)
