"""What an answers file says besides its answers, entry by entry, and which of that is other than before. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from govcheck.words.engagement import Acceptance, Answer, CellChoice, Confirmation, Engagement, Exchange
from govcheck.words.values import dataclass

OTHERWISE = "other details"
NOT_ASKED = "not asked any more"


@dataclass(frozen=True)
class EntryChange:
    """One place in the file with what stood there and what stands there; empty where nothing."""

    place: str
    before: str
    after: str


def changed_entries(old: Engagement, new: Engagement) -> tuple[EntryChange, ...]:
    """Everything but the answers that are asked for and the checklists, in the order of the file."""
    was, now = dict(entries(old)), dict(entries(new))
    stays = {".".join(place): (why, NOT_ASKED) for place, why in new.passed_over.items()}
    now = {**{place: stays[place] for place in was if place in stays and place not in now}, **now}
    return tuple(
        entry(place, was.get(place), now.get(place))
        for place in dict.fromkeys((*now, *was))
        if was.get(place) != now.get(place)
    )


def entry(place: str, was: tuple[object, str] | None, now: tuple[object, str] | None) -> EntryChange:
    before, after = was[1] if was else "", now[1] if now else ""
    return EntryChange(place, before, f"{after}, {OTHERWISE}" if before == after else after)


def entries(engagement: Engagement) -> Iterator[tuple[str, tuple[object, str]]]:
    """Each place with its value and how that reads in one line."""
    front = engagement.front
    texts = {
        "organization": front.organization,
        "title": front.title,
        "owner": front.owner,
        "reviewed-by": front.reviewed_by,
        "stage": front.stage or "",
        "date": str(front.dated or ""),
        "next-review": str(front.next_review or ""),
        **{f"people.{role}": name for role, name in front.people.items()},
    }
    yield from ((f"engagement.{key}", (text, text)) for key, text in texts.items() if text)
    yield from facts("profile", engagement.profile)
    for use in engagement.use_cases.values():
        yield f"use-cases.{use.id}", (use.title, use.title)
        yield from facts(f"use-cases.{use.id}", use.profile)
    for (row, column), chosen in engagement.matrix.items():
        yield f"matrix.{row}.{column}", (chosen, cell_text(chosen))
    for row, said in engagement.plans.items():
        yield f"plans.{row}", (said, confirmation_text(said))
    for id, exchange in engagement.questions.items():
        yield f"questions.{id}", (exchange, exchange_text(exchange))
    for role, approval in engagement.approvals.items():
        yield f"approvals.{role}", (approval, f"{approval.verdict}, by {approval.by} on {approval.at.date()}")
    for id, answer in engagement.kept.items():
        yield f"answers.{id}", (answer, f"{answer.status}, to a control that is not asked")
    for question, names in engagement.own_names.items():
        yield from ((f"own-names.{question}.{value}", (own, " / ".join(own))) for value, own in names.items())


def facts(place: str, profile: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[object, str]]]:
    for question, values in profile.items():
        yield f"{place}.{question}", (values, ", ".join(values) or "none")


def cell_text(chosen: CellChoice) -> str:
    return chosen.cell + (f", {acceptance_text(chosen.acceptance)}" if chosen.acceptance else "")


def acceptance_text(accepted: Acceptance) -> str:
    return f"accepted by {accepted.by} until {accepted.expires}"


def confirmation_text(said: Confirmation) -> str:
    return f"{said.confirmed} for {said.plan}, by {said.by} on {said.dated}{again(said)}"


def exchange_text(exchange: Exchange) -> str:
    asked = f"asked on {exchange.asked_on}"
    if exchange.replied_on is None:
        return f"{asked}{again(exchange)}"
    return f"{asked}, replied on {exchange.replied_on}, {exchange.outcome or 'no outcome yet'}{again(exchange)}"


def again(said: Confirmation | Exchange) -> str:
    return ", to be confirmed again" if said.confirm_again else ""


def changed_parts(control: str, was: Answer | None, now: Answer | None) -> EntryChange:
    """An answer that changed: its status before and after, and which other keys changed. Never what people wrote."""
    if was is None or now is None:
        return EntryChange(control, was.status if was else "", now.status if now else "")
    names = (field.name for field in fields(Answer) if getattr(was, field.name) != getattr(now, field.name))
    keys = [key(name) for name in names if name != "status"]
    more = f"{', '.join(dict.fromkeys(keys))} changed" if keys else ""
    return EntryChange(control, was.status, ", ".join(part for part in (now.status.value, more) if part))


def key(name: str) -> str:
    """As the key is called in the file."""
    return {"no_remedy": "remedy"}.get(name, name.replace("_", "-"))
