import os
import socket
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govcheck.tools import yamlfile, yamltext
from govcheck.tools.yamlfile import parse, read
from govcheck.tools.yamltext import FORBIDDEN, quoted
from govcheck.words.characters import UNSAFE, is_plain
from govcheck.words.errors import InvalidInput, Problem, Refused

ROOT = Path(__file__).parents[1]
OURS = sorted(path for name in ("checklists", "examples", "seeds") for path in ROOT.glob(f"{name}/**/*.yaml"))
PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]
MANY = settings(max_examples=200, deadline=None, derandomize=True)
MIB = 1024 * 1024
TYPED = """
yes no on off Yes NO y n True TRUE Null NULL 1.5 1e3 .inf .nan 010 0o10 0x1F 1_000 +1 1.0.0 1.10 12:30 190:20:30
2026-11-20 2026-13-40 2026-11-20T09:30:00Z 1000000000000000000 ٤٢ = -x a#b a:b <<x .
"""


def data(text: str) -> Any:
    return parse(text.encode(), "a.yaml").data


def problems(content: str | bytes) -> list[Problem]:
    with pytest.raises(InvalidInput) as caught:
        parse(content.encode() if isinstance(content, str) else content, "a.yaml")
    return list(caught.value.problems)


def places(content: str | bytes) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in problems(content)]


@pytest.fixture(params=PARSERS, ids=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs a test with either parser."""
    monkeypatch.setattr(yamlfile, "PARSER", request.param)


# Values


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("42", 42),
        ("-7", -7),
        ("999999999999999999", 999_999_999_999_999_999),
    ],
)
def test_a_few_words_and_whole_numbers_are_not_text(typed: str, value: object) -> None:
    found = data(f"a: {typed}\n")["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("typed", TYPED.split())
def test_everything_else_stays_as_typed(typed: str) -> None:
    assert data(f"a: {typed}\nb: [{typed}]\n") == {"a": typed, "b": [typed]}


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("text", ["true", "null", "~", "", "42", "yes", "<<"])
def test_what_is_quoted_is_text(quote: str, text: str) -> None:
    assert data(f"{quote}{text}{quote}: {quote}{text}{quote}\n") == {text: text}


def test_block_scalars_are_text() -> None:
    assert data("a: |\n  42\nb: >-\n  true\n") == {"a": "42\n", "b": "true"}


def test_any_script_is_accepted() -> None:
    text = 'owner: Zoë Łukasz 李\nnote: "tab\\t, line\\n, \\u00e9, 🙂"\n'
    assert data(text) == {"owner": "Zoë Łukasz 李", "note": "tab\t, line\n, é, 🙂"}


@pytest.mark.usefixtures("parser")
def test_a_byte_order_mark_crlf_and_no_final_newline_are_accepted() -> None:
    document = parse(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x", "a.yaml")
    assert document.data == {"a": 1, "b": ["x"]}
    assert document.text == "a: 1\r\nb:\r\n  - x"
    assert document.at(("a",), key=True) == (1, 1)
    assert document.at(("b", 0)) == (3, 5)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: not FORBIDDEN.match(c)), max_size=20)
KEYS = TEXTS.filter(lambda key: key and "\n" not in key).map(lambda key: unicodedata.normalize("NFC", key))
SCALARS = TEXTS | st.integers(-(10**18) + 1, 10**18 - 1) | st.booleans() | st.none()
VALUES = st.dictionaries(
    KEYS,
    st.recursive(SCALARS, lambda v: st.lists(v, max_size=4) | st.dictionaries(KEYS, v, max_size=4), max_leaves=12),
    min_size=1,
    max_size=4,
)


def dumped(value: Any, style: str | None, **layout: Any) -> str:
    """The value as YAML, its texts in one style."""

    class Dumper(yaml.SafeDumper):
        pass

    Dumper.add_representer(str, lambda to, text: to.represent_scalar("tag:yaml.org,2002:str", text, style))
    written: str = yaml.dump(value, Dumper=Dumper, allow_unicode=True, width=10**6, **layout)
    return written


def nodes(
    node: yaml.Node, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], yaml.Node, yaml.Node]]:
    """Every path of a composed document with the nodes of its key and its value: positions by another way."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key, value
            yield from nodes(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield (*path, n), value, value
            yield from nodes(value, (*path, n))


@MANY
@given(VALUES, st.sampled_from(['"', "'", None]), st.booleans(), st.sampled_from([2, 4]))
def test_what_was_written_is_read_with_every_place(value: Any, style: str | None, flow: bool, indent: int) -> None:
    text = dumped(value, style, default_flow_style=flow, indent=indent)
    document = parse(text.encode(), "a.yaml")
    assert document.data == value
    root = yaml.compose(text, yaml.SafeLoader)
    assert root
    for path, key_node, node in nodes(root):
        assert document.at(path, key=True) == (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not (isinstance(node, yaml.ScalarNode) and node.value == ""):
            assert document.at(path) == (node.start_mark.line + 1, node.start_mark.column + 1)


def test_the_place_of_what_is_not_there_is_that_of_its_nearest_parent() -> None:
    document = parse(b"# a comment\na:\n  b:\n    - c: 1\n", "a.yaml")
    assert document.at(()) == (2, 1)
    assert document.at(("x", "y")) == (2, 1)
    assert document.at(("a", "x")) == (2, 1)
    assert document.at(("a", "b", 0, "x")) == (4, 7)
    assert document.at(("a", "b", 1)) == (3, 3)
    assert document.at(("a", "b", -1)) == (3, 3)
    assert document.at(("a", "b", "c")) == (3, 3)
    assert document.at(("a", "b", 0, "c", "d")) == (4, 7)
    assert document.at(("a", "b", 0, "c")) == (4, 10)


# Whatever is in a file

SIGNS = st.text("ab01:-[]{}#&*!|>'\"%@`?,\\. \n\t\r\x00é\u202e", max_size=60)
LINES = st.lists(
    st.sampled_from(
        [
            "a: 1",
            "  b: x",
            "    c:",
            "- d",
            "  - e: f",
            "'g",
            'h"',
            "[i, j",
            "k}",
            "? l",
            "m",
            ": n",
            "\to",
            "&p q",
            "---",
        ]
    ),
    max_size=12,
).map("\n".join)


@pytest.mark.parametrize("loader", PARSERS)
@MANY
@given(
    content=st.binary(max_size=60)
    | (SIGNS | LINES | st.text(max_size=40)).map(lambda text: text.encode("utf-8", "ignore"))
)
@example(content=b'a: "\\U00110000"')
@example(content=b'a: "\\ud800"')
@example(content=b"%TAG ! tag:x,2026:\n---\na: !x 1")
def test_any_bytes_are_read_or_refused_with_a_place(loader: Any, content: bytes) -> None:
    last = content.count(b"\n") + 1
    for problem in complaints(loader, content):
        assert 1 <= problem.line <= last
        assert problem.column >= 1
        assert len(problem.message) + len(problem.hint) <= 200
        assert (problem.message + problem.hint).isprintable()


def complaints(loader: Any, content: bytes) -> tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlfile, "PARSER", loader)
        try:
            parse(content, "a.yaml")
        except InvalidInput as refusal:
            return refusal.problems
    return ()


@MANY
@given(SIGNS | LINES)
def test_the_parser_in_python_never_reads_other_data(text: str) -> None:
    content = text.encode()
    if not any(complaints(loader, content) for loader in PARSERS):
        assert read_with(yaml.SafeLoader, content) == read_with(yaml.CSafeLoader, content)


def read_with(loader: Any, content: bytes) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlfile, "PARSER", loader)
        return parse(content, "a.yaml").data


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_the_parser_in_python_reads_our_own_files_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(path, path.name)
    monkeypatch.setattr(yamlfile, "PARSER", yaml.SafeLoader)
    other = read(path, path.name)
    assert other.data == document.data
    assert other.places.marks == document.places.marks


# What is refused


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("code", [*range(9), *range(0xB, 0x20), *range(0x7F, 0xA0), 0x61C, *range(0x200B, 0x2010)])
def test_control_zero_width_and_bidi_characters(code: int) -> None:
    if chr(code) != "\r":
        assert places(f"a: x\nb: y{chr(code)}z\n") == [(2, 5)]
    assert places(f'a: x\nb: "y\\U{code:08x}z"\n') == [(2, 4)]


@pytest.mark.parametrize(
    "code", [0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0xFEFF, 0xE0001, 0xE007F]
)
def test_other_characters_that_do_not_show(code: int) -> None:
    assert places(f"a: x\nb: y{chr(code)}z\n") == [(2, 5)]
    assert f"U+{code:04X}" in problems(f"a: {chr(code)}\n")[0].message


def test_a_key_is_looked_at_too() -> None:
    assert places('a: x\n"b\\e": y\n') == [(2, 1)]


@pytest.mark.usefixtures("parser")
def test_all_that_does_not_end_the_reading_is_told_at_once() -> None:
    text = 'a: 1\na: 2\nb: &x 3\nc: *x\nd: !y 4\n5: "\\e"\n<<: 6\ne: \u200b\na: 7\n? f\n: 8\n'
    assert places(text) == [(2, 1), (3, 4), (4, 4), (5, 4), (6, 1), (6, 4), (7, 1), (8, 4), (9, 1), (10, 3)]


def test_a_syntax_error_comes_after_what_was_wrong_before_it() -> None:
    assert places("a: 1\na: 2\nb: c: d\ne: 1\ne: 2\n") == [(2, 1), (3, 5)]


def test_after_a_nul_nothing_else_is_told_since_it_is_hardly_yaml() -> None:
    assert places("a: \0\nb: c: d\n") == [(1, 4)]


def test_both_lines_of_a_duplicate_are_told() -> None:
    [problem] = problems("x:\n  café: 1\n  b: 2\n  cafe\u0301: 3\n")
    assert str(problem) == 'a.yaml:4:3: the key "café" stands on line 2 already; keep one of the two'


def test_the_same_key_in_two_mappings_is_no_duplicate() -> None:
    assert data("x: {a: 1}\ny: {a: 1}\na: 1\n") == {"x": {"a": 1}, "y": {"a": 1}, "a": 1}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_depth_has_a_limit(opening: str, closing: str) -> None:
    data(opening * 32 + "x" + closing * 32)
    assert places(opening * 33 + "x" + closing * 33) == [(1, 32 * len(opening) + 1)]


def test_the_length_of_a_text_has_a_limit() -> None:
    data(f"a: {'é' * 65_536}\n")
    assert places(f"a: 1\nb: {'x' * 65_537}\nc: [{'y' * 65_537}]\n") == [(2, 4), (3, 5)]


def test_the_number_of_values_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "MAX_EVENTS", 13)
    data("- a\n" * 7)
    assert places("- a\n" * 20) == [(10, 4)]


def test_the_number_of_problems_has_a_limit() -> None:
    assert len(problems("a: 1\n" * 5000)) == yamltext.MAX_PROBLEMS
    assert len(problems("a: \x01\n" * 5000)) <= 2 * yamltext.MAX_PROBLEMS
    assert len(problems("<<<<<<< a\n" * 5000)) == yamltext.MAX_PROBLEMS


def test_the_size_of_a_file_has_a_limit() -> None:
    assert parse(b"a: 1\n" + b"#" * (16 * MIB - 5), "a.yaml").data == {"a": 1}
    with pytest.raises(Refused, match=r"^a\.yaml is larger than 16 MiB; "):
        parse(b"a: 1\n" + b"#" * (16 * MIB - 4), "a.yaml")


@pytest.mark.parametrize("exception", [ValueError, RecursionError, MemoryError, UnicodeError, IndexError])
def test_whatever_a_parser_raises_is_a_problem(exception: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(yaml.SafeLoader):
        def get_event(self) -> yaml.Event:
            event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call]  # has no types
            if isinstance(event, yaml.MappingEndEvent):
                raise exception
            return event

    monkeypatch.setattr(yamlfile, "PARSER", Broken)
    [problem] = problems("a: 1\nb: 2\n")
    assert (problem.line, problem.message) == (2, f"this cannot be read as YAML ({exception.__name__})")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "brackets": lambda: b"[" * 200_000,
    "braces": lambda: b"{" * 16 * MIB,
    "brackets on lines": lambda: b"[\n" * MIB,
    "flow mappings": lambda: b"{a: " * MIB,
    "hyphens": lambda: b"- " * 200_000,
    "question marks": lambda: b"? " * 200_000,
    "keys of keys": lambda: b"? " * 30 + b"x",
    "hyphens before colons": lambda: b"a: b\n  " + b"- " * 200_000 + b"c d: e\n",
    "accents on a key": lambda: "? a{}: x".format("\u0301\u0316" * 500_000).encode(),
    "many keys, some twice": lambda: b"".join(b"k%d: 1\n" % n for n in range(100_000)) + b"k99999: 1\n" * 999,
    "block mappings": lambda: b"".join(b" " * n + b"a:\n" for n in range(2000)),
    "colons": lambda: b"a: " * MIB,
    "bare colons": lambda: b":" * MIB,
    "aliases": lambda: b"a: &a [x]\nb: [" + b"*a, " * MIB + b"]",
    "merge bomb": lambda: b"a: &a {x: 1}\n" + b"".join(b"b%d: {<<: [*a, *a]}\n" % n for n in range(30_000)),
    "anchors": lambda: b"[" + b"&a x, " * MIB + b"]",
    "tags": lambda: b"[" + b"!!python/object:os.system x, " * 200_000 + b"]",
    "tag directives": lambda: b"".join(b"%%TAG !a%d! x\n" % n for n in range(300_000)),
    "duplicates": lambda: b"a: 1\n" * MIB,
    "conflicts": lambda: b"a: 1\n" * MIB + b"=======\n" * MIB,
    "documents": lambda: b"--- a\n" * MIB,
    "document ends": lambda: b"...\n" * MIB,
    "comments": lambda: b"#\n" * 4 * MIB,
    "blank lines": lambda: b"\n" * 4 * MIB + b"a: 1",
    "spaces": lambda: b"a: 1\n" + b" " * 8 * MIB,
    "tabs": lambda: b"a:\n" + b"\t" * 8 * MIB,
    "long text": lambda: b"a: " + b"x" * 8 * MIB,
    "long quoted text": lambda: b'a: "' + b"\\\\" * 4 * MIB + b'"',
    "unclosed quote": lambda: b"a: 'x\n" + b"b: 1\n" * MIB,
    "long block": lambda: b"a: |\n" + b"  x\n" * MIB,
    "late error": lambda: b"".join(b"k%d: x\n" % n for n in range(100_000)) + b"x: y: z\n",
    "late error below text": lambda: b"a:\n" + b"  x\n" * MIB + b"  b: 1\n",
    "escapes": lambda: b'a: "' + b"\\e" * 4 * MIB + b'"',
    "bidi": lambda: b"\xe2\x80\xae\n" * MIB,
    "nul": lambda: b"\0" * 8 * MIB,
    "carriage returns": lambda: b"a: 1\r" * MIB,
    "late bad byte": lambda: b"a: 1\n" * MIB + b"\xff",
    "utf-16": lambda: ("a: 1\n" * MIB).encode("utf-16"),
    "long number": lambda: b"a: " + b"9" * 60_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_less_than_a_second(name: str) -> None:
    content = HOSTILE[name]()
    start = time.process_time()
    complaints(yamlfile.PARSER, content)
    assert time.process_time() - start < 1


# Files


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        read(path, "a.yaml")
    return str(caught.value)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "é.yaml"
    path.write_bytes(b"a: 1\n")
    link = tmp_path / "link"
    link.symlink_to(path)
    assert read(path, "shown").data == read(link, "shown").data == {"a": 1}
    assert read(path, "shown").path == "shown"


def test_what_is_no_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(tmp_path / "socket"))
        assert refusal(tmp_path / "socket").startswith("a.yaml cannot be read: ")
    assert refusal(tmp_path / "nothing") == "a.yaml does not exist; check the spelling and the folder"
    assert refusal(tmp_path / "dangling").startswith("a.yaml does not exist; ")
    assert refusal(tmp_path) == "a.yaml is a folder; name a file in it"
    assert refusal(tmp_path / "fifo").startswith("a.yaml is not an ordinary file; ")
    assert refusal(Path("/dev/zero")).startswith("a.yaml is not an ordinary file; ")
    assert refusal(tmp_path / "loop").startswith("a.yaml cannot be read: ")
    assert refusal(tmp_path / "a\0b").startswith("a.yaml cannot be read: ")
    assert refusal(tmp_path / ("a" * 5000)).startswith("a.yaml cannot be read: ")


def test_a_file_of_two_gigabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(2 * 1024 * MIB)
    start = time.process_time()
    assert refusal(path) == "a.yaml is larger than 16 MiB; split it into several files"
    assert time.process_time() - start < 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.touch(0o000)
    assert refusal(path).startswith("a.yaml cannot be read: ")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", '"plain"'),
        ("a\nb\tc\x1b\u202e", r'"a\nb\tc\x1b\u202e"'),
        ("x" * 60, f'"{"x" * 60}"'),
        ("x" * 61, f'"{"x" * 59}…"'),
        (12, '"12"'),
    ],
)
def test_a_value_in_a_message_is_cut_and_made_visible(value: object, expected: str) -> None:
    assert quoted(value) == expected


@pytest.mark.usefixtures("parser")
def test_a_hidden_character_in_quotes_is_told_beside_the_tag_before_them() -> None:
    told = {problem.message for problem in problems('x: ! "a\\u202eb"\n')}
    assert told == {
        "a tag (!) is not used here",
        "the invisible character U+202E (RIGHT-TO-LEFT OVERRIDE) stands here",
    }


def test_a_fault_of_the_reader_itself_is_a_bug_and_no_end_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile._Builder, "scalar", lambda *_: next(iter(())))
    with pytest.raises(RuntimeError, match="its parser finds no fault"):
        parse(b"a: 1\n", "a.yaml")


def test_what_is_plainly_to_be_seen_hides_nothing() -> None:
    every = "".join(map(chr, range(0x110000)))
    hidden = {*FORBIDDEN.findall(every), *UNSAFE.findall(every)}
    assert len(hidden) > 2000
    assert [found for found in hidden if is_plain(found) or is_plain(f"a\n{found}é\tb\n")] == []
    assert all(map(is_plain, ("a\tb\n", "é – ✓ 漢\n", "", "\n")))
