"""Standard output for results, standard error for talk. Either may be closed."""

from __future__ import annotations

import sys
from contextlib import suppress

from govcheck.words.characters import safe_text
from govcheck.words.errors import Refused


def print_out(text: str) -> None:
    """Raises Refused where nobody would read it: what was not delivered must not look like success."""
    try:
        sys.stdout.write(safe_text(text))
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):  # closed before the start, full or gone, closed meanwhile
        sys.stdout = None  # so that nothing tries again at the end
        raise Refused("standard output cannot be written", "leave it open, or name a file with --output") from None


def tell(text: str) -> None:
    """A line for the person; where standard error is closed there is nobody to tell."""
    with suppress(AttributeError, OSError, ValueError):
        sys.stderr.write(safe_text(text) + "\n")
