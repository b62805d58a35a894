"""Keys that are missing, unknown, or on the wrong level of indentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from govcheck.rules.suggest import nearest
from govcheck.tools.violation import Sentence, Violation, name
from govcheck.tools.yamltext import quoted


def unknown(error: Violation) -> Iterator[Sentence]:
    if not _misplaced(error):
        for key in error.found:  # in the order of the file: of very many only the first are told
            if key in error.properties:
                continue
            yield Sentence((*error.path, key), *_about_unknown(error, key), key=True)


def missing(error: Violation) -> Iterator[Sentence]:
    if error.below_id and _wraps(error):
        return  # they are there, one level too deep, and `unknown` tells of it
    if other := _misplaced(error):
        yield from error.tell(f"{name(error.path)} has the keys of {other}", "check the indentation")
        return
    strange = (key for key in error.found if key not in error.properties)
    misspelt = {_meant(error, key) for key in islice(strange, 20)}  # a hostile file may have very many
    keys = [key for key in error.value if key not in error.found and key not in misspelt]
    if keys:
        *others, last = keys
        listed = f"{', '.join(others)} or {last}" if others else last
        yield from error.tell(f"{name(error.path)} has no {listed}", "add them" if others else f'add "{last}: ..."')


def too_shallow(error: Violation) -> Sentence | None:
    """Where the keys of an answer, for example, stand on the level of the controls; the same one for all of them."""
    if not error.below_id or error.path[-1] not in error.properties:
        return None
    parent = error.data
    for step in error.path[:-1]:
        parent = parent[step]
    first = next(key for key in parent if key in error.properties)
    message = f"{first} stands where an id is expected"
    return Sentence((*error.path[:-1], first), message, "indent it below the id that it belongs to", key=True)


def _about_unknown(error: Violation, key: str) -> tuple[str, str]:
    where, value = name(error.path), error.found[key]
    if error.below_id and _shares(value, error.properties):
        if _wraps(error):
            return f"{quoted(key)} is one level too many", f"write its keys directly below {where}"
        return f"{quoted(key)} is indented one level too deep", f"move it to the left, in line with {where}"
    return f"unknown key {quoted(key)} in {where}", _instead(error, key)


def _instead(error: Violation, key: str) -> str:
    """What was meant: a known key, a place where the key is known, or one where its value would fit."""
    if error.path and key in error.root["properties"]:
        return "it belongs at the left margin: check the indentation"
    if near := _meant(error, key):
        return f"did you mean {near}?"
    parts = list(_parts(error.root))
    homes = [title for title, part in parts if key in part["properties"]]
    if 0 < len(homes) <= 2:
        return f"it is a key of {' and '.join(homes)}: check the indentation"
    if fits := [title for title, part in parts if _is_a(error.found[key], part)]:
        return f"its keys are those of {fits[0]}: check the indentation"
    return f"the keys here are {', '.join(error.properties)}"


def _misplaced(error: Violation) -> str:
    """The kind of thing that stands here if it is clearly another than the schema's, else nothing."""
    asked = "required" in error.schema and error.properties and error.below_id
    if not asked or _shares(error.found, error.properties):
        return ""
    return next((title for title, part in _parts(error.root) if _is_a(error.found, part)), "")


def _meant(error: Violation, key: str) -> str:
    """The known key that was probably meant, and is not there already."""
    free = [known for known in error.properties if known not in error.found]
    return nearest(key.strip().casefold().replace("_", "-").replace(" ", "-"), free)


def _wraps(error: Violation) -> bool:
    """Whether what should stand here stands under a further key."""
    return not _shares(error.found, error.properties) and any(
        _shares(value, error.properties) for value in error.found.values()
    )


def _shares(value: Any, properties: Mapping[str, Any]) -> bool:
    return isinstance(value, dict) and not value.keys().isdisjoint(properties)


def _is_a(value: Any, part: Mapping[str, Any]) -> bool:
    return isinstance(value, dict) and bool(part.get("required")) and value.keys() >= set(part["required"])


def _parts(schema: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every mapping with a title and known keys in a schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("title"), str) and isinstance(schema.get("properties"), dict):
            yield schema["title"].casefold(), schema
        for value in schema.values():
            yield from _parts(value)
