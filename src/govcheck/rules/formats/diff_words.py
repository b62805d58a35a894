"""The words for what changed, shared by the text and the Markdown of a comparison."""

from __future__ import annotations

from collections.abc import Sized

from govcheck.rules.comparison import Comparison, Expired, Moved, Side, Told, Worded
from govcheck.words.vocabulary import Gate, Standing

NO_DIFFERENCE = "No difference."
UNCONFIRMED = "Reworded since, and said before"
DIGESTS_GONE = "Recorded digests that are gone"
OTHER_WORDS = "The checklist asks in other words: look at the answers again"
ASKS_LESS = "The checklist asks less than before"


def headline(found: Comparison) -> str:
    """The whole answer in one line."""
    was, now = found.old.verdict, found.new.verdict
    if was is now:
        return f"Verdict: {now}, as before"
    return f"Verdict: {now}, before {was}: {'worse' if now.rank < was.rank else 'better'}"


def counts(found: Comparison) -> str:
    """How many controls are worse, ran out, and are better, and whether less is asked or decided."""
    fallen = [one for one in found.worse if not one.ran_out]
    parts = [
        f"{number(len(fallen))} worse{of_which(fallen)}" if fallen else "",
        f"{len(found.expired)} newly expired{of_which(found.expired)}" if found.expired else "",
        f"{number(len(found.better))} better" if found.better else "",
    ]
    moved = ", ".join(part for part in parts if part)
    less = f"decides less than before: {', '.join(found.decides_less)}" if found.decides_less else ""
    told = "; ".join(part for part in (moved, less) if part) or "no control better or worse"
    fewer, words = places(found.asks_less), places(found.worded)
    parts = [f"less in {fewer}" if fewer else "", f"in other words in {words}" if words else ""]
    asks = " and ".join(part for part in parts if part)
    return f"{told}; the checklist asks {asks}" if asks else told


def places(rows: Sized) -> str:
    return f"{len(rows)} {'place' if len(rows) == 1 else 'places'}" if rows else ""


def number(count: int) -> str:
    return "1 control" if count == 1 else f"{count} controls"


def of_which(rows: tuple[Expired, ...] | list[Moved]) -> str:
    heavy = sum(one.gate is Gate.BLOCKER for one in rows)
    if not heavy:
        return ""
    if len(rows) == 1:
        return " (a blocker)"
    if heavy == len(rows):
        return " (all of them blockers)"
    return f" ({heavy} of them {'a blocker' if heavy == 1 else 'blockers'})"


def side_text(side: Side) -> str:
    return f"{side.verdict} ({side.deciding}, as of {side.as_of}): {side.why}"


def standing_text(standing: Standing | None) -> str:
    return standing.label.lower() if standing else "not asked"


def gate_text(one: Moved) -> str:
    return f"{one.gate}, due later" if one.later else one.gate.value


def why_text(one: Moved) -> str:
    return "" if one.why == "not answered yet" else one.why


def expired_text(one: Expired) -> str:
    """What ended, when, and whether only time has passed."""
    label = one.kind.label if one.kind else "it no longer counts"
    ended = f"{label}: {one.day}" if one.day else label
    return f"{ended}; nothing else has changed" if one.alone else ended


def worded_text(one: Worded) -> str:
    """How it reads now, and whether somebody has answered that."""
    return f"{one.after}{' (answered before, and the version is as before)' if one.overlooked else ''}"


def told_text(one: Told) -> str:
    """What a finding says now, or said last."""
    return one.after or one.before
