"""`govcheck report`: the readiness report, and whether one that was committed still says the same."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.clock import standing_still
from govcheck.commands.options import (
    AnswersOption,
    AsOfOldOption,
    AsOfOption,
    ForceOption,
    configuration_of,
    day_of,
    format_option,
    opened,
)
from govcheck.commands.output import emit, emit_bytes, format_of, refuse_standard
from govcheck.commands.streams import message_of, tell
from govcheck.jobs.load import EngagementFile, shown_from
from govcheck.jobs.logo import branding_of
from govcheck.jobs.outputs import refuse_over, same_file
from govcheck.jobs.own_template import SUFFIX, OwnTemplate, folders_of, own_template
from govcheck.jobs.report_check import looked_at, read_report, stamp_there
from govcheck.jobs.report_formats import (
    NOT_TEXT,
    REPORT_FORMATS,
    WITH_PARTS,
    Template,
    finished,
    read_template,
    report_bytes,
)
from govcheck.jobs.share import share_meant
from govcheck.rules.report.review import Before, Wanted
from govcheck.rules.report.stamp import Stamp
from govcheck.rules.suggest import write_instead
from govcheck.words.characters import talk_text
from govcheck.words.errors import ExitCode, GovcheckError, Refused
from govcheck.words.settings import Settings
from govcheck.words.vocabulary import Phase, ReportEdition

EDITIONS = tuple(ReportEdition)
WORD = (".docx", ".dotx", ".docm", ".dotm")


def report(
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str | None, format_option(REPORT_FORMATS)] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("-o", "--output", help="Write to this file, not to standard output. Repeatable."),
    ] = None,
    force: ForceOption = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="FILE or REVISION",
            help="Add what changed since then: another answers file or engagement, or a git revision of this one.",
        ),
    ] = None,
    as_of_old: AsOfOldOption = None,
    edition: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="full; client, without notes, replies and the names of people and files; vendor, only the questions "
            "to the account team. Without it, full.",
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            metavar="NAME or FILE",
            help="Lay it out by a template of your own from the folder templates, for md or html; or write into this "
            "Word document (.docx or .dotx), in its styles.",
        ),
    ] = None,
    owner: Annotated[
        str, typer.Option(metavar="NAME", help="Only what is this person's, or this role's. The decision stays.")
    ] = "",
    phase: Annotated[str, typer.Option(metavar="PHASE", help=f"Only what is of this phase: {', '.join(Phase)}.")] = "",
    topic: Annotated[str, typer.Option(metavar="ID", help="Only what is of this topic of the checklist.")] = "",
    check: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Write nothing; exit code 1 unless this report is the one that the answers give, and still holds. "
            "Repeatable.",
        ),
    ] = None,
) -> None:
    """Write the readiness report: Markdown, HTML, PDF, Word or JSON; the register as CSV; a workbook (xlsx)."""
    if check:
        given = {
            "--format": format,
            "--output": output,
            "--since": since,
            "--as-of-old": as_of_old,
            "--edition": edition,
            "--owner": owner,
            "--phase": phase,
            "--topic": topic,
            "--template": template,
            "--force": force,
        }
        refuse_writing([name for name, value in given.items() if value])
        raise typer.Exit(checked(opened(answers), check, day_of(as_of), again(answers, as_of)))
    file = opened(answers)
    found = configuration_of(file)
    settings = found.settings
    outputs: Sequence[Path | None] = output or (None,)
    refuse_several(outputs, {"--format": format, "--template": template})
    default = settings.formats.get("report", "md")
    chosen = [format_of(format, one, REPORT_FORMATS, default) for one in outputs]
    for_whom = edition_of(edition, settings)
    if since is not None and for_whom is not ReportEdition.FULL:
        raise Refused("--since goes with the full edition, as it repeats what was written", "leave it out")
    into = template_of(template, chosen[0], outputs[0], folders_of(file, found))
    day = day_of(as_of)
    share = share_meant(file.case(day), owner, phase, topic)
    wanted = Wanted(for_whom, share, into.name if isinstance(into, OwnTemplate) else "")
    for one, kind in zip(outputs, chosen, strict=True):
        refuse_unfit(kind, one, since, wanted)
        if one is not None and not force:
            refuse_other(one, wanted)
    before = earlier(file, since, as_of_old, day)
    made = finished(file, day, branding_of(found), before, wanted)
    with standing_still(day):
        data = [report_bytes(made, kind, into) for kind in chosen]
    deliver(outputs, data, force=force)


def deliver(outputs: Sequence[Path | None], data: Sequence[bytes], *, force: bool) -> None:
    """Writes all of them, or none where one would destroy something."""
    for path, one in zip(outputs, data, strict=True):
        if len(outputs) > 1 and path is not None:
            refuse_over(path, one, force=force)
    for path, one in zip(outputs, data, strict=True):
        emit_bytes(one, path, force=force)


def refuse_several(outputs: Sequence[Path | None], given: Mapping[str, str | None]) -> None:
    """What says how one file looks says nothing of several, whose formats are those of their names."""
    named = next((name for name, value in given.items() if value), "")
    if len(outputs) > 1 and named:
        raise Refused(f"{named} goes with one file, and {len(outputs)} are named with -o", "write them one by one")
    paths = [path for path in outputs if path is not None]
    if any(same_file(one, other) for one, other in combinations(paths, 2)):
        raise Refused("one file is named twice with -o", "leave one of them out")


def refuse_unfit(format: str, output: Path | None, since: str | None, wanted: Wanted) -> None:
    """Not every format goes everywhere, or has what is asked for."""
    if format in NOT_TEXT:
        refuse_standard(output)
    if wanted.share:
        refuse_part(wanted, format, since)
    if since is not None and format not in WITH_PARTS:
        raise Refused(
            f"--since adds a part to the report, and {format} has no parts", "leave it out, or write .md or .html"
        )


def edition_of(named: str | None, settings: Settings) -> ReportEdition:
    """The edition asked for, else the narrower one of the configuration, else the full one."""
    if named is None:
        return ReportEdition(settings.edition or ReportEdition.FULL)
    if named not in EDITIONS:
        raise Refused(f"there is no edition {named}", write_instead(named, EDITIONS))
    return ReportEdition(named)


def template_of(
    named: str | None, format: str, output: Path | None, folders: tuple[Path, ...]
) -> Template | OwnTemplate | None:
    """The template of that name, or the document to write into; neither is ever written over."""
    if named is None:
        return None
    path = Path(named)
    if output is not None and output.suffix == SUFFIX:
        raise Refused(f"{output.as_posix()} is named like a template", "name another file with -o")
    if path.suffix not in WORD and not (format == "docx" and path.exists()):
        return own_template(named, format, folders)
    if format != "docx":
        raise Refused(f"{named} is for -f docx, and this is {format}", "leave it out, or name a .docx with -o")
    if output is not None and same_file(path, output):
        raise Refused(f"{output.as_posix()} is the template", "name another file with -o")
    return read_template(path, path.as_posix())


def refuse_part(wanted: Wanted, format: str, since: str | None) -> None:
    """Only the full report is made in part, and only where it has parts."""
    option = wanted.share.options.split()[0]
    if wanted.template:
        raise Refused(f"{option} and a template of your own do not go together", "leave one of them out")
    if wanted.edition is not ReportEdition.FULL:
        raise Refused(f"{option} goes with the full edition", "leave it out")
    if since is not None:
        raise Refused(f"{option} and --since do not go together", "leave one of them out")
    if format not in WITH_PARTS:
        raise Refused(f"{option} takes parts of the report, and {format} has none", "write .md, .html or .json")


def refuse_other(output: Path, wanted: Wanted) -> None:
    """A file keeps its edition: whoever forgets the option would hand over the full one under the name of another."""
    there = stamp_there(output)
    if there is None or there.wanted == wanted:
        return
    edition, template = there.wanted.edition, there.wanted.template
    holds = "another part of the report"
    if edition is not wanted.edition:
        holds = f"the {edition} edition"
    elif template != wanted.template:
        holds = f"a report by the template {template}" if template else "the report without a template"
    raise Refused(f"{output.as_posix()} holds {holds}", "name another file, or add --force to replace it")


def earlier(file: EngagementFile, since: str | None, as_of_old: str | None, day: date) -> Before | None:
    """What the report is compared with; what should be known of its reading is told."""
    if since is None:
        if as_of_old is not None:
            raise Refused("--as-of-old goes with --since", "say with --since what the report is compared with")
        return None
    then = day if as_of_old is None else day_of(as_of_old, "--as-of-old")
    from govcheck.jobs.last_report import compared_since  # noqa: PLC0415 - most reports are compared with nothing

    found, notes = compared_since(file, Path.cwd(), since, (then, day))
    for note in notes:
        tell(note)
    return found


def refuse_writing(named: Sequence[str]) -> None:
    """Nothing is written, and a report says itself which format and edition it has and what it was compared with."""
    if named:
        raise Refused(f"--check and {named[0]} do not go together", "leave one of them out")


def checked(file: EngagementFile, reports: Sequence[Path], today: date, again: Sequence[str]) -> ExitCode:
    """Says of each report whether it may stay as it is."""
    code, lines = ExitCode.DONE, list[str]()
    for path in reports:
        try:
            there = read_report(path, path.as_posix())
            found, holds = looked_at(there, file, today, configuration_of(file))
        except GovcheckError as error:
            tell(message_of(error))
            code = ExitCode.CANNOT_TELL
            continue
        lines += found
        if not holds:
            words = (*again, *edition_words(there.stamp), *since_words(there.stamp, file), *to_file(path, there.format))
            lines.append(f"  Write it again: {shlex.join(words)}")
            code = max(code, ExitCode.NO)
    emit(talk_text("".join(f"{line}\n" for line in lines)), None)  # of a report that anybody may have edited
    return code


def again(answers: Path | None, as_of: str | None) -> list[str]:
    """The command that writes the report anew, but for the file."""
    named = [] if answers is None else ["-a", answers.as_posix()]
    return ["govcheck", "report", *named, *([] if as_of is None else ["--as-of", as_of])]


def edition_words(stamp: Stamp) -> list[str]:
    """The options for the edition, or for the part of the full one, and for the template."""
    edition, share = stamp.wanted.edition, stamp.wanted.share
    template = stamp.wanted.template
    return [
        *([] if edition is ReportEdition.FULL else ["--edition", edition]),
        *shlex.split(share.options),
        *(["--template", template] if template else []),
    ]


def since_words(stamp: Stamp, file: EngagementFile) -> list[str]:
    """The options for what the report was compared with."""
    if stamp.since is None:
        return []
    kind, name = stamp.since.kind, stamp.since.name
    named = name if kind == "commit" else shown_from(file.folder / name, Path.cwd())
    return ["--since", named, "--as-of-old", stamp.since.as_of.isoformat()]


def to_file(path: Path, format: str) -> list[str]:
    """The options for a file; the format is named where the suffix does not name it."""
    named = [] if path.suffix.lower() == f".{format}" else ["-f", format]
    return [*named, "-o", path.as_posix()]
