"""A report by a template of the user's own: from `templates/` beside the answers file, or beside the configuration.

The template lays out; what it gets is plain data. The first line of the report, by which it can be made again, and the
policy of a page are never the template's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from govcheck.jobs.load import EngagementFile
from govcheck.jobs.reporting import Finished
from govcheck.jobs.settings import Configured
from govcheck.rules.formats.report_json import report_document
from govcheck.rules.report.register import REGISTER, register_rows
from govcheck.rules.report.stamp import signed
from govcheck.rules.suggest import write_instead
from govcheck.tools.templatebox import filled
from govcheck.tools.templates import FORMATS, render, render_each
from govcheck.tools.yamltext import FORBIDDEN, position, read_bytes
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import ReportEdition

FOLDER = "templates"
SUFFIX = ".j2"
IN_FORMATS = ("md", "html")
"""The formats that a template can be written for."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
MOST, LARGEST = 200, 1024**2
"""Files in the folder, and bytes of one."""
OF_PAGES = ("style", "logo")
"""What a template for HTML gets besides, ready as on the standard page."""
BEGINS = re.compile(r'\s*(<html(?:\s+(?:lang|dir|class)="[^"<>]*")*\s*>\s*<head>)', re.IGNORECASE)
"""Nothing else may stand before the policy, nor an attribute that could swallow it."""
REACHES_OUT = re.compile(r"http-equiv|<(?:link|base)\b", re.IGNORECASE)
"""What leads a browser elsewhere by itself, and what no policy keeps it from."""
UNSEEN = {
    "md": re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    "html": re.compile(
        r"\A.*?</head>|<!--.*?(?:-->|\Z)|<(template|style|script|title|textarea|noscript)\b.*?(?:</\1\s*>|\Z)|<[^>]*>",
        re.DOTALL | re.IGNORECASE,
    ),
}
"""What of a report nobody reads."""
POLICY = (
    "\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'none'\">"
)
"""No script runs and nothing is fetched, whatever the template says."""
ANCHOR = re.compile(r'<[a-z][^<>]*\bid="([\w-]+)"', re.ASCII)
LINK = {
    "md": re.compile(r"\[(?P<shown>`[^`\n]*`)\]\(#(?P<to>[\w-]+)\)", re.ASCII),
    "html": re.compile(r'(?<=<code>)<a href="#(?P<to>[\w-]+)">(?P<shown>[^<]*)</a>', re.ASCII),
}
"""How a part leads to a record of the report: the id that is shown, and the anchor."""

Doc = dict[str, Any]


@dataclass(frozen=True)
class OwnTemplate:
    """A template by its name, with the files of its folder."""

    name: str
    files: Mapping[str, str]


def folders_of(file: EngagementFile, found: Configured) -> tuple[Path, ...]:
    """Where templates are looked for: beside the answers file, then beside the configuration."""
    return (file.folder, found.folder)


def own_template(name: str, format: str, folders: tuple[Path, ...]) -> OwnTemplate:
    """The template of a name for a format, from the first of the folders that has it."""
    if not NAME.fullmatch(name):
        hint = f"write {named[0]}" if (named := NAME.findall(PurePath(name).name)) else "write letters, digits, - and _"
        raise Refused(f"{name!r} is no name of a template", hint)
    if format not in IN_FORMATS:
        raise Refused(
            f"a template of your own is for {' or '.join(IN_FORMATS)}, and this is {format}",
            "choose one of them; a page prints as PDF from a browser",
        )
    found = [folder / FOLDER for folder in folders if (folder / FOLDER).is_dir()]
    wanted = f"{name}.{format}{SUFFIX}"
    for folder in found:
        if (folder / wanted).is_file():
            if (folder / wanted).resolve().parent != folder.resolve():
                raise Refused(f"{FOLDER}/{wanted} leads out of its folder", "put the template itself there")
            return OwnTemplate(name, read(folder))
    if not found:
        raise Refused(f"there is no folder {FOLDER} beside the answers file", f"write {FOLDER}/{wanted}")
    raise Refused(f"there is no {FOLDER}/{wanted}", instead(name, format, found))


def instead(name: str, format: str, folders: list[Path]) -> str:
    """What could be meant by a name that is not there."""
    ending = f".{format}{SUFFIX}"
    names = sorted({path.name for folder in folders for path in folder.glob(f"*{SUFFIX}")})
    others = [one for one in IN_FORMATS if f"{name}.{one}{SUFFIX}" in names]
    if others:
        return f"it is there for {others[0]}"
    known = [one.removesuffix(ending) for one in names if one.endswith(ending)]
    return write_instead(name, known) if known else "write it, or leave --template out"


def read(folder: Path) -> dict[str, str]:
    """The files of a folder that a template can include, by name. A link that leads out of it is not one of them."""
    home = folder.resolve()
    paths = sorted(path for path in folder.glob(f"*{SUFFIX}") if path.resolve().parent == home)
    if len(paths) > MOST:
        raise Refused(f"there are more than {MOST} templates in one folder", "take away what is not needed")
    return {path.name: text(path, f"{FOLDER}/{path.name}") for path in paths}


def text(path: Path, shown: str) -> str:
    data = read_bytes(path, shown)
    if len(data) > LARGEST:
        raise Refused(f"{shown} is larger than {LARGEST // 1024**2} MiB", "keep pictures out of it")
    try:
        read = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refused(f"{shown} is not UTF-8 text", "save it as UTF-8") from None
    if hidden := FORBIDDEN.search(read):
        line, column = position(read, hidden.start())
        says = f"the character U+{ord(hidden[0]):04X} does not show"
        raise InvalidInput([Problem(shown, line, column, says, "take it out")])
    return read


def own_report(made: Finished, template: OwnTemplate, format: str) -> str:
    """The report as the template lays it out.

    Raises InvalidInput with the line where that cannot be done, and Refused for what a template must not leave out.
    """
    entry = f"{template.name}.{format}{SUFFIX}"
    body = filled(template.files, entry, format, data_of(made), ready_of(made, format), FOLDER)
    shown = f"{FOLDER}/{entry}"
    refuse_silent(made, body, format, shown)
    body = without_dead_links(body, format)
    first = signed(made.report.stamp)
    if format == "md":
        return f"{first}\n\n{body}"
    begins = BEGINS.match(body)
    if begins is None:
        raise Refused(
            f"{shown} does not begin with <html> and <head>", 'begin it with <html lang="en"><head>, without a doctype'
        )
    if reaching := REACHES_OUT.search(body):
        raise Refused(
            f"{shown} gives a page that holds {reaching[0]}", "take it out: a report fetches nothing and leads nowhere"
        )
    return f"<!doctype html>{first}\n{begins[1]}{POLICY}{body[begins.end() :]}"


def without_dead_links(body: str, format: str) -> str:
    """The same where a template left out the part that something in another leads to."""
    there = set(ANCHOR.findall(body))
    return LINK[format].sub(lambda link: link[0] if link["to"] in there else link["shown"], body)


def refuse_silent(made: Finished, body: str, format: str, shown: str) -> None:
    """A report says of itself what it decides, as of when, and whether it is a draft, whoever lays it out."""
    seen = UNSEEN[format].sub("", body)
    for name in ("running", "notice"):
        says = FORMATS[format].text(getattr(made.report, name))
        if UNSEEN[format].sub("", says) not in seen:
            raise Refused(
                f"{shown} does not show report.{name}", f"write {{{{ report.{name} }}}} where a reader sees it"
            )


def data_of(made: Finished) -> Doc:
    """What a template gets as data: the report as its JSON has it, and the register; the names with _ for -."""
    document = report_document(made.report, made.review)
    report = {key.replace("-", "_"): value for key, value in document.items()}
    if made.review.edition is ReportEdition.VENDOR:  # the register tells how the client stands
        return {"report": report, "rows": []}
    names = [column.heading.lower().replace(" ", "_") for column in REGISTER]
    return {"report": report, "rows": [dict(zip(names, row, strict=True)) for row in register_rows(made.review)]}


def ready_of(made: Finished, format: str) -> Doc:
    """What a template gets as it stands in the standard report: each part, and the style sheet of the page."""
    parts = made.report.parts
    texts = render_each("part", format, ({"part": part} for part in parts))
    ready: Doc = {"parts": {part.id.replace("-", "_"): text for part, text in zip(parts, texts, strict=True)}}
    if format == "html":
        ready |= {name: render(name, format, {"report": made.report}) for name in OF_PAGES}
    return ready
