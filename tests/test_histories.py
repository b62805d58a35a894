"""Any history of answering, undoing, other writers, faults and kills: the file holds what a dictionary says."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import tempfile
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

pytest.importorskip("fcntl", reason="Windows has other calls")

from govcheck.jobs.answers import Decide, Meanwhile, save_answer, unless_changed
from govcheck.jobs.load import open_engagement
from govcheck.jobs.saving import ChangedSince, Saved, save, taken_back
from govcheck.words.engagement import Answer
from govcheck.words.errors import GovcheckError
from govcheck.words.vocabulary import Status
from scripted import ANSWERS, TODAY, engagement
from system_calls import Disturbance, failing, in_a_child, killed_before, killed_behind, watched

CONTROLS = st.sampled_from(["doors-locked", "exits-marked", "crane-booked", "plants-labelled", "keys-returned"])
NOTES = st.sampled_from(
    ["Short", "two\nlines", "a: b", "# no comment", "- item", " lead", "é🙂", "no", "'", "x" * 200]
) | (st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30).filter(str.strip))
GIVEN = st.builds(Answer, st.sampled_from(Status), st.sampled_from(["Lin", "Ben"]), st.just(TODAY), note=NOTES)
PLACES = st.integers(0, 60)
COMMENTS = [line.partition("# ")[2] for line in ANSWERS.splitlines() if "# " in line]


def always(new: Answer) -> Decide:
    return lambda _: new


class History(RuleBasedStateMachine):
    """What happens to one answers file. `held` is what it should hold."""

    @initialize(crlf=st.booleans())
    def begin(self, crlf: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = engagement(self.folder / "move", ANSWERS.replace("\n", "\r\n" if crlf else "\n"))
        self.held: dict[str, Answer] = {}
        self.shown: dict[str, Answer] = {}
        self.done: list[tuple[str, Answer | None, Saved]] = []
        self.remarks = 0
        self.data = self.path.read_bytes()
        self.killed = False

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def put(self, control: str, decide: Decide) -> Saved:
        return save_answer(self.path, "answers.yaml", control, decide)

    @rule(control=CONTROLS, new=GIVEN)
    def answer(self, control: str, new: Answer) -> None:
        saved = self.put(control, always(new))
        self.done.append((control, self.held.get(control), saved))
        self.held[control] = new

    @rule(control=CONTROLS, new=GIVEN)
    def answer_what_was_shown(self, control: str, new: Answer) -> None:
        """Nobody's answer is written over that the person has not seen."""
        shown, stands = self.shown.get(control), self.held.get(control)
        try:
            saved = self.put(control, unless_changed(shown, new))
        except Meanwhile as met:
            assert met.theirs == stands != shown  # noqa: PT017 - where nobody met anybody is looked at too
        else:
            assert stands == shown
            self.done.append((control, stands, saved))
            self.held[control] = new

    @rule()
    def undo(self) -> None:
        if not self.done:
            return
        control, before, saved = self.done.pop()
        wrote = saved.file.engagement.answers[control]
        try:
            save(self.path, "answers.yaml", taken_back(saved))
        except ChangedSince:
            assert self.held.get(control) != wrote
        else:
            assert self.held.pop(control) == wrote
            if before:
                self.held[control] = before

    @rule(control=CONTROLS, new=GIVEN)
    def another_process_answers(self, control: str, new: Answer) -> None:
        assert in_a_child(partial(self.put, control, always(new))) == 0
        self.held[control] = new

    @rule()
    def somebody_edits_the_file(self) -> None:
        self.remarks += 1
        end = "\r\n" if b"\r\n" in self.path.read_bytes() else "\n"
        with self.path.open("ab") as file:
            file.write(f"# remark {self.remarks}{end}".encode())
        self.data = self.path.read_bytes()

    @rule(control=CONTROLS, new=GIVEN, place=PLACES, how=st.sampled_from([killed_before, killed_behind]))
    def killed_while_answering(self, control: str, new: Answer, place: int, how: Disturbance) -> None:
        reader, writer = os.pipe()

        def told() -> None:
            with watched(place, how):
                self.put(control, always(new))
            os.write(writer, b"saved")

        ended = in_a_child(told)
        os.close(writer)
        acknowledged = os.read(reader, 9) == b"saved"
        os.close(reader)
        assert ended == (0 if acknowledged else signal.SIGKILL)
        self.either(control, new, surely=acknowledged)
        self.killed |= not acknowledged

    @rule(control=CONTROLS, new=GIVEN, place=PLACES, number=st.sampled_from([errno.ENOSPC, errno.EIO, errno.EACCES]))
    def fault_while_answering(self, control: str, new: Answer, place: int, number: int) -> None:
        said = ""
        with watched(place, failing(number)):
            try:
                self.put(control, always(new))
            except GovcheckError as error:
                said = str(error)
        if not said or "did not confirm" in said:
            self.held[control] = new

    def either(self, control: str, new: Answer, *, surely: bool) -> None:
        """The answer that was being saved is there or is not; which of both is taken over."""
        stands = self.read().get(control)
        assert stands in ((new,) if surely else (new, self.held.get(control)))
        if stands:
            self.held[control] = stands

    @rule()
    def look(self) -> None:
        """What a person is shown, and decides on later."""
        self.shown = self.read()

    def read(self) -> dict[str, Answer]:
        return dict(open_engagement(self.path, "answers.yaml").engagement.answers)

    @invariant()
    def the_file_is_what_it_should_be(self) -> None:
        if not hasattr(self, "folder"):
            return
        assert self.read() == self.held
        if self.path.read_bytes() != self.data:
            self.data, self.killed = self.path.read_bytes(), False  # what a killed one left is taken away by a write
        text = self.data.decode("utf-8")
        assert [text.count(f"# {remark}") for remark in COMMENTS] == [1] * len(COMMENTS)
        assert [text.count(f"# remark {n + 1}\n") + text.count(f"# remark {n + 1}\r") for n in range(self.remarks)] == [
            1
        ] * self.remarks
        assert text.count("\r\n") in (0, text.count("\n"))
        assert self.killed or not [one for one in self.path.parent.iterdir() if one.suffix == ".tmp"]


def histories(count: int, steps: int, **more: Any) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    with patch.object(os, "fsync", lambda _: None):
        run_state_machine_as_test(
            History,
            settings=settings(
                max_examples=count,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=checks,
                database=None,
                **more,
            ),
        )


def test_whatever_happens_the_file_holds_what_was_called_saved() -> None:
    histories(50, 20, derandomize=True)


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10))
def test_whatever_happens_in_a_thousand_histories(part: int) -> None:
    histories(100, 25)
    print(f"part {part}: 100 histories of 25 steps")
