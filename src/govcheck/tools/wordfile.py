"""Word files as packages: a template from outside, opened with care, and a document that is the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from textwrap import shorten
from typing import Any

from govcheck.rules.formats.plain import NOT_IN_XML
from govcheck.words.characters import safe_text
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass

MISSING = Refused("a Word document needs one more package", 'install it with: pip install "govcheck[docx]"')
MAX_MEMBERS, MAX_BYTES = 1000, 128 * 1024 * 1024
"""Of a template: how many files it may hold, and how much all of them unpacked."""
NO_TEMPLATE = "is not a Word document that can be read"
SAVE_AGAIN = "open it in Word and save it as .docx, without a password"
TYPES = "[Content_Types].xml"
TEMPLATE, DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
PROGRAMS = re.compile(r"vbaproject|vbadata|activex|macroenabled", re.IGNORECASE)
HARMLESS, FORGOTTEN = "/hyperlink", "/attachedTemplate"
"""What may lead out of a template, and what is taken out: where the template itself was made."""
OF_NOBODY = ("/extended-properties", "/thumbnail")
"""What says on which machine and by whom a template was made, and how it looked."""
PROPERTY = 240
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the first that a zip file can hold."""


def opened(template: bytes | None, shown: str) -> Any:
    """The document to write into: somebody's own template, or an empty one. Raises Refused for a dangerous one."""
    library = imported()
    if template is None:
        return library.Document()
    data = looked_through(template, shown)
    try:
        document = library.Document(io.BytesIO(data))
        relations = [rel for part in document.part.package.iter_parts() for rel in part.rels.values()]
    except Exception as error:  # noqa: BLE001 - the library raises many kinds on a broken file
        raise Refused(f"{shown} {NO_TEMPLATE} ({type(error).__name__})", SAVE_AGAIN) from None
    for rel in relations:
        refuse_outside(rel, shown)
    return document


def imported() -> Any:
    try:
        import docx  # noqa: PLC0415  # an extra
    except ImportError:
        raise MISSING from None
    return docx


def looked_through(data: bytes, shown: str) -> bytes:
    """The same document, of a .dotx as a .docx. What unpacks to too much or holds programs is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_BYTES:
                raise Refused(f"{shown} is too large for a template", "take out what the report does not need")
            members = {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Refused(f"{shown} {NO_TEMPLATE}", SAVE_AGAIN) from None
    types = members.get(TYPES, b"")
    if any(PROGRAMS.search(name) for name in members) or PROGRAMS.search(types.decode("utf-8", "replace")):
        raise Refused(f"{shown} holds macros or controls", "save it as .docx, without them")
    if any(declares(content) for name, content in members.items() if name.endswith((".xml", ".rels"))):
        raise Refused(f"{shown} {NO_TEMPLATE}", SAVE_AGAIN)
    return zipped({**members, TYPES: types.replace(TEMPLATE, DOCUMENT)})


def declares(content: bytes) -> bool:
    """Whether XML brings a document type, with which it could grow or read files. Word writes none."""
    return b"<!DOCTYPE" in content.replace(b"\0", b"")  # in UTF-16 every other byte is empty


def refuse_outside(rel: Any, shown: str) -> None:
    """Raises Refused where opening the document would fetch something."""
    if rel.is_external and not rel.reltype.endswith((HARMLESS, FORGOTTEN)):
        kind = rel.reltype.rpartition("/")[2]
        raise Refused(f"{shown} shows something that lies outside of it ({kind})", "put it into the document itself")
    if rel.reltype.endswith("/aFChunk"):
        raise Refused(f"{shown} holds a document of another kind", SAVE_AGAIN)


@dataclass(frozen=True)
class Properties:
    """What a document says of itself besides its text."""

    title: str
    author: str
    category: str
    dated: date


def saved(document: Any, said: Properties) -> bytes:
    """The document as a file. No person, no machine and no time stands in it but those given."""
    forget(document)
    at = datetime.combine(said.dated, time(), UTC).replace(tzinfo=None)
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = short(said.title), short(said.author), ""
    facts.created = facts.modified = facts.last_printed = at
    facts.revision, facts.comments, facts.keywords, facts.category = 1, "", "", said.category
    facts.subject, facts.version, facts.identifier, facts.content_status = "", "", "", ""
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        return zipped({info.filename: archive.read(info) for info in archive.infolist()})


def forget(document: Any) -> None:
    """Takes out where a template came from."""
    package = document.part.package
    for owner in (package, *package.iter_parts()):
        for id, rel in list(owner.rels.items()):
            if rel.reltype.endswith((FORGOTTEN, *OF_NOBODY)):
                del owner.rels[id]
    for element in list(document.settings.element):
        if element.tag.endswith("}attachedTemplate"):
            document.settings.element.remove(element)


def zipped(members: dict[str, bytes]) -> bytes:
    """The members in their order, all of one time and of no system."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(info, content)
    return out.getvalue()


def short(text: str) -> str:
    """The text as a property can hold it."""
    return shorten(xml_text(text), PROPERTY, placeholder=" …")


def xml_text(text: str) -> str:
    """The text as a document can hold it, with one kind of line end."""
    return "\n".join(NOT_IN_XML.sub("", safe_text(line)) for line in text.strip().splitlines())
