"""The digest that an approval is bound to: over everything that was approved, and over nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from govcheck.rules.case import Case

FORMAT = 1
"""Of what is hashed. Whoever raises it makes every approval void."""
LEFT_OUT = "approvals"


def content_digest(case: Case) -> str:
    """Over the engagement as it is read, the checklists and the files named as proof.

    The engagement is hashed as it was understood, so that layout, comments, the order of keys and another way to write
    the same status change nothing. The day of assessment is no part of it.
    """
    content = {
        "format": FORMAT,
        "engagement": {key: value for key, value in plain(case.engagement).items() if key != LEFT_OUT},
        "checklists": {edition.id: edition.digest for edition in case.checklist.editions},
        "files": dict(case.digests),
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{sha256(text.encode('ascii')).hexdigest()}"


def plain(value: Any) -> Any:
    """As JSON. What says no more than its absence is left out, so that a later field leaves old digests as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        told = ((name, getattr(value, name), default) for name, default in defaults_of(type(value)))
        return {name: plain(inner) for name, inner, default in told if inner != default}
    if isinstance(value, Mapping):
        return {"/".join(key) if isinstance(key, tuple) else key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def defaults_of(kind: Any) -> Sequence[tuple[str, Any]]:
    """Each field of a dataclass with its default; where it has none, with something that no value is equal to."""
    return [(field.name, default_of(field)) for field in fields(kind)]


def default_of(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()
