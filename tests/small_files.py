"""The small engagement as files: its answers, a checklist of its own, and a file as evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from made_up import day, proof
from small import ANSWERS, CHECKLIST, edited

PLACE = "checklists/small.yaml"


def small_review(folder: Path) -> Path:
    """An engagement that is a go, with proofs whose fingerprints are not recorded; two roles have to approve."""
    (folder / "evidence").mkdir()
    (folder / "checklists").mkdir()
    (folder / "evidence" / "proof.txt").write_text("It holds.\n", "utf-8")
    (folder / "evidence" / "reply.txt").write_text("Yes.\n", "utf-8")
    checklist = edited(CHECKLIST, {"approvals": ["security", "counsel"]})
    answers = edited(
        ANSWERS,
        {
            "answers.sign-on.evidence": [{**proof("test-result", -3, "Eve"), "ref": "evidence/proof.txt"}],
            "answers.sign-on.note": "Tried twice.",
            "plans": {
                "logs": {"plan": "big", "confirmed": "yes", "by": "Vi", "dated": day(-4), "ref": "https://v.example/r"}
            },
            "questions": {
                "q-clause": {
                    "asked-on": day(-9),
                    "asked-of": "Vi",
                    "reply": "Clause four.",
                    "replied-by": "Vi",
                    "replied-on": day(-5),
                    "ref": "evidence/reply.txt",
                }
            },
            "matrix": {"public": {"api": "conditional"}},
        },
    )
    write(folder / PLACE, checklist)
    write(folder / "answers.yaml", answers)
    return folder


def on_disk(folder: Path, changes: dict[str, Any] | None = None, checklist: dict[str, Any] | None = None) -> Path:
    """The small engagement, made different in some places; its answers file."""
    (folder / PLACE).parent.mkdir(parents=True)
    write(folder / PLACE, edited(CHECKLIST, checklist or {}))
    write(folder / "answers.yaml", edited(ANSWERS, changes or {}))
    return folder / "answers.yaml"


class Apart(yaml.SafeDumper):
    """What stands in a document twice is written out twice: an answers file takes no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def write(path: Path, document: Any) -> None:
    path.write_text(yaml.dump(document, Dumper=Apart, sort_keys=False), "utf-8")


def change(folder: Path, path: str, value: Any, name: str = "answers.yaml") -> None:
    file = folder / name
    write(file, edited(yaml.safe_load(file.read_text("utf-8")), {path: value}))
