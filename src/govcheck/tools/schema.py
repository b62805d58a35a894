"""Whether a document has the structure that its JSON Schema asks for. The schemas are our own, never a user's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from govcheck.rules.suggest import write_instead
from govcheck.tools.document import Document
from govcheck.tools.schemafit import Fit, Fits, is_day, texts_differ
from govcheck.words.errors import Problem, Refused
from govcheck.words.resources import folder

MAX_TOLD = 1000  # more than anybody reads; a hostile file can make a hundred thousand


def problems(document: Document, schema_name: str) -> list[Problem]:
    """What is wrong with the structure of a document, in the order of the file."""
    if _fits(schema_name).whole(document.data):
        return []
    from govcheck.tools.schemaerrors import sentences  # noqa: PLC0415 - only what is wrong needs words

    errors = _validator(schema_name).iter_errors(document.data)
    told = (sentence for error in errors for sentence in sentences(error, _schema(schema_name), document.data))
    return sorted(
        {
            Problem(document.path, *document.at(one.path, key=one.key), one.message, one.hint)
            for one in islice(told, MAX_TOLD)
        }
    )


def schema_text(name: str) -> str:
    """The JSON Schema of a file format, as it ships. Raises Refused when there is none of that name."""
    known = [path.name.partition(".")[0] for path in sorted(folder("schemas").glob("*.schema.json"))]
    if name not in known:
        raise Refused(f"there is no schema {name}", write_instead(name, known))
    return (folder("schemas") / f"{name}.schema.json").read_text("utf-8")


@cache
def _schema(name: str) -> Mapping[str, Any]:
    return json.loads(schema_text(name))  # type: ignore[no-any-return]


@cache
def _fits(name: str) -> Fits:
    return Fits(_schema(name))


@cache
def _validator(name: str) -> Any:
    return validator(_schema(name), _fits(name).reference)


def validator(schema: Mapping[str, Any], quick: Callable[[str], Fit] | None = None) -> Any:
    """A jsonschema validator that knows the calendar, takes linear time and never fetches anything.

    With a quick check for each reference, it does not go into what fits: most of a file with a mistake is right.
    """
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError  # noqa: PLC0415  # slow to import
    from jsonschema.validators import extend  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    def unique(_: Any, wanted: Any, items: Any, __: Any) -> Iterator[ValidationError]:
        """Compares texts only: jsonschema compares mappings each with each, and a hostile file has many."""
        if wanted and isinstance(items, list) and not texts_differ(items):
            yield ValidationError("a text stands here twice")

    def reference(asked: Any, target: Any, value: Any, beside: Any) -> Iterator[ValidationError]:
        if not (quick and quick(target)(value)):
            yield from Draft202012Validator.VALIDATORS["$ref"](asked, target, value, beside)

    checker = FormatChecker(formats=())
    checker.checks("date")(is_day)
    linear: Any = extend(Draft202012Validator, {"uniqueItems": unique, "$ref": reference})  # type: ignore[no-untyped-call]  # has no types
    return linear(schema, registry=Registry(), format_checker=checker)
