from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping

import pytest

from govcheck.tools.terminal import Grid, Terminal, letters
from govcheck.words.characters import UNSAFE, safe_text

STEERING = [
    "\x1b[31m", "\x1b]52;c;x\x07", "\x00", "\x08", "\x0b", "\r", "\x7f", "\x9b", "\u200b", "\u202e", "\u2066", "\u2028",
    "\ufeff", "\U000e0041", "\ud800", "\x85",
]  # fmt: skip
ESCAPE = re.compile("\x1b\\[[0-9;]*m")


class Screen(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def on_screen(environ: Mapping[str, str], typed: str = "") -> Terminal:
    keyboard = Screen(typed)
    screen = Screen()

    def read_line(prompt: str) -> str:
        screen.write(prompt)
        line = keyboard.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")

    return Terminal(keyboard, screen, Screen(), read_line, environ)


def piped(typed: str | None = "") -> Terminal:
    def never(_: str) -> str:
        raise AssertionError("there is nobody who could edit a line")

    return Terminal(None if typed is None else io.StringIO(typed), io.StringIO(), io.StringIO(), never)


def written(stream: object) -> str:
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


@pytest.mark.parametrize("text", STEERING)
def test_what_would_steer_a_terminal_is_made_visible(text: str) -> None:
    safe = safe_text(f"a{text}b")

    assert safe.startswith(("a\\x", "a\\u", "a\\U"))
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl") for char in safe)


def test_no_character_that_is_unsafe_counts_as_printable() -> None:
    unsafe = [char for char in map(chr, range(sys.maxunicode + 1)) if UNSAFE.match(char)]

    assert len(unsafe) > 2_000
    assert not any(char.isprintable() for char in unsafe)


def test_ordinary_text_stays() -> None:
    text = "Zoë, 文書, emoji 🙂, tab\there\nand a new line; [bold]not markup[/bold] :smile: \\x1b"

    assert safe_text(text) == text


def test_markup_and_emoji_codes_are_text() -> None:
    terminal = on_screen({"COLUMNS": "80"})
    terminal.show("[/x] [link=http://a.example]a[/link] [bold]b :warning: 3.14 'quoted' True")

    assert written(terminal.stdout) == "[/x] [link=http://a.example]a[/link] [bold]b :warning: 3.14 'quoted' True\n"


def test_colour_is_only_for_a_terminal_that_wants_it() -> None:
    shown = {}
    for name, environ in {"plain": {}, "NO_COLOR": {"NO_COLOR": "1"}, "dumb": {"TERM": "dumb"}}.items():
        terminal = on_screen({"COLUMNS": "80", **environ})
        terminal.show("Saved.", "good")
        terminal.talk("Beware.", "title")
        shown[name] = written(terminal.stdout) + written(terminal.stderr)
    pipe = piped()
    pipe.talk("Saved.", "good")

    assert ESCAPE.search(shown["plain"])
    assert ESCAPE.sub("", shown["plain"]) == shown["NO_COLOR"] == shown["dumb"] == "Saved.\nBeware.\n"
    assert written(pipe.stderr) == "Saved.\n"


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_wrapped_below_the_start_of_their_text(width: int) -> None:
    terminal = on_screen({"COLUMNS": str(width), "NO_COLOR": "1"})
    terminal.show("  Evidence: " + "word " * 40 + "文" * 60 + " end")
    lines = written(terminal.stdout).splitlines()

    assert len(lines) > 200 // width
    assert all(line.startswith("  ") and not line.endswith(" ") for line in lines)
    assert all(sum(2 if char == "文" else 1 for char in line) <= width for line in lines)
    assert "".join("".join(lines).split()).count("文") == 60


def test_nothing_is_wrapped_in_a_pipe() -> None:
    terminal = piped()
    terminal.talk("word " * 100)

    assert written(terminal.stderr) == "word " * 100 + "\n"


def test_a_conversation_stays_out_of_the_data() -> None:
    terminal = piped("yes\n")
    terminal.show("A question")
    terminal.ask("Answer: ")
    terminal.talk("A message")

    assert written(terminal.stdout) == ""
    assert written(terminal.stderr) == "A question\nAnswer: \nA message\n"


def test_lines_are_read_until_the_end_of_input() -> None:
    pipe, screen = piped("first\r\n\nlast"), on_screen({}, "first\n\nlast\n")

    for terminal in (pipe, screen):
        assert [terminal.ask("> ") for _ in range(5)] == ["first", "", "last", None, None]
    assert piped(None).ask("> ") is None


def test_only_on_a_terminal_lines_can_wait() -> None:
    assert not piped("first\nsecond\n").waiting()
    assert not on_screen({}, "first\nsecond\n").waiting()
    assert not piped(None).waiting()


def test_a_prompt_is_safe_too() -> None:
    terminal = piped("x\n")
    terminal.ask("Owner [\x1b[31mAna]: ")

    assert written(terminal.stderr) == "Owner [\\x1b[31mAna]: \n"


class Gone(Screen):
    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error", text)


def test_a_terminal_that_is_gone_is_told_from_a_bug() -> None:
    terminal = Terminal(Screen(), Gone(), Gone(), input)

    with pytest.raises(BrokenPipeError):
        terminal.show("Saved.")


def test_what_the_stream_cannot_write_is_escaped() -> None:
    raw = io.BytesIO()
    terminal = Terminal(None, io.StringIO(), io.TextIOWrapper(raw, "ascii"), input)
    terminal.talk("Zoë")

    assert raw.getvalue() == b"Zo\\xeb\n"


def test_a_pipe_does_not_pay_for_the_library() -> None:
    program = "import sys, govcheck.tools.terminal as t; t.Terminal(None, sys.stdout, sys.stderr, input).talk('x'); "
    done = subprocess.run(
        [sys.executable, "-c", program + "print('rich' in sys.modules)"], capture_output=True, text=True, check=True
    )

    assert (done.stderr, done.stdout) == ("x\n", "False\n")


def test_a_long_line_is_shown_quickly() -> None:
    terminal = on_screen({"COLUMNS": "80"})
    terminal.show("<" * 60_000)

    assert written(terminal.stdout).count("<") == 60_000


GRID = Grid(
    ["the browser", "部分的部分的部分的"],
    [
        ("Public", ["allowed", "may be used by anybody here"]),
        ("secret-and-confidential-data", ["no", "\x1b[31mred\u202e"]),
    ],
    first=9,
)


def test_a_grid_stands_side_by_side_where_it_fits_and_each_cell_has_a_name() -> None:
    terminal = on_screen({"NO_COLOR": "1", "COLUMNS": "66"})
    terminal.grid(GRID)

    assert written(terminal.stdout).splitlines() == [
        "                         a the browser       b",
        "                                             部分的部分的部分的",
        "  9  Public              allowed             may be used by",
        "                                             anybody here",
        " 10  secret-and-         no                  \\x1b[31mred\\u202e",
        "     confidential-data",
    ]
    assert GRID.names()["10b"] == (1, 1)


@pytest.mark.parametrize(
    "terminal", [piped(), on_screen({"COLUMNS": "40", "TERM": "dumb"}), on_screen({"TERM": "dumb"})]
)
def test_a_grid_is_a_list_in_a_pipe_on_a_dumb_terminal_and_where_it_is_narrow(terminal: Terminal) -> None:
    terminal.grid(GRID)
    stream = terminal.stdout if terminal.stdout.isatty() else terminal.stderr

    assert re.sub(r"\s+", " ", written(stream)).strip() == (
        "9 Public 9a the browser: allowed 9b 部分的部分的部分的: may be used by anybody here "
        "10 secret-and-confidential-data 10a the browser: no 10b 部分的部分的部分的: \\x1b[31mred\\u202e"
    )


def test_a_grid_of_which_only_rows_are_meant_shows_no_letters() -> None:
    plain, pipe = on_screen({"NO_COLOR": "1", "COLUMNS": "66"}), piped()
    rows = Grid(["Result", "Said"], [("Own keys", ["Gap", "Nothing"])], lettered=False)
    plain.grid(rows)
    pipe.grid(rows)

    assert written(plain.stdout).splitlines() == [
        "                         Result              Said",
        "  1  Own keys            Gap                 Nothing",
    ]
    assert written(pipe.stderr).splitlines() == ["  1  Own keys", "     Result: Gap", "     Said: Nothing"]


def test_columns_have_letters_however_many_there_are() -> None:
    names = letters(60)

    assert (names[0], names[25], names[26], names[52]) == ("a", "z", "aa", "ba")
    assert len(set(names)) == 60


def test_a_long_run_is_counted_in_a_line_that_is_gone_at_the_end() -> None:
    terminal = on_screen({"TERM": "xterm"})
    with terminal.counting(2, "Judged") as one_more:
        one_more()
        one_more()

    assert written(terminal.stderr) == "\rJudged 1 of 2\x1b[K\rJudged 2 of 2\x1b[K\r\x1b[K"
    assert not written(terminal.stdout)


def test_the_count_is_gone_also_when_the_run_is_broken_off() -> None:
    terminal = on_screen({})

    def broken_off() -> None:
        with terminal.counting(9, "Judged") as one_more:
            one_more()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert written(terminal.stderr).endswith("\r\x1b[K")


def test_where_no_line_can_be_written_over_a_few_lines_say_it() -> None:
    terminal = on_screen({"TERM": "dumb"})
    with terminal.counting(200, "Judged") as one_more:
        for _ in range(200):
            one_more()
    lines = written(terminal.stderr).splitlines()

    assert lines == [f"Judged {done} of 200" for done in range(20, 201, 20)]


@pytest.mark.parametrize("terminal", [piped(), on_screen({"CI": "true"}), on_screen({"CI": "1", "TERM": "dumb"})])
def test_nobody_is_told_where_nobody_sits(terminal: Terminal) -> None:
    with terminal.counting(1, "Judged") as one_more:
        one_more()

    assert not written(terminal.stderr)


def test_nothing_counted_is_nothing_said() -> None:
    terminal = on_screen({})
    with terminal.counting(0, "Judged"):
        pass

    assert not written(terminal.stderr)
