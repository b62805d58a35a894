"""A small review with three open questions to the vendor, as files: two to Vera Holt, one to nobody in particular."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from govcheck.jobs.load import open_engagement
from govcheck.words.engagement import Exchange
from made_up import TODAY, Doc
from small_files import on_disk

DAY = ("--as-of", TODAY.isoformat())
REVIEW = "Larch Ltd: Small review"
CHECKLIST: Doc = {
    "roles.vendor-it": "Vendor IT",
    "questions.q-clause.yes-means": "Letters may be sent.",
    "questions.q-clause.no-means": "Letters stay here.",
    "questions.q-keep": {"to": "vendor", "text": "How long is it kept?"},
    "questions.q-person": {"to": "vendor-it", "text": "Who can see it?"},
    "sections.contract.controls.retention.asks": "q-keep",
    "sections.contract.controls.person.asks": "q-person",
    "sections.contract.controls.person.evidence": {"what": "A trial", "accepts": ["test-result"]},
}
ANSWERS: Doc = {
    **{f"answers.{id}": {"status": "unknown", "answered-by": "Lin", "answered-on": "2026-11-19"}
       for id in ("clause", "retention", "person")},
    "engagement.people.vendor": "Vera Holt",
}  # fmt: skip


def review(folder: Path, changes: dict[str, Any] | None = None) -> Path:
    """The answers file of the review, made different in some places; it may hold a comment."""
    path = on_disk(folder, {**ANSWERS, **(changes or {})}, CHECKLIST)
    path.write_text("# Ours.\n" + path.read_text("utf-8"), "utf-8")
    return path


def exchanges(path: Path) -> dict[str, Exchange]:
    """What the file says was asked and replied."""
    return dict(open_engagement(path, "x").engagement.questions)
