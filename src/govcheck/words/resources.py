"""Where the files lie that ship with govcheck."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from govcheck.words.errors import Refused

Kind = Literal["checklists", "templates", "seeds", "examples", "schemas"]

PACKAGE = Path(__file__).resolve().parents[1]


def folder(kind: Kind, package: Path = PACKAGE) -> Path:
    """The folder with the bundled files of one kind.

    An installed package holds them all. In a checkout, and so in an editable install, only the schemas lie in the
    package and the rest at the top. Raises Refused when they are in neither place.
    """
    checkout = package.parent.parent
    if (package / kind).is_dir():
        return package / kind
    if _is_ours(checkout) and (checkout / kind).is_dir():
        return checkout / kind
    raise Refused(f"govcheck cannot find its own {kind} in {package}", "install it again")


def _is_ours(checkout: Path) -> bool:
    """Whether a folder is govcheck's repository: any other one may hold `templates` that are not ours."""
    try:
        project = (checkout / "pyproject.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return 'name = "govcheck"' in project.splitlines()
