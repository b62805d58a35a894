from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import pytest

from govcheck.jobs.digests import open_digests
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.keys import Move, Typed, understood
from govcheck.jobs.interview.selection import Only, Wanted, found
from govcheck.jobs.load import open_engagement
from govcheck.jobs.typed import day, matched, words_for
from govcheck.rules.assess import assess
from govcheck.rules.reasons import reasons
from govcheck.tools import files
from govcheck.words.criteria import AnyOf, FactIs, Not
from govcheck.words.engagement import Acceptance, Evidence, Remedy
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import EvidenceKind, Gate, Residual, Stage, Status
from program import copied_example, govcheck
from scripted import ANSWERS, CHECKLIST, EVERYTHING, TODAY, Lines, answer, answers, engagement, sit

ROUND = hashlib.sha256(b"all locked\n").hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return engagement(tmp_path / "move")


def test_each_question_shows_what_one_needs_to_answer_it(path: Path) -> None:
    shown = sit(path, []).text

    assert "Larch Ltd: Move to the tower, to go live" in shown
    place = "The building (1 of 5); 3 to settle with this one before a conditional go"
    assert f"{place}\ndoors-locked\nAre all doors locked at night?\n  Blocker.\n" in shown
    assert "If not: what you ask to run may not go ahead until it is met or somebody accepts the risk." in shown
    assert "How to verify: Try each door after eight." in shown
    assert "Evidence: A round with a list. Counts as test-result, internal-record, for 90 days." in shown


def test_a_question_says_which_facts_make_it_apply_and_raise_its_gate(path: Path) -> None:
    shown = sit(path, ["g crane"]).text

    assert (
        "  Blocker for Moving the machines; required for Moving the furniture. Raised because goods is Servers. "
        "Asked because site is The tower.\n"
        "  If not: Moving the machines may not go ahead until it is met or somebody accepts the risk. "
        "Moving the furniture waits for a remedy (who closes it by when, and a guardrail).\n"
    ) in shown
    asked = "Which crane can Larch Ltd have for Desks, Servers?"
    assert f"If nobody here knows, the account team is asked (q-crane): {asked}" in shown


def test_a_question_that_waits_for_the_vendor_shows_what_became_of_it(path: Path) -> None:
    asked = "questions:\n  q-crane: {asked-on: 2026-11-01, asked-of: Vera Holt, due: 2026-11-20"
    path.write_text(f"{ANSWERS}{asked}}}\n", "utf-8")
    waiting = sit(path, ["g crane"]).text
    reply = "reply: The small one., replied-by: Vera Holt, replied-on: 2026-11-21, outcome: insufficient"
    path.write_text(f"{ANSWERS}{asked}, {reply}}}\n", "utf-8")

    assert "Asked of Vera Holt on 2026-11-01, reply wanted by 2026-11-20; no reply yet." in waiting
    assert "Vera Holt replied on 2026-11-21 (insufficient): The small one." in sit(path, ["g crane"]).text


def test_help_shows_why_the_vendors_question_the_owner_and_the_facts(path: Path) -> None:
    shown = sit(path, ["?", "g crane", "help"]).text

    assert "Why: Anybody can walk in." in shown
    assert "What the source says:\n    MOVE-1\n" in shown
    assert "Owner: Sam" in shown
    assert "Concerns: Moving the furniture, Moving the machines" in shown


def test_help_shows_the_facts_of_the_source_with_their_section(tmp_path: Path) -> None:
    path = copied_example("conditional-go", tmp_path) / "answers.yaml"
    control = "brief-id-sso-enforced"
    shown = sit(path, ["?"], Wanted(only=Only.ALL, start=control)).text
    facts = open_digests(["data-safety-brief"])[0].facts
    cited = open_engagement(path, "x").checklist.controls[control].facts

    assert cited
    assert all(f"    {id} (section {facts[id].section}): {facts[id].text}" in shown for id in cited)


def test_met_with_a_file_and_an_address(path: Path) -> None:
    lines = ["y", "evidence/round.txt", "", "-2", "Ana Silva", "https://wiki.example/doors", "2", "", "", ""]
    shown = sit(path, lines).text

    assert answer(path, "doors-locked").evidence == (
        Evidence(EvidenceKind.TEST_RESULT, "evidence/round.txt", date(2026, 11, 20), "Ana Silva", sha256=ROUND),
        Evidence(EvidenceKind.INTERNAL_RECORD, "https://wiki.example/doors", TODAY, "Lin"),
    )
    assert "so it is not verified" in shown
    assert "Saved.\nIt counts until 2027-02-20." in shown


def test_met_says_at_once_what_is_missing(path: Path) -> None:
    shown = sit(path, ["y", "evidence/gone.txt", "", "", "", "", ""]).text

    assert "There is no file evidence/gone.txt in move yet." in shown
    assert "It does not count yet: no evidence that counts: evidence/gone.txt is" in shown
    assert "Did you mean" not in shown
    assert answer(path, "doors-locked").evidence[0].ref == "evidence/gone.txt"


@pytest.mark.parametrize("typed", ["/etc/passwd", "../secret.txt", "evidence/../../x", "..\\x"])
def test_a_file_outside_the_folder_is_refused_at_once(path: Path, typed: str) -> None:
    shown = sit(path, ["y", typed, ""]).text

    assert "is outside the folder of the answers" in shown
    assert answer(path, "doors-locked").evidence == ()


def test_the_whole_name_of_a_file_in_the_folder_becomes_relative(path: Path) -> None:
    sit(path, ["y", str(path.parent / "evidence" / "round.txt"), "", "", "", ""])

    assert answer(path, "doors-locked").evidence[0].ref == "evidence/round.txt"


def test_a_misspelt_file_is_asked_again_with_what_was_probably_meant(path: Path) -> None:
    person = sit(
        path, ["y", "evidence/rond.txt", "y", "", "", "", "round.txt", "evidence/rounds.txt", "", "", "", "", ""]
    )

    assert person.text.count("Did you mean evidence/round.txt? Then type y.") == 3
    assert [proof.ref for proof in answer(path, "doors-locked").evidence] == [
        "evidence/round.txt",
        "evidence/rounds.txt",
    ]
    assert answer(path, "doors-locked").evidence[0].sha256 == ROUND


def test_back_within_evidence_goes_one_prompt_back_and_loses_nothing(path: Path) -> None:
    first = ["evidence/round.txt", "2", "-2", "b", "b", "", "", "Ana"]
    second = ["evidence/gone.txt", "b", "https://a.example/x", "b", "b", "Eve", ""]
    person = sit(path, ["y", *first, *second])

    assert answer(path, "doors-locked").evidence == (
        Evidence(EvidenceKind.INTERNAL_RECORD, "evidence/round.txt", date(2026, 11, 20), "Eve", sha256=ROUND),
    )
    assert person.lines == []
    assert "Kind [internal-record]: " in person.prompts
    assert "Gathered by [Ana]: " in person.prompts


def test_a_placeholder_is_no_name(path: Path) -> None:
    person = sit(path, ["y", "evidence/round.txt", "", "-2", "TBD", "Eve", ""])

    assert answer(path, "doors-locked").evidence[0].by == "Eve"
    assert person.text.count("TBD names nobody. Write who it is.") == 1


def test_back_leaves_an_answer_once_nothing_is_left_before(path: Path) -> None:
    person = sit(path, ["y", "evidence/round.txt", "", "", "", "b", "b", "b", "b", "b", "q"])

    assert "Nothing of this answer is saved." in person.shown
    assert answers(path) == {}


def test_a_day_to_come_is_asked_again_once_and_a_name_is_no_date(path: Path) -> None:
    person = sit(path, ["y", "evidence/round.txt", "", "+3", "+3", "-5", "?", "Ana", ""])

    proof = answer(path, "doors-locked").evidence[0]
    assert (proof.collected, proof.by) == (date(2026, 11, 25), "Ana")
    assert person.text.count("2026-11-25 is yet to come; till then it does not count.") == 1
    assert "That is a date. Name somebody" in person.text
    assert "Who tried it, exported it or wrote it down." in person.text


def test_back_within_a_remedy_and_an_acceptance_goes_one_prompt_back(path: Path) -> None:
    sit(path, ["n", "", "r", "b", "r", "Sam", "+30", "b", "+40", "A guard"])
    remedy = answer(path, "doors-locked").remedy
    accepting = ["a", "Theft", "low", "b", "high", "A camera", "Cara", "CISO", "b", "b", "Cara Roth", "", "", "+9"]
    sit(path, ["n", "", *accepting, "q"], EVERYTHING)

    assert remedy == Remedy("Sam", date(2027, 1, 1), "A guard")
    assert answer(path, "doors-locked").acceptance == Acceptance(
        "Theft", Residual.HIGH, "A camera", "Cara Roth", "CISO", TODAY, date(2026, 12, 1)
    )


def test_each_prompt_explains_itself(path: Path) -> None:
    typed = ["n", "", "a", "Theft", "low", "A camera", "Cara", "CISO", ""]
    person = Lines([typed[0], *(line for one in typed[1:] for line in ("?", one)), "?"])
    with pytest.raises(Refused):
        sit(path, [], person=person)
    kinds = sit(path, ["y", "evidence/round.txt", "?", "", "?", "", "", "", "q"]).text

    assert "The risk that is left once something is done instead. Type low, medium or high." in person.text
    assert "A compensating measure: what is done in the place of this control." in person.text
    assert person.text.count("Here too: b goes back, q stops.") == 9
    assert all(f"\n{kind}: " in f"\n{kinds}" for kind in EvidenceKind)
    assert "or as days before today: -5." in kinds


def test_numbers_that_were_not_shown_are_not_taken(path: Path) -> None:
    person = sit(path, ["n", "", "1", "a", "Theft", "2", "", "b", "b", "", "q"])

    assert "1 is not one of them. Type remedy, acceptance or none." in person.shown
    assert "2 is not one of them. Type low, medium or high." in person.shown


def test_evidence_may_end_and_may_be_taken_out_and_named_again(path: Path) -> None:
    sit(
        path, ["y", "evidence/round.txt", "1", "2026-11-01 until 2027-01-31", "", "https://a.example/x", "", "", "", ""]
    )
    sit(path, ["y", "-2", "evidence/round.txt", "2", "2026-11-21", "", ""], EVERYTHING)

    assert [(proof.kind, proof.collected, proof.valid_until) for proof in answer(path, "doors-locked").evidence] == [
        (EvidenceKind.INTERNAL_RECORD, date(2026, 11, 21), None)
    ]


def test_a_kind_that_does_not_count_is_kept_and_said(path: Path) -> None:
    shown = sit(path, ["y", "https://a.example/x", "verbal", "", "", ""]).text

    assert "verbal is kept, but it does not count here." in shown
    assert answer(path, "doors-locked").evidence[0].kind is EvidenceKind.VERBAL


def test_partial_needs_a_note_and_takes_a_remedy(path: Path) -> None:
    lines = ["g exits", "p", "", "North wing is missing", "r", "", "2026-01-01", "soon", "+30", "", "A guard"]
    shown = sit(path, lines).text

    given = answer(path, "exits-marked")
    assert given.note == "North wing is missing"
    assert given.remedy == Remedy("Olga", date(2026, 12, 22), "A guard")
    assert "2026-01-01 is past." in shown
    assert "Write a date as 2026-11-30" in shown
    assert "The remedy makes it a condition, due on 2026-12-22." in shown


def test_a_remedy_on_a_blocker_or_too_late_is_said_not_to_count(path: Path) -> None:
    shown = sit(path, ["p: the gate sticks", "r", "Sam", "2027-03-01", "A guard"]).text

    assert "A remedy does not open a blocker" in shown
    assert "This will not count: the remedy is due on 2027-03-01, after the next review on 2027-02-15." in shown
    assert answer(path, "doors-locked").remedy == Remedy("Sam", date(2027, 3, 1), "A guard")
    in_time = sit(path, ["p", "", "r", "", "+30", "", "q"], EVERYTHING).text
    assert "The remedy is noted. A blocker stays closed until it is met or accepted." in in_time


def test_an_acceptance_needs_somebody_else_and_an_end_within_the_limit(path: Path) -> None:
    lines = ["n", "", "a", "Theft", "", "low", "A camera", "sam", "Cara Roth", "Director", "", "2028-01-01", "+90"]
    person = sit(path, lines)

    assert answer(path, "doors-locked").acceptance == Acceptance(
        "Theft", Residual.LOW, "A camera", "Cara Roth", "Director", TODAY, date(2027, 2, 20)
    )
    assert "sam owns the gap. Somebody else has to accept it." in person.text
    assert "2028-01-01 is not between 2026-11-22 and 2027-05-21." in person.text
    assert "It is printed as a condition. It counts until 2027-02-20." in person.text


def test_what_cannot_be_accepted_is_not_offered_an_acceptance(path: Path) -> None:
    shown = sit(path, ["g exits", "n", "", "a", ""]).text

    assert "This control cannot be accepted" in shown
    assert "a is not one of them." in shown
    assert "acceptance: somebody" not in shown
    assert answer(path, "exits-marked").acceptance is None


def test_a_gap_that_stays_needs_a_note(path: Path) -> None:
    shown = sit(path, ["n", "", "n", "", "Nobody will pay"]).text

    assert answer(path, "doors-locked").no_remedy
    assert answer(path, "doors-locked").note == "Nobody will pay"
    assert "It does not count: it is decided that the gap stays." in shown


def test_unknown_shows_what_the_vendor_is_asked(path: Path) -> None:
    shown = sit(path, ["g crane", "u", "asked on Monday"]).text

    assert "It goes on the sheet for the account team: q-crane (govcheck questions export)." in shown
    assert answer(path, "crane-booked").note == "asked on Monday"


def test_not_applicable_against_the_profile_is_said_at_once(path: Path) -> None:
    person = sit(path, ["g crane", "a", "b"])

    assert "The profile does not rule this out (site is The tower)" in person.text
    assert "Nothing of this answer is saved." in person.text
    assert answers(path) == {}


def test_no_approver_helps_against_the_profile(path: Path) -> None:
    person = sit(path, ["g crane", "a", "No crane"])

    assert answer(path, "crane-booked").approved_by == ""
    assert not any(prompt.startswith("Approved") for prompt in person.prompts)
    assert "It does not count yet: said not to apply, but the profile does not rule it out." in person.text


def test_not_applicable_on_what_decides_needs_an_approver_who_is_not_involved(path: Path) -> None:
    person = sit(path, ["a", "", "No doors yet", "Lin", "sam", "Rex"])

    assert answer(path, "doors-locked").approved_by == "Rex"
    assert "Lin answers this or owns it." in person.text
    assert "sam answers this or owns it." in person.text


def test_not_applicable_on_a_recommended_control_asks_for_no_approver(path: Path) -> None:
    person = sit(path, ["g plants", "a", "No plants"])

    assert answer(path, "plants-labelled").status is Status.NOT_APPLICABLE
    assert not any(prompt.startswith("Approved") for prompt in person.prompts)


def test_enter_keeps_an_answer_and_never_makes_one(path: Path) -> None:
    first = sit(path, ["", "n", "", "", "q"])
    before = path.read_bytes()
    second = sit(path, ["", "q"])

    assert "There is no answer to keep yet." in first.text
    assert "Answer [not-met]: " in second.prompts
    assert path.read_bytes() == before
    assert "exits-marked" in second.text


def test_back_skip_and_go_find_the_way(path: Path) -> None:
    person = sit(path, ["b", "s", "s", "b", "g keys", "q"])
    asked = [text for text in person.shown if text in ANSWERS and text.endswith(("ed", "locked"))]

    assert "This is the first question." in person.text
    assert asked == ["doors-locked", "exits-marked", "crane-booked", "exits-marked", "keys-returned"]
    assert answers(path) == {}


def test_back_in_the_middle_of_an_answer_drops_it_and_asks_again(path: Path) -> None:
    person = sit(path, ["p", "half", "b", "b", "y", ""])

    assert "Nothing of this answer is saved." in person.text
    assert answer(path, "doors-locked").status is Status.MET
    assert answer(path, "doors-locked").note == ""


def test_go_lists_what_fits_and_says_what_does_not_apply(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move", ANSWERS.replace("site: tower", "site: barn"))
    person = sit(path, ["g the", "g crane-booked", "g zebra", "g", "plants", "q"])

    assert "3 fit; g and an id goes there." in person.text
    assert "The profile rules it out." in person.text
    assert "Nothing fits." in person.text
    assert "Are the plants labelled?" in person.text


def test_list_shows_where_one_is_and_what_became_of_each(path: Path) -> None:
    shown = sit(path, ["y", "", "l"], EVERYTHING).text

    assert "   1 doors-locked (met, does not count yet): Are all doors locked at night?" in shown
    assert ">  2 exits-marked (not answered yet): Are the exits marked?" in shown
    assert "plants-labelled" not in shown


def test_list_all_shows_every_section_and_what_counts(path: Path) -> None:
    sit(path, ["y", "evidence/round.txt", "", "", "", "", "n", "", "r", "", "+9", "A guard", "n", "", "n", "Dear", "q"])
    shown = sit(path, ["l all"]).shown

    assert "     doors-locked (met, counts): Are all doors locked at night?" in shown
    assert "     exits-marked (not-met, a condition): Are the exits marked?" in shown
    assert "     crane-booked (not-met, does not count): Is the crane booked?" in shown
    assert ">  1 plants-labelled (not answered yet): Are the plants labelled?" in shown


def test_a_line_of_the_list_fits(tmp_path: Path) -> None:
    long = CHECKLIST.replace("doors locked at night?", "doors locked at night, " + "and on every other day " * 5 + "?")
    shown = sit(engagement(tmp_path / "move", checklist=long), ["l"]).shown

    line = next(text for text in shown if text.startswith(">"))
    assert line.endswith(" ...")
    assert 60 < len(line) < 80


def test_a_word_of_an_id_goes_before_a_part_of_one(path: Path) -> None:
    case = open_engagement(path, "x").case(TODAY)

    assert found(case, ("id-sso", "subprocessors", "sso-console"), "SSO") == ("id-sso", "sso-console")
    assert found(case, ("subprocessors", "other"), "sso") == ("subprocessors",)


def test_go_takes_the_number_of_the_list_and_what_was_typed_with_it_before(path: Path) -> None:
    person = sit(path, ["g 4", "g", "g 2", "g", "g keys", "g 99", "q"])
    asked = [text for text in person.shown if text in ANSWERS and text.endswith(("ed", "locked"))]

    assert asked == ["doors-locked", "plants-labelled", "exits-marked", "keys-returned"]
    assert "Nothing fits." in person.text


def test_the_page_shows_an_answer_in_full(path: Path) -> None:
    lines = ["o Ben", "p: half", "a", "Theft", "low", "A camera", "Cara", "CISO", "", "+9"]
    sit(path, [*lines, "b", "p", "", "r", "", "+20", "A guard", "q"])
    shown = sit(path, ["q"], EVERYTHING).text

    for line in (
        "So far: partial, said by Lin on 2026-11-22.",
        "Note: half",
        "Owner: Ben",
        "Remedy: Ben, due 2026-12-12; until then: A guard",
        "Acceptance: Cara (CISO) until 2026-12-01: Theft",
    ):
        assert f"\n  {line}\n" in shown


def test_what_is_not_clear_is_asked_again(path: Path) -> None:
    person = sit(path, ["perhaps", "y", "?", "evidence/round.txt", "?", "x", "", "tomorrow until", "?", "", "", ""])

    assert person.shown.count("Type y, p, n, u, a, or ? for help.") == 1
    assert "Name a file below the folder of the answers" in person.text
    assert person.text.count("Here too: b goes back, q stops.") == 3
    assert answer(path, "doors-locked").evidence[0].collected == TODAY


def test_back_out_of_owner_and_go_stays_at_the_question(path: Path) -> None:
    person = sit(path, ["o", "b", "g", "b", "n", "", ""])

    assert answer(path, "doors-locked").owner == ""
    assert person.prompts[:3] == ["Answer: ", "Owner [Sam]: ", "Answer: "]
    assert person.prompts[3].startswith("Go to an id, a number, or a word")


def test_owner_before_and_after_an_answer(path: Path) -> None:
    sit(path, ["o Ben", "n", "", ""])
    before = answer(path, "doors-locked")
    person = sit(path, ["o", "Eve", "q"])

    assert before.owner == "Ben"
    assert answer(path, "doors-locked") == replace(before, owner="Eve")
    assert "Owner [Ben]: " in person.prompts


def test_an_owner_named_before_the_answer_waits_for_it(path: Path) -> None:
    person = sit(path, ["o Ben", "s", "o Eve", "o -", "b", "n", "", "", "n", "", ""])

    assert "Ben is its owner; that is written with the answer." in person.shown
    assert "No owner is named." in person.shown
    assert answer(path, "doors-locked").owner == "Ben"
    assert answer(path, "exits-marked").owner == ""


def test_an_owner_that_was_written_does_not_come_back(path: Path) -> None:
    sit(path, ["o Ben", "n", "", "", "b", "o -", "p: half", "", "q"])

    assert (answer(path, "doors-locked").owner, answer(path, "doors-locked").note) == ("", "half")


def test_an_owner_given_to_an_answer_is_saved_at_once_and_can_be_taken_out(path: Path) -> None:
    sit(path, ["n", "", ""])
    named = sit(path, ["o Ben", "s"], EVERYTHING)
    there = answer(path, "doors-locked")
    sit(path, ["o -", "s"], EVERYTHING)
    gone = answer(path, "doors-locked")
    sit(path, ["o", "", "s", "s"], EVERYTHING)

    assert named.shown.count("Saved.") == 1
    assert (there.owner, gone.owner, answer(path, "doors-locked").owner) == ("Ben", "", "")


@pytest.mark.parametrize("begin", [["p: North wing"], ["p", "North wing"]])
def test_lines_pasted_into_a_note_are_one_note(path: Path, begin: list[str]) -> None:
    person = sit(path, [], person=Lines([*begin, "two doors", "", "n", "y", "", "q"], pasted=4))

    assert answer(path, "doors-locked").note == "North wing\ntwo doors\n\nn\ny"
    assert list(answers(path)) == ["doors-locked"]
    assert "All 5 lines are one note." in person.shown


def test_a_paste_that_comes_as_one_line_keeps_its_lines_in_a_note_only(path: Path) -> None:
    sit(path, ["o Ben\nEve", "p: North wing\ntwo doors", "r", "Sam\nUhl", "+9", "A\nguard", "q"])

    given = answer(path, "doors-locked")
    assert given.note == "North wing\ntwo doors"
    assert given.owner == "Ben Eve"
    assert given.remedy == Remedy("Sam Uhl", date(2026, 12, 1), "A guard")


def test_a_note_behind_the_status_goes_on_as_well(path: Path) -> None:
    sit(path, ["p: North wing:\\", "two doors", ""])

    assert answer(path, "doors-locked").note == "North wing:\ntwo doors"


def test_a_note_of_several_lines_and_one_from_an_editor(path: Path) -> None:
    sit(path, ["p", "North wing:\\", "two doors", ""])
    again = sit(path, [], person=Lines(["p", "e", "", "b", "q"], editor="\nand one window"))

    assert answer(path, "doors-locked").note == "North wing:\ntwo doors\nand one window"
    assert "  Note: North wing:\n  two doors\n  and one window" in again.text


def test_without_an_editor_the_note_is_typed(path: Path) -> None:
    person = sit(path, ["p", "e", "typed", ""])

    assert "No text came from an editor." in person.text
    assert answer(path, "doors-locked").note == "typed"


def test_a_status_that_changes_takes_out_what_does_nothing_beside_it(path: Path) -> None:
    sit(path, ["p: one door", "r", "Sam", "+30", "A guard"])
    person = sit(path, ["y", "-", ""], EVERYTHING)

    assert (
        "Taken out, since it does nothing beside met: remedy (Sam, due 2026-12-22; until then: A guard)." in person.text
    )
    assert answer(path, "doors-locked").remedy is None
    assert answer(path, "doors-locked").note == ""


def test_what_was_decided_about_a_gap_stays_until_it_is_changed(path: Path) -> None:
    sit(path, ["p: one door", "r", "Sam", "+30", "A guard"])
    before = answer(path, "doors-locked")
    sit(path, ["p", "", "", "q"], EVERYTHING)
    kept = answer(path, "doors-locked")
    sit(path, ["p", "", "-", "q"], EVERYTHING)

    assert kept == before
    assert answer(path, "doors-locked").remedy is None


@pytest.mark.parametrize(
    "lines", [["p", "half"], ["y", "evidence/round.txt", "1"], ["n", "", "a", "Theft"], ["p", "half", "q"]]
)
def test_an_unfinished_answer_is_not_saved_and_that_is_said(path: Path, lines: list[str]) -> None:
    person = Lines(lines)
    with nullcontext() if lines[-1] == "q" else pytest.raises(Refused, match="not finished and was not saved"):
        sit(path, [], person=person)

    assert "The answer to doors-locked was not finished; nothing of it is saved." in person.text
    assert "Next: govcheck review" in person.text
    assert path.read_text("utf-8") == ANSWERS


def test_an_interruption_behind_the_write_does_not_deny_the_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = files.save

    def save_and_stop(path: Path, change: Callable[[bytes], bytes]) -> bytes:
        written(path, change)
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "save", save_and_stop)
    person = Lines(["n", "", ""])
    with pytest.raises(KeyboardInterrupt):
        sit(path, [], person=person)

    assert "The answer to doors-locked is saved." in person.shown
    assert answer(path, "doors-locked").status is Status.NOT_MET


def test_the_summary_says_how_far_what_blocks_and_what_next(path: Path) -> None:
    shown = sit(path, ["n", "", "n", "Nobody will pay", "q"]).text

    assert "1 of 4 answered; none counts yet. 1 more is due later." in shown
    assert "Verdict now: no-go, to go live (2 blockers open, 1 required control open)" in shown
    assert "doors-locked: it is decided that the gap stays" in shown
    assert shown.rstrip().endswith("Next: govcheck review")


def test_the_next_command_follows_from_what_is_left(path: Path) -> None:
    asking = sit(path, ["n", "", ""] * 2 + ["u", ""] + ["n", "", ""] * 2).text
    sit(path, ["g crane", "n", "", ""])
    settled = sit(path, ["g crane", "y", "https://a.example/crane", "", "", "", "", "q"]).text

    assert asking.endswith("Next: govcheck questions export")
    assert settled.endswith("Next: govcheck review")


def test_only_the_facts_that_hold_are_given_as_reasons(path: Path) -> None:
    case = open_engagement(path, "x").case(TODAY)
    either = AnyOf(((FactIs("goods", ("desks",)), FactIs("site", ("barn",))), (FactIs("goods", ("servers",)),)))
    unknown = replace(case, engagement=replace(case.engagement, profile={}))

    assert reasons(case, (either,)) == ("goods is Servers",)
    assert reasons(case, (Not((FactIs("site", ("barn",)),)),)) == ("site is The tower",)
    assert reasons(unknown, (FactIs("site", ("barn",)),)) == ("site is unknown",)


def test_what_a_derived_fact_rests_on_is_given_as_its_reason_also_where_it_is_denied(tmp_path: Path) -> None:
    derived = "  heavy:\n    derived: {site: barn}\nsections:\n"
    path = engagement(tmp_path / "move", checklist=CHECKLIST.replace("sections:\n", derived, 1))
    case = open_engagement(path, "x").case(TODAY)

    assert reasons(case, (FactIs("heavy", ("no",)),)) == ("site is The tower",)
    assert reasons(case, (Not((FactIs("heavy", ("yes",)),)),)) == ("site is The tower",)
    assert reasons(case, (FactIs("heavy", ("yes",)),)) == ()


def test_only_what_reaches_is_asked_and_what_is_due_comes_first(tmp_path: Path) -> None:
    path = engagement(
        tmp_path / "move", ANSWERS.replace("site: tower", "site: barn").replace("stage: go-live", "stage: sign")
    )
    person = sit(path, ["s", "s", "s", "s"])

    assert "crane-booked" not in person.shown
    assert "Due later (before go-live): at this stage it decides nothing." in person.text
    assert "(4 of 4)" in person.text


def test_what_is_due_now_is_asked_before_what_is_due_later(tmp_path: Path) -> None:
    later = CHECKLIST.replace("phase: go-live\n        topic: doors", "phase: post-sign\n        topic: doors")
    person = sit(engagement(tmp_path / "move", checklist=later), ["s"] * 5)

    assert [text for text in person.shown if f"  # {text}:" in ANSWERS] == [
        "exits-marked", "crane-booked", "plants-labelled", "doors-locked", "keys-returned",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        (Wanted(section="people"), ["plants-labelled", "keys-returned"]),
        (Wanted(topic="doors"), ["doors-locked"]),
        (Wanted(gate=Gate.BLOCKER), ["doors-locked", "crane-booked"]),
        (Wanted(only=Only.UNANSWERED), ["exits-marked", "crane-booked", "plants-labelled", "keys-returned"]),
        (Wanted(only=Only.OPEN), ["doors-locked"]),
        (Wanted(start="plants-labelled"), ["plants-labelled", "keys-returned"]),
    ],
)
def test_only_what_is_wanted_is_asked(path: Path, wanted: Wanted, asked: list[str]) -> None:
    sit(path, ["n", "", "", "q"])
    person = sit(path, ["s"] * 9, wanted)

    assert [text for text in person.shown if f"  # {text}:" in ANSWERS] == asked


@pytest.mark.parametrize("wanted", [Wanted(section="peeple"), Wanted(topic="door"), Wanted(start="doors-lockd")])
def test_a_misspelt_wish_is_refused_with_a_suggestion(path: Path, wanted: Wanted) -> None:
    with pytest.raises(Refused, match="did you mean"):
        sit(path, [], wanted)


def test_what_the_facts_rule_out_cannot_be_begun_with(tmp_path: Path) -> None:
    path = engagement(tmp_path / "move", ANSWERS.replace("site: tower", "site: barn"))

    with pytest.raises(Refused, match="crane-booked does not apply here; the profile rules it out"):
        sit(path, [], Wanted(start="crane-booked"))


def test_nothing_left_to_ask_is_said(path: Path) -> None:
    person = sit(path, [], Wanted(only=Only.OPEN))

    assert "Nothing is left to ask" in person.text
    assert person.prompts == ["Done (Enter: yes): "]


def test_a_note_so_far_is_kept_by_enter_and_nothing_else_is_said(path: Path) -> None:
    sit(path, ["n", "one door", ""])
    person = sit(path, ["n", "", "", "q"], EVERYTHING)

    assert "Note so far: one door\nEnter keeps it, - takes it out." in person.shown
    assert "What is missing: " in person.prompts
    assert "What is missing (Enter: none): " not in person.prompts


def test_back_before_the_first_question_is_said(path: Path) -> None:
    assert "There is nothing before this." in sit(path, ["b", "Mia", "q"], by="").text


def test_the_name_of_who_answers_is_asked_once(path: Path) -> None:
    person = sit(path, ["", "Mia", "n", "", "", "n", "", "", "q"], by="")

    assert {given.answered_by for given in answers(path).values()} == {"Mia"}
    assert person.prompts.count("Your name: ") == 2


class Colleague(Lines):
    """Lets somebody else do something to the file while a prompt waits."""

    def act_at(self, prompt: str, path: Path, before: str, after: str) -> Colleague:
        self.at, self.change = prompt, (path, before, after)
        return self

    def ask(self, prompt: str) -> str | None:
        if prompt.startswith(self.at):
            path, before, after = self.change
            path.write_bytes(path.read_bytes().replace(before.encode(), after.encode()))
            self.at = "never"
        return super().ask(prompt)


THEIRS = "locked at night?\n  doors-locked:\n    status: unknown\n    answered-by: Ana\n    answered-on: 2026-11-22\n"


def test_a_colleagues_edit_elsewhere_stays(path: Path) -> None:
    person = Colleague(["n", "", ""]).act_at("Gap", path, "Rex", "Regina")
    sit(path, [], person=person)

    assert answer(path, "doors-locked").status is Status.NOT_MET
    assert "reviewed-by: Regina" in path.read_text("utf-8")


@pytest.mark.parametrize(("choice", "who"), [("", "Ana"), ("theirs", "Ana"), ("mine", "Lin")])
def test_the_same_answer_given_meanwhile_is_shown_and_asked(path: Path, choice: str, who: str) -> None:
    person = Colleague(["n", "", "", choice]).act_at("Gap", path, "locked at night?\n", THEIRS)
    sit(path, [], person=person)

    assert "Ana answered this at the same time:" in person.text
    assert answer(path, "doors-locked").answered_by == who
    assert ("Theirs stays" in person.text) == (who == "Ana")


def test_an_answer_taken_out_meanwhile_is_told(path: Path) -> None:
    sit(path, ["n", "", "", "q"])
    block = path.read_text("utf-8").partition("?\n")[2].partition("  # exits")[0]
    person = Colleague(["p: half", "", "mine"]).act_at("Gap", path, block, "")
    sit(path, [], EVERYTHING, person=person)

    assert "Somebody has taken this answer out of the file in the meantime." in person.text
    assert answer(path, "doors-locked").status is Status.PARTIAL


def test_a_question_that_the_facts_rule_out_meanwhile_is_passed_over(path: Path) -> None:
    person = Colleague(["s", "s", "s", "q"]).act_at("Answer", path, "site: tower", "site: barn")
    sit(path, [], person=person)

    assert "crane-booked does not apply any more." in person.text
    assert "Is the crane booked?" not in person.text


def test_a_file_broken_meanwhile_is_told_and_nothing_is_lost(path: Path) -> None:
    broken = Colleague(["n", "", "", ""]).act_at("Gap", path, "stage: go-live", "stage: going")
    mend = broken.ask

    def ask(prompt: str) -> str | None:
        if prompt.startswith("Enter tries"):
            path.write_bytes(path.read_bytes().replace(b"stage: going", b"stage: go-live"))
        return mend(prompt)

    broken.ask = ask  # type: ignore[method-assign]  # the colleague mends it
    sit(path, [], person=broken)

    assert "Not saved: answers.yaml:9:10:" in broken.text
    assert answer(path, "doors-locked").status is Status.NOT_MET


def test_a_file_broken_between_two_questions_is_told(path: Path) -> None:
    person = Colleague(["s", "", "q"]).act_at("Answer", path, "stage: go-live", "stage: going")
    sit(path, [], person=person)

    assert person.prompts == ["Answer: ", "Mend it, then Enter (q stops): ", "Mend it, then Enter (q stops): "]
    assert person.text.count("answers.yaml:9:10:") == 3


def test_an_interruption_is_passed_on_and_the_unfinished_answer_told(path: Path) -> None:
    class Interrupting(Lines):
        def ask(self, prompt: str) -> str | None:
            if prompt.startswith("Gap"):
                raise KeyboardInterrupt
            return super().ask(prompt)

    person = Interrupting(["n", "a note"])
    with pytest.raises(KeyboardInterrupt):
        sit(path, [], person=person)

    assert "The answer to doors-locked was not finished; nothing of it is saved." in person.shown
    assert answers(path) == {}


def test_invisible_characters_are_left_out_and_unreadable_ones_asked_again(path: Path) -> None:
    person = sit(path, ["p", "bro\ufffdken", "hid\u200bden \x1b[31mred", ""])

    assert "cannot be read. Type it again." in person.text
    assert "Characters that cannot be seen were left out." in person.text
    assert answer(path, "doors-locked").note == "hidden [31mred"


def test_every_control_can_be_answered_in_one_sitting(path: Path) -> None:
    person = sit(path, ["n", "", ""] * 5)

    assert len(answers(path)) == 5
    assert "That was the last question." in person.text
    case = open_engagement(path, "answers.yaml").case(TODAY)
    assert not [finding for finding in assess(case).findings if "not answered" in finding.text]


def test_all_of_the_brief_can_be_answered_in_one_sitting_from_a_pipe(tmp_path: Path) -> None:
    begin = ["--organization", "Northwind", "--use-case", "letters=Letters", "--profile", "letters.surfaces=1,2,3"]
    assert govcheck("init", "--checklist", "claude-governance-brief", *begin, cwd=tmp_path).code == 0
    path = tmp_path / "answers.yaml"
    case = open_engagement(path, "x").case(TODAY)
    reaching = len(assess(case).states)
    kinds = cycle([["y", ""], ["n", "a note", "n"], ["u", ""], ["p: half", "r", "Ben", "+30", "A guard"]])
    typed = [line for lines in islice(kinds, reaching) for line in lines]

    done = govcheck("review", "--by", "Lin", "--as-of", "2026-11-22", cwd=tmp_path, typed="\n".join(typed) + "\n")

    assert (done.code, done.out) == (0, "")
    assert done.err.count("Saved.") == len(answers(path)) == reaching > 60
    assert "That was the last question." in done.err
    assert {given.status.value for given in answers(path).values()} == {"met", "not-met", "unknown", "partial"}
    assert list(answers(path)) == [id for id in case.checklist.controls if id in answers(path)]


def test_the_commands_named_at_the_end_are_those_to_type(tmp_path: Path) -> None:
    head = CHECKLIST[: CHECKLIST.index("sections:")]
    controls = "".join(f"      c{number}: {{question: Is it so, gate: required}}\n" for number in range(9))
    checklist = f"{head}sections:\n  all:\n    title: All\n    controls:\n{controls}"
    engagement(tmp_path / "a move", ANSWERS[: ANSWERS.index("answers:\n")], checklist)
    done = govcheck("review", "-a", "a move", "--by", "Lin", cwd=tmp_path, typed="q\n")

    assert "and 4 more; govcheck check 'a move/answers.yaml' lists them" in done.err
    assert done.err.endswith("Next: govcheck review -a 'a move/answers.yaml'\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="no git here")
def test_who_answers_is_said_where_git_gave_the_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COUNT": "1", "KEY_0": "user.name", "VALUE_0": "Mia Öhm"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    silent = govcheck("review", cwd=path.parent, typed="q\n")
    named = govcheck("review", "--by", "Lin", cwd=path.parent, typed="q\n")

    assert silent.err.count("Answers are written as Mia Öhm (from git; --by NAME changes it).") == 1
    assert "Answers are written as" not in named.err


@pytest.mark.parametrize(("typed", "code"), [("n\n\n\n", 0), ("n\n\n\np\nhalf\n", 2), ("n\n\n\np\nq\n", 0)])
def test_input_that_ends_within_an_answer_is_no_success(path: Path, typed: str, code: int) -> None:
    done = govcheck("review", "--by", "Lin", cwd=path.parent, typed=typed)

    assert done.code == code
    assert done.err.endswith(
        "govcheck: what was begun last is not finished and was not saved; give all of its lines\n"
    ) == bool(code)
    assert list(answers(path)) == ["doors-locked"]


def test_what_was_typed_is_understood() -> None:
    meanings = {
        "": Typed(Move.KEEP),
        "Y": Typed(Status.MET),
        "yes": Typed(Status.MET),
        "me": Typed(Status.MET),
        "no": Typed(Status.NOT_MET),
        "not met": Typed(Status.NOT_MET),
        "Not_Applicable": Typed(Status.NOT_APPLICABLE),
        "n/a": Typed(Status.NOT_APPLICABLE),
        "p: desk C": Typed(Status.PARTIAL, "desk C"),
        "n:": Typed(Status.NOT_MET),
        "g door 4": Typed(Move.GO, "door 4"),
        "l all": Typed(Move.LIST, "all"),
        "o -": Typed(Move.OWNER, "-"),
        "qu": Typed(Move.QUIT),
        "exit": Typed(Move.QUIT),
        "not": None,
        "perhaps": None,
        "no idea": None,
        "x: note": None,
    }

    assert {line: understood(line) for line in meanings} == meanings


def test_dates_are_days_of_the_calendar_or_counted_from_today() -> None:
    written = {
        "2026-11-30": date(2026, 11, 30),
        "30.11.2026": date(2026, 11, 30),
        "1.2.2027": date(2027, 2, 1),
        "+30": date(2026, 12, 22),
        "-2": date(2026, 11, 20),
        "today": TODAY,
    }
    dotted = ["30.02.2026", "11/30/2026", "30.11.26"]
    refused = [*dotted, "2026-02-30", "20261130", "2026-W48-1", "30", "+", "tomorrow", "+99999", "", "٢٠٢٦-11-30"]

    assert {text: day(text, TODAY) for text in written} == written
    assert [day(text, TODAY) for text in refused] == [None] * len(refused)


def test_the_beginning_of_a_word_is_enough_where_it_is_clear() -> None:
    words = {"test-result": 1, "team": 2, "enterprise": 3}

    typed = ("e", "te", "tea", "Test result", "result", "resul", "", "x")
    assert [matched(text, words) for text in typed] == [3, None, 2, 1, 1, None, None, None]


def test_what_all_labels_begin_with_may_be_left_out() -> None:
    words = words_for({stage.value: stage.label for stage in Stage})
    typed = ("go", "go live", "live", "go on", "operating", "to go live", "3", "to")

    assert [matched(text, words) for text in typed] == [
        None, "go-live", "go-live", "operate", "operate", "go-live", "operate", None,
    ]  # fmt: skip


def test_a_course_goes_on_where_it_was_left() -> None:
    start = Course(("a", "b", "c"), ("a", "b", "c"))

    assert start.back() == start
    assert start.onward().back().here == "a"
    assert start.onward().back().onward().here == "b"
    assert start.to("c").onward().upcoming == ()
    assert start.to("z").place == "beside the list"
    assert start.to("z").onward().here == "a"
