"""The configuration: `govcheck.yaml`, or the table `tool.govcheck` of a `pyproject.toml`, the nearest one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from os.path import commonpath
from pathlib import Path
from typing import Any

from govcheck.jobs.branding import branding_faults, branding_in, branding_lines, leaves, logo_in
from govcheck.jobs.faults import Fault, mapping, texts, with_faults
from govcheck.jobs.load import ANSWERS, is_there, nearest_answers, refuse_misnamed, shown_from
from govcheck.tools import schema, yamlfile
from govcheck.tools.document import Document
from govcheck.tools.yamltext import read_bytes
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.settings import Branding, Settings
from govcheck.words.values import dataclass

OWN, SHARED, TABLE = "govcheck.yaml", "pyproject.toml", ("tool", "govcheck")


@dataclass(frozen=True)
class Configured:
    """The settings, and the folder that their paths start from."""

    settings: Settings
    folder: Path


def configured(start: Path, here: Path) -> Configured:
    """The settings that hold in a folder: the nearest in it or above it, up to the root of the repository.

    Raises InvalidInput or Refused for a file that cannot be used; none at all is as good as an empty one.
    """
    for folder in (start, *start.parents):
        found = [one for one in (own(folder, here), shared(folder, here)) if one]
        if len(found) > 1:
            names = f"{found[0].path} and [{'.'.join(TABLE)}] in {found[1].path}"
            raise Refused(f"there are two configurations: {names}", "keep one of them")
        if found:
            return Configured(built(found[0]), folder)
        with suppress(OSError):  # one may look into it, but not list it
            refuse_misnamed((path.name for path in folder.iterdir()), Path(shown_from(folder, here)), OWN)
        if (folder / ".git").exists():
            break
    return Configured(Settings(), start)


def configured_for(paths: list[Path], here: Path) -> Configured:
    """The settings for some files and folders: those that hold in the folder that all of them are in.

    So they are the same from whatever folder the command is run.
    """
    folders = [path if path.is_dir() else path.parent for path in (Path(here / one).resolve() for one in paths)]
    try:
        return configured(Path(commonpath(folders)), here) if folders else configured(here, here)
    except ValueError:  # on several drives
        return Configured(Settings(), here)


def own(folder: Path, here: Path) -> Document | None:
    path = folder / OWN
    if not is_there(path):
        return None
    data = read_bytes(path, shown_from(path, here))
    nothing = all(not line.strip() or line.lstrip().startswith(b"#") for line in data.splitlines())
    return yamlfile.parse(b"{}" if nothing else data, shown_from(path, here))


def shared(folder: Path, here: Path) -> Document | None:
    path = folder / SHARED
    if not is_there(path):
        return None
    from govcheck.tools import tomlfile  # noqa: PLC0415 - most engagements lie in no Python project

    return tomlfile.table(read_bytes(path, shown_from(path, here)), shown_from(path, here), TABLE)


def built(document: Document) -> Settings:
    """The settings that a document holds. Raises InvalidInput with every problem."""
    problems = with_faults(document, schema.problems(document, "config"), faults(document.data))
    if problems:
        raise InvalidInput(problems)
    doc: Mapping[str, Any] = document.data
    report = doc.get("report", {})
    return Settings(
        source=document.path,
        engagements=tuple(doc.get("engagements", ())),
        within=doc.get("within"),
        formats=doc.get("formats", {}),
        branding=branding_in(report),
        logo=logo_in(document),
        edition=report.get("edition", ""),
    )


def faults(doc: Any) -> Iterator[Fault]:
    for place, name in enumerate(texts(mapping(doc).get("engagements"))):
        if leaves(name):
            says = f"{name} leaves the folder of this file"
            yield Fault(("engagements", place), says, "write a path below it, with slashes")
    yield from branding_faults(doc)


def meant(found: Configured, here: Path) -> tuple[Path, ...]:
    """The engagements of the configuration, where no answers file is nearer than it. None: the nearest is meant.

    One that lies beside the configuration is not nearer.
    """
    if not found.settings.engagements:
        return ()
    nearest = nearest_answers(here)
    if nearest and nearest.parent != found.folder and nearest.parent.is_relative_to(found.folder):
        return ()
    return tuple(found.folder / name for name in found.settings.engagements)


def the_one(found: Configured, here: Path) -> Path | None:
    """The only answers file of the configuration; None where the nearest is meant. Raises Refused for several."""
    paths = meant(found, here)
    if len(paths) > 1:
        names = ", ".join(shown_from(path, here) for path in paths)
        raise Refused(f"{found.settings.source} names several engagements: {names}", "name one of them with -a")
    if not paths:
        return None
    return paths[0] / ANSWERS if paths[0].is_dir() else paths[0]


def settings_lines(found: Configured, branding: Branding) -> Iterator[str]:
    """What the configuration says, for a reader; the branding is the one with its logo."""
    settings = found.settings
    if not settings.source:
        yield f"There is no {OWN} and no [{'.'.join(TABLE)}] in a {SHARED}, here or above."
        return
    yield f"{settings.source}"
    said = {
        "engagements": ", ".join(settings.engagements),
        "within": "" if settings.within is None else f"{settings.within} days",
        "formats": ", ".join(f"{command} {format}" for command, format in settings.formats.items()),
        **branding_lines(settings, branding),
    }
    yield from (f"  {key}: {text}" for key, text in said.items() if text)
    if not any(said.values()):
        yield "  It says nothing."
