"""An account team that fills in the question sheet, each format in its own way."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from asked import DAY
from program import Done, govcheck

Cells = Mapping[str, str]
Filled = Mapping[str, Cells]
"""Question to heading to what is written there."""
SENT = "2026-11-12"
NAME: Cells = {"Replied by": "Vera Holt", "Replied on": "2026-11-20"}


def says(reply: str, **more: str) -> Cells:
    return {**NAME, "Reply": reply, **{key.replace("_", " ").capitalize(): value for key, value in more.items()}}


def exported(path: Path, format: str) -> Path:
    """The sheet as it went out."""
    target = path.parent.parent / f"sheet.{'txt' if format == 'text' else format}"
    options = ("--as-of", SENT, "-f", format, "-o", str(target), "--record", "--force")
    done = govcheck("questions", "export", *options, cwd=path.parent)
    assert done.code == 0, done.err
    return target


def brought(path: Path, file: Path, *options: str) -> Done:
    return govcheck("questions", "import", str(file), *DAY, *options, cwd=path.parent)


def fill(sheet: Path, filled: Filled) -> Path:
    FILLERS[sheet.suffix](sheet, filled)
    return sheet


def fill_csv(sheet: Path, filled: Filled) -> None:
    with sheet.open(newline="", encoding="utf-8-sig") as file:
        head, *rows = list(csv.reader(file))
    for row in rows:
        for heading, text in filled.get(row[0], {}).items():
            row[head.index(heading)] = text
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    sheet.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())


def fill_xlsx(sheet: Path, filled: Mapping[str, Mapping[str, object]]) -> None:
    book = openpyxl.load_workbook(sheet)
    table = book.worksheets[0]
    head = [cell.value for cell in table[1]]
    for row in table.iter_rows(min_row=2):
        for heading, value in filled.get(str(row[0].value), {}).items():
            row[head.index(heading)].value = value  # type: ignore[assignment]
    book.save(sheet)


def fill_md(sheet: Path, filled: Filled) -> None:
    text = sheet.read_text("utf-8")
    for id, cells in filled.items():
        at = text.index(f"\nReference: {id}\n")
        before, block = text[:at], text[at:]
        for heading, value in cells.items():
            indented = value.replace("\n", "\n    ")
            block = block.replace(f"\n{heading}:", f"\n{heading}: {indented}", 1)
        text = before + block
    sheet.write_text(text, "utf-8")


def fill_txt(sheet: Path, filled: Filled) -> None:
    """Below each place, in a mail that quotes nothing."""
    text = sheet.read_text("utf-8")
    for id, cells in filled.items():
        text = text.replace(f"\nReply to {id}:\n", f"\nReply to {id}:\n{cells['Reply']}\n")
    who, day = NAME["Replied by"], NAME["Replied on"]
    sheet.write_text(f"From: {who} <vera@vendor.example>\nSent: {day}\nSubject: Re: Questions\n\n{text}", "utf-8")


FILLERS = {".csv": fill_csv, ".xlsx": fill_xlsx, ".md": fill_md, ".txt": fill_txt}

CONTENT = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
CONTENT += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def raw_workbook(target: Path, rows: list[list[str]]) -> Path:
    """A workbook by hand, as another program writes it: half of the texts shared, half inline; `d:46342` a date."""
    shared: list[str] = []

    def cell(text: str, place: int) -> str:
        if text.startswith("d:"):
            return f'<c s="1"><v>{text[2:]}</v></c>'
        if text.startswith("f:"):
            return f"<c><f>{escape(text[2:])}</f><v>1</v></c>"
        if place % 2:
            return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        shared.append(text)
        return f'<c t="s"><v>{len(shared) - 1}</v></c>'

    body = "".join(
        f'<row r="{number}">{"".join(cell(text, place) for place, text in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    strings = "".join(f'<si><r><t xml:space="preserve">{escape(text)}</t></r></si>' for text in shared)
    parts = {
        "[Content_Types].xml": f'{CONTENT}<Override PartName="/xl/workbook.xml" ContentType="{MAIN}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{MAIN}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{MAIN}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{MAIN}.sharedStrings+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELS}"><sheets>'
        '<sheet name="Tabelle1" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="a" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="c" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target
