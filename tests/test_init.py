from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.jobs.build_checklist import build_checklist
from govcheck.jobs.build_engagement import build_engagement
from govcheck.jobs.first_facts import Beginning
from govcheck.jobs.first_questions import completed
from govcheck.jobs.given_engagement import free_id, with_facts, with_use_cases
from govcheck.jobs.load import open_engagement
from govcheck.jobs.new_engagement import engagement_text
from govcheck.tools import yamlfile
from govcheck.tools.schema import problems
from govcheck.tools.yamltext import FORBIDDEN
from govcheck.words.engagement import Engagement, FrontPage, UseCase
from govcheck.words.errors import InvalidInput
from govcheck.words.vocabulary import Stage
from made_up import Doc
from program import Done, govcheck
from scripted import CHECKLIST, TODAY, Lines
from small import CHECKLIST as SMALL

MOVE = build_checklist(yamlfile.parse(CHECKLIST.encode(), "office-move.yaml").data)
EMPTY = Engagement({"office-move": "1.0.0"}, FrontPage("", "", dated=TODAY))
ALL_ANSWERS = [
    "Larch Ltd", "", "Olga", "olga", "Rex", "2", "+80",  # the front page; a reviewer is somebody else
    "tower",
    "Moving the furniture", "1",
    "Öffnen & schließen", "desks, 2",
    "",
    "Sam", "",
]  # fmt: skip


def made(lines: list[str], start: Engagement = EMPTY) -> tuple[Engagement, Lines]:
    person = Lines(list(lines))
    return completed(Beginning(person, MOVE, TODAY), start).engagement, person


def test_everything_can_be_answered() -> None:
    told, person = made(ALL_ANSWERS)

    assert told == Engagement(
        {"office-move": "1.0.0"},
        FrontPage(
            "Larch Ltd", "Office move", "Olga", "Rex", Stage.GO_LIVE, TODAY, date(2027, 2, 10), {"facility": "Sam"}
        ),
        {"site": ("tower",)},
        {
            "moving-the-furniture": UseCase("moving-the-furniture", "Moving the furniture", {"goods": ("desks",)}),
            "offnen-schliessen": UseCase("offnen-schliessen", "Öffnen & schließen", {"goods": ("desks", "servers")}),
        },
    )
    assert person.lines == []
    assert "Somebody other than the owner has to review." in person.text
    assert "Which ones [Desks]: " in person.prompts


def test_the_end_of_input_leaves_the_rest_unknown() -> None:
    told, _ = made(ALL_ANSWERS[:8])
    half, _ = made(ALL_ANSWERS[:9])

    assert (told.profile, told.front.people) == ({"site": ("tower",), "goods": ("unknown",)}, {})
    assert half.use_cases["moving-the-furniture"].profile == {"goods": ("unknown",)}


def test_without_a_use_case_the_whole_deployment_is_one() -> None:
    told, _ = made([*ALL_ANSWERS[:8], "", "servers", "", ""])

    assert told.use_cases == {}
    assert told.profile == {"site": ("tower",), "goods": ("servers",)}


def test_unknown_can_be_said_over_what_an_earlier_use_case_has() -> None:
    told, _ = made([*ALL_ANSWERS[:10], "Plants", "unknown", ""])
    wrong, asked = made([*ALL_ANSWERS[:9], "3", "desk, x", "none"])

    assert told.use_cases["plants"].profile == {"goods": ("unknown",)}
    assert [text for text in asked.shown if "not one of them" in text] == [
        f"{typed} is not one of them. Type numbers or words, with commas between them; none for an empty list."
        for typed in ("3", "x")
    ]
    assert wrong.use_cases["moving-the-furniture"].profile == {"goods": ()}


def test_a_yes_no_question_takes_yes_no_and_unknown() -> None:
    checklist = build_checklist(SMALL)
    front = FrontPage(
        "Larch", "T", "O", "R", Stage.SIGN, TODAY, TODAY, {"security": "S", "counsel": "C", "vendor": "V"}
    )
    start = Engagement({"small": "1.2.0"}, front, {"plan": ("big",), "surface": ("api",), "data": ("public",)})
    people = [Lines(["", "2", "y", "n"]), Lines(["", "", "unknown"])]
    told = [completed(Beginning(person, checklist, TODAY), start).engagement for person in people]

    assert [(one.profile["own-keys"], one.profile["automatic"]) for one in told] == [
        (("yes",), ("no",)), (("unknown",), ("unknown",)),
    ]  # fmt: skip
    assert "2 is not one of them. Type yes, no or unknown." in people[0].shown


def test_the_next_review_is_within_a_year() -> None:
    told, person = made([*ALL_ANSWERS[:6], "2026-01-01", "+400", "+365"])

    assert told.front.next_review == date(2027, 11, 22)
    assert person.text.count("Choose a day from 2026-11-22 to 2027-11-22.") == 2


def test_back_and_enter_all_the_way_keep_everything_that_was_given() -> None:
    there, person = made([*ALL_ANSWERS[:-2], *["b"] * 13, *[""] * 12, *ALL_ANSWERS[-2:]])

    assert there == made(ALL_ANSWERS)[0]
    assert person.lines == []
    assert "There is nothing before this." in person.text
    assert {"Organisation [Larch Ltd]: ", "Number or word [to go live]: ", "Which ones [Desks, Servers]: "} < set(
        person.prompts
    )


def test_back_goes_one_question_and_what_is_typed_then_replaces() -> None:
    told, person = made(["b", "Oak Ltd", "b", "Larch Ltd", *ALL_ANSWERS[1:10], "b", "b", "Plants", "2", "", "", ""])

    assert told.front.organization == "Larch Ltd"
    assert told.use_cases == {"plants": UseCase("plants", "Plants", {"goods": ("servers",)})}
    assert "Its name [Moving the furniture]: " in person.prompts


def test_a_use_case_can_be_taken_out_and_only_so() -> None:
    told, _ = made([*ALL_ANSWERS[:12], "b", "b", "-", "b", "b", "", "", "", "", ""])
    none, _ = made([*ALL_ANSWERS[:10], "b", "b", "-", "", "desks", "", ""])

    assert list(told.use_cases) == ["moving-the-furniture"]
    assert (none.use_cases, none.profile) == ({}, {"site": ("tower",), "goods": ("desks",)})


def test_the_first_use_case_takes_over_what_was_said_of_the_whole() -> None:
    told, _ = made([*ALL_ANSWERS[:8], "", "servers", "b", "b", "Letters", "", "", "", ""])

    assert told.profile == {"site": ("tower",)}
    assert told.use_cases["letters"].profile == {"goods": ("servers",)}


@pytest.mark.parametrize("no", ["n", "No", "", "none"])
def test_no_ends_the_use_cases_and_names_none(no: str) -> None:
    told, person = made([*ALL_ANSWERS[:10], no, "Sam", ""])
    whole, _ = made([*ALL_ANSWERS[:8], no, "desks", "Sam", ""])

    assert list(told.use_cases) == ["moving-the-furniture"]
    assert (told.front.people, person.lines) == ({"facility": "Sam"}, [])
    assert (whole.use_cases, whole.front.people) == ({}, {"facility": "Sam"})


def test_a_use_case_that_is_there_and_a_yes_are_no_name() -> None:
    told, person = made([*ALL_ANSWERS[:10], "moving the  FURNITURE", "y", "Plants", "", ""])

    assert list(told.use_cases) == ["moving-the-furniture", "plants"]
    assert "There is a use case Moving the furniture already." in person.shown
    assert "Type its name." in person.shown


def test_the_stage_is_asked_again_while_it_is_not_clear() -> None:
    told, person = made([*ALL_ANSWERS[:5], "go", "operating"])

    assert told.front.stage is Stage.OPERATE
    assert "go may mean to go live or to go on operating. Type a number or a word." in person.shown


@pytest.mark.parametrize("nothing", ["none", "-"])
def test_an_empty_list_can_be_typed_as_the_prompt_says(nothing: str) -> None:
    told, person = made([*ALL_ANSWERS[:9], nothing])

    assert told.use_cases["moving-the-furniture"].profile == {"goods": ()}
    assert "Several with commas between them; none or - for an empty list." in person.shown


def test_only_what_no_option_gives_is_asked() -> None:
    front = FrontPage("Larch Ltd", "Move", "Olga", "Rex", Stage.SIGN, TODAY, TODAY, {"facility": "Sam", "fire": "Una"})
    start = with_facts(MOVE, with_use_cases(Engagement({"office-move": "1.0.0"}, front), ["a=A"]), ["site=barn"])
    told, person = made(["1"], start)

    assert person.prompts == ["Which ones (Enter: unknown): "]
    assert told.use_cases["a"].profile == {"goods": ("desks",)}


def test_the_text_has_a_line_for_each_control_that_applies() -> None:
    told, _ = made(ALL_ANSWERS)
    barn = engagement_text(MOVE, with_facts(MOVE, told, ["site=barn"]), "answers.schema.json")
    text = engagement_text(MOVE, told, "answers.schema.json")

    assert text.startswith("# yaml-language-server: $schema=answers.schema.json\n")
    assert "  # The building:\n  # doors-locked: Are all doors locked at night?\n" in text
    assert "# crane-booked:" in text
    assert "# crane-booked:" not in barn


def uncommented(text: str) -> str:
    """The text with its examples in force; comments that stand at the margin and hold no key stay."""
    text = re.sub(r"((?:^#  .*\n)+)(matrix|plans): \{\}\n", r"\2:\n\1", text, flags=re.MULTILINE)
    return re.sub(r"^# (?=(?:questions):$| )", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("checklist", ["claude-governance-brief", "small"])
def test_what_no_command_writes_is_shown_by_examples_that_can_be_used(checklist: str, tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "small.yaml").write_text(json.dumps(SMALL), "utf-8")
    begin(tmp_path, "--checklist", checklist, "--organization", "Larch")
    path = tmp_path / "answers.yaml"
    before = open_engagement(path, "x").engagement
    path.write_text(uncommented(path.read_text("utf-8")), "utf-8")
    with pytest.raises(InvalidInput, match="NAME names nobody; write who it is"):
        open_engagement(path, "x")
    path.write_text(path.read_text("utf-8").replace("NAME", "Fay Moss"), "utf-8")
    after = open_engagement(path, "x")

    assert (before.matrix, before.plans, before.questions) == ({}, {}, {})
    assert len(after.engagement.matrix) == len(after.engagement.plans) == 1
    assert len(after.engagement.questions) == min(1, len(after.checklist.questions))
    matrix = after.checklist.matrix
    assert matrix
    assert all(matrix.cells[place].rank < choice.cell.rank for place, choice in after.engagement.matrix.items())


def test_a_checklist_without_such_parts_gets_no_examples() -> None:
    text = engagement_text(MOVE, made(ALL_ANSWERS)[0], "x.json")

    assert "# questions:\n#   q-crane:\n" in text
    assert "matrix:" not in text
    assert "plans:" not in text


words = st.text(min_size=1, max_size=20).filter(
    lambda text: text.strip() and not FORBIDDEN.search(text)
) | st.sampled_from(["no", "2026-11-22", "a: b", "# x", "- y", "~", "1"])
values = st.sampled_from([("unknown",), (), ("browser",), ("browser", "api")])
front_pages = st.builds(
    FrontPage,
    organization=words,
    title=words,
    owner=st.just("") | words,
    reviewed_by=st.just("") | words,
    stage=st.none() | st.sampled_from(Stage),
    dated=st.none() | st.dates(),
    next_review=st.none() | st.dates(),
    people=st.dictionaries(st.sampled_from(["security", "counsel"]), words),
)
uses = st.builds(UseCase, st.just("one"), words, st.fixed_dictionaries({"surface": values}))


@settings(max_examples=200, deadline=None)
@given(front=front_pages, use=st.none() | uses, surface=values, title=words)
def test_the_text_always_reads_back_as_the_same_engagement(
    front: FrontPage, use: UseCase | None, surface: tuple[str, ...], title: str
) -> None:
    asked: Doc = {
        **SMALL,
        "sections": {"s": {"title": title, "controls": {"c": {"question": title, "gate": "blocker"}}}},
    }
    told = Engagement(
        {"small": "1.2.0"},
        front,
        {"plan": ("big",), **({} if use else {"surface": surface})},
        {"one": use} if use else {},
    )

    document = yamlfile.parse(engagement_text(build_checklist(asked), told, "x.json").encode("utf-8"), "answers.yaml")

    assert problems(document, "answers") == []
    assert build_engagement(document.data) == told


def begin(folder: Path, *arguments: str, typed: str = "") -> Done:
    return govcheck("init", *arguments, "--as-of", "2026-11-22", cwd=folder, typed=typed)


def test_a_folder_is_made_that_the_other_commands_can_use(tmp_path: Path) -> None:
    done = begin(
        tmp_path, "northwind", "--checklist", "claude-governance-brief", "--organization", "Northwind Insurance",
        "--owner", "Ana Silva", "--reviewed-by", "Paul Weber", "--stage", "go-live", "--next-review", "+85",
        "--person", "security=Ana Silva", "--use-case", "letters=Drafting letters", "--profile", "plan=Enterprise",
        "--profile", "letters.surfaces=api-zdr", "--profile", "letters.data=restricted", "--profile", "residency=none",
    )  # fmt: skip
    folder = tmp_path / "northwind"
    file = open_engagement(folder / "answers.yaml", "answers.yaml")

    assert (done.code, done.out) == (0, "")
    assert "Written: northwind/answers.yaml, with " in done.err
    assert "Next: govcheck review -a northwind/answers.yaml" in done.err
    assert file.engagement.front.next_review == date(2027, 2, 15)
    assert file.engagement.profile["plan"] == ("enterprise",)
    assert file.engagement.use_cases["letters"].profile["surfaces"] == ("api-zdr",)
    assert "residency" not in file.engagement.use_cases["letters"].profile
    assert (folder / "evidence" / ".gitkeep").is_file()
    assert json.loads((folder / "answers.schema.json").read_text("utf-8"))["title"]


def test_an_engagement_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("mine", "utf-8")
    done = begin(tmp_path, "--organization", "Larch")

    assert (done.code, done.err) == (
        2,
        "govcheck: there is an answers.yaml in . already; go on with: govcheck review\n",
    )
    assert (tmp_path / "answers.yaml").read_text("utf-8") == "mine"


def test_own_checklists_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "office-move.yaml").write_text(CHECKLIST, "utf-8")
    done = begin(tmp_path, "--checklist", "office-move", typed="\n".join(ALL_ANSWERS) + "\n")

    assert done.code == 0
    assert "with 4 controls to answer, 2 of them blockers." in done.err
    assert open_engagement(tmp_path / "answers.yaml", "x").engagement == made(ALL_ANSWERS)[0]


def test_where_several_checklists_are_known_one_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "office-move.yaml").write_text(CHECKLIST, "utf-8")
    unclear = govcheck("init", "--organization", "Larch", cwd=tmp_path, typed="\n")
    chosen = begin(tmp_path, typed="\n".join(["office-move", *ALL_ANSWERS]) + "\n")

    assert unclear.err.splitlines()[-1].startswith("govcheck: no checklist is named; add --checklist ID")
    assert chosen.code == 0
    assert open_engagement(tmp_path / "answers.yaml", "x").checklist.edition.id == "office-move"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = begin(tmp_path, "file/new", "--checklist", "claude-governance-brief", "--organization", "Larch")

    assert (done.code, done.err.splitlines()[-1]) == (
        2, "govcheck: file/new/evidence cannot be made: Not a directory; name another folder",
    )  # fmt: skip


def test_stopping_writes_what_was_given(tmp_path: Path) -> None:
    done = begin(tmp_path, "--checklist", "claude-governance-brief", typed="Larch Ltd\n\nOlga\nq\n")
    front = open_engagement(tmp_path / "answers.yaml", "x").engagement.front

    assert done.code == 0
    assert (front.organization, front.owner, front.reviewed_by) == ("Larch Ltd", "Olga", "")
    assert "\nWhat is missing is unknown; complete it in the file.\n" in done.err


@pytest.mark.parametrize("typed", ["q\n", "b\nq\n"])
def test_stopping_before_the_organisation_is_named_writes_nothing(tmp_path: Path, typed: str) -> None:
    done = begin(tmp_path, "--checklist", "claude-governance-brief", typed=typed)

    assert (done.code, done.err[-28:]) == (0, "Stopped; nothing was written.\n"[-28:])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--checklist", "claude-governance-brif"], "did you mean claude-governance-brief?"),
        ([], "the organisation is not named; add --organization NAME"),
        (["--profile", "plam=team"], "there is no question plam; did you mean plan?"),
        (["--profile", "plan=taem"], "plan has no value taem; did you mean team?"),
        (["--profile", "a.surfaces=api"], "there is no use case a"),
        (["--use-case", "a=A", "--profile", "a.plan=team"], "there is no question plan for a use case"),
        (["--use-case", "A b=c"], "--use-case A b=c cannot be used"),
        (["--person", "securty=Ana"], "did you mean security?"),
        (["--person", "security="], "names nobody"),
        (["--next-review", "soon"], "--next-review soon is not a date"),
        (["--organization", "x\u200by"], "U+200B"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(tmp_path: Path, arguments: list[str], message: str) -> None:
    done = begin(
        tmp_path, *(["--checklist", "claude-governance-brief"] if "--checklist" not in arguments else []), *arguments
    )

    assert done.code == 2
    assert message in done.err.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_ids_are_made_of_titles() -> None:
    taken = {"letters"}

    assert [free_id(title, taken) for title in ("Letters", "Crème brûlée, 2nd", "文書", "")] == [
        "letters-2", "creme-brulee-2nd", "use-case", "use-case",
    ]  # fmt: skip


def test_what_saving_leaves_beside_the_answers_stays_out_of_git(tmp_path: Path) -> None:
    begun = govcheck("init", "new", "--checklist", "claude-governance-brief", "--organization", "O", cwd=tmp_path)
    assert begun.code == 0, begun.err
    assert (tmp_path / "new" / ".gitignore").read_text("utf-8") == ".answers.yaml.lock\n.answers.yaml.tmp\n"
