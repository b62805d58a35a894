"""Defects that are none: no test can tell the program with one of them from the program without it."""

from __future__ import annotations

from collections.abc import Mapping

EQUAL: Mapping[str, str] = {
    "rules/assess.py with_answers: return facts -> return None": (
        "where a checklist has no rules, nothing looks at what rules may see"
    ),
    "rules/assess.py look: due = {id: tuple(control_findings(id, state, gates[id])) for id, state in again.items()"
    " if id not in later} -> due = {id: tuple(control_findings(id, state, gates[id])) for id, state in again.items()}": (
        "what is due later is left out of what this is laid over; not to work it out only saves time"
    ),
}
"""The mutant, as `mutants.py` names it, to the reason why nobody can tell."""
