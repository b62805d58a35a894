"""Characters that show as nothing, or show something else than what is there."""

from __future__ import annotations

import re
import unicodedata

# Control characters but tab, line feed and carriage return; zero-width, bidi, line-separating, annotation and tag
# characters; halves of surrogate pairs. They steer a terminal, hide text, or show it in another order than it has.
HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
"""The inside of a character class."""
UNSAFE = re.compile(f"[{HIDDEN}]|\r(?!\n)")  # a carriage return alone goes back to the start of the line


ASCII = bytes(range(0x80))
SHOWN = b"\t\n" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))
"""The bytes of UTF-8 without control characters; what is beyond ASCII is looked at by itself."""
COMMAND = re.compile(r"##(?=\w*\[)")
"""`##[error]`, `##vso[...]`: build servers read these as commands, wherever they stand in a line."""
COMMAND_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
"""`::error::`: one that begins a line, after white space too."""


def is_plain(text: str) -> bool:
    """Whether nothing of it is hidden, as in nearly all text; to see so takes a tenth of the time of a search.

    False does not say that something is: a space that breaks no line, for example, only looks like another one.
    """
    if text.isprintable():
        return True
    data = text.encode("utf-8", "surrogatepass")
    if data.translate(None, SHOWN):
        return False
    return data.translate(None, ASCII).decode("utf-8", "surrogatepass").isprintable()


def safe_text(text: str) -> str:
    r"""The text with everything visible that would steer a terminal: an escape character becomes `\x1b`."""
    if is_plain(text):
        return text
    return UNSAFE.sub(lambda found: visible(ord(found[0])), text)


def visible(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def talk_text(text: str) -> str:
    """Lines of talk as they can be written anywhere: none steers a terminal, and none is a command of a build server.

    Build servers read both streams of a step for commands.
    """
    return COMMAND_AT_START.sub(r"\1: ", COMMAND.sub("# #", safe_text(text)))


def one_line(text: str) -> str:
    """The text as one line without surprises: what would steer a terminal is visible, other white space is a space."""
    return safe_text(" ".join(text.split()))


def columns(text: str) -> int:
    """So many columns it takes on a screen: wide characters two, marks above others none."""
    return sum(map(columns_of, text))


def columns_of(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
