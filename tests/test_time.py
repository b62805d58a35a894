"""The gate and the days: told ahead, counting to the end of the last day, failing from the next. The day is UTC's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govcheck.jobs.check import dates_in
from govcheck.jobs.load import open_engagement
from govcheck.rules.judge import judge
from govcheck.words.vocabulary import Status
from made_up import TODAY, day
from program import AS_OF, copied_example, govcheck
from small import ACCEPTANCE, REMOVE
from small_files import on_disk

END = TODAY + timedelta(20)
GAP = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3)}
ACCEPTED = GAP | {"acceptance": ACCEPTANCE | {"expires": day(20)}}
PROOF = {"kind": "test-result", "ref": "https://p.example/1", "collected": day(-345), "by": "Eve"}
LETTER = {"kind": "written-reply", "ref": "https://v.example/r", "collected": day(-3), "by": "Eve"}
ASKED = {"asked-on": day(-200), "asked-of": "Vera"}
REPLIED = {**ASKED, "reply": "Clause 4.", "replied-by": "Vic", "outcome": "accepted"}
ASKS = {"sections.contract.controls.retention.asks": "q-clause"}


@dataclass(frozen=True)
class Ending:
    """Something that ends or is due on a day, and what comes of it."""

    kind: str
    changes: Mapping[str, Any]
    at: str
    """What the line holds that is told."""
    told: str
    before: str
    after: str
    reason: str = ""
    """What the gate says from the next day on as a reason of the verdict; empty: it is told as overdue."""
    checklist: Mapping[str, Any] = field(default_factory=dict)


ENDINGS = {
    "evidence, by its age": Ending(
        "evidence", {"answers.clause.evidence": [PROOF]}, f"collected: '{day(-345)}'",
        "clause: last day of the evidence", "go", "not-ready",
        f"clause: no evidence that counts: https://p.example/1 of {day(-345)} is older than 365 days",
    ),
    "evidence, by its own end": Ending(
        "evidence", {"answers.clause.evidence": [PROOF | {"collected": day(-3), "valid-until": day(20)}]},
        f"valid-until: '{day(20)}'", "clause: last day of the evidence", "go", "not-ready",
        f"clause: no evidence that counts: https://p.example/1 was valid until {END}",
    ),
    "an answer that a thing does not apply": Ending(
        "not-applicable",
        {"answers.clause": {"status": "not-applicable", "note": "No people", "approved-by": "Eve",
                            "answered-by": "Lin", "answered-on": day(-345)}},
        f"answered-on: '{day(-345)}'", "clause: last day as not applicable", "conditional-go", "not-ready",
        f"clause: not applicable counts from {day(-345)} to {END} only",
    ),
    "an acceptance": Ending(
        "acceptance", {"answers.clause": ACCEPTED}, f"expires: '{day(20)}'", "clause: last day of the acceptance",
        "conditional-go", "not-ready", f"clause: the acceptance ended on {END}",
    ),
    "a remedy": Ending(
        "remedy", {"answers.accounts": GAP | {"remedy": {"owner": "Ben", "due": day(20), "guardrail": "A wall"}}},
        f"due: '{day(20)}'", "accounts: remedy due", "conditional-go", "not-ready",
        f"accounts: the remedy was due on {END}",
    ),
    "an acceptance in the matrix": Ending(
        "cell",
        {"use-cases.letters": REMOVE, "use-cases.office.data": ["secret"],
         "matrix": {"secret": {"browser": {"cell": "allowed", "acceptance": ACCEPTANCE | {"expires": day(20)}}}}},
        f"expires: '{day(20)}'", "secret/browser: last day of the acceptance in the matrix",
        "conditional-go", "no-go",
        "secret/browser: prohibited by the matrix; this review's own looser setting does not count: "
        f"the acceptance ended on {END}",
    ),
    "a plan confirmation that the verdict needs": Ending(
        "plan",
        {"plans": {"keys": {"plan": "big", "confirmed": "yes", "by": "Vera", "dated": day(-70),
                            "ref": "https://v.example/r"}}, "use-cases.office.own-keys": "yes"},
        f"dated: '{day(-70)}'", "keys: last day of the plan confirmation", "go", "not-ready",
        "keys: needed here, and Big is not known to offer it (the confirmation does not count: it is older than 90",
        {"plans.rows.keys.claimed": {"team": "no", "big": "unknown"}},
    ),
    "a plan confirmation of what is claimed anyway": Ending(
        "plan",
        {"plans": {"keys": {"plan": "big", "confirmed": "yes", "by": "Vera", "dated": day(-70),
                            "ref": "https://v.example/r"}}},
        f"dated: '{day(-70)}'", "keys: last day of the plan confirmation", "go", "go",
    ),
    "the next review": Ending(
        "next-review", {"engagement.next-review": day(20)}, f"next-review: '{day(20)}'", "next review",
        "go", "not-ready", f"next-review: the review was due on {END}",
    ),
    "a reply that is a proof, by its age": Ending(
        "evidence",
        {"answers.clause.evidence": [LETTER],
         "questions": {"q-clause": REPLIED | {"replied-on": day(-160), "ref": "https://v.example/r"}}},
        f"replied-on: '{day(-160)}'", "clause: last day of the evidence", "go", "not-ready",
        f"clause: no evidence that counts: https://v.example/r is the reply of {day(-160)} to q-clause, "
        f"which was valid until {END}",
    ),
    "a reply that is a proof, by its own end": Ending(
        "evidence",
        {"answers.clause.evidence": [LETTER],
         "questions": {"q-clause": REPLIED | {"replied-on": day(-9), "valid-until": day(20),
                                              "ref": "https://v.example/r"}}},
        f"valid-until: '{day(20)}'", "clause: last day of the evidence", "go", "not-ready",
        f"clause: no evidence that counts: https://v.example/r is the reply of {day(-9)} to q-clause, "
        f"which was valid until {END}",
    ),
    # A reply that proves nothing settles nothing, so its end decides nothing either.
    "a reply that is owed": Ending(
        "reply-due", {"answers.retention": GAP, "questions": {"q-clause": ASKED | {"due": day(20)}}},
        f"due: '{day(20)}'", "q-clause: reply due", "go", "go", checklist=ASKS,
    ),
    "a reply, by its age": Ending(
        "reply", {"answers.retention": GAP, "questions": {"q-clause": REPLIED | {"replied-on": day(-160)}}},
        f"replied-on: '{day(-160)}'", "q-clause: last day of the reply", "go", "go", checklist=ASKS,
    ),
    "a reply, by its own end": Ending(
        "reply", {"answers.retention": GAP,
                  "questions": {"q-clause": REPLIED | {"replied-on": day(-9), "valid-until": day(20)}}},
        f"valid-until: '{day(20)}'", "q-clause: last day of the reply", "go", "go", checklist=ASKS,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What a run of the gate said."""

    code: int
    verdict: str
    text: str
    dates: list[dict[str, Any]]

    @property
    def reasons(self) -> str:
        return self.text.partition("  Dates within")[0]


def gate(path: Path, days: int, *more: str) -> Told:
    """The gate so many days before the end, as a user runs it."""
    as_of = ("--as-of", str(END - timedelta(days)))
    done = govcheck("check", *as_of, *more, "-f", "json", "--report", "text=gate.txt", cwd=path.parent)
    file = json.loads(done.out)["files"][0]
    return Told(done.code, file["verdict"], (path.parent / "gate.txt").read_text("utf-8"), file["dates"])


EXIT = {"go": 0, "conditional-go": 0, "not-ready": 1, "no-go": 1}


@pytest.mark.parametrize("within", [None, 3])
@pytest.mark.parametrize("name", ENDINGS)
def test_told_ahead_then_counting_on_its_day_then_no_more(name: str, within: int | None, tmp_path: Path) -> None:
    ending = ENDINGS[name]
    path = on_disk(tmp_path / "e", dict(ending.changes), dict(ending.checklist))
    written = path.read_text("utf-8").splitlines()
    option, ahead = ((), 14) if within is None else (("--within", str(within)), within)

    before = gate(path, ahead + 1, *option)
    assert (before.verdict, before.code, before.dates) == (ending.before, 0, [])
    assert "Dates within" not in before.text

    for days, when in ((ahead, f"in {ahead} days"), (1, "in 1 day"), (0, "today")):
        here = gate(path, days, *option)
        (one,) = here.dates
        assert (here.verdict, here.code) == (ending.before, 0)
        assert (one["kind"], one["day"], one["days"], one["overdue"]) == (ending.kind, str(END), days, False)
        assert f"{one['subject'] or ''}: {one['text']}".endswith(f"{ending.told} {END}, {when} ({one['who']})")
        assert ending.at in written[one["line"] - 1]
        assert f"  Dates within {ahead} days:\n    answers.yaml:{one['line']}: {one['text']}\n" in here.text

    after = gate(path, -1, *option)
    assert (after.verdict, after.code) == (ending.after, EXIT[ending.after])
    if ending.reason:
        assert ending.reason in after.reasons
        assert (after.dates, "Dates within" in after.text) == ([], False)
    else:
        (one,) = after.dates
        assert (one["kind"], one["days"], one["overdue"]) == (ending.kind, -1, True)
        told = (
            f"  Dates within {ahead} days, and 1 overdue:\n    answers.yaml:{one['line']}: {ending.told} {END}, overdue"
        )
        assert told in after.text


def test_an_ended_reply_opens_its_question_again(tmp_path: Path) -> None:
    ending = ENDINGS["a reply, by its age"]
    path = on_disk(tmp_path / "e", dict(ending.changes), dict(ending.checklist))

    assert "open question" not in gate(path, 0).text
    assert "1 open question to the vendor: q-clause." in gate(path, -1).text


def test_retyping_an_answer_does_not_make_its_evidence_fresh(tmp_path: Path) -> None:
    stale = {"answers.clause.evidence": [PROOF]}
    path = on_disk(tmp_path / "stale", stale)
    retyped = on_disk(tmp_path / "retyped", stale | {"answers.clause.answered-on": str(END + timedelta(1))})

    for days in (0, -1):
        assert gate(retyped, days) == gate(path, days)
    assert gate(retyped, -1).verdict == "not-ready"
    assert ENDINGS["evidence, by its age"].reason in gate(retyped, -1).reasons


def test_setting_an_answer_again_without_new_evidence_does_not_make_it_fresh(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "e", {"answers.clause.evidence": [PROOF]})
    late = str(END + timedelta(1))
    done = govcheck("set", "clause", "met", "--by", "Lin", "--as-of", late, "-a", str(path), cwd=path.parent)

    assert done.code == 0, done
    answer = open_engagement(path, "answers.yaml").engagement.answers["clause"]
    assert (answer.status, str(answer.answered_on)) == (Status.MET, late)
    assert gate(path, -1).verdict == "not-ready"


# Dates are told, and decide nothing


@pytest.mark.parametrize("example", ["go", "conditional-go", "not-ready", "no-go"])
@pytest.mark.parametrize("as_of", [AS_OF, "2027-01-15", "2027-03-01"])
def test_how_far_is_looked_ahead_changes_no_verdict_and_no_exit_code(example: str, as_of: str, tmp_path: Path) -> None:
    folder = copied_example(example, tmp_path)
    told = {}
    for days in ("0", "14", "366"):
        done = govcheck("check", "--as-of", as_of, "--within", days, "-f", "json", cwd=folder)
        document = json.loads(done.out)
        assert document.pop("within-days") == int(days)
        dates = document["files"][0].pop("dates")
        told[days] = (done.code, document), {(one["kind"], one["subject"]) for one in dates}

    assert told["0"][0] == told["14"][0] == told["366"][0]
    assert told["0"][1] <= told["14"][1] <= told["366"][1]
    assert told["0"][1] < told["366"][1] or as_of == "2027-03-01"


@pytest.mark.parametrize("days", ["-1", "two", "1.5", ""])
def test_a_number_of_days_that_is_none_is_refused(days: str, tmp_path: Path) -> None:
    path = on_disk(tmp_path / "e")
    assert govcheck("check", "--within", days, "--as-of", AS_OF, cwd=path.parent).code == 2


def test_every_file_of_a_run_has_its_own_dates(tmp_path: Path) -> None:
    for name in ("an acceptance", "the next review"):
        on_disk(tmp_path / name, dict(ENDINGS[name].changes))
    done = govcheck("check", ".", "--as-of", str(END), "-f", "json", cwd=tmp_path)

    assert [[one["kind"] for one in file["dates"]] for file in json.loads(done.out)["files"]] == [
        ["acceptance"],
        ["next-review"],
    ]


def test_a_place_is_that_of_the_key_also_in_an_entry_of_one_line(tmp_path: Path) -> None:
    path = on_disk(tmp_path / "e", {"answers.clause": GAP | {"acceptance": "in one line"}})
    text = path.read_text("utf-8").replace("in one line", json.dumps(ACCEPTED["acceptance"]))
    path.write_text(text, "utf-8")
    file = open_engagement(path, "answers.yaml")
    (one,) = dates_in(file, judge(file.case(END)), 0)

    assert file.document.text.splitlines()[one.line - 1][one.column - 1 :].startswith('"expires"')


# The day is UTC's. Zones are written out, so that no machine needs a list of them.

ZONES = {"Pacific/Kiritimati": ("<+14>-14", 14), "UTC": ("UTC0", 0), "Pacific/Pago_Pago": ("<-11>11", -11)}
PROGRAM = """
import sys, time
from datetime import datetime
from govcheck.commands import clock

instant, offset = float(sys.argv.pop(1)), int(sys.argv.pop(1))
assert time.localtime(instant).tm_gmtoff == offset * 3600


class At(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.fromtimestamp(instant, tz)


clock.datetime = At
from govcheck.__main__ import run
sys.exit(run())
"""
"""The program at an instant, which it reads as it would read the clock: in the zone of the machine unless it says."""
FORMATS = ("text", "json", "junit", "sarif", "github", "gitlab")


def at(instant: datetime, zone: str, *arguments: str, cwd: Path) -> int:
    name, offset = ZONES[zone]
    command = [sys.executable, "-c", PROGRAM, str(instant.timestamp()), str(offset), *arguments]
    done = subprocess.run(command, cwd=cwd, env={**os.environ, "TZ": name}, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode


LAST = datetime(END.year, END.month, END.day, 23, 59, 59, tzinfo=UTC)
INSTANTS = {
    "as the day begins": (LAST - timedelta(hours=23, minutes=59, seconds=59), 0),
    "at noon": (LAST - timedelta(hours=12), 0),
    "in its last second": (LAST, 0),
    "one second later": (LAST + timedelta(seconds=1), 1),
}


@pytest.mark.parametrize("name", INSTANTS)
def test_an_acceptance_counts_to_the_last_second_of_its_day_in_utc_wherever_it_is_judged(
    name: str, tmp_path: Path
) -> None:
    instant, code = INSTANTS[name]
    on_disk(tmp_path, {"answers.clause": ACCEPTED})
    said = {}
    for zone in ZONES:
        reports = [word for format in FORMATS for word in ("--report", f"{format}=out/{format}")]
        assert at(instant, zone, "check", *reports, cwd=tmp_path) == code, zone
        said[zone] = {format: (tmp_path / "out" / format).read_bytes() for format in FORMATS}

    assert said["Pacific/Kiritimati"] == said["UTC"] == said["Pacific/Pago_Pago"]
    first = said["UTC"]["text"].decode().splitlines()[0]
    expected = ("conditional-go", END) if code == 0 else ("not-ready", END + timedelta(1))
    assert first.startswith(f"answers.yaml: {expected[0]} (to go live, as of {expected[1]}, small 1.2.0): ")
    assert ("last day of the acceptance" in said["UTC"]["text"].decode()) is (code == 0)


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_written_has_the_day_of_utc(zone: str, tmp_path: Path) -> None:
    path = on_disk(tmp_path)
    assert at(LAST, zone, "set", "clause", "unknown", "--by", "Lin", cwd=tmp_path) == 0
    assert open_engagement(path, "answers.yaml").engagement.answers["clause"].answered_on == END
