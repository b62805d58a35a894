"""Secrets in what people type are noticed and masked, whatever stands around; ordinary sentences are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from govcheck.rules.secrets import found, masked

REPOSITORY = Path(__file__).parents[1]


def joined(*parts: str) -> str:
    """Put together here, so that no scanner takes the made-up values of this file for real ones."""
    return "".join(parts)


LETTERS = "q7Rt2LmX9vBz4KdW" * 6
HEX = "9f86d081884c7d65" * 4
KEY_LINES = "\n".join(["MIIE" + LETTERS[:60], LETTERS[:64], "aB3dEf=="])
JSON_WEB_TOKEN = joined("ey", "J", LETTERS[:20], ".ey", "J", LETTERS[:40], ".", LETTERS[:30], "-_", LETTERS[:11])


def private_key(label: str, lines: str = KEY_LINES) -> str:
    return joined("-----BE", f"GIN {label}-----\n", lines, "\n-----E", f"ND {label}-----")


PLANTED = [
    ("an AWS access key", joined("AK", "IA", "Q7RT2LMX9VBZ4KDW")),
    ("an AWS access key", joined("AS", "IA", "Q7RT2LMX9VBZ4KDW")),
    *(("a GitHub token", joined(start, "_", LETTERS[:36])) for start in ("ghp", "gho", "ghu", "ghs", "ghr")),
    ("a GitHub token", joined("github", "_pat_", LETTERS[:22], "_", LETTERS[:59])),
    ("a GitHub token", joined("ghs", "_12345_", JSON_WEB_TOKEN)),
    ("a GitLab token", joined("gl", "pat-", LETTERS[:14], "_-", LETTERS[:4])),
    ("a GitLab token", joined("gl", "pat-", LETTERS[:27], ".01.", "0a1b2c3d4")),
    ("a Slack token", joined("xo", "xb-", "123456789012-", "1234567890123-", LETTERS[:24])),
    ("a Slack token", joined("xo", "xp-", "123456789012-", LETTERS[:24])),
    ("a Slack webhook address", joined("https://hooks.sl", "ack.com/services/", "T0AB1CD2E/B0AB1CD2E/", LETTERS[:24])),
    ("an API key", joined("sk", "-ant-", "api03-", LETTERS[:60], "-", LETTERS[:30], "AA")),
    ("an API key", joined("sk", "-proj-", LETTERS[:40], "_", LETTERS[:40])),
    ("an API key", joined("sk", "-", LETTERS[:48])),
    ("a Google API key", joined("AI", "za", LETTERS[:20], "-_", LETTERS[:13])),
    ("a Stripe key", joined("sk", "_live_", LETTERS[:24])),
    ("a Stripe key", joined("rk", "_live_", LETTERS[:24])),
    ("an npm token", joined("np", "m_", LETTERS[:36])),
    ("a PyPI token", joined("py", "pi-", "AgEIcHlwaS5vcmc", LETTERS[:60], "-", LETTERS[:20])),
    ("a SendGrid key", joined("S", "G.", LETTERS[:22], ".", LETTERS[:43])),
    ("a Hugging Face token", joined("h", "f_", LETTERS[:34])),
    ("a JSON web token", JSON_WEB_TOKEN),
    *(
        ("a private key", private_key(label))
        for label in ("PRIVATE KEY", "RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK")
    ),
    ("a private key", private_key("PRIVATE KEY").replace("\n", "\\n")),
    ("a private key", private_key("EC PRIVATE KEY").replace("\n", " ")),
    ("a private key", private_key("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A1B\n\nMIIEabc")),
]
"""What is a secret wherever it stands."""

NAMED = [
    ("an Azure key", "AccountName=x;Account" + "Key=", LETTERS[:86] + "==", ";EndpointSuffix=core"),
    ("an Azure key", "Shared" + "AccessKey=", LETTERS[:43] + "=", ""),
    ("a bearer token", "Authorization: Bear" + "er ", LETTERS[:40], "\nAccept: */*"),
    ("a password in an address", "https://nora:", joined("Hun", "ter"), "@host.example/a?b=c#d"),
    ("a password in an address", "postgres://app:", joined("p@ss", ":word!"), "@db.example:5432/claims"),
    ("a password in an address", "redis://:", joined("let", "mein"), "@cache.example"),
    ("a password", "password: ", joined("Hun", "ter2xyz!"), ""),
    ("a password", "The admin password is ", joined("Hun", "ter2xyz!"), ", so change it."),
    ("a password", "Password:\n", joined("Tr0ub", "4dor&3"), "\nUser: nora"),
    ("a password", "**Password:** `", joined("Hun", "ter2xyz"), "`."),
    ("a password", "pwd=", joined("abcd", "1234"), "&user=bob"),
    ("a password", "pw: ", joined("Tr0ub", "4dor"), ", changed weekly"),
    ("a password", "Passwort: ", joined("Sommer", "2026!"), ""),
    ("a password", "Server=db;Pass" + "word=", joined("abc1", "234!"), ";Database=claims"),
    ("a password", '{"password":"', joined("abc1", "23!x"), '","user":"bob"}'),
    ("a password", "DB_PASSWD = '", joined("P@ss", "word"), "'"),
    ("a password", "passphrase: ", joined("pa$$", "word"), ""),
    ("a password", "password: ", joined("Spring", "-2026!"), ""),
    ("a password", "(password: ", joined("Hun", "ter2!"), ")"),
    ("a password", "password: ", joined("Hun", "ter2#"), ""),
    ("an API key", 'api_key = "', LETTERS[:20], '"'),
    ("an API key", "X-Api-Key: ", HEX[:32], ""),
    ("an API key", "aws_secret_access_key = ", joined(LETTERS[:10], "/", LETTERS[:10], "+", LETTERS[:18]), ""),
    ("a secret", "client_secret: ", joined("Zx8~", LETTERS[:20], ".", LETTERS[:9]), ""),
    ("a secret", "secret=", HEX[:40], ""),
    ("a token", "https://api.example/v1?token=", LETTERS[:20], "&page=2"),
    ("a token", "token := ", joined("v9-", LETTERS[:20]), " # rotated"),
]
"""What is a secret because of what stands before it."""

CASES = [(kind, "", secret, "") for kind, secret in PLANTED] + NAMED

AROUND = [("", ""), ("See (", ")."), ("As agreed:\n  ", "\nNora Pike"), ("Zoë, “", "” \U0001f511"), ('x="', '", y=1')]


@pytest.mark.parametrize(("before", "after"), AROUND)
@pytest.mark.parametrize(("kind", "lead", "secret", "rest"), CASES)
def test_a_secret_is_named_and_masked_in_its_place(
    kind: str, lead: str, secret: str, rest: str, before: str, after: str
) -> None:
    text = f"{before}{lead}{secret}{rest}{after}"
    assert found(text) == (kind,)
    assert masked(text) == f"{before}{lead}[removed: {kind}]{rest}{after}"


def test_at_least_fifteen_kinds_are_planted() -> None:
    assert len({kind for kind, *_ in CASES}) == 20


def test_several_are_named_once_each_in_order_of_appearance() -> None:
    aws, github = PLANTED[0][1], PLANTED[2][1]
    text = f"First {github}, then {aws}, {github} again; password: {joined('Hun', 'ter2xyz!')}"
    assert found(text) == ("a GitHub token", "an AWS access key", "a password")
    assert masked(text) == (
        "First [removed: a GitHub token], then [removed: an AWS access key], [removed: a GitHub token] again; "
        "password: [removed: a password]"
    )


def test_each_part_of_a_query_is_masked_by_itself() -> None:
    text = f"https://api.example/v1?api_key={HEX[:32]}&access_token={LETTERS[:20]}&page=2"
    assert masked(text) == (
        "https://api.example/v1?api_key=[removed: an API key]&access_token=[removed: a token]&page=2"
    )


@pytest.mark.parametrize("lead", ["token=", "password: ", "Authorization: Bearer ", 'api_key = "'])
def test_the_kind_that_says_most_is_named(lead: str) -> None:
    assert masked(lead + PLANTED[2][1]) == lead + "[removed: a GitHub token]"


def test_a_token_in_the_place_of_the_user_is_masked_too() -> None:
    text = f"https://{PLANTED[2][1]}:x-oauth@git.example/a.git"
    assert masked(text) == "https://[removed: a GitHub token]:[removed: a password in an address]@git.example/a.git"


def test_a_word_goes_as_a_whole_with_the_token_inside() -> None:
    assert masked(f"password: x!{PLANTED[0][1]}!y.") == "password: [removed: an AWS access key]."


@pytest.mark.parametrize("lines", [KEY_LINES, "Version: 1\n\n" + KEY_LINES, "aB3dEf\n" + LETTERS[:12]])
def test_a_private_key_without_end_takes_the_lines_that_look_like_it(lines: str) -> None:
    begin = joined("-----BE", "GIN RSA PRIVATE KEY-----\n")
    text = f"Found in the wiki:\n{begin}{lines}\nWas removed the same day."
    assert masked(text) == "Found in the wiki:\n[removed: a private key]\nWas removed the same day."


def test_two_private_keys_leave_what_stands_between() -> None:
    text = f"{private_key('PRIVATE KEY')} and - - {private_key('PRIVATE KEY')}"
    assert masked(text) == "[removed: a private key] and - - [removed: a private key]"


# Ordinary sentences.

TRICKY = [
    "password: at least 12 characters",
    "Password: 12-characters minimum, 14+chars for administrators",
    "Passwords: see the standard of 2026-11-02.",
    "The password is set by the identity provider.",
    "Password is argon2id-hashed; PBKDF2/HMAC-SHA256 before 2026.",
    "password: single-sign-on/required",
    "password: ********",
    "password: ${DB_PASSWORD_1}",
    "password = $PROD2PASSWORD",
    "Pass: 12/14 tests, bypass: none",
    "Token lifetime: 28 days",
    "Token: 28days, then rotated.",
    "token: short-lived (15min-idle)",
    "The token is OAuth2.0/OIDC, signed with RS256 or ES256.",
    "token: sent-to nora.pike1@alder2026.example",
    "token: 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "token: LEG-2026-211",
    "Token: 2026-11-22T10:15:00Z",
    "token: evidence/report2026-final.pdf",
    "token: https://wiki.alder.example/claims2026/token4you",
    "secret: see vault path kv/claims",
    "secret: kv/claims2026/prod1",
    "secret: vault://kv/claims2026",
    "Secret: AES-256-GCM at rest, TLS1.3-only in transit",
    "secret: sha256:" + HEX,
    "Client secret: rotated every 90days by IAM-17-owner",
    "API key: ISO27001-scope, one for each service account",
    "api_key: brief-id-sso-enforced",
    "Access key: held by two persons (four-eyes).",
    "Private key: HSM/FIPS140-3, never exported",
    "private_key: CMEK-EUWEST3-RING",
    "Bearer authentication-and-authorization is off.",
    "The bearer tokens are short-lived and audience-bound.",
    "brief-id-sso-enforced, brief-keys-zdr-2026, dsb-logs-export",
    "sha256: " + HEX,
    f"evidence/sso.txt ({HEX}) was unchanged on 2026-11-12.",
    "Request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 was refused.",
    "IAM-17, SEC-204b, LEG-2026-211 and ISO/IEC 42001:2023 apply.",
    "https://wiki.alder.example/sso?id=42&tab=history&rev=9f86d081",
    "https://alder.example:8443/path/@nora?mail=nora@alder.example",
    "https://${USER}:${PASSWORD}@git.example/claims.git or https://user:***@git.example",
    "ssh://git@git.alder.example:22/claims.git and git@git.alder.example:claims.git",
    "Keys beginning with sk-ant-, ghp_ or AKIA are refused by the scanner (sk-ant-... and xoxb-...).",
    "The risk-proj-register-2026-for-the-claims-department is kept.",
    "sk-admin-guide-for-the-whole-organisation",
    "pypi-publishing-for-the-release-candidates-of-2026",
    "No file may hold a line such as -----BEGIN PRIVATE KEY----- in clear.",
    "-----BEGIN CERTIFICATE-----\nMIIE" + LETTERS[:60] + "\n-----END CERTIFICATE-----",
    "The file AKIA0123456789ABCDEFGHIJKL.txt is the archive of the acceptance test.",
    "SG.2026.11 and hf_hub, npm_config_cache, glpat-rotation: done",
    "Secret scanning: on. Token: yes. Password policy: NIST-800-63B.",
    "AccountKey=<from the vault>; SharedAccessKey=none",
    "claude-opus-4-1-20250805 in eu-west-1, build 20261122T101500Z",
]


def texts(node: object) -> Iterator[str]:
    match node:
        case dict():
            for value in node.values():
                yield from texts(value)
        case list():
            for value in node:
                yield from texts(value)
        case str():
            yield node


def content() -> list[str]:
    """Every text of the checklists, digests and examples, each once."""
    places = ("checklists/*.yaml", "seeds/*.yaml", "examples/*/answers.yaml")
    files = [file for place in places for file in sorted(REPOSITORY.glob(place))]
    return list(dict.fromkeys(text for file in files for text in texts(yaml.safe_load(file.read_text("utf-8")))))


def test_no_alarm_in_the_content() -> None:
    sentences = [text for text in content() if " " in text]
    assert len(sentences) >= 500
    assert [text for text in content() if found(text)] == []


@pytest.mark.parametrize("sentence", TRICKY)
def test_no_alarm_in_a_tricky_sentence(sentence: str) -> None:
    assert found(sentence) == ()
    assert masked(sentence) is sentence


# Any text.

PIECES = [
    *(secret for _, secret in PLANTED),
    *(f"{lead}{secret}{rest}" for _, lead, secret, rest in NAMED),
    *(lead for _, lead, *_ in NAMED),
    *TRICKY,
    *("[removed: ", "[removed: a password]", "]", "[", "://", "@", ":", "=", "is", ";a=", "&", ",", ".", "-", "_", "/"),
    *(" ", "\n", "\t", '"', "'", "`", "!", "$", "\\n", "a", "Z", "7", "pass", "pass=", "password", "token", "bearer "),
    *(
        "ab",
        "x" * 20,
        LETTERS,
        HEX,
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        ".pdf",
        "sha256:",
        "ey",
    ),
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join))
@example(f"password=https://alder2026/{PLANTED[0][1]}")
@example(f"Bearer abc12345-{PLANTED[0][1]}.pdf")
@example(f"password=https://alder2026/&{joined('gh', 'p_', 'abcde' * 5)}_token=a1b2c3d4e")
@example(private_key("PRIVATE KEY") + JSON_WEB_TOKEN)
def test_a_masked_text_holds_no_secrets_and_stays_as_it_is(text: str) -> None:
    clean = masked(text)
    assert found(clean) == ()
    assert masked(clean) is clean
    assert (clean is text) == (found(text) == ())


@given(st.text())
def test_what_is_named_is_what_is_masked(text: str) -> None:
    marks = [f"[removed: {kind}]" for kind in found(text)]
    assert all(mark in masked(text) for mark in marks)


# Hostile text.

UNITS = [
    *(
        "a",
        "a ",
        "-",
        " ",
        "\n",
        "A-b_c.d",
        "password",
        "password ",
        "password\n",
        "password:",
        "password=1",
        "token is ",
    ),
    *(
        "password=a1b2c3d4e5,",
        "password=;a=",
        'password="',
        "password=/a",
        "password=a@b.",
        "password=1!",
        "bearer ",
        "pwd=-1",
    ),
    *("[removed: ", "password: [removed: ", "://", "://a:", "://a:b@", "://a:b", "-----BEGIN PRIVATE KEY-----"),
    *("-----BEGIN PRIVATE KEY-----\nA: b\n", "-----BEGIN PRIVATE KEY-----\nab", "-ey" + "J", "ey" + "Jaaaaaaa."),
    *(
        "AKI" + "A",
        "gh" + "p_",
        "ghs_" + "a" * 36 + ".",
        "glp" + "at-",
        "xox" + "b-",
        "hooks.slack.com/services/",
        "sk-",
    ),
    *(
        "sk-a" + "nt-",
        "AIz" + "a",
        "sk_live" + "_",
        "np" + "m_",
        "py" + "pi-",
        "SG" + ".",
        "-SG." + "a" * 16,
        "h" + "f_",
    ),
    *("AccountKey=", "AccountKey=a/"),
]
LEADS = ["://a:", "password: x1", "password=", "Bearer ", "-----BEGIN PRIVATE KEY-----", "eyJaaaaaaaa.", "AccountKey="]
ENDLESS = ["a", " ", "a1", "@", ";a", "=", "\n", "-", "Aa: b\n"]
HOSTILE = [("", unit) for unit in UNITS] + [(lead, unit) for lead in LEADS for unit in ENDLESS]


@pytest.mark.parametrize(("lead", "unit"), HOSTILE)
def test_hostile_text_takes_time_by_its_length_only(lead: str, unit: str) -> None:
    for length in (100_000, 1_000_000):  # the shorter one fails soon where the longer one would take hours
        text = lead + unit * (length // len(unit))
        begin = process_time()
        masked(text)
        assert process_time() - begin < length / 200_000
