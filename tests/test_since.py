"""`checklist validate --since`: what the author of a new version of a checklist is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from git_runs import commit, repository, run_git
from govcheck.jobs.checklists import Text, checklist_in
from govcheck.rules.asks_less import asks_less
from govcheck.rules.joined import joined
from govcheck.rules.two_versions import Versions
from govcheck.rules.untold import remarks
from govcheck.rules.weighed import GUIDANCE
from govcheck.tools.schema import schema_text
from govcheck.words.checklist import Checklist
from program import Done, govcheck

Doc = dict[str, Any]

BASE: Doc = {
    "format": 1,
    "id": "base",
    "title": "Base",
    "version": "1.0.0",
    "roles": {"it": "IT"},
    "topics": {"keys": "Keys"},
    "profile": {"cloud": {"question": "In a cloud?", "type": "yes-no"}},
    "sections": {
        "shared": {
            "title": "Shared",
            "controls": {
                "keys-kept": {
                    "question": "Are keys kept?",
                    "gate": "required",
                    "evidence": {"what": "A list", "accepts": ["test-result", "internal-record"]},
                },
                "keys-turned": {"question": "Are keys turned?", "gate": "recommended"},
                "keys-counted": {"question": "Are keys counted?", "gate": "required"},
            },
        }
    },
}
FULL: Doc = {
    "format": 1,
    "id": "full",
    "title": "Full",
    "version": "1.0.0",
    "sources": ["brief"],
    "limits": {"stale-after": 100, "acceptance-days": 90},
    "topics": {"access": "Access"},
    "approvals": ["it", "law"],
    "roles": {"it": "IT", "law": "Counsel"},
    "set-aside": {"F-1": "Of no use."},
    "profile": {
        "tier": {
            "question": "Which tier?",
            "type": "one-of",
            "values": {"free": "Free", "paid": "Paid"},
            "needed": True,
        },
        "place": {
            "question": "Where?",
            "type": "any-of",
            "values": {"north": "North", "south": "South"},
            "per-use-case": True,
            "needed": True,
        },
        "data": {
            "question": "Which data?",
            "type": "any-of",
            "values": {"open": "Open", "closed": "Closed"},
            "per-use-case": True,
            "needed": True,
            "facts": ["F-2"],
        },
        "band": {"question": "Which band?", "type": "one-of", "values": {"free": "Free", "paid": "Paid"}},
        "size": {
            "question": "Which size?",
            "type": "one-of",
            "values": {"small": "Small", "large": "Large"},
            "per-use-case": True,
        },
        "abroad": {"derived": {"place": "south"}, "facts": ["F-2"]},
        "inland": {"derived": {"place": "north"}},
    },
    "matrix": {
        "rows": "data",
        "columns": "place",
        "cells": {"open": {"north": "allowed", "south": "conditional"}, "closed": {"north": "prohibited"}},
        "guardrails": {"closed": "Not at night."},
        "facts": {"open": ["F-2"]},
    },
    "plans": {
        "question": "tier",
        "stale-after": 60,
        "rows": {
            "log": {
                "title": "A log",
                "claimed": {"free": "no", "paid": "yes"},
                "basis": "stated",
                "needed": {"data": ["open", "closed"]},
                "facts": ["F-2"],
            },
            "seal": {"title": "A seal", "claimed": {"free": "no", "paid": "yes"}},
        },
    },
    "parties": {"vendor": {"title": "The vendor", "roles": ["it"]}, "us": {"title": "We", "roles": ["law"]}},
    "responsibilities": {"logs": {"title": "Logs", "parties": {"vendor": "writes", "us": "read"}, "facts": ["F-2"]}},
    "sections": {
        "access": {
            "title": "Access",
            "facts": ["F-3"],
            "controls": {
                "sso": {
                    "question": "Is sign-in central?",
                    "why": "Else it is not.",
                    "verify": "Try it.",
                    "gate": "required",
                    "gate-when": {"blocker": {"data": ["open", "closed"]}},
                    "applies": {"place": ["north", "south"]},
                    "owner": "it",
                    "phase": "at-sign",
                    "evidence": {"what": "A try", "accepts": ["test-result"]},
                    "stale-after": 50,
                    "acceptable": False,
                    "topic": "access",
                    "asks": ["q-log", "q-seal"],
                    "facts": ["F-2"],
                    "references": ["A.1"],
                },
                "mfa": {
                    "question": "Is there a second factor?",
                    "gate": "recommended",
                    "gate-when": {"required": {"data": ["open", "closed"]}},
                },
                "audit": {"question": "Is it audited?", "gate": "blocker"},
                "vault": {
                    "question": "Is it shut?",
                    "gate": "recommended",
                    "gate-when": {"blocker": {"data": "closed"}},
                },
            },
        }
    },
    "questions": {
        "q-log": {"to": "it", "text": "A log?", "yes-means": "Good.", "no-means": "Bad.", "facts": ["F-2"]},
        "q-seal": {"to": "it", "text": "A seal?"},
    },
    "rules": {
        "r-hold": {
            "severity": "hold",
            "when": {"data": ["open", "closed"], "answers": {"sso": ["not-met", "unknown"]}},
            "says": "Not so.",
            "facts": ["F-2"],
        },
        "r-inland": {"severity": "warning", "when": {"inland": "no", "data": "closed"}, "says": "Closed, abroad."},
        "r-lack": {
            "severity": "warning",
            "when": {"not": {"plan-offers": "log"}, "settled": ["sso", "mfa"]},
            "says": "-",
        },
        "r-offer": {"severity": "warning", "when": {"plan-offers": "seal"}, "says": "A seal.", "needs": ["other"]},
    },
    "views": {"first": {"title": "First", "rows": [{"title": "One", "controls": ["sso", "mfa"]}]}},
    "history": {
        "0.9.0": {
            "says": "New.",
            "added": ["audit"],
            "controls": {"mfa": {"reworded": "More."}},
        },
        "1.0.0": {
            "says": "Names.",
            "controls": {
                "old-sso": {"renamed": "sso"},
                "both": {"split": ["sso", "mfa"]},
                "half": {"merged": "audit"},
                "lost": {"removed": "Of no use."},
            },
            "questions": {
                "q-old": {"renamed": "q-log"},
                "q-gone": {"removed": "Of no use."},
                "q-seal": {"reworded": "More."},
            },
            "plans": {"logs": {"renamed": "log"}, "gone": {"removed": "No."}, "seal": {"reworded": "More."}},
            "profile": {"level": {"renamed": "tier"}, "colour": {"removed": "No."}},
            "values": {"tier": {"cheap": {"renamed": "free"}, "dear": {"removed": "No."}}},
            "roles": {"desk": {"renamed": "it"}, "nobody": {"removed": "No."}},
        },
    },
}
ADAPTED: Doc = {
    "format": 1,
    "id": "adapted",
    "title": "Adapted",
    "version": "1.0.0",
    "extends": "base",
    "changes": {
        "keys-kept": {"reason": "Ours.", "gate": "blocker", "accepts": ["test-result"], "stale-after": 30},
        "keys-counted": {"reason": "Nobody counts.", "drop": True},
    },
}
LENT: Doc = {
    "format": 1,
    "id": "lent",
    "title": "Lent",
    "version": "1.0.0",
    "profile-from": "base",
    "sections": {
        "one": {"title": "One", "controls": {"keys-kept": {"from": "base", "facts": ["F-1"]}}},
        "two": {
            "title": "Two",
            "controls": {"own": {"question": "Is it?", "gate": "required", "applies": {"cloud": "no"}}},
        },
    },
}
OTHER: Doc = {
    "format": 1,
    "id": "other",
    "title": "Other",
    "version": "1.0.0",
    "sections": {"other": {"title": "Other", "controls": {"else": {"question": "Else?", "gate": "recommended"}}}},
}


def text_of(doc: Doc) -> Text:
    return Text(doc["id"], f"{doc['id']}.yaml", yaml.safe_dump(doc).encode())


AROUND = tuple(map(text_of, (BASE, OTHER)))


def opened(doc: Doc, *around: Doc) -> Checklist:
    text = yaml.safe_dump(doc, sort_keys=False).encode()
    return checklist_in(text, "checklist.yaml", (*AROUND, *map(text_of, around)), ("base", "other"))


def put(path: str, value: object) -> Callable[[Doc], None]:
    """Another value at a path, or none."""
    *above, last = path.split("/")

    def change(doc: Doc) -> None:
        here: Any = doc
        for key in above:
            here = here[key] if isinstance(here, dict) else here[int(key)]
        if value is None:
            del here[last]
        else:
            here[last] = value

    return change


def in_turn(*changes: Callable[[Doc], None]) -> Callable[[Doc], None]:
    def change(doc: Doc) -> None:
        for one in changes:
            one(doc)

    return change


PATCH, MINOR, MAJOR = "write version: 1.0.1", "write version: 1.1.0", "write version: 2.0.0"
SSO, R = "sections/access/controls/sso", "rules/r-hold"
Case = tuple[Callable[[Doc], None], str, str]
LESS = "asks less: "


def rest_of_its_own(doc: Doc) -> None:
    del doc["extends"], doc["changes"]
    doc["sections"] = {"mine": {"title": "Mine", "controls": {"mine": {"question": "Mine?", "gate": "recommended"}}}}


def words(path: str) -> list[Case]:
    """What only a reader sees."""
    return [(put(path, "Other words."), PATCH, "")]


# by the place in the schema: the change, how far the version has to be raised, and what is said besides
CHANGES: dict[str, list[Case]] = {
    "title": words("title"),
    "sources": [(put("sources", ["other-brief"]), PATCH, "")],
    "limits.stale-after": [
        (put("limits/stale-after", 365), MAJOR, f"{LESS}control mfa: stale-after 365, before 100"),
        (put("limits/stale-after", 30), MINOR, ""),
    ],
    "limits.acceptance-days": [
        (put("limits/acceptance-days", None), MAJOR, f"{LESS}limits: acceptance-days 180, before 90"),
        (put("limits/acceptance-days", 30), MINOR, ""),
    ],
    "topics": words("topics/access"),
    "approvals": [(put("approvals", ["it"]), MAJOR, f"{LESS}approvals: it, before it, law")],
    "roles": [
        *words("roles/it"),
        (put("roles/new", "New"), MINOR, ""),
    ],
    "set-aside": words("set-aside/F-1"),
    "profile.*.question": [
        (put("profile/tier/question", "Which one?"), PATCH, "profile question tier reads otherwise")
    ],
    "profile.*.type": [(put("profile/size/type", "any-of"), MAJOR, "size is any-of, before one-of")],
    "profile.*.values": [
        *words("profile/tier/values/free"),
        (put("profile/data/values/secret", "Secret"), MINOR, ""),
    ],
    "profile.*.per-use-case": [
        (put("profile/size/per-use-case", None), MAJOR, "size is no longer answered for each use case"),
        (put("profile/band/per-use-case", True), MINOR, ""),
    ],
    "profile.*.needed": [(put("profile/tier/needed", None), MAJOR, f"{LESS}profile question tier: not needed")],
    "profile.*.derived": [
        (put("profile/abroad/derived", {"place": "north"}), MAJOR, "derived {place: north}, before {place: south}"),
        (put("profile/abroad/derived", {"place": ["north", "south"]}), MINOR, ""),
        (
            put("profile/inland/derived", {"place": ["north", "south"]}),
            MAJOR,
            f"{LESS}profile question inland: derived",
        ),
    ],
    "profile.*.facts": [(put("profile/data/facts", ["F-9"]), PATCH, "")],
    "matrix.rows": [
        (
            lambda doc: (
                put("matrix/rows", "place")(doc),
                put("matrix/columns", "data")(doc),
                put("matrix/cells", {"north": {"open": "prohibited"}})(doc),
                put("matrix/guardrails", None)(doc),
                put("matrix/facts", None)(doc),
            )[0],
            MAJOR,
            f"{LESS}matrix: place by data, before data by place",
        )
    ],
    "matrix.columns": [(put("matrix", None), MAJOR, f"{LESS}matrix: not there, before data by place")],
    "matrix.cells": [
        (put("matrix/cells/open/south", "allowed"), MAJOR, f"{LESS}matrix: open/south allowed, before conditional"),
        (put("matrix/cells/open/south", "prohibited"), MINOR, ""),
        (put("matrix/cells/open/south", None), MINOR, ""),
        (put("matrix/cells/closed/south", "case-by-case"), MAJOR, "closed/south case-by-case, before left out"),
        (put("matrix/cells/closed/south", "prohibited"), MINOR, ""),
        (in_turn(put("profile/data/values/new", "New"), put("matrix/cells/new", {"north": "allowed"})), MINOR, ""),
        (
            put(
                "matrix/cells",
                {"open": {"north": "allowed", "south": "conditional"}, "closed": {"south": "prohibited"}},
            ),
            MAJOR,
            f"{LESS}matrix: closed/north left out, before prohibited",
        ),
    ],
    "matrix.guardrails": words("matrix/guardrails/closed"),
    "matrix.facts": [(put("matrix/facts/open", ["F-9"]), PATCH, "")],
    "plans.question": [(put("plans/question", "band"), MAJOR, f"{LESS}plan table: band, before tier")],
    "plans.stale-after": [
        (put("plans/stale-after", None), MAJOR, f"{LESS}plan table: stale-after 90, before 60"),
        (put("plans/stale-after", 30), MINOR, ""),
    ],
    "plans.rows.*.title": [(put("plans/rows/log/title", "The log"), PATCH, "the plan row log reads otherwise")],
    "plans.rows.*.claimed": [
        (put("plans/rows/log/claimed/free", "yes"), MAJOR, f"{LESS}plan row log: claimed for free yes, before no"),
        (put("plans/rows/log/claimed/free", "unknown"), MAJOR, "claimed for free unknown, before no"),
        (put("plans/rows/log/claimed/paid", "unknown"), MINOR, ""),
        (put("plans/rows/seal/claimed/paid", "no"), MAJOR, f"{LESS}plan row seal: claimed for paid no, before yes"),
    ],
    "plans.rows.*.basis": [(put("plans/rows/log/basis", "inferred"), PATCH, "")],
    "plans.rows.*.needed": [
        (put("plans/rows/log/needed", {"data": "open"}), MAJOR, "needed {data: open}, before {data: [open, closed]}"),
        (put("plans/rows/log/needed", None), MAJOR, "needed never, before {data: [open, closed]}"),
        (put("plans/rows/seal/needed", {"data": "open"}), MINOR, ""),
    ],
    "plans.rows.*.facts": [(put("plans/rows/log/facts", ["F-9"]), PATCH, "")],
    "parties.*.title": words("parties/vendor/title"),
    "parties.*.roles": [(put("parties/vendor/roles", ["law"]), PATCH, "")],
    "responsibilities.*.title": words("responsibilities/logs/title"),
    "responsibilities.*.parties": words("responsibilities/logs/parties/vendor"),
    "responsibilities.*.facts": [(put("responsibilities/logs/facts", ["F-9"]), PATCH, "")],
    "sections.*.title": words("sections/access/title"),
    "sections.*.facts": [(put("sections/access/facts", ["F-9"]), PATCH, "")],
    "sections.*.controls.*.question": [(put(f"{SSO}/question", "Is it?"), PATCH, "the control sso reads otherwise")],
    "sections.*.controls.*.why": words(f"{SSO}/why"),
    "sections.*.controls.*.verify": words(f"{SSO}/verify"),
    "sections.*.controls.*.gate": [
        (put(f"{SSO}/gate", "recommended"), MAJOR, f"{LESS}control sso: gate recommended, before required"),
        (
            lambda doc: (put(f"{SSO}/gate", "blocker")(doc), put(f"{SSO}/gate-when", None)(doc))[0],
            MINOR,
            "",
        ),
    ],
    "sections.*.controls.*.gate-when.blocker": [
        (
            put(f"{SSO}/gate-when/blocker", {"data": "closed"}),
            MAJOR,
            f"{LESS}control sso: gate-when blocker {{data: closed}}, before {{data: [open, closed]}}",
        ),
        (put(f"{SSO}/gate-when", None), MAJOR, "gate-when blocker never, before {data: [open, closed]}"),
        (
            put("sections/access/controls/vault/gate-when", {"required": {"data": "closed"}}),
            MAJOR,
            f"{LESS}control vault: gate-when blocker never, before {{data: closed}}",
        ),
        (put(f"{SSO}/gate-when/blocker", {"any": [{"data": ["open", "closed"]}, {"tier": "free"}]}), MINOR, ""),
    ],
    "sections.*.controls.*.gate-when.required": [
        (put("sections/access/controls/mfa/gate-when", None), MAJOR, "gate-when required never"),
        (
            put("sections/access/controls/mfa/gate-when", {"blocker": {"data": ["open", "closed"]}}),
            MINOR,
            "",
        ),
    ],
    "sections.*.controls.*.applies": [
        (put(f"{SSO}/applies", {"place": "north"}), MAJOR, "applies {place: north}, before {place: [north, south]}"),
        (put(f"{SSO}/applies", None), MAJOR, "applies always, so that not applicable can be approved, before {place:"),
        (put("sections/access/controls/audit/applies", {"place": "north"}), MAJOR, "{place: north}, before always"),
        (put(f"{SSO}/applies", {"any": [{"place": ["north", "south"]}, {"tier": "free"}]}), MINOR, ""),
    ],
    "sections.*.controls.*.owner": [(put(f"{SSO}/owner", "law"), MAJOR, f"{LESS}control sso: owner law, before it")],
    "sections.*.controls.*.phase": [
        (put(f"{SSO}/phase", "go-live"), MAJOR, f"{LESS}control sso: phase go-live, before at-sign"),
        (put(f"{SSO}/phase", None), MINOR, ""),
    ],
    "sections.*.controls.*.evidence.what": words(f"{SSO}/evidence/what"),
    "sections.*.controls.*.evidence.accepts": [
        (
            put(f"{SSO}/evidence/accepts", ["test-result", "verbal"]),
            MAJOR,
            f"{LESS}control sso: evidence accepts test-result, verbal, before test-result",
        ),
        (put("sections/access/controls/audit/evidence", {"what": "X", "accepts": ["test-result"]}), MINOR, ""),
    ],
    "sections.*.controls.*.stale-after": [
        (put(f"{SSO}/stale-after", 51), MAJOR, f"{LESS}control sso: stale-after 51, before 50"),
        (put(f"{SSO}/stale-after", 49), MINOR, ""),
    ],
    "sections.*.controls.*.acceptable": [
        (put(f"{SSO}/acceptable", None), MAJOR, f"{LESS}control sso: acceptable yes, before no"),
        (put("sections/access/controls/audit/acceptable", False), MINOR, ""),
    ],
    "sections.*.controls.*.topic": [(put(f"{SSO}/topic", None), PATCH, "")],
    "sections.*.controls.*.asks": [
        (put(f"{SSO}/asks", "q-log"), MAJOR, f"{LESS}control sso: asks q-log, before q-log, q-seal"),
        (put("sections/access/controls/audit/asks", "q-log"), MAJOR, "asks q-log, before no question"),
    ],
    "sections.*.controls.*.facts": [(put(f"{SSO}/facts", ["F-9"]), PATCH, "")],
    "sections.*.controls.*.references": [(put(f"{SSO}/references", ["A.2"]), PATCH, "")],
    "questions.*.to": [(put("questions/q-log/to", "law"), PATCH, "")],
    "questions.*.text": [(put("questions/q-log/text", "Which log?"), PATCH, "the question q-log reads otherwise")],
    "questions.*.yes-means": words("questions/q-log/yes-means"),
    "questions.*.no-means": words("questions/q-log/no-means"),
    "questions.*.facts": [(put("questions/q-log/facts", ["F-9"]), PATCH, "")],
    "rules.*.severity": [
        (put(f"{R}/severity", "warning"), MAJOR, f"{LESS}cross-check r-hold: severity warning, before hold"),
        (put(f"{R}/severity", "contradiction"), MINOR, ""),
        (in_turn(put("rules/r-new", FULL["rules"]["r-hold"]), put(R, None)), MINOR, ""),
        (put(R, None), MAJOR, f"{LESS}cross-check r-hold: not there, before hold"),
    ],
    "rules.*.when": [
        (
            put(f"{R}/when/data", "open"),
            MAJOR,
            f"{LESS}cross-check r-hold: when {{data: open, answers: {{sso: [not-met",
        ),
        (put(f"{R}/when/answers/sso", "not-met"), MAJOR, "cross-check r-hold: when"),
        (put(f"{R}/when/tier", "free"), MAJOR, "cross-check r-hold: when"),
        (put(f"{R}/when", {"answers": {"sso": ["not-met", "unknown", "partial"]}}), MINOR, ""),
    ],
    "rules.*.says": words(f"{R}/says"),
    "rules.*.needs": [
        (put(f"{R}/needs", ["other"]), MAJOR, f"{LESS}cross-check r-hold: needs other, before no other checklist"),
    ],
    "rules.*.facts": [(put(f"{R}/facts", ["F-9"]), PATCH, "")],
    "views.*.title": words("views/first/title"),
    "views.*.rows.title": words("views/first/rows/0/title"),
    "views.*.rows.controls": [(put("views/first/rows/0/controls", ["sso"]), PATCH, "")],
    "history.*.says": words("history/1.0.0/says"),
    "history.*.added": [(put("history/0.9.0/added", None), PATCH, "")],
}
FATES = {
    "controls.*.renamed": ("controls/old-sso", "old-sso not so, before renamed sso"),
    "controls.*.split": ("controls/both", "both not so, before split sso, mfa"),
    "controls.*.merged": ("controls/half", "half not so, before merged audit"),
    "controls.*.removed": ("controls/lost", "lost not so, before removed"),
    "questions.*.renamed": ("questions/q-old", "q-old not so, before renamed q-log"),
    "questions.*.removed": ("questions/q-gone", "q-gone not so, before removed"),
    "questions.*.reworded": ("questions/q-seal", "q-seal not so, before reworded"),
    "plans.*.renamed": ("plans/logs", "logs not so, before renamed log"),
    "plans.*.removed": ("plans/gone", "gone not so, before removed"),
    "plans.*.reworded": ("plans/seal", "seal not so, before reworded"),
    "profile.*.renamed": ("profile/level", "level not so, before renamed tier"),
    "profile.*.removed": ("profile/colour", "colour not so, before removed"),
    "values.*.*.renamed": ("values/tier/cheap", "cheap not so, before renamed free"),
    "values.*.*.removed": ("values/tier/dear", "dear not so, before removed"),
    "roles.*.renamed": ("roles/desk", "desk not so, before renamed it"),
    "roles.*.removed": ("roles/nobody", "nobody not so, before removed"),
}
CHANGES |= {
    f"history.*.{place}": [(put(f"history/1.0.0/{path}", None), MAJOR, f"{LESS}history 1.0.0: {told}")]
    for place, (path, told) in FATES.items()
}
CHANGES["history.*.controls.*.reworded"] = [
    (put("history/0.9.0/controls", None), MAJOR, f"{LESS}history 0.9.0: mfa not so, before reworded")
]

KEPT = "changes/keys-kept"
ADAPTING: dict[str, list[Case]] = {
    "extends": [(rest_of_its_own, MAJOR, f"{LESS}control keys-kept: not asked, before blocker")],
    "changes.*.reason": [*words(f"{KEPT}/reason"), *words("changes/keys-counted/reason")],
    "changes.*.gate": [(put(f"{KEPT}/gate", None), MAJOR, f"{LESS}control keys-kept: gate required, before blocker")],
    "changes.*.accepts": [
        (put(f"{KEPT}/accepts", None), MAJOR, "evidence accepts test-result, internal-record, before")
    ],
    "changes.*.stale-after": [(put(f"{KEPT}/stale-after", 60), MAJOR, "control keys-kept: stale-after 60, before 30")],
    "changes.*.drop": [
        (
            put("changes/keys-turned", {"reason": "No.", "drop": True}),
            MAJOR,
            "keys-turned: dropped, before recommended",
        ),
        (put("changes/keys-counted", None), MINOR, ""),
    ],
}
LENDING: dict[str, list[Case]] = {
    "profile-from": [
        (
            lambda doc: (put("profile-from", None)(doc), put("sections/two", None)(doc))[0],
            MAJOR,
            f"{LESS}control own: not asked, before required",
        )
    ],
    "sections.*.controls.*.from": [
        (put("sections/one", None), MAJOR, f"{LESS}control keys-kept: not asked, before required")
    ],
    "sections.*.controls.*.facts": [(put("sections/one/controls/keys-kept/facts", ["F-9"]), PATCH, "")],
}
NEVER_CHANGES = {"format", "id", "version"}


def places(schema: Doc, defs: Doc, path: str = "") -> Iterator[str]:
    """Every key of the schema that holds something, by its place; a star for an id."""
    while "$ref" in schema and not ({"properties"} & schema.keys()):
        name = schema["$ref"].removeprefix("#/$defs/")
        if name in ("criteria", "rule-criteria"):
            break
        schema = defs[name]
    inner = schema.get("additionalProperties")
    below = [
        *((f"{path}.{key}", one) for key, one in schema.get("properties", {}).items()),
        *((f"{path}.*", one) for one in alternatives(inner) if isinstance(inner, dict)),
        *((path, schema["items"]) for _ in (0,) if schema.get("type") == "array"),
    ]
    found = [place for where, one in below for place in places(one, defs, where)]
    is_map = path and found and all(place == f"{path}.*" for place in found)  # ids to words: one place
    yield from [path] if not found or is_map else found


def alternatives(inner: Any) -> list[Doc]:
    return [inner["then"], inner["else"]] if isinstance(inner, dict) and "then" in inner else [inner]


def test_every_place_of_the_schema_has_a_change_that_is_noticed() -> None:
    schema = json.loads(schema_text("checklist"))
    known = {place.removeprefix(".") for place in places(schema, schema["$defs"])}
    assert len(known) > 80
    assert known - NEVER_CHANGES == {*CHANGES, *ADAPTING, *LENDING}


ALL = [
    pytest.param(doc, *case, id=f"{place}-{number}")
    for doc, table in ((FULL, CHANGES), (ADAPTED, ADAPTING), (LENT, LENDING))
    for place, cases in table.items()
    for number, case in enumerate(cases)
]


@pytest.mark.parametrize(("doc", "change", "wanted", "says"), ALL)
def test_a_change_is_noticed_and_asks_for_its_version(
    doc: Doc, change: Callable[[Doc], None], wanted: str, says: str
) -> None:
    newer = deepcopy(doc)
    change(newer)
    old, new = opened(doc), opened(newer)
    told = remarks(Versions(old, new))

    assert old.edition.digest != new.edition.digest
    first = told[0]
    assert (first.hint, first.error, first.paths) == (wanted, True, (("version",),)), told
    assert says in f"{first.message} {' '.join(one.message for one in told[1:])}"
    assert any(one.message.startswith(LESS) for one in told) == (LESS in says or bool(asks_less(Versions(old, new))))
    assert bool(asks_less(Versions(old, new))) == (wanted == MAJOR and not says.startswith("size is"))


def test_a_version_that_is_raised_enough_is_no_fault_and_says_what_it_asks_less() -> None:
    newer = deepcopy(FULL)
    put(f"{SSO}/gate", "recommended")(newer)
    put("version", "2.0.0")(newer)
    put("history/2.0.0", {"says": "Lighter."})(newer)
    told = remarks(Versions(opened(FULL), opened(newer)))

    assert [(one.message, one.error) for one in told] == [
        ("asks less: control sso: gate recommended, before required", False)
    ]


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("1.0.1", "1.0.1 is not raised enough since 1.0.0: control sso: gate recommended, before required"),
        ("1.1.0", "1.1.0 is not raised enough since 1.0.0: control sso: gate recommended, before required"),
        ("0.9.9", "0.9.9 is lower than 1.0.0"),
    ],
)
def test_a_version_that_is_not_raised_enough_is(version: str, says: str) -> None:
    newer = deepcopy(FULL)
    put(f"{SSO}/gate", "recommended")(newer)
    put("version", version)(newer)
    if version < "1.0.0":
        put("history/1.0.0", None)(newer)
    assert says in [one.message for one in remarks(Versions(opened(FULL), opened(newer))) if one.error]


@pytest.mark.parametrize("kind", GUIDANCE)
def test_what_is_called_guidance_is_there(kind: type) -> None:
    assert GUIDANCE[kind] <= {field.name for field in fields(kind)}


NEW_NAMES = {
    "controls": ["sso", "mfa", "audit", "vault"],
    "questions": ["q-log", "q-seal"],
    "plans": ["log", "seal"],
    "profile": ["tier", "place", "data", "size"],
    "values": {"new-tier": ["free", "paid"], "band": ["free", "paid"], "new-place": ["north", "south"]}
    | {"new-data": ["open", "closed"]},
    "roles": ["it", "law"],
}


def test_what_has_another_name_everywhere_asks_the_same() -> None:
    """Each id, wherever it is named, stands in the history with its new one."""
    history = {
        part: {question: {id: {"renamed": f"new-{id}"} for id in ids} for question, ids in names.items()}
        if isinstance(names, dict)
        else {id: {"renamed": f"new-{id}"} for id in names}
        for part, names in NEW_NAMES.items()
    }
    flat = set(re.findall(r"'new-([a-z-]+)'", str(history)))
    newer = {key: renamed(value, flat) if key != "history" else value for key, value in FULL.items()}
    newer["topics"], newer["sections"]["access"] = FULL["topics"], newer["sections"].pop("access")
    newer |= {"version": "2.0.0", "history": {**FULL["history"], "2.0.0": {"says": "Names.", **history}}}
    assert remarks(Versions(opened(FULL), opened(newer))) == ()


def renamed(value: Any, ids: set[str]) -> Any:
    """Keys of the file's own are no ids, but these: they stand where an id of a question or a row stands."""
    if isinstance(value, dict):
        return {new_name(key, ids) if key not in KEYS else key: renamed(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [renamed(one, ids) for one in value]
    return new_name(value, ids) if isinstance(value, str) else value


KEYS = {"says", "title", "question", "values"}


def new_name(word: str, ids: set[str]) -> str:
    return f"new-{word}" if word in ids else word


def test_a_control_that_is_no_longer_dropped_and_no_longer_asked_is_no_condition_any_more() -> None:
    rule = {"severity": "warning", "when": {"answers": {"keys-counted": "not-met"}}, "says": "Nobody knows."}
    before = {**BASE, "rules": {"counted": rule}}
    after = deepcopy(BASE)
    put("sections/shared/controls/keys-counted", None)(after)
    newer = deepcopy(ADAPTED)
    put("changes/keys-counted", None)(newer)
    less = [one.text for one in asks_less(Versions(opened(ADAPTED, before), opened(newer, after)))]
    assert less == [
        "control keys-counted: not told, before dropped, which is a condition",
        "cross-check counted: not there, before not checked, which is told",
    ]


def test_a_checklist_that_is_no_longer_asked_is_named() -> None:
    one, other = opened(LENT), opened(OTHER)
    less = [each.text for each in asks_less(Versions(joined([one, other]), one))]
    assert less == ["checklist other: not asked, before 1.0.0", "control else: not asked, before recommended"]
    assert asks_less(Versions(one, joined([one, other]))) == ()


# on disk

BEFORE = """\
format: 1
id: rollout
title: Roll-out
version: 1.0.0
roles: {it: IT}
profile:
  site: {question: Where?, type: one-of, values: {north: North, south: South}}
plans:
  question: site
  rows: {log: {title: A log, claimed: {north: "no", south: "yes"}}}
questions:
  q-log: {to: it, text: A log?}
sections:
  all:
    title: All
    controls:
      sso: {question: Is single sign-on on?, gate: blocker}
      logs: {question: Are the logs kept and read?, gate: required}
      training: {question: Are staff trained?, gate: required}
"""


def room(tmp_path: Path, after: str, before: str = BEFORE) -> Path:
    (tmp_path / "checklists").mkdir()
    (tmp_path / "checklists" / "rollout.yaml").write_text(after, "utf-8")
    (tmp_path / "earlier").mkdir()
    (tmp_path / "earlier" / "rollout.yaml").write_text(before, "utf-8")
    return tmp_path


def since(folder: Path, old: str = "earlier/rollout.yaml") -> Done:
    return govcheck("checklist", "validate", "checklists/rollout.yaml", "--since", old, cwd=folder)


def lines(done: Done) -> list[str]:
    return [line.removeprefix("checklists/rollout.yaml:") for line in done.out.splitlines()]


def edited(*changes: tuple[str, str]) -> str:
    text = BEFORE
    for was, becomes in changes:
        assert was in text
        text = text.replace(was, becomes)
    return text


UNCHANGED = " nothing that it asks has changed since 1.0.0; in CI name the base of the pull request"


def test_where_nothing_changed_that_is_said(tmp_path: Path) -> None:
    done = since(room(tmp_path, f"# A remark.\n{BEFORE}"))
    assert (done.code, lines(done)) == (0, [" valid, 3 controls", UNCHANGED])


@pytest.mark.parametrize("old", ["checklists/rollout.yaml", "checklists/../checklists/rollout.yaml", "link.yaml"])
def test_a_file_held_against_itself_tells_nothing(old: str, tmp_path: Path) -> None:
    folder = room(tmp_path, BEFORE)
    (folder / "link.yaml").symlink_to("checklists/rollout.yaml")
    done = since(folder, old)
    assert (done.code, lines(done)) == (2, [" valid, 3 controls"])
    assert (
        "checklists/rollout.yaml is compared with itself, which tells nothing; name an earlier version of it; in CI"
        in (done.err)
    )


def test_a_copy_tells_nothing_either(tmp_path: Path) -> None:
    done = since(room(tmp_path, BEFORE))
    assert done.code == 2
    assert "earlier/rollout.yaml holds the same as checklists/rollout.yaml, which tells nothing" in done.err
    assert '--since "$(git merge-base origin/main HEAD)"' in done.err


def test_a_revision_that_is_the_same_is_no_fault(tmp_path: Path) -> None:
    """A pull request need not change the checklist."""
    folder = repository(room(tmp_path, BEFORE))
    commit(folder, "before")
    done = since(folder, "HEAD")
    assert (done.code, lines(done)) == (0, [" valid, 3 controls", UNCHANGED])


def test_everything_is_told_at_its_line(tmp_path: Path) -> None:
    after = edited(
        ("version: 1.0.0", "version: 1.0.1"),
        ("gate: blocker", "gate: required"),
        ("logs: {question: Are the logs kept and read?", "logs-kept: {question: Are the logs kept?"),
        ("Are staff trained?", "Are all trained?"),
    )
    done = since(room(tmp_path, after))
    assert (done.code, done.err) == (1, "")
    assert lines(done) == [
        " valid, 3 controls",
        " 3 things to put right since 1.0.0",
        (
            "4:1: 1.0.1 is not raised enough since 1.0.0: control logs: not asked, before required, and 2 more; "
            "write version: 2.0.0"
        ),
        (
            "4:1: nothing is said of the control logs, which 1.0.0 had; write below history: 2.0.0: controls: "
            "{logs: {renamed: logs-kept}, or what else became of it}"
        ),
        (
            "18:7: the control logs-kept is new since 1.0.0, and not listed as added; write below history: 2.0.0: "
            "added: [logs-kept]"
        ),
        "To look at:",
        "14:3: asks less: control logs: not asked, before required",
        "17:46: asks less: control sso: gate required, before blocker",
        (
            "19:7: the control training reads otherwise than in 1.0.0; if it asks more, or something else: 2.0.0: "
            "controls: {training: {reworded: WHAT}}"
        ),
    ]


GONE = {
    "questions": (("  q-log:", "  q-logs:"), "the question q-log", "questions: {q-log: {renamed: q-logs}"),
    "plans": (("rows: {log:", "rows: {logs:"), "the plan row log", "plans: {log: {renamed: logs}"),
    "profile": (("site", "sites"), "the profile question site", "profile: {site: {renamed: sites}"),
    "values": (("north: ", "norths: "), "the value north of site", "values: {site: {north: {renamed: norths}"),
    "roles": (("roles: {it: IT}", "roles: {it: IT, law: Law}"), "the role desk", "roles: {desk: {renamed: ID}"),
}


@pytest.mark.parametrize("part", GONE)
def test_an_id_that_is_gone_and_not_told_of_is_named(part: str, tmp_path: Path) -> None:
    (was, becomes), named, hint = GONE[part]
    before = BEFORE.replace("roles: {it: IT}", "roles: {it: IT, desk: Desk}") if part == "roles" else BEFORE
    done = since(room(tmp_path, edited((was, becomes)), before))
    told = f"4:1: nothing is said of {named}, which 1.0.0 had; write below history: 2.0.0: {hint}, or what else"
    assert done.code == 1
    assert next(line for line in lines(done) if "nothing is said" in line).startswith(told)
    assert "write version: 2.0.0" in done.out


HISTORY = """\
history:
  2.0.0:
    says: Other names.
    controls:
      logs: {split: [logs-kept, logs-read]}
      sso: {renamed: single-sign-on}
    profile: {site: {renamed: place}}
    values: {place: {north: {renamed: upper}}}
    plans: {log: {renamed: protocol}}
    questions: {q-log: {renamed: q-protocol}}
    roles: {it: {renamed: desk}}
"""
RENAMED = (
    ("version: 1.0.0", "version: 2.0.0"),
    ("roles: {it: IT}", "roles: {desk: IT}"),
    ("  site:", "  place:"),
    ("question: site", "question: place"),
    ("values: {north:", "values: {upper:"),
    ("claimed: {north:", "claimed: {upper:"),
    ("rows: {log:", "rows: {protocol:"),
    ("q-log: {to: it", "q-protocol: {to: desk"),
    ("sso: {", "single-sign-on: {"),
    (
        "      logs: {question: Are the logs kept and read?, gate: required}\n",
        (
            "      logs-kept: {question: Are the logs kept?, gate: required}\n"
            "      logs-read: {question: Are the logs read?, gate: required}\n"
        ),
    ),
)


def test_what_the_history_tells_is_no_fault(tmp_path: Path) -> None:
    done = since(room(tmp_path, edited(*RENAMED) + HISTORY))
    assert (done.code, lines(done)) == (0, [" valid, 4 controls", " nothing to put right since 1.0.0"])


def test_a_part_of_a_split_control_that_weighs_less_is_named(tmp_path: Path) -> None:
    after = edited(*RENAMED, ("logs read?, gate: required", "logs read?, gate: recommended"))
    done = since(room(tmp_path, after + HISTORY))
    assert lines(done)[2:] == ["To look at:", "19:49: asks less: control logs-read: gate recommended, before required"]


def test_ids_that_the_earlier_version_did_not_have_are_named(tmp_path: Path) -> None:
    history = (
        HISTORY.replace("logs: {split", "loggs: {split").replace("north: {", "norht: {") + "    added: [training]\n"
    )
    done = since(room(tmp_path, edited(*RENAMED) + history))
    told = [line.partition(" ")[2] for line in lines(done)]
    assert done.code == 1
    assert "1.0.0 had no control loggs; did you mean logs?" in told
    assert "1.0.0 had no value norht; did you mean north?" in told
    assert "training is listed as added, and 1.0.0 had it; take it out" in told


def test_a_major_version_of_which_nothing_is_said_is_named(tmp_path: Path) -> None:
    done = since(room(tmp_path, edited(("version: 1.0.0", "version: 2.0.1"), ("gate: blocker", "gate: required"))))
    assert done.code == 1
    assert "4:1: the history does not say what 2.0.0 changed, so answers for 1.0.0 cannot be carried over" in done.out


def test_a_question_that_is_told_as_reworded_needs_a_minor_version(tmp_path: Path) -> None:
    history = "history:\n  1.0.1: {says: All., controls: {training: {reworded: All.}}}\n"
    done = since(room(tmp_path, edited(("version: 1.0.0", "version: 1.0.1"), ("staff", "all")) + history))
    assert (done.code, lines(done)[2]) == (
        1,
        "4:1: 1.0.1 is not raised enough since 1.0.0: training is reworded; write version: 1.1.0",
    )


def test_what_is_told_as_reworded_is_not_told_again(tmp_path: Path) -> None:
    history = "history:\n  1.1.0: {says: All., controls: {training: {reworded: All.}}}\n"
    done = since(room(tmp_path, edited(("version: 1.0.0", "version: 1.1.0"), ("staff", "all")) + history))
    assert (done.code, lines(done)) == (0, [" valid, 3 controls", " nothing to put right since 1.0.0"])


LOGS_LINE = "      logs: {question: Are the logs kept and read?, gate: required}\n"


def renamed_to(line: str, more: str = "") -> str:
    told = f"history:\n  2.0.0:\n    says: Names.\n    controls:\n      logs: {{renamed: log-kept}}\n{more}"
    return edited(("version: 1.0.0", "version: 2.0.0"), (LOGS_LINE, f"      log-kept: {line}\n")) + told


RENAMES = {
    "weighs more": (
        "{question: Are the logs kept and read?, gate: blocker}",
        "logs is renamed to log-kept and weighs more: gate blocker, before required",
    ),
    "is raised by facts": (
        "{question: Are the logs kept and read?, gate: required, gate-when: {blocker: {site: north}}}",
        "logs is renamed to log-kept and weighs more: gate required, blocker where that is said, before required",
    ),
    "asks quite another thing": (
        "{question: Does every visitor sign?, gate: required}",
        "logs is renamed to log-kept, which asks quite another thing",
    ),
}


@pytest.mark.parametrize("name", RENAMES)
def test_an_answer_that_would_go_on_counting_for_more_or_something_else_is_to_be_put_right(
    name: str, tmp_path: Path
) -> None:
    line, says = RENAMES[name]
    hint = "use a new id and write logs: {removed: WHY}, or add log-kept: {reworded: WHAT}"
    done = since(room(tmp_path, renamed_to(line)))
    assert (done.code, lines(done)[1]) == (1, " 1 thing to put right since 1.0.0")
    assert f"{says}; {hint}" in lines(done)[2]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", RENAMES)
def test_a_rename_with_reworded_beside_is_confirmed_and_right(name: str, first: bool, tmp_path: Path) -> None:
    beside = "      log-kept: {reworded: More.}\n"
    text = renamed_to(RENAMES[name][0], beside)
    if first:
        text = text.replace(beside, "").replace(
            "    controls:\n      logs: {ren", f"    controls:\n{beside}      logs: {{ren"
        )
    folder = room(tmp_path, text)
    assert since(folder).code == 0
    (folder / "answers.yaml").write_text(
        "format: 1\nchecklists: {rollout: 1.0.0}\nengagement: {organization: Larch, title: T}\n"
        "answers:\n  logs: {status: met, answered-by: Mia Roth, answered-on: 2026-11-15}\n",
        "utf-8",
    )
    assert govcheck("migrate", "--yes", cwd=folder).code == 0
    answers = yaml.safe_load((folder / "answers.yaml").read_text("utf-8"))["answers"]
    assert answers["log-kept"]["confirm-again"] == "reworded in rollout 2.0.0: More"


def test_a_control_that_has_nothing_to_do_with_a_new_one_is_not_said_to_be_renamed(tmp_path: Path) -> None:
    after = edited((LOGS_LINE, "      log: {question: Does every visitor sign?, gate: required}\n"))
    told = "write below history: 2.0.0: controls: {logs: {removed: WHY}, or what else became of it}"
    assert told in since(room(tmp_path, after)).out


def test_the_earlier_version_may_be_a_git_revision(tmp_path: Path) -> None:
    folder = room(tmp_path, BEFORE)
    repository(folder)
    commit(folder, "before")
    run_git(folder, "tag", "before")
    (folder / "checklists" / "rollout.yaml").write_text(edited(("gate: blocker", "gate: required")), "utf-8")

    done = since(folder, "before")
    assert (done.code, lines(done)[2]) == (
        1,
        "4:1: 1.0.0 is not raised since 1.0.0: control sso: gate required, before blocker; write version: 2.0.0",
    )
    below = govcheck("checklist", "validate", "rollout.yaml", "--since", "before", cwd=folder / "checklists")
    assert (below.code, below.out) == (1, done.out.replace("checklists/rollout.yaml", "rollout.yaml"))


def test_what_a_checklist_is_built_on_is_that_of_the_revision(tmp_path: Path) -> None:
    folder = room(tmp_path, BEFORE)
    adapted = "format: 1\nid: ours\ntitle: Ours\nversion: 1.0.0\nextends: rollout\n"
    (folder / "checklists" / "ours.yaml").write_text(adapted, "utf-8")
    repository(folder)
    commit(folder, "before")
    (folder / "checklists" / "rollout.yaml").write_text(edited(("gate: blocker", "gate: required")), "utf-8")

    done = govcheck("checklist", "validate", "checklists/ours.yaml", "--since", "HEAD", cwd=folder)
    assert done.code == 1
    assert "checklists/ours.yaml:4:1: asks less: control sso: gate required, before blocker" in done.out


CANNOT = {
    "a file that is not there": (("checklists/rollout.yaml", "--since", "none.yaml"), "none.yaml does not exist; name"),
    "a revision that is not there": (("checklists/rollout.yaml", "--since", "gone"), "git knows no revision gone here"),
    "no file": (("--since", "HEAD"), "no file is named that --since compares; write: govcheck checklist validate FILE"),
    "another checklist": (
        ("checklists/rollout.yaml", "--since", "other.yaml"),
        "checklists/rollout.yaml is rollout, and the earlier one is other; name an earlier version of it",
    ),
    "an earlier version with a fault": (
        ("checklists/rollout.yaml", "--since", "bad.yaml"),
        "bad.yaml:4:10: version cannot be",
    ),
    "a file that was not there then": (
        ("checklists/new.yaml", "--since", "HEAD"),
        "there is no HEAD:checklists/new.yaml; if it stood elsewhere then, name the earlier version as a file",
    ),
}


@pytest.mark.parametrize("name", CANNOT)
def test_what_cannot_be_compared(name: str, tmp_path: Path) -> None:
    folder = room(tmp_path, BEFORE)
    repository(folder)
    commit(folder, "before")
    (folder / "other.yaml").write_text(BEFORE.replace("id: rollout", "id: other"), "utf-8")
    (folder / "checklists" / "new.yaml").write_text(BEFORE.replace("id: rollout", "id: new"), "utf-8")
    (folder / "bad.yaml").write_text(BEFORE.replace("1.0.0", "1.0"), "utf-8")
    words, told = CANNOT[name]
    done = govcheck("checklist", "validate", *words, cwd=folder)
    assert done.code == 2
    assert told in done.err
