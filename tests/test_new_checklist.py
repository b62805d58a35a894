"""A checklist to begin with: valid as it stands, and with every example in force."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govcheck.jobs.checklists import checklist_in, find_checklist
from govcheck.words.errors import InvalidInput
from program import govcheck


def test_a_new_checklist_is_valid_and_can_be_answered(tmp_path: Path) -> None:
    done = govcheck("checklist", "new", "our-rules", "--folder", "review", cwd=tmp_path)
    checked = govcheck("checklist", "validate", "review/checklists/our-rules.yaml", cwd=tmp_path)
    begun = govcheck("init", "review", "--checklist", "our-rules", "--organization", "Larch", cwd=tmp_path)

    assert done.err == (
        "Written: review/checklists/our-rules.yaml. Change it, then: "
        "govcheck checklist validate review/checklists/our-rules.yaml\n"
    )
    assert (checked.code, checked.out) == (0, "review/checklists/our-rules.yaml: valid, 2 controls\n")
    assert begun.code == 0, begun.err
    assert find_checklist("our-rules", tmp_path / "review").title == "Our rules"


def text(tmp_path: Path, *options: str) -> str:
    assert govcheck("checklist", "new", "ours", *options, cwd=tmp_path).code == 0
    return (tmp_path / "checklists" / "ours.yaml").read_text("utf-8")


def test_every_example_in_it_can_be_used(tmp_path: Path) -> None:
    lines = text(tmp_path).splitlines()
    in_force = "\n".join(
        line.removeprefix("#: ") for line in lines if line != "#: profile-from: claude-governance-brief"
    )
    found = checklist_in(in_force.encode(), "ours.yaml")

    assert sum(line.startswith("#: ") for line in lines) > 8
    assert list(found.profile) == ["hosting", "users"]
    assert list(found.rules) == ["ours-exit-without-reply"]
    assert found.controls["ours-exit"].applies
    assert not found.controls["ours-exit"].acceptable


def test_it_can_take_its_profile_from_the_brief(tmp_path: Path) -> None:
    shared = text(tmp_path).replace("#: profile-from", "profile-from")
    (tmp_path / "checklists" / "ours.yaml").write_text(shared, "utf-8")

    assert "hosting" in find_checklist("ours", tmp_path).profile
    assert find_checklist("ours", tmp_path).matrix


@pytest.mark.parametrize("title", ["Our rules: 2026", "# no comment", "yes", 'Zoë said "so"', "a\nb"])
def test_any_title_is_written_so_that_it_is_read_back(tmp_path: Path, title: str) -> None:
    text(tmp_path, "--title", title)

    assert find_checklist("ours", tmp_path).title == " ".join(title.split())


@pytest.mark.parametrize(
    ("id", "says"),
    [
        ("Our Rules", "Our Rules cannot be the id of a checklist; write lower-case words joined by hyphens"),
        ("claude-governance-brief", "claude-governance-brief is the id of a built-in checklist; choose another one"),
        ("../x", "../x cannot be the id of a checklist"),
    ],
)
def test_an_id_that_cannot_be_used_is_refused(tmp_path: Path, id: str, says: str) -> None:
    done = govcheck("checklist", "new", id, cwd=tmp_path)

    assert done.code == 2
    assert says in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_checklist_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    text(tmp_path)
    done = govcheck("checklist", "new", "ours", cwd=tmp_path)

    assert (done.code, "exists already" in done.err) == (2, True)


def test_the_text_says_what_is_wrong_once_it_is_broken(tmp_path: Path) -> None:
    broken = re.sub("gate: blocker", "gate: bloker", text(tmp_path))
    with pytest.raises(InvalidInput, match="did you mean blocker"):
        checklist_in(broken.encode(), "ours.yaml")


def test_a_file_that_its_id_could_not_find_is_not_called_valid(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    folder.mkdir()
    text = "format: 1\nid: {}\ntitle: T\nversion: 1.0.0\nsections: {{s: {{title: S, controls: {}}}}}\n"
    control = "{a: {question: A?, gate: required}}"
    for name, id in (("ours", "ours"), ("theirs", "ours"), ("rsp-posture", "rsp-posture")):
        (folder / f"{name}.yaml").write_text(text.format(id, control), "utf-8")
    done = govcheck("checklist", "validate", *(f"checklists/{name}.yaml" for name in ("ours", "theirs")), cwd=tmp_path)
    again = govcheck("checklist", "validate", "checklists/rsp-posture.yaml", cwd=tmp_path)

    assert (done.code, done.out) == (2, "checklists/ours.yaml: valid, 1 control\n")
    says = "the file is called theirs.yaml, but its id is ours; call it ours.yaml, or change its id"
    assert done.err == f"checklists/theirs.yaml:2:5: {says}\n"
    says = "the id of a built-in checklist cannot be used again; rename the file and its id"
    assert (again.code, again.err) == (2, f"checklists/rsp-posture.yaml:1:1: {says}\n")


def test_it_is_seen_before_there_are_answers(tmp_path: Path) -> None:
    govcheck("checklist", "new", "ours", cwd=tmp_path)

    assert "ours 0.1.0: Ours (2 controls)\n" in govcheck("checklist", "list", cwd=tmp_path).out
    assert govcheck("checklist", "show", "ours", cwd=tmp_path).code == 0
    assert "ours.yaml: valid, 2 controls\n" in govcheck("checklist", "validate", cwd=tmp_path).out
