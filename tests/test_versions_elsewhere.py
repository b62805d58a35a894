"""What else has to know of a newer version of a checklist: sheets that come back, and a comparison over it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from program import AS_OF, Done, govcheck
from test_migrate import checklist, folder, older, read

__all__ = ["folder"]

BEFORE = """\
format: 1
id: rollout
title: Roll-out
version: 1.0.0
sections:
  all:
    title: All
    controls:
      sso: {question: Is single sign-on on?, gate: blocker}
      logs: {question: Are the logs kept and read?, gate: required}
      training: {question: Are staff trained?, gate: required}
      drill: {question: Was it tried?, gate: required}
      cookies: {question: Are cookies told?, gate: required}
"""
AFTER = """\
format: 1
id: rollout
title: Roll-out
version: 2.0.0
sections:
  all:
    title: All
    controls:
      single-sign-on: {question: Is single sign-on on?, gate: blocker}
      logs-kept: {question: Are the logs kept?, gate: required}
      logs-read: {question: Are the logs read?, gate: required}
      training: {question: Are staff and contractors trained?, gate: required}
      drill: {question: Was it tried this year?, gate: required}
history:
  1.1.0:
    says: Contractors count as staff.
    controls: {training: {reworded: Contractors too.}, drill: {reworded: This year.}}
  2.0.0:
    says: Logs are asked in two parts.
    controls:
      sso: {renamed: single-sign-on}
      logs: {split: [logs-kept, logs-read]}
      cookies: {removed: No cookies are set any more.}
"""
ANSWERS = """\
format: 1
checklists: {rollout: 1.0.0}
engagement: {organization: Larch Mills, title: Roll-out, owner: Ana}
answers:
  sso: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15, note: Since May.}
  training: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}
  cookies: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}
"""


def sent_out(folder: Path, format: str) -> Path:
    """A sheet that was written before the checklist got a new version, with the answers carried over since."""
    checklist(folder, BEFORE)
    older(folder, ANSWERS)
    sheet = f"sheet.{format}"
    assert govcheck("sheet", "export", "--only", "all", "-o", sheet, "--as-of", AS_OF, cwd=folder).code == 0
    checklist(folder, AFTER)
    assert govcheck("migrate", "--yes", "--as-of", AS_OF, cwd=folder).code == 0
    return folder / sheet


def came_back(folder: Path, sheet: Path, *options: str) -> Done:
    return govcheck("sheet", "import", sheet.name, "--by", "Fay Moss", "--as-of", AS_OF, *options, cwd=folder)


@pytest.mark.parametrize("format", ["md", "csv", "xlsx"])
def test_a_sheet_of_an_earlier_version_that_nobody_filled_in_changes_nothing(format: str, folder: Path) -> None:
    sheet = sent_out(folder, format)
    before = (folder / "answers.yaml").read_bytes()

    assert came_back(folder, sheet, "--yes").err == "0 to write, 2 as they stand.\n"
    assert (folder / "answers.yaml").read_bytes() == before


def filled_in(sheet: Path, id: str, **cells: str) -> None:
    """Writes cells of one control into a sheet in Markdown."""
    before, _, rest = sheet.read_text("utf-8").partition(f"Reference: {id}\n")
    own, _, after = rest.partition("~~~")
    for name, text in cells.items():
        start = own.index(f"{name}:")
        own = f"{own[:start]}{name}: {text}{own[own.index(chr(10), start) :]}"
    sheet.write_text(f"{before}Reference: {id}\n{own}~~~{after}", "utf-8")


def test_what_was_filled_in_on_a_sheet_of_an_earlier_version_goes_to_what_asks_it_now(folder: Path) -> None:
    sheet = sent_out(folder, "md")
    filled_in(sheet, "sso", Status="partial", Note="Not on Sundays.")
    filled_in(sheet, "training", Status="not-met")
    filled_in(sheet, "drill", Status="met")
    done = came_back(folder, sheet, "--yes")
    answers = read(folder)["answers"]

    assert done.code == 0, done.err
    assert "single-sign-on: met -> partial, by Fay Moss on 2026-11-22\n" in done.err
    doubt = "The sheet asked something else, so it is to be confirmed again: reworded in rollout 1.1.0: This year"
    assert f"drill: unanswered -> met, by Fay Moss on 2026-11-22\n  {doubt}\n" in done.err
    assert {id: (one["status"], one.get("confirm-again", "")) for id, one in answers.items()} == {
        "single-sign-on": ("partial", ""),
        "training": ("not-met", "reworded in rollout 1.1.0: Contractors too"),
        "drill": ("met", "reworded in rollout 1.1.0: This year"),
        "cookies": ("met", ""),
    }


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("logs", "logs is asked as logs-kept and logs-read since rollout 2.0.0"),
        ("cookies", "cookies is not there any more since rollout 2.0.0: No cookies are set any more"),
    ],
)
def test_what_was_filled_in_for_a_control_that_is_gone_is_not_lost_in_silence(id: str, told: str, folder: Path) -> None:
    sheet = sent_out(folder, "md")
    filled_in(sheet, id, Status="unknown")
    done = came_back(folder, sheet, "--yes")

    assert done.code == 2
    assert f": {told}; answer what is asked now, and take this row out\n" in done.err


def test_a_sheet_of_a_later_version_is_refused(folder: Path) -> None:
    sheet = sent_out(folder, "md")
    sheet.write_text(sheet.read_text("utf-8").replace("(rollout 1.0.0)", "(rollout 2.1.0)"), "utf-8")

    assert "this sheet is for rollout 2.1.0, and the checklist here is 2.0.0; use" in came_back(folder, sheet).err


def test_a_sheet_that_does_not_say_its_version_is_read_as_one_of_this_version(folder: Path) -> None:
    sheet = sent_out(folder, "md")
    sheet.write_text(sheet.read_text("utf-8").replace("(rollout 1.0.0)", "(rollout)"), "utf-8")
    told = "there is no control sso; it is called single-sign-on since 2.0.0\n"

    assert told in came_back(folder, sheet).err


ADAPTED = """\
format: 1
id: strict
title: Strict
version: 1.0.0
extends: rollout
changes:
  sso: {reason: We ask each month., stale-after: 30}
  logs: {reason: Others do., drop: true}
"""
BORROWING = """\
format: 1
id: strict
title: Strict
version: 1.0.0
sections:
  own:
    title: Own
    controls:
      sso: {from: rollout}
      logs: {from: rollout}
"""
SSO, LOGS = "it is called single-sign-on since 2.0.0", "it is asked as logs-kept and logs-read since 2.0.0"


@pytest.mark.parametrize("text", [ADAPTED, BORROWING])
def test_what_is_built_on_a_checklist_with_a_new_major_version_is_told_the_new_names(text: str, folder: Path) -> None:
    """First the author puts the names right, then the answers are carried over."""
    checklist(folder, AFTER)
    checklist(folder, text, "strict")
    older(
        folder,
        "format: 1\nchecklists: {strict: 1.0.0}\nbuilt-on: {rollout: 1.1.0}\n"
        "engagement: {organization: Larch Mills, title: Roll-out}\n"
        "answers:\n  sso: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}\n",
    )
    told = govcheck("migrate", "--yes", cwd=folder).err.splitlines()
    lines = text.splitlines()
    place = {
        id: next(number for number, line in enumerate(lines, 1) if line.strip().startswith(f"{id}:"))
        for id in ("sso", "logs")
    }
    column = next(len(line) - len(line.lstrip()) for line in lines if line.strip().startswith("sso:")) + 1

    assert told == [
        f"checklists/strict.yaml:{place['sso']}:{column}: rollout has no control sso; {SSO}",
        f"checklists/strict.yaml:{place['logs']}:{column}: rollout has no control logs; {LOGS}",
    ]
    checklist(folder, text.replace("sso:", "single-sign-on:").replace("logs:", "logs-kept:"), "strict")
    assert govcheck("check", cwd=folder).err == (
        "answers.yaml:3:21: these answers are for rollout 1.1.0, and the checklist here is 2.0.0; "
        "carry them over with: govcheck migrate\n"
    )
    assert govcheck("migrate", "--yes", cwd=folder).code == 0
    assert (read(folder)["built-on"], [*read(folder)["answers"]]) == ({"rollout": "2.0.0"}, ["single-sign-on"])
    assert govcheck("check", cwd=folder).code == 1


SECOND = """\
format: 1
id: second
title: Second
version: 3.0.0
profile-from: third
sections:
  two:
    title: Two
    controls:
      drill: {from: rollout}
      guard-named: {question: Is a guard named?, gate: required, applies: {site: north}}
      guard-paid: {question: Is the guard paid?, gate: required}
history:
  2.0.0: {says: A., controls: {watch: {renamed: guard}}}
  2.1.0: {says: B., controls: {guard: {reworded: At night too.}}}
  3.0.0: {says: C., controls: {guard: {split: [guard-named, guard-paid]}}}
"""
THIRD = """\
format: 1
id: third
title: Third
version: 2.0.0
profile:
  site: {question: Where?, type: one-of, values: {north: North, south: South}}
sections:
  three: {title: Three, controls: {lone: {question: Is it so?, gate: recommended}}}
history:
  2.0.0: {says: D., profile: {place: {renamed: site}}, values: {site: {upper: {renamed: north}}}}
"""


def test_two_checklists_and_one_that_they_build_on_are_carried_over_together(folder: Path) -> None:
    for id, text in {"rollout": AFTER, "second": SECOND, "third": THIRD}.items():
        checklist(folder, text, id)
    older(
        folder,
        "format: 1\nchecklists: {second: 1.0.0, rollout: 1.0.0}\nbuilt-on: {third: 1.4.0}\n"
        "engagement: {organization: Larch Mills, title: Roll-out}\n"
        "profile: {place: upper}\n"
        "answers:\n"
        "  watch: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}\n"
        "  drill: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}\n"
        "  sso: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}\n",
    )
    done = govcheck("migrate", "--yes", cwd=folder)
    after = read(folder)

    assert done.code == 0, done.err
    assert (after["checklists"], after["built-on"]) == ({"second": "3.0.0", "rollout": "2.0.0"}, {"third": "2.0.0"})
    assert after["profile"] == {"site": "north"}
    split = "reworded in second 2.1.0: At night too; guard was split in second 3.0.0"
    assert {id: one.get("confirm-again", "") for id, one in after["answers"].items()} == {
        "guard-named": split,
        "guard-paid": split,
        "drill": "reworded in rollout 1.1.0: This year",
        "single-sign-on": "",
    }
    assert "To be confirmed again: guard-named, guard-paid, drill." in done.err


def test_of_two_checklists_only_the_one_with_a_new_major_version_is_refused(folder: Path) -> None:
    checklist(folder, AFTER.partition("  2.0.0:")[0].replace("version: 2.0.0", "version: 1.1.0"))
    checklist(folder, THIRD, "third")
    older(
        folder,
        "format: 1\nchecklists:\n  rollout: 1.0.0\n  third: 1.0.0\n"
        "engagement: {organization: Larch Mills, title: Roll-out}\n",
    )

    assert govcheck("check", cwd=folder).err == (
        "answers.yaml:4:10: these answers are for third 1.0.0, and the checklist here is 2.0.0; "
        "carry them over with: govcheck migrate\n"
    )
    assert govcheck("migrate", "--yes", cwd=folder).code == 0
    assert read(folder)["checklists"] == {"rollout": "1.1.0", "third": "2.0.0"}


GIVING_UP = """\
format: 1
id: rollout
title: Roll-out
version: 2.0.0
roles: {admin: Admin}
profile:
  tier: {question: Which tier?, type: one-of, values: {free: Free, paid: Paid}}
sections:
  all: {title: All, controls: {sso: {question: Is single sign-on on?, gate: required}}}
history:
  2.0.0:
    says: D.
    profile: {place: {removed: No.}, level: {renamed: tier}}
    values: {floor: {top: {removed: No.}}}
    plans: {log: {removed: No.}}
    questions: {q-log: {removed: No.}}
    roles: {desk: {removed: No.}, it: {renamed: admin}}
"""
GOING_ON = """\
format: 1
id: second
title: Second
version: 1.0.0
roles: {desk: Desk, it: IT}
profile:
  place: {question: Where?, type: one-of, values: {north: North, south: South}, needed: true}
  level: {question: Which level?, type: one-of, values: {free: Free, paid: Paid}, needed: true}
  floor: {question: Which floor?, type: one-of, values: {top: Top, low: Low}, needed: true}
plans:
  question: level
  rows: {log: {title: A log, claimed: {free: "yes", paid: "yes"}, needed: {place: north}}}
questions: {q-log: {to: desk, text: A log?}}
sections:
  two: {title: Two, controls: {guard: {question: Is there a guard?, gate: required, owner: it, asks: q-log}}}
"""
SAID = """\
engagement:
  organization: Larch Mills
  title: Roll-out
  owner: Ana
  stage: operate
  people: {desk: Kim, it: Lee}
profile: {place: north, level: free, floor: top}
plans:
  log: {plan: free, confirmed: no, by: Vera, dated: 2026-11-20, ref: "https://a.example/x"}
questions:
  q-log: {asked-on: 2026-11-01, asked-of: Vera}
answers: {}
"""


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0"])
def test_what_one_checklist_gives_up_and_another_goes_on_asking_stays(version: str, folder: Path) -> None:
    """A no of the vendor that was passed over would leave the yes that the source claims."""
    checklist(folder, GIVING_UP)
    checklist(folder, GOING_ON, "second")
    older(folder, f"format: 1\nchecklists: {{rollout: {version}, second: 1.0.0}}\n{SAID}")
    if version == "1.0.0":
        assert govcheck("migrate", "--yes", cwd=folder).code == 0
    done = govcheck("check", "-f", "json", "--as-of", AS_OF, cwd=folder)
    findings = json.loads(done.out)["files"][0]["findings"]

    assert (folder / "answers.yaml").read_text("utf-8").endswith(SAID)
    assert [one["subject"] for one in findings if one["about"] == "plan"] == ["log"]
    assert [one for one in findings if one["about"] in ("profile", "gone")] == []


def test_two_rows_of_a_matrix_that_become_one_are_refused_where_both_are_set(folder: Path) -> None:
    """Whichever was kept, the other could be the stricter one."""
    checklist(
        folder,
        "format: 1\nid: rollout\ntitle: Roll-out\nversion: 2.0.0\n"
        "profile:\n"
        "  data: {question: D, type: any-of, values: {x: X}, per-use-case: true, needed: true}\n"
        "  place: {question: P, type: any-of, values: {n: N}, per-use-case: true, needed: true}\n"
        "matrix: {rows: data, columns: place, cells: {x: {n: allowed}}}\n"
        "sections: {a: {title: A, controls: {sso: {question: Is it?, gate: required}}}}\n"
        "history: {2.0.0: {says: One., values: {data: {p: {renamed: x}, q: {renamed: x}}}}}\n",
    )
    head = "format: 1\nchecklists: {rollout: 1.0.0}\nengagement: {organization: Larch Mills, title: Roll-out}\n"
    for cells in ("{p: {n: allowed}, q: {n: prohibited}}", "{q: {n: prohibited}, p: {n: allowed}}"):
        older(folder, f"{head}profile: {{data: [p, q]}}\nmatrix: {cells}\nanswers: {{}}\n")
        done = govcheck("migrate", "--yes", cwd=folder)
        assert re.search(r"answers.yaml:5:\d+: no row [pq]; it is called x since 2.0.0", done.err)
        assert done.code == 2


NAMED_BEFORE = """\
format: 1
id: rollout
title: Roll-out
version: 1.0.0
roles: {legal: Legal}
approvals: [legal]
profile:
  plan: {question: Which product?, type: one-of, values: {team: Team, big: Big}, needed: true}
  surface: {question: Where?, type: any-of, values: {web: Web, api: API}, per-use-case: true, needed: true}
  data: {question: D?, type: any-of, values: {public: Public, secret: Secret}, per-use-case: true, needed: true}
  open: {derived: {data: public}}
matrix: {rows: data, columns: surface, cells: {public: {web: allowed, api: allowed}, secret: {web: allowed}}}
plans:
  question: plan
  rows:
    log-export: {title: Log, claimed: {team: "yes", big: "yes"}, needed: {open: "yes"}}
questions:
  q-keep: {to: legal, text: How long is it kept?}
sections:
  all:
    title: All
    controls:
      sso: {question: Is single sign-on on?, gate: blocker, applies: {open: "yes"}}
      drill: {question: Was it tried?, gate: required, asks: q-keep}
      gone: {question: Is it gone?, gate: required}
"""
NAMED_AFTER = """\
format: 1
id: rollout
title: Roll-out
version: 3.0.0
roles: {lawyer: Legal}
approvals: [lawyer]
profile:
  product: {question: Which product?, type: one-of, values: {business: Team, big: Big}, needed: true}
  place: {question: Where?, type: any-of, values: {browser: Web, api: API}, per-use-case: true, needed: true}
  class: {question: Which?, type: any-of, values: {free: Public, secret: Secret}, per-use-case: true, needed: true}
  open: {derived: {class: free}}
matrix: {rows: class, columns: place, cells: {free: {browser: allowed, api: allowed}, secret: {browser: allowed}}}
plans:
  question: product
  rows:
    audit: {title: Log, claimed: {business: "yes", big: "yes"}, needed: {open: "yes"}}
questions:
  q-retention: {to: lawyer, text: How long is it kept?}
sections:
  all:
    title: All
    controls:
      single-sign-on: {question: Is single sign-on on?, gate: blocker, applies: {open: "yes"}}
      drill: {question: Was it tried?, gate: required, asks: q-retention}
history:
  2.0.0:
    says: Other names.
    controls: {sso: {renamed: sign-on}, gone: {removed: It is.}}
    questions: {q-keep: {renamed: q-kept}}
    plans: {log-export: {renamed: audit}}
    profile: {plan: {renamed: product}, data: {renamed: class}}
    values: {product: {team: {renamed: group}}, class: {public: {renamed: free}}}
  3.0.0:
    says: Yet other names.
    controls: {sign-on: {renamed: single-sign-on}}
    questions: {q-kept: {renamed: q-retention}}
    profile: {surface: {renamed: place}}
    values: {product: {group: {renamed: business}}, place: {web: {renamed: browser}}}
    roles: {legal: {renamed: lawyer}}
"""
NAMED_ANSWERS = """\
format: 1
checklists: {rollout: 1.0.0}
engagement:
  organization: Larch Mills
  title: Roll-out
  owner: Ana Silva
  reviewed-by: Paul Weber
  stage: operate
  date: 2026-11-20
  next-review: 2027-02-01
  people: {legal: Ida Lund}
profile: {plan: team}
use-cases:
  letters: {title: Letters, surface: [web], data: [public]}
own-names: {data: {public: [Press]}}
matrix: {public: {web: conditional}}
plans:
  log-export: {plan: team, confirmed: "yes", by: K. Roe, dated: 2026-11-01, ref: https://vendor.example/a}
answers:
  sso:
    status: met
    answered-by: Lin Chen
    answered-on: 2026-11-12
    evidence:
      - {kind: test-result, ref: "https://files.example/sso", collected: 2026-11-12, by: Omar Haddad}
  drill: {status: not-met, answered-by: Lin Chen, answered-on: 2026-11-12}
  gone: {status: met, answered-by: Lin Chen, answered-on: 2026-11-12}
questions:
  q-keep: {asked-on: 2026-11-01, asked-of: K. Roe}
"""


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """The answers under the earlier checklist, and the same carried over to the later one."""
    for name, asked in {"old": NAMED_BEFORE, "new": NAMED_AFTER}.items():
        (tmp_path / name / "checklists").mkdir(parents=True)
        checklist(tmp_path / name, asked)
        older(tmp_path / name, NAMED_ANSWERS)
    assert govcheck("migrate", "-a", "new", "--yes", cwd=tmp_path).code == 0
    return tmp_path


def test_what_was_only_renamed_is_no_difference(both: Path) -> None:
    done = govcheck("diff", "old", "new", "--as-of", AS_OF, cwd=both)

    assert (done.code, done.err) == (0, "")
    assert done.out.partition("Not asked")[2].splitlines() == [
        " any more: 1",
        "  gone (required)",
        "Checklists: 1",
        "  rollout: 3.0.0, before 1.0.0",
        "Elsewhere in the file: 1",
        "  answers.gone: met, to a control that is not asked, new",
    ]


def test_a_blocker_that_was_renamed_and_got_worse_is_worse(both: Path) -> None:
    govcheck("set", "single-sign-on", "not-met", "-a", "new", "--by", "Lin Chen", "--as-of", AS_OF, cwd=both)
    done = govcheck("diff", "old", "new", "--worse", "--as-of", AS_OF, cwd=both)

    assert done.code == 1
    assert "Worse: 1\n  single-sign-on (blocker): open, before met" in done.out


def test_what_is_not_asked_any_more_is_not_gone(both: Path) -> None:
    checklist(both / "new", NAMED_AFTER.replace("{log-export: {renamed: audit}}", "{log-export: {removed: No.}}"))
    older(both / "new", NAMED_ANSWERS)
    govcheck("migrate", "-a", "new", "--yes", cwd=both)
    told = "  plans.log-export: not asked any more, before yes for business, by K. Roe on 2026-11-01\n"

    assert told in govcheck("diff", "old", "new", "--as-of", AS_OF, cwd=both).out


# Answers from before, without the mark

DESK = """\
format: 1
id: desk
title: Desk
version: 1.0.0
roles: {vendor: Vendor}
questions:
  q-keys: {to: vendor, text: Which keys?}
sections:
  all:
    title: All
    controls:
      mfa: {question: Is there a second factor?, gate: blocker}
      logs: {question: Are the logs kept and read?, gate: required}
      spring: {question: Was it tried in spring?, gate: required}
      autumn: {question: Was it tried in autumn?, gate: required}
      tidy: {question: Is the desk tidy?, gate: recommended}
"""
DESK_HISTORY = """\
history:
  1.1.0:
    says: Keys.
    controls: {mfa: {reworded: Hardware keys.}, tidy: {reworded: At night too.}}
    questions: {q-keys: {reworded: Hardware keys.}}
"""
DESK_1 = f"{DESK.replace('1.0.0', '1.1.0').replace('factor?', 'factor in hardware?')}{DESK_HISTORY}"
DESK_2 = (
    DESK_1.replace("version: 1.1.0", "version: 2.0.0")
    .replace("logs: {question: Are the logs kept and read?", "kept: {question: Are the logs kept?")
    .replace("spring: {question: Was it tried in spring?", "read: {question: Are the logs read?")
    .replace("autumn: {question: Was it tried in autumn?", "tried: {question: Was it tried in spring and autumn?")
    + """\
  2.0.0:
    says: Parts.
    controls: {logs: {split: [kept, read]}, spring: {merged: tried}, autumn: {merged: tried}}
"""
)


def said(id: str, on: str = "2026-11-15", by: str = "Mia Roth") -> str:
    proof = 'evidence: [{kind: test-result, ref: "https://files.example/a", collected: 2026-11-12, by: Omar Haddad}]'
    return f"  {id}: {{status: met, answered-by: {by}, answered-on: {on}, {proof}}}\n"


DESK_ANSWERS = f"""\
format: 1
checklists: {{desk: 1.0.0}}
engagement:
  organization: Larch Mills
  title: Desk
  owner: Ana Silva
  reviewed-by: Paul Weber
  stage: operate
  date: 2026-11-20
  next-review: 2027-02-01
questions:
  q-keys:
    asked-on: 2026-11-01
    asked-of: K. Roe
    reply: All.
    replied-by: K. Roe
    replied-on: 2026-11-05
    outcome: accepted
answers:
{"".join(map(said, ("mfa", "logs", "spring", "autumn", "tidy")))}"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The same answers twice, before and after somebody works on them."""
    for name in ("old", "new"):
        (tmp_path / name / "checklists").mkdir(parents=True)
        checklist(tmp_path / name, DESK, "desk")
        older(tmp_path / name, DESK_ANSWERS)
    return tmp_path


def typed(folder: Path, pattern: str, by: str, name: str = "new") -> None:
    """The answers file is edited by hand."""
    path = folder / name / "answers.yaml"
    after, count = re.subn(pattern, by, path.read_text("utf-8"))
    assert count
    path.write_text(after, "utf-8")


def against(folder: Path, *options: str) -> Done:
    return govcheck("diff", "old", "new", "--as-of", AS_OF, *options, cwd=folder)


MFA = "mfa (blocker): met, before {}: reworded in desk 1.1.0: Hardware keys, and the answer is from before"
TIDY = "tidy (recommended): met, before {}: reworded in desk 1.1.0: At night too, and the answer is from before"
REPLY = "questions.q-keys: reworded in desk 1.1.0: Hardware keys; asked on 2026-11-01, replied on 2026-11-05, accepted"


@pytest.mark.parametrize(("there", "was"), [(DESK, "met"), (DESK_1, "open")])
@pytest.mark.parametrize("way", ["by hand", "migrate"])
def test_a_version_that_was_typed_does_not_confirm_what_was_reworded(
    there: str, was: str, way: str, desk: Path
) -> None:
    """Whether the newer checklist came with the change or stood there before; `check` sees the new file alone."""
    checklist(desk / "old", there, "desk")
    checklist(desk / "new", DESK_1, "desk")
    if way == "migrate":
        assert govcheck("migrate", "-a", "new", "--yes", cwd=desk).code == 0
        assert against(desk, "--worse").code == (1 if was == "met" else 0)
        typed(desk, r",?\s*confirm-again: [^,}\n]*", "")
    else:
        typed(desk, r"desk: 1\.0\.0", "desk: 1.1.0")
    assert govcheck("check", "new", "--require", "go", "--as-of", AS_OF, cwd=desk).code == 0
    done = against(desk, "--worse")

    assert done.code == 1
    assert "2 controls worse (1 of them a blocker)" in done.out.splitlines()[0]
    assert f"Worse: 2\n  {MFA.format(was)}\n  {TIDY.format(was)}\n" in done.out
    assert f"Reworded since, and said before: 1\n  {REPLY}\n" in done.out
    assert "Better" not in done.out
    found = json.loads(against(desk, "-f", "json").out)
    assert found["got-worse"][-2:] == ["blocker mfa", "questions.q-keys"]
    assert [(one["id"], one["unconfirmed"]) for one in found["worse"]] == [("mfa", True), ("tidy", True)]
    assert [one["place"] for one in found["unconfirmed"]] == ["questions.q-keys"]
    comment = against(desk, "-f", "md").out
    assert "worse)" in comment
    assert "### Reworded since, and said before: 1" in comment
    assert "reworded in desk 1.1.0: Hardware keys, and the answer is from before |" in comment


def test_what_was_said_again_is_confirmed(desk: Path) -> None:
    checklist(desk / "new", DESK_1, "desk")
    typed(desk, r"desk: 1\.0\.0", "desk: 1.1.0")
    typed(desk, r"(mfa: .*answered-on: 2026-11-)15", r"\g<1>20")
    typed(desk, r"(tidy: .*answered-by: )Mia Roth", r"\1Lin Chen")
    typed(desk, r"reply: All\.", "reply: All in hardware.")
    done = against(desk, "--worse")

    assert (done.code, "from before" in done.out, "Reworded since" in done.out) == (0, False, False)


@pytest.mark.parametrize("by", ["mia  roth", "Mia Roth"])
def test_a_name_that_is_written_otherwise_and_an_earlier_day_confirm_nothing(by: str, desk: Path) -> None:
    checklist(desk / "new", DESK_1, "desk")
    typed(desk, r"desk: 1\.0\.0", "desk: 1.1.0")
    typed(desk, r"answered-by: Mia Roth", f"answered-by: {by}")
    if by == "Mia Roth":
        typed(desk, r"answered-on: 2026-11-15", "answered-on: 2026-11-14")
    assert MFA.format("met") in against(desk, "--worse").out


def test_what_was_only_recommended_is_told_and_no_reason_to_stop(desk: Path) -> None:
    checklist(desk / "new", DESK_1.replace("mfa: {reworded: Hardware keys.}, ", ""), "desk")
    typed(desk, r"desk: 1\.0\.0", "desk: 1.1.0")
    typed(desk, r"reply: All\.", "reply: All in hardware.")
    done = against(desk, "--worse")

    assert (done.code, f"Worse: 1\n  {TIDY.format('met')}\n" in done.out) == (0, True)


def test_the_mark_of_what_was_split_or_merged_cannot_be_taken_out(desk: Path) -> None:
    """Nor can one of the answers that were merged be taken for the answer to all."""
    checklist(desk / "new", DESK_2, "desk")
    for name in ("old", "new"):
        typed(desk, r"(autumn: .*answered-on: 2026-11-)15", r"\g<1>16", name)
    assert govcheck("migrate", "-a", "new", "--yes", cwd=desk).code == 0
    typed(desk, r",?\s*confirm-again: [^,}\n]*", "")
    typed(desk, r"(tried:[^}]*answered-on: 2026-11-)15", r"\g<1>16")
    done = against(desk, "--worse", "-f", "json")
    found = json.loads(done.out)
    told = {one["id"]: one["why"].partition(",")[0] for one in found["worse"] if one["unconfirmed"]}

    assert done.code == 1
    assert told == {
        "mfa": "reworded in desk 1.1.0: Hardware keys",
        "tidy": "reworded in desk 1.1.0: At night too",
        "kept": "logs was split in desk 2.0.0",
        "read": "logs was split in desk 2.0.0",
        "tried": "spring and autumn were merged into it in desk 2.0.0",
    }
    assert {"required control kept", "required control read", "required control tried"} < {*found["got-worse"]}


def test_a_history_that_forgets_what_was_reworded_confirms_nothing(desk: Path) -> None:
    checklist(desk / "old", DESK_1, "desk")
    checklist(desk / "new", DESK_1.replace("mfa: {reworded: Hardware keys.}, ", ""), "desk")
    typed(desk, r"desk: 1\.0\.0", "desk: 1.1.0")
    done = against(desk, "--worse")

    assert (done.code, MFA.format("open") in done.out) == (1, True)


def test_a_history_that_was_completed_afterwards_marks_as_well(desk: Path) -> None:
    """The answers from before were judged by a checklist that did not say so yet."""
    checklist(desk / "old", DESK_1.replace("mfa: {reworded: Hardware keys.}, ", ""), "desk")
    checklist(desk / "new", DESK_1, "desk")
    typed(desk, r"desk: 1\.0\.0", "desk: 1.1.0")
    done = against(desk, "--worse")

    assert (done.code, MFA.format("met") in done.out) == (1, True)


# Other words under the same version

TWO_WORDS = DESK.replace("second factor?", "second factor in hardware?").replace("desk tidy?", "desk tidy at night?")
ASKED_OTHERWISE = "The checklist asks in other words: look at the answers again: 2\n"


def test_another_question_under_the_same_version_is_named_with_both_texts(desk: Path) -> None:
    checklist(desk / "new", TWO_WORDS, "desk")
    assert govcheck("check", "new", "--require", "go", "--as-of", AS_OF, cwd=desk).code == 0
    done = against(desk, "--worse")

    assert done.code == 1
    assert done.out.splitlines()[0].endswith("; the checklist asks in other words in 2 places.")
    kept = "(answered before, and the version is as before); before:"
    assert (
        f"{ASKED_OTHERWISE}"
        f"  mfa (blocker): Is there a second factor in hardware? {kept} Is there a second factor?\n"
        f"  tidy (recommended): Is the desk tidy at night? {kept} Is the desk tidy?\n"
    ) in done.out
    found = json.loads(against(desk, "-f", "json").out)
    assert found["got-worse"] == ["blocker mfa"]
    assert [(one["id"], one["overlooked"]) for one in found["other-words"]] == [("mfa", True), ("tidy", True)]
    assert f"### {ASKED_OTHERWISE}" in against(desk, "-f", "md").out


@pytest.mark.parametrize("way", ["answered again", "another version", "only recommended"])
def test_other_words_are_told_and_are_worse_only_where_nobody_looked(way: str, desk: Path) -> None:
    """A patch says that it asks the same, for whoever reviews it to judge."""
    words = TWO_WORDS.replace("1.0.0", "1.0.1") if way == "another version" else TWO_WORDS
    if way == "only recommended":
        words = words.replace(" in hardware", "").replace("kept and read?", "kept and also read?")
        typed(desk, r"(logs: .*answered-on: 2026-11-)15", r"\g<1>20")
    if way == "answered again":
        typed(desk, r"(mfa: .*answered-on: 2026-11-)15", r"\g<1>20")
    checklist(desk / "new", words, "desk")
    done = against(desk, "--worse")

    assert (done.code, ASKED_OTHERWISE in done.out) == (0, True)


def test_what_the_history_says_is_not_told_as_other_words(desk: Path) -> None:
    checklist(desk / "new", DESK_1, "desk")
    assert "in other words" not in against(desk).out
