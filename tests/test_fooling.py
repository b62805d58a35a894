"""Ways to fool the gate: after each of them a good engagement must not be good any more, and the reason is told.

Streams that are closed or full are in test_exit_codes.py.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from made_up import day, proof
from program import AS_OF, Done, copied_example, govcheck, public_folder, without_privileges
from small import ACCEPTANCE, ANSWERS, REMOVE
from small_files import PLACE, change, small_review, write

NOT_ENOUGH, CANNOT_TELL = 1, 2
NOT_MET = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3)}

Deed = Callable[[Path], object]


@dataclass(frozen=True)
class Trick:
    """What somebody does to the repository, and what comes of it."""

    deed: Deed
    says: str
    code: int = CANNOT_TELL
    asked: tuple[str, ...] = ("house",)
    at: str = "."
    """Where the gate is called."""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return furnished(tmp_path)


def furnished(folder: Path) -> Path:
    """A repository with an engagement, house, that is a go, and a folder, shed, for others."""
    (folder / ".git").mkdir()
    (folder / "house").mkdir()
    (folder / "shed").mkdir()
    small_review(folder / "house")
    change(folder / "house", "answers.clause.evidence", [RECORDED])
    return folder


def check(here: Path, *asked: str) -> Done:
    return govcheck("check", "--as-of", AS_OF, *asked, cwd=here)


# Deeds


def facts(path: str, value: object) -> Deed:
    """Something else stands at a place of the answers file."""
    return lambda repository: change(repository / "house", path, value)


def rules(path: str, value: object) -> Deed:
    """Something else stands at a place of the checklist."""
    return lambda repository: change(repository / "house", path, value, PLACE)


def text(pattern: str, by: str | Callable[[re.Match[str]], str]) -> Deed:
    """The answers file is edited by hand."""

    def deed(repository: Path) -> None:
        path = repository / "house" / "answers.yaml"
        before = path.read_text("utf-8")
        after = re.sub(pattern, by, before, count=1, flags=re.MULTILINE | re.DOTALL)
        assert after != before
        path.write_text(after, "utf-8")

    return deed


def recoded(encode: Callable[[str], bytes]) -> Deed:
    """The answers file is saved in another way."""

    def deed(repository: Path) -> None:
        path = repository / "house" / "answers.yaml"
        path.write_bytes(encode(path.read_text("utf-8")))

    return deed


def both(*deeds: Deed) -> Deed:
    def deed(repository: Path) -> None:
        for one in deeds:
            one(repository)

    return deed


def moved(name: str, to: str) -> Deed:
    return lambda repository: (repository / name).rename(repository / to)


def another(folder: str, name: str = "answers.yaml") -> Deed:
    """A second engagement, in which a blocker is not met."""

    def deed(repository: Path) -> None:
        (repository / folder).mkdir(parents=True, exist_ok=True)
        small_review(repository / folder)
        change(repository / folder, "answers.clause", NOT_MET)
        (repository / folder / "answers.yaml").rename(repository / folder / name)

    return deed


def instead(name: str, make: Callable[[Path], object]) -> Deed:
    """Something else lies in the place of a file."""

    def deed(repository: Path) -> None:
        (repository / name).unlink(missing_ok=True)
        make(repository / name)

    return deed


def configured(text: str) -> Deed:
    """A configuration lies at the top of the repository."""
    return instead("govcheck.yaml", lambda path: path.write_text(text, "utf-8"))


def accepted(**parts: str) -> Deed:
    """A blocker is not met, and its gap accepted."""
    return facts("answers.clause", {**NOT_MET, "owner": "Ben", "acceptance": {**ACCEPTANCE, **parts}})


PROOF = "house/evidence/proof.txt"
RECORDED = {**proof("test-result", -3, "Eve"), "ref": "evidence/proof.txt"}
SIGNED = "4c1e7f6a3d7f6ac0ed5dd55a0ac8e5ef7cbb7df9d2ffbeb2d6c8a6e3a8a4f5f3"


def own(gate: str) -> dict[str, object]:
    """A checklist with one control, so that next to nothing is asked."""
    control = {"question": "Is it nice?", "gate": gate}
    sections = {"all": {"title": "All", "controls": {"nice": control}}}
    return {"format": 1, "id": "nice", "title": "Nice", "version": "1.0.0", "sections": sections}


def judged_by(checklist: dict[str, object], answers: dict[str, object]) -> Deed:
    def deed(repository: Path) -> None:
        front = {key: value for key, value in ANSWERS["engagement"].items() if key != "people"}
        write(repository / "house" / "checklists" / "nice.yaml", checklist)
        whole = {"format": 1, "checklists": {"nice": "1.0.0"}, "engagement": front, "answers": answers}
        write(repository / "house" / "answers.yaml", whole)

    return deed


def shadowing(repository: Path) -> None:
    """Beside the answers to a built-in checklist lies one that is easily met."""
    place = copied_example("go", repository / "shed") / "checklists"
    place.mkdir()
    write(place / "claude-governance-brief.yaml", own("recommended"))


def look_alikes(repository: Path) -> None:
    """A bad engagement in a folder with a line break in its name, and a good one where that is spelt out."""
    another("a\nb")(repository)
    (repository / "a\\nb").mkdir()
    small_review(repository / "a\\nb")


TRICKS: dict[str, Trick] = {
    # Nothing, or next to nothing, is answered
    "an empty file": Trick(recoded(lambda _: b""), "house/answers.yaml:1:1: the file is empty"),
    "no answers": Trick(facts("answers", REMOVE), "clause, person: not answered yet", NOT_ENOUGH),
    "answers that are empty": Trick(facts("answers", None), "clause", NOT_ENOUGH),
    "answers in empty braces": Trick(facts("answers", {}), "clause, person: not answered yet", NOT_ENOUGH),
    "one answer taken out": Trick(facts("answers.clause", REMOVE), "clause: not answered", NOT_ENOUGH),
    "all of it does not apply": Trick(
        facts("answers", {id: {**NOT_MET, "status": "not-applicable", "note": "No."} for id in ANSWERS["answers"]}),
        "clause: ",
        NOT_ENOUGH,
    ),
    # Nobody stands behind it
    "an answer of nobody": Trick(
        facts("answers.clause.answered-by", "TBD"), "house/answers.yaml:54:18: TBD names nobody; write who it is"
    ),
    "a proof gathered by nobody, who is not the owner": Trick(
        facts("answers.clause.evidence", [{**RECORDED, "by": "?"}]), "? names nobody"
    ),
    "an owner who is not the reviewer, and nobody": Trick(facts("engagement.owner", "N/A"), "N/A names nobody"),
    "a role that nobody has": Trick(facts("engagement.people.counsel", "<name>"), "<name> names nobody"),
    "a role in the place of whoever has it": Trick(
        facts("answers.clause.evidence", [{**RECORDED, "by": "Counsel"}]), "Counsel is a role; write who has it"
    ),
    "a guardrail that is none": Trick(
        facts("answers.clause", {**NOT_MET, "remedy": {"owner": "Ben", "due": day(20), "guardrail": "none"}}),
        '"none" says nothing; write what it is',
    ),
    "a compensating measure to be decided": Trick(
        facts("answers.clause", {**NOT_MET, "acceptance": {**ACCEPTANCE, "compensating": "TBD"}}),
        '"TBD" says nothing; write what it is',
    ),
    "an organisation to be named": Trick(facts("engagement.organization", "TBD"), '"TBD" says nothing'),
    # Keys that are somewhere else than they seem
    "all answers one level too deep": Trick(
        text(r"^answers:\n.*?(?=^\S)", lambda found: re.sub("^", "  ", found[0], flags=re.MULTILINE)),
        "house/answers.yaml:",
    ),
    "an answer one level too high": Trick(text(r"^  clause:", "clause:"), "house/answers.yaml:"),
    "an answer inside the one above": Trick(
        text(r"^  clause:\n    status: met", "    clause:\n      status: met"), "house/answers.yaml:"
    ),
    "a use case inside the one above": Trick(text(r"^  letters:", "    letters:"), "house/answers.yaml:"),
    "a use case that is another key": Trick(text(r"^  letters:", "letters:"), "house/answers.yaml:"),
    "a key twice": Trick(
        text(r"^  sign-on:\n    status: met", "  sign-on:\n    status: not-met\n    status: met"),
        'the key "status" stands on line',
    ),
    "an answer twice, the better one last": Trick(
        text(r"^answers:\n", "answers:\n  clause: {status: not-met, answered-by: Lin, answered-on: 2026-11-19}\n"),
        'the key "clause" stands on line',
    ),
    "a second document": Trick(recoded(lambda text: f"{text}---\n{text}".encode()), "a second document starts here"),
    "a document before": Trick(recoded(lambda text: f"{text}...\n{text}".encode()), "house/answers.yaml:"),
    "an anchor and an alias": Trick(
        text(r"^  clause:\n.*?(?=^  \S)", "  clause: &one {status: met}\n  extra: *one\n"), "house/answers.yaml:"
    ),
    "a merge key": Trick(text(r"^  clause:\n", "  clause:\n    <<: {status: met}\n"), "a merge key (<<) is not used"),
    "rubbish behind the end": Trick(recoded(lambda text: f"{text}and so on\n".encode()), "house/answers.yaml:"),
    "the marks of a merge": Trick(
        text(r"^    status: met\n", "<<<<<<< ours\n    status: met\n=======\n    status: not-met\n>>>>>>> theirs\n"),
        "house/answers.yaml:",
    ),
    # Formats, versions, encodings
    "a format to come": Trick(facts("format", 2), "house/answers.yaml:1:9:"),
    "a checklist to come": Trick(facts("checklists.small", "2.0.0"), "these answers are for small 2.0.0"),
    "UTF-16": Trick(recoded(lambda text: text.encode("utf-16")), "saved as UTF-16"),
    "Latin-1": Trick(recoded(lambda text: text.replace("Larch", "Lärch").encode("latin-1")), "is not UTF-8 text"),
    "a NUL": Trick(recoded(lambda text: text.replace("Larch", "La\0rch").encode()), "a NUL character"),
    "NULs alone": Trick(recoded(lambda _: b"\0" * 4096), "house/answers.yaml:"),
    # Checklists
    "a checklist with the id of a built-in one": Trick(
        shadowing, "the id of a built-in checklist cannot be used again", asked=("shed/go",)
    ),
    "a checklist with the id of a built-in one, in a file of another name": Trick(
        both(rules("id", "claude-governance-brief"), facts("checklists", {"small": "1.2.0"})),
        "the file is called small.yaml, but its id is claude-governance-brief",
    ),
    "a checklist in which everything is recommended": Trick(
        judged_by(own("recommended"), {}), "no blocker or required control is due"
    ),
    "a checklist without controls": Trick(rules("sections", {}), "house/checklists/small.yaml:"),
    "a checklist with a section without controls": Trick(
        rules("sections.contract.controls", {}), "house/checklists/small.yaml:"
    ),
    "a checklist of which nothing applies": Trick(
        judged_by(
            {
                **own("blocker"),
                "profile": {"big": {"question": "Is it big?", "type": "yes-no"}},
                "sections": {
                    "all": {
                        "title": "All",
                        "controls": {"nice": {"question": "?", "gate": "blocker", "applies": {"big": "yes"}}},
                    }
                },
            },
            {},
        ),
        "nice: not answered",
        NOT_ENOUGH,
    ),
    "a control taken out of the checklist": Trick(
        rules("sections.contract.controls.clause", REMOVE), "house/checklists/small.yaml:"
    ),
    "a question taken out of the checklist": Trick(rules("questions", REMOVE), "no question q-clause"),
    "a profile question taken out of the checklist": Trick(rules("profile.plan", REMOVE), "no profile question plan"),
    "a checklist that is not there": Trick(
        lambda repository: (repository / "house" / PLACE).unlink(), "no checklist small"
    ),
    "no checklist": Trick(facts("checklists", {}), "house/answers.yaml:"),
    # Stages
    "no stage": Trick(facts("engagement.stage", REMOVE), "stage", NOT_ENOUGH),
    "a later stage than is decided": Trick(
        facts("engagement.stage", "sign"), "stage go-live is required", NOT_ENOUGH, ("house", "--stage", "go-live")
    ),
    # People and dates
    "an acceptance that has expired": Trick(accepted(expires=day(-1)), "clause: ", NOT_ENOUGH),
    "an acceptance without an end": Trick(accepted(expires=""), "house/answers.yaml:"),
    "an acceptance that never ends": Trick(accepted(expires="2999-12-31"), "clause: ", NOT_ENOUGH),
    "an acceptance that has not begun": Trick(accepted(dated=day(1)), "clause: ", NOT_ENOUGH),
    "an acceptance by nobody": Trick(accepted(by=""), "house/answers.yaml:"),
    "an acceptance by a blank": Trick(accepted(by=" "), "house/answers.yaml:"),
    "an acceptance by the owner": Trick(accepted(by="Ben"), "clause: ", NOT_ENOUGH),
    "an acceptance by the owner in other letters": Trick(accepted(by="  ｂＥＮ "), "clause: ", NOT_ENOUGH),
    "an owner who reviews it himself": Trick(facts("engagement.reviewed-by", "olga"), "reviewed-by", NOT_ENOUGH),
    "a review that is overdue": Trick(facts("engagement.next-review", day(-1)), "next-review", NOT_ENOUGH),
    "a review that is never due": Trick(facts("engagement.next-review", day(900)), "next-review", NOT_ENOUGH),
    "a day to judge by in the far past": Trick(
        lambda _: None, "date: ", NOT_ENOUGH, ("house", "--as-of", "1990-01-01")
    ),
    # Evidence
    "no evidence": Trick(facts("answers.clause.evidence", REMOVE), "clause: ", NOT_ENOUGH),
    "evidence that is not there": Trick(
        lambda repository: (repository / PROOF).unlink(), "evidence/proof.txt is missing", NOT_ENOUGH
    ),
    "evidence that is empty": Trick(
        lambda repository: (repository / PROOF).write_bytes(b""), "evidence/proof.txt is missing, empty", NOT_ENOUGH
    ),
    "evidence with another byte": Trick(
        facts("answers.clause.evidence", [{**RECORDED, "sha256": SIGNED}]),
        "has changed since it was recorded",
        NOT_ENOUGH,
    ),
    "evidence outside of the engagement": Trick(
        both(
            facts("answers.clause.evidence", [{**RECORDED, "ref": "../shed/proof.txt"}]),
            instead("shed/proof.txt", lambda path: path.write_text("It holds.", "utf-8")),
        ),
        "leaves the engagement's folder",
    ),
    "evidence behind a link that leads outside": Trick(
        both(
            instead(PROOF, lambda path: path.symlink_to("../../shed/proof.txt")),
            instead("shed/proof.txt", lambda path: path.write_text("It holds.", "utf-8")),
        ),
        "evidence/proof.txt is missing",
        NOT_ENOUGH,
    ),
    "evidence behind a link to nothing": Trick(
        instead(PROOF, lambda path: path.symlink_to("nothing")), "evidence/proof.txt is missing", NOT_ENOUGH
    ),
    "evidence that is a folder": Trick(instead(PROOF, Path.mkdir), "evidence/proof.txt is missing", NOT_ENOUGH),
    "evidence that is a fifo": Trick(instead(PROOF, os.mkfifo), "evidence/proof.txt is missing", NOT_ENOUGH),
    "evidence from the future": Trick(
        facts("answers.clause.evidence", [{**RECORDED, "collected": day(1)}]),
        "after the day of assessment",
        NOT_ENOUGH,
    ),
    "evidence that is too old": Trick(
        facts("answers.clause.evidence", [{**RECORDED, "collected": day(-400)}]), "clause: ", NOT_ENOUGH
    ),
    "evidence by word of mouth": Trick(
        facts("answers.clause.evidence", [{**RECORDED, "kind": "verbal"}]), "clause: ", NOT_ENOUGH
    ),
    "the answers as their own evidence": Trick(
        facts("answers.clause.evidence", [{**RECORDED, "ref": "./answers.yaml"}]), "does not prove itself"
    ),
    # Facts and use cases
    "a fact left out": Trick(facts("profile.plan", REMOVE), "plan", NOT_ENOUGH),
    "a fact that is unknown": Trick(facts("profile.own-keys", "unknown"), "own-keys", NOT_ENOUGH),
    "a fact that only a rule needs left out": Trick(
        facts("profile.automatic", REMOVE), "cannot be ruled out", NOT_ENOUGH
    ),
    "no facts": Trick(facts("profile", {}), "plan", NOT_ENOUGH),
    "a use case without its restricting fact": Trick(facts("use-cases.letters.data", REMOVE), "data", NOT_ENOUGH),
    "a use case with an empty list for it": Trick(facts("use-cases.letters.data", []), "data", NOT_ENOUGH),
    "no use cases": Trick(facts("use-cases", REMOVE), "surface, data: must be known", NOT_ENOUGH),
    "use cases in empty braces": Trick(facts("use-cases", {}), "surface, data: must be known", NOT_ENOUGH),
    "a use case taken out": Trick(
        facts("use-cases.letters", REMOVE), "has no use case letters", asked=("house", "--use-case", "letters")
    ),
    "a use case by another name": Trick(
        text("^  letters:", "  postings:"), "has no use case letters", asked=("house", "--use-case", "letters")
    ),
    "a use case by another name and without its restricting fact": Trick(
        both(text("^  letters:", "  postings:"), facts("use-cases.postings.data", REMOVE)),
        "data: must be known",
        NOT_ENOUGH,
    ),
    "the use case that was asked for is written differently": Trick(
        lambda _: None, "has no use case Letters", asked=("house", "--use-case", "Letters")
    ),
    # Files of similar names, and files behind others
    "a bad one behind a good one": Trick(
        another("shed"), "shed/answers.yaml: not-ready", NOT_ENOUGH, ("house", "shed")
    ),
    "a bad one before a good one": Trick(
        another("shed"), "shed/answers.yaml: not-ready", NOT_ENOUGH, ("shed", "house")
    ),
    "a bad one below a good one": Trick(another("house/north"), "house/north/answers.yaml: not-ready", NOT_ENOUGH),
    "a bad one above, named by the good one's folder": Trick(
        another("."), "answers.yaml: not-ready", NOT_ENOUGH, (".",)
    ),
    "one that cannot be read behind a good one": Trick(
        instead("shed/answers.yaml", lambda path: path.write_text("format: 1\n", "utf-8")),
        "shed/answers.yaml:1",
        asked=("house", "shed"),
    ),
    "one that cannot be read in a folder with a good one": Trick(
        instead("shed/answers.yaml", lambda path: path.write_text("format: 1\n", "utf-8")),
        "shed/answers.yaml:1",
        asked=(".",),
    ),
    "one that is a folder": Trick(
        instead("shed/answers.yaml", Path.mkdir), "shed/answers.yaml is a folder", asked=(".",)
    ),
    "one that is a fifo": Trick(
        instead("shed/answers.yaml", os.mkfifo), "shed/answers.yaml is not an ordinary file", asked=(".",)
    ),
    "one that is a link to nothing": Trick(
        instead("shed/answers.yaml", lambda path: path.symlink_to("nothing")),
        "shed/answers.yaml does not exist",
        asked=(".",),
    ),
    "a folder without any": Trick(lambda _: None, "there is no answers.yaml in shed", asked=("shed",)),
    "a folder without any behind a good one": Trick(
        lambda _: None, "there is no answers.yaml in shed", asked=("house", "shed")
    ),
    "a bad one called .yml": Trick(another("shed", "answers.yml"), "shed/answers.yml", asked=(".",)),
    "a bad one called .yml beside the good one": Trick(
        another("shed", "answers.yml"), "shed/answers.yml", asked=("shed", "house")
    ),
    "a bad one in capitals": Trick(another("shed", "Answers.yaml"), "shed/Answers.yaml", asked=(".",)),
    "a bad one that git ignores": Trick(
        both(another("shed"), instead(".gitignore", lambda path: path.write_text("shed/\n", "utf-8"))),
        "shed/answers.yaml: not-ready",
        NOT_ENOUGH,
        (".",),
    ),
    "a bad one in a hidden folder": Trick(another(".shed"), ".shed/answers.yaml: not-ready", NOT_ENOUGH, (".",)),
    "a bad one behind a link": Trick(
        both(another("shed"), lambda repository: (repository / "house" / "north").symlink_to("../shed")),
        "house/north/answers.yaml: not-ready",
        NOT_ENOUGH,
    ),
    "two that are shown by one name": Trick(look_alikes, "would both be called a\\nb/answers.yaml", asked=(".",)),
    "a link called .git to a bad one": Trick(
        both(
            another("shed"),
            lambda repository: (repository / "house" / ".git").symlink_to("../shed"),
            lambda repository: (repository / "house" / "north").symlink_to("../shed"),
        ),
        "house/north/answers.yaml: not-ready",
        NOT_ENOUGH,
    ),
    # The configuration
    "a configuration that asks for less": Trick(
        both(another("shed"), configured("require: valid\n")), 'unknown key "require"', asked=("shed",)
    ),
    "a configuration with a day to judge by": Trick(
        both(another("shed"), configured("as-of: 2020-01-01\n")), 'unknown key "as-of"', asked=("shed",)
    ),
    "a configuration that lists a bad one and a good one": Trick(
        both(another("shed"), configured("engagements: [house, shed]\n")),
        "shed/answers.yaml: not-ready",
        NOT_ENOUGH,
        (),
    ),
    "a configuration that lists one that is not there": Trick(
        configured("engagements: [house, barn]\n"), "barn does not exist", asked=()
    ),
    "a configuration that lists an empty folder": Trick(
        configured("engagements: [house, shed]\n"), "there is no answers.yaml in shed", asked=()
    ),
    "a configuration that lists none": Trick(configured("engagements: []\n"), "engagements is empty", asked=()),
    "a configuration that is broken": Trick(configured("engagements: [house\n"), "govcheck.yaml:1"),
    "a configuration that is a link to nothing": Trick(
        instead("govcheck.yaml", lambda path: path.symlink_to("nothing")), "govcheck.yaml does not exist"
    ),
    "two configurations": Trick(
        both(
            configured("within: 3\n"),
            instead("pyproject.toml", lambda path: path.write_text("[tool.govcheck]\n", "utf-8")),
        ),
        "there are two configurations",
    ),
    # The nearest answers file
    "nothing near, and a good one above another repository": Trick(
        both(moved("house/answers.yaml", "answers.yaml"), lambda repository: (repository / "shed/.git").mkdir()),
        "there is no answers.yaml here or above",
        asked=(),
        at="shed",
    ),
    "a bad one near, and a good one above": Trick(
        both(moved("house", "north"), another("north/house")), "answers.yaml: not-ready", NOT_ENOUGH, (), "north/house"
    ),
    "a folder near, and a good one above": Trick(
        lambda repository: (repository / "house/north/answers.yaml").mkdir(parents=True),
        "answers.yaml is a folder",
        asked=(),
        at="house/north",
    ),
    "a link to nothing near, and a good one above": Trick(
        lambda repository: (repository / "house/evidence/answers.yaml").symlink_to("nothing"),
        "answers.yaml does not exist",
        asked=(),
        at="house/evidence",
    ),
    "a .yml near, and a good one above": Trick(
        another("house/north", "answers.yml"), "answers.yml would be passed over", asked=(), at="house/north"
    ),
    "a .yml below the one that is near, and a good one above": Trick(
        both(another("house/north", "answers.YAML"), lambda repository: (repository / "house/north/deep").mkdir()),
        "../answers.YAML would be passed over",
        asked=(),
        at="house/north/deep",
    ),
}


def test_without_a_trick_it_is_a_go(repository: Path) -> None:
    done = check(repository, ".", "--require", "go", "--use-case", "letters", "--stage", "go-live")
    assert (done.code, done.out[:22], done.err) == (0, "house/answers.yaml: go", "")


@pytest.mark.parametrize("name", TRICKS)
def test_no_trick_makes_the_gate_green(name: str, repository: Path) -> None:
    trick = TRICKS[name]
    trick.deed(repository)
    done = check(repository / trick.at, *trick.asked)
    assert done.code == trick.code, done
    assert trick.says in done.out + done.err


@pytest.mark.parametrize(
    "saved", [lambda text: f"\ufeff{text}".encode(), lambda text: text.replace("\n", "\r\n").encode()]
)
def test_how_it_is_saved_changes_no_verdict(saved: Callable[[str], bytes], repository: Path) -> None:
    good, bad = repository / "house/answers.yaml", repository / "shed/answers.yaml"
    another("shed")(repository)
    for path in (good, bad):
        path.write_bytes(saved(path.read_text("utf-8")))
    assert [check(repository, name).code for name in ("house", "shed")] == [0, NOT_ENOUGH]


@pytest.mark.parametrize("names", [("house", "shed"), ("shed", "house"), (".",)])
@pytest.mark.parametrize("closed", ["shed/answers.yaml", "shed", "shed/checklists"])
def test_an_engagement_that_may_not_be_read_is_not_passed_over(closed: str, names: tuple[str, ...]) -> None:
    with public_folder() as folder:
        repository = furnished(folder)
        another("shed")(repository)
        check(repository, *names)  # whatever Python has still to load
        (repository / closed).chmod(0)
        with without_privileges():
            done = check(repository, *names)
        (repository / closed).chmod(0o755)
    assert (done.code, "shed" in done.err) == (CANNOT_TELL, True), done


def test_a_link_to_where_one_may_not_look_is_not_passed_over() -> None:
    with public_folder() as folder:
        repository = furnished(folder)
        another("locked/client")(repository)
        (repository / "house/client").symlink_to("../locked/client")
        check(repository, "house")
        (repository / "locked").chmod(0)
        with without_privileges():
            done = check(repository, "house")
        (repository / "locked").chmod(0o755)
    assert (done.code, "house/client cannot be followed" in done.err) == (CANNOT_TELL, True), done


@pytest.mark.parametrize("name", ["answers.yaml", "evidence/proof.txt", PLACE])
@pytest.mark.parametrize("option", ["-o", "--report"])
def test_what_is_judged_is_not_written_over(option: str, name: str, repository: Path) -> None:
    path = repository / "house" / name
    before = path.read_bytes()
    target = f"house/{name}" if option == "-o" else f"json=house/{name}"
    done = check(repository, "house", "-f", "json", "--force", option, target)
    assert (done.code, f"house/{name} is a file that is judged" in done.err) == (CANNOT_TELL, True), done
    assert path.read_bytes() == before


# What surrounds the program

INSTALLED = Path(sys.executable).with_name("govcheck")
SURROUNDINGS = {
    "options": {"GOVCHECK_REQUIRE": "valid", "GOVCHECK_CHECK_REQUIRE": "valid", "GOVCHECK_CHECK_AS_OF": "2020-01-01"},
    "completion in bash": {"_GOVCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "govcheck ch", "COMP_CWORD": "1"},
    "completion in zsh": {"_GOVCHECK_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "govcheck ch"},
    "the script for completion": {"_GOVCHECK_COMPLETE": "source_bash"},
    "typer": {"TYPER_USE_RICH": "0", "TYPER_STANDARD_TRACEBACK": "1", "_TYPER_STANDARD_TRACEBACK": "1"},
    "without assertions": {"PYTHONOPTIMIZE": "2"},
    "Python's own": {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error", "PYTHONHASHSEED": "7", "PYTHONINSPECT": "1"},
    "another encoding": {
        "PYTHONIOENCODING": "ascii:strict",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
    },
    "a terminal": {"COLUMNS": "1", "LINES": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "TERM": "xterm-256color"},
    "no terminal": {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "x"},
    "a build server": {"CI": "true", "GITHUB_ACTIONS": "true", "GITLAB_CI": "true", "TZ": "Pacific/Kiritimati"},
}


def installed(here: Path, **variables: str) -> Done:
    """The command as it is installed, on the bad engagement."""
    asked = [str(INSTALLED), "check", "shed", "--as-of", AS_OF]
    environment = {"PATH": os.environ["PATH"], **variables}
    done = subprocess.run(
        asked,
        cwd=here,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_no_variable_makes_the_gate_green(name: str, repository: Path) -> None:
    another("shed")(repository)
    done = installed(repository, **SURROUNDINGS[name])
    assert (done.code, done.out) == (NOT_ENOUGH, check(repository, "shed").out), done


def test_what_lies_in_the_folder_is_not_imported(repository: Path) -> None:
    another("shed")(repository)
    for name in (
        "yaml",
        "typer",
        "jsonschema",
        "jinja2",
        "filelock",
        "rich",
        "govcheck",
        "sitecustomize",
        "re",
        "json",
    ):
        (repository / f"{name}.py").write_text("import os\nos._exit(0)\n", "utf-8")
    (repository / "govcheck").mkdir()
    (repository / "govcheck" / "__init__.py").write_text("import os\nos._exit(0)\n", "utf-8")
    assert installed(repository).code == NOT_ENOUGH
