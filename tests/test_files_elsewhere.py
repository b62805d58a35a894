"""Writing where the place is no ordinary one, and on systems that cannot do all that Linux can."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from govcheck.tools import files
from govcheck.words.errors import Refused


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="Windows has no devices among its files")
def test_nothing_is_added_to_a_device(tmp_path: Path) -> None:
    place = tmp_path / "summary"
    place.symlink_to("/dev/null")
    with pytest.raises(Refused) as refused:
        files.append(place, lambda _: b"text")
    assert str(refused.value) == f"{place} is not an ordinary file; name another one"


def test_where_a_folder_cannot_be_flushed_the_file_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[object] = []
    right = os.open

    def opened(path: Any, *more: Any) -> int:
        flushed.append(path)
        return right(path, *more)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(files, "_FOLDERS_CAN_BE_FLUSHED", False)
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"old\n")
    assert files.save(path, lambda _: b"new\n") == path.read_bytes() == b"new\n"
    files.create(tmp_path / "another", b"text")
    assert tmp_path not in flushed
    monkeypatch.setattr(files, "_FOLDERS_CAN_BE_FLUSHED", True)
    files.save(path, lambda _: b"newer\n")
    assert tmp_path in flushed
