"""A new engagement from what was given on the command line. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from govcheck.jobs.new_engagement import asked
from govcheck.jobs.typed import matched, words_for
from govcheck.rules.suggest import write_instead
from govcheck.words.checklist import Checklist, ProfileQuestion
from govcheck.words.engagement import Engagement, UseCase, Values
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import UNKNOWN, QuestionType

NO_LETTER = re.compile(r"[^a-z0-9]+")
LONGEST_ID = 60


def with_use_cases(told: Engagement, texts: Iterable[str]) -> Engagement:
    """With use cases given as `TITLE` or `ID=TITLE`."""
    for text in texts:
        id, found, title = text.partition("=")
        if not found:
            id, title = free_id(text, told.use_cases), text
        if NO_LETTER.search(id.replace("-", "")) or not id.strip("-") or not title.strip():
            raise Refused(
                f"--use-case {text} cannot be used", "write --use-case 'claims-letters=Drafting claims letters'"
            )
        told = replace(told, use_cases={**told.use_cases, id: UseCase(id, title.strip())})
    return told


def with_people(checklist: Checklist, told: Engagement, texts: Iterable[str]) -> Engagement:
    """With names given as `ROLE=NAME`."""
    for text in texts:
        role, _, name = text.partition("=")
        if role not in checklist.roles:
            raise Refused(f"--person {text}: there is no role {role}", write_instead(role, checklist.roles))
        if not name.strip():
            raise Refused(f"--person {text} names nobody", f"write --person '{role}=Ana Silva', say")
        told = replace(told, front=replace(told.front, people={**told.front.people, role: name.strip()}))
    return told


def with_facts(checklist: Checklist, told: Engagement, texts: Iterable[str]) -> Engagement:
    """With facts given as `QUESTION=VALUES` or, for one use case, `USE.QUESTION=VALUES`."""
    for text in texts:
        place, _, values = text.partition("=")
        use, found, id = place.rpartition(".")
        if found and use not in told.use_cases:
            raise Refused(f"--profile {text}: there is no use case {use}", write_instead(use, told.use_cases))
        question = question_of(checklist, id, text, within=bool(found))
        told = with_fact(told, use, id, values_of(question, values, text))
    return told


def question_of(checklist: Checklist, id: str, text: str, *, within: bool) -> ProfileQuestion:
    """The profile question that is meant; `within` a use case only those that may differ between them."""
    known = {one.id: one for one in asked(checklist) if one.per_use_case or not within}
    if id not in known:
        where = "for a use case" if within else ""
        raise Refused(f"--profile {text}: there is no question {id} {where}".strip(), write_instead(id, known))
    return known[id]


def values_of(question: ProfileQuestion, text: str, option: str) -> Values:
    """Values with commas between them; `none` is the empty list of a question that may have several."""
    several = question.type is QuestionType.ANY_OF
    words = {**words_for(question.values), UNKNOWN: UNKNOWN}
    parts = [part.strip() for part in text.split(",")] if several else [text.strip()]
    if several and parts in (["none"], [""]):
        return ()
    found = {part: matched(part, words) for part in parts}
    for part, value in found.items():
        if value is None:
            raise Refused(
                f"--profile {option}: {question.id} has no value {part}", write_instead(part, question.values)
            )
    return (
        (UNKNOWN,)
        if UNKNOWN in found.values()
        else tuple(value for value in question.values if value in found.values())
    )


def with_fact(told: Engagement, use: str, id: str, values: Values) -> Engagement:
    """With a fact of one use case, or of the whole deployment where none is named."""
    if not use:
        return replace(told, profile={**told.profile, id: values})
    own = replace(told.use_cases[use], profile={**told.use_cases[use].profile, id: values})
    return replace(told, use_cases={**told.use_cases, use: own})


def with_unknowns(checklist: Checklist, told: Engagement) -> Engagement:
    """With `unknown` for each question that has no answer, where it would stand; in the order of the checklist."""
    profile = {**told.profile}
    own = {id: {**use.profile} for id, use in told.use_cases.items()}
    for question in asked(checklist):
        if question.id in profile:
            continue
        places = list(own.values()) if question.per_use_case and own else [profile]
        for place in places:
            place.setdefault(question.id, (UNKNOWN,))
    uses = {id: replace(use, profile=ordered(checklist, own[id])) for id, use in told.use_cases.items()}
    return replace(told, profile=ordered(checklist, profile), use_cases=uses)


def ordered(checklist: Checklist, profile: Mapping[str, Values]) -> Mapping[str, Values]:
    return {id: profile[id] for id in checklist.profile if id in profile}


def free_id(title: str, taken: Container[str]) -> str:
    """An id made of a title, unlike those that are taken."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    base = NO_LETTER.sub("-", plain)[:LONGEST_ID].strip("-") or "use-case"
    id, number = base, 1
    while id in taken:
        number += 1
        id = f"{base}-{number}"
    return id
