"""What the history of a checklist leaves out between two versions, and whether the version is raised enough. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from govcheck.rules.asks_less import Less, asks_less, heaviest
from govcheck.rules.new_version import Raised, Reason, raised, reasons, version_for
from govcheck.rules.other_words import PART_KINDS, other_words
from govcheck.rules.suggest import near_words, nearest
from govcheck.rules.two_versions import Versions
from govcheck.rules.versions import Ids, ids_of, name_now, numbers, without_history
from govcheck.words.checklist import Control
from govcheck.words.history import Release
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part

Path = tuple[str, ...]
HISTORY, ADDED, VERSION = "history", "added", ("version",)


@dataclass(frozen=True)
class Remark:
    """Something that an author should know of a new version."""

    paths: tuple[Path, ...]
    """Where in the file to look, the best place first."""
    message: str
    hint: str = ""
    error: bool = True
    """It has to be put right; else only the author can tell."""


@dataclass(frozen=True)
class Author:
    """A new version as its author sees it: one checklist, earlier and later."""

    two: Versions
    less: tuple[Less, ...]

    @property
    def before(self) -> str:
        return self.two.old.edition.version

    @property
    def now(self) -> str:
        return self.two.new.edition.version

    @property
    def releases(self) -> tuple[Release, ...]:
        """What its own history says of the versions between the two."""
        return self.two.releases.get(self.two.new.edition.id, ())

    @property
    def major(self) -> str:
        """The version below which the history says what became of ids."""
        is_major = raised(self.before, self.now) is Raised.MAJOR
        return f"{numbers(self.now)[0]}.0.0" if is_major else version_for(Raised.MAJOR, self.before, self.now)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        return tuple(reasons(self.two, self.less))

    @property
    def wanted(self) -> Raised:
        return max(reason.raised for reason in self.reasons)

    @property
    def target(self) -> str:
        """The version that this has to be at least."""
        return version_for(self.wanted, self.before, self.now)


def remarks(two: Versions) -> tuple[Remark, ...]:
    """Everything that the author of the later version should know; nothing where the two are the same."""
    if two.old.edition.digest == two.new.edition.digest:
        return ()
    author = Author(two, asks_less(two))
    return (
        *version_remarks(author),
        *map(less_remark, author.less),
        *(remark for part in Part for remark in gone_ids(author, part)),
        *renames(author),
        *strange_ids(author),
        *new_controls(author),
        *worded(author),
        *no_history(author),
    )


def version_remarks(author: Author) -> Iterator[Remark]:
    """That the version is not raised enough, with the weightiest reason."""
    if numbers(author.now) < numbers(author.before):
        yield Remark((VERSION,), f"{author.now} is lower than {author.before}", "raise the version")
        return
    there = raised(author.before, author.now)
    if author.wanted <= there:
        return
    texts = list(dict.fromkeys(reason.text for reason in author.reasons if reason.raised is author.wanted))
    more = f", and {len(texts) - 1} more" if len(texts) > 1 else ""
    says = f"{author.now} is not raised" if there is Raised.NOT else f"{author.now} is not raised enough"
    yield Remark((VERSION,), f"{says} since {author.before}: {texts[0]}{more}", f"write version: {author.target}")


def less_remark(less: Less) -> Remark:
    """Named for whoever reviews it. What a history has lost is put back; the rest is the author's to decide."""
    if less.path[0] == HISTORY:
        return Remark((less.path, (HISTORY,), VERSION), f"asks less: {less.text}", "put it back as it was")
    return Remark((less.path, less.path[:1], VERSION), f"asks less: {less.text}", error=False)


def gone_ids(author: Author, part: Part) -> Iterator[Remark]:
    """Ids that answers may name, that are not there any more, and of which nothing is said."""
    two, now = author.two, ids_of(author.two.new, part)
    for question, ids in ids_of(two.old, part).items():
        asked = two.called(Part.PROFILE, question) if question else ""
        if question and asked not in now:
            continue  # then all its values are gone with it
        for id in ids:
            if id in now.get(asked, ()) or is_told(two, part, id, asked):
                continue
            of = f" of {asked}" if asked else ""
            to = likely(two, part, id, question)
            fate = "removed: WHY" if part is Part.CONTROLS and not to else f"renamed: {to or 'ID'}"
            became = f"{{{fate}}}, or what else became of it"
            below = f"{part.value}: {{{f'{asked}: {{' if asked else ''}{id}: {became}{'}' if asked else ''}}}"
            path = (HISTORY, author.major, part.value)
            yield Remark(
                (path, path[:2], path[:1], VERSION),
                f"nothing is said of the {PART_KINDS[part]} {id}{of}, which {author.before} had",
                f"write below history: {author.major}: {below}",
            )


def is_told(two: Versions, part: Part, id: str, question: str) -> bool:
    """Whether some version says what became of an id."""
    return any(
        change.part is part
        and change.id == id
        and change.fate is not Fate.REWORDED
        and (not question or name_now(change.question, releases[place + 1 :]) == question)
        for releases in two.releases.values()
        for place, release in enumerate(releases)
        for change in release.changes
    )


def likely(two: Versions, part: Part, id: str, question: str) -> str:
    """The new id that probably asks the same: with the same words, else with a name that is near."""
    old, new = two.old, two.new
    asked = two.called(Part.PROFILE, question) if question else ""
    fresh = [one for one in ids_of(new, part).get(asked, ()) if one not in ids_of(old, part).get(question, ())]
    if part is Part.CONTROLS and id in old.controls:
        said = old.controls[id].question
        alike = [one for one in fresh if one in new.controls and new.controls[one].question == said]
        if len(alike) == 1:
            return alike[0]
        fresh = [one for one in fresh if one in new.controls and near_words(new.controls[one].question, said)]
    return nearest(id, fresh)


def renames(author: Author) -> Iterator[Remark]:
    """An answer goes on counting under the new name, so it has to be one to the same question, and weigh no more."""
    two = author.two
    reworded = {two.called(change.part, change.id) for change in two.changes if change.fate is Fate.REWORDED}
    for id, was in two.old.controls.items():
        to = two.called(Part.CONTROLS, id)
        now = two.new.controls.get(to)
        if to == id or now is None or to in reworded:
            continue
        paths = tuple((HISTORY, release.version, Part.CONTROLS.value, id) for release in author.releases)
        hint = f"use a new id and write {id}: {{removed: WHY}}, or add {to}: {{reworded: WHAT}}"
        if weighs_more(was, now):
            says = f"{id} is renamed to {to} and weighs more: gate {heaviest(now)}, before {heaviest(was)}"
            yield Remark((*paths, VERSION), says, hint)
        if not near_words(was.question, now.question):
            yield Remark((*paths, VERSION), f"{id} is renamed to {to}, which asks quite another thing", hint)


def weighs_more(was: Control, now: Control) -> bool:
    gates = ([one.gate, *one.gate_when] for one in (was, now))
    before, after = (max(gate.rank for gate in each) for each in gates)
    return now.gate.rank > was.gate.rank or after > before


def strange_ids(author: Author) -> Iterator[Remark]:
    """Ids in the first version since then that nothing had, as a misspelt one: nothing would be carried along it."""
    for release in author.releases[:1]:
        for change in release.changes:
            known = known_before(author.two, change.part, change.question, release)
            renamed_to = [one.to for one in release.changes if one.part is change.part and one.fate is Fate.RENAMED]
            if change.id in known or (change.fate is Fate.REWORDED and (change.id,) in renamed_to):
                continue
            path = (HISTORY, release.version, change.part.value, *filter(None, (change.question,)), change.id)
            near = nearest(change.id, known)
            says = f"{author.before} had no {PART_KINDS[change.part]} {change.id}"
            yield Remark((path,), says, f"did you mean {near}?" if near else "leave it out")


def known_before(two: Versions, part: Part, question: str, release: Release) -> Ids:
    """The ids of one part that the earlier version had; of values, of a question as a later version calls it."""
    there = ids_of(two.old, part)
    return tuple(
        id for was, ids in there.items() if not question or name_now(was, (release,)) == question for id in ids
    )


def new_controls(author: Author) -> Iterator[Remark]:
    """Controls that nobody has answered have to be told as new, and no others."""
    two = author.two
    before = ids_of(two.old, Part.CONTROLS)[""]
    added = {id for releases in two.releases.values() for release in releases for id in release.added}
    reached = {heir for id in (*before, *added) for heir in two.heirs(Part.CONTROLS, id)}
    for id, control in two.new.controls.items():
        if id not in {*before, *added, *reached}:
            paths: tuple[Path, ...] = (("sections", control.section, "controls", id), VERSION)
            says = f"the control {id} is new since {author.before}, and not listed as added"
            yield Remark(paths, says, f"write below history: {author.target}: {ADDED}: [{id}]")
    for release in author.releases[:1]:
        for id in release.added:
            if id in before:
                says = f"{id} is listed as added, and {author.before} had it"
                yield Remark(((HISTORY, release.version, ADDED),), says, "take it out")


def worded(author: Author) -> Iterator[Remark]:
    """What is asked in other words. Only the author can tell whether that is something else, so it is no fault."""
    for one in other_words(author.two):
        hint = (
            f"if it asks more, or something else: {author.target}: {one.part.value}: {{{one.id}: {{reworded: WHAT}}}}"
        )
        if one.part is Part.PROFILE:
            hint = "give it a new id if it asks something else now"
        says = f"the {PART_KINDS[one.part]} {one.id} reads otherwise than in {author.before}"
        yield Remark((one.path, VERSION), says, hint, error=False)


def no_history(author: Author) -> Iterator[Remark]:
    if missing := without_history(author.two.new.edition, author.before):
        says = f"the history does not say what {missing} changed, so answers for {author.before} cannot be carried over"
        yield Remark(((HISTORY,), VERSION), says, f"write below history: {missing}: {{says: WHAT IS NEW}}")
