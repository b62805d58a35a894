"""The gate's result as outputs of a step of GitHub Actions: `name=value`, one to a line."""

from __future__ import annotations

import json

from govcheck.rules.formats.plain import plain
from govcheck.rules.judge import GateRun, enough, exit_code, shortfalls
from govcheck.words.vocabulary import Verdict

ENOUGH = {True: "true", False: "false", None: "unknown"}
UNKNOWN = "unknown"


def as_outputs(run: GateRun) -> str:
    """No value has a line end, so none can set another output."""
    lasting = run.verdict is not None and run.verdict.rank >= Verdict.CONDITIONAL_GO.rank
    ends = [one.judgement.assessment.valid_until for one in run.checked if lasting]
    values = {
        "verdict": run.verdict or UNKNOWN,
        "enough": ENOUGH[enough(run)],
        "required": run.demand.require or "valid",
        "exit-code": str(exit_code(run)),
        "as-of": run.as_of.isoformat(),
        "valid-until": str(min((end for end in ends if end), default="")),
        "problems": str(len(run.problems)),
        "files": files(run),
    }
    return "".join(f"{name}={plain(value)}\n" for name, value in values.items())


def files(run: GateRun) -> str:
    """Each file with its verdict, as JSON in one line of ASCII, for `fromJSON`."""
    rows = [
        {
            "path": one.path,
            "verdict": one.judgement.assessment.verdict,
            "enough": not shortfalls(one.judgement.assessment, run.demand),
        }
        for one in run.checked
    ]
    return json.dumps(rows, separators=(",", ":"))
