"""The editions that leave the house: of the text fields of the answers file only those on the list reach a reader."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from ctypes.util import find_library
from dataclasses import MISSING, fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile, is_zipfile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from finished import PARTS
from govcheck.jobs.report_formats import REPORT_FORMATS
from govcheck.jobs.reporting import Finished
from govcheck.rules import editions
from govcheck.rules.case import Case
from govcheck.rules.editions import DECISIONS, ELSEWHERE, for_edition
from govcheck.rules.judge import judge
from govcheck.rules.report.blocks import Banner, Records, Table
from govcheck.rules.report.compose import report, report_of
from govcheck.rules.report.editions import CLIENT_PARTS, CLIENT_WITHOUT, VIEWS, in_edition, shown
from govcheck.rules.report.review import Review, Wanted
from govcheck.rules.report.stamp import signed, stamp_of, stamp_text
from govcheck.rules.shares import Share
from govcheck.words import engagement as model
from govcheck.words.assessment import Assessment
from govcheck.words.engagement import Engagement, Evidence, FrontPage
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Phase, ReportEdition
from made_up import case_of, engagement
from program import AS_OF, assert_schema, copied_example, govcheck
from sample import CHECKLIST, ENGAGEMENT, ORIGIN, case
from test_report_complete import Way, complete_case, matches, record_of

FULL, CLIENT, VENDOR = ReportEdition
LEAVING = (CLIENT, VENDOR)
HOLDS: Mapping[ReportEdition, tuple[Way, ...]] = {
    CLIENT: (
        ("engagement", "organization"),
        ("engagement", "title"),
        ("use-cases", "*", "title"),
        ("own-names", "*", "*"),
        ("own-names", "*", "*", "*"),
        ("matrix", "*", "*", "acceptance", "risk"),
        ("matrix", "*", "*", "acceptance", "compensating"),
        ("matrix", "*", "*", "acceptance", "role"),
        ("answers", "*", "acceptance", "risk"),
        ("answers", "*", "acceptance", "compensating"),
        ("answers", "*", "acceptance", "role"),
        ("answers", "*", "remedy", "guardrail"),
        ("approvals", "*", "reason"),
    ),
    VENDOR: (
        ("engagement", "organization"),
        ("engagement", "title"),
        ("engagement", "owner"),
        ("engagement", "people", "vendor-sales"),
        ("use-cases", "*", "title"),
        ("questions", "*", "asked-of"),
        ("questions", "*", "reply"),
        ("questions", "*", "follow-up"),
        ("questions", "*", "earlier", "*", "asked-of"),
        ("questions", "*", "earlier", "*", "reply"),
        ("questions", "*", "earlier", "*", "follow-up"),
    ),
}
"""The text fields that an edition may hold, by hand: the list in the code is not asked."""


def canary(number: int) -> str:
    return f"Canary{number:03}Bird"


PDF = pytest.param("pdf", marks=pytest.mark.skipif(not find_library("pangoft2-1.0"), reason="no Pango here"))
FORMATS = [PDF if format == "pdf" else format for format in REPORT_FORMATS]
CASE, PLANTED = complete_case(canary)


def made(edition: ReportEdition, one: Case = CASE) -> Finished:
    judgement = judge(one)
    review = in_edition(Review(judgement, ORIGIN), edition)
    return Finished(report(judgement, ORIGIN, edition=edition), review)


def output(format: str, edition: ReportEdition) -> bytes:
    return REPORT_FORMATS[format](made(edition))


def readings(data: bytes) -> Iterator[str]:
    """A file in every way in which a text could hide in it: of a package each member, and its names."""
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                yield name
                yield from readings(package.read(name))
        return
    if data.startswith(b"%PDF"):
        yield from on_pages(data)
        return
    text = data.decode("utf-8", "replace")
    yield from (text, html.unescape(text), unquote(text), data.decode("utf-16-le", "replace"))


def on_pages(data: bytes) -> Iterator[str]:
    """A PDF as it is read, also over the ends of lines, and everything that its objects say besides."""
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    yield from (text, "".join(text.split()))
    objects = PdfWriter(clone_from=BytesIO(data))._objects
    yield from (repr(one) for one in objects)
    yield from (one.get_data().decode("latin-1") for one in objects if isinstance(one, StreamObject))


def hidden(text: str) -> tuple[str, ...]:
    """A text and what it looks like in base64, wherever it begins there, in hex, and backwards."""
    raw = text.encode("utf-8")
    coded = (base64.b64encode(b"x" * before + raw).decode()[4 * (before > 0) : -4] for before in range(3))
    return (text, *coded, raw.hex(), text[::-1])


def held(format: str, edition: ReportEdition) -> set[Way]:
    """Where in the answers file the texts stand that an output holds in any form."""
    found = tuple(text.casefold() for text in readings(output(format, edition)))
    forms = {planted: [form.casefold() for form in hidden(Path(planted).name)] for planted in PLANTED}
    return {way for planted, way in PLANTED.items() if any(form in text for form in forms[planted] for text in found)}


def may_hold(edition: ReportEdition, way: Way) -> bool:
    return any(matches(way, field) for field in HOLDS[edition])


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("edition", LEAVING)
def test_a_text_that_is_not_on_the_list_is_in_no_output(format: str, edition: ReportEdition) -> None:
    assert {way for way in held(format, edition) if not may_hold(edition, way)} == set()


@pytest.mark.parametrize("format", [*("md", "html", "json", "docx"), PDF])
def test_the_full_edition_holds_every_one(format: str) -> None:
    assert held(format, FULL) == set(PLANTED.values())


def test_the_client_edition_holds_what_it_may() -> None:
    """Else nothing would be shown by leaving all of it out. An approval that is void is not on the first page."""
    found = {field for field in HOLDS[CLIENT] for way in held("md", CLIENT) if matches(way, field)}
    assert set(HOLDS[CLIENT]) - found == {("approvals", "*", "reason")}


@pytest.mark.parametrize("where", ["text", "base64", "entities", "percent"])
def test_a_text_that_hides_is_found(where: str) -> None:
    text = canary(7)
    forms = {
        "text": text,
        "base64": base64.b64encode(f"so {text} on".encode()).decode(),
        "entities": "".join(f"&#{ord(letter)};" for letter in text),
        "percent": "".join(f"%{ord(letter):02x}" for letter in text),
    }
    found = tuple(readings(forms[where].encode()))
    assert any(form in one for form in hidden(text) for one in found)


def test_a_field_of_which_nobody_decided_fails_here() -> None:
    """Every field of the answers file is on the list, and the list names no other."""
    kinds = {kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind)}
    assert kinds == DECISIONS.keys()
    for kind in kinds:
        assert {one.name for one in fields(kind)} == DECISIONS[kind].keys(), kind
        assert all(decision.why for decision in DECISIONS[kind].values())


def test_a_new_field_is_left_out_until_somebody_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Wider(FrontPage):
        mood: str = ""

    monkeypatch.setattr(editions, "DECISIONS", MappingProxyType({**DECISIONS, Wider: DECISIONS[FrontPage]}))
    wider = Wider(**{one.name: getattr(ENGAGEMENT.front, one.name) for one in fields(FrontPage)}, mood="Gloomy")
    for edition in LEAVING:
        allowed = for_edition(replace(ENGAGEMENT, front=wider), CHECKLIST, edition).engagement.front
        assert isinstance(allowed, Wider)
        assert (allowed.organization, allowed.mood) == ("Halden Freight", "")


def test_what_is_left_out_needs_no_value() -> None:
    """A field that has to be given and may not be shown would stop a report; it needs a way that says something."""
    for kind, decisions in DECISIONS.items():
        needed = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
        for edition in LEAVING:
            ways = {name: decisions[name].of(edition) for name in needed}
            assert editions.LEFT_OUT not in ways.values() or set(ways.values()) == {editions.LEFT_OUT}, (kind, ways)


def test_a_part_of_which_nobody_decided_fails_here() -> None:
    parts = {VIEWS if id.startswith(VIEWS) else id for id in (*PARTS, "changes")}
    assert parts - CLIENT_PARTS.keys() - CLIENT_WITHOUT.keys() == set()
    assert not CLIENT_PARTS.keys() & CLIENT_WITHOUT.keys()


def test_the_client_edition_has_its_parts_in_order() -> None:
    expected = [id for id in PARTS if id not in CLIENT_WITHOUT]
    assert [part.id for part in made(CLIENT, case()).report.parts] == expected


def bare(assessment: Assessment) -> Assessment:
    """Without texts, and without what only was noticed."""
    states = {id: replace(state, why="") for id, state in assessment.states.items()}
    findings = tuple(replace(one, text="") for one in assessment.findings if one.effect is not Effect.NOTES)
    approvals = tuple(replace(one, approval=None, why="x" if one.why else "") for one in assessment.approvals)
    return replace(assessment, states=states, findings=findings, approvals=approvals)


@pytest.mark.parametrize("edition", LEAVING)
@pytest.mark.parametrize("seed", range(150))
def test_an_edition_decides_what_the_whole_decides(edition: ReportEdition, seed: int) -> None:
    judgement = judge(case_of(*engagement(seed)[1:]))
    found = shown(judgement, edition)
    assert bare(found.assessment) == bare(judgement.assessment)
    assert (found.way, found.narrowed) == (judgement.way, judgement.narrowed)
    assert [one.id for one in found.questions] == [one.id for one in judgement.questions]


@pytest.mark.parametrize("seed", range(150))
def test_the_client_edition_has_a_reason_for_everything(seed: int) -> None:
    """Leaving out names and files changes nothing that reasons are worked out from."""
    assessment = shown(judge(case_of(*engagement(seed)[1:])), CLIENT).assessment
    assert not [one for one in assessment.findings if one.text == ELSEWHERE]
    assert not [id for id, state in assessment.states.items() if state.why == ELSEWHERE]


def test_people_stand_by_their_roles_and_stay_apart() -> None:
    front = replace(ENGAGEMENT.front, owner="Ada", reviewed_by="bo", people={"security": "Sif", "counsel": " SIF"})
    answers = {
        id: replace(answer, owner=name, evidence=())
        for (id, answer), name in zip(ENGAGEMENT.answers.items(), ("Sif", "Ada", "Eli", "ELI", "Jon"), strict=False)
    }
    allowed = for_edition(replace(ENGAGEMENT, front=front, answers=answers), CHECKLIST, CLIENT).engagement
    assert (allowed.front.owner, allowed.front.reviewed_by) == ("Owner of the review", "Reviewer")
    security = allowed.front.people["security"]
    assert (
        security
        == allowed.front.people["counsel"]
        == "; ".join(CHECKLIST.roles[role] for role in ("security", "counsel"))
    )
    owners = [answer.owner for answer in allowed.answers.values()]
    assert owners[:2] == [security, "Owner of the review"]
    assert owners[2] == owners[3] != owners[4]
    assert all(one.startswith("Person or team ") for one in owners[2:5])


def test_two_people_with_one_title_are_two() -> None:
    checklist = replace(CHECKLIST, roles={"a": "Same", "b": "Same"})
    front = replace(ENGAGEMENT.front, people={"a": "Ann", "b": "Ben"})
    people = for_edition(replace(ENGAGEMENT, front=front), checklist, CLIENT).engagement.front.people
    assert people == {"a": "Same", "b": "Same (2)"}


def test_one_file_has_one_number() -> None:
    proof = next(answer.evidence[0] for answer in ENGAGEMENT.answers.values() if answer.evidence)
    named = tuple(
        replace(proof, ref=ref) for ref in ("evidence/a", "./evidence/a", "https://x.example/a", "evidence/b")
    )
    [id, *_] = ENGAGEMENT.answers
    one = replace(ENGAGEMENT, answers={id: replace(ENGAGEMENT.answers[id], evidence=named)}, plans={}, questions={})
    allowed = for_edition(one, CHECKLIST, CLIENT)
    refs = [shown.ref for shown in allowed.engagement.answers[id].evidence]
    assert refs == ["File 1", "File 1", "Address 2", "File 3"]
    assert allowed.reference("evidence/b") == "File 3"


def test_the_full_edition_is_the_engagement_itself() -> None:
    assert for_edition(ENGAGEMENT, CHECKLIST, FULL).engagement is ENGAGEMENT
    review = Review(judge(case()), ORIGIN)
    assert in_edition(review, FULL) is review


def test_every_page_says_which_edition_it_is() -> None:
    found = made(CLIENT, case()).report
    assert found.running.startswith("Client edition. Draft. ")
    assert found.notice.startswith("Client edition: without the notes, ")
    page = output("html", CLIENT).decode()
    assert page.count("Client edition") >= 4  # title, cover, foot and document control


def test_the_record_of_each_field_is_still_looked_for() -> None:
    """The list of parts by hand above would be of no use if nothing was planted in them."""
    assert {record_of(way) for way in PLANTED.values()} > {"answers", "acceptances", "questions"}


def test_evidence_is_shown_by_kind_and_age() -> None:
    text = output("md", CLIENT).decode()
    assert "File 1" in text
    assert not [one for one in (Evidence, Engagement) if one not in DECISIONS]


@pytest.mark.parametrize("edition", LEAVING)
@pytest.mark.parametrize("example", ["go", "conditional-go", "not-ready", "no-go"])
def test_an_edition_is_written_and_compared(example: str, edition: str, tmp_path: Path) -> None:
    folder = copied_example(example, tmp_path)
    for format in ("md", "html", "json"):
        name = f"out.{format}"
        assert govcheck("report", "--edition", edition, "-o", name, "--as-of", AS_OF, cwd=folder).code == 0
        done = govcheck("report", "--check", name, "--as-of", AS_OF, cwd=folder)
        assert (done.code, f"{name} matches answers.yaml" in done.out) == (0, True), done.out
    written = (folder / "out.json").read_text("utf-8")
    assert_schema("report", written)
    found = json.loads(written)
    assert (found["edition"], found["verdict"]) == (edition, example if edition == CLIENT else None)
    named = set(found_in((folder / "out.md").read_text("utf-8"), people(folder)))
    assert len(named) == 0 if edition == CLIENT else len(named) < len(people(folder))


def people(folder: Path) -> set[str]:
    """Everybody whom an example names."""
    import yaml  # noqa: PLC0415

    doc: dict[str, Any] = yaml.safe_load((folder / "answers.yaml").read_text("utf-8"))
    front = doc["engagement"]
    return {front["owner"], front["reviewed-by"], *front.get("people", {}).values()}


def found_in(text: str, names: set[str]) -> Iterator[str]:
    plain = text.replace("\\", "")
    return (name for name in names if name in plain)


def test_a_changed_report_is_made_again_as_the_same_edition(tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    govcheck("report", "--edition", "client", "-o", "client.md", "--as-of", AS_OF, cwd=folder)
    text = (folder / "client.md").read_text("utf-8")
    (folder / "client.md").write_text(text.replace("## Decision", "## A decision"), "utf-8")
    done = govcheck("report", "--check", "client.md", "--as-of", AS_OF, cwd=folder)
    assert done.code == 1
    assert f"govcheck report --as-of {AS_OF} --edition client -o client.md" in done.out


@pytest.mark.parametrize("format", ["md", "html", "json"])
def test_one_edition_does_not_go_over_another_unasked(format: str, tmp_path: Path) -> None:
    """Whoever forgets the option would hand over the full one under the name of the other."""
    folder, name = copied_example("go", tmp_path), f"out.{format}"
    assert govcheck("report", "--edition", "client", "-o", name, "--as-of", AS_OF, cwd=folder).code == 0
    before = (folder / name).read_bytes()
    done = govcheck("report", "-o", name, "--as-of", AS_OF, cwd=folder)
    assert (done.code, (folder / name).read_bytes()) == (2, before)
    assert f"{name} holds the client edition" in done.err
    assert govcheck("report", "-o", name, "--force", "--as-of", AS_OF, cwd=folder).code == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--edition", "clients"), "there is no edition clients; did you mean client"),
        (("--edition", "client", "--since", "answers.yaml"), "--since goes with the full edition"),
        (("--edition", "client", "--check", "x.md"), "--check and --edition do not go together"),
    ],
)
def test_what_does_not_go_together_is_refused(options: tuple[str, ...], says: str, tmp_path: Path) -> None:
    folder = copied_example("go", tmp_path)
    done = govcheck("report", *options, "--as-of", AS_OF, cwd=folder)
    assert (done.code, says in done.err) == (2, True), done.err


def test_the_vendor_edition_says_nothing_of_the_decision() -> None:
    """Also not by a word of the vocabulary, on the page or in its data."""
    words = ("conditional go", "not ready", "no-go", "blocker", "on hold", "required control", "residual", "verdict is")
    for format in ("md", "html", "json", "csv"):
        text = html.unescape(output(format, VENDOR).decode()).casefold()
        assert not [word for word in words if word in text], format
    found = json.loads(output("json", VENDOR))
    assert [found[key] for key in ("verdict", "stage", "valid-until", "use-cases")] == [None, None, None, {}]
    assert [part["id"] for part in found["parts"]] == ["about", "questions"]
    assert judge(CASE).questions


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_as_a_table_the_vendor_edition_is_the_sheet(format: str, tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    sheet, name = f"sheet.{format}", f"vendor.{format}"
    govcheck("questions", "export", "-o", sheet, "--as-of", AS_OF, cwd=folder)
    govcheck("report", "--edition", "vendor", "-o", name, "--as-of", AS_OF, cwd=folder)
    assert (folder / name).read_bytes() == (folder / sheet).read_bytes()


@pytest.mark.parametrize("edition", LEAVING)
def test_what_looks_like_a_secret_does_not_leave_the_house(edition: ReportEdition) -> None:
    front = replace(ENGAGEMENT.front, title="Robots AKIAIOSFODNN7EXAMPLE")
    allowed = for_edition(replace(ENGAGEMENT, front=front), CHECKLIST, edition).engagement
    assert allowed.front.title == "Robots [removed: an AWS access key]"


CHOSEN = [
    {"owner": "Jon Rud"},
    {"phase": Phase.POST_SIGN},
    {"topic": "sign-in"},
    {"owner": "security", "phase": Phase.PRE_SIGN},
]


def part_of(**chosen: Any) -> Finished:
    judgement, share = judge(case()), Share(**chosen)
    whole = Review(judgement, ORIGIN, share=share)
    return Finished(report_of(whole, stamp_text(whole, Wanted(share=share))), whole)


def codes(made: Finished, part: str) -> set[str]:
    """What a part has records or rows of."""
    [found] = [one for one in made.report.parts if one.id == part]
    records = {record.code for block in found.blocks if isinstance(block, Records) for record in block.records}
    tables = [block for block in found.blocks if isinstance(block, Table)]
    return records | {line.code for table in tables for row in table.rows for line in row[0] if line.code}


@pytest.mark.parametrize("chosen", CHOSEN)
def test_a_part_has_what_is_theirs_and_nothing_else(chosen: dict[str, Any]) -> None:
    found, share = part_of(**chosen), Share(**chosen)
    theirs = {id for id in CHECKLIST.controls if share.has(case(), id)}
    states = judge(case()).assessment.states.keys()
    assert theirs & states
    assert theirs & states < states
    assert codes(found, "answers") == theirs & states
    for part in ("gaps", "acceptances", "action-plan"):
        whole = codes(Finished(report(judge(case()), ORIGIN), found.review), part)
        assert codes(found, part) == whole & theirs, part


@pytest.mark.parametrize("chosen", CHOSEN)
def test_the_decision_of_a_part_is_that_of_the_whole(chosen: dict[str, Any]) -> None:
    found, whole = part_of(**chosen).report, report(judge(case()), ORIGIN)
    banner, same = found.parts[0].blocks[0], whole.parts[0].blocks[0]
    assert isinstance(banner, Banner)
    assert isinstance(same, Banner)
    assert (banner.mark, banner.text) == (same.mark, same.text)
    assert found.running.startswith("Part: ")
    assert found.notice.startswith("A part of the report: ")
    assert "The decision is that of the whole review." in found.notice


@pytest.mark.parametrize("chosen", CHOSEN)
def test_no_line_of_a_part_leads_nowhere(chosen: dict[str, Any]) -> None:
    text = REPORT_FORMATS["md"](part_of(**chosen)).decode()
    leads = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert leads <= set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("owner", ["Lin Chen", "Ann--Lee & <b>", "Zoë", "a=b&topic=c", "x, since"])
def test_a_part_says_in_its_first_line_which_it_is(owner: str) -> None:
    share = Share(owner, Phase.GO_LIVE, "logs")
    found = stamp_of(signed(stamp_text(Review(judge(case()), ORIGIN), Wanted(share=share))))
    assert found is not None
    assert found.wanted.share == share


@pytest.mark.parametrize("options", [("--owner", "priya"), ("--phase", "go-live"), ("--topic", "sso")])
def test_a_part_is_written_and_compared(options: tuple[str, ...], tmp_path: Path) -> None:
    folder = copied_example("conditional-go", tmp_path)
    for format in ("md", "html", "json"):
        name = f"part.{format}"
        assert govcheck("report", *options, "-o", name, "--as-of", AS_OF, cwd=folder).code == 0
        done = govcheck("report", "--check", name, "--as-of", AS_OF, cwd=folder)
        assert (done.code, f"{name} matches answers.yaml" in done.out) == (0, True), done.out
    done = govcheck("report", "-o", "part.md", "--as-of", AS_OF, cwd=folder)
    assert (done.code, "part.md holds another part of the report" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--owner", "Nobody Here"), "Nobody Here owns nothing that applies here"),
        (("--phase", "later"), "there is no phase later"),
        (("--topic", "weather"), "there is no topic weather here"),
        (("--topic", "sso", "--edition", "client"), "--topic goes with the full edition"),
        (("--topic", "sso", "--since", "answers.yaml"), "--topic and --since do not go together"),
        (("--topic", "sso", "-f", "csv"), "--topic takes parts of the report, and csv has none"),
        (("--topic", "sso", "--check", "x.md"), "--check and --topic do not go together"),
    ],
)
def test_a_part_that_there_is_not_is_refused(options: tuple[str, ...], says: str, tmp_path: Path) -> None:
    done = govcheck("report", *options, "--as-of", AS_OF, cwd=copied_example("go", tmp_path))
    assert (done.code, says in done.err) == (2, True), done.err


def test_a_configuration_can_only_make_less_of_it(tmp_path: Path) -> None:
    folder = copied_example("go", tmp_path)
    (folder / "govcheck.yaml").write_text("report: {edition: client}\n", "utf-8")
    assert ", client edition -->" in govcheck("report", "--as-of", AS_OF, cwd=folder).out
    assert "edition -->" not in govcheck("report", "--edition", "full", "--as-of", AS_OF, cwd=folder).out
    (folder / "govcheck.yaml").write_text("report: {edition: full}\n", "utf-8")
    done = govcheck("report", "--as-of", AS_OF, cwd=folder)
    assert (done.code, done.out) == (2, "")


@pytest.mark.parametrize("format", ["md", "html", "docx"])
def test_the_vendor_edition_calls_itself_what_it_is(format: str) -> None:
    def words(edition: ReportEdition) -> str:
        texts = " ".join(readings(output(format, edition)))
        return re.sub(r"<!-- Readiness report by govcheck:[^>]*-->", "", texts).lower()

    assert "questions to the account team" in words(VENDOR)
    assert "readiness report" not in words(VENDOR)
    assert "readiness report" in words(CLIENT)
