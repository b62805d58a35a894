"""One violation of a schema with what is needed to tell of it, and the sentence that tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from govcheck.tools.yamltext import quoted
from govcheck.words.values import dataclass

Path = tuple[str | int, ...]

_BETWEEN = {"$ref", "allOf", "if", "then", "else"}  # steps of a schema that are no steps of the file


class Raw(Protocol):
    """What is used of jsonschema's ValidationError."""

    validator: Any
    validator_value: Any
    instance: Any
    schema: Any

    @property
    def absolute_path(self) -> Any: ...

    @property
    def absolute_schema_path(self) -> Any: ...


class Sentence(NamedTuple):
    path: Path
    message: str
    hint: str
    key: bool = False
    """The key at the path is wrong, not its value."""


@dataclass(frozen=True)
class Violation:
    keyword: str
    value: Any
    """What the schema says under the keyword."""
    found: Any
    """What stands in the file."""
    schema: Mapping[str, Any]
    """The part of the schema that was violated."""
    path: Path
    of_key: bool
    """A key is wrong, not a value."""
    below_id: bool
    """It stands directly under an id that somebody chose, as an answer does under its control."""
    root: Mapping[str, Any]
    """The whole schema."""
    data: Any
    """The whole file."""

    @property
    def name(self) -> str:
        return "a key here" if self.of_key else name(self.path)

    @property
    def properties(self) -> Mapping[str, Any]:
        """The keys that the schema knows here."""
        return self.schema.get("properties") or {}

    def tell(self, message: str, hint: str) -> Iterator[Sentence]:
        """A sentence on the thing itself. Where the schema says what is wanted, that is the hint."""
        says = self.schema.get("patternErrorMessage" if self.keyword == "pattern" else "errorMessage", hint)
        yield Sentence(self.path, message, says, key=self.of_key or not isinstance(self.found, str | int))


def violation(raw: Raw, root: Mapping[str, Any], data: Any) -> Violation:
    steps = [step for step in raw.absolute_schema_path if step not in _BETWEEN and not isinstance(step, int)]
    of_key = "propertyNames" in steps
    return Violation(
        keyword=raw.validator,
        value=raw.validator_value,
        found=raw.instance,
        schema=raw.schema,
        path=(*raw.absolute_path, raw.instance) if of_key else tuple(raw.absolute_path),
        of_key=of_key,
        below_id=steps[-2:-1] == ["additionalProperties"],
        root=root,
        data=data,
    )


def name(path: Path) -> str:
    """What stands at a path, for a message."""
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {name(path[:-1])}"
    return quoted(path[-1])[1:-1]


def described(value: Any) -> str:
    """A value for a message."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return f"the number {value}"
        case str():
            return quoted(value)
        case list():
            return "a list"
        case dict():
            return "a mapping"
    return "nothing"
