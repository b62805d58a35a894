"""Answers files as people write them: in every style that the reader takes, with comments everywhere."""

import json
import textwrap
from dataclasses import dataclass
from random import Random

IDS = [f"brief-{letter}" for letter in "abcdefgh"]
WORDS = [
    "Met",
    "by the IT desk",
    "see #4",
    "it's",
    'a "quoted" word',
    "naïve",
    "日本",
    "🙂",
    "50 %",
    "a: b",
    "x, y",
    "{z}",
]
WORDS += ["- dash", "no", "12:30", "2026-01-01", "[1]", "&c", "*", "!", "@home", "back\\slash", "~", "1e3", "true?"]


@dataclass
class File:
    """A generated file, and which of its lines belong to which answer."""

    text: str
    lines_of: dict[str, range]
    """By id: the lines, counted from 0, from the key to the last line of its value."""
    comments: list[str]
    """The remarks in it, each once."""


class Author:
    """Somebody with habits, who writes one file."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.step = self.random.choice([2, 2, 4])
        self.dash = self.random.choice([0, 2, self.step])
        self.lines: list[str] = []
        self.comments: list[str] = []
        self.lines_of: dict[str, range] = {}
        self.block_end = 0
        """How many lines there were when the last block of text ended."""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def file(self) -> File:
        self.lines += [self.comment("")] * self.chance(0.5)
        self.lines += ["---"] * self.chance(0.2)
        self.lines += ["format: 1", "engagement:", f"{' ' * self.step}organization: Northwind" + self.behind()]
        self.lines += ["profile: {plan: enterprise}" + self.behind()] * self.chance(0.5)
        if self.chance(0.95):
            self.answers()
        if self.chance(0.3):
            self.lines += ["questions:", f"{' ' * self.step}q-zdr:", f"{' ' * self.step * 2}reply: Yes"]
        self.lines += [self.comment("") for _ in range(2) if self.chance(0.3)]
        self.lines += ["..."] * self.chance(0.1)
        newline = self.random.choice(["\n", "\n", "\r\n"])
        text = newline.join(self.lines) + newline * self.chance(0.8)
        return File(
            "\ufeff" * self.chance(0.1) + text, self.lines_of, [remark for remark in self.comments if remark in text]
        )

    def comment(self, indent: str) -> str:
        self.comments.append(f"# c{len(self.comments)}: remark")
        return indent + self.comments[-1]

    def behind(self) -> str:
        return self.random.choice([" ", "  ", "\t"]) + self.comment("") if self.chance(0.2) else ""

    def answers(self) -> None:
        shared = self.chance(0.8)
        present = [name for name in IDS if shared and self.chance(0.5)]
        if not present:
            self.lines.append(
                self.random.choice(["answers:", "answers: {}", "answers: null", "answers: ~"]) + self.behind()
            )
        else:
            self.lines.append(self.random.choice(["answers:", '"answers":', "answers :"]) + self.behind())
        initial = self.chance(0.6)
        for name in IDS:
            if initial:
                self.lines.append(" " * self.step + f"# {name}{self.random.choice(['', ': Is it?', ' - why not'])}")
            if name in present:
                first = len(self.lines)
                self.answer(name)
                block = self.block_end == len(self.lines)
                self.lines_of[name] = range(first, len(self.lines))
                self.lines += [""] * self.chance(0.3)
                if block:  # it may keep the blank line
                    self.lines_of[name] = range(first, len(self.lines))
                if self.chance(0.2):
                    indent = self.random.randint(0, self.step * 2 if block else 8)
                    self.lines.append(self.comment(" " * indent))
                    if indent > self.step:  # a remark on the answer above
                        self.lines_of[name] = range(first, len(self.lines))

    def answer(self, name: str) -> None:
        indent = " " * self.step
        key = self.random.choice([name, name, f'"{name}"', f"'{name}'"])
        if self.chance(0.25):
            self.lines += self.in_braces(key, indent)
        else:
            self.lines.append(f"{indent}{key}:{self.behind()}")
            self.entries(indent * 2)

    def in_braces(self, key: str, indent: str) -> list[str]:
        pairs = [f"status: {self.status()}", "answered-by: Lin Chen", "answered-on: 2026-11-12"]
        pairs += ["note: " + self.quoted(self.words())] * self.chance(0.4)
        pairs += ["evidence: [{kind: test-result, ref: a.pdf, collected: 2026-11-01, by: A}]"] * self.chance(0.3)
        pairs += ["remedy: {owner: B, due: 2027-01-15, guardrail: none}"] * self.chance(0.2)
        pairs += ["owner: ", "expired"] if self.chance(0.05) else []
        if self.chance(0.6):
            return [f"{indent}{key}: {{{', '.join(pairs)}{',' * self.chance(0.1)}}}{self.behind()}"]
        lines = [f"{indent * 2}{pair},{self.behind()}" for pair in pairs[:-1]] + [
            indent * 2 + pairs[-1] + self.behind()
        ]
        return [f"{indent}{key}: {{", *lines, f"{indent}}}{self.behind()}"]

    def entries(self, indent: str) -> None:
        writers = [self.plain, self.double, self.single, self.literal, self.folded, self.next_line, self.several_lines]
        self.lines.append(f"{indent}status: {self.status()}{self.behind()}")
        for key in self.random.sample(["note", "owner", "answered-by", "why", "x"], self.random.randint(1, 4)):
            self.random.choice(writers)(key, indent)
            self.lines += [self.comment(indent)] * self.chance(0.1)
            if self.chance(0.05) and self.block_end < len(self.lines):
                self.lines.append("")
        if self.chance(0.5):
            self.evidence(indent)
        if self.chance(0.3):
            self.lines += [f"{indent}remedy:{self.behind()}", f"{indent}{' ' * self.step}owner: B{self.behind()}"]
            self.lines += [f"{indent}{' ' * self.step}due: 2027-01-15{self.behind()}"]
        if self.chance(0.3):
            self.random.choice(writers)("last", indent)

    def status(self) -> str:
        return self.random.choice(["met", "partial", "not-met", '"unknown"', "'met'", "not-applicable"])

    def words(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 5)))

    def quoted(self, text: str) -> str:
        single = "'" + text.replace("'", "''") + "'"
        return self.random.choice([json.dumps(text, ensure_ascii=False), single])

    def plain(self, key: str, indent: str) -> None:
        self.lines.append(f"{indent}{key}:{self.random.choice([' ', '   '])}Lin Chen{self.behind()}")

    def double(self, key: str, indent: str) -> None:
        self.lines.append(f'{indent}"{key}": {json.dumps(self.words(), ensure_ascii=False)}{self.behind()}')

    def single(self, key: str, indent: str) -> None:
        self.lines.append(f"{indent}{key}: '{self.words().replace(chr(39), chr(39) * 2)}'{self.behind()}")

    def literal(self, key: str, indent: str, sign: str = "|") -> None:
        deeper = self.random.choice([1, 2, 4])
        chomp, explicit = self.random.choice(["", "-", "+"]), self.random.choice(["", "", str(deeper)])
        self.lines.append(f"{indent}{key}: {sign}{explicit}{chomp}{self.behind()}")
        text = "\n".join(
            self.random.choice(["", "  # brief-c: no comment", self.words(), self.words()]) for _ in range(4)
        )
        self.lines += textwrap.indent("First\n" + text + "\nLast", indent + " " * deeper).split("\n")
        self.lines += [""] * (self.random.randint(0, 2) if chomp else 0)
        self.block_end = len(self.lines)

    def folded(self, key: str, indent: str) -> None:
        self.literal(key, indent, ">")

    def next_line(self, key: str, indent: str) -> None:
        self.lines += [f"{indent}{key}:{self.behind()}", f"{indent}   {self.quoted(self.words())}{self.behind()}"]

    def several_lines(self, key: str, indent: str) -> None:
        style = self.random.choice(["{} and\n{} more", '"{}\n\n{}"', "'{}\n{}'"])
        text = f"{indent}{key}: " + style.format("one", indent + "   two")
        self.lines += (text + self.behind()).split("\n")

    def evidence(self, indent: str) -> None:
        if self.chance(0.2):
            items = self.random.choice(["[]", "[a, b]", "[{kind: test-result, ref: a.pdf}, {kind: verbal}]"])
            self.lines.append(f"{indent}evidence: {items}{self.behind()}")
            return
        self.lines.append(f"{indent}evidence:{self.behind()}")
        inner = indent + " " * self.dash
        for _ in range(self.random.randint(1, 3)):
            if self.chance(0.5):
                self.lines.append(
                    f"{inner}- {{kind: test-result, ref: a.pdf, collected: 2026-11-01, by: A}}{self.behind()}"
                )
            else:
                self.lines += [f"{inner}- kind: admin-export{self.behind()}", f"{inner}  ref: b.pdf{self.behind()}"]
            self.lines += [self.comment(inner)] * self.chance(0.1)
