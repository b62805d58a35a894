"""A mail that was saved as a file: as `.eml`, or as text with or without its header lines."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.utils import parseaddr
from itertools import takewhile

from govcheck.rules.day_text import days_meant
from govcheck.tools.yamltext import MAX_BYTES, decode
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass

HEADER = re.compile(r"(From|Sent|Date|To|Cc|Bcc|Subject|Importance|Attachments):[ \t]*(.*)", re.IGNORECASE)
SAVE_AS_TEXT = "save the text of the mail as .txt, in UTF-8"


@dataclass(frozen=True)
class Mail:
    """What a mail says, and who sent it when, where it tells."""

    text: str
    sender: str = ""
    sent: date | None = None
    first: int = 1
    """The number of the first line of the text in the file; of an `.eml` it is that of its text."""


def eml(data: bytes, shown: str) -> Mail:
    """A mail as programs save it. Raises Refused where it has no plain text."""
    if len(data) > MAX_BYTES:
        raise Refused(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB", SAVE_AS_TEXT)
    message = message_from_bytes(data, policy=policy.default)
    try:
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        sender, sent = str(message["From"] or ""), message["Date"]
    except (LookupError, ValueError, AttributeError, TypeError):  # what its headers promise and do not hold
        raise Refused(f"{shown} is no mail that can be read", SAVE_AS_TEXT) from None
    if not text.strip():
        raise Refused(f"{shown} holds no plain text", SAVE_AS_TEXT)
    at = getattr(sent, "datetime", None)
    return Mail(text.replace("\r\n", "\n"), name_of(sender), utc_day(at) if isinstance(at, datetime) else None)


def utc_day(at: datetime) -> date:
    """The day in UTC; a time without a zone is taken as it is."""
    return at.astimezone(UTC).date() if at.tzinfo else at.date()


def mail_as_text(data: bytes, shown: str) -> Mail:
    """A mail that somebody saved or pasted as text. Header lines at its beginning say who sent it when."""
    lines = decode(data, shown).replace("\r\n", "\n").split("\n")
    start = next(number for number, line in enumerate(lines) if line.strip())
    block = list(takewhile(in_header, lines[start:]))
    told = {found[1].casefold(): found[2] for line in reversed(block) if (found := HEADER.fullmatch(line.strip()))}
    if "from" not in told:
        return Mail("\n".join(lines))
    days = days_meant(told.get("sent") or told.get("date", ""))
    body = start + len(block)
    return Mail("\n".join(lines[body:]), name_of(told["from"]), days[0] if len(days) == 1 else None, body + 1)


def in_header(line: str) -> bool:
    """A header line, or the indented rest of one."""
    return bool(line.strip()) and (line[0] in " \t" or HEADER.fullmatch(line.strip()) is not None)


def name_of(sender: str) -> str:
    """`Vera Holt` of `Vera Holt <vera@vendor.example>`, else the address."""
    name, address = parseaddr(sender) if "@" in sender else ("", "")
    return " ".join((name or address or re.split(r"[<\[]", sender)[0]).split())
