"""Files that were right before something happened to them: made up by seed, tried by a process of its own.

`python tests/fuzz.py KIND FIRST COUNT` tries so many mutants of a kind and prints a line of JSON for what went wrong,
then one with the figures.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from govcheck.words.resources import folder as bundled
from program import AS_OF, Done, govcheck
from scripted import ANSWERS, CHECKLIST, engagement

MIB = 1024 * 1024
MEMORY = 256 * MIB
SLOW = 1.0
"""Seconds of the processor after which a file takes too long."""
CONFIGURATION = """\
# Where the engagements are
engagements: [move, other/engagement]
within: 30
formats: {check: github, report: html, status: json}
report:
  prepared-by: Larch Advisory
  classification: Confidential
"""
ANSWERED = """\
  doors-locked:
    status: met
    note: Tried twice.
    answered-by: Lin Chen
    answered-on: 2026-11-12
    evidence:
      - {kind: test-result, ref: evidence/round.txt, collected: 2026-11-12, by: Ana Silva, valid-until: 2027-05-01}
  exits-marked:
    status: partial
    note: |
      Floors one and two;
      the third one is open.
    owner: Ben Cole
    answered-by: Lin Chen
    answered-on: 2026-11-12
    remedy: {owner: Ben Cole, due: 2027-01-15, guardrail: Nobody works there}
  crane-booked:
    status: not-met
    answered-by: Lin Chen
    answered-on: 2026-11-12
    acceptance:
      risk: It rains
      residual: low
      compensating: A tent
      by: Cara Roth
      role: CISO
      dated: 2026-11-15
      expires: 2027-05-01
questions:
  q-crane:
    asked-on: 2026-10-28
    asked-of: J. Doe
    reply: The small one.
    replied-by: J. Doe
    replied-on: 2026-11-09
    outcome: accepted
"""
GIVEN = ANSWERS[: ANSWERS.index("answers:\n")] + "answers:\n" + ANSWERED

STRANGE: Sequence[str] = [
    *"\0\x01\x07\x0b\x1b\x7f\x85\xa0\xad\t",
    "\u200b",
    "\u202e",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\U000e0041",
    "\ud800",
]
SIGNS: Sequence[str] = [*":#{}[]&*!|>'\"%@`?,\\-=~<$", "<<", "---", "...", "- ", ": ", "? "]
ODD: Sequence[str] = [
    *("", "~", "null", "true", "no", "12", "-0", "1e999", "0x10", "1:30", "2026-13-45", "2026-02-30", "9999-12-31"),
    *(
        "[]",
        "{}",
        "[[[[]]]]",
        "{a: {b: {}}}",
        "*a",
        "&a x",
        "!!int x",
        "!!python/object:os.system x",
        "|",
        ">-",
        "'",
        '"',
    ),
    *(
        "../../etc/passwd",
        "/dev/zero",
        "evidence/../..",
        "https://[x",
        "\\x00",
        "0" * 5000,
        "x" * 70_000,
        "=1+1",
        "é" * 300,
    ),
]
KEY = re.compile(r"^( *(?:- )?[A-Za-z-]+):(?= |$)")


@dataclass(frozen=True)
class Mutant:
    """A file after something happened to it."""

    data: bytes
    how: str
    line: int = 0
    """The line that was broken, counted from 1; 0 where it is not one alone."""


# What happens in one line, which is then the one to be told


def strange(line: str, r: Random) -> str:
    at = r.randint(0, len(line))
    return line[:at] + r.choice(STRANGE) + line[at:]


def sign(line: str, r: Random) -> str:
    at = r.randint(0, len(line))
    return line[:at] + r.choice(SIGNS) + line[at:]


def left_out(line: str, r: Random) -> str:
    at = r.randrange(len(line))
    return line[:at] + line[at + 1 :]


def swapped(line: str, r: Random) -> str:
    at = r.randrange(len(line))
    return line[:at] + line[at + 1 : at + 2] + line[at] + line[at + 2 :]


def cut(line: str, r: Random) -> str:
    return line[: r.randrange(len(line))]


def moved(line: str, r: Random) -> str:
    by = r.choice([-4, -3, -2, -1, 1, 2, 3, 4])
    return " " * by + line if by > 0 else line[min(-by, len(line) - len(line.lstrip())) :]


def odd_value(line: str, r: Random) -> str:
    found = KEY.match(line)
    return f"{found[0]} {r.choice(ODD)}" if found else line


def odd_key(line: str, r: Random) -> str:
    found = KEY.match(line)
    return f"{found[1]}{r.choice('xsq')}{line[found.end(1) :]}" if found else line


IN_A_LINE: Mapping[str, Callable[[str, Random], str]] = {
    "a strange character": strange,
    "a sign": sign,
    "a character left out": left_out,
    "two characters swapped": swapped,
    "a line cut": cut,
    "a line moved": moved,
    "an odd value": odd_value,
    "an odd key": odd_key,
}

# What happens to the file


def truncated(data: bytes, r: Random) -> bytes:
    return data[: r.randrange(len(data))]


def lines_gone(data: bytes, r: Random) -> bytes:
    lines = data.split(b"\n")
    start = r.randrange(len(lines))
    return b"\n".join(lines[:start] + lines[start + r.randint(1, 9) :])


def lines_again(data: bytes, r: Random) -> bytes:
    lines = data.split(b"\n")
    start = r.randrange(len(lines))
    some = lines[start : start + r.randint(1, 9)]
    return b"\n".join(lines[:start] + some * r.choice([2, 3, 500]) + lines[start:])


def lines_elsewhere(data: bytes, r: Random) -> bytes:
    lines = data.split(b"\n")
    start, stop = sorted((r.randrange(len(lines)), r.randrange(len(lines))))
    part = lines[start : start + r.randint(1, 9)]
    rest = [line for line in lines if line not in part]
    return b"\n".join(rest[:stop] + part + rest[stop:])


def bits_changed(data: bytes, r: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(r.choice([1, 1, 3, 40])):
        changed[r.randrange(len(changed))] = r.randrange(256)
    return bytes(changed)


def nested(data: bytes, r: Random) -> bytes:
    at = r.choice([0, len(data), data.rfind(b"\n") + 1])
    return data[:at] + r.choice([b"[", b"{a: ", b"- ", b"? ", b"a:\n "]) * r.choice([40, 3000]) + data[at:]


def encoded(data: bytes, r: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(r.choice(["utf-16", "utf-32", "utf-16-le", "utf-8-sig", "cp037", "latin-1"]), "replace")


def line_ends(data: bytes, r: Random) -> bytes:
    return data.replace(b"\n", r.choice([b"\r", b"\r\n", b"\n\n", b"\xc2\x85", b"\xe2\x80\xa8", b"\n\t"]))


def anything(_: bytes, r: Random) -> bytes:
    return r.choice([r.randbytes(r.randrange(200)), b"", b"\n", b"~", b"[]", b"a", b"1", b"format: 1"])


TO_A_FILE: Mapping[str, Callable[[bytes, Random], bytes]] = {
    "truncated": truncated,
    "lines gone": lines_gone,
    "lines again": lines_again,
    "lines elsewhere": lines_elsewhere,
    "bits changed": bits_changed,
    "nested": nested,
    "encoded": encoded,
    "other line ends": line_ends,
    "anything": anything,
}


UNSURE = ("a line cut", "a line moved")
"""Whether this line or its neighbours are wrong then, nobody can say."""


def in_a_line(text: str, r: Random) -> Mutant:
    lines = text.split("\n")
    place = r.choice([place for place, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")])
    how = r.choice([*IN_A_LINE])
    alone = how not in UNSURE and not lines[place].endswith(":")  # else what stands below it is wrong as well
    lines[place] = IN_A_LINE[how](lines[place], r)
    return Mutant("\n".join(lines).encode("utf-8", "surrogatepass"), how, place + 1 if alone else 0)


def mutant(data: bytes, r: Random) -> Mutant:
    """The file after one thing, or several, happened to it."""
    if r.random() < 0.5:
        one = in_a_line(data.decode("utf-8"), r)
        return one if one.data != data else mutant(data, r)
    hows = r.choices([*TO_A_FILE], k=r.choice([1, 1, 2, 3]))
    for how in hows:
        data = TO_A_FILE[how](data, r) or b"\n"
    return Mutant(data, ", ".join(hows))


def zipped_mutant(data: bytes, r: Random) -> Mutant:
    """A workbook after something happened to it, or to one of the files in it."""
    if r.random() < 0.4:
        return Mutant((truncated if r.random() < 0.3 else bits_changed)(data, r), "bytes of a workbook")
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = r.choice([*parts])
    how = r.choice([*TO_A_FILE, "a tag", "gone", "a text"])
    if how == "gone":
        del parts[name]
    elif how in TO_A_FILE:
        parts[name] = TO_A_FILE[how](parts[name], r)
    else:
        places = [
            found.span(1) for found in re.finditer(rb"<([^>]*)>" if how == "a tag" else rb">([^<]+)<", parts[name])
        ]
        start, stop = r.choice(places or [(0, 0)])
        new = r.choice(ODD).encode()
        parts[name] = parts[name][:start] + new + parts[name][stop:]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new_file:
        for part, content in parts.items():
            new_file.writestr(part, content)
    return Mutant(made.getvalue(), f"{how} in {name}")


# What is tried


@dataclass(frozen=True)
class Kind:
    """A kind of file: where it lies, what reads it, and what is right before."""

    name: str
    words: str
    right: Sequence[bytes]
    mutate: Callable[[bytes, Random], Mutant] = mutant
    by_line: bool = True
    """Problems are told by the line; of a sheet, by its row or block."""


def kinds(folder: Path) -> Mapping[str, Kind]:
    """The kinds, with the small engagement in the folder that each needs."""
    engagement(folder / "move", GIVEN)
    (folder / "sheets").mkdir()
    for end in ("csv", "md", "xlsx"):
        done = govcheck(
            *f"sheet export -a move --only all -f {end} -o sheets/whole.{end} --as-of {AS_OF}".split(), cwd=folder
        )
        assert done.code == 0, done
    sheets = {end: [(folder / "sheets" / f"whole.{end}").read_bytes()] for end in ("csv", "md", "xlsx")}
    into = f"sheet import {{}} -a move --by Ann --dry-run --as-of {AS_OF}"
    example = bundled("examples") / "not-ready" / "answers.yaml"
    return {
        "answers": Kind(
            "move/answers.yaml", f"check move --as-of {AS_OF}", [GIVEN.encode(), GIVEN.encode(), example.read_bytes()]
        ),
        "checklist": Kind(
            "move/checklists/office-move.yaml",
            "checklist validate move/checklists/office-move.yaml",
            [CHECKLIST.encode()],
        ),
        "configuration": Kind("govcheck.yaml", "config", [CONFIGURATION.encode()]),
        "csv": Kind("sheets/one.csv", into.format("sheets/one.csv"), sheets["csv"], by_line=False),
        "md": Kind("sheets/one.md", into.format("sheets/one.md"), sheets["md"], by_line=False),
        "xlsx": Kind("sheets/one.xlsx", into.format("sheets/one.xlsx"), sheets["xlsx"], zipped_mutant),
    }


@dataclass
class Figures:
    """What came of the mutants that were tried."""

    tried: int = 0
    refused: int = 0
    bugs: int = 0
    slow: int = 0
    slowest: float = 0
    known: int = 0
    """Refusals of a file with one broken line."""
    right: int = 0
    """Those of them that name this line."""
    memory: int = 0
    asked: int = 0
    """So often something wanted a socket, a program or an object out of a file."""
    elsewhere: dict[str, int] = field(default_factory=dict)


def lines_told(done: Done, name: str) -> set[int]:
    return {int(line) for line in re.findall(rf"^{re.escape(name)}:(\d+):", done.err, re.MULTILINE)}


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def tried(kind: Kind, folder: Path, seed: int, figures: Figures) -> None:
    """One mutant, looked at as its user would have it looked at."""
    r = Random(seed)
    one = kind.mutate(r.choice(kind.right), r)
    path = folder / kind.name
    path.write_bytes(one.data)
    start = time.process_time()
    done = govcheck(*kind.words.split(), cwd=folder)
    took = time.process_time() - start
    figures.tried += 1
    figures.slowest = max(figures.slowest, took)
    if took > SLOW:
        figures.slow += 1
        tell(wrong="slow", seed=seed, how=one.how, took=took)
    if done.code not in (0, 1, 2) or (done.code == 2 and not done.err.strip()) or "Traceback" in done.err:
        figures.bugs += 1
        tell(wrong="bug", seed=seed, how=one.how, code=done.code, err=done.err[-2000:])
    if done.code == 2:
        figures.refused += 1
        if one.line and kind.by_line:
            figures.known += 1
            right = one.line in lines_told(done, kind.name)
            figures.right += right
            if not right:
                figures.elsewhere[one.how] = figures.elsewhere.get(one.how, 0) + 1


def peak() -> int:
    """The most memory that this process had, in MiB.

    Linux counts what the process had from which this one was started to `ru_maxrss`, so there its own account is read.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) // 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pickle.", "ctypes.")
"""What no file may bring about, as Python calls it."""


def main(name: str, first: int, count: int) -> None:
    figures = Figures()

    def watch(event: str, _: object) -> None:
        if event.startswith(NEVER):
            figures.asked += 1

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        kind = kinds(folder)[name]
        sys.addaudithook(watch)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for seed in range(first, first + count):
            tried(kind, folder, seed, figures)
    figures.memory = peak()
    tell(**vars(figures))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
