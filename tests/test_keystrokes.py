"""Ten questions answered here and with copier, the terminal questionnaire closest in kind: the keys that it takes.

Both are asked the same things, and both end with the same answers on disk. Copier gets its best case: the most frequent
status is chosen beforehand, and what is not needed is not asked. An arrow is one key, and so is Enter.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from govcheck.jobs.load import open_engagement
from scripted import TODAY

pytest.importorskip("termios", reason="there are no pseudo-terminals on Windows")
from seat import PATIENCE, environment, seat

COPIER = shutil.which("copier", path=os.environ.get("GOVCHECK_PEERS")) or shutil.which("copier")
STATUSES = ["met", "partial", "not-met", "unknown", "not-applicable"]
DOWN = "\x1b[B"


@dataclass(frozen=True)
class Wanted:
    """What is to be said of one control."""

    status: str
    note: str = ""
    proof: str = ""
    remedy: tuple[str, str] = ("", "")
    """Who, and the guardrail; due in thirty days."""


TEN = [
    Wanted("met", proof="evidence/sso.txt"),
    Wanted("met", proof="evidence/jit.txt"),
    Wanted("met", proof="https://wiki.example/roles"),
    Wanted("met"),
    Wanted("partial", note="Desks B and C are open"),
    Wanted("partial", note="Two groups are missing", remedy=("Ben Cole", "Named users only")),
    Wanted("not-met", note="Nobody has begun"),
    Wanted("unknown"),
    Wanted("unknown", note="The account team is asked"),
    Wanted("not-applicable", note="No such surface here"),
]
DUE = "2026-12-22"


def ours(one: Wanted) -> list[str]:
    """The lines typed at our prompts."""
    gap = ["r", one.remedy[0], "+30", one.remedy[1]] if one.remedy[0] else [""]
    match one.status:
        case "met":
            return [f"y {one.proof}"] if one.proof else ["y", ""]
        case "partial":
            return [f"p:{one.note}", *gap]
        case "not-met":
            return [f"n:{one.note}", *gap]
        case "unknown":
            return [f"u:{one.note}"] if one.note else ["u", ""]
        case _:
            return [f"a:{one.note}", ""]


def engagement_of_ten(folder: Path) -> Path:
    wanted = "gate: required, evidence: {what: A test, accepts: [test-result]}"
    controls = "".join(
        f"      c{number}: {{question: 'Is number {number} so?', {wanted}}}\n" for number in range(1, 11)
    )
    checklist = "format: 1\nid: ten\ntitle: Ten\nversion: 1.0.0\nsections:\n  all:\n    title: All\n    controls:\n"
    (folder / "checklists").mkdir()
    (folder / "checklists" / "ten.yaml").write_text(checklist + controls, "utf-8")
    (folder / "evidence").mkdir()
    for name in ("sso", "jit"):
        (folder / "evidence" / f"{name}.txt").write_text("tried\n", "utf-8")
    front = "  organization: Larch Ltd\n  title: Ten\n  owner: Olga\n  next-review: 2027-02-15\n"
    path = folder / "answers.yaml"
    path.write_text(f"format: 1\nchecklists: {{ten: 1.0.0}}\nengagement:\n{front}answers: {{}}\n", "utf-8")
    return path


def typed_here(folder: Path) -> int:
    """Answers all ten at a terminal; the number of keys."""
    path = engagement_of_ten(folder)
    lines = [*(line for one in TEN for line in ours(one)), ""]  # the last one ends it
    with seat("review", "--by", "Ana", "--as-of", TODAY.isoformat(), cwd=folder) as reviewer:
        reviewer.answer(*lines)
        assert reviewer.end() == 0
    given = open_engagement(path, "answers.yaml").engagement.answers
    said = [(answer.status, answer.note, *(proof.ref for proof in answer.evidence)) for answer in given.values()]
    assert said == [(one.status, one.note, *([one.proof] if one.proof else [])) for one in TEN]
    remedy = given["c6"].remedy
    assert remedy
    assert (remedy.owner, str(remedy.due), remedy.guardrail) == ("Ben Cole", DUE, "Named users only")
    return sum(len(line) + 1 for line in lines)


def test_ten_answers_are_given_with_the_keys_that_were_counted(tmp_path: Path) -> None:
    assert typed_here(tmp_path) == 229


def template(folder: Path) -> Path:
    """The same questions for copier: whatever is not needed is not asked, and what is likely is proposed."""
    asked: dict[str, object] = {}
    for number in range(1, 11):
        status = f"c{number}_status"
        proven, gap = f"{{{{ {status} == 'met' }}}}", f"{{{{ {status} in ['partial', 'not-met'] }}}}"
        shown = f"{{{{ {status} == 'met' and c{number}_proof != '' }}}}"
        asked[status] = {"type": "str", "help": f"c{number} status", "choices": STATUSES, "default": "met"}
        asked[f"c{number}_note"] = {"type": "str", "help": f"c{number} note", "default": "", "when": not_met(status)}
        asked[f"c{number}_proof"] = {"type": "str", "help": f"c{number} proof", "default": "", "when": proven}
        asked[f"c{number}_kind"] = {"type": "str", "help": f"c{number} kind", "default": "test-result", "when": shown}
        asked[f"c{number}_on"] = {"type": "str", "help": f"c{number} on", "default": str(TODAY), "when": shown}
        asked[f"c{number}_by"] = {"type": "str", "help": f"c{number} by", "default": "Ana", "when": shown}
        asked[f"c{number}_remedy"] = {"type": "bool", "help": f"c{number} remedy", "default": False, "when": gap}
        promised = f"{{{{ {status} in ['partial', 'not-met'] and c{number}_remedy }}}}"
        for part in ("who", "due", "until"):
            asked[f"c{number}_{part}"] = {"type": "str", "help": f"c{number} {part}", "default": "", "when": promised}
        none = f"{{{{ {status} == 'not-applicable' }}}}"
        asked[f"c{number}_agreed"] = {"type": "str", "help": f"c{number} agreed", "default": "", "when": none}
    source = folder / "template"
    source.mkdir()
    (source / "copier.yml").write_text(yaml.safe_dump(asked, sort_keys=False), "utf-8")
    (source / "{{ _copier_conf.answers_file }}.jinja").write_text("{{ _copier_answers|to_nice_yaml }}", "utf-8")
    return source


def not_met(status: str) -> str:
    return f"{{{{ {status} != 'met' }}}}"


def theirs(number: int, one: Wanted) -> list[tuple[str, list[str]]]:
    """What copier asks, and the keys that answer it."""
    keys = [(f"c{number} status", [DOWN] * STATUSES.index(one.status) + ["\r"])]
    if one.status == "met":
        keys.append((f"c{number} proof", [*one.proof, "\r"]))
        keys += [(f"c{number} {part}", ["\r"]) for part in ("kind", "on", "by") if one.proof]
    else:
        keys.append((f"c{number} note", [*one.note, "\r"]))
    if one.status in ("partial", "not-met"):
        keys.append((f"c{number} remedy", ["y"] if one.remedy[0] else ["\r"]))
    if one.remedy[0]:
        parts = {"who": one.remedy[0], "due": DUE, "until": one.remedy[1]}
        keys += [(f"c{number} {part}", [*text, "\r"]) for part, text in parts.items()]
    if one.status == "not-applicable":
        keys.append((f"c{number} agreed", ["\r"]))
    return keys


def typed_there(folder: Path) -> int:
    """Answers all ten in copier; the number of keys."""
    screen, terminal = os.openpty()
    termios.tcsetwinsize(terminal, (40, 120))
    command = [COPIER or "", "copy", "--quiet", str(template(folder)), str(folder / "out")]
    process = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment(), start_new_session=True
    )
    os.close(terminal)
    seen, count = "", 0
    for number, one in enumerate(TEN, 1):
        for prompt, keys in theirs(number, one):
            end = time.monotonic() + PATIENCE
            while not re.search(rf"{re.escape(prompt)}\b", seen):
                assert select.select([screen], [], [], max(end - time.monotonic(), 0))[0], f"{prompt}: {seen[-300:]!r}"
                data = os.read(screen, 65536).decode("utf-8", "replace")
                if "\x1b[6n" in data:
                    os.write(screen, b"\x1b[1;1R")  # it asks where the cursor is
                seen += data
            time.sleep(0.1)
            os.write(screen, "".join(keys).encode())
            count += len(keys)
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if select.select([screen], [], [], 0.2)[0]:
            try:
                os.read(screen, 65536)
            except OSError:
                break
    assert process.wait(PATIENCE) == 0
    os.close(screen)
    told = yaml.safe_load((folder / "out" / ".copier-answers.yml").read_text("utf-8"))
    said = [(told[f"c{n}_status"], told.get(f"c{n}_note", ""), told.get(f"c{n}_proof", "")) for n in range(1, 11)]
    assert said == [(one.status, one.note, one.proof) for one in TEN]
    return count


@pytest.mark.soak
@pytest.mark.skipif(not COPIER, reason="copier is not installed; `make soak` brings it")
def test_no_more_keys_than_copier_takes(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    here, there = typed_here(tmp_path / "here"), typed_there(tmp_path)
    print(f"keys for ten answers: {here} here, {there} in copier")

    assert here <= there
