"""Handing over the results of a run of the gate: each is tried, and none claims a success that was not one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from govcheck.commands.streams import tell
from govcheck.rules.formats import CHECK_FORMATS, SAY_HOW_IT_ENDED
from govcheck.rules.judge import GateRun
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Delivery:
    """One result on its way to where it is wanted."""

    give: Callable[[GateRun], None]
    says_how_it_ended: bool = False
    """It holds the exit code, which is another one when some result does not arrive."""
    replaces_itself: bool = False
    """Given once more, it stands in the place of the first."""

    @property
    def turn(self) -> int:
        """What says how the run ended comes after all else, and last of all what cannot be taken back."""
        return self.says_how_it_ended * (1 if self.replaces_itself else 2)


def in_format(kind: str, place: Callable[[str], None], *, to_file: bool) -> Delivery:
    """A result in one of the formats of the gate."""
    return Delivery(lambda run: place(CHECK_FORMATS[kind](run)), kind in SAY_HOW_IT_ENDED, to_file)


def delivered(run: GateRun, deliveries: Iterable[Delivery]) -> GateRun:
    """Hands over every result. Returns the run with what did not arrive."""
    given: list[tuple[Delivery, GateRun]] = []
    for one in sorted(deliveries, key=lambda one: one.turn):
        if reason := attempted(one, run):
            run = replace(run, undelivered=(*run.undelivered, reason))
        else:
            given.append((one, run))
    for one, said in given:
        if one.says_how_it_ended and one.replaces_itself and said != run:
            attempted(one, run)
    return run


def attempted(one: Delivery, run: GateRun) -> str:
    """Why a result did not arrive; empty where it did. It is told, and the others are still handed over."""
    try:
        one.give(run)
    except Refused as error:
        reason = str(error)
    except OSError as error:
        reason = f"a result was not saved: {error.strerror or 'the system refused'}"
    else:
        return ""
    tell(f"govcheck: {reason}")
    return reason
