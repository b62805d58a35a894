"""From a checklist document that the schema and the checks have passed to a `Checklist`. Validates nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govcheck.jobs.build_history import build_history
from govcheck.words.checklist import (
    Checklist,
    Control,
    Dropped,
    Edition,
    Matrix,
    Party,
    PlanRow,
    PlanTable,
    ProfileQuestion,
    Responsibility,
    Rule,
    Section,
    Unchecked,
    VendorQuestion,
    View,
    ViewRow,
)
from govcheck.words.criteria import AnswersAre, AnyOf, Criteria, Criterion, FactIs, Not, PlanOffers, Settled
from govcheck.words.vocabulary import (
    ACCEPTANCE_DAYS,
    CONFIRMATION_DAYS,
    DEFAULT_ACCEPTS,
    NO,
    STALE_DAYS,
    YES,
    Basis,
    Cell,
    Claim,
    EvidenceKind,
    Gate,
    Phase,
    QuestionType,
    Severity,
)

Doc = Mapping[str, Any]
# What a document holds besides the file's own keys once it is whole; `jobs.whole` writes them.
TAKEN, SHARED, HOME, DROPPED, UNCHECKED, TIGHTENED = "taken", "shared", "home", "dropped", "unchecked", "tightened"
BASES = "bases"
YES_NO = {YES: "Yes", NO: "No"}


def build_checklist(doc: Doc, digest: str = "") -> Checklist:
    """The checklist that a valid document holds, what it takes from others included."""
    limits = doc.get("limits", {})
    stale_after = limits.get("stale-after", STALE_DAYS)
    return Checklist(
        editions=(edition(doc, digest),),
        sections={id: section(id, value, stale_after, doc["id"]) for id, value in doc["sections"].items()},
        sources=tuple(doc.get("sources", ())),
        acceptance_days=limits.get("acceptance-days", ACCEPTANCE_DAYS),
        topics=doc.get("topics", {}),
        approvals=tuple(doc.get("approvals", ())),
        roles=doc.get("roles", {}),
        profile={id: profile_question(id, value) for id, value in doc.get("profile", {}).items()},
        matrix=matrix(doc["matrix"]) if "matrix" in doc else None,
        plans=plan_table(doc["plans"]) if "plans" in doc else None,
        parties={id: party(id, value) for id, value in doc.get("parties", {}).items()},
        responsibilities={id: responsibility(id, value) for id, value in doc.get("responsibilities", {}).items()},
        questions={id: vendor_question(id, value) for id, value in doc.get("questions", {}).items()},
        rules={id: rule(id, value) for id, value in doc.get("rules", {}).items()},
        views={id: view(id, value) for id, value in doc.get("views", {}).items()},
        set_aside=doc.get("set-aside", {}),
        taken=frozenset(doc.get(TAKEN, ())),
        tightened=doc.get(TIGHTENED, {}),
        dropped={id: dropped(id, value, stale_after) for id, value in doc.get(DROPPED, {}).items()},
        unchecked=tuple(unchecked(id, value) for id, value in doc.get(UNCHECKED, {}).items()),
        bases=tuple(edition(base) for base in doc.get(BASES, {}).values()),
    )


def edition(doc: Doc, digest: str = "") -> Edition:
    history = build_history(doc.get("history", {}))
    return Edition(doc["id"], doc["title"], doc["version"], digest, doc.get("extends", ""), history)


def section(id: str, doc: Doc, stale_after: int, checklist: str) -> Section:
    controls = {name: control(name, id, value, stale_after, checklist) for name, value in doc["controls"].items()}
    shared = {name: tuple(value[SHARED]) for name, value in doc["controls"].items() if SHARED in value}
    return Section(id, doc["title"], controls, facts(doc), checklist, shared)


def dropped(id: str, doc: Doc, stale_after: int) -> Dropped:
    return Dropped(control(id, "", doc["control"], stale_after), doc["reason"])


def unchecked(id: str, doc: Doc) -> Unchecked:
    return Unchecked(rule(id, doc["rule"]), f"{doc['names']} was dropped", dropped=True)


def control(id: str, section: str, doc: Doc, stale_after: int, checklist: str = "") -> Control:
    evidence = doc.get("evidence", {})
    accepts = tuple(map(EvidenceKind, evidence["accepts"])) if "accepts" in evidence else DEFAULT_ACCEPTS
    return Control(
        id=id,
        section=section,
        question=doc["question"],
        gate=Gate(doc["gate"]),
        why=doc.get("why", ""),
        verify=doc.get("verify", ""),
        gate_when={Gate(gate): criteria(when) for gate, when in doc.get("gate-when", {}).items()},
        applies=criteria(doc["applies"]) if "applies" in doc else None,
        owner=doc.get("owner", ""),
        phase=Phase(doc["phase"]) if "phase" in doc else Phase.PRE_SIGN,
        evidence=evidence.get("what", ""),
        accepts=accepts,
        stale_after=doc.get("stale-after", stale_after),
        acceptable=doc.get("acceptable", True),
        topics=one_or_many(doc.get("topic", ())),
        asks=one_or_many(doc.get("asks", ())),
        facts=facts(doc),
        references=tuple(doc.get("references", ())),
        origin=doc.get("from", ""),
        home=doc.get("from") or doc.get(HOME) or checklist,
    )


def profile_question(id: str, doc: Doc) -> ProfileQuestion:
    if "derived" in doc:
        return ProfileQuestion(id, id, QuestionType.YES_NO, YES_NO, derived=criteria(doc["derived"]), facts=facts(doc))
    return ProfileQuestion(
        id=id,
        text=doc["question"],
        type=QuestionType(doc["type"]),
        values=doc.get("values", YES_NO),
        per_use_case=doc.get("per-use-case", False),
        needed=doc.get("needed", False),
        facts=facts(doc),
    )


def matrix(doc: Doc) -> Matrix:
    cells = {(row, column): Cell(cell) for row, cells in doc["cells"].items() for column, cell in cells.items()}
    by_row = {row: tuple(ids) for row, ids in doc.get("facts", {}).items()}
    return Matrix(doc["rows"], doc["columns"], cells, doc.get("guardrails", {}), by_row)


def plan_table(doc: Doc) -> PlanTable:
    rows = {id: plan_row(id, value) for id, value in doc["rows"].items()}
    return PlanTable(doc["question"], rows, doc.get("stale-after", CONFIRMATION_DAYS))


def plan_row(id: str, doc: Doc) -> PlanRow:
    return PlanRow(
        id=id,
        title=doc["title"],
        claimed={plan: Claim(claim) for plan, claim in doc["claimed"].items()},
        basis=Basis(doc["basis"]) if "basis" in doc else None,
        needed=criteria(doc["needed"]) if "needed" in doc else None,
        facts=facts(doc),
    )


def party(id: str, doc: Doc) -> Party:
    return Party(id, doc.get("title", id.replace("-", " ").capitalize()), tuple(doc.get("roles", ())))


def responsibility(id: str, doc: Doc) -> Responsibility:
    return Responsibility(id, doc["title"], doc["parties"], facts(doc))


def vendor_question(id: str, doc: Doc) -> VendorQuestion:
    yes, no = (one_line(doc.get(key, "")) for key in ("yes-means", "no-means"))
    return VendorQuestion(id, doc["to"], one_line(doc["text"]), yes, no, facts(doc))


def rule(id: str, doc: Doc) -> Rule:
    return Rule(
        id=id,
        severity=Severity(doc["severity"]),
        when=criteria(doc["when"]),
        says=doc["says"],
        facts=facts(doc),
        needs=tuple(doc.get("needs", ())),
    )


def view(id: str, doc: Doc) -> View:
    return View(id, doc["title"], tuple(ViewRow(row["title"], tuple(row["controls"])) for row in doc["rows"]))


def criteria(doc: Doc) -> Criteria:
    """The entries of a criteria mapping."""
    return tuple(criterion(key, want) for key, want in doc.items())


def criterion(key: str, want: Any) -> Criterion:
    match key:
        case "any":
            return AnyOf(tuple(map(criteria, want)))
        case "not":
            return Not(criteria(want))
        case "answers":
            return AnswersAre({control: one_or_many(statuses) for control, statuses in want.items()})
        case "settled":
            return Settled(one_or_many(want))
        case "plan-offers":
            return PlanOffers(one_or_many(want))
        case _:
            return FactIs(key, one_or_many(want))


def facts(doc: Doc) -> tuple[str, ...]:
    return tuple(doc.get("facts", ()))


def one_or_many(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def one_line(text: str) -> str:
    return " ".join(text.split())
