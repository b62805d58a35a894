"""Text for a Markdown document: whatever somebody wrote shows as these characters and as nothing else."""

from __future__ import annotations

import re

from govcheck.words.characters import safe_text

# Emphasis, code, links, images, tags, table cells, struck text, formulas, and the braces of site generators.
ANYWHERE = re.compile(r"[\\`*_\[\]<>|~${}]")
ENTITY = re.compile(r"&(?=#?\w+;)")
ADDRESS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)
MENTION = re.compile(r"\\@(?=\w)")
# What makes a heading, a list, an underline or a definition of the line that it begins.
AT_START = re.compile(r"^(?:([#+\-=:])|(\d+)([.)]))")
PLAIN_CODE = re.compile(r"[\w./:@-]+", re.ASCII)
NO_WIDTH = "&#8203;"
"""Parts a mention or an address and does not show: both are made of the finished text, where no backslash is left."""


def markdown_text(text: str) -> str:
    """The text for any place in a Markdown document, a table cell included: always one line, with `<br>` inside."""
    return "<br>".join(map(_escaped, text.strip().splitlines()))


def markdown_code(text: str) -> str:
    """An id or a fingerprint as code; anything else as text."""
    return f"`{text}`" if PLAIN_CODE.fullmatch(text) else markdown_text(text)


def _escaped(line: str) -> str:
    # safe_text comes first: it shows what is invisible with a backslash, which needs one more.
    line = ANYWHERE.sub(r"\\\g<0>", safe_text(" ".join(line.split())))
    line = ADDRESS.sub(r"\\\g<0>", ENTITY.sub(r"\\&", line))
    return AT_START.sub(r"\2\\\1\3", MENTION.sub(rf"\\@{NO_WIDTH}", line))
