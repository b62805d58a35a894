"""Replies in a mail: below our questions, between the lines that quote us, or above them with a reference. Pure.

What was sent stands in the mail again, behind `>` or, as some programs do it, not marked at all. It is told from the
replies by its marks, else by what we wrote.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from govcheck.words.values import dataclass

START = r"[^\w\n]{0,4}"
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
HEADING = re.compile(rf"{START}Question (\d{{1,4}}) \(reference ({ID})\)[^\w\n]{{0,4}}(.*)", re.IGNORECASE)
PLACE = re.compile(rf"{START}Reply to ({ID}):[*_ \t]{{0,4}}(.*)", re.IGNORECASE)
NAMED = re.compile(
    rf"{START}(?:(?:re|ref|reference|answer|question)[: ]{{1,2}})?({ID})[\])*]{{0,3}}"
    r"(?:\s*[:=][*_]{0,3}\s*|\s+[-\u2013\u2014]+\s+|\.?\s*\Z)(.*)",
    re.IGNORECASE,
)
IN_ORDER = re.compile(r"(?:question|q|no\.?|#)?\s{0,2}(\d{1,3})\s?[.):]+(?:\s+(.*))?", re.IGNORECASE)
BY_NUMBER = re.compile(rf"{START}question (\d{{1,3}})\s{{0,2}}[.):]+\s*(.*)", re.IGNORECASE)
NUMBER = re.compile(r"\d+")
MARKS = re.compile(r"((?:[ \t]?>)+) ?(.*)")
WROTE = re.compile(r"(?:On|Am|Le) .{6,300}(?:wrote|schrieb.{0,80}|a écrit) ?:", re.IGNORECASE)
ORIGINAL = re.compile(r"-{2,} ?(?:Original|Forwarded) Message ?-{2,}|_{10,}|={10,}", re.IGNORECASE)
HEADER = re.compile(r"[*]?(?:From|Sent|Date|To|Cc|Subject):[*]?(?:\s.*)?", re.IGNORECASE)
SIGN_OFF = re.compile(
    r"(?:(?:with )?(?:many thanks and )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|sincerely|cheers|best)"
    r"[,.!]?|--",
    re.IGNORECASE,
)
ONE_LINE = re.compile(r"(?:Asked on: [\d-]{10}|Reply wanted by: [\d-]{10}(?:, overdue)?|Your reply(?: of [\d-]{10})?:)")
LABEL = re.compile(r"(?:Needed for|Form of reply|Still missing|Asked on|Reply wanted by): ")


@dataclass(frozen=True)
class Line:
    number: int
    depth: int
    """How often it is quoted."""
    text: str
    """Without the marks of quoting."""
    whole: str
    sure: bool = False
    """Nothing of ours stands there."""


@dataclasses.dataclass
class Found:
    """The lines of the replies, by reference, and the lines that belong to none."""

    replies: dict[str, list[Line]] = field(default_factory=dict)
    left: list[Line] = field(default_factory=list)

    def keep(self, reference: str, line: Line) -> None:
        (self.replies.setdefault(reference, []) if reference else self.left).append(line)


@dataclass(frozen=True)
class Begun:
    """A line with which the reply to a question begins, or the question."""

    reference: str
    rest: str
    """What stands behind it on the same line."""
    sure: bool
    """What follows is theirs."""


def replies_in(text: str, ours: Mapping[str, Sequence[str]], first: int = 1) -> Found:
    """What a mail says to each reference, also to one that is not known.

    `ours` are the paragraphs that we send: by reference, and under an empty one those around the questions.
    """
    lines = [line_of(number, one) for number, one in enumerate(text.split("\n"), first)]
    quoted = min((line.depth for line in lines if line.depth and is_ours(line.text)), default=0)
    numbers = {one[1]: one[2].casefold() for line in lines if (one := HEADING.match(line.text))}
    around = {squeezed(one) for one in ours.get("", ())}
    found, current, sure, above, headers = Found(), "", False, True, False
    skipped = from_others(lines)
    for line in lines:
        theirs = line.depth < quoted or not quoted
        words = squeezed(line.text)
        begun = beginning(line.text.strip(), ours, numbers, theirs=theirs, above=above)
        if line.number in skipped:
            current, headers = "", True
        elif headers and HEADER.fullmatch(words):
            continue
        elif begun:
            current, sure, headers = begun.reference, begun.sure, False
            above = above and not is_ours(words)
            if begun.rest:
                found.keep(current, replace(line, text=begun.rest, sure=True))
        elif not theirs or (line.depth and not quoted and current and not sure):  # or theirs of before, as we quoted it
            current = "" if words in around else current
        elif words in around or SIGN_OFF.fullmatch(words):
            current = ""
            found.keep("", line)
        else:
            headers = headers and not words
            text = line.text if quoted else line.whole
            found.keep(current, replace(line, text=text, sure=sure or bool(quoted)))
    return tidied(found, ours)


def line_of(number: int, text: str) -> Line:
    marks = MARKS.fullmatch(text)
    return Line(number, marks[1].count(">"), marks[2], text) if marks else Line(number, 0, text, text)


def is_ours(text: str) -> bool:
    return bool(HEADING.match(text) or PLACE.match(text))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def from_others(lines: Sequence[Line]) -> frozenset[int]:
    """The lines with which programs announce what they quote; some stand on two."""
    found = set[int]()
    for line, following in zip(lines, [*lines[1:], Line(0, 0, "", "")], strict=True):
        words, both = squeezed(line.text), squeezed(f"{line.text} {following.text}")
        if ORIGINAL.fullmatch(words) or WROTE.fullmatch(words):
            found.add(line.number)
        elif WROTE.fullmatch(both) and not WROTE.fullmatch(squeezed(following.text)):
            found |= {line.number, following.number}
    return frozenset(found)


def beginning(
    words: str, known: Collection[str], numbers: Mapping[str, str], *, theirs: bool, above: bool
) -> Begun | None:
    """The question that a line is about, where it says so.

    Ours do, at whatever depth; of theirs those with a reference, or with the number that the same mail has for it.
    """
    if place := PLACE.match(words):
        return Begun(place[1].casefold(), place[2], sure=True)
    if heading := HEADING.match(words):
        return Begun(heading[2].casefold(), heading[3] if theirs else "", sure=False)
    if not theirs:
        return None
    if (named := NAMED.fullmatch(words)) and like_reference(named[1].casefold(), known):
        return Begun(named[1].casefold(), named[2], sure=True)
    numbered = BY_NUMBER.fullmatch(words) or (IN_ORDER.fullmatch(words) if above else None)
    if numbered and numbered[1] in numbers:
        return Begun(numbers[numbered[1]], numbered[2] or "", sure=True)
    return None


def like_reference(word: str, known: Collection[str]) -> bool:
    """Whether a word at the beginning of a line can be meant as a reference: one of ours, or begun as they all are."""
    head, hyphen, _ = word.partition("-")
    return bool(hyphen) and (word in known or {head} == {id.partition("-")[0] for id in known if id})


def tidied(found: Found, ours: Mapping[str, Sequence[str]]) -> Found:
    """Without what we wrote, and without blank lines around a reply."""
    around = ours.get("", ())
    replies = {
        reference: trimmed(theirs_among(lines, (*ours.get(reference, ()), *around)))
        for reference, lines in found.replies.items()
    }
    left = [line for line in theirs_among(found.left, around) if line.text.strip()]
    return Found({id: lines for id, lines in replies.items() if lines}, left)


def theirs_among(lines: Sequence[Line], ours: Iterable[str]) -> list[Line]:
    """The lines that we did not write, however a program has broken ours anew."""
    paragraphs = [words for one in ours if (words := without_numbers(one).split())]
    kept, at = list[Line](), 0
    while at < len(lines):
        line = lines[at]
        if line.sure:
            end = at
        else:
            end = max([at, *(end_of(lines, at, words) for words in paragraphs)])
            end = end if end > at else labelled(lines, at)
        if end == at:
            kept.append(line)
        at = max(end, at + 1)
    return kept


def without_numbers(text: str) -> str:
    """Days and counts are other ones than when it was sent."""
    return NUMBER.sub("0", text)


def end_of(lines: Sequence[Line], at: int, words: Sequence[str]) -> int:
    """Where a paragraph ends that begins at this line; the line itself where it does not."""
    taken = 0
    for end in range(at, len(lines)):
        said = without_numbers(lines[end].text).split()
        if not said or [*words[taken : taken + len(said)]] != said:
            return at
        taken += len(said)
        if taken == len(words):
            return end + 1
    return at


def labelled(lines: Sequence[Line], at: int) -> int:
    """Where a line of ours ends that is not as we would write it today, told by how it begins."""
    if ONE_LINE.fullmatch(squeezed(lines[at].text)):
        return at + 1
    if not LABEL.match(lines[at].text):
        return at
    end = at + 1
    while end < len(lines) and lines[end].text.strip() and not LABEL.match(lines[end].text) and not lines[end].sure:
        end += 1
    return end


def trimmed(lines: Sequence[Line]) -> list[Line]:
    said = [at for at, line in enumerate(lines) if line.text.strip()]
    return [*lines[said[0] : said[-1] + 1]] if said else []


def texts(found: Found) -> Iterator[tuple[str, int, str]]:
    """Each reference with the number of its first line and what is said to it."""
    for reference, lines in found.replies.items():
        yield reference, lines[0].number, "\n".join(line.text.rstrip() for line in lines)
