"""Mails that come back, in the ways in which people answer them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from textwrap import fill, indent

import pytest

from asked import exchanges, review
from govcheck.tools.mailread import eml, mail_as_text
from govcheck.words.errors import Refused
from program import Done, govcheck
from replied import SENT, brought

HEAD = (
    "From: Vera Holt <vera@vendor.example>\nSent: Friday, 20 November 2026 10:31\nTo: Lin\nSubject: RE: Questions\n\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return review(tmp_path / "move")


def sent(path: Path) -> str:
    """The mail to Vera Holt as it went out."""
    options = ("-f", "text", "--to", "vendor", "--record", "--as-of", SENT)
    done = govcheck("questions", "export", *options, cwd=path.parent)
    return done.out.partition("\n\n")[2]


def came(path: Path, text: str, name: str = "mail.txt") -> tuple[Done, dict[str, str]]:
    """What the answers file says was replied, once a mail is read in."""
    file = path.parent.parent / name
    file.write_text(text, "utf-8")
    done = brought(path, file, "--yes")
    return done, {id: one.reply for id, one in exchanges(path).items() if one.reply}


def quoted(text: str, marks: str = "> ") -> str:
    return "".join(f"{marks}{line}".rstrip() + "\n" for line in text.splitlines())


BOTH = {"q-clause": "Clause 4.\n\nAlso in the order form:\n- 30 days\n- no training", "q-keep": "> 30 days"}


def below_each(original: str, marks: str = "> ") -> str:
    """Inline below the quoted place, as most programs quote."""
    lines = []
    for line in quoted(original, marks).splitlines():
        lines.append(line)
        for id, reply in BOTH.items():
            if line.endswith(f"Reply to {id}:"):
                lines += ["", *(reply.removeprefix("> ").splitlines()), ""]
    return "\n".join(lines)


STYLES: dict[str, Callable[[str], str]] = {
    "gmail, below each": lambda mail: (
        f"On Thu, 12 Nov 2026 at 10:31, Lin <lin@larch.example> wrote:\n\n{below_each(mail)}\n-- \nVera\n"
    ),
    "the announcement on two lines": lambda mail: (
        "Hi Lin,\n\nsee below.\n\nOn Thu, 12 Nov 2026 at 10:31, Lin Larch\n<lin@larch.example> wrote:\n"
        f"{below_each(mail, '>')}"
        "\n\nKind regards,\nVera Holt\nThe vendor\n"
    ),
    "forwarded once more": lambda mail: (
        "See Vera's answers.\n\n" + quoted(f"Hello,\n\n{below_each(mail)}\n\nBest regards,\nVera")
    ),
    "marks that stand close": lambda mail: below_each(mail, ">").replace("> >", ">>"),
}


@pytest.mark.parametrize("style", STYLES)
def test_replies_between_quoted_lines_are_found(path: Path, style: str) -> None:
    done, told = came(path, HEAD + STYLES[style](sent(path)))
    assert done.code == 0, done.err
    assert told == {**BOTH, "q-keep": "30 days"}
    now = exchanges(path)["q-clause"]
    assert (now.replied_by, now.replied_on) == ("Vera Holt", date(2026, 11, 20))


def answered(mail: str) -> str:
    for id, reply in BOTH.items():
        mail = mail.replace(f"Reply to {id}:\n", f"Reply to {id}:\n\n{reply}\n")
    return mail


def rewrapped(mail: str) -> str:
    """Each paragraph broken anew, as some programs do."""
    parts = [part if part.strip().startswith(("Needed", "Reply to")) else fill(part, 50) for part in mail.split("\n\n")]
    return "\n\n".join(parts)


UNQUOTED: dict[str, Callable[[str], str]] = {
    "outlook": lambda mail: "Dear Lin, see below.\n\nVera\n\n-----Original Message-----\nFrom: Lin\nSent: Thursday\n"
    f"To: Vera\nSubject: Questions\n\n{answered(mail)}",
    "outlook, a line": lambda mail: f"Dear Lin,\n\n{'_' * 32}\nFrom: Lin\nSent: Thursday\n\n{answered(mail)}\n",
    "no sign of what is quoted": answered,
    "other line ends and other lines": lambda mail: answered(rewrapped(mail)).replace("\n", "\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("style", UNQUOTED)
def test_replies_in_a_mail_that_marks_nothing_are_found(path: Path, style: str) -> None:
    done, told = came(path, HEAD + UNQUOTED[style](sent(path)))
    assert done.code == 0, done.err
    assert told == BOTH


def test_a_reply_above_its_place_is_told_from_what_we_wrote(path: Path) -> None:
    mail = sent(path)
    question = mail[mail.index("Question 2") : mail.index("Reply to q-keep")]
    mail = mail.replace(question, question.replace("How long is it kept?", "How long is it kept?\n\nThirty days.\n"))
    done, told = came(path, HEAD + rewrapped(mail))
    assert (done.code, told) == (0, {"q-keep": "Thirty days."}), done.err
    assert "Part of no reply" not in done.err


def test_what_changed_in_our_text_since_is_not_taken_for_a_reply(path: Path) -> None:
    mail = answered(sent(path)).replace("2026-11-26", "2026-11-27").replace("a reply in writing", "a letter")
    assert came(path, HEAD + mail)[1] == BOTH


ABOVE = {
    "by reference": "q-clause: Clause 4.\nAnd 5.\n\nQ-KEEP - 30 days\n",
    "by reference on a line": "Re q-clause\nClause 4.\nAnd 5.\n\n[q-keep]\n30 days\n",
    "in bold": "*q-clause:* Clause 4.\nAnd 5.\n**q-keep**: 30 days\n",
    "by number": "1. Clause 4.\nAnd 5.\n\n2) 30 days\n",
    "by number in words": "Question 1: Clause 4.\nAnd 5.\nQuestion 2: 30 days\n",
}


@pytest.mark.parametrize("style", ABOVE)
@pytest.mark.parametrize("marks", ["> ", ""])
def test_replies_above_the_original_are_found(path: Path, style: str, marks: str) -> None:
    original = quoted(sent(path)) if marks else f"-----Original Message-----\nFrom: Lin\nSent: x\n\n{sent(path)}"
    done, told = came(path, f"{HEAD}Hello Lin,\n\n{ABOVE[style]}\nKind regards\nVera Holt\n\n{original}")
    assert done.code == 0, done.err
    assert told == {"q-clause": "Clause 4.\nAnd 5.", "q-keep": "30 days"}
    assert "Part of no reply" in done.err
    assert "  | Hello Lin,\n" in done.err


def test_a_number_means_nothing_without_the_questions_below(path: Path) -> None:
    sent(path)
    done, told = came(path, f"{HEAD}1. Yes\n2. No\n")
    assert (done.code, told) == (2, {})
    assert "holds no reply to a question; put the reference of each question above its reply" in done.err


def test_a_list_inside_a_reply_is_part_of_it(path: Path) -> None:
    reply = "1. Yes\n2. No\nre-use: no\nWell: it depends"
    mail = quoted(sent(path)).replace("> Reply to q-clause:\n", f"> Reply to q-clause:\n{reply}\n")
    assert came(path, HEAD + mail)[1] == {"q-clause": reply}


def test_an_unknown_reference_in_a_mail_is_refused_with_its_line(path: Path) -> None:
    sent(path)
    done, told = came(path, f"{HEAD}q-clause: Yes\nq-cluse: No\n")
    assert (done.code, told) == (2, {})
    assert "mail.txt:7:1: there is no question q-cluse; did you mean q-clause?" in done.err


def test_a_mail_without_replies_is_refused(path: Path) -> None:
    for text in (sent(path), quoted(sent(path)), f"On it!\n\n{quoted(sent(path))}"):
        done, told = came(path, HEAD + text)
        assert (done.code, told) == (2, {}), done.err


def test_who_replied_when_has_to_be_said_where_the_mail_does_not(path: Path) -> None:
    sent(path)
    done, _ = came(path, "q-clause: Yes\n")
    assert "nobody is named who replied to q-clause; add --by NAME" in done.err
    assert brought(path, path.parent.parent / "mail.txt", "--yes", "--by", "Vera", "--on", "2026-11-20").code == 0


def message(text: str, charset: str = "utf-8") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Vera Hölt <vera@vendor.example>", "Fri, 20 Nov 2026 23:31:00 -0500"
    mail.set_content(text, charset=charset)
    return mail


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "cp1252"])
def test_a_mail_as_programs_save_it_says_who_and_when_in_utc(path: Path, charset: str) -> None:
    sent(path)
    mail = message("q-clause: Ja, für alle.\nÜberall.\n", charset)
    mail.add_alternative("<p>q-clause: No</p>", subtype="html")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    file = path.parent.parent / "mail.eml"
    file.write_bytes(mail.as_bytes())
    assert brought(path, file, "--yes").code == 0
    now = exchanges(path)["q-clause"]
    assert (now.reply, now.replied_by, now.replied_on) == ("Ja, für alle.\nÜberall.", "Vera Hölt", date(2026, 11, 21))


NO_MAILS = [
    b"",
    b"\x00\xff",
    b"Content-Type: text/html\n\n<p>q-clause: x</p>",
    b"From: x\n\n",
    b"Content-Type: text/plain; charset=nix\n\nx",
]


@pytest.mark.parametrize("data", NO_MAILS)
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        eml(data, "a.eml")


def test_header_lines_are_taken_only_from_the_beginning_and_no_text_is_lost() -> None:
    plain = mail_as_text(b"Hello\nFrom: me\n", "x")
    assert (plain.text, plain.sender, plain.first) == ("Hello\nFrom: me\n", "", 1)
    head = mail_as_text(b"\nFrom: A B\nTo: c,\n  d\nDate: soon\nText\n", "x")
    assert (head.text, head.sender, head.sent, head.first) == ("Text\n", "A B", None, 6)
    assert mail_as_text(indent("To: x\n\nText", "").encode(), "x").text == "To: x\n\nText"
