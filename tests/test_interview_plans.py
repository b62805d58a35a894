"""The plan table in the middle of a review: what is shown, what is recorded, and the ways out of a gap."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.rules.assess import assess
from govcheck.words.engagement import Confirmation
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import Claim, Subject
from program import govcheck
from scripted import TODAY, Lines, engagement, sit
from small import CHECKLIST, edited

ANSWERS = """\
format: 1
checklists: {small: 1.2.0}
engagement:
  organization: Larch Ltd
  title: Small review
  owner: Olga
  reviewed-by: Rex
  stage: go-live
  date: 2026-11-20
  next-review: 2027-02-15
profile: {plan: team}   # decided in May
use-cases:
  letters: {title: Letters, surface: [browser], data: [public], own-keys: yes, automatic: no}
  office: {title: Office work, surface: [browser], data: [public], own-keys: no, automatic: no}
answers: {}
"""
SAID = "plans:\n  keys: {plan: team, confirmed: yes, by: Vera, dated: 2026-11-01, ref: evidence/reply.txt}  # by mail\n"
WAYS = [
    "    Have the account team confirm in writing that Team has it.",
    "    Choose a plan that has it: Big (claimed).",
    "    Change what needs it, if it is not so: “Own keys?” is Yes (own-keys).",
]
REPLY = "Team has own keys.\n"
HASH = hashlib.sha256(REPLY.encode()).hexdigest()
LETTER = ["Vera Holt", "2026-11-03", "evidence/reply.txt"]


def begin(folder: Path, answers: str = ANSWERS, changes: dict[str, Any] | None = None) -> Path:
    """A small engagement on the smaller plan, of which one use case needs what only the bigger one has."""
    checklist = edited(CHECKLIST, {"plans.rows.logs.basis": "stated", **(changes or {})})
    (folder / "checklists").mkdir()
    (folder / "checklists" / "small.yaml").write_text(json.dumps(checklist), "utf-8")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "reply.txt").write_text(REPLY, "utf-8")
    (folder / "answers.yaml").write_text(answers, "utf-8")
    return folder / "answers.yaml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return begin(tmp_path)


def opened(path: Path) -> EngagementFile:
    return open_engagement(path, "answers.yaml")


def plans(path: Path) -> dict[str, Confirmation]:
    return dict(opened(path).engagement.plans)


def gaps(path: Path) -> list[str]:
    found = assess(opened(path).case(TODAY)).findings
    return [one.subject for one in found if one.about is Subject.PLAN and one.uses]


# what is shown


def test_the_plan_table_is_shown_with_who_needs_what_and_the_ways_out_of_a_gap(path: Path) -> None:
    person = sit(path, ["v", "", "q"])
    start = person.shown.index("What the plan has: Team")

    assert person.shown[start + 2 : start + 17] == [
        "  1  Own keys",
        "     Result: Gap",
        "     Needed by: Letters",
        "     Claimed: No",
        "     Confirmed: No confirmation recorded",
        "  2  Logs",
        "     Result: Not needed",
        "     Needed by: Nothing here",
        "     Claimed: No (stated by the source)",
        "     Confirmed: No confirmation recorded",
        "Ways out of each gap:",
        "  Own keys",
        *WAYS,
    ]
    assert person.shown[start + 1].endswith("A yes of the account team counts for 90 days.")


@pytest.mark.parametrize(
    ("said", "text", "result"),
    [
        ("", "Yes for Team, by Vera on 2026-11-01", "Confirmed"),
        ("dated: 2026-08-01", "it does not count: it is older than 90 days", "Gap"),
        ("plan: big", "Yes for Big, by Vera on 2026-11-01; it does not count: it is for another plan", "Gap"),
        ("ref: evidence/none.txt", "it does not count: evidence/none.txt is missing, empty", "Gap"),
        ("sha256: " + "0" * 64, "it does not count: evidence/reply.txt has changed since it was recorded", "Gap"),
        ("confirmed: unknown", "Unknown for Team, by Vera on 2026-11-01", "Gap"),
    ],
)
def test_what_is_confirmed_is_shown_with_why_it_does_not_count(
    tmp_path: Path, said: str, text: str, result: str
) -> None:
    key = said.partition(":")[0]
    parts = {"plan": "team", "confirmed": "yes", "by": "Vera", "dated": "2026-11-01", "ref": "evidence/reply.txt"}
    values = {**parts, **({key: said.partition(": ")[2]} if key else {})}
    flow = ", ".join(f"{name}: {value!r}" for name, value in values.items())
    person = sit(begin(tmp_path, f"{ANSWERS}plans: {{keys: {{{flow}}}}}\n"), ["v", "1", "b", "", "q"])

    table = next(line for line in person.shown if line.startswith("     Confirmed: ") and "Vera" in line)
    assert text in table
    assert f"     Result: {result}" in person.shown
    assert f"  Result: {result}" in person.shown
    assert ("  Way out: Choose a plan that has it: Big" in person.text) == (result == "Gap")
    assert ("  It does not count: " in person.text) == ("does not count" in text)


def test_ways_out_name_a_plan_that_is_confirmed_and_a_fact_that_is_not_known(tmp_path: Path) -> None:
    text = ANSWERS.replace("own-keys: yes", "own-keys: unknown") + SAID.replace("plan: team", "plan: big")
    person = sit(begin(tmp_path, text), ["v", "", "q"])

    assert "    Choose a plan that has it: Big (confirmed)." in person.shown
    assert "    Find out whether it is needed: “Own keys?” is unknown (own-keys)." in person.shown


def test_a_checklist_without_a_plan_table_says_so(tmp_path: Path) -> None:
    assert "This checklist has no plan table." in sit(engagement(tmp_path / "move"), ["v", "q"]).shown


def test_a_plan_that_is_not_known_is_to_be_answered_first(path: Path) -> None:
    path.write_text(ANSWERS.replace("plan: team", "plan: unknown"), "utf-8")
    person = sit(path, ["v", "q"])

    says = "The plan is not known yet, and a confirmation is for one plan. Answer that first: f, then plan."
    assert says in person.shown
    assert person.prompts == ["Answer: ", "Answer: "]


@pytest.mark.parametrize("word", ["v", "vendor", "plans", "plan table", "Plan"])
def test_the_table_has_a_letter_and_words(path: Path, word: str) -> None:
    assert "What the plan has: Team" in sit(path, [word, "", "q"]).shown


def test_the_table_is_reached_behind_the_last_question_too(path: Path) -> None:
    person = sit(path, [*["s"] * 6, "v", "1", "y", *LETTER, "", "", ""])

    assert person.lines == []
    assert "Done (Enter: yes): " in person.prompts
    assert plans(path)["keys"].by == "Vera Holt"


# what is recorded


def test_a_confirmation_is_recorded_with_its_proof_and_ends_the_gap(path: Path) -> None:
    before = path.read_text("utf-8")
    person = sit(path, ["v", "1", "yes", *LETTER, "", "", "q"])

    keys = [
        "    plan: team", '    confirmed: "yes"', "    by: Vera Holt", "    dated: 2026-11-03",
        "    ref: evidence/reply.txt", f"    sha256: {HASH}",
    ]  # fmt: skip
    part = "\n".join(["plans:", "  keys:", *keys]) + "\n"
    assert path.read_text("utf-8") == before.replace("answers: {}\n", f"{part}answers: {{}}\n")
    assert "No longer: keys: needed here, and Team does not offer it" in person.shown
    assert "Save this [yes]: " in person.prompts
    assert "Own keys: confirmed. It counts until 2027-02-01." in person.shown
    assert gaps(path) == []


def test_what_is_not_wanted_after_all_is_not_saved(path: Path) -> None:
    before = path.read_bytes()
    person = sit(path, ["v", "1", "y", *LETTER, "no", "", "q"])

    assert "Not saved." in person.shown
    assert path.read_bytes() == before


@pytest.mark.parametrize("word", ["1", "keys", "k", "own", "Own keys"])
def test_a_row_is_named_by_its_number_its_id_or_a_beginning(path: Path, word: str) -> None:
    sit(path, ["v", word, "n", *LETTER, "", "", "q"])

    assert plans(path) == {"keys": Confirmation("team", Claim.NO, "Vera Holt", TODAY.replace(day=3), LETTER[2], HASH)}


def test_a_beginning_of_several_rows_is_asked_again(tmp_path: Path) -> None:
    path = begin(tmp_path, changes={"plans.rows.logs.title": "Own logs"})
    person = sit(path, ["v", "own", "what", "", "q"])

    assert any(line.startswith("own may mean Own keys or Own logs.") for line in person.shown)
    assert any(line.startswith("what is not one of them.") for line in person.shown)


def test_enter_leaves_what_is_recorded_and_none_takes_it_out(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS + SAID)
    before = path.read_bytes()
    kept = sit(path, ["v", "1", "", "", "q"])
    assert "Confirmed [yes]: " in kept.prompts
    assert path.read_bytes() == before

    person = sit(path, ["v", "1", "none", "", "", "q"])
    assert "New: keys: needed here, and Team does not offer it" in person.shown
    assert plans(path) == {}
    assert "# by mail" in path.read_text("utf-8")

    path.write_bytes(before)
    sit(path, ["v", "1", "-", "", "", "q"])
    assert plans(path) == {}


def test_where_nothing_is_recorded_enter_records_nothing(path: Path) -> None:
    before = path.read_bytes()
    person = sit(path, ["v", "1", "", "2", "none", "", "q"])

    assert "Confirmed (Enter: nothing is recorded): " in person.prompts
    assert path.read_bytes() == before


def test_what_does_not_count_for_this_plan_is_not_proposed_as_its_answer(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS + SAID.replace("plan: team", "plan: big"))
    person = sit(path, ["v", "1", "", "", "q"])

    assert "Confirmed (Enter: leaves it as it is): " in person.prompts


def test_a_reply_that_could_not_say_is_recorded_too(path: Path) -> None:
    person = sit(path, ["v", "1", "u", *LETTER, "", "q"])

    assert plans(path)["keys"].confirmed is Claim.UNKNOWN
    assert gaps(path) == ["keys"]
    assert "Own keys: gap." in person.shown


def test_no_is_shown_with_what_it_does(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS.replace("plan: team", "plan: big"))
    person = sit(path, ["v", "1", "n", *LETTER, "", "", "q"])

    assert "New: keys: needed here, and Big does not offer it" in person.shown
    assert "Own keys: gap." in person.shown
    assert (
        "    The account team said on 2026-11-03 that Big does not have it; only another reply helps." in person.shown
    )


def test_a_day_after_today_is_refused(path: Path) -> None:
    person = sit(path, ["v", "1", "y", "Vera", "2026-11-23", "soon", "+1", "-2", "evidence/reply.txt", "", "", "q"])

    assert "2026-11-23 is after 2026-11-22. Give the day of the reply." in person.shown
    assert "Write a date as 2026-11-30, or as days before today: -5." in person.shown
    assert str(plans(path)["keys"].dated) == "2026-11-20"


def test_the_proof_is_a_file_below_the_folder_or_an_address(path: Path) -> None:
    proofs = ["", "-", "../reply.txt", "evidence/replay.txt", "y"]
    person = sit(path, ["v", "1", "y", "Vera", "", *proofs, "", "2", "y", "", "", "https://a.example/r", "", "q"])
    now = plans(path)

    assert any(line.startswith("../reply.txt is outside the folder of the answers; copy") for line in person.shown)
    assert "Did you mean evidence/reply.txt? Then type y." in person.shown
    assert (now["keys"].ref, now["keys"].sha256) == ("evidence/reply.txt", HASH)
    assert (now["logs"].ref, now["logs"].sha256) == ("https://a.example/r", "")
    assert "An address is kept as it is; govcheck does not look at it, so it is not verified." in person.shown


def test_a_proof_that_is_not_there_is_kept_by_name_and_does_not_count(path: Path) -> None:
    person = sit(path, ["v", "1", "y", "Vera", "", "evidence/coming.pdf", "", "", "", "q"])

    fault = "evidence/coming.pdf is missing, empty or a pointer of Git LFS, or not a file in the engagement's folder"
    assert any(line.startswith("New: keys: the confirmation of 2026-11-22 does not count: ") for line in person.shown)
    assert f"Own keys: gap. It does not count: {fault}." in person.shown
    assert gaps(path) == ["keys"]


def test_one_reply_about_several_rows_is_typed_once(path: Path) -> None:
    person = sit(path, ["v", "1", "y", *LETTER, "", "2", "y", "", "", "", "", "q"])

    now = plans(path)
    assert now["logs"] == now["keys"]
    assert person.prompts.count("Said by [Vera Holt]: ") == 1
    assert person.prompts.count("Said on [2026-11-03]: ") == 1
    assert person.prompts.count("Proof [evidence/reply.txt]: ") == 1


def test_the_reply_is_still_proposed_after_another_question(path: Path) -> None:
    sit(path, ["v", "1", "y", *LETTER, "", "", "s", "v", "2", "n", "", "", "", "", "q"])

    assert plans(path)["logs"].ref == "evidence/reply.txt"


def test_a_new_sitting_proposes_only_the_name_and_today(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS + SAID)
    person = sit(path, ["v", "2", "y", "", "", "https://a.example/r", "", "q"])

    assert person.prompts[3:6] == ["Said by [Vera]: ", "Said on [2026-11-22]: ", "Proof: "]


def test_a_confirmation_that_counts_is_corrected_without_a_new_date(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS + SAID)
    person = sit(path, ["v", "1", "y", "Vera Holt", "", "", "", "q"])
    now = plans(path)["keys"]

    assert (now.by, str(now.dated), now.sha256) == ("Vera Holt", "2026-11-01", HASH)
    assert "Saved. Nothing else changes by it." in person.shown


def test_one_that_has_run_out_needs_another_proof(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS + SAID.replace("2026-11-01", "2026-07-01"))
    person = sit(path, ["v", "1", "y", "", "", "evidence/reply.txt", "", "", "q"])

    assert person.prompts[3:6] == ["Said by [Vera]: ", "Said on [2026-11-22]: ", "Proof: "]
    assert gaps(path) == []


def test_a_proof_that_changed_in_the_middle_is_told_and_stays_as_it_was_recorded(path: Path) -> None:
    class Colleague(Lines):
        def ask(self, prompt: str) -> str | None:
            if self.lines[:1] == ["2"]:
                (path.parent / "evidence" / "reply.txt").write_text("Something else\n", "utf-8")
            return super().ask(prompt)

    person = Colleague(["v", "1", "y", *LETTER, "", "2", "y", "", "", "", "", "", "q"])
    sit(path, [], person=person)

    says = "evidence/reply.txt has changed since it was recorded. Type its name to record it as it is now."
    assert says in person.shown
    assert plans(path)["logs"].sha256 == HASH


def test_back_leads_one_prompt_back_and_from_the_first_to_the_table(path: Path) -> None:
    person = sit(path, ["v", "1", "y", "Vera", "b", "b", "b", "b", "q"])

    assert person.prompts == [
        "Answer: ",
        "Which row (Enter: done): ",
        "Confirmed (Enter: nothing is recorded): ",
        "Said by: ",
        "Said on [2026-11-22]: ",
        "Said by [Vera]: ",
        "Confirmed (Enter: nothing is recorded): ",
        "Which row (Enter: done): ",
        "Answer: ",
    ]
    assert plans(path) == {}


def test_the_walk_goes_through_what_is_needed_and_back(tmp_path: Path) -> None:
    path = begin(tmp_path, changes={"plans.rows.logs.needed": {"plan": "team"}, "plans.rows.sums": {
        "title": "Sums", "claimed": {"team": "yes", "big": "yes"}, "needed": {"plan": "big"}
    }})  # fmt: skip
    person = sit(path, ["v", "w", "", "b", "", "y", *LETTER, "", "", "q"])

    titles = [line for line in person.shown if line in ("Own keys", "Logs", "Sums")]
    assert titles == ["Own keys", "Logs", "Own keys", "Logs"]
    assert list(plans(path)) == ["logs"]


def test_a_walk_where_nothing_is_needed_says_so(path: Path) -> None:
    path.write_text(ANSWERS.replace("own-keys: yes", "own-keys: no"), "utf-8")
    assert "Nothing here needs any of the rows." in sit(path, ["v", "w", "", "q"]).shown


# undoing, colleagues, and what does not come to its end


def test_undo_takes_a_confirmation_back(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS + SAID)
    before = plans(path)
    person = sit(path, ["v", "1", "n", *LETTER, "", "2", "y", "", "", "", "", "", "z", "z", "z", "q"])

    assert [line for line in person.shown if line.startswith(("Undone", "Nothing was saved"))] == [
        "Undone: what was confirmed of logs.",
        "Undone: what was confirmed of keys.",
        "Nothing was saved in this sitting yet.",
    ]
    assert plans(path) == before


def test_what_a_colleague_confirms_meanwhile_is_not_written_over(path: Path) -> None:
    theirs = "plans:\n  logs: {plan: team, confirmed: no, by: Ben, dated: 2026-11-02, ref: https://b.example/r}\n"

    class Colleague(Lines):
        def ask(self, prompt: str) -> str | None:
            if prompt.startswith("Proof") and theirs not in path.read_text("utf-8"):
                path.write_text(ANSWERS.replace("answers: {}\n", f"answers: {{}}  # begun\n{theirs}"), "utf-8")
            return super().ask(prompt)

    person = Colleague(["v", "2", "y", *LETTER, "1", "y", *LETTER, "", "", "q"])
    sit(path, [], person=person)

    assert any(line.startswith("Not saved: somebody has changed the same in the meantime") for line in person.shown)
    assert {row: said.by for row, said in plans(path).items()} == {"logs": "Ben", "keys": "Vera Holt"}
    assert "# begun" in path.read_text("utf-8")
    assert theirs.removeprefix("plans:\n") in path.read_text("utf-8")


@pytest.mark.parametrize("lines", [["v", "1", "y"], ["v", "1", "y", "Vera", "", "evidence/reply.txt"]])
def test_input_that_ends_in_a_confirmation_is_refused_and_said(path: Path, lines: list[str]) -> None:
    before = path.read_bytes()
    person = Lines(lines)
    with pytest.raises(Refused, match="what was begun last is not finished and was not saved"):
        sit(path, [], person=person)

    assert "This change is not saved." in person.shown
    assert path.read_bytes() == before


def test_a_confirmation_comes_through_a_pipe(path: Path) -> None:
    typed = "\n".join(["v", "1", "y", *LETTER, "", "", "q", ""])
    done = govcheck("review", "--by", "Lin", "--as-of", "2026-11-22", cwd=path.parent, typed=typed)

    assert done.code == 0, done.err
    assert plans(path)["keys"].sha256 == HASH


# secrets


TOKEN = "gh" + "p_" + "a1B2" * 9


def test_a_secret_in_a_name_or_an_address_is_taken_out(path: Path) -> None:
    lines = ["v", "1", "y", f"Vera {TOKEN}", "", f"https://a.example/r?token={TOKEN}", "", "", "q"]
    person = sit(path, lines)

    assert TOKEN not in path.read_text("utf-8")
    assert TOKEN not in person.text + "".join(person.prompts)
    assert plans(path)["keys"].by == "Vera [removed: a GitHub token]"


def test_a_secret_that_somebody_wrote_by_hand_is_not_written_to_another_row(tmp_path: Path) -> None:
    path = begin(tmp_path, ANSWERS + SAID.replace("by: Vera", f"by: Vera {TOKEN}"))
    sit(path, ["v", "2", "y", "", "", "evidence/reply.txt", "", "q"])

    assert path.read_text("utf-8").count(TOKEN) == 1
    assert plans(path)["logs"].by == "Vera [removed: a GitHub token]"


def test_what_is_confirmed_in_a_new_file_leaves_its_example_whole(tmp_path: Path) -> None:
    given = ("--organization", "Larch", "--profile", "plan=team", "--profile", "surfaces=claude-ai")
    govcheck("init", "--checklist", "claude-governance-brief", *given, "--profile", "data=public", cwd=tmp_path)
    path = tmp_path / "answers.yaml"
    example = path.read_text("utf-8").partition("#   no-training:\n")[2].partition("plans: {}")[0]
    for row in ("1", "2"):
        lines = ["v", row, "yes", "Jo", "", "https://a.example/reply", "", "", "q"]
        govcheck("review", "--by", "Lin", cwd=tmp_path, typed="\n".join(lines) + "\n")

    text = path.read_text("utf-8")
    assert f"#   no-training:\n{example}plans:\n  no-training:\n    plan: team\n" in text
    assert len(open_engagement(path, "x").engagement.plans) == 2
