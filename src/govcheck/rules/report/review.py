"""What a report is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import Literal

from govcheck.rules.case import Case
from govcheck.rules.comparison import Comparison
from govcheck.rules.criteria import Facts
from govcheck.rules.judge import Judgement
from govcheck.rules.plans import plan_rows
from govcheck.rules.reach import facts_by_use
from govcheck.rules.shares import WHOLE, Share
from govcheck.rules.trace import Trace, trace
from govcheck.words.assessment import Assessment
from govcheck.words.checklist import Checklist
from govcheck.words.digest import Digest
from govcheck.words.engagement import FrontPage
from govcheck.words.settings import Branding
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Offer, ReportEdition, Result, Verdict

BeforeKind = Literal["commit", "file"]


@dataclass(frozen=True)
class Origin:
    """Where a report comes from, as far as the rules cannot know it."""

    tool: str
    """Name and version of the program."""
    answers_sha256: str
    sources: tuple[Digest, ...] = ()
    """The digests of the documents that the checklists were made from, as far as they are known."""
    branding: Branding = field(default_factory=Branding)


@dataclass(frozen=True)
class Before:
    """What a report is compared with."""

    kind: BeforeKind
    name: str
    """The full id of the commit, or the path of the file from the engagement's folder."""
    found: Comparison

    @property
    def named(self) -> str:
        """For a reader."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True)
class Wanted:
    """Which report of a review: for whom, and of the full one how much."""

    edition: ReportEdition = ReportEdition.FULL
    share: Share = WHOLE
    template: str = ""
    """The name of a template of the user's own, which lays it out."""


WHOLE_REPORT = Wanted()


@dataclass(frozen=True)
class Review:
    """A judged case and where it comes from."""

    judgement: Judgement
    origin: Origin
    before: Before | None = None
    """None: nobody asks what changed."""
    edition: ReportEdition = ReportEdition.FULL
    """Of any but the full one the judgement holds only what that edition may show."""

    share: Share = WHOLE
    """What of the full report is made."""

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

    @cached_property
    def trace(self) -> Trace:
        """What rests on which fact of the sources."""
        return trace(self.checklist, self.origin.sources)

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        """What became of each plan row."""
        return {one.row.id: one.result for one in plan_rows(self.case)}

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
