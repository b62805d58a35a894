"""Several files in one go: each as if it had been written alone, and none where one of them cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.commands import output
from govcheck.words.characters import safe_text
from govcheck.words.errors import Refused
from program import AS_OF, copied_example, govcheck

DAY = ("--as-of", AS_OF)


def test_several_files_are_what_each_would_be_alone(tmp_path: Path) -> None:
    place = copied_example("conditional-go", tmp_path)
    done = govcheck("report", *DAY, "-o", "a.md", "-o", "b.html", "-o", "c.csv", "-o", "d.json", cwd=place)
    assert (done.code, done.err) == (0, "Written: a.md\nWritten: b.html\nWritten: c.csv\nWritten: d.json\n")
    for name in ("a.md", "b.html", "c.csv", "d.json"):
        govcheck("report", *DAY, "-o", f"alone-{name}", cwd=place)
        assert (place / name).read_bytes() == (place / f"alone-{name}").read_bytes()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("-f", "md"), "--format goes with one file, and 2 are named with -o"),
        (("--template", "own"), "--template goes with one file, and 2 are named with -o"),
        (("-o", "a.md"), "one file is named twice with -o"),
        (("-o", "taken.md"), "taken.md holds something else"),
        (("-o", "c.odt"), "odt"),
    ],
)
def test_where_one_cannot_be_written_none_is(more: tuple[str, ...], says: str, tmp_path: Path) -> None:
    place = copied_example("conditional-go", tmp_path)
    (place / "taken.md").write_text("Mine.", "utf-8")
    done = govcheck("report", *DAY, "-o", "a.md", "-o", "b.html", *more, cwd=place)
    assert done.code == 2
    assert says in done.err
    assert not (place / "a.md").exists()
    assert not (place / "b.html").exists()
    assert (place / "taken.md").read_text("utf-8") == "Mine."


@given(st.text(st.sampled_from("a\r\n\t✓\u2028\x85\x1b"), max_size=40), st.integers(1, 9))
def test_what_goes_out_piece_by_piece_is_what_would_go_out_at_once(text: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output, "PIECE", most)
        assert "".join(map(safe_text, output.pieces(text.encode("utf-8")))) == safe_text(text)


def test_nothing_goes_out_of_what_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused, match="does not go to standard output"):
        output.emit_bytes(b"text\n" * 10**6 + b"\xff", None)
    assert capsys.readouterr().out == ""
