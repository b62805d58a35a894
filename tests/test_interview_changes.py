"""What changes in the middle of a review besides the answer at hand: undo, facts, use cases, the matrix."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from govcheck.jobs.answers import save_answer
from govcheck.jobs.interview.selection import Only, Wanted, selected
from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.rules.assess import assess
from govcheck.words.engagement import Answer
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import Cell, Phase, Stage, Status
from program import copied_example
from scripted import ANSWERS, CHECKLIST, EVERYTHING, TODAY, Lines, answers, engagement, sit
from small import CHECKLIST as SMALL

PLAIN = Answer(Status.NOT_MET, "Ben", TODAY)
LETTER = "a letter"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return engagement(tmp_path / "move")


def opened(path: Path) -> EngagementFile:
    return open_engagement(path, "answers.yaml")


# undo


def test_undo_takes_back_what_was_saved_last_and_asks_again(path: Path) -> None:
    before = path.read_text("utf-8")
    shown = sit(path, ["n", "no key", "", "z", "q"]).text

    assert "Undone: the answer to doors-locked." in shown
    assert answers(path) == {}
    assert path.read_text("utf-8") == before.replace("answers:\n", "answers: {}\n")


def test_undo_goes_back_one_saved_thing_at_a_time(path: Path) -> None:
    lines = ["n", "first", "", "n", "second", "", "z", "undo", "z", "q"]
    person = sit(path, lines)

    assert [line for line in person.shown if line.startswith(("Undone", "Nothing was saved"))] == [
        "Undone: the answer to exits-marked.",
        "Undone: the answer to doors-locked.",
        "Nothing was saved in this sitting yet.",
    ]
    assert answers(path) == {}


def test_undo_restores_the_answer_that_was_there(path: Path) -> None:
    save_answer(path, "x", "doors-locked", lambda _: replace(PLAIN, note="From Ben"))
    before = path.read_bytes()
    sit(path, ["n", "mine", "", "z", "q"], EVERYTHING)

    assert path.read_bytes() == before


def test_undo_leaves_what_a_colleague_has_changed_since(path: Path) -> None:
    class Colleague(Lines):
        def ask(self, prompt: str) -> str | None:
            if self.lines[:1] == ["z"]:
                save_answer(path, "x", "doors-locked", lambda _: replace(PLAIN, note="From Ben"))
            return super().ask(prompt)

    person = Colleague(["n", "mine", "", "z", "q"])
    sit(path, [], person=person)

    assert (
        "Not undone, the answer to doors-locked: it has been changed again since, so it stays as it is" in person.shown
    )
    assert answers(path)["doors-locked"].note == "From Ben"


def test_the_owner_of_an_answer_can_be_undone(path: Path) -> None:
    save_answer(path, "x", "doors-locked", lambda _: PLAIN)
    shown = sit(path, ["o Ana", "z", "q"], EVERYTHING).text

    assert "Undone: the owner of doors-locked." in shown
    assert answers(path)["doors-locked"].owner == ""


# facts


def test_a_fact_is_changed_and_what_that_drops_is_shown_before_it_is_saved(path: Path) -> None:
    save_answer(path, "x", "crane-booked", lambda _: PLAIN)
    person = sit(path, ["f", "10", "barn", "no", "site", "barn", "", "", "l all", "q"])

    assert "This drops 1 control. The answer to crane-booked stays in the file." in person.text
    assert "  crane-booked (blocker): Is the crane booked?" in person.text
    assert "Not saved." in person.shown
    assert person.prompts.count("Save this [yes]: ") == 2
    assert opened(path).engagement.profile == {"site": ("barn",)}
    assert answers(path) == {"crane-booked": PLAIN}
    kept = person.shown.index("Answered, but the profile rules it out; kept, and doing nothing")
    assert person.shown[kept + 1] == "     crane-booked (not-met): Is the crane booked?"


def test_going_to_a_control_that_the_profile_rules_out_shows_its_answer(path: Path) -> None:
    save_answer(path, "x", "crane-booked", lambda _: replace(PLAIN, note="Too dear"))
    shown = sit(path, ["f", "site", "barn", "", "", "g crane-booked", "q"]).text

    assert "The profile rules it out. Its answer is kept, and does nothing:" in shown
    assert "  Note: Too dear" in shown


def test_a_fact_that_adds_questions_asks_them_at_the_end_of_the_list(path: Path) -> None:
    path.write_text(ANSWERS.replace("site: tower", "site: barn"), "utf-8")
    person = sit(path, ["f", "site", "tower", "", "", "s", "s", "s", "s"])

    assert "This adds 1 control, 1 of them blockers." in person.text
    assert "More to ask at the end of the list, since the facts have changed: 1." in person.shown
    ids = [line for line in person.shown if line in opened(path).checklist.controls]
    assert ids[-1] == "crane-booked"
    assert [line for line in person.shown if line.startswith("The building (5 of 5)")]


def test_a_question_that_falls_away_is_passed_over(path: Path) -> None:
    shown = sit(path, ["s", "s", "f", "site", "barn", "", "", "q"]).text

    assert "crane-booked does not apply any more." in shown


def test_the_front_page_and_the_roles_are_changed_there_too(path: Path) -> None:
    sit(path, ["f", "5", "sign", "", "9", "Fay", "date", "2026-11-21", "6", "+30", "b", "q"])
    front = opened(path).engagement.front

    assert (front.stage, front.people) == (Stage.SIGN, {"facility": "Sam", "fire": "Fay"})
    assert (str(front.dated), str(front.next_review)) == ("2026-11-21", "2026-12-22")


def test_a_use_case_is_changed_cell_by_cell(path: Path) -> None:
    person = sit(path, ["f", "12a", "Servers", "", "", "q"])

    assert "     11a  furniture: Moving the furniture" in person.shown
    assert "     12a  furniture: Desks" in person.shown
    assert "These weigh more now: crane-booked (blocker)." in person.text
    assert opened(path).engagement.use_cases["furniture"].profile == {"goods": ("servers",)}
    assert "  furniture: {title: Moving the furniture, goods: [servers]}\n" in path.read_text("utf-8")


def test_a_use_case_is_renamed_and_keeps_its_id(path: Path) -> None:
    sit(path, ["f", "11b", "Moving the racks", "", "", "q"])

    assert {id: use.title for id, use in opened(path).engagement.use_cases.items()} == {
        "furniture": "Moving the furniture",
        "machines": "Moving the racks",
    }


def test_a_use_case_is_added_with_its_facts_and_taken_out_again(path: Path) -> None:
    person = sit(path, ["f", "+", "Moving plants", "desks", "", "-b", "", "", "q"])

    assert "Moving plants: on hold now." in person.text
    assert "Moving the machines: not asked for any more." in person.text
    assert "These weigh less now: crane-booked (required)." in person.text
    uses = opened(path).engagement.use_cases
    assert {id: use.profile for id, use in uses.items()} == {
        "furniture": {"goods": ("desks",)},
        "moving-plants": {"goods": ("desks",)},
    }


def test_the_last_use_case_leaves_its_facts_to_the_whole_deployment(path: Path) -> None:
    sit(path, ["f", "-b", "", "-a", "", "", "q"])
    now = opened(path).engagement

    assert now.use_cases == {}
    assert now.profile == {"site": ("tower",), "goods": ("desks",)}


def test_a_change_of_facts_is_undone_as_a_whole(path: Path) -> None:
    before = opened(path).engagement
    sit(path, ["f", "-b", "", "-a", "", "", "z", "z", "q"])

    after = opened(path).engagement
    assert (after.profile, dict(sorted(after.use_cases.items()))) == (before.profile, before.use_cases)


def test_facts_that_a_colleague_changes_meanwhile_are_not_overwritten(path: Path) -> None:
    class Colleague(Lines):
        def ask(self, prompt: str) -> str | None:
            if prompt.startswith("Save this"):
                text = path.read_text("utf-8").replace("organization: Larch Ltd", "organization: Larch and Sons")
                path.write_text(text.replace("  site: tower", "  site: tower\n  goods: [desks]"), "utf-8")
            return super().ask(prompt)

    person = Colleague(["f", "site", "barn", "", "", "q"])
    sit(path, [], person=person)

    assert "Not saved: somebody has changed the same in the meantime; look at it again" in person.shown
    assert opened(path).engagement.profile["site"] == ("tower",)


@pytest.mark.parametrize("typed", ["99", "99z", "nonsense", "-q", "0"])
def test_what_names_nothing_says_so(path: Path, typed: str) -> None:
    person = sit(path, ["f", typed, "", "q"])

    assert any(line.startswith(f"{typed} is none of them.") for line in person.shown)
    assert path.read_text("utf-8") == ANSWERS


# the matrix

SMALL_ANSWERS = """\
format: 1
checklists: {small: 1.2.0}
engagement:
  organization: Larch Ltd
  title: Small
  owner: Olga
  reviewed-by: Rex
  stage: go-live
  date: 2026-11-20
  next-review: 2027-02-15
profile: {plan: big}
use-cases:
  letters: {title: Letters, surface: [browser], data: [public], own-keys: no, automatic: no}
matrix: {}
answers: {}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "small.yaml").write_text(json.dumps(SMALL), "utf-8")
    (tmp_path / "answers.yaml").write_text(SMALL_ANSWERS, "utf-8")
    return tmp_path / "answers.yaml"


def test_the_matrix_is_shown_with_whose_cells_they_are_and_who_asks(small: Path) -> None:
    person = sit(small, ["m", "", "q"])
    start = person.shown.index("What may be used where")

    assert person.shown[start + 1 : start + 10] == [
        "  1  Public",
        "     1a  the browser: allowed *",
        "     1b  the API: allowed",
        "  2  Secret",
        "     2a  the browser: prohibited",
        "     2b  the API: not said",
        "* a use case asks for it",
        "Standing conditions, printed with every verdict that allows the row:",
        "  Public: Sanctioned accounts only.",
    ]


def test_a_stricter_cell_is_set_freely_and_taken_back(small: Path) -> None:
    before = opened(small).engagement
    person = sit(small, ["m", "1a", "prohibited", "", "1a", "-", "", "", "q"])

    assert "Letters: on hold before, stopped now." in person.text
    assert "New: public/browser: prohibited by the matrix" in person.text
    assert "Verdict: no-go, before not-ready." in person.text
    assert person.shown.count("No longer: public/browser: prohibited by the matrix") == 1
    assert opened(small).engagement.matrix == {}
    assert opened(small).engagement == before


def test_a_looser_cell_needs_an_acceptance_by_somebody_else(small: Path) -> None:
    decision = ["A leak", "low", "A filter", "Olga", "Cara Roth", "CISO", "", "+60"]
    person = sit(small, ["m", "2a", "3", *decision, "", "q"])
    choice = opened(small).engagement.matrix["secret", "browser"]

    assert "Olga owns the gap. Somebody else has to accept it." in person.shown
    assert choice.acceptance
    assert (choice.cell, choice.acceptance.by, str(choice.acceptance.expires)) == (
        Cell.CONDITIONAL,
        "Cara Roth",
        "2027-01-21",
    )
    assert "conditional (yours; prohibited in the checklist), accepted until 2027-01-21" in person.text


def test_all_cells_can_be_walked_through_and_enter_keeps_each(small: Path) -> None:
    before = small.read_text("utf-8")
    person = sit(small, ["m", "w", "", "", "b", "", "", "", "", "q"])

    titles = [line for line in person.shown if " on the " in line and not line.startswith(" ")]
    assert titles == [
        "Public on the browser",
        "Public on the API",
        "Secret on the browser",
        "Public on the API",
        "Secret on the browser",
        "Secret on the API",
    ]
    assert "Cell (Enter: leave it unsaid): " in person.prompts
    assert small.read_text("utf-8") == before


def test_own_names_are_given_to_a_row_and_understood_where_it_is_asked_for(small: Path) -> None:
    lines = ["m", "2", "Confidential, Personnel file", "1", "confidential", "Open", "", "f"]
    person = sit(small, [*lines, "14a", "personnel", "", "", "q"])

    assert "confidential is a name of secret already." in person.shown
    assert "Confidential / Personnel file [Secret]" in person.text
    now = opened(small).engagement
    assert now.own_names == {"data": {"public": ("Open",), "secret": ("Confidential", "Personnel file")}}
    assert now.use_cases["letters"].profile["data"] == ("secret",)


def test_a_checklist_without_a_matrix_says_so(path: Path) -> None:
    assert "This checklist has no matrix." in sit(path, ["m", "q"]).shown


# which questions


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(owner="sam"), ["doors-locked"]),
        (Wanted(owner="OLGA"), ["exits-marked", "crane-booked", "plants-labelled", "keys-returned"]),
        (Wanted(phase=Phase.POST_SIGN), ["keys-returned"]),
        (Wanted(stage=Stage.SIGN), []),
        (Wanted(stage=Stage.GO_LIVE), ["doors-locked", "exits-marked", "crane-booked", "plants-labelled"]),
    ],
)
def test_only_some_questions(path: Path, wanted: Wanted, ids: list[str]) -> None:
    case = opened(path).case(TODAY)

    assert list(selected(case, assess(case), wanted)) == ids


def test_an_owner_who_owns_nothing_is_refused_with_the_names(path: Path) -> None:
    case = opened(path).case(TODAY)
    with pytest.raises(Refused, match="Samm owns nothing that applies here; did you mean Sam"):
        selected(case, assess(case), Wanted(owner="Samm"))


def test_only_stale_asks_for_what_counted_once(path: Path) -> None:
    lines = ["y", "evidence/round.txt", "", "-2", "Ana Silva", ""]
    sit(path, [*lines, "p: two floors", "r", "Ben", "2026-12-01", "A guard", "n", "dear", "", "q"])
    file = opened(path)
    wanted = Wanted(only=Only.STALE)

    def stale(day: str) -> list[str]:
        case = file.case(type(TODAY).fromisoformat(day))
        return list(selected(case, assess(case), wanted))

    assert stale("2026-11-22") == []
    assert stale("2026-12-01") == []
    assert stale("2026-12-02") == ["exits-marked"]
    assert stale("2027-02-19") == ["doors-locked", "exits-marked"]


# what is said at the end, and at once


def test_the_end_says_what_has_changed_and_whom_to_ask(path: Path) -> None:
    person = sit(path, ["y", "evidence/round.txt", "", "-2", "Ana Silva", "", "n", "dark", "", "q"])
    end = person.shown[person.shown.index("Since you began: 2 answered, 1 count, 0 before.") :]

    assert "To ask the account team (Facility management): q-crane" in end
    assert "To ask colleagues: Olga 3" in end
    assert end[-1] == "Next: govcheck review"


def test_where_the_review_stands_is_shown_at_any_time(path: Path) -> None:
    assert "Verdict now: not-ready, to go live (2 blockers open, 1 required control open)" in sit(path, ["w", "q"]).text


def test_an_answer_that_contradicts_another_says_so_at_once(tmp_path: Path) -> None:
    path = copied_example("go", tmp_path) / "answers.yaml"
    rule = open_engagement(path, "x").checklist.rules["xc-04"]
    wanted = Wanted(only=Only.ALL, start="brief-id-sso-enforced")
    person = sit(path, ["u", "", "q"], wanted)

    assert f"{rule.says} See brief-id-jit." in person.shown


def test_a_file_that_a_colleague_breaks_while_the_facts_are_shown_is_asked_to_be_mended(path: Path) -> None:
    class Colleague(Lines):
        def ask(self, prompt: str) -> str | None:
            if prompt.startswith("Number"):
                path.write_text(ANSWERS.replace("engagement:", "engagment:"), "utf-8")
            if prompt.startswith("Mend"):
                path.write_text(ANSWERS, "utf-8")
            return super().ask(prompt)

    person = Colleague(["f", "site", "barn", "", "", "", "q"])
    sit(path, [], person=person)

    assert "Mend it, then Enter (q stops): " in person.prompts
    assert path.read_text("utf-8") == ANSWERS


def test_going_back_inside_a_fact_leads_to_the_table_and_back_there_to_the_question(path: Path) -> None:
    person = sit(path, ["f", "site", "b", "b", "q"])

    assert person.prompts == [
        "Answer: ",
        "Change which (Enter: done): ",
        "Number or word [The tower]: ",
        "Change which (Enter: done): ",
        "Answer: ",
    ]


# an answer and its proof in one line


def test_met_and_its_proof_are_typed_in_one_line(path: Path) -> None:
    person = sit(path, ["y evidence/round.txt", "q"])
    given = answers(path)["doors-locked"]

    assert person.prompts == ["Answer: ", "Answer: "]
    assert "Evidence: test-result evidence/round.txt, collected 2026-11-22 by Lin. y alone lets you change it." in (
        person.shown
    )
    assert [(proof.kind, proof.ref, str(proof.collected), proof.by) for proof in given.evidence] == [
        ("test-result", "evidence/round.txt", "2026-11-22", "Lin")
    ]
    assert given.evidence[0].sha256


def test_a_proof_that_cannot_be_used_is_asked_again(path: Path) -> None:
    person = sit(path, ["y ../secret.txt", "https://wiki.example/doors", "yes evidence/rond.txt", "y", "q"])

    assert "../secret.txt is outside the folder of the answers; copy the file into evidence/ and name it so." in (
        person.shown
    )
    assert [proof.ref for proof in answers(path)["doors-locked"].evidence] == ["https://wiki.example/doors"]
    assert [proof.ref for proof in answers(path)["exits-marked"].evidence] == ["evidence/round.txt"]


def test_going_back_from_a_proof_saves_nothing(path: Path) -> None:
    person = sit(path, ["y evidence/missing.txt", "b", "q"])

    assert "Nothing of this answer is saved." in person.shown
    assert answers(path) == {}


# the file

DIFFICULT = """\
# kept: at the top
format: 1
checklists: {office-move: 1.0.0}   # kept: behind a flow mapping
engagement:
  organization: 'Larch Ltd'
  title: Move to the tower
  owner: Olga
  reviewed-by: Rex     # kept: behind a name
  stage: go-live
  date: 2026-11-20
  next-review: 2027-02-15

profile: {site: tower}
use-cases:
  furniture: {title: "Moving the furniture", goods: [desks]}   # kept: behind a use case
  machines:
    title: Moving the machines
    # kept: inside a use case
    goods:
    - servers
answers:
  # doors-locked: Are all doors locked at night?
  # kept: above an answer
  exits-marked: {status: NO, answered-by: Ben, answered-on: 2026-11-01, note: "two, of five"}   # kept: behind it

  crane-booked:
      status: partial   # kept: behind a status
      note: >-
        The small one,
        for a day.
      # kept: inside an answer
      answered-by: Ben
      answered-on: 2026-11-01
  # plants-labelled: Are the plants labelled?
  keys-returned:
    status: unknown
    answered-by: Ben
    answered-on: 2026-11-01   # kept: behind the last line, which has no end"""


def test_a_difficult_file_survives_a_whole_sitting(path: Path) -> None:
    path.write_bytes(DIFFICULT.replace("\n", "\r\n").encode())
    lines = [
        "y evidence/round.txt", "p: three of five", "r", "Ben", "+30", "Signs of paper", "n", "", "", "o Ana",
        "f", "12a", "desks, servers", "", "11b", "Moving the racks", "what", "operate", "", "",
        "g plants", "u", "perhaps", "z", "g keys", "y https://wiki.example/keys", "g doors", "n", "", "", "q",
    ]  # fmt: skip
    person = sit(path, lines, EVERYTHING)
    after = path.read_bytes().decode()
    kept = [line.partition("# kept")[2] for line in DIFFICULT.splitlines() if "# kept" in line]
    now = opened(path).engagement

    assert person.lines == []
    assert [line.partition("# kept")[2] for line in after.split("\r\n") if "# kept" in line] == kept
    assert after.count("\n") == after.count("\r\n")
    assert not after.endswith("\n")
    assert "  organization: 'Larch Ltd'\r\n" in after
    assert {id: answer.status.value for id, answer in now.answers.items()} == {
        "doors-locked": "not-met",
        "exits-marked": "partial",
        "crane-booked": "not-met",
        "keys-returned": "met",
    }
    assert now.answers["exits-marked"].remedy
    assert (now.front.stage, now.use_cases["machines"].title) == (Stage.OPERATE, "Moving the racks")
    assert now.use_cases["furniture"].profile == {"goods": ("desks", "servers")}


def test_behind_the_last_question_one_can_still_go_back_undo_and_look(path: Path) -> None:
    lines = ["s", "s", "s", "s", "n", "mine", "", "what", "l", "z", "n", "again", "", "b", "", "m", "g keys", "s", ""]
    person = sit(path, lines)

    assert person.lines == []
    assert "Undone: the answer to keys-returned." in person.shown
    assert person.shown.count("\nThat was the last question. b, g, z, l, f, m, v and w work here too.") == 5
    assert "Press Enter to end, or type g and an id to go there." in person.shown
    assert answers(path)["keys-returned"].note == "again"


def test_where_nothing_is_left_to_ask_one_can_still_look_and_change(path: Path) -> None:
    person = sit(path, ["f", "site", "barn", "", "", "w", ""], Wanted(stage=Stage.SIGN))

    assert person.lines == []
    assert "\ng, z, l, f, m, v and w work here too." in person.shown
    assert "That was the last question." not in person.text.replace("\nThat was the last question.", "")
    assert opened(path).engagement.profile["site"] == ("barn",)


# what a security lead ran into


def test_a_text_that_is_pasted_in_several_lines_answers_nothing_else(path: Path) -> None:
    person = Lines(["p: half", "r", "Ben", "+30", "Only drafts", "n", "u: nobody asked", "q"])
    pasting = iter([False, True, True, False])
    person.waiting = lambda: next(pasting, False) if person.prompts[-1] != "Answer: " else False  # type: ignore[method-assign]  # the last text is three lines
    sit(path, [], person=person)
    remedy = answers(path)["doors-locked"].remedy

    assert remedy
    assert remedy.guardrail == "Only drafts n u: nobody asked"
    assert "All 3 lines are one text." in person.shown
    assert list(answers(path)) == ["doors-locked"]


def test_a_note_that_told_of_another_status_is_taken_out_and_said(path: Path) -> None:
    person = sit(path, ["u: ask the team", "b", "y evidence/round.txt", "q"])

    assert "Taken out, since it told of unknown: note (ask the team)." in person.shown
    assert answers(path)["doors-locked"].note == ""


def test_enter_after_a_refused_proof_leads_back_and_names_nothing(path: Path) -> None:
    person = sit(path, ["y /etc/hostname", "", "q"])

    assert "Nothing of this answer is saved." in person.shown
    assert answers(path) == {}


def test_an_empty_file_and_a_folder_are_called_what_they_are(path: Path) -> None:
    (path.parent / "evidence" / "empty.txt").write_text("", "utf-8")
    person = sit(path, ["y evidence/empty.txt", "evidence", "b", "q"])

    assert "evidence/empty.txt is empty, or no file that can be read. Until it holds something, it does not count." in (
        person.shown
    )
    assert "evidence is a folder. Name a file in it; a folder does not count." in person.shown
    assert "Did you mean evidence/empty.txt? Then type y." not in person.shown


def test_a_name_in_quotes_is_understood_and_a_command_is_told_apart(path: Path) -> None:
    person = sit(path, ['y "evidence/round.txt"', "y", "z", "b", "b", "q"])

    assert answers(path)["doors-locked"].evidence[0].ref == "evidence/round.txt"
    assert "Here b goes back to the question; only there the other letters work." in person.shown


def test_back_behind_an_undo_goes_back(path: Path) -> None:
    person = sit(path, ["s", "u: one", "z", "u: two", "b", "b", "b", "q"])
    ids = [line for line in person.shown if line in opened(path).checklist.controls]

    assert ids == [
        "doors-locked", "exits-marked", "crane-booked", "exits-marked", "crane-booked", "exits-marked", "doors-locked",
    ]  # fmt: skip
    assert "This is the first question." in person.shown


def test_an_acceptance_of_a_day_to_come_says_so(small: Path) -> None:
    decision = ["A leak", "low", "A filter", "Cara Roth", "CISO", "+5", "+60"]
    person = sit(small, ["m", "2a", "3", *decision, "", "q"])

    assert "It begins on 2026-11-27; until then it does not count." in person.shown


def test_whoever_promised_to_close_a_gap_finds_it_also_by_the_beginning_of_the_name(path: Path) -> None:
    sit(path, ["p: half", "r", "Ben Cole", "+30", "A guard", "q"])
    case = opened(path).case(TODAY)

    assert selected(case, assess(case), Wanted(owner="ben", only=Only.ALL)) == ("doors-locked",)
    assert selected(case, assess(case), Wanted(owner="Ben Cole", only=Only.ALL)) == ("doors-locked",)


def test_a_note_behind_the_letter_needs_no_colon(path: Path) -> None:
    sit(path, ["n no path", "", "q"])

    assert answers(path)["doors-locked"].note == "no path"


# facts that use cases inherit from the whole deployment

INHERITED = (
    ANSWERS.replace("  site: tower\n", "  site: tower\n  goods: [servers]\n")
    .replace(", goods: [desks]", "")
    .replace(", goods: [servers]", "")
)


@pytest.fixture
def inherited(tmp_path: Path) -> Path:
    path = engagement(tmp_path / "inherited", INHERITED)
    assert opened(path).engagement.profile["goods"] == ("servers",)
    assert all("goods" not in use.profile for use in opened(path).engagement.use_cases.values())
    return path


def test_another_use_case_leaves_what_the_others_inherit(inherited: Path) -> None:
    before = opened(inherited).engagement
    sit(inherited, ["f", "+", "Plants", "desks", "", "", "q"])
    now = opened(inherited).engagement

    assert now.profile == before.profile
    assert {id: now.use_cases[id] for id in before.use_cases} == before.use_cases
    assert now.use_cases["plants"].profile == {"goods": ("desks",)}


def test_enter_on_an_inherited_fact_keeps_the_value_that_is_shown(inherited: Path) -> None:
    before = opened(inherited).engagement
    person = sit(inherited, ["f", "13a", "", "", "13b", "", "", "q"])
    cells = {use: one.profile.get("goods") for use, one in opened(inherited).engagement.use_cases.items()}

    assert "Which ones [Servers]: " in person.prompts
    assert {values for values in cells.values() if values} <= {("servers",)}
    assert opened(inherited).engagement.profile == before.profile


def test_a_fact_that_becomes_unknown_is_told_before_it_is_saved(path: Path) -> None:
    person = sit(path, ["f", "12a", "unknown", "no", "", "q"])

    assert "New: goods: must be known before a verdict" in person.shown


def test_an_undo_that_could_not_be_written_can_be_tried_again(path: Path) -> None:
    class Mending(Lines):
        def ask(self, prompt: str) -> str | None:
            tries = sum(line.startswith("Not undone") for line in self.shown)
            path.chmod(0o644 if tries or self.lines[:1] != ["z"] else 0o444)
            return super().ask(prompt)

    person = Mending(["u: first", "u: second", "z", "z", "q"])
    sit(path, [], person=person)

    assert [line for line in person.shown if line.startswith("Undone")] == ["Undone: the answer to exits-marked."]
    assert list(answers(path)) == ["doors-locked"]


def test_a_question_that_falls_away_and_returns_is_asked(path: Path) -> None:
    person = sit(path, ["s", "s", "f", "site", "barn", "", "", "z", "s", "s", "q"])
    shown = [line for line in person.shown if line in opened(path).checklist.controls]

    assert opened(path).engagement.profile["site"] == ("tower",)
    assert "crane-booked does not apply any more." in person.shown
    assert shown[-1] == "crane-booked"


def test_back_leads_past_a_question_that_fell_away(path: Path) -> None:
    person = sit(path, ["s", "s", "s", "f", "site", "barn", "", "", "b", "b", "q"])
    shown = [line for line in person.shown if line in opened(path).checklist.controls]

    assert shown[-3:] == ["plants-labelled", "exits-marked", "doors-locked"]


def test_an_owner_who_was_asked_for_is_asked_for_after_a_change_of_facts_too(path: Path) -> None:
    text = ANSWERS.replace("site: tower", "site: barn")
    path.write_text(text, "utf-8")
    mine = sit(path, ["f", "site", "tower", "", "", "s", ""], Wanted(owner="Sam"))
    path.write_text(text, "utf-8")
    hers = sit(path, ["f", "site", "tower", "", "", "s", "s", "s", "s", ""], Wanted(owner="Olga"))

    assert not any(line.startswith("More to ask") for line in mine.shown)
    assert "crane-booked" not in mine.shown
    assert "crane-booked" in hers.shown


@pytest.mark.parametrize("lines", [["f", "site", "barn"], ["f", "site"], ["m", "2"], ["m", "1a"]])
def test_input_that_ends_in_a_change_is_refused_and_said(path: Path, small: Path, lines: list[str]) -> None:
    file = small if lines[0] == "m" else path
    before = file.read_bytes()
    person = Lines(lines)
    with pytest.raises(Refused, match="what was begun last is not finished and was not saved"):
        sit(file, [], person=person)

    assert "This change is not saved." in person.shown
    assert file.read_bytes() == before


def test_stopping_in_a_change_says_that_it_is_not_saved(path: Path) -> None:
    person = sit(path, ["f", "site", "barn", "q"])

    assert "This change is not saved." in person.shown


ENDED = (
    "matrix: {secret: {browser: {cell: conditional, acceptance: {risk: r, residual: low, compensating: c, by: Cara, "
    "role: CISO, dated: 2026-06-01, expires: 2026-07-01}}}}\n"
)


def test_enter_leaves_a_cell_whose_acceptance_has_ended_as_it_is(small: Path) -> None:
    small.write_text(SMALL_ANSWERS.replace("matrix: {}\n", ENDED), "utf-8")
    before = small.read_bytes()
    person = sit(small, ["m", "w", "", "", "", "", "", "q"])

    assert small.read_bytes() == before
    assert any("conditional is asked for, but the acceptance ended on 2026-07-01" in line for line in person.shown)


def test_enter_leaves_an_own_name_with_a_comma_as_it_is(small: Path) -> None:
    names = "own-names: {data: {secret: ['Secret, level 2']}}\nmatrix: {}\n"
    small.write_text(SMALL_ANSWERS.replace("matrix: {}\n", names), "utf-8")
    before = small.read_bytes()
    sit(small, ["m", "2", "", "", "q"])

    assert small.read_bytes() == before


def test_a_use_case_is_not_said_to_go_ahead_while_nothing_may(path: Path) -> None:
    plain = CHECKLIST[: CHECKLIST.index("sections:")] + (
        "sections:\n  all:\n    title: All\n    controls:\n"
        "      crane: {question: Is it so, gate: required, applies: {goods: servers}}\n"
        "      whole: {question: Is it so, gate: required, applies: {goods: [servers, desks]}}\n"
        "questions:\n  q-crane:\n    to: facility\n    text: Which one?\n"
    )
    (path.parent / "checklists" / "office-move.yaml").write_text(plain, "utf-8")
    person = sit(path, ["f", "12b", "desks", "", "", "q"])

    assert not any("may go ahead now" in line for line in person.shown)


def test_a_saved_title_is_a_change(path: Path) -> None:
    person = sit(path, ["f", "title", "Another move", "", "q"])

    assert "Nothing has changed since you began." not in person.shown
