"""Whether data fits a JSON Schema of ours, and nothing more: the quick answer for the files that are right.

Nearly all are, and to say so needs neither messages nor places. What is wrong is told by jsonschema, which takes seven
times as long to load alone. The tests hold both against each other; a keyword that is not known here is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Fit = Callable[[Any], bool]
"""Whether a value fits."""

ANNOTATIONS = {
    "$schema", "$defs", "title", "description", "examples",
    "enumDescriptions", "errorMessage", "patternErrorMessage", "doNotSuggest",
}  # fmt: skip
"""Keywords that ask for nothing."""
OTHERS = "additionalProperties"
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPES: Mapping[str, Fit] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: is_number(value) and (isinstance(value, int) or value.is_integer()),
}


def is_number(value: object) -> bool:
    """True and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_day(value: object) -> bool:
    """False for a date that is not in the calendar. What does not look like a date is for its pattern to refuse."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def texts_differ(items: list[Any]) -> bool:
    """Whether no text stands in a list twice."""
    texts = [item for item in items if isinstance(item, str)]
    return len(texts) == len(set(texts))


def every(parts: list[Fit]) -> Fit:
    """Whether a value fits all of them."""

    def fits(value: Any) -> bool:
        for part in parts:  # noqa: SIM110 - a loop takes half the time of all() over a generator, and this runs most
            if not part(value):
                return False
        return True

    return fits


class Fits:
    """A schema as functions; what a reference leads to is made when it is first needed, and once."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.definitions: Mapping[str, Any] = root.get("$defs", {})
        self.made: dict[str, Fit] = {}
        self.whole = self.fit(root)

    def fit(self, schema: Any) -> Fit:
        if isinstance(schema, bool):
            return lambda _: schema
        asked = {key: value for key, value in schema.items() if key not in ANNOTATIONS}
        if "$ref" in asked:
            return self.reference(asked["$ref"])
        with_others = {"then", "else", *([OTHERS] if "properties" in asked else [])}
        parts = [self.keyword(key, asked) for key in asked if key not in with_others]
        return parts[0] if len(parts) == 1 else every(parts)

    def reference(self, target: str) -> Fit:
        name = target.removeprefix("#/$defs/")

        def fits(value: Any) -> bool:
            made = self.made.get(name)
            if made is None:
                made = self.made[name] = self.fit(self.definitions[name])
            return made(value)

        return fits

    def keyword(self, key: str, schema: Mapping[str, Any]) -> Fit:
        return getattr(self, _MADE_BY[key])(schema[key], schema)  # type: ignore[no-any-return]  # each returns a Fit

    def type(self, wanted: str | list[str], _: Any) -> Fit:
        kinds = [_TYPES[one] for one in ([wanted] if isinstance(wanted, str) else wanted)]
        return kinds[0] if len(kinds) == 1 else lambda value: any(kind(value) for kind in kinds)

    def enum(self, choices: list[Any], _: Any) -> Fit:
        texts = frozenset(one for one in choices if isinstance(one, str))
        others = [one for one in choices if not isinstance(one, str)]
        return lambda value: value in texts if isinstance(value, str) else any(same(value, one) for one in others)

    def const(self, only: Any, _: Any) -> Fit:
        return lambda value: same(value, only)

    def pattern(self, text: str, _: Any) -> Fit:
        found = re.compile(text).search
        return lambda value: not isinstance(value, str) or found(value) is not None

    def format(self, name: str, _: Any) -> Fit:
        return {"date": is_day}[name]

    def max_length(self, most: int, _: Any) -> Fit:
        return lambda value: not isinstance(value, str) or len(value) <= most

    def minimum(self, least: int, _: Any) -> Fit:
        return lambda value: not is_number(value) or not value < least

    def maximum(self, most: int, _: Any) -> Fit:
        return lambda value: not is_number(value) or not value > most

    def min_items(self, least: int, _: Any) -> Fit:
        return lambda value: not isinstance(value, list) or len(value) >= least

    def min_properties(self, least: int, _: Any) -> Fit:
        return lambda value: not isinstance(value, dict) or len(value) >= least

    def unique_items(self, wanted: Any, _: Any) -> Fit:
        return lambda value: not wanted or not isinstance(value, list) or texts_differ(value)

    def required(self, names: list[str], _: Any) -> Fit:
        return lambda value: not isinstance(value, dict) or all(name in value for name in names)

    def items(self, schema: Any, _: Any) -> Fit:
        fits = self.fit(schema)
        return lambda value: not isinstance(value, list) or all(map(fits, value))

    def property_names(self, schema: Any, _: Any) -> Fit:
        fits = self.fit(schema)
        return lambda value: not isinstance(value, dict) or all(map(fits, value))

    def properties(self, named: Mapping[str, Any], beside: Mapping[str, Any]) -> Fit:
        known, others = {name: self.fit(one) for name, one in named.items()}, self.fit(beside.get(OTHERS, True))

        def fits(value: Any) -> bool:
            if isinstance(value, dict):
                for name, one in value.items():
                    if not known.get(name, others)(one):
                        return False
            return True

        return fits

    def additional_properties(self, schema: Any, _: Any) -> Fit:
        """Where no properties are named; else it is told with those, so that each is looked at once."""
        fits = self.fit(schema)
        return lambda value: not isinstance(value, dict) or all(map(fits, value.values()))

    def all_of(self, schemas: list[Any], _: Any) -> Fit:
        return every([self.fit(one) for one in schemas])

    def is_not(self, schema: Any, _: Any) -> Fit:
        fits = self.fit(schema)
        return lambda value: not fits(value)

    def condition(self, schema: Any, beside: Mapping[str, Any]) -> Fit:
        holds, then, otherwise = (
            self.fit(schema),
            self.fit(beside.get("then", True)),
            self.fit(beside.get("else", True)),
        )
        return lambda value: then(value) if holds(value) else otherwise(value)


def same(one: Any, other: Any) -> bool:
    """Equal, where true is not 1."""
    return isinstance(one, bool) is isinstance(other, bool) and one == other


_MADE_BY = {
    "type": "type", "enum": "enum", "const": "const", "pattern": "pattern", "format": "format",
    "maxLength": "max_length", "minimum": "minimum", "maximum": "maximum", "minItems": "min_items",
    "minProperties": "min_properties", "uniqueItems": "unique_items", "required": "required", "items": "items",
    "propertyNames": "property_names", "properties": "properties", "additionalProperties": "additional_properties",
    "allOf": "all_of", "not": "is_not", "if": "condition",
}  # fmt: skip
