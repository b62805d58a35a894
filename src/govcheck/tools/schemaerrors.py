"""What a violation of a schema means to somebody who writes the file by hand: what is wrong, what to write, where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from govcheck.rules.suggest import nearest
from govcheck.tools.schemakeys import missing, too_shallow, unknown
from govcheck.tools.violation import Raw, Sentence, Violation, described, violation
from govcheck.tools.yamltext import quoted

ROOM = 200  # characters of message and hint together

_WANTED = {
    "object": ("a mapping", 'write lines of the form "key: value" below it'),
    "array": ("a list", 'write each item on a line below it that starts with "- "'),
    "string": ("text", "write a text"),
    "integer": ("a whole number", "write digits only, such as 90"),
    "boolean": ("true or false", "write true or false"),
}


def sentences(raw: Raw, root: Mapping[str, Any], data: Any) -> Iterator[Sentence]:
    """The sentences for one violation of a schema: several where several keys are concerned."""
    error = violation(raw, root, data)
    for sentence in _TELLERS.get(error.keyword, _other)(error):
        room = ROOM - len(sentence.message) - 2
        hint = sentence.hint if len(sentence.hint) <= room else f"{sentence.hint[: room - 1]}…"
        yield sentence._replace(hint=hint)


def _type(error: Violation) -> Iterator[Sentence]:
    wanted = error.value if isinstance(error.value, str) else error.value[0]
    if shallow := too_shallow(error):
        yield shallow
        return
    wanting, hint = _WANTED[wanted]
    wanting = _defined(error.schema) or wanting
    is_not = "is empty" if error.found is None else f"has to be {wanting}, not {described(error.found)}"
    yield from error.tell(f"{error.name} {is_not}", _write(wanted, error) or hint)


def _defined(schema: Mapping[str, Any]) -> str:
    """The thing that a schema explains in the form "a date is ..."."""
    thing, explains, _ = str(schema.get("patternErrorMessage", "")).partition(" is ")
    return thing if explains else ""


def _write(wanted: str, error: Violation) -> str:
    """What to write where the value gives a clue of what was meant."""
    match wanted, error.found:
        case "object", None:
            return "indent its keys below it"
        case "object", list():
            return 'write lines of the form "key: value" below it, without "- "'
        case "object", str(text) if re.match(r"[^\s:]+:[^\s/]", text):
            return "put a space after the colon"
        case "array", str(text) if len(text) <= 40:
            return f"write [{text}]"
        case "boolean", "yes" | "no" as word:
            return f"write {'true' if word == 'yes' else 'false'}"
        case "string", bool() if _defined(error.schema):
            return "write yes or no, or put it in quotes"
        case "string", None if _defined(error.schema):
            return "write a value, or remove the key"
        case "string", int(number) if re.search(error.schema.get("pattern", ""), str(number)):
            return "put it in quotes"
        case "string", dict() | list():
            return "write one value; put a text with brackets, braces or colons in quotes"
    return str(error.schema.get("patternErrorMessage", ""))


def _choice(error: Violation) -> Iterator[Sentence]:
    wanted = error.value if error.keyword == "enum" else [error.value]
    choices = [described(choice) if isinstance(choice, bool) else str(choice) for choice in wanted]
    is_not = "is empty" if error.found is None else f"cannot be {described(error.found)}"
    yield from error.tell(f"{error.name} {is_not}", _one_of(choices, error.found))


def _one_of(choices: list[str], found: Any) -> str:
    listed = ", ".join(choices)
    if len(choices) == 1:
        return f"write {listed}"
    said = {"true": ("yes", "met"), "false": ("no", "not-met")}.get(described(found), ())
    near = next((word for word in said if word in choices), "") or nearest(str(found).strip().casefold(), choices)
    return f"did you mean {near}? The choices are {listed}" if near else f"write one of {listed}"


def _pattern(error: Violation) -> Iterator[Sentence]:
    is_not = f"cannot be {quoted(error.found)}" if error.found.strip() else "is empty"
    yield from error.tell(f"{error.name} {is_not}", "write it in another way")


def _format(error: Violation) -> Iterator[Sentence]:
    yield from error.tell(f"{error.name} cannot be {quoted(error.found)}", "there is no such day in the calendar")


def _too_long(error: Violation) -> Iterator[Sentence]:
    yield from error.tell(f"{error.name} is longer than {error.value} characters", "shorten it")


def _too_few(error: Violation) -> Iterator[Sentence]:
    if error.value == 1:
        yield from error.tell(f"{error.name} is empty", "write at least one entry, or remove the key")
    else:
        yield from error.tell(f"{error.name} has fewer than {error.value} entries", "add what is missing")


def _range(error: Violation) -> Iterator[Sentence]:
    hint = f"write a number from {error.schema['minimum']} to {error.schema['maximum']}"
    yield from error.tell(f"{error.name} cannot be {error.found}", hint)


def _twice(error: Violation) -> Iterator[Sentence]:
    seen = set()
    for n, text in enumerate(error.found):
        if isinstance(text, str) and text in seen:
            yield Sentence((*error.path, n), f"{quoted(text)} stands in {error.name} twice", "remove one of them")
        elif isinstance(text, str):
            seen.add(text)


def _forbidden(error: Violation) -> Iterator[Sentence]:
    message = f"a key here cannot be {quoted(error.found)}" if error.of_key else f"{error.name} cannot stand here"
    yield from (sentence._replace(key=True) for sentence in error.tell(message, "remove it"))


def _other(error: Violation) -> Iterator[Sentence]:
    yield from error.tell(f"{error.name} is not as it should be", "compare it with the schema of the file")


_TELLERS: Mapping[str, Callable[[Violation], Iterator[Sentence]]] = {
    "additionalProperties": unknown,
    "required": missing,
    "type": _type,
    "enum": _choice,
    "const": _choice,
    "pattern": _pattern,
    "format": _format,
    "maxLength": _too_long,
    "minItems": _too_few,
    "minProperties": _too_few,
    "minimum": _range,
    "maximum": _range,
    "uniqueItems": _twice,
    "not": _forbidden,
}
