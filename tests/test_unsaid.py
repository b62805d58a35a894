"""Secrets that are typed, pasted or given: noticed before anything is saved, taken out, and not shown again."""

from __future__ import annotations

from pathlib import Path

import pytest

from govcheck.jobs.load import open_engagement
from govcheck.jobs.unsaid import secrets_in, without_secrets
from govcheck.tools.terminal import Grid
from govcheck.words.engagement import Answer, Remedy
from govcheck.words.vocabulary import Status
from program import govcheck
from scripted import ANSWERS, TODAY, Lines, answers, engagement, sit
from test_terminal import on_screen, written

TOKEN = "gh" + "p_" + "a1B2" * 9
SAID = "That looks like a GitHub token. It was taken out; that part is not saved."
GONE = "[removed: a GitHub token]"
KEY = [
    "-----BEGIN " + "PRIVATE KEY-----",
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw",
    "ggSjAgEAAoIBAQ==",
    "-----END PRIVATE KEY-----",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return engagement(tmp_path / "move")


@pytest.mark.parametrize(
    "lines",
    [
        [f"n: the key is {TOKEN} here", ""],
        ["n", f"the key is {TOKEN} here", ""],
        ["p", f"the key is {TOKEN}\\", "here", ""],
    ],
)
def test_a_secret_in_a_note_is_taken_out_and_not_shown(path: Path, lines: list[str]) -> None:
    person = sit(path, [*lines, "b", "l", "w", "q"])

    assert any(line.startswith(SAID) for line in person.shown)
    assert TOKEN not in person.text + "".join(person.prompts)
    assert TOKEN not in path.read_text("utf-8")
    assert " ".join(answers(path)["doors-locked"].note.split()) == f"the key is {GONE} here"


def test_a_private_key_that_is_pasted_into_a_note_is_taken_out_as_a_whole(path: Path) -> None:
    person = Lines(["p", *KEY, "", "q"], pasted=len(KEY) + 1)
    person.waiting = iter([True, True, True, False]).__next__  # type: ignore[method-assign]  # the paste is four lines
    sit(path, [], person=person)

    assert answers(path)["doors-locked"].note == "[removed: a private key]"
    assert all(line not in person.text for line in KEY)


def test_a_secret_from_the_editor_is_taken_out(path: Path) -> None:
    person = Lines(["p", "e", "", "q"], editor=f"Two doors.\n{TOKEN}")
    sit(path, [], person=person)

    assert answers(path)["doors-locked"].note == f"Two doors.\n{GONE}"


def test_a_secret_in_any_other_text_is_taken_out(path: Path) -> None:
    address = "https://wiki.example/?key=" + TOKEN
    sit(path, [f"y {address}", "p: half", "r", f"Ben {TOKEN}", "+30", TOKEN, "q"])
    given = answers(path)

    assert TOKEN not in path.read_text("utf-8")
    assert given["doors-locked"].evidence[0].ref == f"https://wiki.example/?key={GONE}"
    assert given["exits-marked"].remedy == Remedy(f"Ben {GONE}", given["exits-marked"].remedy.due, GONE)  # type: ignore[union-attr]  # it has one


def test_set_and_init_take_secrets_out_too(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move")
    done = govcheck("set", "doors-locked", "no", "--note", f"key {TOKEN}", "--by", "Lin", cwd=path.parent)
    begun = govcheck("init", "new", "--checklist", "claude-governance-brief", "--organization", TOKEN, cwd=tmp_path)

    assert (done.code, begun.code) == (0, 0)
    assert "That looks like a GitHub token. It was taken out; that part is not saved." in done.err
    assert TOKEN not in done.err + begun.err
    assert answers(path)["doors-locked"].note == f"key {GONE}"
    assert open_engagement(tmp_path / "new" / "answers.yaml", "x").engagement.front.organization == GONE


def test_a_secret_that_stands_in_the_file_is_not_shown(tmp_path: Path) -> None:
    written = f"  doors-locked: {{status: no, answered-by: Ben, answered-on: 2026-11-01, note: {TOKEN}}}\n"
    path = engagement(tmp_path / "move", ANSWERS.replace("  # exits-marked", f"{written}  # exits-marked"))
    done = govcheck("review", "--by", "Lin", "--as-of", "2026-11-22", cwd=path.parent, typed="l\nn\n\n\nq\n")

    assert f"Note: {GONE}" in done.err
    assert TOKEN not in done.err
    assert TOKEN in path.read_text("utf-8")  # what a person wrote is theirs to take out


def test_every_text_of_a_value_is_looked_at_and_the_rest_stays() -> None:
    answer = Answer(Status.PARTIAL, TOKEN, TODAY, note=f"x {TOKEN}", remedy=Remedy("Ben", TODAY, TOKEN))
    plain = Answer(Status.MET, "Lin", TODAY)

    assert secrets_in(answer) == ("a GitHub token",)
    assert without_secrets(answer) == Answer(
        Status.PARTIAL, GONE, TODAY, note=f"x {GONE}", remedy=Remedy("Ben", TODAY, GONE)
    )
    assert without_secrets({"a": (TOKEN, 1, None)}) == {"a": (GONE, 1, None)}
    assert (secrets_in(plain), without_secrets(plain)) == ((), plain)


def test_a_secret_in_the_name_of_a_use_case_leaves_neither_title_nor_id(tmp_path: Path) -> None:
    title = "Letters password: " + "hunter2" + "xk9zz"
    options = ("--checklist", "claude-governance-brief", "--organization", "Larch", "--use-case", title)
    done = govcheck("init", *options, cwd=tmp_path)
    text = (tmp_path / "answers.yaml").read_text("utf-8")

    assert done.code == 0, done.err
    assert "That looks like a password. It was taken out; that part is not saved. It is in the history" in done.err
    assert "hunter2" not in text + done.err


def test_status_shows_no_secret_however_narrow_it_is(tmp_path: Path) -> None:
    secret = "Hunter2" + "xK9zzQ"
    path = engagement(
        tmp_path / "move", ANSWERS.replace("Moving the furniture", f"'Moving with the password: {secret}'")
    )
    for format in ("text", "json"):
        done = govcheck("status", "-f", format, "--as-of", "2026-11-22", cwd=path.parent)
        assert "[removed: a password]" in done.out
        assert secret not in done.out


def test_a_secret_in_a_cell_is_masked_before_the_cell_is_laid_out() -> None:
    secret = "Hunter2" + "xK9zzQ"
    rows = [("x", [f"the long and winding password: {secret}", "our token:", "abc12345xyz"])]
    for columns in range(70, 140):
        terminal = on_screen({"NO_COLOR": "1", "COLUMNS": str(columns)})
        terminal.grid(Grid(["a", "b", "c"], rows))
        shown = " ".join(written(terminal.stdout).split())
        assert secret not in shown.replace(" ", "")
        assert "abc12345xyz" in shown
