"""Which share of a review somebody means by a name and a phase. Pure."""

from __future__ import annotations

from govcheck.jobs.interview.selection import owner_meant
from govcheck.jobs.typed import matched
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.shares import Share
from govcheck.rules.suggest import write_instead
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import Phase


def share_meant(case: Case, owner: str, phase: str, topic: str = "") -> Share:
    """Raises Refused for a name that owns nothing, and for a phase or a topic that there is not."""
    return Share(
        owner_meant(case, assess(case), owner) if owner else "",
        phase_meant(phase) if phase else None,
        topic_meant(case, topic) if topic else "",
    )


def topic_meant(case: Case, text: str) -> str:
    topics = {id: id for id in case.checklist.topics}
    found = matched(text, topics)
    if found is None:
        raise Refused(f"there is no topic {text} here", write_instead(text, topics))
    return found


def phase_meant(text: str) -> Phase:
    known = {phase.value: phase for phase in Phase}
    found = matched(text, known)
    if found is None:
        raise Refused(f"there is no phase {text}", write_instead(text, known))
    return found
