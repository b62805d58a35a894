"""The gate's result as GitLab's Code Quality report."""

from __future__ import annotations

from govcheck.rules.formats.issues import Issue, issues
from govcheck.rules.formats.plain import json_text, plain, relative
from govcheck.rules.judge import GateRun
from govcheck.words.vocabulary import Effect

SEVERITIES = {
    Effect.STOPS: "blocker",
    Effect.HOLDS: "critical",
    Effect.UNDECIDED: "major",
    Effect.LIMITS: "minor",
    Effect.NOTES: "info",
}


def as_gitlab(run: GateRun) -> str:
    """One array; the same run gives the same bytes. Two entries with one fingerprint would show as one."""
    return json_text([entry(one) for one in issues(run)])


def severity(one: Issue) -> str:
    """What is near or past weighs as little as a note; a file that is not enough, or not judged, more than all."""
    if one.near:
        return SEVERITIES[Effect.NOTES]
    return SEVERITIES[one.effect] if one.effect else "blocker"


def entry(one: Issue) -> dict[str, object]:
    path = plain(relative(one.path))
    return {
        "description": one.text,
        "check_name": one.rule,
        "fingerprint": one.fingerprint(path),
        "severity": severity(one),
        "location": {"path": path, "lines": {"begin": one.line}},
    }
