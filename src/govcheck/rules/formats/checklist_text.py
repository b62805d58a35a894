"""A checklist in plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govcheck.words.checklist import Checklist, Control, Rule
from govcheck.words.errors import Problem
from govcheck.words.vocabulary import Gate


def checklist_line(checklist: Checklist) -> str:
    """One line of a list: id, version, title, how many controls."""
    edition = checklist.edition
    return f"{edition.id} {edition.version}: {edition.title} ({controls_counted(checklist)})\n"


def controls_counted(checklist: Checklist) -> str:
    count = len(checklist.controls)
    return f"{count} control{'' if count == 1 else 's'}"


def since_text(name: str, version: str, wrong: Sequence[Problem], known: Sequence[Problem]) -> str:
    """What has to be put right since an earlier version, then what only the author can judge."""
    things = f"{len(wrong)} thing{'' if len(wrong) == 1 else 's'}" if wrong else "nothing"
    told = [f"{name}: {things} to put right since {version}", *map(str, wrong)]
    told += ["To look at:", *map(str, known)] if known else []
    return "".join(f"{line}\n" for line in told)


def unchanged_text(name: str, version: str) -> str:
    return f"{name}: nothing that it asks has changed since {version}; in CI name the base of the pull request\n"


def checklist_text(checklist: Checklist) -> str:
    """The whole checklist, in its own order."""
    return "\n".join(lines(checklist)) + "\n"


def lines(checklist: Checklist) -> Iterator[str]:
    yield f"{checklist.title} ({checklist.edition.id} {checklist.edition.version})"
    yield f"sha256 {checklist.edition.digest}"
    counts = [f"{sum(c.gate is gate for c in checklist.controls.values())} {gate}" for gate in reversed(Gate)]
    yield f"{controls_counted(checklist)}: {', '.join(counts)}"
    asked = [question for question in checklist.profile.values() if question.derived is None]
    if asked:
        yield "\nProfile"
        yield from (f"  {question.id}: {question.text} ({', '.join(question.values)})" for question in asked)
    for section in checklist.sections.values():
        yield f"\n{section.title}"
        yield from (control_line(control) for control in section.controls.values())
    yield from change_lines(checklist)
    rules = [*checklist.rules.values(), *(one.rule for one in checklist.unchecked)]
    if rules:
        yield "\nCross-checks"
        yield from (f"  {rule.id} ({rule.severity}{needing(rule)}): {rule.says}" for rule in rules)
    if checklist.questions:
        yield "\nQuestions to the vendor"
        yield from (f"  {question.id}: {question.text}" for question in checklist.questions.values())


def change_lines(checklist: Checklist) -> Iterator[str]:
    """What an adapted checklist changes of the other one, with the reasons."""
    if not checklist.edition.extends:
        return
    yield f"\nAdapts {checklist.edition.extends}"
    yield from (f"  {id}: tightened: {reason}" for id, reason in checklist.tightened.items())
    yield from (f"  {id}: dropped: {one.reason}" for id, one in checklist.dropped.items())
    yield from (f"  {one.rule.id}: not checked, because {one.why}" for one in checklist.unchecked if one.dropped)


def needing(rule: Rule) -> str:
    return f", needs {', '.join(rule.needs)}" if rule.needs else ""


def control_line(control: Control) -> str:
    origin = f", from {control.origin}" if control.origin else ""
    where = "" if control.applies is None else ", depends on the profile"
    raised = f", can become {', '.join(control.gate_when)}" if control.gate_when else ""
    return f"  {control.id} ({control.gate}{raised}{where}{origin}): {control.question}"
