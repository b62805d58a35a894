"""Where a review stands, as one value: how far it is, what blocks, what is near, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.exchanges import progress, progress_counts
from govcheck.rules.judge import NOTHING_DUE, decides
from govcheck.rules.later import due_at, later_phases
from govcheck.rules.names import folded
from govcheck.rules.near import NEAR_DAYS, NearDate, near_dates
from govcheck.rules.next_steps import NextStep, next_steps, share_steps
from govcheck.rules.owners import doer, owner_of
from govcheck.rules.questions import asked_of, by_addressee, open_questions
from govcheck.rules.shares import WHOLE, Share
from govcheck.rules.wording import count_line, counted, is_gap, stage_words, subject_title, use_means
from govcheck.words.assessment import Approved, Assessment
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Gate, Phase, Result, Stage, Standing, Subject, Verdict


@dataclass(frozen=True)
class Tally:
    """How the due controls of one group stand. Each of them is counted once."""

    id: str
    """Empty for an owner."""
    title: str
    """Empty for the controls that nobody owns."""
    met: int
    """Those that do not apply included."""
    conditions: int
    """Promised or accepted."""
    open: int
    unanswered: int

    @property
    def left(self) -> int:
        return self.open + self.unanswered

    @property
    def due(self) -> int:
        return self.met + self.conditions + self.left


@dataclass(frozen=True)
class UseLine:
    """A use case and what becomes of it."""

    id: str
    title: str
    result: Result
    means: str
    because: tuple[str, ...] = ()
    """What else than a control closes it: a cell of the matrix, a rule."""


@dataclass(frozen=True)
class OpenBlocker:
    """A blocker that does not count."""

    id: str
    question: str
    owner: str
    """Empty: nobody yet."""
    why: str


@dataclass(frozen=True)
class Asked:
    """An open question to the account team, and where it stands."""

    id: str
    to: str
    """The title of the role that it goes to."""
    person: str
    """Empty where nobody is named."""
    stands: str
    waiting: tuple[str, ...]
    """The controls that wait for the reply."""


@dataclass(frozen=True)
class Ahead:
    """A control that is due later. It decides nothing yet."""

    id: str
    question: str
    gate: Gate
    owner: str
    """Empty: nobody yet."""
    why: str
    """Where it stands today."""
    counts: bool


@dataclass(frozen=True)
class Later:
    """A phase after the stage."""

    phase: Phase
    title: str
    stage: Stage
    """At which stage it is due."""
    controls: tuple[Ahead, ...]
    """The heaviest first."""


@dataclass(frozen=True)
class Overview:
    """A review on one day."""

    organization: str
    title: str
    checklists: Mapping[str, str]
    """Id to version."""
    stage: Stage | None
    deciding: str
    """The stage in words."""
    as_of: date
    share: Share
    """What is read: everything but the verdict, its reasons and the use cases is only of this."""
    share_title: str
    """Empty where all of the review is read."""
    verdict: Verdict | None
    """None where nothing is due that a verdict could rest on."""
    why: str
    valid_until: date | None
    uses: tuple[UseLine, ...]
    progress: str
    """How many are answered, count, and are due later: a sentence or two."""
    counting: int
    later: int
    whole: Tally
    by_checklist: tuple[Tally, ...]
    """Of several checklists; empty where there is one."""
    sections: tuple[Tally, ...]
    """In the checklist's order; those with nothing due are left out."""
    phases: tuple[Tally, ...]
    """Those that are due, earliest first."""
    ahead: tuple[Later, ...]
    """The phases after them."""
    owners: tuple[Tally, ...]
    """Who has most left first."""
    topics: tuple[Tally, ...]
    blockers: tuple[OpenBlocker, ...]
    """The heaviest first."""
    within: int
    dates: tuple[NearDate, ...]
    questions: tuple[Asked, ...]
    """One addressee after the other."""
    asking: str
    """How many of the questions stand where."""
    excluded: tuple[str, ...]
    """The controls that are answered though the profile rules them out."""
    next: tuple[NextStep, ...]
    approvals: tuple[Approved, ...] = ()
    """One for each role that has to approve."""


def overview(case: Case, days: int = NEAR_DAYS, share: Share = WHOLE) -> Overview:
    """Look at a review, or at a share of it, from all sides. Dates count as near so many days ahead."""
    found, front = assess(case), case.engagement.front
    judged = decides(found)
    read = tuple(id for id in found.states if share.has(case, id))
    due = tuple(id for id in read if id not in found.later)
    questions = tuple(asked(case, found, read))
    settled = sum(found.states[control].standing.settled for control in due)
    return Overview(
        organization=front.organization,
        title=front.title,
        checklists=case.checklist.versions,
        stage=found.stage,
        deciding=stage_words(found),
        as_of=found.as_of,
        share=share,
        share_title=share.title(case),
        verdict=found.verdict if judged else None,
        why=count_line(found) if judged else NOTHING_DUE,
        valid_until=found.valid_until,
        uses=tuple(
            UseLine(id, use.title, found.uses[id], use_means(found, id), tuple(closing(case, found, id)))
            for id, use in case.use_cases.items()
        ),
        progress=counted(found, read if share else None),
        counting=settled,
        later=len(read) - len(due),
        whole=tally(found, due),
        by_checklist=tuple(by_checklist(case, found, due)),
        sections=tuple(by_section(case, found, due)),
        phases=tuple(by_phase(case, found, due)),
        ahead=tuple(due_later(case, found, read)),
        owners=tuple(sorted(by_owner(case, found, due), key=lambda one: -one.left)),
        topics=tuple(by_topic(case, found, due)),
        blockers=open_blockers(case, found, due),
        within=days,
        dates=tuple(one for one in near_dates(case, found, days) if share.has_date(case, found, one)),
        questions=questions,
        asking=progress_counts([case.engagement.questions.get(one.id) for one in questions], case.today),
        excluded=tuple(id for id in case.engagement.answers if id not in found.states and share.has(case, id)),
        next=share_steps(case, found, share) if share else next_steps(case, found),
        approvals=found.approvals,
    )


def tally(found: Assessment, controls: Iterable[str], id: str = "", title: str = "") -> Tally:
    counts = dict.fromkeys(("met", "conditions", "open", "unanswered"), 0)
    for control in controls:
        counts[kind(found, control)] += 1
    return Tally(id, title, **counts)


def kind(found: Assessment, control: str) -> str:
    """Under which heading a due control is counted."""
    standing = found.states[control].standing
    if standing is Standing.UNANSWERED:
        return "unanswered"
    if is_gap(found, control):
        return "open"
    return "conditions" if standing in (Standing.PROMISED, Standing.ACCEPTED) else "met"


def by_section(case: Case, found: Assessment, due: tuple[str, ...]) -> Iterator[Tally]:
    for section in case.checklist.sections.values():
        inside = [control for control in section.shown if control in due]
        if inside:
            yield tally(found, inside, section.id, section.title)


def by_checklist(case: Case, found: Assessment, due: tuple[str, ...]) -> Iterator[Tally]:
    """Only where there are several; what two of them need is counted in both."""
    editions = case.checklist.editions
    for edition in editions if len(editions) > 1 else ():
        inside = [control for control in due if control in case.checklist.of_each[edition.id]]
        if inside:
            yield tally(found, inside, edition.id, edition.title)


def by_phase(case: Case, found: Assessment, due: tuple[str, ...]) -> Iterator[Tally]:
    for phase in Phase:
        inside = [control for control in due if case.checklist.controls[control].phase is phase]
        if inside:
            yield tally(found, inside, phase, phase.label)


def due_later(case: Case, found: Assessment, read: tuple[str, ...]) -> Iterator[Later]:
    for phase, ids in later_phases(case, found).items():
        inside = sorted((id for id in ids if id in read), key=lambda id: -found.gate(id).rank)
        if inside:
            yield Later(phase, phase.label, due_at(phase), tuple(ahead(case, found, id) for id in inside))


def ahead(case: Case, found: Assessment, control: str) -> Ahead:
    state = found.states[control]
    why = "counts already" if state.standing.settled else state.why
    question, owner = case.checklist.controls[control].question, owner_of(case, control)
    return Ahead(control, question, found.gate(control), owner, why, state.standing.settled)


def by_owner(case: Case, found: Assessment, due: tuple[str, ...]) -> Iterator[Tally]:
    """One for each person: names that differ in case or spaces only are one person."""
    groups: dict[str, list[str]] = {}
    for control in due:
        groups.setdefault(folded(owner_of(case, control)), []).append(control)
    for controls in groups.values():
        yield tally(found, controls, title=owner_of(case, controls[0]))


def by_topic(case: Case, found: Assessment, due: tuple[str, ...]) -> Iterator[Tally]:
    for topic, title in case.checklist.topics.items():
        about = [control for control in due if topic in case.checklist.controls[control].topics]
        if about:
            yield tally(found, about, topic, title)


def open_blockers(case: Case, found: Assessment, due: tuple[str, ...]) -> tuple[OpenBlocker, ...]:
    held = [id for id in due if found.gate(id) is Gate.BLOCKER and is_gap(found, id)]
    held.sort(key=lambda id: found.states[id].standing.rank)
    return tuple(
        OpenBlocker(id, case.checklist.controls[id].question, doer(case, id), found.states[id].why) for id in held
    )


def asked(case: Case, found: Assessment, read: tuple[str, ...]) -> Iterator[Asked]:
    sent = case.engagement.questions
    for one in by_addressee(case, open_questions(case, found)):
        title = case.checklist.roles.get(one.to, one.to)
        waiting = tuple(control for control in one.waiting if control in read)
        if waiting:
            yield Asked(one.id, title, asked_of(case, one), progress(sent.get(one.id), case.today), waiting)


def closing(case: Case, assessment: Assessment, use: str) -> Iterator[str]:
    """Why a use case may not go ahead, apart from its controls, which are listed by themselves."""
    for finding in assessment.having(Effect.STOPS, Effect.HOLDS):
        if use in finding.uses and finding.about in (Subject.CELL, Subject.RULE):
            title = subject_title(case, finding.about, finding.subject)
            yield title if finding.about is Subject.RULE else f"{title}: {finding.text}"
