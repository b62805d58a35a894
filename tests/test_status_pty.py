"""`govcheck status` on a terminal: its width and its colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")

from govcheck.words.characters import columns
from program import AS_OF, copied_example, govcheck
from seat import seat

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


@pytest.mark.parametrize("environ", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("width", [80, 40])
def test_it_has_the_width_and_the_colours_that_the_terminal_takes(
    width: int, environ: dict[str, str], tmp_path: Path
) -> None:
    folder = copied_example("conditional-go", tmp_path)
    with seat("status", "--as-of", AS_OF, cwd=folder, columns=width, environ=environ) as one:
        code = one.end()
    plain = ESCAPE.sub("", one.seen)

    assert code == 0
    assert bool(ESCAPE.search(one.seen)) is not bool(environ)
    assert max(map(columns, plain.splitlines())) <= width
    if width == 80:
        assert plain == govcheck("status", "--as-of", AS_OF, cwd=folder).out
    else:
        assert "\n  Data handling\n    7 of 11 met, 2 conditions, 2 open\n" in plain


def test_an_output_and_another_format_are_the_same_on_a_terminal(tmp_path: Path) -> None:
    folder = copied_example("go", tmp_path)
    with seat("status", "-f", "json", "--as-of", AS_OF, cwd=folder, columns=40) as one:
        code = one.end()

    assert (code, one.seen) == (0, govcheck("status", "-f", "json", "--as-of", AS_OF, cwd=folder).out)
