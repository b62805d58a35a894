"""The checklist of the brief and the digest that it cites: what a reader may rely on, whatever the program does."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from govcheck.words.vocabulary import EvidenceKind, Gate, Verdict

ROOT: Final = Path(__file__).parent.parent
CHECKLIST_FILE: Final = ROOT / "checklists" / "claude-governance-brief.yaml"
DIGEST_FILE: Final = ROOT / "seeds" / "data-safety-brief.yaml"
SCHEMAS: Final = ROOT / "src" / "govcheck" / "schemas"

Doc = Mapping[str, Any]


class PlainLoader(yaml.SafeLoader):
    """YAML 1.2 words: `yes`, `no` and dates stay as typed."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), PlainLoader)  # noqa: S506  # a SafeLoader that resolves less


CHECKLIST: Final[Doc] = load(CHECKLIST_FILE)
DIGEST: Final[Doc] = load(DIGEST_FILE)
CONTROLS: Final[dict[str, Doc]] = {
    id: control for section in CHECKLIST["sections"].values() for id, control in section["controls"].items()
}

TOPICS: Final = {
    "sso": "Single sign-on",
    "jit": "Just-in-time provisioning",
    "rbac": "Roles and access (RBAC)",
    "zdr": "Zero data retention",
    "cmek": "Encryption and customer-managed keys",
    "audit-log-export": "Audit-log export",
    "data-classification": "Data classification",
}
THE_BRIEFS_QUESTIONS: Final = {
    "q-zdr-features": [
        r"features are eligible for zero data retention \(ZDR\)",
        r"Our use cases: \{use-cases\}\.",
        "messages, files, batch, prompt caching, code execution, web search, tools and MCP, and citations",
    ],
    "q-certs": ["certifications and attestations", "SOC 2", "ISO 27001", "list of sub-processors"],
    "q-dpa": [r"data-processing agreement \(DPA\)", "how many days is our data deleted", "told of a breach"],
    "q-region-keys": ["region and residency guarantees come with US-only inference", r"customer-managed .* \(CMEK\)"],
    "q-retention": [
        r"How long is abuse-monitoring data kept without zero data retention \(ZDR\)",
        "for each product that we plan to use",
    ],
}
PRE_ROLLOUT: Final = [
    (r"Plan .* requirements", "brief-plan-selected"),
    (r"Terms and DPA reviewed; ZDR scope confirmed", "brief-pre-legal-reviewed"),
    (r"SSO and JIT .* deprovisioning tested", "brief-id-deprovision-test"),
    (r"Roles and workspaces", "brief-id-rbac"),
    (r"Spend limits", "brief-id-spend"),
    (r"Audit logs exported to the SIEM", "brief-audit-siem"),
    (r"matrix approved and published", "brief-class-published"),
    (r"Acceptable-use policy and staff guide", "brief-pre-aup"),
    (r"Permissions of connectors, MCP servers and Claude Code", "brief-pre-permissions"),
    (r"Incident and escalation path", "brief-pre-incident"),
]
RESIDUAL_RISKS: Final = ["Inaccuracy", "Prompt injection", "leakage by users", "Shadow IT", "Agents", "Third parties"]

JOINED: Final = {
    "brief-pre-legal-reviewed": "one clearance of the papers that are signed together",
    "brief-data-optin-off": "the places to look, not two conditions",
    "brief-data-zdr-approved": "one agreement names both",
    "brief-data-encryption": "one report shows both, and content is protected only when both hold",
    "brief-data-cmek-test": "one test, there and back",
    "brief-id-workspaces": "the two axes of one written design",
    "brief-id-spend": "the brief's pre-rollout control is limits at both levels",
    "brief-audit-usage-review": "one report",
    "brief-audit-console-inventory": "one access review of three lists",
    "brief-pre-permissions": "the brief's pre-rollout control is one review of them all",
    "brief-risk-injection-scope": "kinds of entry on one list",
    "brief-risk-agent-sandbox": "the two walls of one sandbox",
    "brief-pre-aup": "handed out and acknowledged together",
    "brief-risk-shadow-it": "where one policy is applied",
    "brief-pre-incident": "one path",
}
"""Questions that may say "and", with the reason why met still means one thing. None may say "or"."""

YES_NO: Final = {"Are", "Can", "Did", "Do", "Does", "Has", "Have", "Is", "Must", "Was", "Were"}
"""How a question begins that is answered with yes or no."""


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a document with the way to it, keys left out."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{path}[{number}]")


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def cited(value: object) -> Iterator[str]:
    """Every fact id under a key `facts`, at any depth."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "facts":
                yield from (fact for _, fact in texts(inner))
            else:
                yield from cited(inner)


def keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@pytest.mark.parametrize(("doc", "kind"), [(CHECKLIST, "checklist"), (DIGEST, "digest")], ids=["checklist", "digest"])
def test_the_file_satisfies_its_schema(doc: Doc, kind: str) -> None:
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))

    assert [error.message for error in Draft202012Validator(schema).iter_errors(doc)] == []


@pytest.mark.parametrize("path", [CHECKLIST_FILE, DIGEST_FILE], ids=lambda path: path.name)
def test_lines_are_short_enough_to_review(path: Path) -> None:
    long = [n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if len(line) > 120]

    assert long == []


def test_topics_are_the_seven_in_their_order() -> None:
    assert list(CHECKLIST["topics"].items()) == list(TOPICS.items())


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_two_controls(topic: str) -> None:
    assert sum(topic in as_list(control.get("topic", [])) for control in CONTROLS.values()) >= 2


def test_a_topic_is_one_of_the_seven() -> None:
    assert {topic for control in CONTROLS.values() for topic in as_list(control.get("topic", []))} <= set(TOPICS)


def test_control_ids_stand_once() -> None:
    assert sum(len(section["controls"]) for section in CHECKLIST["sections"].values()) == len(CONTROLS)


def test_every_id_and_key_is_kebab_case() -> None:
    facts = re.compile(r"BRIEF-\d+\.\d+\w*")
    wrong = [
        key
        for key in [*keys(CHECKLIST), *keys(DIGEST)]
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and not facts.fullmatch(key)
    ]

    assert wrong == []


@pytest.mark.parametrize("id", CONTROLS)
def test_a_control_says_all_that_its_owner_needs(id: str) -> None:
    control = CONTROLS[id]

    assert control["question"].endswith("?")
    assert control["why"].endswith(".")
    assert control["verify"].endswith(".")
    assert control["evidence"]["what"]
    assert set(control["evidence"]["accepts"]) <= set(EvidenceKind)
    assert "verbal" not in control["evidence"]["accepts"]
    assert control["owner"] in CHECKLIST["roles"]
    assert not control["owner"].startswith("vendor")


@pytest.mark.parametrize("id", CONTROLS)
def test_the_reason_names_the_gate_and_what_raises_it(id: str) -> None:
    control = CONTROLS[id]
    why = control["why"].lower()

    assert control["gate"] in why
    assert all(gate in why for gate in control.get("gate-when", {}))
    assert all(Gate(gate).rank > Gate(control["gate"]).rank for gate in control.get("gate-when", {}))


@pytest.mark.parametrize("id", CONTROLS)
def test_a_question_asks_one_thing(id: str) -> None:
    words = CONTROLS[id]["question"].lower().replace("?", " ").split()

    assert "or" not in words
    assert "and" not in words or id in JOINED
    assert CONTROLS[id]["question"].count("?") == 1


def test_every_reason_for_an_and_is_still_needed() -> None:
    assert [id for id in JOINED if " and " not in CONTROLS[id]["question"]] == []


def test_no_two_controls_ask_the_same() -> None:
    def meaning(text: str) -> frozenset[str]:
        return frozenset(word for word in re.findall(r"\w+", text.lower()) if len(word) > 3)

    asked = {id: meaning(control["question"]) for id, control in CONTROLS.items()}
    alike = [(a, b) for a, b in combinations(asked, 2) if len(asked[a] & asked[b]) > len(asked[a] | asked[b]) / 2]

    assert alike == []


def test_every_fact_is_cited_and_every_citation_exists() -> None:
    assert set(cited(CHECKLIST)) == set(DIGEST["facts"])


@pytest.mark.parametrize("id", CONTROLS)
def test_a_control_cites_at_most_six_facts(id: str) -> None:
    assert len(CONTROLS[id].get("facts", [])) <= 6


def test_at_most_twelve_questions_with_the_briefs_five_first() -> None:
    assert len(CHECKLIST["questions"]) <= 12
    assert list(CHECKLIST["questions"])[:5] == list(THE_BRIEFS_QUESTIONS)


@pytest.mark.parametrize(("id", "phrases"), THE_BRIEFS_QUESTIONS.items(), ids=list(THE_BRIEFS_QUESTIONS))
def test_the_briefs_questions_are_recognisable(id: str, phrases: list[str]) -> None:
    text = CHECKLIST["questions"][id]["text"]

    assert [phrase for phrase in phrases if not re.search(phrase, text)] == []


@pytest.mark.parametrize("id", CHECKLIST["questions"])
def test_a_question_can_be_sent(id: str) -> None:
    question = CHECKLIST["questions"][id]
    names = re.findall(r"\{(.*?)\}", question["text"])
    asked = {key for key, profile in CHECKLIST["profile"].items() if "values" in profile}

    assert question["to"].startswith("vendor-")
    assert question["to"] in CHECKLIST["roles"]
    assert names.count("organization") == 1
    assert set(names) <= asked | {"organization", "use-cases"}
    # What is filled in stands after a colon, so that "none named yet" reads as well as a list of labels.
    assert all(f": {{{name}}}." in question["text"] for name in names if name != "organization")


@pytest.mark.parametrize("id", CHECKLIST["questions"])
def test_what_the_account_team_may_see_holds_no_internal_word(id: str) -> None:
    question = CHECKLIST["questions"][id]
    shown = " ".join(question.get(key, "") for key in ("text", "yes-means", "no-means")).lower()
    internal = {
        *Gate,
        *Verdict,
        "acceptance",
        "accepted",
        "brief",
        "condition",
        "control",
        "met",
        "partial",
        "residual",
    }

    assert internal & set(re.findall(r"[\w-]+", shown)) == set()


def test_every_question_is_asked_by_a_control_and_every_asked_one_exists() -> None:
    asked = {question for control in CONTROLS.values() for question in as_list(control.get("asks", []))}

    assert asked == set(CHECKLIST["questions"])


def test_labels_read_well_in_a_list() -> None:
    labels = [label for question in CHECKLIST["profile"].values() for label in question.get("values", {}).values()]

    assert [label for label in labels if "," in re.sub(r"\(.*?\)", "", label) or label.endswith(".")] == []


def rows(view: str) -> list[Doc]:
    found: list[Doc] = CHECKLIST["views"][view]["rows"]
    return found


def test_the_ten_pre_rollout_rows_in_the_briefs_order() -> None:
    assert len(rows("pre-rollout")) == len(PRE_ROLLOUT)
    for row, (title, control) in zip(rows("pre-rollout"), PRE_ROLLOUT, strict=True):
        assert re.search(title, row["title"])
        assert control in row["controls"]


def test_every_pre_rollout_fact_is_cited_in_its_own_row() -> None:
    for number, row in enumerate(rows("pre-rollout"), 1):
        facts = {fact for fact in DIGEST["facts"] if re.fullmatch(rf"BRIEF-8\.{number}[a-z]?", fact)}
        assert facts <= {fact for control in row["controls"] for fact in CONTROLS[control].get("facts", [])}


def test_the_six_residual_risks() -> None:
    assert len(rows("residual-risks")) == len(RESIDUAL_RISKS)
    assert all(risk in row["title"] for risk, row in zip(RESIDUAL_RISKS, rows("residual-risks"), strict=True))


@pytest.mark.parametrize("view", CHECKLIST["views"])
def test_the_rows_of_a_view_name_controls(view: str) -> None:
    assert {control for row in rows(view) for control in row["controls"]} <= set(CONTROLS)


def test_the_matrix_is_full_and_every_row_has_its_guardrail() -> None:
    matrix = CHECKLIST["matrix"]
    rows, columns = (list(CHECKLIST["profile"][matrix[side]]["values"]) for side in ("rows", "columns"))

    assert (len(rows), len(columns)) == (4, 3)
    assert {row: list(cells) for row, cells in matrix["cells"].items()} == dict.fromkeys(rows, columns)
    assert list(matrix["guardrails"]) == rows
    assert list(matrix["facts"]) == rows


def test_restricted_data_needs_zero_data_retention_on_the_api() -> None:
    cells = CHECKLIST["matrix"]["cells"]

    assert cells["restricted"] == {"claude-ai": "conditional", "api-zdr": "allowed-with-controls", "api": "prohibited"}
    assert cells["highly-restricted"]["api"] == "prohibited"


def test_zero_data_retention_cannot_be_claimed_for_claude_ai() -> None:
    assert list(CHECKLIST["profile"]["surfaces"]["values"]) == ["claude-ai", "api-zdr", "api"]


def test_the_plan_table_claims_and_says_on_what_basis() -> None:
    table = CHECKLIST["plans"]
    plans = list(CHECKLIST["profile"][table["question"]]["values"])

    assert len(table["rows"]) == 8
    for row in table["rows"].values():
        assert list(row["claimed"]) == plans
        assert row["basis"] in ("stated", "inferred")
        assert row["claimed"]["none"] == "unknown", "the brief claims nothing for the API alone"
        assert row["needed"]


@pytest.mark.parametrize("row", ["audit-logs", "compliance-api", "cmek", "us-inference"])
def test_team_is_not_claimed_to_have_what_the_brief_gives_to_enterprise(row: str) -> None:
    assert CHECKLIST["plans"]["rows"][row]["claimed"]["team"] == "no"
    assert CHECKLIST["plans"]["rows"][row]["claimed"]["enterprise"] == "yes"


def test_responsibilities_name_the_three_parties() -> None:
    assert len(CHECKLIST["responsibilities"]) == 5
    assert all(list(row["parties"]) == ["vendor", "admins", "users"] for row in CHECKLIST["responsibilities"].values())
    assert list(CHECKLIST["parties"]) == ["vendor", "admins", "users"]
    assert CHECKLIST["parties"]["vendor"]["roles"] == [role for role in CHECKLIST["roles"] if role.startswith("vendor")]


@pytest.mark.parametrize(
    ("rule", "claim", "key", "against"),
    [
        ("xc-04", "brief-id-jit", "brief-id-sso-enforced", ["not-met", "unknown"]),
        ("xc-05", "brief-id-deprovision-test", "brief-id-sso-enforced", ["partial", "not-met", "unknown"]),
        ("xc-18", "brief-id-domain-capture", "brief-id-sso-enforced", "not-met"),
        ("xc-14", "brief-data-no-training", "brief-data-optin-off", ["partial", "not-met"]),
    ],
)
def test_a_claim_contradicts_another(rule: str, claim: str, key: str, against: object) -> None:
    assert CHECKLIST["rules"][rule]["severity"] == "contradiction"
    assert CHECKLIST["rules"][rule]["when"]["answers"] == {claim: "met", key: against}


@pytest.mark.parametrize(
    ("rule", "claim", "row"),
    [
        ("xc-06", "brief-audit-siem", "audit-logs"),
        ("xc-07", "brief-audit-compliance-api", "compliance-api"),
        ("xc-09", "brief-data-residency-ui", "us-inference"),
    ],
)
def test_a_claim_contradicts_the_plan(rule: str, claim: str, row: str) -> None:
    assert CHECKLIST["rules"][rule]["severity"] == "contradiction"
    assert CHECKLIST["rules"][rule]["when"]["answers"] == {claim: "met"}
    assert CHECKLIST["rules"][rule]["when"]["not"] == {"plan-offers": row}


def test_team_with_own_keys_or_a_mandatory_log_is_a_plan_gap() -> None:
    needed = {id: row["needed"] for id, row in CHECKLIST["plans"]["rows"].items()}

    assert needed["cmek"] == {"cmek-required": "yes"}
    assert needed["audit-logs"] == {"logging-mandatory": "yes"}


def test_rules_speak_in_sentences() -> None:
    assert [id for id, rule in CHECKLIST["rules"].items() if not rule["says"].endswith(".")] == []


def holds(criteria: Doc, profile: Mapping[str, list[str]]) -> bool:
    """Two-valued on purpose: every profile question is answered here. Values outside it are a KeyError."""
    for key, want in criteria.items():
        if key == "any":
            if not any(holds(inner, profile) for inner in want):
                return False
        elif derived := CHECKLIST["profile"][key].get("derived"):
            if holds(derived, profile) != (want == "yes"):
                return False
        elif not set(as_list(want)) & set(profile[key]):
            return False
    return True


def profiles() -> list[dict[str, list[str]]]:
    """Every combination of the one-of answers, with every value of the any-of questions."""
    asked = {key: question for key, question in CHECKLIST["profile"].items() if "derived" not in question}
    choices = {
        key: [list(question["values"])]
        if question["type"] == "any-of"
        else [[value] for value in question.get("values", ("yes", "no"))]
        for key, question in asked.items()
    }
    return [dict(zip(choices, chosen, strict=True)) for chosen in product(*choices.values())]


@pytest.fixture(scope="module")
def answered() -> list[dict[str, list[str]]]:
    return profiles()


@pytest.mark.parametrize("id", CONTROLS)
def test_every_control_and_every_raised_gate_can_be_reached(id: str, answered: list[dict[str, list[str]]]) -> None:
    control = CONTROLS[id]
    reached = [profile for profile in answered if holds(control.get("applies", {}), profile)]

    assert reached
    for criteria in control.get("gate-when", {}).values():
        assert any(holds(criteria, profile) for profile in reached)


def test_every_derived_question_is_used() -> None:
    derived = {key for key, question in CHECKLIST["profile"].items() if "derived" in question}
    used = {key for control in CONTROLS.values() for key in keys([control.get("applies"), control.get("gate-when")])}

    assert derived <= used


def test_the_digest_is_the_checklists_source() -> None:
    assert CHECKLIST["sources"] == [DIGEST["id"]]
    assert DIGEST_FILE.stem == DIGEST["id"]
    assert CHECKLIST_FILE.stem == CHECKLIST["id"]


def test_every_digest_says_where_it_comes_from() -> None:
    for path in (ROOT / "seeds").glob("*.yaml"):
        digest = load(path)
        assert re.fullmatch(r"[0-9a-f]{64}", digest["sha256"])
        assert all(digest[key] for key in ("title", "publisher", "dated", "defects"))
        assert digest["sha256"] in (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")


def test_every_fact_can_be_checked() -> None:
    for fact in DIGEST["facts"].values():
        assert list(fact) == ["section", "kind", "binds", "text", "check"]
        assert fact["text"].endswith(".")
        assert fact["check"].endswith("?")
        assert fact["check"].split()[0] in YES_NO, "a met control has to answer it with yes"


def test_lost_marks_are_named_as_defects() -> None:
    lost = [defect for defect in DIGEST["defects"] if "lost" in defect]

    assert len(lost) == 3
    assert all(any(f"section {number}" in defect for defect in lost) for number in (4, 5, 7))


@pytest.mark.parametrize("doc", [CHECKLIST, DIGEST], ids=["checklist", "digest"])
def test_the_words_are_plain(doc: Doc) -> None:
    wrong = re.compile(r"!|\bTODO\b|\bTBD\b|  |[\u2010-\u2015\u2018-\u201f\U0001f300-\U0001faff]")

    assert [(where, text) for where, text in texts(doc) if wrong.search(text)] == []
