"""A small engagement, written out: two use cases, every part of a report, every text field filled.

On 2026-11-22 `office` may go ahead under conditions and `letters` is on hold.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from govcheck.rules.case import Case
from govcheck.rules.judge import Judgement, judge
from govcheck.rules.report.blocks import Report
from govcheck.rules.report.compose import report
from govcheck.rules.report.review import Origin
from govcheck.words.checklist import (
    Checklist,
    Control,
    Edition,
    Matrix,
    Party,
    PlanRow,
    PlanTable,
    ProfileQuestion,
    Responsibility,
    Rule,
    Section,
    VendorQuestion,
    View,
    ViewRow,
)
from govcheck.words.criteria import AnswersAre, FactIs
from govcheck.words.digest import Digest, SourceFact
from govcheck.words.engagement import (
    Acceptance,
    Answer,
    CellChoice,
    Confirmation,
    Engagement,
    Evidence,
    Exchange,
    FrontPage,
    Remedy,
    UseCase,
)
from govcheck.words.vocabulary import (
    Basis,
    Cell,
    Claim,
    EvidenceKind,
    Gate,
    Outcome,
    Phase,
    QuestionType,
    Residual,
    Severity,
    Stage,
    Status,
)

TODAY = date(2026, 11, 22)
HANDBOOK = Digest(
    id="handbook",
    title="The robot handbook",
    publisher="Robot press",
    dated="2026-01-01",
    sha256="fa" * 32,
    defects=("Page 4 is missing.",),
    facts={
        fact.id: fact
        for fact in (
            SourceFact("HB-1", "clause 1", "control", "desks", "Robots stand behind a fence.", "Is there a fence?"),
            SourceFact("HB-2", "clause 2", "promise", "vendor", "Secret data stays in the north.", "Does it?"),
            SourceFact("HB-3", "clause 2", "promise", "vendor", "Every event is kept.", "Is it?"),
            SourceFact("HB-4", "clause 3", "control", "admins", "One sign-in serves all.", "Does it?"),
            SourceFact("HB-5", "clause 4", "risk", "desks", "Nights are dangerous.", "Who is awake?"),
            SourceFact("HB-6", "clause 5", "definition", "desks", "A robot is a machine.", "Is it?"),
            SourceFact("HB-7", "clause 6", "promise", "vendor", "Keys can be brought.", "Can they?"),
        )
    },
)
ORIGIN = Origin("govcheck 0", "ab" * 32, (HANDBOOK,))
DIGESTS: dict[str, str | None] = {
    "evidence/sign-in.txt": "1" * 64,
    "evidence/spend.csv": "2" * 64,
    "evidence/lost.txt": None,
    "evidence/plan.txt": "3" * 64,
}


def case(engagement: Engagement | None = None, checklist: Checklist | None = None, today: date = TODAY) -> Case:
    return Case(checklist or CHECKLIST, engagement or ENGAGEMENT, today, DIGESTS)


def judged(one: Case | None = None) -> Judgement:
    return judge(one or case())


def sample_report(one: Case | None = None, origin: Origin = ORIGIN) -> Report:
    return report(judged(one), origin)


def with_front(**changes: Any) -> Engagement:
    return replace(ENGAGEMENT, front=replace(ENGAGEMENT.front, **changes))


def with_answer(control: str, **changes: Any) -> Engagement:
    answer = replace(ENGAGEMENT.answers[control], **changes)
    return replace(ENGAGEMENT, answers={**ENGAGEMENT.answers, control: answer})


def with_acceptance(control: str, **changes: Any) -> Engagement:
    accepted = ENGAGEMENT.answers[control].acceptance
    assert accepted is not None
    return with_answer(control, acceptance=replace(accepted, **changes))


def with_remedy(control: str, **changes: Any) -> Engagement:
    remedy = ENGAGEMENT.answers[control].remedy
    assert remedy is not None
    return with_answer(control, remedy=replace(remedy, **changes))


def with_control(id: str, **changes: Any) -> Checklist:
    old = CHECKLIST.controls[id]
    section = CHECKLIST.sections[old.section]
    controls = {**section.controls, id: replace(old, **changes)}
    return replace(CHECKLIST, sections={**CHECKLIST.sections, section.id: replace(section, controls=controls)})


def _control(id: str, section: str, question: str, gate: Gate, **rest: Any) -> Control:
    return Control(
        id, section, question, gate, why=f"{id}: why.", verify=f"{id}: how.", evidence=f"{id}: what.", **rest
    )


def _section(id: str, title: str, *controls: Control) -> Section:
    return Section(id, title, {control.id: control for control in controls})


CHECKLIST = Checklist(
    editions=(Edition("robots", "Readiness for writing robots", "2.1.0", "c0ffee" * 10 + "cafe"),),
    sources=("handbook",),
    topics={"sign-in": "Signing in", "logs": "Keeping logs"},
    approvals=("security", "counsel"),
    roles={"security": "Security lead", "counsel": "House counsel", "vendor-sales": "Vendor, sales"},
    profile={
        "plan": ProfileQuestion(
            "plan", "Which plan is bought?", QuestionType.ONE_OF, {"basic": "Basic", "full": "Full"}, needed=True
        ),
        "place": ProfileQuestion(
            "place",
            "Where does it run?",
            QuestionType.ANY_OF,
            {"desk": "Desktop robot", "api": "Robot interface"},
            per_use_case=True,
            needed=True,
        ),
        "data": ProfileQuestion(
            "data",
            "Which data does it see?",
            QuestionType.ANY_OF,
            {"open": "Open data", "secret": "Secret data"},
            per_use_case=True,
            needed=True,
        ),
        "extra": ProfileQuestion(
            "extra",
            "What else is used? (Name everything.)",
            QuestionType.ANY_OF,
            {"beta": "Beta features", "arms": "Robot arms"},
            per_use_case=True,
        ),
        "keys": ProfileQuestion("keys", "Are own keys required?", QuestionType.YES_NO, {"yes": "Yes", "no": "No"}),
        "with-arms": ProfileQuestion(
            "with-arms",
            "with-arms",
            QuestionType.YES_NO,
            {"yes": "Yes", "no": "No"},
            derived=(FactIs("extra", ("arms",)),),
        ),
    },
    matrix=Matrix(
        rows="data",
        columns="place",
        cells={
            ("open", "desk"): Cell.ALLOWED,
            ("open", "api"): Cell.ALLOWED,
            ("secret", "desk"): Cell.PROHIBITED,
            ("secret", "api"): Cell.ALLOWED_WITH_CONTROLS,
        },
        guardrails={"open": "Company accounts only.", "secret": "Send only what the task needs."},
    ),
    plans=PlanTable(
        "plan",
        {
            "log-plan": PlanRow(
                "log-plan",
                "Event log",
                {"basic": Claim.NO, "full": Claim.YES},
                Basis.STATED,
                (FactIs("plan", ("basic", "full")),),
            ),
            "own-keys": PlanRow(
                "own-keys",
                "Keys of our own",
                {"full": Claim.YES},
                Basis.INFERRED,
                (FactIs("keys", ("yes",)),),
                ("HB-7",),
            ),
        },
    ),
    parties={
        "vendor": Party("vendor", "The seller", ("vendor-sales",)),
        "admins": Party("admins", "Admins", ("security", "counsel")),
        "desks": Party("desks", "People at desks"),
    },
    responsibilities={
        "access": Responsibility(
            "access", "Accounts and sign-in", {"vendor": "offers it", "admins": "switch it on", "desks": "-"}
        )
    },
    questions={
        "q-region": VendorQuestion(
            "q-region",
            "vendor-sales",
            "In which region does {organization} run on {plan}?",
            "Secret data may be sent.",
            "Secret data stays here.",
            ("HB-2",),
        ),
        "q-log": VendorQuestion(
            "q-log", "vendor-sales", "What does the log hold on {place}?", "Logs fit.", "They do not."
        ),
    },
    set_aside={"HB-6": "Nothing to ask."},
    rules={
        "r-warn": Rule(
            "r-warn",
            Severity.WARNING,
            (AnswersAre({"c-alarm": ("not-met",)}), FactIs("plan", ("full",))),
            "Logs are kept, but nobody is woken by them.",
            ("HB-5",),
        ),
        "r-hold": Rule(
            "r-hold",
            Severity.HOLD,
            (FactIs("extra", ("beta",)), FactIs("data", ("secret",))),
            "Beta features may not meet secret data.",
        ),
        "r-contra": Rule(
            "r-contra",
            Severity.CONTRADICTION,
            (AnswersAre({"c-sign-in": ("met",), "c-roles": ("not-met",)}),),
            "Sign-in cannot hold without roles.",
        ),
    },
    views={
        "rollout": View(
            "rollout",
            "Before rollout",
            (ViewRow("Access is ready", ("c-sign-in", "c-roles")), ViewRow("Arms are safe", ("c-arms",))),
        )
    },
    sections={
        "access": _section(
            "access",
            "Access and people",
            _control(
                "c-sign-in",
                "access",
                "Is one sign-in enforced?",
                Gate.BLOCKER,
                owner="security",
                topics=("sign-in",),
                facts=("HB-4",),
            ),
            _control("c-roles", "access", "Does every role have an owner?", Gate.REQUIRED, owner="security"),
            _control(
                "c-region",
                "access",
                "Does secret data stay in the region?",
                Gate.BLOCKER,
                owner="counsel",
                applies=(FactIs("data", ("secret",)),),
                asks=("q-region",),
                facts=("HB-2",),
            ),
            _control("c-spend", "access", "Is spending limited?", Gate.BLOCKER, owner="security"),
            _control(
                "c-arms",
                "access",
                "Are the arms fenced in?",
                Gate.BLOCKER,
                applies=(FactIs("with-arms", ("yes",)),),
                facts=("HB-1",),
                references=("ISO-1",),
            ),
        ),
        "logging": _section(
            "logging",
            "Logs and alarms",
            _control(
                "c-log",
                "logging",
                "Is every event logged?",
                Gate.REQUIRED,
                owner="security",
                topics=("logs",),
                asks=("q-log",),
                facts=("HB-3",),
            ),
            _control(
                "c-alarm",
                "logging",
                "Does an alarm wake somebody?",
                Gate.RECOMMENDED,
                owner="security",
                facts=("HB-5",),
                references=("ISO-1", "ISO-2"),
            ),
            _control("c-fax", "logging", "Is the fax line logged?", Gate.REQUIRED, owner="security"),
            _control(
                "c-drill",
                "logging",
                "Was the alarm tried this quarter?",
                Gate.REQUIRED,
                phase=Phase.POST_SIGN,
                owner="security",
            ),
            _control("c-poster", "logging", "Does a poster name the rules?", Gate.RECOMMENDED, owner="security"),
        ),
    },
)


def _proof(ref: str, by: str, **rest: Any) -> Evidence:
    return Evidence(EvidenceKind.TEST_RESULT, ref, date(2026, 11, 10), by, **rest)


def _answer(status: Status, by: str, **rest: Any) -> Answer:
    return Answer(status, by, date(2026, 11, 12), **rest)


ENGAGEMENT = Engagement(
    checklists={"robots": "2.1.0"},
    front=FrontPage(
        organization="Halden Freight",
        title="Robots for the back office",
        owner="Ada Vik",
        reviewed_by="Bo Lund",
        stage=Stage.GO_LIVE,
        dated=date(2026, 11, 20),
        next_review=date(2027, 2, 15),
        people={"security": "Ada Vik", "counsel": "Cleo Strand", "vendor-sales": "Vera Nyman"},
    ),
    profile={"plan": ("full",), "keys": ("no",)},
    use_cases={
        "office": UseCase("office", "Minutes and memos", {"place": ("desk",), "data": ("open",), "extra": ()}),
        "letters": UseCase(
            "letters", "Letters to shippers", {"place": ("api",), "data": ("secret",), "extra": ("beta",)}
        ),
    },
    matrix={
        ("open", "api"): CellChoice(Cell.PROHIBITED),
        ("secret", "desk"): CellChoice(
            Cell.CONDITIONAL,
            Acceptance(
                risk="A desk shows secret data.",
                residual=Residual.MEDIUM,
                compensating="Desks stand in a locked room.",
                by="Gro Dahl",
                role="Head of risk",
                dated=date(2026, 11, 1),
                expires=date(2027, 2, 1),
            ),
        ),
    },
    plans={"log-plan": Confirmation("full", Claim.YES, "Vera Nyman", date(2026, 11, 3), "evidence/plan.txt", "3" * 64)},
    answers={
        "c-sign-in": _answer(
            Status.MET,
            "Dag Moe",
            note="All 212 people.\nNo second way in.",
            owner="Eli Sand",
            evidence=(
                _proof("evidence/sign-in.txt", "Finn Aas", valid_until=date(2027, 6, 1), sha256="1" * 64),
                _proof("https://halden.example/test", "Finn Aas"),
                _proof("evidence/lost.txt", "Finn Aas"),
            ),
        ),
        "c-roles": _answer(
            Status.PARTIAL,
            "Dag Moe",
            note="Two roles are vacant.",
            acceptance=Acceptance(
                risk="Nobody watches two roles.",
                residual=Residual.LOW,
                compensating="The lead looks weekly.",
                by="Hal Berg",
                role="Head of security",
                dated=date(2026, 11, 1),
                expires=date(2027, 3, 1),
            ),
        ),
        "c-region": _answer(
            Status.NOT_MET,
            "Cleo Strand",
            note="Nobody has promised it.",
            remedy=Remedy("Ivar Ness", date(2027, 1, 20), "No secret data leaves the house."),
        ),
        "c-spend": _answer(
            Status.MET,
            "Ada Vik",
            evidence=(
                _proof("evidence/spend.csv", "Ada Vik", sha256="9" * 64),
                _proof("evidence/spend.csv", "Ada Vik"),
            ),
        ),
        "c-log": _answer(
            Status.PARTIAL,
            "Jon Rud",
            note="The desktop robot is missing.",
            remedy=Remedy("Jon Rud", date(2026, 12, 20), "Desks keep a paper log."),
        ),
        "c-alarm": _answer(Status.NOT_MET, "Jon Rud", note="Nights are quiet.", no_remedy=True),
        "c-fax": _answer(Status.NOT_APPLICABLE, "Jon Rud", note="The fax was sold.", approved_by="Kari Holm"),
        "c-drill": _answer(Status.MET, "Jon Rud", evidence=(_proof("https://halden.example/drill", "Liv Tangen"),)),
    },
    questions={
        "q-region": Exchange(
            date(2026, 11, 2),
            "Vera Nyman",
            due=date(2026, 11, 30),
            reply="Mostly in the north.",
            replied_by="Vera Nyman",
            replied_on=date(2026, 11, 9),
            ref="evidence/reply.txt",
            valid_until=date(2027, 5, 9),
            outcome=Outcome.INSUFFICIENT,
        ),
        "q-log": Exchange(
            date(2026, 11, 2),
            "Vera Nyman",
            reply="All but the desktop robot.",
            replied_by="Nils Eng",
            replied_on=date(2026, 11, 8),
            ref="evidence/log-reply.txt",
            outcome=Outcome.ACCEPTED,
        ),
    },
)
