"""Asking what the account team said of one row of the plan table: yes, no or unknown, who, when, and what shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from govcheck.jobs.choices import NONE, Choices, ask_choice
from govcheck.jobs.dialogue import NOTHING, Back, Person, ask_line, ask_name
from govcheck.jobs.interview.reference import ABOUT, ask_reference
from govcheck.jobs.proof import caution, fingerprint
from govcheck.jobs.steps import Draft, part, through
from govcheck.jobs.typed import PAST_HELP, day
from govcheck.jobs.unsaid import without_secrets
from govcheck.rules.case import Case, is_url
from govcheck.rules.plan_words import plan_label
from govcheck.words.engagement import Confirmation
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Claim

WHO = "Who of the vendor's account team said it."
WHEN = "The day of the reply, not the day on which it is written down here."
SHOWS = "Name what shows it, such as their letter."


@dataclass(frozen=True)
class Request:
    """One row for one plan, about which the account team is heard."""

    person: Person
    case: Case
    folder: Path
    """Where files of evidence lie."""
    row: str
    plan: str
    last: Confirmation | None
    """What was recorded before in this sitting."""

    @property
    def present(self) -> Confirmation | None:
        return self.case.engagement.plans.get(self.row)


def confirmed(request: Request) -> Confirmation | None:
    """What the account team said, as the person tells it; None for nothing. Raises Back and Quit."""
    present = request.present
    while True:
        word = ask_claim(request)
        if not word:
            return present
        if word == NONE:
            return None
        try:
            said = ask_reply(request, Claim(word))
        except Back:
            continue
        return said if said == present else without_secrets(said)  # what is proposed may have been written by hand


def ask_claim(request: Request) -> str:
    """yes, no, unknown or none; empty to leave it as it is."""
    plan, present = plan_label(request.case, request.plan), request.present
    means = {
        Claim.YES: f"the account team says that {plan} has it",
        Claim.NO: f"they say that {plan} does not have it",
        Claim.UNKNOWN: "they were asked and could not say, so that it counts as not known",
    }
    for claim, text in means.items():
        request.person.show(f"  {claim}: {text}")
    if present:
        request.person.show(f"  {NONE}: takes out what is recorded")
    labels = {claim.value: claim.value for claim in Claim}
    words = Choices(labels, also=NONE, short={NOTHING: NONE, "n": Claim.NO.value})
    return ask_choice(request.person, f"Confirmed {proposal(request)}", words)


def proposal(request: Request) -> str:
    """What Enter does. What is recorded and does not count is no answer for this plan, and still stays."""
    present = request.present
    if present is None:
        return "(Enter: nothing is recorded)"
    counts = not request.case.confirmation_fault(present, request.plan)
    return f"[{present.confirmed}]" if counts else "(Enter: leaves it as it is)"


def ask_reply(request: Request, claim: Claim) -> Confirmation:
    """Who said it, when, and what shows it. Raises Back and Quit."""
    person, today = request.person, request.case.today

    steps = [
        part("by", lambda draft: ask_name(person, "Said by", draft.get("by", ""), WHO, f"{WHO} Give a name.")),
        part("dated", lambda draft: ask_day(person, today, draft["dated"])),
        lambda draft: with_proof(request, draft),
    ]
    draft = through(steps, proposed(request, claim))
    return Confirmation(request.plan, claim, draft["by"], draft["dated"], draft["ref"], draft["sha256"])


def ask_day(person: Person, today: date, before: date) -> date:
    """The day of the reply, which is past."""
    while True:
        line = ask_line(person, f"Said on [{before}]", f"{WHEN} {PAST_HELP}")
        found = day(line, today) if line else before
        if found and found <= today:
            return found
        person.show(f"{found} is after {today}. Give the day of the reply." if found else PAST_HELP, "poor")


def proposed(request: Request, claim: Claim) -> Draft:
    """What Enter takes: the reply recorded last, since one often tells of several rows, or the one that counts here.

    Of any other only the name. A reply that has run out needs a new one, not a new date.
    """
    case, present = request.case, request.present
    counts = present and present.confirmed is claim and not case.confirmation_fault(present, request.plan)
    if whole := request.last or (present if counts else None):
        return {"by": whole.by, "dated": whole.dated, "ref": whole.ref, "sha256": whole.sha256}
    latest = max(case.engagement.plans.values(), key=lambda said: said.dated, default=None)
    known = present or latest
    return {"by": known.by if known else "", "dated": case.today}


def with_proof(request: Request, draft: Draft) -> Draft:
    """With the file, which is hashed, or the address. Enter keeps what is shown, as it was recorded."""
    person, folder, before = request.person, request.folder, draft.get("ref", "")
    while True:
        typed = ask_line(person, f"Proof [{before}]" if before else "Proof", f"{SHOWS} {ABOUT}")
        if not typed and before:
            return {**draft, "sha256": kept(person, folder, before, draft["sha256"])}
        try:
            ref = ask_reference(person, folder, typed) if typed.strip(NOTHING) else ""
        except Refused as error:
            person.show(f"{error.message}; {error.hint}.", "poor")
            continue
        if ref:
            return {**draft, "ref": ref, "sha256": fingerprint(ref, folder)}
        person.show(f"{SHOWS} {ABOUT}", "poor")


def kept(person: Person, folder: Path, ref: str, recorded: str) -> str:
    """The sha256 of a proof that stays; the person is told where its file is not what was recorded."""
    found = fingerprint(ref, folder)
    if recorded and found and recorded != found:
        person.show(f"{ref} has changed since it was recorded. Type its name to record it as it is now.", "poor")
    elif not found and not is_url(ref):
        person.show(caution(ref, found, folder), "poor")
    return recorded or found
