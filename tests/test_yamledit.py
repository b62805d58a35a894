import re
from random import Random
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from generated_answers import IDS, Author, File
from govcheck.tools.yamledit import put, remove, rename
from govcheck.tools.yamledit.block import Edit
from govcheck.tools.yamledit.emit import Layout
from govcheck.tools.yamledit.fragment import Fragment
from govcheck.tools.yamledit.proof import comments_stay, stays_within
from govcheck.tools.yamledit.values import same
from govcheck.tools.yamlfile import parse
from govcheck.tools.yamltext import FORBIDDEN
from govcheck.words.errors import Refused

EVIDENCE = {"kind": "test-result", "ref": "evidence/sso.pdf", "collected": "2026-11-12", "by": "Ana Silva"}

CHANGES: dict[str, tuple[str, dict[str, Any], str]] = {
    "a value": (
        """
        answers:
          brief-x:
            status:   unknown  # ask Bob
            note: 'Still open.'
        """,
        {"status": "met", "note": "Still open."},
        """
        answers:
          brief-x:
            status:   met  # ask Bob
            note: 'Still open.'
        """,
    ),
    "new keys stand in the order of the answer, others where they were": (
        """
        answers:
          brief-x:
            answered-by: Lin Chen
            # when
            answered-on: 2026-11-12
        """,
        {"status": "met", "answered-by": "Lin Chen", "answered-on": "2026-11-12", "owner": "IT desk"},
        """
        answers:
          brief-x:
            status: met
            answered-by: Lin Chen
            # when
            answered-on: 2026-11-12
            owner: IT desk
        """,
    ),
    "a key that goes leaves its comments": (
        """
        answers:
          brief-x:
            status: met
            remedy:  # the plan
              owner: Lin Chen  # since May
              # and
              due: 2027-01-15
            owner: IT desk
        """,
        {"status": "met", "owner": "IT desk"},
        """
        answers:
          brief-x:
            status: met
            # the plan
            # since May
            # and
            owner: IT desk
        """,
    ),
    "text of several lines, with what stands behind it": (
        """
        answers:
          brief-x:
            note: old  # see mail
            status: met
        """,
        {"note": "First line.\n\n  * indented: # no comment\nLast line.", "status": "met"},
        """
        answers:
          brief-x:
            note: |-  # see mail
              First line.

                * indented: # no comment
              Last line.
            status: met
        """,
    ),
    "text instead of a block of text": (
        """
        answers:
          brief-x:
            note: >-  # folded
              One
              two.

            status: met
        """,
        {"note": "One: two.", "status": "met"},
        """
        answers:
          brief-x:
            # folded
            note: "One: two."

            status: met
        """,
    ),
    "one more piece of evidence": (
        """
        answers:
          brief-x:
            status: met
            evidence:
            - kind: verbal   # weak
              ref: Call
        """,
        {"status": "met", "evidence": [{"kind": "verbal", "ref": "Call"}, EVIDENCE]},
        """
        answers:
          brief-x:
            status: met
            evidence:
            - kind: verbal   # weak
              ref: Call
            - {kind: test-result, ref: evidence/sso.pdf, collected: 2026-11-12, by: Ana Silva}
        """,
    ),
    "evidence that does not fit between braces": (
        """
        answers:
          brief-x: {status: met}  # done
        """,
        {"status": "met", "note": "a, b", "evidence": [{**EVIDENCE, "ref": "https://example.com/?a=1,2"}]},
        """
        answers:
          brief-x: {status: met, note: "a, b", evidence: [{kind: test-result, ref: "https://example.com/?a=1,2", \
collected: 2026-11-12, by: Ana Silva}]}  # done
        """,
    ),
    "an answer in braces on several lines": (
        """
        answers:
          brief-x: {
            status: unknown,  # as of May
            note: x  # the last
          }
          brief-y: {status: met}
        """,
        {"status": "met", "owner": "IT desk", "note": "x", "answered-by": "Lin Chen"},
        """
        answers:
          brief-x: {
            status: met,  # as of May
            owner: IT desk,
            note: x,  # the last
            answered-by: Lin Chen
          }
          brief-y: {status: met}
        """,
    ),
    "an answer without content": (
        """
        answers:
          brief-x:   # to do
          brief-y: {status: met}
        """,
        {"status": "met"},
        """
        answers:
          brief-x:   # to do
            status: met
          brief-y: {status: met}
        """,
    ),
    "four spaces, and values on the next line": (
        """
        answers:
            brief-x:
                note:
                    "old"  # here
                status: met
        """,
        {"note": "new", "status": "met", "remedy": {"owner": "Lin Chen", "due": "2027-01-15"}},
        """
        answers:
            brief-x:
                note:
                    new  # here
                status: met
                remedy:
                    owner: Lin Chen
                    due: 2027-01-15
        """,
    ),
    "a list, indented as those that are there": (
        """
        answers:
          brief-w:
            evidence:
            - {kind: verbal, ref: Call}
          brief-x: {}
        """,
        {"evidence": [EVIDENCE]},
        """
        answers:
          brief-w:
            evidence:
            - {kind: verbal, ref: Call}
          brief-x:
            evidence:
            - {kind: test-result, ref: evidence/sso.pdf, collected: 2026-11-12, by: Ana Silva}
        """,
    ),
    "the first key behind a dash": (
        """
        answers:
          brief-x:
            evidence:
              - kind: verbal  # weak
                ref: Call
              - ref: Mail
        """,
        {"evidence": [{"ref": "Call"}, {"kind": "test-result", "ref": "Mail"}]},
        """
        answers:
          brief-x:
            evidence:
              # weak
              - ref: Call
              - kind: test-result
                ref: Mail
        """,
    ),
    "nothing": (
        """
        answers:
          brief-x: { status: met,owner : 'IT' }
        """,
        {"owner": "IT", "status": "met"},
        """
        answers:
          brief-x: { status: met,owner : 'IT' }
        """,
    ),
}

ADDITIONS: dict[str, tuple[str, str]] = {
    "below its comment line": (
        """
        answers:
          # brief-w: Is it so?
          # brief-x: Is it?
          # brief-y: Is it not?
          brief-y:
            status: met
        """,
        """
        answers:
          # brief-w: Is it so?
          # brief-x: Is it?
          brief-x:
            status: partial
          # brief-y: Is it not?
          brief-y:
            status: met
        """,
    ),
    "below its comment line, not below a text that looks like it": (
        """
        answers:
          brief-a:
            note: |
              # brief-x: no comment
              text
          # brief-x - Is it?
        """,
        """
        answers:
          brief-a:
            note: |
              # brief-x: no comment
              text
          # brief-x - Is it?
          brief-x:
            status: partial
        """,
    ),
    "behind the one that precedes it, and the remarks on that": (
        """
        answers:
          brief-v: {status: met}
          brief-w: {status: met}  # w
            # and more on w

          # brief-y: Is it?
          brief-y:
            status: met
        """,
        """
        answers:
          brief-v: {status: met}
          brief-w: {status: met}  # w
            # and more on w
          brief-x:
            status: partial

          # brief-y: Is it?
          brief-y:
            status: met
        """,
    ),
    "above the first one and its comment line": (
        """
        answers:  # ours
          # brief-xy: Another
          # brief-y: Is it?
          # (by May)
          brief-y:
            status: met
        """,
        """
        answers:  # ours
          # brief-xy: Another
          brief-x:
            status: partial
          # brief-y: Is it?
          # (by May)
          brief-y:
            status: met
        """,
    ),
    "as the first one": (
        """
        answers:
        questions: {}
        """,
        """
        answers:
          brief-x:
            status: partial
        questions: {}
        """,
    ),
    "as the first one, below its comment line": (
        """
        answers: {}  # none yet
            # brief-w: Is it so?
            # brief-x: Is it?
            # brief-y: Is it not?
        """,
        """
        answers:  # none yet
            # brief-w: Is it so?
            # brief-x: Is it?
            brief-x:
              status: partial
            # brief-y: Is it not?
        """,
    ),
    "with its parent": (
        """
        ---
        format: 1
        # the end
        ...
        """,
        """
        ---
        format: 1
        # the end
        answers:
          brief-x:
            status: partial
        ...
        """,
    ),
}

REFUSALS: dict[str, tuple[str, str]] = {
    "two answers on a line": (
        "answers: {brief-x: {status: met}, brief-y: {status: met}}\n",
        "brief-x cannot be changed without touching other lines; change it by hand, from line 1 on",
    ),
    "a new answer on the line of another": (
        "format: 1\nanswers: {brief-y: {status: met}}\n",
        "brief-x cannot be changed without touching other lines; change it by hand, from line 2 on",
    ),
    "an answer that stands twice": (
        "answers:\n  brief-x: {status: met}\n  brief-x: {status: met}\n",
        "brief-x stands in the file more than once, on lines 2 and 3; keep one of them",
    ),
    "an alias": (
        "answers:\n  brief-y: &y {status: met}\n  brief-x:\n    status: met\n    remedy: *y\n",
        "line 2: an anchor (&) is not used here",
    ),
    "an anchor": (
        "answers:\n  brief-y: {status: met}\n  brief-x:\n    status: &s met\n",
        "line 4: an anchor (&) is not used here",
    ),
    "a syntax error elsewhere": (
        "answers:\n  brief-x: {status: met}\nquestions: [\n",
        "line 4: a bracket or brace is still open here",
    ),
    "text where answers should be": (
        "format: 1\nanswers: none yet\n",
        "line 2 holds no entries, so brief-x has no place; correct it by hand first",
    ),
    "a file that ends in the text of another answer, without a line end": (
        "answers:\n  brief-w:\n    note: |\n      Kept as it is",
        "brief-x cannot be changed without touching other lines; "  # noqa: ISC004  # two sentences, one message
        "change it by hand, from line 2 on, or give the last line of the file a line end",
    ),
}


def text(block: str) -> str:
    return dedent(block).removeprefix("\n")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "answer", "after"), CHANGES.values(), ids=CHANGES)
def test_an_answer_is_changed(before: str, answer: dict[str, Any], after: str, line_end: str) -> None:
    before, after = (text(block).replace("\n", line_end) for block in (before, after))

    assert put(before, ("answers", "brief-x"), answer) == after


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), ADDITIONS.values(), ids=ADDITIONS)
def test_an_answer_is_added(before: str, after: str, line_end: str) -> None:
    before, after = (text(block).replace("\n", line_end) for block in (before, after))
    order = ["brief-v", "brief-w", "brief-x", "brief-y"]

    assert put(before, ("answers", "brief-x"), {"status": "partial"}, order) == after
    assert put("\ufeff" + before[: -len(line_end)], ("answers", "brief-x"), {"status": "partial"}, order) == (
        "\ufeff" + after[: -len(line_end)]
    ), "a byte order mark stays, and so does a last line without an end"


@pytest.mark.parametrize(("before", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_cannot_be_done_is_refused(before: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        put(before, ("answers", "brief-x"), {"status": "partial"}, ["brief-w", "brief-x", "brief-y"])

    assert str(refused.value).startswith(message)


RENAMES = {
    "block": ("a:\n  x: 1\n", "a:\n  y: 1\n"),
    "flow": ("{a: {x: 1}}\n", "{a: {y: 1}}\n"),
    "flow over several lines": ("a: {\n  # c\n  x: 1, # d\n  z: 2\n}\n", "a: {\n  # c\n  y: 1, # d\n  z: 2\n}\n"),
    "single quotes": ("a:\n  'x': 1\n", "a:\n  'y': 1\n"),
    "double quotes in flow": ('a: {"x":1}\n', 'a: {"y":1}\n'),
    "a key that begins another one": ("a: {xx: 1, x: 2}\n", "a: {xx: 1, y: 2}\n"),
    "a key that another one begins": ("a:\n  x: 1\n  x-x: 2\n", "a:\n  y: 1\n  x-x: 2\n"),
    "a blank before the colon": ("a:\n  x : 1\n", "a:\n  y : 1\n"),
    "remarks": ("a:   # x: 1\n  # x: 2\n  x: 1   # x\n  # x\n", "a:   # x: 1\n  # x: 2\n  y: 1   # x\n  # x\n"),
    "the same key deeper, higher and in a text": (
        "x: 0\na:\n  x: |\n    x: 1\n  xy: {x: 2}\n",
        "x: 0\na:\n  y: |\n    x: 1\n  xy: {x: 2}\n",
    ),
    "a document with marks": ("---\na:\n  x: 1\n...\n", "---\na:\n  y: 1\n...\n"),
    "a value that is left out": ("a:\n  x:\n", "a:\n  y:\n"),
    "a key without a colon in flow": ("a: {x, z: 1}\n", "a: {y, z: 1}\n"),
}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), RENAMES.values(), ids=RENAMES)
def test_a_key_is_renamed_and_not_another_byte(before: str, after: str, line_end: str, mark: str) -> None:
    before, after = (mark + block.replace("\n", line_end) for block in (before, after))

    assert rename(before, ("a", "x"), "y") == after
    assert rename(before.removesuffix(line_end), ("a", "x"), "y") == after.removesuffix(line_end)


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("a:\n  x: 1\n  y: 2\n", "x cannot be called y; "),
        ("a:\n  z: 1\n", "x cannot be called y; "),
        ("a: null\n", "x cannot be called y; "),
        ("a: [x]\n", "x cannot be called y; "),
        ("a:\n  x: 1\n  x: 2\n", 'line 3: the key "x" stands on line 2 already; '),
        ("a:\n  \"x\": 1\n  'x': 2\n", 'line 3: the key "x" stands on line 2 already; '),
        (
            '# c\na:\n  "\\x78": 1\n',
            "line 3: x cannot be called y while it is written with escapes; write it as it reads",
        ),
        ("a:\n  ? x\n  : 1\n", "line 2: only a text can be a key here; "),
        ("a: {x: 1\n", "line 1: "),
        ("", "line 1: the file is empty; "),
    ],
)
def test_a_key_that_cannot_be_renamed_is_refused(before: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        rename(before, ("a", "x"), "y")

    assert str(refused.value).startswith(message)


def test_an_empty_file_gets_its_first_answer() -> None:
    assert put("", ("answers", "brief-x"), {"status": "met"}) == "answers:\n  brief-x:\n    status: met\n"


def test_entries_are_put_and_removed_at_any_depth() -> None:
    before = "profile: {plan: team}\nanswers: {}\n"

    after = put(before, ("matrix", "restricted", "api"), {"cell": "conditional"})
    after = put(after, ("profile",), {"plan": "enterprise", "cmek-required": "no"})

    assert after == (
        'profile: {plan: enterprise, cmek-required: "no"}\nanswers: {}\n'
        "matrix:\n  restricted:\n    api:\n      cell: conditional\n"
    )
    assert remove(after, ("matrix",)) == after[: after.index("matrix")]
    assert remove(after, ("matrix", "restricted", "api")).endswith("matrix:\n  restricted: {}\n")


def test_removing_the_only_answer_and_putting_it_back_gives_the_same_text() -> None:
    before = text("""
        answers:
          # brief-w: Is it so?
          # brief-x: Is it?
          brief-x:
            status: partial
          # brief-y: Is it not?
    """)

    without = remove(before, ("answers", "brief-x"))

    assert without.startswith("answers: {}\n  # brief-w")
    assert put(without, ("answers", "brief-x"), {"status": "partial"}) == before


def test_removing_leaves_neighbours_and_comments() -> None:
    before = text("""
        answers:
          brief-w: {status: met}
          brief-x: # mine
            status: met  # since May
          # brief-y: Is it?
          brief-y: {status: met}
    """)

    assert remove(before, ("answers", "brief-x")) == text("""
        answers:
          brief-w: {status: met}
          # mine
          # since May
          # brief-y: Is it?
          brief-y: {status: met}
    """)
    assert remove(before, ("answers", "brief-z")) == before


def test_remarks_that_a_block_would_swallow_make_it_quoted() -> None:
    before = "answers:\n  brief-x:\n    note: old\n         # far in\n"

    after = put(before, ("answers", "brief-x"), {"note": "two\nlines"})

    assert after == 'answers:\n  brief-x:\n    note: "two\\nlines"\n         # far in\n'


def test_the_last_text_of_a_file_without_a_last_line_end_stays_what_it_is() -> None:
    before = "answers:\n  brief-x:\n    note: |\n      text"

    after = put(before, ("answers", "brief-x"), {"note": "text", "status": "met"})

    assert after == "answers:\n  brief-x:\n    note: text\n    status: met"


def test_only_the_text_that_needs_quotes_gets_them() -> None:
    after = put("", ("x",), {"a": " lead\nx", "b": "p\nq"})

    assert after == 'x:\n  a: " lead\\nx"\n  b: |-\n    p\n    q\n'


def test_a_lost_comment_and_a_line_of_something_else_are_noticed() -> None:
    before = Fragment("a: {x: 1} # c\nb: 2\n", Layout())

    assert comments_stay(before, Fragment("b: 2\n# c\n", Layout()))
    assert not comments_stay(before, Fragment("a: {x: 1}\nb: 2\n", Layout()))
    assert stays_within(before, [Edit(7, 8, "2"), Edit(14, 14, "# new\n")], ("a",))
    assert not stays_within(before, [Edit(7, 8, "2")], ("b",))
    assert not stays_within(before, [Edit(14, 14, "# new ")], ("a",))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Desk (2nd floor), 'B' & \"C\"; 50 %", "Desk (2nd floor), 'B' & \"C\"; 50 %"),
        ("2026-11-12", "2026-11-12"),
        ("1.0.0", "1.0.0"),
        ("no", '"no"'),
        ("Y", '"Y"'),
        ("null", '"null"'),
        ("1.10", '"1.10"'),
        ("1e3", '"1e3"'),
        ("12:30", '"12:30"'),
        ("0o17", '"0o17"'),
        ("2026-11-21T09:30:00Z", '"2026-11-21T09:30:00Z"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("ends:", '"ends:"'),
        (" lead", '" lead"'),
        ("tab\there", '"tab\\there"'),
        ("one\n", "|\n      one"),
        ("one\n\n", '"one\\n\\n"'),
        ("trailing \nblank", '"trailing \\nblank"'),
        (True, "true"),
        (None, "null"),
        (7, "7"),
        ([], "[]"),
        ({}, "{}"),
        (["claude-ai", "api"], "[claude-ai, api]"),
        (["a, b"], "\n      - a, b"),
        ({"a": {"b": "c"}}, "\n      a:\n        b: c"),
        ([{"text": "one\ntwo", "count": 1}], "\n      - text: |-\n          one\n          two\n        count: 1"),
        ([{"a": []}, "b"], "\n      - a: []\n      - b"),
    ],
)
def test_how_a_value_is_written(value: object, written: str) -> None:
    after = put("answers:\n", ("answers", "brief-x"), {"key": value})

    separator = "" if written.startswith("\n") else " "
    assert after == f"answers:\n  brief-x:\n    key:{separator}{written}\n"


def test_long_evidence_gets_a_line_for_each_part() -> None:
    after = put("", ("x",), {"evidence": [{**EVIDENCE, "ref": "evidence/" + "long-" * 20 + "name.pdf"}]})

    assert "    - kind: test-result\n      ref: evidence/long-" in after


STYLES = ("block", "braces", "list")


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=80), st.sampled_from(STYLES))
def test_every_text_comes_back_exactly_or_is_refused(value: str, style: str) -> None:
    comes_back(value, style)


def comes_back(value: str, style: str) -> None:
    before = "answers:\n  brief-x: {}  # c\n  brief-y: {note: x}\n"
    name = "brief-y" if style == "braces" else "brief-x"
    answer = {"note": [value, {"a": value}] if style == "list" else value}
    try:
        after = put(before, ("answers", name), answer)
    except Refused:
        assert FORBIDDEN.search(value), "only what the reader would never take"
    else:
        assert parse(after.encode(), "").data["answers"][name] == answer


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_a_hundred_thousand_texts_come_back_exactly(part: int) -> None:
    tried = 0

    @seed(part)
    @settings(max_examples=10_000, deadline=None, database=None)
    @given(st.text(st.characters(), max_size=80), st.sampled_from(STYLES))
    def each(value: str, style: str) -> None:
        nonlocal tried
        tried += 1
        comes_back(value, style)

    each()
    print(f"part {part}: {tried} texts")
    assert tried >= 10_000


TEXTS = [
    "fine",
    "a: b",
    "#x",
    "two\nlines",
    "x\n\n\ny\n",
    " lead",
    "",
    "no",
    "- a\n- b",
    "# brief-a\nx",
    "é🙂",
    "long " * 50,
]


def some_answer(random: Random, old: object) -> dict[str, Any]:
    """The old answer after one to three changes, or a new one."""
    answer = dict(old) if isinstance(old, dict) and random.random() < 0.8 else {}
    for key in random.choices(["status", "note", "owner", "answered-by", "evidence", "remedy", "last"], k=3):
        present = answer.get(key)
        if present is not None and random.random() < 0.3:
            del answer[key]
        elif key == "evidence":
            items = present if isinstance(present, list) else []
            answer[key] = random.choice([[*items, EVIDENCE], [EVIDENCE, *items], items[1:], items[:-1], []])
        elif key == "remedy":
            parts = present if isinstance(present, dict) else {}
            answer[key] = random.choice(["none", {**parts, "guardrail": random.choice(TEXTS)}, {"due": "soon"}, {}])
        else:
            answer[key] = random.choice(TEXTS)
    return answer


def assert_only_this_changed(file: File, name: str, after: str) -> None:
    """That all lines but those of the answer are there as before; the first answer may empty the line of `answers`."""
    old, new = ([line.rstrip("\r") for line in text.split("\n")] for text in (file.text, after))
    if not file.lines_of:
        old = [re.sub(r"^answers: ?(\{\}|null|~)", "answers:", line) for line in old]
    same_start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    own = file.lines_of.get(name, range(same_start, same_start))
    behind = len(old) - own.stop
    assert new[: own.start] == old[: own.start]
    assert new[len(new) - behind :] == old[own.stop :]


@pytest.mark.parametrize("seed", range(300))
def test_in_generated_files_only_that_answer_changes(seed: int) -> None:
    file, random = Author(seed).file(), Random(seed)
    data = parse(file.text.encode(), "").data
    answers = data.get("answers") or {}
    name = random.choice(IDS)
    answer = some_answer(random, answers.get(name))

    after = put(file.text, ("answers", name), answer, IDS)

    assert same(parse(after.encode(), "").data, {**data, "answers": {**answers, name: answer}})
    assert_only_this_changed(file, name, after)
    assert [after.count(comment) for comment in file.comments] == [1] * len(file.comments)
    assert after.endswith("\n") == file.text.endswith("\n")
    assert after.count("\r\n") == (after.count("\n") if "\r\n" in file.text else 0)


@pytest.mark.parametrize("seed", range(100))
def test_in_generated_files_only_that_answer_goes(seed: int) -> None:
    file = Author(seed).file()
    data = parse(file.text.encode(), "").data
    name = Random(seed).choice([*file.lines_of, "brief-z"])

    after = remove(file.text, ("answers", name))

    wanted = {key: answer for key, answer in (data.get("answers") or {}).items() if key != name}
    assert same(parse(after.encode(), "").data.get("answers") or {}, wanted)
    if wanted:
        assert_only_this_changed(file, name, after)
    assert [after.count(comment) for comment in file.comments] == [1] * len(file.comments)
