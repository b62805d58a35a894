"""Opening the digests of the source documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from govcheck.tools import schema, yamlfile
from govcheck.words.digest import Digest, SourceFact
from govcheck.words.errors import InvalidInput
from govcheck.words.resources import folder

Doc = Mapping[str, Any]


def open_digest(id: str) -> Digest | None:
    """The digest of a source that ships with govcheck; None where there is none, as for a user's own checklist."""
    path = folder("seeds") / f"{id}.yaml"
    if not path.is_file():
        return None
    document = yamlfile.read(path, path.name)
    problems = schema.problems(document, "digest")
    if problems:
        raise InvalidInput(problems)
    return build_digest(document.data)


def open_digests(ids: Iterable[str]) -> tuple[Digest, ...]:
    """Those of these sources that ship with govcheck, in order."""
    found = (open_digest(id) for id in ids)
    return tuple(digest for digest in found if digest)


def build_digest(doc: Doc) -> Digest:
    return Digest(
        id=doc["id"],
        title=doc["title"],
        publisher=doc["publisher"],
        dated=doc["dated"],
        sha256=doc["sha256"],
        defects=tuple(doc.get("defects", ())),
        facts={id: fact(id, value) for id, value in doc["facts"].items()},
    )


def fact(id: str, doc: Doc) -> SourceFact:
    return SourceFact(id, doc["section"], doc.get("kind", ""), doc.get("binds", ""), doc["text"], doc.get("check", ""))
