"""What is due only at a later stage. It is counted apart and decides nothing yet."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.rules.case import Case
from govcheck.words.assessment import Assessment
from govcheck.words.vocabulary import Phase, Stage


def due_at(phase: Phase) -> Stage:
    """The first stage at which the controls of a phase decide."""
    return next(stage for stage in Stage if phase.rank <= stage.last_phase.rank)


def later_phases(case: Case, assessment: Assessment) -> Mapping[Phase, tuple[str, ...]]:
    """Each phase after the stage with its controls in the checklist's order; nothing where every phase is due."""
    last = case.last_phase
    controls = case.checklist.controls
    return {
        phase: tuple(id for id in assessment.states if controls[id].phase is phase)
        for phase in Phase
        if phase.rank > last.rank
    }


def later_text(phases: Mapping[Phase, tuple[str, ...]]) -> str:
    """`14 to go live, 6 to operate`; empty where nothing is due later."""
    return ", ".join(f"{len(ids)} {due_at(phase).step}" for phase, ids in phases.items() if ids)
