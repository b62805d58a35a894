"""Likely secrets in a text: of which kinds they are, and the text without them.

A secret is removed whole, up to where its word ends, so that what is left beside a mark neither begins nor completes
another one: a masked text holds no secrets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKENS = {
    "an AWS access key": r"A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])",
    "a GitHub token": r"(?:gh[oprsu]|github_pat)_[A-Za-z0-9_]{20,}+(?:\.[\w-]{20,}+){0,2}",
    "a GitLab token": r"gl(?:cbt|dt|ft|pat|ptt|rt|soat)-[\w-]{20,}+(?:\.[\w-]{2}\.[\w-]{7,})?",
    "a Slack token": r"(?:xox[abeprs]|xapp)-[A-Za-z0-9-]{10,}",
    "a Slack webhook address": r"(?:https://)?hooks\.slack\.com/(?:services|triggers|workflows)/[\w/-]{16,}",
    "an API key": r"sk-(?:(?:ant|admin|or|proj|svcacct)-(?=[\w-]{0,40}[0-9])[\w-]{20,}|[A-Za-z0-9]{20,})",
    "a Google API key": r"AIza[\w-]{30,}",
    "a Stripe key": r"[rs]k_(?:live|test)_[A-Za-z0-9]{16,}",
    "an npm token": r"npm_[A-Za-z0-9]{30,}",
    "a PyPI token": r"pypi-(?:AgE[\w-]{20,}|[A-Za-z0-9_]{32,}[\w-]*)",
    "a SendGrid key": r"SG\.[\w-]{16,}+\.[\w-]{16,}",
    "a Hugging Face token": r"hf_[A-Za-z0-9]{30,}",
    "a JSON web token": r"(?<![_-])eyJ[\w-]{6,}+(?:\.[\w-]{6,}+){2,4}",
    "an Azure key": r"(?:(?<=AccountKey=)|(?<=SharedAccessKey=))[A-Za-z0-9+/]{40,}={0,2}",
}
"""Told by how they begin. What repeats without end is possessive or comes last: it never has to be gone back over."""
TOKEN = re.compile("(?<![A-Za-z0-9])(?:" + "|".join(f"({token})" for token in TOKENS.values()) + ")", re.ASCII)

LABEL = "[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
HEADER = r"\s*+[A-Z][A-Za-z-]{2,20}: [^\n]{1,80}\n"
KEY_TEXT = r"(?:\s|\\[nr])*+[A-Za-z0-9+/]{24,}+={0,2}|\r?\n[ \t]*+[A-Za-z0-9+/]++={0,2}[ \t]*+(?=\r?\n|\Z)"
PRIVATE_KEY = re.compile(
    f"-----BEGIN {LABEL}(?:(?:[^-]++|-(?!----))*+-----END {LABEL}[\\w-]*+|(?:{HEADER}){{0,4}}(?:{KEY_TEXT})++)"
)

PASSWORD_IN_ADDRESS = re.compile(r"://[^\s/?#:@]*+:(?P<password>[^\s/?#]+)@")
PLACEHOLDER = re.compile(r"\$\{[^{}]*\}|\$[A-Z][A-Z0-9_]*|\{+[^{}]*\}+|<[^<>]*>|%\w+%|\*+|[xX]{3,}|\.{3}|…")

NAMES = {
    "a bearer token": "bearer(?=[ \t])",
    "a password": "pass(?:code|phrase|wd|word|wort)|kennwort|pwd|(?<![a-z])p(?:ass|w)(?![a-z])",
    "an API key": "(?:access|api|auth|private|secret)[ _-]?key",
    "a secret": "secret",
    "a token": "token",
}
"""What stands before a secret that does not tell by itself."""
MEANS = r"[ \t]*+[:=]{1,3}>?|[ \t]++(?:is|was)\b:?|(?<=bearer)"
QUOTES = "\"'`“”‘’«»"
AROUND = f"{QUOTES}*_"
OPENING = rf"[ \t{AROUND}(<]*+"
ASSIGNMENT = re.compile(
    f"(?:{'|'.join(f'({name})' for name in NAMES.values())})[{AROUND})]{{0,3}}(?:{MEANS}){OPENING}\n?{OPENING}",
    re.ASCII | re.IGNORECASE,
)

MARK = "[removed: "
NAME_LENGTH = 40
WORD_END = re.compile(
    rf"\s|[{QUOTES}](?=[\s,;:.)\]}}/>]|\Z)"  # the end of what was quoted
    rf"|[;&,](?=\w{{1,{NAME_LENGTH}}}=)"  # the next assignment, in an address or a connection string
    r"|\[(?=removed: )"
)
AFTER_WORD = f".,;:)]}}>{AROUND}"
SHORTEST = 8

PLACE = re.compile(
    r"[a-z0-9_.-]*(?:/[a-z0-9_.-]*)+|.*://.*"
    r"|.*\.(?:csv|docx?|eml|html?|json|log|md|pdf|png|pptx?|toml|txt|xlsx?|ya?ml|zip)"
)
"""A path, an address, a file."""
KNOWN = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r"|sha-?[0-9]{1,3}[:=-][0-9a-f]{16,}"
    r"|[0-9]{4}-?[0-9]{2}-?[0-9]{2}t[0-9:]{4,8}z?"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|\b[0-9]+(?:bits?|char(?:acter)?s?|days?|hours?|minutes?|months?|seconds?|weeks?|years?)\b"
    r"|\b(?:argon2id|base64url|chacha20|curve25519|microsoft365|office365|poly1305|secp256[kr]1)\b",
    re.ASCII | re.IGNORECASE,
)
"""Ids, digests, times, mail addresses, spans and names of techniques: letters and digits, and no secret."""
RUN = re.compile("[A-Za-z0-9]+")
STANDARD = re.compile("[A-Z]+[0-9]+")
JOINT = re.compile("[-_/.:=+(]")
SYMBOL = re.compile("[!@#$%^&*?~]")
INSIDE = re.compile("[A-Za-z0-9][!$^*]++[A-Za-z0-9]")
LAST = re.compile(r"[0-9][!$^]++\Z")


class Secret(NamedTuple):
    start: int
    end: int
    rank: int
    kind: str


def found(text: str) -> tuple[str, ...]:
    """The kinds of likely secrets in a text, in words, each once and in order of appearance."""
    return tuple(dict.fromkeys(secret.kind for secret in secrets(text)))


def masked(text: str) -> str:
    """The text with a mark for each likely secret: `[removed: a GitHub token]`."""
    parts, at = [], 0
    for secret in secrets(text):
        parts += [text[at : secret.start], f"{MARK}{secret.kind}]"]
        at = secret.end
    return "".join([*parts, text[at:]]) if parts else text


def secrets(text: str) -> list[Secret]:
    """The likely secrets in order. Those that overlap are one, of the kind that says most."""
    apart: list[Secret] = []
    for secret in sorted([*private_keys(text), *tokens(text), *passwords_in_addresses(text), *assigned(text)]):
        if apart and secret.start < apart[-1].end:
            other = apart.pop()
            rank, kind = min((other.rank, other.kind), (secret.rank, secret.kind))
            apart.append(Secret(other.start, max(other.end, secret.end), rank, kind))
        else:
            apart.append(secret)
    return apart


def private_keys(text: str) -> Iterator[Secret]:
    for key in PRIVATE_KEY.finditer(text):
        yield Secret(*key.span(), 0, "a private key")


def tokens(text: str) -> Iterator[Secret]:
    for token in TOKEN.finditer(text):
        yield Secret(*token.span(), 1, kind_of(token, TOKENS))


def passwords_in_addresses(text: str) -> Iterator[Secret]:
    for address in PASSWORD_IN_ADDRESS.finditer(text):
        if not PLACEHOLDER.fullmatch(address["password"]):
            yield Secret(*address.span("password"), 2, "a password in an address")


def assigned(text: str) -> Iterator[Secret]:
    """What a name gives away: the word after `password:`, up to the next name, when it reads like a password."""
    names = [*ASSIGNMENT.finditer(text)]
    limits = [*(name.start() for name in names), len(text)][1:]
    for name, limit in zip(names, limits, strict=True):
        start, value = name.end(), word(text, name.end(), limit)
        if reads_like_a_password(value):
            yield Secret(start, start + len(value), 3, kind_of(name, NAMES))


def kind_of(match: re.Match[str], kinds: dict[str, str]) -> str:
    return list(kinds)[(match.lastindex or 0) - 1]


def word(text: str, start: int, limit: int) -> str:
    """The word that begins there, without what closes a quotation or a sentence; none if a mark cuts it off."""
    end = WORD_END.search(text, start, limit + NAME_LENGTH)
    if end is None or end.start() >= limit:
        return text[start:limit].rstrip(AFTER_WORD)
    return "" if end[0] == MARK[0] else text[start : end.start()].rstrip(AFTER_WORD)


def reads_like_a_password(word: str) -> bool:
    """Eight characters or more that mix letters with digits or symbols as passwords and keys do, and names do not."""
    if len(word) < SHORTEST or PLACE.fullmatch(word) or PLACEHOLDER.fullmatch(word):
        return False
    rest = KNOWN.sub(" ", word)
    mixed = [run for run in RUN.findall(rest) if is_mixed(run)]
    return (
        any(len(run) >= SHORTEST for run in mixed) or (bool(mixed) and is_one_with_symbol(rest)) or has_odd_symbol(rest)
    )


def is_mixed(run: str) -> bool:
    """Letters and digits, and not a standard such as ISO27001."""
    return not run.isalpha() and not run.isdigit() and not STANDARD.fullmatch(run)


def is_one_with_symbol(word: str) -> bool:
    """One piece with a symbol: `Hunter2#`."""
    return not JOINT.search(word) and SYMBOL.search(word) is not None


def has_odd_symbol(word: str) -> bool:
    """A symbol where no name has it: `pa$$word`, `P@ssword`, `Spring-2026!`."""
    if "@" in word[1:-1] and not JOINT.search(word):
        return True
    return bool(INSIDE.search(word) or (LAST.search(word) and re.search("[A-Za-z]", word)))
