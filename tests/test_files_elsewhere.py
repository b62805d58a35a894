"""Writing where the place is no ordinary one, and on systems that cannot do all that Linux can."""

from __future__ import annotations

import errno
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


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "there is no permission to write there"),
        (errno.EPERM, "there is no permission to write there"),
        (errno.ENOENT, "the file or its folder does not exist"),
        (errno.ENOTDIR, "the file or its folder does not exist"),
        (errno.ELOOP, "its links lead in a circle"),
        (errno.EIO, "the disk reports an error"),
        (errno.ENAMETOOLONG, "file name too long"),
        (0, "it cannot be written"),
    ],
)
def test_each_refusal_of_the_system_is_told_in_words(
    number: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number)) if number else OSError

    path = tmp_path / "answers.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Refused) as refused:
        files.save(path, lambda _: b"new")
    hint = "put that right, then do it again; the file is as it was"
    assert str(refused.value) == f"{path} was not saved: {says}; {hint}"
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_somebody_else_stays_theirs(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"old")
    os.chown(path, 1234, 4321)
    path.chmod(0o640)
    files.save(path, lambda _: b"new")
    files.create(path, b"newer", overwrite=True)
    facts = path.stat()
    assert (facts.st_uid, facts.st_gid, facts.st_mode & 0o777) == (1234, 4321, 0o640)


def test_evidence_has_a_digest_up_to_a_hundred_mebibytes(tmp_path: Path) -> None:
    path = tmp_path / "large"
    for size, told in ((104_857_600, True), (104_857_601, False)):
        with path.open("wb") as file:
            file.write(b"text")
            file.truncate(size)
        assert (files.digest(Path("large"), tmp_path) is not None) is told


@pytest.mark.parametrize(
    ("data", "proves"),
    [
        (b"", False),
        (b" \n", False),
        (b" " * 3000, False),
        (b" " * 1024 + b"x", True),
        (b"x", True),
        (b" " * 1024, False),
    ],
)
def test_blanks_prove_nothing_however_many(data: bytes, proves: bool, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    assert (files.digest(Path("a"), tmp_path) is not None) is proves
