"""Defects that are none: no test can tell the program with one of them from the program without it."""

from __future__ import annotations

from collections.abc import Mapping

EQUAL: Mapping[str, str] = {
    "rules/findings.py doubt: again = [id for id in sorted(rule.controls)"
    " if any((id in facts.doubted for facts in views))]"
    " -> again = [id for id in sorted(rule.controls) if all((id in facts.doubted for facts in views))]": (
        "what has to be confirmed again is the same in every use case"
    ),
    "rules/looks.py laid_over: return whole if len(whole) == len(old) == len(ids) else {id: whole[id] for id in ids}"
    " -> return {id: whole[id] for id in ids}": "the same entries once more; not to make them again only saves time",
    "tools/schemakeys.py _instead: if error.path and key in error.root['properties']:"
    " -> if key in error.root['properties']:": "at the left margin a key that is known there is never unknown",
    "tools/yamledit/block.py _list: yield from _without(source, parts,"
    " [parts[index] for index, at in pairs if index is not None and at is None])"
    " -> yield from _without(source, parts, [parts[index] for index, at in pairs if at is None])": (
        "one of the two is always there; the comparison tells mypy"
    ),
}
"""The mutant, as `mutants.py` names it, to the reason why nobody can tell."""
