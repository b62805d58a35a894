"""Templates of the user's own: what they get, what they may, and what they cannot do."""

from __future__ import annotations

import json
import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

import hostile_templates as hostile
from govcheck.jobs.own_template import LARGEST, MOST, own_template
from govcheck.tools import templatebox
from govcheck.tools.schema import schema_text
from govcheck.words.errors import Refused
from program import AS_OF, Done, copied_example, govcheck

DAY = ("--as-of", AS_OF)
FRAME = "{{ report.running }} {{ report.notice }} "
PAGE = f'<html lang="en"><head><title>x</title></head><body>{FRAME}%s</body></html>'
BIRD = "Kingfisher"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    place = copied_example("conditional-go", tmp_path)
    (place / "templates").mkdir()
    return place


def made(review: Path, source: str, format: str = "md", *more: str, name: str = "a") -> Done:
    (review / "templates" / f"{name}.{format}.j2").write_text(source, "utf-8")
    return govcheck("report", *DAY, "-f", format, "--template", name, *more, cwd=review)


def test_a_template_gets_the_report_its_parts_and_the_register(review: Path) -> None:
    whole = json.loads(govcheck("report", *DAY, "-f", "json", cwd=review).out)
    standard = govcheck("report", *DAY, "-f", "md", cwd=review).out
    source = (
        "{{ report.verdict }}/{{ report.valid_until }}/{{ report.parts | length }}/"
        "{{ rows[0].kind }}/{{ rows[0].id | one_line }}\n"
        "{% for part in report.parts %}{{ parts[part.id | replace('-', '_')] }}{% endfor %}"
    )
    done = made(review, f"{FRAME}\n{source}")
    assert (done.code, done.err) == (0, "")
    first, blank, _, said, *text = done.out.split("\n")
    assert (first.endswith(", template a -->"), blank) == (True, "")
    assert said.startswith(f"{whole['verdict']}/{whole['valid-until']}/{len(whole['parts'])}/control/")
    assert "\n".join(text).rstrip() in standard
    assert len(text) > 1000
    register = govcheck("report", *DAY, "-f", "csv", cwd=review).out
    assert said.rsplit("/", 1)[1] in register


def test_no_key_of_the_report_is_hidden_by_a_method_of_a_dictionary() -> None:
    def keys(schema: object) -> set[str]:
        if isinstance(schema, list):
            return {key for one in schema for key in keys(one)}
        if not isinstance(schema, dict):
            return set()
        named = set(schema["properties"]) if isinstance(schema.get("properties"), dict) else set()
        return named | {key for one in schema.values() for key in keys(one)}

    assert keys(json.loads(schema_text("report"))).isdisjoint(dir({}))


@pytest.mark.parametrize("format", ["md", "html"])
def test_text_is_escaped_whatever_the_template_does(review: Path, format: str) -> None:
    answers = review / "answers.yaml"
    text = answers.read_text("utf-8")
    title = re.search(r"^  title: (.*)$", text, re.MULTILINE)
    assert title
    answers.write_text(text.replace(title[0], "  title: '<b onload=x>*x*`[y](z)'"), "utf-8")
    ways = (
        "{{ report.title }}",
        "{% autoescape false %}{{ report.title }}{% endautoescape %}",
        "{% autoescape false %}{% set x %}{{ report.title }}{% endset %}{{ x }}{% endautoescape %}",
        "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(report.title) }}",
        "{{ [report.title] | join }}",
        "{{ report.title ~ '' }}",
        "{{ report.title | replace('b', 'b') }}",
        "{% filter trim %}{{ report.title }}{% endfilter %}",
        "{{ '%s' % report.title }}",
    )
    source = "\n".join(ways)
    out = made(review, FRAME + source if format == "md" else PAGE.replace("%s", source), format).out
    assert out.split("<body>")[-1].count("onload") == len(ways)
    assert not re.search(r"(?<!\\)<b ", out)


def test_the_page_has_a_policy_that_lets_nothing_run_or_load(review: Path) -> None:
    done = made(review, PAGE % "<script>x()</script>", "html")
    assert done.out.startswith("<!doctype html><!-- Readiness report by govcheck: as of 2026-11-22")
    metas: list[dict[str, str | None]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            metas.append({"tag": tag, **dict(attrs)})

    Reader().feed(done.out)
    assert [one["tag"] for one in metas[:3]] == ["html", "head", "meta"]
    assert metas[2]["http-equiv"] == "Content-Security-Policy"
    assert str(metas[2]["content"]).startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


@pytest.mark.parametrize(
    "begins",
    [
        *(
            "",
            "<!doctype html><html><head>",
            "<!-- <head> --><html><head>",
            "<html><body><head>",
            "<html lang='>'><head>",
        ),
        *(
            '<html x="><head>',
            '<html lang="><head>',
            '<html onload="x()"><head>',
            '<html lang="en" onclick="x()"><head>',
        ),
    ],
)
def test_a_page_begins_so_that_the_policy_comes_first(review: Path, begins: str) -> None:
    done = made(review, f"{begins}</head><body>{FRAME}</body></html>", "html")
    assert (done.code, done.out) == (2, "")
    assert "templates/a.html.j2 does not begin with <html> and <head>" in done.err


REACHING = {
    "a redirection": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "one that is hard to see": "<META a='>' HTTP-EQUIV=refresh content=0>",
    "a link": '<link rel="preconnect" href="https://evil.example">',
    "another base": '<base href="https://evil.example">',
}


@pytest.mark.parametrize("reaching", REACHING.values(), ids=REACHING)
def test_a_page_leads_nowhere_by_itself(reaching: str, review: Path) -> None:
    done = made(review, PAGE.replace("<title>", f"{reaching}<title>") % "", "html")
    assert (done.code, done.out) == (2, "")
    assert "templates/a.html.j2 gives a page that holds" in done.err


UNSEEN = {
    "a comment": ("md", "<!-- {} -->"),
    "one that never ends": ("md", "<!-- {}"),
    "a comment of a page": ("html", "<!-- {} -->"),
    "a template": ("html", "<template>{}</template>"),
    "an attribute": ("html", '<p title="{}">Go</p>'),
    "a style": ("html", "<style>{}</style>"),
}


@pytest.mark.parametrize(("format", "hides"), UNSEEN.values(), ids=UNSEEN)
def test_where_nobody_reads_it_is_not_shown(format: str, hides: str, review: Path) -> None:
    hidden = hides.replace("{}", FRAME)
    source = hidden + "# Approved" if format == "md" else PAGE.replace(FRAME, hidden) % ""
    done = made(review, source, format)
    assert (done.code, done.out) == (2, "")
    assert f"templates/a.{format}.j2 does not show report.running" in done.err


def test_the_head_of_a_page_is_not_read(review: Path) -> None:
    source = f'<html lang="en"><head><title>{FRAME}</title></head><body>Go</body></html>'
    assert "does not show report.running" in made(review, source, "html").err


@pytest.mark.parametrize("shown", ["running", "notice"])
def test_a_report_that_hides_what_it_decides_is_not_written(review: Path, shown: str) -> None:
    done = made(review, f"{{{{ report.{shown} }}}}")
    other = {"running": "notice", "notice": "running"}[shown]
    assert (done.code, done.out) == (2, "")
    assert f"templates/a.md.j2 does not show report.{other}; write {{{{ report.{other} }}}}" in done.err
    assert made(review, "{{ report.running | dated }} {{ report.notice | dated }}").code == 0


def test_no_edition_lets_a_template_see_more(review: Path) -> None:
    everything = "{{ report }}{{ rows }}{% for name in parts %}{{ parts[name] }}{% endfor %}"
    whole = made(review, FRAME + everything).out
    notes = re.findall(r"^    note: (\w[\w ,]{15,})", (review / "answers.yaml").read_text("utf-8"), re.MULTILINE)
    seen = [note for note in notes if note in whole]
    assert seen
    client = made(review, FRAME + everything, "md", "--edition", "client").out
    vendor = made(review, FRAME + everything, "md", "--edition", "vendor").out
    assert not [note for note in seen if note in client or note in vendor]
    assert "brief-" in client
    assert made(review, FRAME + "{{ rows | length }}", "md", "--edition", "vendor").out.endswith("legal advice. 0")
    assert "template a -->" in vendor


def test_the_report_is_made_again_by_its_template(review: Path) -> None:
    made(review, f"{FRAME}{{{{ parts.decision }}}}", "md", "-o", "board.md")
    same = govcheck("report", *DAY, "--check", "board.md", cwd=review)
    assert (same.code, same.out) == (0, "board.md matches answers.yaml as of 2026-11-22: conditional-go\n")
    (review / "templates" / "a.md.j2").write_text(f"{FRAME}Other words", "utf-8")
    other = govcheck("report", *DAY, "--check", "board.md", cwd=review)
    assert other.code == 1
    assert "a template or the report itself was changed" in other.out
    assert f"govcheck report --as-of {AS_OF} --template a -o board.md" in other.out
    (review / "templates" / "a.md.j2").unlink()
    gone = govcheck("report", *DAY, "--check", "board.md", cwd=review)
    assert (gone.code, gone.out) == (2, "")
    assert "there is no templates/a.md.j2" in gone.err


def test_a_report_is_not_written_over_by_one_of_another_template(review: Path) -> None:
    made(review, FRAME, "md", "-o", "board.md")
    before = (review / "board.md").read_bytes()
    plain = govcheck("report", *DAY, "-o", "board.md", cwd=review)
    assert (plain.code, "board.md holds a report by the template a" in plain.err) == (2, True)
    other = made(review, FRAME + "b", "md", "-o", "board.md", name="b")
    assert (other.code, "board.md holds a report by the template a" in other.err) == (2, True)
    assert (review / "board.md").read_bytes() == before
    govcheck("report", *DAY, "-o", "plain.md", cwd=review)
    own = made(review, FRAME, "md", "-o", "plain.md")
    assert (own.code, "plain.md holds the report without a template" in own.err) == (2, True)
    over = made(review, FRAME, "md", "-o", "templates/a.md.j2", "--force")
    assert (over.code, "is named like a template" in over.err) == (2, True)


def test_a_template_may_lie_beside_the_configuration(tmp_path: Path) -> None:
    place = copied_example("conditional-go", tmp_path)
    (tmp_path / "govcheck.yaml").write_text("within: 14\n", "utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "firm.md.j2").write_text(f"Of the firm. {FRAME}", "utf-8")
    call = ("report", *DAY, "--template", "firm", "-f", "md")
    assert "Of the firm." in govcheck(*call, cwd=place).out
    assert govcheck(*call, cwd=place).out == govcheck(*call, "-a", place.name, cwd=tmp_path).out
    (place / "templates").mkdir()
    assert "Of the firm." in govcheck(*call, cwd=place).out
    (place / "templates" / "firm.md.j2").write_text(f"Of this one. {FRAME}", "utf-8")
    assert "Of this one." in govcheck(*call, cwd=place).out


@pytest.mark.parametrize(("format", "link"), [("md", "](#answer-"), ("html", 'href="#answer-')])
def test_no_link_leads_to_a_part_that_the_template_left_out(review: Path, format: str, link: str) -> None:
    def written(parts: str) -> str:
        return made(review, FRAME + parts if format == "md" else PAGE.replace("%s", parts), format).out

    some, all_ = written("{{ parts.decision }}"), written("{{ parts.decision }}{{ parts.answers }}")
    assert (link in some, link in all_) == (False, True)
    id = re.search(rf"{re.escape(link)}([\w-]+)", all_)
    assert id
    assert id[1] in some


def test_what_is_not_given_is_empty_and_what_is_no_data_is_refused(review: Path) -> None:
    assert "None" not in made(review, FRAME + "{{ report.contact }}{{ report.cover }}").out
    for inside in ("{{ report.items }}", "{{ rows[0].keys }}", "{{ range }}", "{{ namespace() }}"):
        done = made(review, FRAME + inside)
        assert (done.code, "this is no text, number or list" in done.err) == (2, True)
    assert "half a character" in made(review, FRAME + "{{ '\\ud800' }}").err
    assert "there is no filter uper; did you mean upper?" in made(review, FRAME + "{{ report.title | uper }}").err


def test_a_template_of_part_of_a_report_would_have_the_rows_of_the_whole(review: Path) -> None:
    done = made(review, FRAME, "md", "--topic", "sso")
    assert (done.code, "--topic and a template of your own do not go together" in done.err) == (2, True)


def test_one_bad_template_does_not_keep_the_others_from_being_checked(review: Path) -> None:
    made(review, FRAME, "md", "-o", "bad.md")
    govcheck("report", *DAY, "-o", "good.md", cwd=review)
    (review / "templates" / "a.md.j2").write_text("{{ nothing }}", "utf-8")
    done = govcheck("report", *DAY, "--check", "bad.md", "--check", "good.md", cwd=review)
    assert (done.code, done.out) == (2, "good.md matches answers.yaml as of 2026-11-22: conditional-go\n")
    assert "templates/a.md.j2:1:1: there is no nothing" in done.err


def test_a_character_that_does_not_show_is_told_at_its_place(review: Path) -> None:
    assert "templates/a.md.j2:2:2: the character U+001B does not show" in made(review, "\nx\x1b").err


def test_the_process_that_fills_it_says_why_it_broke_off(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert "templates/a.md.j2 cannot be filled: the process that fills it broke off" in made(review, FRAME).err


@pytest.mark.parametrize("version", ["govcheck 0.0.9", "govcheck 9.9.9"])
def test_an_edition_of_another_version_or_of_any_size_is_not_written_over(version: str, review: Path) -> None:
    govcheck("report", *DAY, "--edition", "client", "-o", "c.md", cwd=review)
    text = (review / "c.md").read_text("utf-8")
    (review / "c.md").write_text(re.sub(r"govcheck \d[\d.]+", version, text, count=1) + "x" * 17 * 1024**2, "utf-8")
    done = govcheck("report", *DAY, "-o", "c.md", cwd=review)
    assert (done.code, "c.md holds the client edition" in done.err) == (2, True)


REFUSED = {
    "there is none": ("board", "md", "there is no templates/board.md.j2; write it, or leave --template out"),
    "it is near another": ("lettre", "md", "there is no templates/lettre.md.j2; did you mean letter?"),
    "it is there for another format": ("letter", "html", "there is no templates/letter.html.j2; it is there for md"),
    "it is a path": ("../letter", "md", "is no name of a template"),
    "it is a file": ("letter.md.j2", "md", "is no name of a template; write letter"),
    "it is a path to the file": ("templates/letter.md.j2", "md", "is no name of a template; write letter"),
    "it is for no such format": ("letter", "csv", "a template of your own is for md or html, and this is csv"),
    "it is for data": ("letter", "json", "a template of your own is for md or html, and this is json"),
    "a Word document for a page": ("brand.docx", "html", "brand.docx is for -f docx, and this is html"),
}


@pytest.mark.parametrize(("name", "format", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_template_is_refused(review: Path, name: str, format: str, says: str) -> None:
    if name != "board":
        (review / "templates" / "letter.md.j2").write_text(FRAME, "utf-8")
    done = govcheck("report", *DAY, "-f", format, "--template", name, cwd=review)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_a_folder_that_is_not_there_is_named(review: Path) -> None:
    (review / "templates").rmdir()
    done = govcheck("report", *DAY, "--template", "a", "-f", "md", cwd=review)
    assert "there is no folder templates beside the answers file; write templates/a.md.j2" in done.err


def test_bytes_that_are_no_template_are_refused(review: Path) -> None:
    path = review / "templates" / "a.md.j2"
    for data, says in ((b"\xff\xfe", "is not UTF-8 text"), (b"x" * (LARGEST + 1), "is larger than 1 MiB")):
        path.write_bytes(data)
        done = govcheck("report", *DAY, "-f", "md", "--template", "a", cwd=review)
        assert (done.code, f"templates/a.md.j2 {says}" in done.err) == (2, True)
    path.write_text(FRAME, "utf-8")
    for number in range(MOST):
        (review / "templates" / f"{number}.j2").touch()
    with pytest.raises(Refused, match="more than 200 templates"):
        own_template("a", "md", (review,))


def test_a_mistake_is_told_at_its_line(review: Path) -> None:
    (review / "templates" / "b.j2").write_text("\n\n{{ rows[0].ownr }}", "utf-8")
    assert "templates/b.j2:3:1: there is no ownr here; did you mean owner?" in made(review, "{% include 'b.j2' %}").err
    assert "templates/a.md.j2:2:1: there is no nobody" in made(review, "\n{{ nobody }}").err
    assert "templates/a.md.j2:3:1: there is no filter safe;" in made(review, "\n\n{{ report.title | safe }}").err


CONTAINED = [
    pytest.param(source, id=f"{kind}-{number}")
    for kind in ("SLOW", "LARGE", "DEEP", "OUT", "READING", "NO_TEMPLATE")
    for number, source in enumerate(getattr(hostile, kind), 1)
]


def test_there_are_enough_of_them() -> None:
    assert len(CONTAINED) >= 104


@pytest.mark.parametrize("source", CONTAINED)
def test_a_hostile_template_is_contained(
    source: str, review: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Refused in one line and in time; what is written says no more than it was given."""
    monkeypatch.setattr(templatebox, "SECONDS", 1)
    folder = review / "templates"
    (review / "secret.txt").write_text(BIRD, "utf-8")
    (tmp_path / "outside.j2").write_text(BIRD, "utf-8")
    (folder / "secret.txt").write_text(BIRD, "utf-8")
    (folder / "outside.j2").symlink_to(tmp_path / "outside.j2")
    (folder / "link.j2").symlink_to(review / "secret.txt")
    (folder / "folder.j2").mkdir()
    (folder / "b.j2").write_text("b", "utf-8")
    before = time.monotonic()
    done = made(review, FRAME + source)
    assert time.monotonic() - before < templatebox.PATIENCE + 5
    assert (done.code, done.err.count("\n"), done.out) == (2, 1, "") or (done.code, done.err) == (0, "")
    assert "Traceback" not in done.err
    for internal in (BIRD, "__class__", "object at 0x", "<class", "jinja2.", str(tmp_path)):
        assert internal not in done.out
    if source in (*hostile.SLOW, *hostile.LARGE, *hostile.DEEP, *hostile.NO_TEMPLATE, *hostile.READING):
        assert done.code == 2
