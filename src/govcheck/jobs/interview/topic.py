"""One control that is being answered, and what is asked where nobody knows or where it does not apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from govcheck.jobs.dialogue import Person, ask_name, ask_note
from govcheck.jobs.steps import through
from govcheck.rules.case import Case
from govcheck.rules.names import same_name
from govcheck.rules.reasons import reasons
from govcheck.words.checklist import Control
from govcheck.words.engagement import Answer
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Gate


@dataclass(frozen=True)
class Topic:
    """One control that is being answered."""

    person: Person
    case: Case
    control: Control
    gates: frozenset[Gate]
    """Those that it has in the use cases that it reaches."""
    by: str
    """Who answers."""
    folder: Path
    """Where files of evidence lie."""

    @property
    def present(self) -> Answer | None:
        return self.case.engagement.answers.get(self.control.id)

    @property
    def owner(self) -> str:
        """Who owns the gap when the answer names nobody."""
        return self.case.owner(self.control, self.present)

    @property
    def decides(self) -> bool:
        """It can keep a use case closed."""
        return self.gates != {Gate.RECOMMENDED}


def about_unknown(topic: Topic, answer: Answer) -> Answer:
    """Nobody knows yet: who is asked, and what to remember."""
    if topic.control.asks:
        asked = ", ".join(topic.control.asks)
        topic.person.show(f"It goes on the sheet for the account team: {asked} (govcheck questions export).")
    return answer if given(topic, answer) else note_step(topic, "Note")(answer)


def note_step(topic: Topic, prompt: str, about: str = "", needed: str = "") -> Callable[[Answer], Answer]:
    """The step that asks for the note."""
    return lambda answer: replace(answer, note=ask_note(topic.person, prompt, answer.note, about, needed))


def about_not_applicable(topic: Topic, answer: Answer) -> Answer:
    """It does not apply: why, and who agrees where it decides."""
    control, person = topic.control, topic.person
    if control.applies is not None:
        facts = " and ".join(reasons(topic.case, control.applies))
        person.show(
            f"The profile does not rule this out ({facts}), so not applicable will not count. "
            "If that is wrong, b goes back, and f there changes the facts.",
            "poor",
        )
    why = "Say why it does not apply."
    note = [] if given(topic, answer) else [note_step(topic, "Why", why, why)]
    agreed = [] if control.applies is not None or not topic.decides else [partial(with_approver, topic)]
    return through([*note, *agreed], answer)


def with_approver(topic: Topic, answer: Answer) -> Answer:
    """Somebody who neither answers nor owns it; may be left open, and then it does not count yet."""
    about = f"Without an approver it does not count. It cannot be {answer.answered_by}, who answers, nor its owner."
    before = answer.approved_by
    while True:
        name = ask_name(topic.person, "Approved by (Enter: nobody yet)" if not before else "Approved by", before, about)
        involved = (answer.answered_by, topic.case.owner(topic.control, answer))
        if not any(same_name(name, person) for person in involved):
            return replace(answer, approved_by=name)
        topic.person.show(f"{name} answers this or owns it. Somebody else has to approve.", "poor")
        before = ""


def given(topic: Topic, answer: Answer) -> bool:
    """The note was typed together with the status."""
    return bool(answer.note) and answer.note != (topic.present.note if topic.present else "")
