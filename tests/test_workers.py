from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from book import broken, client
from govcheck.jobs.portfolio import places, reviews
from govcheck.tools import workers
from govcheck.words.errors import Refused
from made_up import TODAY


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes are taken for four things."""
    monkeypatch.setattr(workers, "WORTH", 4)
    monkeypatch.setattr(workers, "AT_ONCE", 2)
    monkeypatch.setattr(workers, "processors", lambda: 2)


def number_and_process(number: int) -> tuple[int, int]:
    return number, os.getpid()


def ended(number: int) -> int:
    if number == 2:
        os._exit(9)
    return number


def fails(number: int) -> int:
    return 1 // (number - 2)


@pytest.mark.usefixtures("several")
def test_what_comes_of_each_thing_stands_in_their_order_and_others_worked_on_it() -> None:
    found = list(workers.each(number_and_process, range(30)))
    assert [number for number, _ in found] == list(range(30))
    assert os.getpid() not in {process for _, process in found}


@pytest.mark.usefixtures("several")
def test_for_a_few_things_no_process_is_started() -> None:
    assert {process for _, process in workers.each(number_and_process, range(3))} == {os.getpid()}


@pytest.mark.usefixtures("several")
def test_what_goes_wrong_in_another_process_goes_wrong_here() -> None:
    with pytest.raises(ZeroDivisionError):
        list(workers.each(fails, range(9)))


@pytest.mark.usefixtures("several")
def test_a_process_that_was_ended_is_no_result() -> None:
    with pytest.raises(Refused, match="ended from outside"):
        list(workers.each(ended, range(9)))


@pytest.mark.usefixtures("several")
def test_where_nobody_wants_the_rest_nothing_is_waited_for() -> None:
    found: Iterator[tuple[int, int]] = workers.each(number_and_process, range(10_000))
    assert next(found)[0] == 0
    found.close()  # type: ignore[attr-defined]  # each is a generator


def test_several_processes_judge_as_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, verdict in enumerate(["go", "not-ready", "no-go", "conditional-go", "go"]):
        client(tmp_path / f"client-{number}", verdict)
    broken(tmp_path / "broken")
    files = places([Path()], tmp_path).files
    alone = list(reviews(files, TODAY, 14))
    monkeypatch.setattr(workers, "WORTH", 2)
    monkeypatch.setattr(workers, "processors", lambda: 2)

    assert list(reviews(files, TODAY, 14)) == alone
    assert len(alone) == 6
