"""What a report is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts
from govcheck.rules.judge import Judgement
from govcheck.rules.reach import facts_by_use
from govcheck.words.assessment import Assessment
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import FrontPage
from govcheck.words.settings import Branding
from govcheck.words.vocabulary import Result, Verdict


@dataclass(frozen=True)
class Source:
    """A document that a checklist was made from."""

    id: str
    title: str
    publisher: str
    dated: str
    """The document's own date, or that it gives none."""


@dataclass(frozen=True)
class Origin:
    """Where a report comes from, as far as the rules cannot know it."""

    tool: str
    """Name and version of the program."""
    answers_sha256: str
    sources: tuple[Source, ...] = ()
    branding: Branding = field(default_factory=Branding)


@dataclass(frozen=True)
class Review:
    """A judged case and where it comes from."""

    judgement: Judgement
    origin: Origin

    @property
    def case(self) -> Case:
        return self.judgement.case

    @property
    def assessment(self) -> Assessment:
        return self.judgement.assessment

    @property
    def checklist(self) -> Checklist:
        return self.case.checklist

    @property
    def front(self) -> FrontPage:
        return self.case.engagement.front

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """What each use case sees."""
        return facts_by_use(self.case)

    @property
    def supported(self) -> bool:
        """Whether the decision lets anything go ahead."""
        return self.assessment.verdict in (Verdict.GO, Verdict.CONDITIONAL_GO)

    @property
    def clear(self) -> tuple[str, ...]:
        """The use cases that nothing closes."""
        return tuple(use for use, result in self.assessment.uses.items() if result is Result.CLEAR)

    @property
    def permitted(self) -> tuple[str, ...]:
        """The use cases that may go ahead."""
        return self.clear if self.supported else ()
