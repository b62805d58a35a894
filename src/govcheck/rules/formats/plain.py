"""What people wrote, as text that no format and no build server takes for anything else."""

from __future__ import annotations

import json
import posixpath
import re
from typing import Any

from govcheck.words.characters import COMMAND, UNSAFE, one_line

NOT_IN_XML = re.compile("[\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe\U0001ffff]")


def plain(text: str) -> str:
    """One line without control characters and without the beginning of a command."""
    return COMMAND.sub("# #", NOT_IN_XML.sub("", one_line(text)))


def relative(path: str) -> str:
    """A path as code hosts want it: without `./`."""
    return posixpath.normpath(path)


def json_text(document: Any) -> str:
    """JSON that printing does not change: what steers a terminal or a build server is escaped in it."""
    return harmless(json.dumps(document, indent=2, ensure_ascii=False))


def json_line(document: Any) -> str:
    """The same on one line."""
    return harmless(json.dumps(document, ensure_ascii=False))


def harmless(text: str) -> str:
    return UNSAFE.sub(lambda found: escaped(found[0]), COMMAND.sub(r"#\\u0023", text)) + "\n"


def escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if char > "\x7f" else f"\\u{ord(char):04x}"
