"""The keys of the interview: a letter, a word or its beginning, then Enter. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from govcheck.jobs.typed import hyphened, matched
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import STATUS_ALIASES, Status


class Move(StrEnum):
    """What one can do at a question besides answering it."""

    KEEP = "keep"
    SKIP = "skip"
    BACK = "back"
    GO = "go"
    LIST = "list"
    OWNER = "owner"
    UNDO = "undo"
    FACTS = "facts"
    MATRIX = "matrix"
    VENDOR = "vendor"
    WHERE = "where"
    HELP = "help"
    QUIT = "quit"


@dataclass(frozen=True)
class Typed:
    """A line as it is meant."""

    what: Status | Move
    rest: str = ""
    """A note behind `p:`, what to look for behind `g`, a name behind `o`, `all` behind `l`."""
    proof: str = ""
    """A file or address behind `y`."""


LETTERS: Mapping[str, Status | Move] = {
    "y": Status.MET,
    "p": Status.PARTIAL,
    "n": Status.NOT_MET,
    "u": Status.UNKNOWN,
    "a": Status.NOT_APPLICABLE,
    "s": Move.SKIP,
    "b": Move.BACK,
    "g": Move.GO,
    "l": Move.LIST,
    "o": Move.OWNER,
    "z": Move.UNDO,
    "f": Move.FACTS,
    "m": Move.MATRIX,
    "v": Move.VENDOR,
    "w": Move.WHERE,
    "?": Move.HELP,
    "q": Move.QUIT,
}
WORDS: Mapping[str, Status | Move] = {
    **{status.value: status for status in Status},
    **{move.value: move for move in Move if move is not Move.KEEP},
    "exit": Move.QUIT,
    "plans": Move.VENDOR,
    "plan-table": Move.VENDOR,
    **STATUS_ALIASES,
    **LETTERS,
}
SHORT = "y met, p partial, n not met, u unknown, a not applicable, s skip, ? help"
LONG = """\
  y met, p partial, n not met, u unknown, a not applicable
  y evidence/sso.txt  met, shown by this file or address
  p: desk C is open   partial, with a note; so too behind n, u, a and y
  Enter   keep the answer that is there
  s skip, b back, z undo what was saved last, q stop
  l list this section; l all lists every section
  g sso   go to an id, a number of the list, or a question with that word
  o Ben   name its owner; o - takes the name out
  f facts and use cases, m matrix: look at them and change them
  v what the vendor's account team confirmed of the plan
  w where the review stands"""


def understood(line: str) -> Typed | None:
    """What a line means; None where that is not clear."""
    if not line:
        return Typed(Move.KEEP)
    whole = matched(line, WORDS)
    if whole:
        return Typed(whole)
    word, colon, note = line.partition(":")
    status = matched(word, WORDS) if colon else None
    if isinstance(status, Status):
        return Typed(status, note.strip())
    first, _, rest = line.partition(" ")
    move = WORDS.get(hyphened(first))
    if move is Status.MET and rest.strip():
        return Typed(move, proof=rest.strip())
    if isinstance(move, Status) and first in LETTERS and rest.strip():
        return Typed(move, rest.strip())
    return Typed(move, " ".join(rest.split())) if move in (Move.GO, Move.OWNER, Move.LIST) else None
