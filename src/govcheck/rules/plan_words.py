"""How a row of the plan table reads, and the ways out of a gap. The screens and the report say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcheck.rules.case import Case
from govcheck.rules.dates import days_after
from govcheck.rules.findings import chosen_plan
from govcheck.rules.plans import Offered, plans_having
from govcheck.rules.reach import facts_by_use
from govcheck.rules.reasons import facts_behind
from govcheck.rules.wording import use_title, value_label, value_labels
from govcheck.words.checklist import PlanTable
from govcheck.words.engagement import Confirmation
from govcheck.words.vocabulary import UNKNOWN, Claim, Offer

NOT_SAID = "No confirmation recorded"


def claim_text(one: Offered) -> str:
    """What the source says of the chosen plan, and how it was read from it."""
    basis = f" ({one.row.basis} by the source)" if one.row.basis and one.claim is not Claim.UNKNOWN else ""
    return f"{one.claim.label}{basis}"


def said_text(case: Case, said: Confirmation) -> str:
    """What the vendor said, for which plan, who said it and when."""
    return f"{said.confirmed.label} for {plan_label(case, said.plan)}, by {said.by} on {said.dated}"


def needing_text(case: Case, one: Offered) -> str:
    """Which use cases need a row; one word for all of several."""
    if len(one.needing) > 1 and len(one.needing) == len(case.use_cases):
        return "All use cases"
    return "; ".join(use_title(case, use) for use in one.needing) or "Nothing here"


def result_text(case: Case, one: Offered) -> str:
    """What comes of a row, and until when, or why not."""
    table = case.checklist.plans
    until = days_after(one.said.dated, table.stale_after) if table and one.said and one.counting is Claim.YES else None
    ends = f" It counts until {until}." if until else ""
    return f"{one.row.title}: {one.result.label.lower()}.{ends}" + (
        f" It does not count: {one.fault}." * bool(one.fault)
    )


def plan_label(case: Case, plan: str) -> str:
    table = case.checklist.plans
    return value_label(case, table.question, plan) if table else plan


def ways_out(case: Case, one: Offered) -> tuple[str, ...]:
    """What ends the gap of a row, each way as a sentence; none where there is no gap."""
    table = case.checklist.plans
    if table is None or one.result is not Offer.GAP:
        return ()
    having = plans_having(case, one.row)
    besides = table.question if having else ""  # another plan is a way of its own
    return (asking(case, table, one), choosing(case, having), *changing(case, one, besides))


def asking(case: Case, table: PlanTable, one: Offered) -> str:
    if chosen_plan(case) == UNKNOWN:
        return f"Find out first: {case.checklist.profile[table.question].text} It is not known yet."
    plan = plan_label(case, one.plan)
    if one.said and one.counting is Claim.NO:
        return f"The account team said on {one.said.dated} that {plan} does not have it; only another reply helps."
    return f"Have the account team confirm in writing that {plan} has it."


def choosing(case: Case, having: Mapping[str, bool]) -> str:
    if not having:
        return "No other plan is claimed or confirmed to have it."
    named = (f"{plan_label(case, plan)} ({'confirmed' if sure else 'claimed'})" for plan, sure in having.items())
    return f"Choose a plan that has it: {', '.join(named)}."


def changing(case: Case, one: Offered, besides: str) -> Iterator[str]:
    """The facts that need it, by their questions, with what is said of them now."""
    by_use = facts_by_use(case)
    found = facts_behind(case, one.row.needed or (), (by_use[use] for use in one.needing))
    behind = {id: tuple(values) for id, values in found.items() if id != besides}
    if known := [fact_text(case, id, values) for id, values in behind.items() if UNKNOWN not in values]:
        yield f"Change what needs it, if it is not so: {'; '.join(known)}."
    if unknown := [fact_text(case, id, values) for id, values in behind.items() if UNKNOWN in values]:
        yield f"Find out whether it is needed: {'; '.join(unknown)}."


def fact_text(case: Case, id: str, values: tuple[str, ...]) -> str:
    question = case.checklist.profile[id].text.partition(" (")[0]
    return f"“{question}” is {value_labels(case, id, values)} ({id})"
