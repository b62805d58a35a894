"""What can go wrong, as data. Nothing here prints itself; the command line turns it into text and an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

LONGEST = 200
"""Characters of a message that are shown."""


class ExitCode(IntEnum):
    """How a command ends; the same for all of them."""

    DONE = 0
    NO = 1
    CANNOT_TELL = 2
    BUG = 3
    INTERRUPTED = 130

    @classmethod
    def of_stop(cls, stop: BaseException | None) -> ExitCode:
        """Of a person who stopped: by a key of the dialogue, which is their right, or by breaking off."""
        return cls.INTERRUPTED if isinstance(stop, KeyboardInterrupt) else cls.DONE


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a file. Sorts by file, then place."""

    path: str
    """The file as the user knows it: relative where it was given so."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    message: str
    """What is wrong, without a full stop."""
    hint: str = ""
    """What to write instead."""

    def __str__(self) -> str:
        told = " ".join(f"{self.message}; {self.hint}".removesuffix("; ").split())  # never more than a line
        return f"{self.path}:{self.line}:{self.column}: {told[:LONGEST]}{'…' if len(told) > LONGEST else ''}"


class GovcheckError(Exception):
    """A refusal that a user can act on. Never raised directly."""

    exit_code = ExitCode.CANNOT_TELL


class InvalidInput(GovcheckError):
    """Files that cannot be used, with every problem that was found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Refused(GovcheckError):
    """Something that cannot be done as asked: one sentence, and what to do instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message}; {hint}" if hint else message)


def problems_of(error: InvalidInput | Refused, path: str) -> tuple[Problem, ...]:
    """The same as problems of a file, where others have to be told as well."""
    return error.problems if isinstance(error, InvalidInput) else (Problem(path, 1, 1, error.message, error.hint),)
