"""The sheet for colleagues, in each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from govcheck.jobs.interview.selection import Only, Wanted, selected
from govcheck.jobs.load import EngagementFile
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.questionnaire import (
    ABOUT,
    BY,
    NOTE,
    ON,
    OWNER,
    PROOF,
    REFERENCE,
    REMEDIES,
    REVIEW,
    STATE,
    STATUS,
    Asked,
    asked,
    proof_words,
    remedy_words,
    return_to,
    sheet_title,
    table,
    words_of,
)
from govcheck.rules.sheet_origin import review_name
from govcheck.tools.csvtext import csv_bytes
from govcheck.tools.forms import PART, block
from govcheck.tools.templates import render
from govcheck.tools.xlsx import xlsx_bytes
from govcheck.words.errors import Refused

ROOM = 2
"""So many empty lines for evidence a block has besides."""


def sheet(file: EngagementFile, today: date, wanted: Wanted, format: str, *, blank: bool) -> bytes:
    """The sheet with what was asked for. Raises Refused where nothing is left to ask."""
    case = file.case(today)
    assessment = assess(case)
    only = wanted if wanted.only or not blank else Wanted(**{**vars(wanted), "only": Only.ALL})
    ids = selected(case, assessment, only)
    if not ids:
        raise Refused("nothing is left to ask of what was wanted", "--only all takes what counts as well")
    return FORMATS[format](case, asked(case, assessment, ids, blank=blank))


def as_csv(case: Case, rows: tuple[Asked, ...]) -> bytes:
    told = table(case, rows)
    return csv_bytes([told.headings, *told.rows])


def as_xlsx(case: Case, rows: tuple[Asked, ...]) -> bytes:
    return xlsx_bytes(table(case, rows), case.today)


def as_markdown(case: Case, rows: tuple[Asked, ...]) -> bytes:
    parts = [{"cells": one.cells, "block": form_of(case, one)} for one in rows]
    data = {"title": sheet_title(case), "about": (*MARKDOWN_ABOUT, return_to(case)), "parts": parts}
    return render("sheet", "md", data).encode("utf-8")


MARKDOWN_ABOUT = (
    "Please fill in the blocks between the lines of tildes, with any editor, and leave the names before the colons.",
    ABOUT[1],
    (
        "Evidence has its parts in this order, with | between them: kind | file or address | collected on | gathered "
        "by | valid until. Its kind is one of those that count. More lines that begin with Evidence: name more of it."
    ),
    *ABOUT[3:],
)


def form_of(case: Case, one: Asked) -> str:
    """The block of one control."""
    status, note, owner = words_of(one.answer, case.owner(one.control, one.answer))
    proofs = [proof_words(proof) for proof in one.answer.evidence] if one.answer else []
    lines = [PART.join(words).rstrip(" |") for words in proofs] + [""] * max(ROOM - len(proofs), 1)
    return block(
        [
            (REFERENCE, one.control.id),
            (STATUS, status),
            (NOTE, note),
            *((PROOF, line) for line in lines),
            *zip(REMEDIES, remedy_words(one.answer), strict=True),
            (OWNER, owner),
            (BY, ""),
            (ON, ""),
            (STATE, one.state),
            (REVIEW, review_name(case)),
        ]
    )


FORMATS: Mapping[str, Callable[[Case, tuple[Asked, ...]], bytes]] = {"md": as_markdown, "csv": as_csv, "xlsx": as_xlsx}
