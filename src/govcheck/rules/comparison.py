"""Two judgements side by side, for a reader: what is worse, what ran out, what is better, what else changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from govcheck.rules.asks_less import asks_less
from govcheck.rules.difference import SPOKEN, Difference, Judged, difference, place
from govcheck.rules.entries import EntryChange, changed_entries, changed_parts
from govcheck.rules.lost_digests import lost_digests
from govcheck.rules.near import DateKind, NearDate, all_dates, control_dates, told_once
from govcheck.rules.other_words import PART_KINDS, OtherWords, other_words
from govcheck.rules.questions import by_addressee, open_questions
from govcheck.rules.replies import recorded
from govcheck.rules.said_before import entries_unconfirmed, same, unconfirmed
from govcheck.rules.states import ran_out
from govcheck.rules.two_versions import Versions
from govcheck.rules.versions import clause, editions
from govcheck.rules.wording import cell_title, count_line, few, stage_words, subject_title, use_means
from govcheck.words.assessment import Assessment, Finding, OpenQuestion
from govcheck.words.checklist import Control
from govcheck.words.engagement import Engagement
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Gate, Part, Result, Stage, Standing, Subject, Verdict

NOT_ASKED = "not asked for"
ENDING = (DateKind.CELL, DateKind.REPLY, DateKind.PLAN, DateKind.APPROVAL)
"""What ends and is no control."""
CALLED = {Gate.BLOCKER: "blocker", Gate.REQUIRED: "required control"}
"""What decides, in words."""
TOLD = (*SPOKEN, Subject.UNCHECKED)


@dataclass(frozen=True)
class Side:
    """One of the two, as it was judged."""

    shown: str
    """The file as the user knows it."""
    as_of: date
    organization: str
    title: str
    stage: Stage | None
    deciding: str
    verdict: Verdict
    why: str
    valid_until: date | None


@dataclass(frozen=True)
class UseChange:
    """A use case before and after; None where there is none of that name."""

    id: str
    title: str
    before: Result | None
    after: Result | None
    before_text: str
    after_text: str

    @property
    def changed(self) -> bool:
        return self.before is not self.after

    @property
    def worse(self) -> bool:
        return bool(self.before and self.after and self.after.rank < self.before.rank)


@dataclass(frozen=True)
class Moved:
    """A control before and after; None where it is not asked."""

    id: str
    question: str
    gate: Gate
    """The heavier one of before and after."""
    before: Standing | None
    after: Standing | None
    why: str
    """Why it is so now."""
    later: bool
    """It is not due yet at this stage."""
    ran_out: bool = False
    unconfirmed: bool = False
    """Its question changed since, and the answer is from before, without a mark that says so."""


@dataclass(frozen=True)
class Expired:
    """What counted before and does not now because its time is over."""

    kind: DateKind | None
    subject: str
    title: str
    day: date | None
    """The last day on which it counted, where it is known."""
    gate: Gate | None
    """None: it is no control."""
    alone: bool
    """Nobody changed it: only time has passed."""


@dataclass(frozen=True)
class Weighed:
    """A control that weighs more or less."""

    id: str
    question: str
    before: str
    after: str
    heavier: bool
    gate: Gate


@dataclass(frozen=True)
class Told:
    """A finding or a condition: what it is about, and what was said of it before and is now; empty where nothing."""

    effect: Effect
    about: Subject
    subject: str
    title: str
    uses: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True)
class Worded:
    """Something that the checklist asks in other words, of which its history says nothing."""

    kind: str
    id: str
    gate: Gate | None
    """None: it is no control."""
    before: str
    after: str
    overlooked: bool
    """It has the version that it had, and its answer is the one that was given to the other words."""


@dataclass(frozen=True)
class Due:
    """A control that fell due, or is due later now."""

    id: str
    question: str
    gate: Gate


@dataclass(frozen=True)
class Comparison:
    """What is other than before: what is worse first, blockers first."""

    old: Side
    new: Side
    uses: tuple[UseChange, ...]
    """All of them, also those that stay."""
    worse: tuple[Moved, ...]
    expired: tuple[Expired, ...]
    unconfirmed: tuple[EntryChange, ...]
    """Replies and plan confirmations that are from before something was reworded, without a mark that says so."""
    better: tuple[Moved, ...]
    added: tuple[Moved, ...]
    dropped: tuple[Moved, ...]
    weighed: tuple[Weighed, ...]
    due: tuple[Due, ...]
    later: tuple[Due, ...]
    found: tuple[Told, ...]
    settled: tuple[Told, ...]
    conditions: tuple[Told, ...]
    """Those that are new, those that ended and those that read otherwise."""
    opened: tuple[OpenQuestion, ...]
    closed: tuple[OpenQuestion, ...]
    touched: tuple[EntryChange, ...]
    """Answers that changed and count as before."""
    files: tuple[EntryChange, ...]
    digests: tuple[EntryChange, ...]
    """Digests of proofs that were recorded and are gone."""
    checklists: tuple[EntryChange, ...]
    asks_less: tuple[EntryChange, ...]
    """What the checklists ask less, so that an answer may count that did not."""
    worded: tuple[Worded, ...]
    """What the checklists ask in other words: blockers first."""
    entries: tuple[EntryChange, ...]
    """Front page, facts, use cases, matrix, plan table, replies and approvals."""
    open_blockers: tuple[str, ...]
    """Blockers that are asked and due now and do not count, and that were not open before."""

    def __bool__(self) -> bool:
        rest = (value for name, value in vars(self).items() if name not in ("old", "new", "uses"))
        uses = any(use.changed for use in self.uses)
        return self.old.verdict is not self.new.verdict or uses or any(rest)

    @property
    def decides_less(self) -> tuple[str, ...]:
        """What is not decided any more, in words: an earlier stage, and blockers that are not asked or weigh less."""
        stage = [f"{self.new.deciding}, before {self.old.deciding}"] if self.earlier_stage else []
        gone = [one.id for one in self.dropped if one.gate is Gate.BLOCKER]
        less = [one.id for one in self.weighed if one.gate is Gate.BLOCKER and not one.heavier]
        told = {"not asked any more": gone, "weighs less" if len(less) == 1 else "weigh less": less}
        return (*stage, *(f"{blockers(ids)} {what} ({few(ids)})" for what, ids in told.items() if ids))

    @property
    def earlier_stage(self) -> bool:
        """Where a file names no stage, it is judged as the last one."""
        was, now = (one.stage or Stage.OPERATE for one in (self.old, self.new))
        return now.rank < was.rank

    @property
    def got_worse(self) -> tuple[str, ...]:
        """In words: the verdict, use cases and blockers that are worse than before, and what nobody has confirmed."""
        verdict = ["the verdict"] if self.new.verdict.rank < self.old.verdict.rank else []
        uses = [f"use case {use.id}" for use in self.uses if use.worse]
        fallen = [one.id for one in self.worse if one.gate is Gate.BLOCKER]
        blockers = [f"blocker {id}" for id in dict.fromkeys((*fallen, *self.open_blockers))]
        again = [(one.gate, one.id) for one in self.worse if one.unconfirmed]
        again += [(one.gate, one.id) for one in self.worded if one.gate and one.overlooked]
        weighty = [f"{CALLED[gate]} {id}" for gate, id in again if gate in CALLED]
        entries = [one.place for one in self.unconfirmed]
        entries += [f"the digest of {one.place}" for one in self.digests]
        stage = ["the stage"] if self.earlier_stage else []
        return tuple(dict.fromkeys((*verdict, *stage, *uses, *blockers, *weighty, *entries)))


def blockers(ids: Sequence[str]) -> str:
    return f"{len(ids)} blocker{'' if len(ids) == 1 else 's'}"


def compare(
    old: Judged,
    new: Judged,
    names: tuple[str, str],
    called: Engagement | None = None,
    carried: Sequence[Engagement] = (),
) -> Comparison:
    """From one judgement to the other; the names are those of the files.

    `called` is what the old file says, under the names that a newer version of the checklist gives the same things;
    `carried` is the same as it would be after migrate, with a mark at what has to be confirmed again.
    """
    found = difference(old, new)
    asked_now = new.case.checklist.controls
    gone = [id for id in found.worse if ran_out(new.case, asked_now[id], new.assessment.gates[id])]
    limits = tuple(conditions_changed(old, new))
    again = unconfirmed(carried, new.case.engagement)
    effective = {*again, *found.better, *found.worse, *found.added, *found.dropped, *(one.subject for one in limits)}
    two = Versions(old.case.checklist, new.case.checklist)
    asked = {one.id: one for one in asking(old)}
    asks = {one.id: one for one in asking(new)}
    return Comparison(
        old=side(old, names[0]),
        new=side(new, names[1]),
        uses=tuple(use_changes(old, new)),
        worse=moved(old, new, dict.fromkeys((*found.worse, *again)), gone, again),
        expired=(*controls_expired(old, new, gone), *others_expired(old, new)),
        unconfirmed=entries_unconfirmed(carried, new.case.engagement),
        better=moved(old, new, (id for id in found.better if id not in again)),
        added=moved(old, new, found.added),
        dropped=moved(old, new, found.dropped),
        weighed=tuple(weighed(old, new, found)),
        due=due(old, new, found.due),
        later=due(old, new, found.later),
        found=tuple(told(new, one, "", one.text) for one in beyond(old, new)),
        settled=tuple(told(old, one, one.text, "") for one in beyond(new, old)),
        conditions=limits,
        opened=tuple(one for id, one in asks.items() if id not in asked),
        closed=tuple(one for id, one in asked.items() if id not in asks),
        touched=tuple(
            changed_parts(id, old.case.engagement.answers.get(id), new.case.engagement.answers.get(id))
            for id in dict.fromkeys((*found.answered, *found.changed))
            if id not in effective
        ),
        files=tuple(files_changed(old, new)),
        digests=tuple(lost_digests(old.case, new.case)),
        checklists=tuple(checklists_changed(old, new)),
        asks_less=tuple(EntryChange(less.place, less.before, less.after) for less in asks_less(two)),
        worded=tuple(sorted(worded(old, new, two), key=lambda one: -(one.gate.rank + 1 if one.gate else 0))),
        entries=changed_entries(called or old.case.engagement, new.case.engagement),
        open_blockers=tuple(id for id in gaps(new) if id not in gaps(old)),
    )


def side(judged: Judged, shown: str) -> Side:
    front, assessment = judged.case.engagement.front, judged.assessment
    return Side(
        shown=shown,
        as_of=assessment.as_of,
        organization=front.organization,
        title=front.title,
        stage=assessment.stage,
        deciding=stage_words(assessment),
        verdict=assessment.verdict,
        why=count_line(assessment),
        valid_until=assessment.valid_until,
    )


def use_changes(old: Judged, new: Judged) -> Iterator[UseChange]:
    """Every use case, those that are worse first, then those that changed otherwise."""
    rows = [use_change(old, new, use) for use in dict.fromkeys((*new.assessment.uses, *old.assessment.uses))]
    yield from sorted(rows, key=lambda row: (not row.worse, not row.changed))


def use_change(old: Judged, new: Judged, use: str) -> UseChange:
    was, now = old.assessment.uses.get(use), new.assessment.uses.get(use)
    title = (new if now else old).case.use_cases[use].title
    before = use_means(old.assessment, use) if was else NOT_ASKED.capitalize()
    after = use_means(new.assessment, use) if now else NOT_ASKED.capitalize()
    return UseChange(use, title, was, now, before, after)


def control_of(old: Judged, new: Judged, id: str) -> Control:
    controls = new.case.checklist.controls
    return controls[id] if id in controls else old.case.checklist.controls[id]


def heaviest(old: Judged, new: Judged, id: str) -> Gate:
    """Of before and after; of one that is asked in neither, the gate that it has where nothing raises it."""
    asked = [one.assessment for one in (old, new) if id in one.assessment.gates]
    gates = [one.gate(id) for one in asked] or [control_of(old, new, id).gate]
    return max(gates, key=lambda gate: gate.rank)


def moved(
    old: Judged,
    new: Judged,
    ids: Iterable[str],
    gone: Iterable[str] = (),
    again: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Moved, ...]:
    """Controls with what they amount to before and after, blockers first; `again`: those that nobody confirmed."""
    ended = frozenset(gone)
    rows = []
    for id in ids:
        was, now = old.assessment.states.get(id), new.assessment.states.get(id)
        rows.append(
            Moved(
                id,
                control_of(old, new, id).question,
                heaviest(old, new, id),
                was.standing if was else None,
                now.standing if now else None,
                f"{clause(again[id])}, and the answer is from before" if id in again else now.why if now else "",
                id in (new if now else old).assessment.later,
                id in ended and id not in again,
                id in again,
            )
        )
    return tuple(sorted(rows, key=lambda row: -row.gate.rank))


def controls_expired(old: Judged, new: Judged, ids: Iterable[str]) -> Iterator[Expired]:
    rows = []
    for id in ids:
        control, answer = new.case.checklist.controls[id], new.case.engagement.answers[id]
        dates = control_dates(new.case, new.assessment, control, answer)
        ended = next((one for one in dates if one.day < new.case.today), None)
        replies = all(recorded(old.case, control, one) == recorded(new.case, control, one) for one in answer.evidence)
        alone = replies and old.case.engagement.answers.get(id) == answer
        gate = heaviest(old, new, id)
        kind, day = (ended.kind, ended.day) if ended else (None, None)
        rows.append((gate, Expired(kind, id, control.question, day, gate, alone)))
    yield from (row for _, row in sorted(rows, key=lambda pair: -pair[0].rank))


def others_expired(old: Judged, new: Judged) -> Iterator[Expired]:
    """Acceptances in the matrix, replies, plan confirmations and approvals that ran before and are over now."""
    running = {(one.kind, one.subject) for one in all_dates(old.case, old.assessment) if one.day >= old.case.today}
    for one in told_once(all_dates(new.case, new.assessment)):
        if one.kind in ENDING and one.day < new.case.today and (one.kind, one.subject) in running:
            title, alone = thing(new, one.kind, one.subject), written(old, one) == written(new, one)
            yield Expired(one.kind, one.subject, title, one.day, None, alone)


def thing(judged: Judged, kind: DateKind, subject: str) -> str:
    """What ended, by its title."""
    checklist = judged.case.checklist
    if kind is DateKind.CELL:
        return cell_title(judged.case, subject)
    if kind is DateKind.APPROVAL:
        return subject_title(judged.case, Subject.APPROVAL, subject)
    if kind is DateKind.PLAN and checklist.plans:
        return checklist.plans.rows[subject].title
    return checklist.questions[subject].text if subject in checklist.questions else subject


def written(judged: Judged, one: NearDate) -> object:
    """What the file says of a cell, a plan row, a question or an approval."""
    engagement, subject = judged.case.engagement, one.subject
    if one.kind is DateKind.CELL:
        row, column = subject.split("/")
        return engagement.matrix.get((row, column))
    if one.kind is DateKind.APPROVAL:
        return engagement.approvals.get(subject)
    return engagement.plans.get(subject) if one.kind is DateKind.PLAN else engagement.questions.get(subject)


def weighed(old: Judged, new: Judged, found: Difference) -> Iterator[Weighed]:
    """Controls whose gate changed: those that weigh more first."""
    for ids, heavier in ((found.heavier, True), (found.lighter, False)):
        for id in ids if heavier else (id for id in ids if id not in found.heavier):
            was, now = gate_words(old.assessment, new.assessment, id)
            yield Weighed(id, control_of(old, new, id).question, was, now, heavier, heaviest(old, new, id))


def gate_words(old: Assessment, new: Assessment, id: str) -> tuple[str, str]:
    """The gate before and after; by use case where its heaviest stays the same."""
    if old.gate(id) is not new.gate(id):
        return old.gate(id).value, new.gate(id).value
    was, now = old.gates[id], new.gates[id]
    uses = [use for use in now if use in was and was[use] is not now[use]]
    return tuple(", ".join(f"{gates[use]} in {use}" for use in uses) for gates in (was, now))  # type: ignore[return-value]


def worded(old: Judged, new: Judged, two: Versions) -> Iterator[Worded]:
    for one in other_words(two):
        gate = heaviest(old, new, one.id) if one.part is Part.CONTROLS else None
        stays = one.part is Part.CONTROLS and unraised(two, one) and answered_as_before(old, new, one.id)
        yield Worded(PART_KINDS[one.part], one.id, gate, one.before, one.after, stays)


def unraised(two: Versions, one: OtherWords) -> bool:
    """Whether the checklist that a control was written for is called by the same version, or by none."""
    home = two.new.controls[one.id].home
    was, now = editions(two.old).get(home), editions(two.new).get(home)
    return not (was and now) or was.version == now.version


def answered_as_before(old: Judged, new: Judged, id: str) -> bool:
    was, now = old.case.engagement.answers.get(id), new.case.engagement.answers.get(id)
    return bool(was and now and same(now, was))


def due(old: Judged, new: Judged, ids: Iterable[str]) -> tuple[Due, ...]:
    rows = [Due(id, control_of(old, new, id).question, heaviest(old, new, id)) for id in ids]
    return tuple(sorted(rows, key=lambda row: -row.gate.rank))


def beyond(old: Judged, new: Judged) -> Iterator[Finding]:
    """The findings of the one that the other has not, or not in every use case that both have; conditions aside."""
    both = old.assessment.uses.keys() & new.assessment.uses.keys()
    known: dict[tuple[str, ...], set[str]] = {}
    for one in old.assessment.findings:
        known.setdefault(place(one), set()).update(one.uses)
    rows = sorted(new.assessment.findings, key=lambda one: one.effect.rank)
    for one in rows:
        if one.about in TOLD and one.effect is not Effect.LIMITS:
            before = known.get(place(one))
            if before is None or (set(one.uses) & both) - before:
                yield one


def conditions_changed(old: Judged, new: Judged) -> Iterator[Told]:
    """Conditions that are new, then those that read otherwise or hold elsewhere, then those that ended."""
    was, now = conditions(old), conditions(new)
    yield from (told(new, one, "", one.text) for key, one in now.items() if key not in was)
    for key, one in now.items():
        before = was.get(key)
        if before and (before.text != one.text or before.uses != one.uses):
            yield told(new, one, before.text, one.text)
    yield from (told(old, one, one.text, "") for key, one in was.items() if key not in now)


def conditions(judged: Judged) -> Mapping[tuple[str, str], Finding]:
    """What is behind a condition is told once: with all its texts, in all its use cases."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for one in judged.assessment.having(Effect.LIMITS):
        groups.setdefault((one.about, one.subject), []).append(one)
    return {
        key: replace(
            group[0],
            text="; ".join(dict.fromkeys(one.text for one in group)),
            uses=tuple(dict.fromkeys(use for one in group for use in one.uses)),
        )
        for key, group in groups.items()
    }


def told(judged: Judged, finding: Finding, before: str, after: str) -> Told:
    title = subject_title(judged.case, finding.about, finding.subject)
    return Told(finding.effect, finding.about, finding.subject, title, finding.uses, before, after)


def asking(judged: Judged) -> tuple[OpenQuestion, ...]:
    return by_addressee(judged.case, open_questions(judged.case, judged.assessment))


def gaps(judged: Judged) -> tuple[str, ...]:
    """Blockers that are due and do not count."""
    assessment = judged.assessment
    open_now = (id for id in assessment.due if not assessment.states[id].standing.settled)
    return tuple(id for id in open_now if assessment.gate(id) is Gate.BLOCKER)


def files_changed(old: Judged, new: Judged) -> Iterator[EntryChange]:
    """Files that both name as proof and that hold something else, or can be used no longer."""
    was, now = old.case.digests, new.case.digests
    for ref in sorted(was.keys() & now.keys()):
        if was[ref] != now[ref]:
            before = "there" if was[ref] else "missing or not usable"
            after = ("other content" if was[ref] else "there") if now[ref] else "missing or not usable"
            yield EntryChange(ref, before, after)


def checklists_changed(old: Judged, new: Judged) -> Iterator[EntryChange]:
    """Checklists that came, went, or ask something else than before."""
    was = {one.id: one for one in old.case.checklist.editions}
    now = {one.id: one for one in new.case.checklist.editions}
    for id in dict.fromkeys((*now, *was)):
        before, after = was.get(id), now.get(id)
        if before != after:
            same = before and after and before.version == after.version
            version = after.version if after else ""
            yield EntryChange(
                id, before.version if before else "", f"{version}, with other content" if same else version
            )
