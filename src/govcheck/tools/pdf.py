"""PDF from a page of HTML: tagged, and the same bytes for the same page. Nothing is fetched and no file is opened."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from typing import Any

from govcheck.words.errors import Refused

MISSING = Refused("a PDF needs one more package", 'install it with: pip install "govcheck[pdf]"')
NO_LIBRARIES = Refused(
    "the system libraries that a PDF is drawn with (Pango) are not installed",
    "on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango",
)
NO_FONT = Refused(
    "there is no font to write a PDF with", "install one, on Debian with: apt-get install fonts-dejavu-core"
)
VARIANT = "pdf/ua-1"
"""What a screen reader can follow."""
IDENTIFIER = "govcheck report"
"""By which one of ours is told from another PDF, with its edition."""
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
DRAWING = re.compile(r"<svg\b[^>]*>")


def pdf_bytes(page: str, dated: date, tool: str, edition: str = "", inside: Collection[str] = ()) -> bytes:
    """The page on paper, dated with the day given, and with the pictures that are inside of it.

    Raises Refused where something is missing to do it.
    """
    library = imported()
    html = library.HTML(string=with_styled_drawings(page), url_fetcher=only(library, inside))
    document = html.render(pdf_variant=VARIANT)
    document.metadata.created = document.metadata.modified = f"{dated}T00:00:00Z"
    document.metadata.generator = tool
    data: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=f"{IDENTIFIER}, {edition}".encode("ascii"))
    return data


def imported() -> Any:
    """The library. It prints a page of advice where it misses its own libraries, and crashes where there is no font."""
    try:
        with redirect_stdout(StringIO()), warnings.catch_warnings():
            warnings.filterwarnings("error", ".*Expect ugly output", UserWarning)
            import weasyprint  # noqa: PLC0415  # an extra, and slow to import
    except ImportError:
        raise MISSING from None
    except OSError:
        raise NO_LIBRARIES from None
    except UserWarning:
        raise NO_FONT from None
    return weasyprint


def only(library: Any, inside: Collection[str]) -> Any:
    """A fetcher that gets nothing, from nowhere: the page is complete as it is. Its own pictures it unpacks."""
    kind: Any = library.URLFetcher

    class Only(kind):  # type: ignore[misc]  # the library has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in inside:
                raise ValueError(f"nothing is fetched, also not {url} {headers or ''}")
            return super().fetch(url, headers)

    return Only(allowed_protocols=["data"])


def with_styled_drawings(page: str) -> str:
    """The page with its style sheet in each drawing too: the library does not look outside of one."""
    style = STYLE.search(page)
    return DRAWING.sub(lambda found: found[0] + style[0], page) if style else page
