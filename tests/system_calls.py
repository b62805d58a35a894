"""The calls to the system that saving makes, one after the other, so that each of them can fail or be the last."""

from __future__ import annotations

import fcntl
import io
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

WATCHED = {
    os: (
        *(
            "access",
            "chmod",
            "chown",
            "close",
            "fchmod",
            "fchown",
            "fdatasync",
            "fdopen",
            "fstat",
            "fsync",
            "ftruncate",
        ),
        *("link", "lstat", "mkdir", "open", "read", "readlink", "rename", "replace", "scandir", "stat", "truncate"),
        *("unlink", "utime", "write"),
    ),
    io: ("open",),
    fcntl: ("flock", "lockf"),
}
"""What is called by its name in a module, by `pathlib` and `filelock` too. Closing a file object is not."""

ASKS = os.access
"""Says no where it fails."""

Call = Callable[..., Any]
Disturbance = Callable[[Call, tuple[Any, ...], dict[str, Any]], Any]
"""What happens in the place of a call."""


@dataclass
class Calls:
    """What was called, in order; the one at `place` is disturbed."""

    place: int = -1
    disturb: Disturbance | None = None
    seen: list[str] = field(default_factory=list)

    def called(self, name: str, real: Call, arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
        self.seen.append(name)
        if self.disturb and len(self.seen) == self.place + 1:
            return self.disturb(real, arguments, options)
        return real(*arguments, **options)

    def instead_of(self, name: str, real: Call) -> Call:
        return lambda *arguments, **options: self.called(name, real, arguments, options)


@contextmanager
def watched(place: int = -1, disturb: Disturbance | None = None) -> Iterator[Calls]:
    """Inside, calls are counted, and the one at the place is disturbed."""
    calls = Calls(place, disturb)
    with ExitStack() as stack:
        for module, names in WATCHED.items():
            for name in names:
                stack.enter_context(patch.object(module, name, calls.instead_of(name, getattr(module, name))))
        yield calls


def failing(number: int) -> Disturbance:
    """The call fails and has done nothing."""

    def fail(real: Call, *_: object) -> bool:
        if real is ASKS:
            return False
        raise OSError(number, os.strerror(number))

    return fail


def killed_before(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_behind(real: Call, arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    try:
        real(*arguments, **options)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def in_a_child(deed: Callable[[], object]) -> int:
    """How a process of its own ended that did this: 0 where it came to the end, else the signal that ended it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, of which the child needs none
        child = os.fork()
    if not child:
        try:
            deed()
        finally:
            os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
