"""What holds for any history of a checklist and any answers file: nothing is lost, nothing becomes better by itself."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.jobs.answers import save_answer
from govcheck.jobs.given import Given, merged
from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.jobs.migrating import carry, look
from govcheck.rules.assess import assess
from govcheck.words.engagement import Answer
from govcheck.words.errors import GovcheckError
from govcheck.words.vocabulary import Standing, Status
from made_up_history import VERSIONS, Story, Writer, answers, story

TODAY = date(2026, 11, 22)
SEEDS = st.integers(0, 2**32)
ANSWERS = "answers.yaml"


class Engagement:
    """A folder with answers to the first version of a checklist."""

    def __init__(self, folder: Path, seed: int) -> None:
        random = Random(seed)
        self.folder, self.path = folder, folder / ANSWERS
        self.story: Story = story(random)
        self.doc = answers(self.story)
        writer = Writer(random)
        self.text = writer.file(self.doc)
        self.remarks = writer.remarks
        (folder / "checklists").mkdir(exist_ok=True)
        self.path.write_bytes(self.text.encode("utf-8"))

    def at(self, version: str) -> None:
        """The checklist in one of its versions."""
        text = self.story.checklist(version)
        (self.folder / "checklists" / "rollout.yaml").write_text(text, "utf-8")

    def carried(self, version: str) -> str:
        """The text of the file after carrying it to a version; what it says has been written."""
        self.at(version)
        carry(self.path, ANSWERS, look(self.path, ANSWERS))
        return self.now

    @property
    def now(self) -> str:
        return self.path.read_bytes().decode("utf-8")

    @property
    def opened(self) -> EngagementFile:
        return open_engagement(self.path, ANSWERS)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("engagements")


def made(room: Path, seed: int) -> Engagement:
    return Engagement(Path(tempfile.mkdtemp(dir=room)), seed)


def values(text: str) -> Any:
    return yaml.load(text.removeprefix("\ufeff"), yaml.BaseLoader)  # noqa: S506 - texts only


def leaves(value: Any) -> Iterator[str]:
    """Every text that is no key."""
    if isinstance(value, dict):
        yield from (leaf for inner in value.values() for leaf in leaves(inner))
    elif isinstance(value, list):
        yield from (leaf for inner in value for leaf in leaves(inner))
    else:
        yield value


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_no_text_and_no_remark_is_lost_and_the_file_opens(room: Path, seed: int) -> None:
    one = made(room, seed)
    after = one.carried(VERSIONS[-1])
    renamed = {"1.0.0", "1.0.7", *(value for known in one.story.models["1.0.0"].values.values() for value in known)}
    lost = Counter(leaves(values(one.text))) - Counter(leaves(values(after)))

    assert not set(lost) - renamed
    assert [after.count(remark) for remark in one.remarks] == [1] * len(one.remarks)
    assert one.opened.migration.versions == ()
    assert ("\r\n" in after, after[:1] == "\ufeff") == ("\r\n" in one.text, one.text[:1] == "\ufeff")
    assert after.count("\n") - after.count("\r\n") == one.text.count("\n") - one.text.count("\r\n") or "\r" not in after


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_carrying_over_twice_is_the_same_as_once_and_in_steps_the_same_as_at_once(room: Path, seed: int) -> None:
    one, other = made(room, seed), made(room, seed)
    at_once = one.carried(VERSIONS[-1])
    for version in VERSIONS[1:]:
        other.carried(version)

    assert one.carried(VERSIONS[-1]) == at_once
    assert values(other.now) == values(at_once)


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_answers_of_which_the_history_says_nothing_stay_byte_for_byte(room: Path, seed: int) -> None:
    one = made(room, seed)
    touched = {*one.story.named, *targets(one.story)}
    after = one.carried(VERSIONS[-1])
    for id, lines in lines_of_answers(one.text).items():
        if id not in touched:
            assert lines in after, id


def targets(told: Story) -> Iterator[str]:
    for release in told.history.values():
        for became in release.get("controls", {}).values():
            for to in became.values():
                yield from to if isinstance(to, list) else [to]


def lines_of_answers(text: str) -> dict[str, str]:
    """The lines of each answer that has some of its own."""
    body = text.removeprefix("\ufeff")
    root = yaml.compose(body, yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode)
    found = next((value for key, value in root.value if key.value == "answers"), None)
    if not isinstance(found, yaml.MappingNode) or found.flow_style:
        return {}
    lines = body.splitlines(keepends=True)
    return {
        key.value: "".join(without_last_remarks(lines[key.start_mark.line : value.end_mark.line])).rstrip("\r\n")
        for key, value in found.value
        if key.start_mark.line < value.end_mark.line
    }


def without_last_remarks(lines: list[str]) -> list[str]:
    """What stands below an entry may belong to the next one."""
    while lines[-1].lstrip().startswith("#"):
        lines = lines[:-1]
    return lines


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_no_verdict_is_better_than_with_everything_in_doubt_unknown(room: Path, seed: int) -> None:
    one = made(room, seed)
    one.carried(VERSIONS[-1])
    case = one.opened.case(TODAY)
    unknown = Answer(Status.UNKNOWN, "Nobody", TODAY)
    doubted = {id: unknown if said.confirm_again else said for id, said in case.engagement.answers.items()}
    without = replace(case, engagement=replace(case.engagement, answers=doubted))

    assert assess(case).verdict.rank <= assess(without).verdict.rank


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_gap_that_stays_is_one_wherever_it_is_asked_now(room: Path, seed: int) -> None:
    one = made(room, seed)
    refused = [id for id, said in (one.doc.get("answers") or {}).items() if is_refused(said)]
    one.carried(VERSIONS[-1])
    states = assess(one.opened.case(TODAY)).states
    for id in refused:
        for heir in heirs(one.story, id):
            assert states[heir].standing is Standing.FAILED, (id, heir)


def is_refused(said: Any) -> bool:
    return said["status"] in ("partial", "not-met", "no") and said.get("remedy") == "none"


def heirs(told: Story, id: str) -> list[str]:
    """The controls of the last version that ask what one of the first asked."""
    now = [id]
    for release in told.history.values():
        became = release.get("controls", {})
        now = [heir for one in now for heir in became_of(one, became.get(one, {}))]
    return now


def became_of(id: str, became: Any) -> list[str]:
    for fate, to in became.items():
        if fate == "removed":
            return []
        if fate != "reworded":
            return to if isinstance(to, list) else [to]
    return [id]


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_what_is_in_doubt_is_not_any_more_once_somebody_has_said_it_again(room: Path, seed: int) -> None:
    one = made(room, seed)
    one.carried(VERSIONS[-1])
    for id, said in one.opened.engagement.answers.items():
        if said.confirm_again:
            save_answer(one.path, ANSWERS, id, merged(Given(Status.UNKNOWN, "Fay Moss", TODAY)))

    assert not [id for id, said in one.opened.engagement.answers.items() if said.confirm_again]


JUNK: list[Any] = [
    None,
    "",
    "x",
    [],
    {},
    [{}],
    [None],
    {"a": "b"},
    {"a": None},
    {"a": [{}]},
    [["x"]],
    "unknown",
    ["unknown"],
]


@given(SEEDS)
@settings(max_examples=120, deadline=None)
def test_whatever_is_wrong_is_told_and_the_file_is_untouched(room: Path, seed: int) -> None:
    """Entries are replaced, left out, doubled and renamed; nothing but a refusal or a whole file comes of it."""
    one = made(room, seed)
    random = Random(seed)
    doc = values(one.text)
    for _ in range(random.randint(1, 3)):
        spoil(doc, random)
    text = Writer(random).file(doc)
    one.path.write_bytes(text.encode("utf-8"))
    try:
        after = one.carried(VERSIONS[-1])
    except GovcheckError:
        assert one.now == text
    else:
        assert one.opened.migration.versions == ()
        assert values(after)


def spoil(doc: Any, random: Random) -> None:
    places = [(there, key) for there in mappings(doc) for key in there]
    there, key = random.choice(places)
    other, name = random.choice(places)
    match random.choice(["junk", "junk", "gone", "double", "called"]):
        case "junk":
            there[key] = deepcopy(random.choice(JUNK))
        case "gone":
            del there[key]
        case "double":
            there[name] = deepcopy(other[name])
        case "called":
            there[f"{key}-x"] = there.pop(key)


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(inner)
