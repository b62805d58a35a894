"""From a control to the fact that it rests on and to the section of the source, and what no control asks about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govcheck.words.checklist import Checklist
from govcheck.words.digest import Digest, SourceFact
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Word


class Cites(Word):
    """What can rest on a fact."""

    CONTROL = "control"
    SECTION = "section"
    PROFILE = "profile"
    MATRIX = "matrix"
    PLAN = "plan"
    RESPONSIBILITY = "responsibility"
    QUESTION = "question"
    RULE = "rule"


@dataclass(frozen=True)
class Citation:
    """One thing of a checklist that rests on one fact."""

    cites: Cites
    id: str
    fact: str


@dataclass(frozen=True)
class Trace:
    """A checklist against the digests of its sources."""

    checklist: Checklist
    digests: tuple[Digest, ...]
    citations: tuple[Citation, ...]

    @property
    def facts(self) -> dict[str, SourceFact]:
        """Every fact of the sources, in order."""
        return {id: fact for digest in self.digests for id, fact in digest.facts.items()}

    @property
    def cited(self) -> frozenset[str]:
        return frozenset(citation.fact for citation in self.citations)

    @property
    def set_aside(self) -> dict[str, str]:
        """The facts of these sources that are set aside, or went with a dropped control, each with its reason."""
        dropped = {
            fact: f"{id} was dropped: {one.reason}"
            for id, one in self.checklist.dropped.items()
            for fact in one.control.facts
            if fact not in self.cited
        }
        return {id: why for id, why in {**dropped, **self.checklist.set_aside}.items() if id in self.facts}

    @property
    def missing(self) -> tuple[str, ...]:
        """What a source says that nothing asks about, and that nobody set aside."""
        return tuple(id for id in self.facts if id not in self.cited and id not in self.set_aside)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What is cited or set aside and stands in none of the sources; nothing is known where no digest is there."""
        named = dict.fromkeys((*(citation.fact for citation in self.citations), *self.checklist.set_aside))
        return tuple(id for id in named if id not in self.facts) if self.digests else ()


def trace(checklist: Checklist, digests: Iterable[Digest]) -> Trace:
    return Trace(checklist, tuple(digests), tuple(citations(checklist)))


def citations(checklist: Checklist) -> Iterator[Citation]:
    """What rests on which fact, in the order of the checklist. What is taken over from another one is left to it."""
    taken = checklist.taken
    for section in checklist.sections.values():
        yield from cited(Cites.SECTION, section.id, section.facts)
        for control in section.controls.values():
            facts = section.shared[control.id] if control.origin else control.facts
            yield from cited(Cites.CONTROL, control.id, facts)
    for question in checklist.profile.values():
        yield from cited(Cites.PROFILE, question.id, question.facts if f"profile/{question.id}" not in taken else ())
    if checklist.matrix and "matrix" not in taken:
        for row, facts in checklist.matrix.facts.items():
            yield from cited(Cites.MATRIX, row, facts)
    for plan in checklist.plans.rows.values() if checklist.plans and "plans" not in taken else ():
        yield from cited(Cites.PLAN, plan.id, plan.facts)
    for responsibility in checklist.responsibilities.values():
        yield from cited(Cites.RESPONSIBILITY, responsibility.id, responsibility.facts)
    for asked in checklist.questions.values():
        yield from cited(Cites.QUESTION, asked.id, asked.facts if f"questions/{asked.id}" not in taken else ())
    for rule in checklist.rules.values():
        yield from cited(Cites.RULE, rule.id, rule.facts)


def cited(cites: Cites, id: str, facts: Iterable[str]) -> Iterator[Citation]:
    yield from (Citation(cites, id, fact) for fact in facts)
