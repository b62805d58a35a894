"""The plan table for the chosen plan: what is claimed, what is confirmed, who needs it, and what comes of that."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts, Truth, holds
from govcheck.rules.findings import chosen_plan
from govcheck.rules.reach import facts_by_use, offers
from govcheck.words.checklist import PlanRow
from govcheck.words.engagement import Confirmation
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Claim, Offer


@dataclass(frozen=True)
class Offered:
    """One row of the plan table, as it stands for the chosen plan."""

    row: PlanRow
    plan: str
    """The chosen one; unknown while nobody has named it."""
    needing: tuple[str, ...]
    """The use cases that need it, or may."""
    claim: Claim
    """What the source says of the plan."""
    said: Confirmation | None
    """What the vendor said, for whichever plan."""
    fault: str
    """Why that does not count for the plan; empty when it does, or when nothing was said."""
    result: Offer

    @property
    def counting(self) -> Claim | None:
        """What the vendor said, where it counts."""
        return self.said.confirmed if self.said and not self.fault else None


def plan_rows(case: Case) -> tuple[Offered, ...]:
    """Every row, in the checklist's order; none where the checklist has no plan table."""
    table = case.checklist.plans
    if table is None:
        return ()
    plan, by_use = chosen_plan(case), facts_by_use(case)
    known = offers(case, table, plan)
    return tuple(offered(case, row, plan, by_use, known[id]) for id, row in table.rows.items())


def offered(case: Case, row: PlanRow, plan: str, by_use: Mapping[str, Facts], has: Truth) -> Offered:
    needing = tuple(
        use for use, facts in by_use.items() if row.needed is not None and holds(row.needed, facts) is not False
    )
    said = case.engagement.plans.get(row.id)
    fault = case.confirmation_fault(said, plan) if said else ""
    counts = said is not None and not fault
    result = (
        Offer.GAP
        if needing and not has
        else Offer.CONFIRMED
        if counts and has
        else Offer.CLAIMED
        if needing
        else Offer.NOT_NEEDED
    )
    return Offered(row, plan, needing, row.claimed.get(plan, Claim.UNKNOWN), said, fault, result)


def plans_having(case: Case, row: PlanRow) -> Mapping[str, bool]:
    """The other plans that are known to have a row, each with whether the vendor confirmed it."""
    table = case.checklist.plans
    assert table is not None  # it has the row
    others = (plan for plan in case.checklist.profile[table.question].values if plan != chosen_plan(case))
    return {plan: case.confirmation(row.id, plan) is not None for plan in others if offers(case, table, plan)[row.id]}
