"""`govcheck portfolio` on a terminal: how far it is, then the page in the width and the colours of the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")

from book import client
from govcheck.words.characters import columns
from program import AS_OF, govcheck
from seat import seat

ESCAPE = re.compile("\x1b\\[[0-9;]*m")
COUNT = re.compile("(?:\\rJudged \\d of 3\x1b\\[K)+\\r\x1b\\[K")


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    for name, verdict in {"a": "go", "b": "no-go", "c": "not-ready"}.items():
        client(tmp_path / name, verdict, organization=f"{name.upper()} Ltd")
    return tmp_path


@pytest.mark.parametrize("width", [80, 40])
def test_it_says_how_far_it_is_and_then_shows_the_page(width: int, firm: Path) -> None:
    with seat("portfolio", "--as-of", AS_OF, cwd=firm, columns=width) as one:
        code = one.end()
    count, page = one.seen[: len(one.seen) - len(COUNT.sub("", one.seen))], COUNT.sub("", one.seen)

    assert code == 0
    assert "Judged 1 of 3" in count
    assert ESCAPE.search(page)
    plain = ESCAPE.sub("", page)
    assert max(map(columns, plain.splitlines())) <= width
    assert width != 80 or plain == govcheck("portfolio", "--as-of", AS_OF, cwd=firm).out


@pytest.mark.parametrize("environ", [{"CI": "true", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_line_is_written_over_where_that_cannot_be(environ: dict[str, str], firm: Path) -> None:
    with seat("portfolio", "--as-of", AS_OF, cwd=firm, environ=environ) as one:
        code = one.end()
    page = govcheck("portfolio", "--as-of", AS_OF, cwd=firm).out

    assert code == 0
    assert "\x1b" not in one.seen
    told = "" if "CI" in environ else "Judged 1 of 3\nJudged 2 of 3\nJudged 3 of 3\n"
    assert one.seen == told + page
