"""Every command and every fault: 0 done, 1 the answer is no, 2 cannot tell or cannot do, 3 a bug, 130 interrupted."""

from __future__ import annotations

import csv
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from govcheck.commands.app import LIST, loaded
from program import AS_OF, Done, copied_example, govcheck, public_folder, without_privileges
from small_files import on_disk

DONE, NO, CANNOT, BUG, STOPPED = 0, 1, 2, 3, 130


@dataclass(frozen=True)
class Command:
    """A call of a command that ends with 0 in the folder that `office` makes."""

    words: str
    shows: bool = False
    """Its result goes to standard output; of the others, all that they say is talk."""
    reads: bool = False
    """It opens go/answers.yaml."""
    saves: bool = False
    """It changes go/answers.yaml."""
    writes: bool = False
    """It takes -o."""
    needs: bool = False
    """It cannot do without its arguments."""
    typed: str = ""
    opens: str = ".yaml"
    """How a file or folder ends that it has to open for its work, and Python for nothing else."""


SMALL = "older/checklists/small.yaml"
COMMANDS = {
    "example": Command("example go new"),
    "example, the list of them": Command("example", shows=True, opens="examples"),
    "init": Command("init new --checklist claude-governance-brief --organization Alder"),
    "review": Command("review -a go --by Ann --only all", reads=True, saves=True, typed="u\n\nq\n"),
    "set": Command("set brief-id-rbac unknown -a go --by Ann", reads=True, saves=True, needs=True),
    "status": Command("status -a go", shows=True, reads=True, writes=True),
    "check": Command("check go", shows=True, reads=True, writes=True),
    "diff": Command("diff no-go go", shows=True, reads=True, writes=True, needs=True),
    "report": Command("report -a go", shows=True, reads=True, writes=True),
    "report -f json": Command("report -f json -a go", shows=True, reads=True, writes=True),
    "report --edition": Command("report --edition client -a go", shows=True, reads=True, writes=True),
    "report --edition vendor": Command("report --edition vendor -a go", shows=True, reads=True, writes=True),
    "report --topic": Command("report --topic sso -a go", shows=True, reads=True, writes=True),
    "report --template": Command("report --template own -a go", shows=True, reads=True, writes=True),
    "report -f csv": Command("report -f csv -a go", shows=True, reads=True, writes=True),
    "report -f xlsx": Command("report -f xlsx -a go -o report.xlsx", reads=True),
    "report -f docx": Command("report -f docx -a go -o report.docx", reads=True),
    "report --check": Command("report --check report.md -a go", shows=True, reads=True),
    "approve": Command("approve security -a go --by Dana --yes", reads=True, saves=True, needs=True),
    "approve --check": Command("approve --check -a go", shows=True, reads=True),
    "approve --withdraw": Command("approve security --withdraw -a go", reads=True, saves=True, needs=True),
    "migrate": Command("migrate -a go", shows=True, reads=True),
    "portfolio": Command("portfolio go no-go", shows=True, writes=True),
    "questions list": Command("questions list -a go", shows=True, reads=True, writes=True),
    "questions export": Command("questions export -a go", shows=True, reads=True, writes=True),
    "questions export --record": Command("questions export -a conditional-go --record -o sent.md"),
    "questions import": Command(
        "questions import replies.csv -a conditional-go --on 2026-11-20 --yes", needs=True, opens="replies.csv"
    ),
    "questions judge": Command("questions judge q-retention insufficient -a go", reads=True, saves=True, needs=True),
    "sheet export": Command("sheet export -a go --only all", shows=True, reads=True, writes=True),
    "sheet import": Command("sheet import sheet.csv -a go --by Ann --yes", reads=True, saves=True, needs=True),
    "checklist list": Command("checklist list -a go", shows=True),
    "checklist show": Command("checklist show claude-governance-brief -a go", shows=True, needs=True),
    "checklist validate": Command("checklist validate -a go", shows=True),
    "checklist validate --since": Command(
        f"checklist validate {SMALL} --since renewed.yaml", shows=True, needs=True, opens="small.yaml"
    ),
    "checklist new": Command("checklist new own", needs=True, opens="checklist.yaml.txt"),
    "checklist trace": Command("checklist trace claude-governance-brief", shows=True, writes=True, needs=True),
    "schema": Command("schema answers", shows=True, writes=True, needs=True, opens="answers.schema.json"),
    "config": Command("config", shows=True, opens="govcheck.yaml"),
}
DATED = (
    "review",
    "set",
    "migrate",
    "portfolio",
    "status",
    "check",
    "diff",
    "report",
    "approve",
    "questions",
    "sheet",
    "init",
)


def those(*wanted: str, **facts: bool) -> list[str]:
    """The names of the commands of which these facts hold."""
    return [
        name
        for name, command in COMMANDS.items()
        if name in (wanted or COMMANDS) and all(getattr(command, fact) is value for fact, value in facts.items())
    ]


def words(name: str, *more: str) -> list[str]:
    """The call with more behind it, judging by the day of the examples."""
    own = COMMANDS[name].words.split()
    return [*own, *(("--as-of", AS_OF) if own[0] in DATED else ()), *more]


def called(name: str, office: Path, *more: str) -> Done:
    return govcheck(*words(name, *more), cwd=office, typed=COMMANDS[name].typed)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished"))


def furnish(office: Path) -> Path:
    """The examples, one of them approved and with a report; a sheet that was filled in; answers of an older version."""
    for name in ("go", "conditional-go", "not-ready", "no-go"):
        copied_example(name, office)
    (office / "go" / "templates").mkdir()
    for format, text in (("md", "{{ report.running }} {{ report.notice }}"), ("html", "{{ report.title")):
        (office / "go" / "templates" / f"own.{format}.j2").write_text(text, "utf-8")
    called("sheet export", office, "-o", "sheet.csv")
    sheet = office / "sheet.csv"
    head, first, *others = csv.reader(sheet.read_text("utf-8-sig").splitlines())
    first[head.index("Note")] = "Looked at again."
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, first, *others])
    (office / "replies.csv").write_text("Reference,Reply,Replied by\nq-retention,30 days.,Mara Tillett\n", "utf-8")
    (office / "unknown.csv").write_text("Reference,Reply,Replied by\nq-none,30 days.,Mara Tillett\n", "utf-8")
    for role in ("security", "counsel"):
        assert govcheck("approve", role, "-a", "go", "--by", "Cara", "--yes", "--as-of", AS_OF, cwd=office).code == 0
    called("report", office, "-o", "report.md")
    on_disk(office / "older", {"checklists.small": "1.1.0"})
    asked = (office / SMALL).read_text("utf-8")
    (office / "renewed.yaml").write_text(f"# As it was.\n{asked}", "utf-8")
    (office / "earlier.yaml").write_text(asked.replace("blocker", "required", 1), "utf-8")
    (office / "taken").write_text("Something else.\n", "utf-8")
    (office / "book.xlsx").write_bytes(b"PK\x03\x04\x14")
    (office / "govcheck.yaml").write_text("within: 14\n", "utf-8")
    return office


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Path:
    return copied(furnished, tmp_path)


def copied(furnished: Path, target: Path) -> Path:
    """A copy to spoil, with what copying leaves out."""
    shutil.copytree(furnished, target, dirs_exist_ok=True)
    (target / "folder").mkdir()
    (target / "dangling").symlink_to("nothing")
    os.mkfifo(target / "pipe")
    return target


def held(office: Path) -> dict[str, bytes]:
    """Everything in the folder."""
    return {
        path.relative_to(office).as_posix(): path.read_bytes()
        for path in sorted(office.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock")
    }


def all_names() -> Iterator[str]:
    """Every command, those of the groups with the name of the group."""
    for name in LIST:
        inner = getattr(loaded(name), "commands", None)
        yield from (f"{name} {one}" for one in inner) if inner else [name]


def test_every_command_is_in_the_table() -> None:
    known = set(all_names())
    assert {max((one for one in known if name.startswith(one)), key=len) for name in COMMANDS} == known


# what is done


@pytest.mark.parametrize("name", COMMANDS)
def test_what_can_be_done_is_done(name: str, office: Path) -> None:
    before = held(office)
    done = called(name, office)
    assert done.code == DONE, done
    assert bool(done.out) is COMMANDS[name].shows
    assert (held(office) == before) is COMMANDS[name].shows
    assert (held(office)["go/answers.yaml"] != before["go/answers.yaml"]) is COMMANDS[name].saves


# what is answered with no; the words, the code
ANSWERED = {
    "a go": ("check go", DONE),
    "a conditional go": ("check conditional-go", DONE),
    "a conditional go where a go is required": ("check conditional-go --require go", NO),
    "not ready": ("check not-ready", NO),
    "a no-go": ("check no-go", NO),
    "not ready, where valid is enough": ("check not-ready --require valid", DONE),
    "a no-go, where valid is enough": ("check no-go --require valid", DONE),
    "the worst of several": ("check go not-ready", NO),
    "the worst of several, named first": ("check not-ready go", NO),
    "a folder of engagements": ("check .", NO),
    "the file itself": ("check go/answers.yaml", DONE),
    "a use case that is clear": ("check conditional-go --use-case knowledge-work", DONE),
    "a use case that is held": ("check conditional-go --use-case claims-letters", NO),
    "a held one, where valid is enough": ("check conditional-go --require valid --use-case claims-letters", NO),
    "a clear and a held one": ("check conditional-go --use-case knowledge-work --use-case claims-letters", NO),
    "a use case that does not exist": ("check conditional-go --use-case claims-leters", CANNOT),
    "a use case that not all of them have": ("check conditional-go go --use-case claims-letters", CANNOT),
    "the stage that is decided": ("check go --stage go-live", DONE),
    "an earlier stage": ("check go --stage sign", DONE),
    "a later stage": ("check go --stage operate", NO),
    "a later stage, where valid is enough": ("check go --stage operate --require valid", NO),
    "a missing file behind a good one": ("check go missing/answers.yaml", CANNOT),
    "a missing file before a good one": ("check missing/answers.yaml go", CANNOT),
    "a missing file beside one that is not enough": ("check not-ready missing/answers.yaml", CANNOT),
    "a folder with nothing to judge": ("check folder", CANNOT),
    "a folder with nothing to judge behind a good one": ("check go folder", CANNOT),
    "nothing near": ("check", CANNOT),
    "a level that does not exist": ("check go --require no-go", CANNOT),
    "a report of a format that does not exist": ("check go --report xml=x", CANNOT),
    "a comparison": ("diff go not-ready", DONE),
    "a difference": ("diff go not-ready --exit-code", NO),
    "no difference": ("diff go go --exit-code --worse", DONE),
    "worse": ("diff go not-ready --worse", NO),
    "better": ("diff not-ready go --worse", DONE),
    "better, which is a difference": ("diff not-ready go --worse --exit-code", NO),
    "a comparison with nothing": ("diff go missing --worse", CANNOT),
    "a revision where there is no repository": ("diff --from main -a go --worse", CANNOT),
    "a report that is the one": ("report --check report.md -a go", DONE),
    "a report that is another": ("report --check report.md -a no-go", NO),
    "a report that is there and one that is not": ("report --check report.md --check gone.md -a go", CANNOT),
    "an edition that does not exist": ("report --edition clients -a go", CANNOT),
    "a report that is none": ("report --check taken -a go", CANNOT),
    "a PDF to standard output": ("report -f pdf -a go", CANNOT),
    "a Word document to standard output": ("report -f docx -a go", CANNOT),
    "a template that is none": ("report -o new.docx --template book.xlsx -a go", CANNOT),
    "a template that is not there": ("report -o new.docx --template gone.docx -a go", CANNOT),
    "a template of Word for something else": ("report -f md --template book.xlsx -a go", CANNOT),
    "a template of ours that is not there": ("report --template other -a go", CANNOT),
    "a template with a mistake": ("report -f html --template own -a go", CANNOT),
    "a workbook to standard output": ("report -f xlsx -a go", CANNOT),
    "a report that is no text": ("report --check book.xlsx -a go", CANNOT),
    "approvals that all count": ("approve --check -a go", DONE),
    "an approval that counts": ("approve counsel --check -a go", DONE),
    "approvals that are missing": ("approve --check -a no-go", NO),
    "an approval by nobody who is asked": ("approve ciso --check -a go", CANNOT),
    "an approval without a name": ("approve security -a go --yes", CANNOT),
    "an approval that nobody can confirm": ("approve security -a go --by Cara", CANNOT),
    "a portfolio of whatever verdicts": ("portfolio go conditional-go not-ready no-go", DONE),
    "a portfolio of this folder": ("portfolio", DONE),
    "a portfolio without names": ("portfolio . --mask", DONE),
    "a portfolio with nothing in it": ("portfolio folder", CANNOT),
    "a portfolio of what is not there": ("portfolio missing", CANNOT),
    "a portfolio in which one is not there": ("portfolio go missing/answers.yaml", CANNOT),
    "a portfolio in which one folder is empty": ("portfolio go folder", CANNOT),
    "a portfolio of something else": ("portfolio go taken", CANNOT),
    "a portfolio without names in which one is not there": ("portfolio go missing --mask", CANNOT),
    "nothing to carry over": ("migrate -a go --yes", DONE),
    "a look at what is carried over": ("migrate -a older --dry-run", DONE),
    "carrying over that nobody can confirm": ("migrate -a older", CANNOT),
    "an answer to no control": ("set brief-id-rback met -a go --by Ann", CANNOT),
    "an answer that is no status": ("set brief-id-rbac done -a go --by Ann", CANNOT),
    "questions to nobody": ("questions export -a conditional-go --to Nobody", CANNOT),
    "a day without writing it down": ("questions export -a conditional-go --due +14", CANNOT),
    "replies that are only looked at": ("questions import replies.csv -a go --on 2026-11-20 --dry-run", DONE),
    "replies that nobody can confirm": ("questions import replies.csv -a go --on 2026-11-20", CANNOT),
    "replies without a day": ("questions import replies.csv -a go --yes", CANNOT),
    "replies to a question that does not exist": ("questions import unknown.csv -a go --on 2026-11-20 --yes", CANNOT),
    "replies in a file that is no sheet": ("questions import taken -a go --yes", CANNOT),
    "a reply that nobody gave": ("questions judge q-admin-settings accepted -a conditional-go", CANNOT),
    "a reply to no question": ("questions judge q-none accepted -a go", CANNOT),
    "a sheet that nobody can confirm": ("sheet import sheet.csv -a go --by Ann", CANNOT),
    "a sheet that is only looked at": ("sheet import sheet.csv -a go --by Ann --dry-run", DONE),
    "a review that nobody can hold": ("review -a go --by Ann", CANNOT),
    "a beginning without a name": ("init new --checklist claude-governance-brief", CANNOT),
    "an example that does not exist": ("example gone", CANNOT),
    "a checklist that does not exist": ("checklist show claude-governance", CANNOT),
    "a checklist that is none": ("checklist validate go/answers.yaml", CANNOT),
    "a checklist of which the version is not raised": (f"checklist validate {SMALL} --since earlier.yaml", NO),
    "a checklist and what is no earlier version of it": (f"checklist validate {SMALL} --since taken", CANNOT),
    "a checklist and an earlier version that is not there": (f"checklist validate {SMALL} --since gone.yaml", CANNOT),
    "an earlier version of no file": ("checklist validate --since earlier.yaml", CANNOT),
    "a checklist's id that is none": ("checklist new Own", CANNOT),
    "an original that is another": (
        "checklist trace claude-governance-brief --original data-safety-brief=taken",
        CANNOT,
    ),
    "a schema that does not exist": ("schema reports", CANNOT),
    "no command": ("", CANNOT),
    "no command of a group": ("checklist", CANNOT),
    "a command that does not exist": ("chek go", CANNOT),
    "the version": ("--version", DONE),
    "help": ("--help", DONE),
    "help on a command": ("check --help", DONE),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_answered(name: str, office: Path) -> None:
    line, code = ANSWERED[name]
    asked = line.split()
    before = held(office)
    done = govcheck(*asked, *(("--as-of", AS_OF) if asked[:1] and asked[0] in DATED else ()), cwd=office)
    assert done.code == code, done
    assert held(office) == before
    assert code != CANNOT or done.err


# what cannot be used

Breaking = Callable[[Path], object]


def rewritten(old: str, new: str) -> Breaking:
    def change(path: Path) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return change


def replaced(make: Breaking) -> Breaking:
    def change(path: Path) -> None:
        path.unlink()
        make(path)

    return change


# what becomes of go/answers.yaml; tests/bad has what is said of it
UNUSABLE: Mapping[str, Breaking] = {
    "not there": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "only comments": lambda path: path.write_text("# nothing\n", "utf-8"),
    "a folder": replaced(Path.mkdir),
    "a link to nothing": replaced(lambda path: path.symlink_to("nothing")),
    "a fifo": replaced(os.mkfifo),
    "too large": lambda path: path.write_bytes(b"#" * (17 * 1024**2)),
    "no text": lambda path: path.write_bytes(b"\xff\xfeformat: 1"),
    "no YAML": rewritten("engagement:", "engagement: ["),
    "not as the schema says": rewritten("status: met", "status: mett"),
    "of another format": rewritten("format: 1", "format: 2"),
    "of no known checklist": rewritten("claude-governance-brief: 1", "claud-governance-brief: 1"),
    "of another major version": rewritten("claude-governance-brief: 1", "claude-governance-brief: 2"),
}


@pytest.mark.parametrize("fault", UNUSABLE)
@pytest.mark.parametrize("name", those(reads=True))
def test_an_answers_file_that_cannot_be_used(name: str, fault: str, office: Path) -> None:
    UNUSABLE[fault](office / "go" / "answers.yaml")
    before = held(office)
    done = called(name, office)
    assert (done.code, done.out) == (CANNOT, ""), done
    assert "answers.yaml" in done.err
    assert held(office) == before


@pytest.mark.parametrize("fault", UNUSABLE)
def test_of_a_portfolio_it_is_a_row(fault: str, office: Path) -> None:
    UNUSABLE[fault](office / "go" / "answers.yaml")
    before = held(office)
    done = called("portfolio", office)
    assert done.code == CANNOT
    assert "Cannot be judged: go" in done.out
    assert "1 of 2 could not be judged" in done.err
    assert "No-go: " in done.out
    assert held(office) == before


@pytest.mark.parametrize("name", those(reads=True))
def test_an_answers_file_that_may_not_be_read(name: str, furnished: Path) -> None:
    with public_folder() as folder:
        office = copied(furnished, folder)
        office.chmod(0o755)
        called(name, office)  # whatever Python has still to load
        (office / "go" / "answers.yaml").chmod(0)
        with without_privileges():
            done = called(name, office)
    assert (done.code, done.out) == (CANNOT, ""), done
    assert "go/answers.yaml" in done.err


@pytest.mark.parametrize("name", those("checklist list", "checklist show", "checklist validate", "checklist trace"))
def test_an_engagement_that_is_not_there_has_no_checklists(name: str, office: Path) -> None:
    done = govcheck(*COMMANDS[name].words.removesuffix("-a go").split(), "-a", "gone", cwd=office)
    assert (done.code, done.out, "gone" in done.err) == (CANNOT, "", True), done


# what is called wrongly

MISCALLED: Mapping[str, tuple[list[str], list[str]]] = {
    "an option that does not exist": (["--ignore-blockers"], those()),
    "an option without its value": (["-a"], those(reads=True)),
    "a format that does not exist": (["-f", "rtf"], [one for one in those(writes=True) if one != "schema"]),
    "a day that does not exist": (["--as-of", "2026-02-30"], [one for one in COMMANDS if one.split()[0] in DATED]),
    "an answers file without a name": (["-a", ""], [one for one in those(reads=True) if one not in ("check", "diff")]),
    "too many arguments": (
        ["x", "y", "z"],
        [
            one
            for one in COMMANDS
            if one not in ("check", "checklist validate", "checklist validate --since", "portfolio")
        ],
    ),
}


@pytest.mark.parametrize(("name", "wrong"), [(one, wrong) for wrong, (_, names) in MISCALLED.items() for one in names])
def test_a_wrong_call(name: str, wrong: str, office: Path) -> None:
    before = held(office)
    done = called(name, office, *MISCALLED[wrong][0])
    assert (done.code, done.out, bool(done.err)) == (CANNOT, "", True), done
    assert held(office) == before


@pytest.mark.parametrize("name", those(needs=True))
def test_a_call_without_what_it_needs(name: str, office: Path) -> None:
    command = [word for word in COMMANDS[name].words.split() if word.isalpha()][: 1 + (" " in name and "-" not in name)]
    done = govcheck(*command, cwd=office / "go")
    assert (done.code, done.out, bool(done.err)) == (CANNOT, "", True), done


# what cannot be written

OUTPUTS = ["taken", "folder", "pipe", "dangling", "/dev/full", "/dev/stdout", "taken/below", "go/answers.yaml", ""]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("name", those(writes=True))
def test_an_output_that_cannot_be_written(name: str, output: str, office: Path) -> None:
    before = held(office)
    done = called(name, office, "-o", output, *(["-f", "json"] if name in ("status", "check", "diff") else []))
    assert (done.code, done.out, bool(done.err)) == (CANNOT, "", True), done
    assert held(office) == before


@pytest.mark.parametrize("name", those(saves=True))
def test_an_answers_file_that_may_not_be_written(name: str, office: Path) -> None:
    (office / "go" / "answers.yaml").chmod(0o444)
    before = held(office)
    done = called(name, office)
    assert (done.code, "go/answers.yaml is read-only" in done.err) == (CANNOT, True), done
    assert held(office) == before


@pytest.mark.parametrize(
    "line", ["example go {}", "init {} --organization A --checklist commercial-terms", "checklist new own --folder {}"]
)
@pytest.mark.parametrize("place", ["taken", "taken/below", "there"])
def test_a_place_that_is_taken(line: str, place: str, office: Path) -> None:
    (office / "there" / "checklists").mkdir(parents=True)
    for name in ("answers.yaml", "checklists/own.yaml"):
        (office / "there" / name).write_text("mine\n", "utf-8")
    before = held(office)
    done = govcheck(*line.format(place).split(), cwd=office)
    assert (done.code, done.out, bool(done.err)) == (CANNOT, "", True), done
    assert held(office) == before


# standard streams, each as the system gives it to a process of its own

PROGRAM = (sys.executable, "-m", "govcheck")


def started(asked: Sequence[str], office: Path, redirected: str = "", typed: str = "", **variables: str) -> Done:
    """A run as a process of its own, through a shell that redirects its streams."""
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    done = subprocess.run(
        ["/bin/bash", "-c", shlex.join(asked) + redirected],
        cwd=office,
        env={**environment, "TMPDIR": str(office), **variables},
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("redirected", [" >&-", " >/dev/full"])
@pytest.mark.parametrize("name", those(shows=True))
def test_a_result_that_does_not_arrive_is_not_done(name: str, redirected: str, office: Path) -> None:
    done = started([*PROGRAM, *words(name)], office, redirected)
    assert (done.code, "standard output cannot be written" in done.err) == (CANNOT, True), done


@pytest.mark.parametrize("redirected", [" >&- 2>&-", " >/dev/full 2>/dev/full"])
@pytest.mark.parametrize("name", those(shows=False))
def test_what_is_done_is_done_though_nobody_hears_of_it(name: str, redirected: str, office: Path) -> None:
    done = started([*PROGRAM, *words(name)], office, redirected, COMMANDS[name].typed)
    assert done.code == (DONE if name != "review" else STOPPED), done  # a conversation needs somebody


@pytest.mark.parametrize("name", [*those(shows=False), "check"])
def test_standard_input_is_not_needed(name: str, office: Path) -> None:
    done = started([*PROGRAM, *words(name)], office, " <&-")
    assert done.code == (CANNOT if name == "review" else DONE), done
    assert "use: govcheck set" in done.err or name != "review"


@pytest.mark.parametrize(
    ("line", "redirected", "code"),
    [
        ("check go", " >&- 2>&- <&-", CANNOT),
        ("check go -f json -o gate.json", " >&- 2>&- <&-", DONE),
        ("check no-go -f json -o gate.json", " >&- 2>&- <&-", NO),
        ("check go", " 2>&-", DONE),
        ("check no-go", " 2>/dev/full", NO),
        ("check missing", " 2>/dev/full", CANNOT),
        ("check --nonsense", " 2>/dev/full", CANNOT),
        ("check go --report junit=gate.xml", " >/dev/full", CANNOT),
        ("diff go no-go --worse", " >&-", CANNOT),
        ("approve --check -a no-go", " >/dev/full", CANNOT),
        ("--version", " >&-", CANNOT),
        ("--help", " >&-", CANNOT),
        ("check --help", " >/dev/full", CANNOT),
    ],
)
def test_several_streams_at_once(line: str, redirected: str, code: int, office: Path) -> None:
    asked = line.split()
    assert (
        started([*PROGRAM, *asked, *(("--as-of", AS_OF) if asked[0] in DATED else ())], office, redirected).code == code
    )


@pytest.mark.parametrize("line", ["check go", "report -a go", "schema answers", "--help", "--version"])
def test_a_reader_that_is_gone_is_no_answer(line: str, office: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    asked = line.split()
    dated = ("--as-of", AS_OF) if asked[0] in DATED else ()
    done = subprocess.run([*PROGRAM, *asked, *dated], cwd=office, stdout=writer, check=False, timeout=60)
    os.close(writer)
    assert done.returncode == CANNOT


# a disturbance in the middle of the work: when something is opened that it needs

DISTURBED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background inherits that it is ignored
moment = sys.argv.pop(1)
def disturb(event, arguments):
    if event in ("open", "os.scandir") and str(arguments[0]).endswith(moment):
        {}
sys.addaudithook(disturb)
from govcheck.__main__ import main
main()
"""
INTERRUPTION = "os.kill(os.getpid(), signal.SIGINT)"
DEFECT = "raise LookupError('not foreseen')"


def disturbed(name: str, office: Path, how: str) -> Done:
    asked = [sys.executable, "-c", DISTURBED.format(how), COMMANDS[name].opens, *words(name)]
    return started(asked, office, typed=COMMANDS[name].typed)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_interruption(name: str, office: Path) -> None:
    before = held(office)
    done = disturbed(name, office, INTERRUPTION)
    assert (done.code, done.out, "Traceback" in done.err) == (STOPPED, "", False), done
    assert held(office) == before


@pytest.mark.parametrize("name", COMMANDS)
def test_a_bug_is_told_in_a_line_and_its_details_are_kept(name: str, office: Path) -> None:
    done = disturbed(name, office, DEFECT)
    assert (done.code, done.out, done.err.count("\n")) == (BUG, "", 1), done
    assert "govcheck has a bug (LookupError). The details are in " in done.err
    (kept,) = office.glob("govcheck-*.txt")
    assert str(kept) in done.err
    assert "not foreseen" in kept.read_text("utf-8")


def test_a_bug_whose_details_cannot_be_kept_is_still_a_bug(office: Path) -> None:
    asked = shlex.join([sys.executable, "-c", DISTURBED.format(DEFECT), ".yaml", *words("check")])
    done = started(["/bin/bash", "-c", f"ulimit -f 0; {asked}"], office)
    assert (done.code, done.out) == (BUG, ""), done
    assert "LookupError: not foreseen\n\ngovcheck has a bug (LookupError). The details stand above" in done.err
