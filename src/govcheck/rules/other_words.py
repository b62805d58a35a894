"""What two versions of a checklist ask in other words, so that an answer may be one to something else. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.two_versions import Versions
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part

PART_KINDS = {
    Part.CONTROLS: "control",
    Part.QUESTIONS: "question",
    Part.PLANS: "plan row",
    Part.PROFILE: "profile question",
    Part.VALUES: "value",
    Part.ROLES: "role",
}


@dataclass(frozen=True)
class OtherWords:
    """One thing that is asked in both versions, in words that differ."""

    part: Part
    path: tuple[str, ...]
    """Where it stands in the later one."""
    before: str
    after: str

    @property
    def id(self) -> str:
        return self.path[-1]


def other_words(two: Versions) -> Iterator[OtherWords]:
    """Each of them of which no history says that it was reworded."""
    reworded = {two.called(change.part, change.id) for change in two.changes if change.fate is Fate.REWORDED}
    yield from (one for one in texts(two) if one.before != one.after and one.id not in reworded)


def texts(two: Versions) -> Iterator[OtherWords]:
    """Each thing that is asked in both versions."""
    old, new = two.before, two.new
    for id, control in new.controls.items():
        if id in old.controls:
            place = ("sections", control.section, "controls", id)
            yield OtherWords(Part.CONTROLS, place, old.controls[id].question, control.question)
    for id, question in new.questions.items():
        if id in old.questions:
            yield OtherWords(Part.QUESTIONS, ("questions", id), old.questions[id].text, question.text)
    for id, row in (new.plans.rows if new.plans else {}).items():
        if old.plans and id in old.plans.rows:
            yield OtherWords(Part.PLANS, ("plans", "rows", id), old.plans.rows[id].title, row.title)
    for id, fact in new.profile.items():
        if id in old.profile and fact.derived is None:
            yield OtherWords(Part.PROFILE, ("profile", id), old.profile[id].text, fact.text)
