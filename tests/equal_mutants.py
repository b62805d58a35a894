"""Defects that are none: no test can tell the program with one of them from the program without it."""

from __future__ import annotations

from collections.abc import Mapping

EQUAL: Mapping[str, str] = {
    "rules/assess.py with_answers: return facts -> return None": (
        "where a checklist has no rules, nothing looks at what rules may see"
    ),
    "rules/assess.py look: due = {id: tuple(control_findings(id, state, gates[id])) for id, state in again.items()"
    " if id not in later}"
    " -> due = {id: tuple(control_findings(id, state, gates[id])) for id, state in again.items()}": (
        "what is due later is left out of what this is laid over; not to work it out only saves time"
    ),
    "rules/findings.py doubt: again = [id for id in sorted(rule.controls)"
    " if any((id in facts.doubted for facts in views))]"
    " -> again = [id for id in sorted(rule.controls) if all((id in facts.doubted for facts in views))]": (
        "what has to be confirmed again is the same in every use case"
    ),
    "rules/assess.py laid_over: return whole if len(whole) == len(old) == len(ids) else {id: whole[id] for id in ids}"
    " -> return {id: whole[id] for id in ids}": "the same entries once more; not to make them again only saves time",
    "tools/schemakeys.py _instead: if error.path and key in error.root['properties']:"
    " -> if key in error.root['properties']:": "at the left margin a key that is known there is never unknown",
    "rules/assess.py reached: gates = ((id, gates_of(control, by_use) if control.conditional"
    " else anywhere[control.gate]) for id, control in case.checklist.controls.items())"
    " -> gates = ((id, gates_of(control, by_use)) for id, control in case.checklist.controls.items())": (
        "without conditions the gate is the same in every use case; to make one mapping for all only saves time"
    ),
    "rules/assess.py touched: return [id for id in gates if old.get(id) is not new.get(id)"
    " or (gates is not were and gates[id] != were.get(id))]"
    " -> return [id for id in gates if old.get(id) is not new.get(id) or gates[id] != were.get(id)]": (
        "the same mapping has the same gates; not to compare them only saves time"
    ),
    "tools/yamledit/block.py _list: yield from _without(source, parts,"
    " [parts[index] for index, at in pairs if index is not None and at is None])"
    " -> yield from _without(source, parts, [parts[index] for index, at in pairs if at is None])": (
        "one of the two is always there; the comparison tells mypy"
    ),
}
"""The mutant, as `mutants.py` names it, to the reason why nobody can tell."""
