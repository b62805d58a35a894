"""Asking for the file or the address that proves something."""

from __future__ import annotations

from pathlib import Path

from govcheck.jobs.dialogue import Person, ask_line
from govcheck.jobs.interview.keys import understood
from govcheck.jobs.proof import caution, fingerprint, reference, similar
from govcheck.rules.case import is_url

ABOUT = "Name a file below the folder of the answers, such as evidence/test.pdf, or an address such as https://... ."


def ask_reference(person: Person, folder: Path, typed: str) -> str:
    """What was named, asked again while there is no such file. Raises Refused outside of the folder."""
    while True:
        ref = reference(typed, folder)
        if told := caution(ref, fingerprint(ref, folder), folder):
            person.show(told, "poor")
            if not is_url(ref) and understood(typed):
                person.show("Here b goes back to the question; only there the other letters work.", "poor")
        if is_url(ref) or not told:
            return ref
        near = similar(ref, folder)
        if near and near != ref:
            person.show(f"Did you mean {near}? Then type y.", "poor")
        typed = ask_line(person, f"Another name (Enter keeps {ref})", ABOUT)
        if not typed:
            return ref
        if near and typed.casefold() in ("y", "yes"):
            typed = near
