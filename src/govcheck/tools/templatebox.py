"""Templates of unknown origin: each is filled by a process of its own, which has nothing but what it is given.

The sandbox of the template engine is one wall, and has had holes. The process is the other: it starts without an
environment, may write no file, and has so much time and memory and no more. It has to be another process because a
template can keep the engine busy already while it is read: it works constants out, also those of a branch not taken.

Run as a program it reads what to fill from standard input, and answers on standard output.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govcheck.rules.suggest import write_instead
from govcheck.tools.templates import Escaped, environment
from govcheck.words.characters import one_line
from govcheck.words.errors import InvalidInput, Problem, Refused

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

SECONDS, PATIENCE = 5, 20
"""So much of a processor's time a template may take, and so long it may last on a busy machine."""
MEMORY = 768 * 1024**2
"""Bytes, where the system keeps to it."""
LONGEST = 16 * 1024**2
"""Bytes that may come out: as many as are read of a report again."""

FILTERS = (
    *("abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items"),
    *("join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse"),
    *("round", "select", "selectattr", "slice", "sort", "string", "sum", "title", "trim", "truncate", "unique"),
    *("upper", "wordcount", "code", "dated", "one_line"),
)
"""What a template may do with a value. None of these gives out text that is not escaped, or chance."""
MARK = "template:"
"""What the engine calls a file of the template, so that its lines can be told from ours."""
GLOBALS = ("cycler", "dict", "joiner", "namespace", "range")
READY = "ready"
"""The key, beside the data, of what is already in the format."""
TOO_LONG = f"it took longer than {SECONDS} seconds"
TOO_LARGE = f"it took more than {MEMORY // 1024**2} MiB of memory"

Doc = dict[str, Any]


def filled(files: Mapping[str, str], entry: str, format: str, data: Doc, ready: Doc, folder: str) -> str:
    """A template filled with data of JSON's types, and with what is ready: texts that are already in the format.

    `files` is everything that it can include, by name. Raises InvalidInput with the line where it cannot be filled, and
    Refused where it takes too long or too much.
    """
    asked = {"files": dict(files), "entry": entry, "format": format, "data": data, READY: ready, "seconds": SECONDS}
    shown = f"{folder}/{entry}"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "govcheck.tools.templatebox"],
            input=json.dumps(asked).encode("ascii"),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=Path(sys.executable).anchor,
            env={} if os.name == "posix" else None,  # Python does not start without one elsewhere
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"{shown} cannot be filled: {TOO_LONG}", "make it simpler") from None
    if done.returncode < 0:  # by the system, at one of the limits
        raise Refused(f"{shown} cannot be filled: {TOO_LONG}", "make it simpler")
    if done.returncode:
        told = one_line(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])
        raise Refused(f"{shown} cannot be filled: the process that fills it broke off", f"it says: {told}")
    told = json.loads(done.stdout)
    if "text" in told:
        return str(told["text"])
    place = f"{folder}/{told['file']}" if told["line"] else shown
    raise InvalidInput([Problem(place, told["line"] or 1, 1, told["says"], told["hint"])])


def main() -> None:
    """The other process."""
    asked = json.loads(sys.stdin.buffer.read())
    limit(asked["seconds"])
    try:
        told = json.dumps(answer(asked))
    except MemoryError:
        told = json.dumps(too_much(TOO_LARGE))
    sys.stdout.buffer.write(told.encode("ascii"))


def limit(seconds: int) -> None:
    """As far as the system can: time of the processor, memory, and no byte written to a file."""
    try:
        import resource  # noqa: PLC0415 - not on Windows; there the patience of the caller is the limit
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # a lower one holds already, or the system has none
            resource.setrlimit(what, (most, most))


def answer(asked: Doc) -> Doc:
    """The text, or what is wrong, and where."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - only the other process needs it

    try:
        text = (
            own(asked["files"], asked["format"])
            .get_template(asked["entry"])
            .render({**asked["data"], **ready(asked[READY])})
        )
        size = len(text.encode("utf-8"))
    except TemplateSyntaxError as error:
        return {"file": error.name or asked["entry"], "line": error.lineno, **worded(error)}
    except MemoryError:
        return too_much(TOO_LARGE)
    except UnicodeEncodeError:
        return {"file": "", "line": 0, "says": "it gives out half a character", "hint": "write whole characters"}
    except Exception as error:  # noqa: BLE001 - whatever a template can bring about is its own fault
        return {**place(error), **worded(error)}
    return too_much(f"it gives more than {LONGEST // 1024**2} MiB") if size > LONGEST else {"text": text}


def too_much(says: str) -> Doc:
    return {"file": "", "line": 0, "says": says, "hint": "make it simpler"}


def own(files: Mapping[str, str], format: str) -> ImmutableSandboxedEnvironment:
    """An environment that knows these files, a short list of filters, and says in our words what is not there."""
    from jinja2 import FunctionLoader  # noqa: PLC0415 - as above

    def source(name: str) -> tuple[str, str, None] | None:
        return (files[name], MARK + name, None) if name in files else None

    made = environment(format, FunctionLoader(source))
    made.finalize = shown_by(made.finalize)
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.globals = {name: made.globals[name] for name in GLOBALS}
    made.undefined = missing()
    return made


def shown_by(escaped: Callable[..., Any] | None) -> Callable[[object], Any]:
    """How a value comes out: escaped; nothing for what is not given; and no method or other inside of Python."""
    from jinja2 import Undefined  # noqa: PLC0415 - as above

    def shown(value: object) -> Any:
        if value is None:
            return Escaped("")
        if not isinstance(value, str | int | float | list | tuple | dict | Undefined) and not hasattr(
            value, "__html__"
        ):
            raise TypeError("this is no text, number or list")
        return escaped(value) if escaped else value

    return shown


def ready(given: Any) -> Any:
    """Texts that are in the format already, as the engine knows them."""
    if isinstance(given, dict):
        return {key: ready(one) for key, one in given.items()}
    return Escaped(given)


def missing() -> Any:
    """What stands for a name that is not there: it cannot be shown, compared or counted."""
    from jinja2 import StrictUndefined  # noqa: PLC0415 - as above
    from jinja2.utils import missing as nothing  # noqa: PLC0415 - as above

    class Missing(StrictUndefined):
        __slots__ = ()

        @property
        def _undefined_message(self) -> str:
            if self._undefined_hint:
                return f"{self._undefined_name} is not for templates"
            if isinstance(self._undefined_obj, Mapping):
                instead = write_instead(str(self._undefined_name), self._undefined_obj)
                return f"there is no {self._undefined_name} here; {instead}"
            if self._undefined_obj is nothing:
                return f"there is no {self._undefined_name}"
            return f"there is no {self._undefined_name} of this"

    return Missing


def worded(error: Exception) -> Doc:
    """What went wrong, in one line."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError  # noqa: PLC0415 - as above

    says = one_line(str(error))
    if found := re.fullmatch(r"No filter named '(\w+)'\.", says):
        return {"says": f"there is no filter {found[1]}", "hint": write_instead(found[1], FILTERS)}
    if isinstance(error, TemplateNotFound):
        return {"says": f"there is no file {one_line(str(error.name))} beside it", "hint": "check the spelling"}
    if isinstance(error, TemplateSyntaxError):
        return {"says": one_line(error.message or "this is no template"), "hint": ""}
    if isinstance(error, RecursionError | SyntaxError):
        return {"says": "it is nested too deeply", "hint": "make it simpler"}
    return {"says": says or type(error).__name__, "hint": ""}


def place(error: Exception) -> Doc:
    """The file and the line of a template in which it happened; line 0 where that is not known."""
    found = {"file": "", "line": 0}
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(MARK):
            found = {"file": name.removeprefix(MARK), "line": trace.tb_lineno}
        trace = trace.tb_next
    return found


if __name__ == "__main__":
    main()
