"""Templates. Everything that a template puts out is escaped for its format, and no template has to ask for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govcheck.tools.htmltext import (
    csp_hash,
    css_string,
    html_code,
    html_dated,
    html_facts,
    html_line,
    html_records,
    html_rows,
    html_text,
)
from govcheck.tools.markdown import markdown_code, markdown_text
from govcheck.words.resources import folder
from govcheck.words.values import dataclass

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment


class Escaped(str):
    """Text that is already what its format wants."""

    __slots__ = ()

    def __html__(self) -> str:
        """What tells the template engine to leave it alone."""
        return str(self)


@dataclass(frozen=True)
class Format:
    """How text and ids go into one kind of document."""

    text: Callable[[str], str]
    code: Callable[[str], str]
    dated: Callable[[str], str]
    """Text in an element that may break its lines."""


FORMATS: Mapping[str, Format] = {
    "html": Format(html_text, html_text, html_dated),
    "pdf": Format(html_text, html_text, html_dated),  # the page that it is made from
    "md": Format(markdown_text, markdown_code, markdown_text),
}


BLOCKS: Mapping[str, Callable[..., object]] = {
    "records": lambda block: map(Escaped, html_records(block)),
    "facts": lambda facts: Escaped(html_facts(facts)),
    "rows": lambda table: map(Escaped, html_rows(table)),
    "line": lambda one: Escaped(html_line(one)),
    "line_code": lambda one: Escaped(html_code(one)),
}
"""What only our own templates have, and of these only pages: each takes a part of a report, not plain data."""


def render(name: str, format: str, data: Mapping[str, object], templates: Path | None = None) -> str:
    """The template `NAME.FORMAT.j2` filled with plain data. The same data give the same text."""
    return render_each(name, format, (data,), templates)[0]


def render_each(
    name: str, format: str, data: Iterable[Mapping[str, object]], templates: Path | None = None
) -> tuple[str, ...]:
    """The same template filled several times."""
    return tuple(map(template(name, format, templates).render, data))


def render_bytes(name: str, format: str, data: Mapping[str, object]) -> bytes:
    """The same as bytes, a piece at a time: text with a sign in it takes up to four times the room of its bytes."""
    made = io.BytesIO()
    for piece in template(name, format).generate(data):
        made.write(piece.encode("utf-8"))
    return made.getvalue()


def template(name: str, format: str, templates: Path | None = None) -> Template:
    """The template as the engine has it."""
    from jinja2 import FileSystemLoader  # noqa: PLC0415 - slow to load, and not every result needs it

    made = environment(format, FileSystemLoader(templates or folder("templates")))
    if format != "md":
        made.filters |= BLOCKS
    return made.get_template(f"{name}.{format}.j2")


def environment(format: str, loader: BaseLoader) -> ImmutableSandboxedEnvironment:
    """An environment in which whatever is not yet escaped becomes so on its way out."""
    from jinja2 import StrictUndefined  # noqa: PLC0415 - as above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - as above

    class Sandbox(ImmutableSandboxedEnvironment):
        """Asked once for each kind of value: what it allows depends on the kind and the name, and takes long to say."""

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.allowed: dict[tuple[type, str], bool] = {}

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            kind = type(obj), attr
            if kind not in self.allowed:
                self.allowed[kind] = super().is_safe_attribute(obj, attr, value)
            return self.allowed[kind]

    kind = FORMATS[format]

    def escaped(value: object) -> str:
        return value if isinstance(value, str) and hasattr(value, "__html__") else Escaped(kind.text(str(value)))

    made = Sandbox(
        loader=loader,
        autoescape=True,  # for every format: it is what makes the output of a macro count as escaped
        finalize=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "code": lambda text: Escaped(kind.code(text)),
        "dated": lambda text: Escaped(kind.dated(text)),
        "verbatim": lambda text: Escaped(str(text)),  # for what its own fence or its few letters keep apart
        "one_line": lambda text: Escaped(kind.text(" ".join(str(text).split()))),
        "css_string": lambda text: Escaped(css_string(text)),
        "csp_hash": lambda text: Escaped(csp_hash(text)),
    }
    return made
