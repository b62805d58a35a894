"""Defects that are none: no test can tell the program with one of them from the program without it."""

from __future__ import annotations

from collections.abc import Mapping

EQUAL: Mapping[str, str] = {}
"""The mutant, as `mutants.py` names it, to the reason why nobody can tell."""
