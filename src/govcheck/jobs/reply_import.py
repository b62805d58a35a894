"""Replies that came back: what they would change in the answers file, and where the file that holds them is kept."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from govcheck.jobs.reply_rows import Reading, Rows, Told, rows_read
from govcheck.jobs.unsaid import secrets_in, without_secrets
from govcheck.rules.case import Case
from govcheck.rules.counsel import to_counsel_text
from govcheck.rules.dates import days_after
from govcheck.rules.exchanges import before, half_written
from govcheck.rules.judge import judge
from govcheck.rules.mail_replies import replies_in, texts
from govcheck.rules.questionnaire import plain
from govcheck.rules.report.mail import paragraphs_sent
from govcheck.rules.report.sheet import (
    BY,
    COMPLETE,
    ON,
    REFERENCE,
    REPLY,
    REVIEW,
    SHEET_OF,
    UNTIL,
    question_sheet,
)
from govcheck.rules.suggest import write_instead
from govcheck.tools import files
from govcheck.tools.csvread import csv_rows
from govcheck.tools.forms import Form, form_rows
from govcheck.tools.mailread import Mail, eml, mail_as_text
from govcheck.tools.xlsxread import xlsx_rows
from govcheck.tools.yamltext import read_bytes
from govcheck.words.engagement import Exchange
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.table import Row
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import REPLY_DAYS, Outcome

HEADINGS = (REFERENCE, BY, ON, COMPLETE, UNTIL, REPLY, SHEET_OF, REVIEW)
FORM = Form(REFERENCE, HEADINGS[1:], last=REPLY)
SHEETS: Mapping[str, Callable[[bytes, str], tuple[Row, ...]]] = {
    ".md": lambda data, shown: form_rows(data, shown, FORM),
    ".csv": lambda data, shown: csv_rows(data, shown, REFERENCE, HEADINGS),
    ".xlsx": lambda data, shown: xlsx_rows(data, shown, REFERENCE, HEADINGS),
}
MAILS: Mapping[str, Callable[[bytes, str], Mail]] = {".txt": mail_as_text, ".eml": eml}
EVIDENCE = "evidence"
NAME_LENGTH = 40
NOT_A_LETTER = re.compile("[^a-z0-9]+")


@dataclass(frozen=True)
class Received:
    """A file that came back."""

    path: Path
    shown: str
    data: bytes
    rows: tuple[Row, ...]
    left: tuple[str, ...] = ()
    """Lines of a mail that are a reply to nothing."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Said:
    """What whoever reads the file in says of it."""

    by: str = ""
    """Who replied, where the file does not say."""
    on: date | None = None
    partial: Mapping[str, str] = field(default_factory=dict)
    """Questions that are not wholly answered, with what is missing."""
    differs: Mapping[str, str] = field(default_factory=dict)
    """Questions that are answered otherwise than the contract says, with what that says."""


@dataclass(frozen=True)
class Proposal:
    """What becomes of one question."""

    told: Told
    before: Exchange | None
    after: Exchange
    notes: tuple[str, ...] = ()
    """What to know before it is written, in sentences."""
    secrets: tuple[str, ...] = ()
    """Kinds of likely secrets that are left out."""


@dataclass(frozen=True)
class Comparison:
    """The replies against the answers file."""

    proposals: tuple[Proposal, ...]
    same: tuple[str, ...]
    """Questions of which nothing new is said."""
    blank: tuple[str, ...]
    passed_over: tuple[str, ...]
    """Replies that are not recorded, each with the reason, in a sentence."""
    unread: tuple[Row, ...]


def received(path: Path, shown: str, case: Case) -> Received:
    """The file, read. Raises Refused or InvalidInput for one that cannot be read."""
    suffix = path.suffix.casefold()
    if suffix == ".msg":
        raise Refused(f"{shown} is a mail that only Outlook can read", "save it as .eml, or as text with .txt")
    if suffix not in SHEETS and suffix not in MAILS:
        raise Refused(f"{shown} is no sheet or mail that can be read", write_instead(suffix, [*SHEETS, *MAILS]))
    data = read_bytes(path, shown)
    if suffix in SHEETS:
        return Received(path, shown, data, SHEETS[suffix](data, shown))
    return in_mail(Received(path, shown, data, ()), MAILS[suffix](data, shown), case)


def in_mail(file: Received, mail: Mail, case: Case) -> Received:
    """The file with what the mail says to each question. Raises Refused where it says nothing to any."""
    ours = paragraphs_sent(question_sheet(judge(case)))
    known = {"": ours[""], **{id: ours.get(id, ()) for id in case.checklist.questions}}
    found = replies_in(mail.text, known, mail.first)
    sent = mail.sent.isoformat() if mail.sent else ""
    rows = tuple(
        Row(number, {REFERENCE: id, REPLY: text, BY: mail.sender, ON: sent}) for id, number, text in texts(found)
    )
    if not rows:
        hint = "put the reference of each question above its reply, as in q-example: Yes"
        raise Refused(f"{file.shown} holds no reply to a question", hint)
    return replace(file, rows=rows, left=tuple(line.text.strip() for line in found.left))


def compared(file: Received, case: Case, said: Said) -> Comparison:
    """What the replies would change. Raises InvalidInput with everything that cannot be used, and Refused."""
    read: Rows = rows_read(Reading(case, file.shown, said.by, said.on), file.rows)
    if read.problems:
        raise InvalidInput(read.problems)
    proposals, same, passed_over = list[Proposal](), list[str](), list[str]()
    for one in read.told:
        earlier, told = case.engagement.questions.get(one.question), without_secrets(one)
        if earlier and said_before(told, earlier, file.sha256):
            same.append(one.question)
        elif earlier and (why := not_recorded(told, earlier)):
            passed_over.append(why)
        else:
            after, notes = recorded(case, told, earlier, said)
            proposals.append(Proposal(told, earlier, after, tuple(notes), secrets_in(one)))
    new = [one.told.question for one in proposals]
    for option, named in {"--partial": said.partial, "--differs": said.differs}.items():
        if wrong := [id for id in named if id not in new]:
            raise Refused(f"no new reply to {', '.join(wrong)} stands in {file.shown}", f"take it out of {option}")
    if both := [id for id in said.partial if id in said.differs]:
        raise Refused(f"{both[0]} is both partial and differs", "let counsel decide first: leave out --partial")
    return Comparison(tuple(proposals), tuple(same), read.blank, tuple(passed_over), read.unread)


def said_before(told: Told, exchange: Exchange, sha256: str) -> bool:
    """Whether the file has this reply already: of this day or a later one, or read from the very same file."""
    there = [one for one in (exchange, *exchange.earlier) if plain(one.reply) == told.reply]
    return any(one.sha256 == sha256 or (one.replied_on and one.replied_on >= told.on) for one in there)


def not_recorded(told: Told, exchange: Exchange) -> str:
    """Why a reply is not written down although it is new; empty where it is."""
    id = told.question
    if exchange.outcome is Outcome.WITHDRAWN:
        return f"{id} was withdrawn. To have its reply recorded, take the outcome out of the answers file."
    if half_written(exchange):
        return f"{id} names a ref without a reply. Complete it in the answers file, or take it out."
    if exchange.replied_on and told.on < exchange.replied_on:
        return f"{id}: this reply is of {told.on}, and the answers file has one of {exchange.replied_on}."
    return ""


def recorded(case: Case, told: Told, earlier: Exchange | None, said: Said) -> tuple[Exchange, list[str]]:
    """The exchange with the reply, but for where it is kept, and what to know of it. Earlier replies stay beside it."""
    exchange, notes = asked_already(case, told, earlier)
    until, note = end_of(told)
    notes += [note] if note else []
    outcome = None
    if told.question in said.differs:
        outcome = Outcome.DIFFERS
        notes.append(to_counsel_text(case))
    elif told.partly or told.question in said.partial:
        outcome = Outcome.INSUFFICIENT
        notes.append("It is partial, so it is recorded as not enough, and the next sheet asks again.")
    new = replace(
        exchange,
        reply=told.reply,
        replied_by=told.by,
        replied_on=told.on,
        ref="",
        sha256="",
        valid_until=until,
        outcome=outcome,
        follow_up=said.partial.get(told.question, ""),
        contract_says=said.differs.get(told.question, ""),
        earlier=before(earlier) if earlier else (),
    )
    return new, notes


def asked_already(case: Case, told: Told, earlier: Exchange | None) -> tuple[Exchange, list[str]]:
    """When and of whom it was asked, as recorded, else as the sheet says, and what to know of that."""
    sheet_of = told.sheet_of if told.sheet_of and told.sheet_of <= told.on else None
    if earlier is None:
        question = case.checklist.questions[told.question]
        person = case.engagement.front.people.get(question.to) or case.checklist.roles.get(question.to, question.to)
        asked_on = sheet_of or told.on
        return Exchange(asked_on, person), [f"It was not recorded as asked; {asked_on} is taken for that day."]
    notes = []
    if told.on < earlier.asked_on:
        notes.append(f"It came on {told.on}, before it was asked on {earlier.asked_on}.")
    elif sheet_of and sheet_of < earlier.asked_on:
        notes.append(f"It is on a sheet of {sheet_of}, and was asked again since, on {earlier.asked_on}.")
    if earlier.confirm_again:
        notes.append("The question was reworded since it was asked; see whether the reply fits it as it reads now.")
    if earlier.reply:
        differs = earlier.outcome is Outcome.DIFFERS
        outcome = "differs from the contract" if differs else f"is {earlier.outcome}"
        judged = f", which {outcome}" if earlier.outcome else ""
        notes.append(f"It takes the place of the reply of {earlier.replied_on}{judged}. That one is kept beside it.")
    return earlier, notes


def end_of(told: Told) -> tuple[date | None, str]:
    """The last day of a reply as they say it; only a person lets it count longer than any other."""
    longest = days_after(told.on, REPLY_DAYS)
    if told.until is None or told.until <= longest:
        return told.until, ""
    return None, f"They call it valid until {told.until}. It counts until {longest} unless somebody judges otherwise."


# where the file is kept


def place_for(file: Received, case: Case, folder: Path) -> str:
    """Under which name, relative to the folder, the file is kept: the one that it has there already, else a new one."""
    inside = real(folder / EVIDENCE)
    if real(file.path).is_relative_to(inside):
        return (Path(EVIDENCE) / real(file.path).relative_to(inside)).as_posix()
    refs = (one.ref for exchange in case.engagement.questions.values() for one in (exchange, *exchange.earlier))
    if kept := next((ref for ref in refs if case.digests.get(ref) == file.sha256), ""):
        return kept
    stem = f"{EVIDENCE}/reply-{case.today}-{short_name(file.path.stem)}".rstrip("-")
    return next(ref for ref in names(stem, file.path.suffix.casefold()) if is_free(folder, ref, file.sha256))


def real(path: Path) -> Path:
    return path.resolve()


def short_name(stem: str) -> str:
    """A name that is one everywhere."""
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").casefold()
    return NOT_A_LETTER.sub("-", ascii_only).strip("-")[:NAME_LENGTH].strip("-")


def names(stem: str, suffix: str) -> Iterator[str]:
    yield f"{stem}{suffix}"
    yield from (f"{stem}-{number}{suffix}" for number in range(2, 1000))


def is_free(folder: Path, ref: str, sha256: str) -> bool:
    """Whether nothing stands there but what is to stand there."""
    path = folder / ref
    return not (path.exists() or path.is_symlink()) or files.digest(Path(ref), folder) == sha256


def keep(file: Received, ref: str, folder: Path) -> bool:
    """Puts a copy of the file where it is kept; whether it was not there before. Raises Refused."""
    if files.digest(Path(ref), folder) == file.sha256:
        return False
    place = folder / EVIDENCE
    if not real(place).is_relative_to(real(folder)):
        raise Refused(f"{place} leads out of the folder of the answers", "put a folder in its place")
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise Refused(f"{place} cannot be made: {error.strerror}", "put that right, then do it again") from None
    files.create(folder / ref, file.data)
    return True


def with_record(proposals: Iterable[Proposal], ref: str, sha256: str) -> Mapping[str, Exchange]:
    """What is written, by question."""
    return {one.told.question: replace(one.after, ref=ref, sha256=sha256) for one in proposals}
