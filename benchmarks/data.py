"""Generated engagements of any size, the same in every run. Their words are of the length that real ones have."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

EXAMPLE = Path(__file__).parents[1] / "examples" / "conditional-go" / "answers.yaml"
SECTION = 40
"""Controls in a section."""
GATES = ("blocker", "required", "required", "recommended")
STATES = ("met", "met", "met", "met", "met", "met", "partial", "not-met", "unknown", "not-applicable")
DAY, DUE = "2026-11-10", "2027-01-15"
AS_OF = "2026-11-22"


def checklist(size: int) -> Iterator[str]:
    """The lines of a checklist of so many controls; a rule and an open question for each section."""
    yield f"format: 1\nid: size-{size}\ntitle: A checklist of {size} controls\nversion: 1.0.0"
    yield "roles: {vendor: The account team}"
    yield "profile:\n  plan:\n    question: Which plan is it?\n    type: one-of"
    yield "    values: {team: Team, enterprise: Enterprise}"
    yield "  data:\n    question: Which data go in?\n    type: any-of\n    values: {public: Public, internal: Internal}"
    sections = range((size + SECTION - 1) // SECTION)
    yield "questions:"
    for section in sections:
        yield f"  q-{section}:\n    to: vendor\n    text: What does the contract say of part {section}?"
    yield "sections:"
    for section in sections:
        yield f"  part-{section}:\n    title: Part {section} of the review\n    controls:"
        for number in range(section * SECTION, min(size, (section + 1) * SECTION)):
            yield from control(number, section)
    yield "rules:"
    for section in sections:
        first = section * SECTION
        second = min(first + 1, size - 1)
        yield f"  rule-{section}:\n    severity: contradiction\n    says: Both of them cannot be so."
        yield f"    when: {{answers: {{c-{first}: [met], c-{second}: [not-met]}}}}"


def control(number: int, section: int) -> Iterator[str]:
    yield f"      c-{number}:"
    yield f"        question: Is measure {number} in place for everybody who uses the assistant at work?"
    yield f"        why: Open the settings of measure {number}, compare them with the policy, and keep an export."
    yield f"        gate: {GATES[number % len(GATES)]}"
    if number % 7 == 3:
        yield "        applies: {plan: enterprise}"
    if number % 11 == 5:
        yield f"        asks: [q-{section}]"


def answers(size: int) -> Iterator[str]:
    """The lines of an answers file for it: most is met with a proof, some is open."""
    yield f"format: 1\nchecklists: {{size-{size}: 1.0.0}}"
    yield "engagement:\n  organization: Larch Mutual\n  title: Assistants at work\n  owner: Ruth Pell"
    yield "  reviewed-by: Gareth Pen\n  stage: go-live\n  date: 2026-11-20\n  next-review: 2027-02-15"
    yield "profile: {plan: enterprise, data: [internal]}\nanswers:"
    for number in range(size):
        status = STATES[number % len(STATES)]
        yield f"  c-{number}:\n    status: {status}\n    answered-by: Ana Sol\n    answered-on: {DAY}"
        yield f"    note: Looked at with the people who run it; the export of measure {number} is kept with the others."
        if status == "met":
            yield "    evidence:\n      - kind: test-result"
            yield f"        ref: https://proofs.example/{number}"
            yield f"        collected: {DAY}\n        by: Eve Roth"
        if status in {"partial", "not-met"}:
            yield f"    remedy:\n      owner: Ben Hale\n      due: {DUE}"
            yield "      guardrail: Only the pilot group has access."


def engagement(folder: Path, size: int) -> Path:
    """An answers file with its own checklist beside it."""
    (folder / "checklists").mkdir(parents=True)
    (folder / "checklists" / f"size-{size}.yaml").write_text("\n".join(checklist(size)) + "\n", "utf-8")
    path = folder / "answers.yaml"
    path.write_text("\n".join(answers(size)) + "\n", "utf-8")
    return path


def example(folder: Path, *, broken: bool = False) -> Path:
    """The conditional-go example with its evidence; broken, a status in it is misspelt."""
    shutil.copytree(EXAMPLE.parent, folder)
    path = folder / "answers.yaml"
    if broken:
        path.write_text(path.read_text("utf-8").replace("status: partial", "status: partal", 1), "utf-8")
    return path


def many(folder: Path, count: int) -> Path:
    """So many engagements, each in its folder: copies of the example's answers without their evidence."""
    text = EXAMPLE.read_text("utf-8")
    for number in range(count):
        place = folder / f"client-{number:05}"
        place.mkdir(parents=True)
        (place / "answers.yaml").write_text(text.replace("Larkmoor Mutual", f"Client {number}", 1), "utf-8")
    return folder


def deon(path: Path, size: int) -> Path:
    """The same questions as a checklist of deon."""
    sections = [
        {
            "title": f"Part {section} of the review",
            "section_id": f"S{section}",
            "lines": [
                {
                    "line_id": f"S{section}.{number}",
                    "line_summary": f"Measure {number}",
                    "line": f"Is measure {number} in place for everybody who uses the assistant at work?",
                }
                for number in range(section * SECTION, min(size, (section + 1) * SECTION))
            ],
        }
        for section in range((size + SECTION - 1) // SECTION)
    ]
    text = yaml.safe_dump({"title": f"A checklist of {size} items", "sections": sections}, sort_keys=False)
    path.write_text(text, "utf-8")
    return path
