"""Values that never change: `dataclass(frozen=True)`, made in a quarter of the time.

Python writes six functions anew for every such class and compiles each, which was a fifth of what a `check` took. Here
all classes share them, but for the one that fills a new value. To the type checker this is the library's own decorator:
it refuses whoever would change a value, and nothing looks for that again while the program runs.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - whoever imports it from here has the library's
else:

    def dataclass(*, frozen, eq=True, slots=False):
        """A class whose values are compared by their fields, or, without `eq`, by what they are."""
        assert frozen, "a value that changes is a dataclass of the library"

        def made(kind):
            kind.__doc__ = kind.__doc__ or kind.__name__  # else the library works out its signature
            own, kind = kind.__dict__, dataclasses.dataclass(eq=False, repr=False, slots=slots)(kind)
            names = [field.name for field in dataclasses.fields(kind) if field.compare]
            kind._compared = attrgetter(*names or ["__class__"])  # noqa: SLF001 - ours
            for method in (__eq__, __hash__, __repr__) if eq else (__repr__,):
                if method.__name__ not in own:
                    setattr(kind, method.__name__, method)
            return kind

        return made


def __eq__(self: Any, other: Any) -> bool:  # noqa: N807 - a method of all these classes
    if self.__class__ is not other.__class__:
        return NotImplemented
    return bool(self._compared(self) == self._compared(other))


def __hash__(self: Any) -> int:  # noqa: N807 - as above
    return hash(self._compared(self))


def __repr__(self: Any) -> str:  # noqa: N807 - as above
    said = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{self.__class__.__name__}({said})"
