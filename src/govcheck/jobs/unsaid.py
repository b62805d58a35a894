"""Taking likely secrets out of what was given at once, before any of it is written. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from govcheck.rules.secrets import found, masked

T = TypeVar("T")


def secrets_in(value: Any) -> tuple[str, ...]:
    """The kinds of likely secrets in all texts of a value: a text, a tuple, a mapping or a dataclass."""
    return tuple(dict.fromkeys(kind for text in texts(value) for kind in found(text)))


def without_secrets(value: T) -> T:
    """The same value, its texts without them."""
    return changed(value)  # type: ignore[no-any-return]  # a value of the same shape


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in parts(value):
        yield from texts(part)


def parts(value: Any) -> tuple[Any, ...]:
    if isinstance(value, Mapping):
        return tuple(value.values())
    if isinstance(value, tuple):
        return value
    return tuple(getattr(value, field.name) for field in fields(value)) if is_value(value) else ()


def changed(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return masked(value)
    if isinstance(value, Mapping):
        return {key: changed(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(map(changed, value))
    if is_value(value):
        return replace(value, **{field.name: changed(getattr(value, field.name)) for field in fields(value)})
    return value


def is_value(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, type)
