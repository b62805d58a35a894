"""Questions as a row of steps, each from an engagement to a fuller one; going back undoes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govcheck.jobs.dialogue import Back, EndOfInput, Person
from govcheck.words.engagement import Engagement

Step = Callable[[Engagement], Engagement]


class Ended(EndOfInput):
    """The input ended; carries what was given until then."""

    def __init__(self, value: Engagement) -> None:
        self.value = value
        super().__init__("the input ended")


def outermost(person: Person, steps: Sequence[Step], value: Engagement) -> Engagement:
    """Step by step, where nothing stands before the first one."""
    while True:
        try:
            return through(steps, value)
        except Back:
            person.show("There is nothing before this.", "poor")


def through(steps: Sequence[Step], value: Engagement) -> Engagement:
    """Step by step; going back forgets the step before and asks it again. Raises Back before the first, and Ended."""
    before: list[Engagement] = []
    while len(before) < len(steps):
        try:
            after = steps[len(before)](value)
        except Back:
            if not before:
                raise
            value = before.pop()
        except Ended:
            raise
        except EndOfInput:
            raise Ended(value) from None
        else:
            before.append(value)
            value = after
    return value
