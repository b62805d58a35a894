"""What the configuration says of a report: the names in it and how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from govcheck.jobs.faults import Fault, part, texts
from govcheck.rules.colours import DARK_PAGE, ENOUGH, LIGHT_PAGE, contrast, on_dark, readable
from govcheck.rules.report.order import FIRST, misplaced
from govcheck.tools.document import Document
from govcheck.words.settings import ACCENT, ACCENT_DARK, Brand, Branding, Logo, LogoFile, Sections, Settings

REPORT = "report"
COLOUR = re.compile("#[0-9A-Fa-f]{6}")
PAGES = {"accent": ("white", LIGHT_PAGE), "accent-dark": ("dark", DARK_PAGE)}
"""By colour, the page that it stands on."""
COVER_LINES = 8


def branding_in(report: Mapping[str, Any]) -> Branding:
    """What the table says; nothing is wrong with it."""
    return Branding(
        prepared_by=report.get("prepared-by", ""),
        classification=report.get("classification", ""),
        contact=report.get("contact", ""),
        cover=report.get("cover", "").strip(),
        brand=brand_in(report.get("colours", {})),
        sections=Sections(tuple(report.get("sections", ())), tuple(report.get("without", ()))),
    )


def brand_in(colours: Mapping[str, str]) -> Brand:
    if not colours:
        return Brand()
    accent = colours["accent"].lower()
    return Brand(accent, colours.get("accent-dark", "").lower() or on_dark(accent))


def logo_in(document: Document) -> LogoFile | None:
    report = part(document.data, REPORT)
    if "logo" not in report:
        return None
    text = report.get("logo-text") or report["prepared-by"]
    return LogoFile(report["logo"], text, *document.at((REPORT, "logo")))


def branding_faults(doc: Any) -> Iterator[Fault]:
    report = part(doc, REPORT)
    yield from logo_faults(report)
    yield from colour_faults(part(report, "colours"))
    yield from section_faults(report)
    lines = [line for text in texts(report.get("cover")) for line in text.strip().splitlines()]
    if len(lines) > COVER_LINES:
        yield Fault((REPORT, "cover"), f"cover has {len(lines)} lines", f"keep it to {COVER_LINES}")


def leaves(name: str) -> bool:
    """Whether a path as it is written is not below the folder of its file."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name


def logo_faults(report: Mapping[str, Any]) -> Iterator[Fault]:
    for name in texts(report.get("logo")):
        if leaves(name):
            yield Fault(
                (REPORT, "logo"), f"{name} leaves the folder of this file", "write a path below it, with slashes"
            )
        if not {"logo-text", "prepared-by"} & report.keys():
            yield Fault((REPORT, "logo"), "the logo has no words for who cannot see it", "add logo-text or prepared-by")
    if "logo-text" in report and "logo" not in report:
        yield Fault((REPORT, "logo-text"), "there is no logo that it says in words", "add logo, or remove it", key=True)


def colour_faults(colours: Mapping[str, Any]) -> Iterator[Fault]:
    """A colour that not everybody could read is none."""
    for key, (named, page) in PAGES.items():
        colour = colours.get(key)
        if not isinstance(colour, str) or not COLOUR.fullmatch(colour) or contrast(colour, page) >= ENOUGH:
            continue
        ratio = int(contrast(colour, page) * 100) / 100
        says = f"{key} {colour} has a contrast of {ratio} to 1 with the {named} page, and text needs {ENOUGH} to 1"
        yield Fault((REPORT, "colours", key), says, f'write "{readable(colour, page)}"')


def section_faults(report: Mapping[str, Any]) -> Iterator[Fault]:
    order, without = texts(report.get("sections")), texts(report.get("without"))
    wrong = misplaced(order)
    if wrong:
        hint = "write it first, or leave it out" if order[wrong[0]] == FIRST else "annexes come last, so move it behind"
        yield Fault((REPORT, "sections", wrong[0]), wrong[1], hint)
    for number, name in enumerate(without):
        if name in order:
            yield Fault((REPORT, "without", number), f"{name} stands under sections as well", "remove one of them")


def branding_lines(settings: Settings, branding: Branding) -> Mapping[str, str]:
    """By key, what the configuration says, for a reader; empty where it says nothing."""
    brand, logo, first = branding.brand, branding.brand.logo, branding.cover.partition("\n")[0]
    own = (brand.accent, brand.accent_dark) != (ACCENT, ACCENT_DARK)
    lines = len(branding.cover.splitlines())
    return {
        "report.prepared-by": branding.prepared_by,
        "report.contact": branding.contact,
        "report.classification": branding.classification,
        "report.logo": f"{settings.logo.name}, {logo_text(logo)}" if settings.logo and logo else "",
        "report.colours": f"{brand.accent}; on a dark page {brand.accent_dark}" if own else "",
        "report.cover": f"{first} ({lines} lines)" if lines > 1 else first,
        "report.sections": ", ".join(branding.sections.order),
        "report.without": ", ".join(branding.sections.without),
        "report.edition": settings.edition,
    }


def logo_text(logo: Logo) -> str:
    kind = logo.media.partition("/")[2].upper()
    return f"{kind}, {logo.width} x {logo.height} pixels; in words: {logo.text}"
