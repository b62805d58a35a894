import errno
import hashlib
import os
import random
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from govcheck.tools import files
from govcheck.tools.files import create, digest, save
from govcheck.words.errors import Refused

COUNTING = """
import sys
from pathlib import Path
from govcheck.tools.files import save

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    save(path, lambda data: data + f"{name}-{number}\\n".encode())
    print(number, flush=True)
"""

WHOLE = """
import sys
from pathlib import Path
from govcheck.tools.files import save

path = Path(sys.argv[1])
while True:
    save(path, lambda data: bytes([97 + (data[0] - 96) % 26]) * 200_000)
    print(flush=True)
"""


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"old\n")
    path.chmod(0o640)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def fails_with(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_the_change_sees_the_present_bytes_and_the_result_comes_back(answers: Path) -> None:
    assert save(answers, lambda data: data + b"new\n") == b"old\nnew\n"
    assert answers.read_bytes() == b"old\nnew\n"
    assert names(answers.parent) == {"answers.yaml", ".answers.yaml.lock"}


def test_the_mode_stays(answers: Path) -> None:
    save(answers, lambda _: b"new\n")

    assert stat.S_IMODE(answers.stat().st_mode) == 0o640


def test_equal_bytes_are_not_written(answers: Path) -> None:
    before = answers.stat()

    save(answers, lambda data: data)

    assert (answers.stat().st_ino, answers.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_link_stays_and_its_target_changes(answers: Path) -> None:
    folder = answers.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link.yaml"
    link.symlink_to("../answers.yaml")

    save(link, lambda _: b"new\n")

    assert link.is_symlink()
    assert answers.read_bytes() == b"new\n"
    assert names(folder) == {"link.yaml"}, "temporary file and lock belong beside the target"


@pytest.mark.parametrize("mode", [0o444, 0o400])
def test_a_read_only_file_is_refused_even_to_root(answers: Path, mode: int) -> None:
    answers.chmod(mode)

    with pytest.raises(Refused, match="read-only"):
        save(answers, lambda _: b"new\n")

    assert answers.read_bytes() == b"old\n"


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "circle").symlink_to("circle")

    with pytest.raises(Refused, match="not an ordinary file"):
        save(tmp_path / "fifo", lambda data: data)
    with pytest.raises(Refused, match="not an ordinary file"):
        save(tmp_path, lambda data: data)
    with pytest.raises(Refused, match="does not exist"):
        save(tmp_path / "missing", lambda data: data)
    with pytest.raises(Refused, match="circle"):
        save(tmp_path / "circle", lambda data: data)


def test_a_refusal_of_the_change_passes_through_and_lets_go_of_the_lock(answers: Path) -> None:
    def refuse(_: bytes) -> bytes:
        raise Refused("not this one")

    with pytest.raises(Refused, match="not this one"):
        save(answers, refuse)

    assert save(answers, lambda data: data + b"new\n") == b"old\nnew\n"


def test_waiting_for_the_lock_ends_with_its_name(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)

    with FileLock(answers.with_name(".answers.yaml.lock")), pytest.raises(Refused, match=r"\.answers\.yaml\.lock"):
        save(answers, lambda _: b"new\n")

    assert answers.read_bytes() == b"old\n"


def test_two_processes_keep_every_answer(answers: Path) -> None:
    children = [python(COUNTING, answers, name, 50) for name in ("a", "b")]
    assert [child.wait() for child in children] == [0, 0]
    for child in children:
        child.communicate()

    lines = answers.read_text().splitlines()

    assert sorted(lines) == sorted(["old"] + [f"{name}-{number}" for name in "ab" for number in range(50)])


def test_a_killed_process_leaves_a_whole_file_and_the_next_one_goes_on(answers: Path) -> None:
    pause = random.Random(1)
    answers.write_bytes(b"a" * 200_000)
    for _ in range(20):
        child = python(WHOLE, answers)
        assert child.stdout
        child.stdout.readline()
        time.sleep(pause.random() / 100)
        child.kill()
        child.communicate()
        data = answers.read_bytes()
        assert len(data) == 200_000
        assert data == data[:1] * 200_000

    save(answers, lambda _: b"new\n")

    assert names(answers.parent) == {"answers.yaml", ".answers.yaml.lock"}, "what was left has been cleared away"


@pytest.mark.parametrize("call", ["open", "write", "fsync", "chmod", "replace"])
@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk is read-only"), (errno.EIO, "reports an error")],
)
def test_when_a_step_fails_the_file_is_the_old_one(
    answers: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, reason: str
) -> None:
    save(answers, lambda data: data)  # so that the lock is there and only the step itself fails
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fails_with(number))
        with pytest.raises(Refused, match=reason):
            save(answers, lambda _: b"new\n")

    assert answers.read_bytes() == b"old\n"
    assert names(answers.parent) == {"answers.yaml", ".answers.yaml.lock"}


def test_when_the_folder_cannot_be_flushed_the_file_is_the_new_one_and_nobody_says_saved(
    answers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def fail_on_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "input/output error")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", fail_on_folders)
    with pytest.raises(Refused, match="did not confirm it: the disk reports an error"):
        save(answers, lambda _: b"new\n")

    assert answers.read_bytes() == b"new\n"
    assert names(answers.parent) == {"answers.yaml", ".answers.yaml.lock"}


def test_a_disk_that_takes_little_at_a_time_gets_everything(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))

    save(answers, lambda _: b"0123456789")

    assert answers.read_bytes() == b"0123456789"


def test_the_data_is_flushed_before_it_gets_the_name(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noted(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def call(*arguments: object) -> object:
            steps.append(name)
            return real(*arguments)

        return call

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, noted(name))

    save(answers, lambda _: b"new\n")

    assert steps == ["write", "fsync", "replace", "fsync"]


def test_an_interruption_leaves_nothing_behind(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            save(answers, lambda _: b"new\n")

    assert answers.read_bytes() == b"old\n"
    assert names(answers.parent) == {"answers.yaml", ".answers.yaml.lock"}


def test_a_link_planted_at_the_temporary_name_is_not_followed(answers: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (tmp_path / ".answers.yaml.tmp").symlink_to(victim)

    save(answers, lambda _: b"new\n")

    assert (answers.read_bytes(), victim.read_bytes()) == (b"new\n", b"mine")


def test_a_link_planted_in_that_very_moment_is_not_followed(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = answers.with_name("victim")
    victim.write_bytes(b"mine")
    answers.with_name(".answers.yaml.tmp").symlink_to(victim)
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)

    with pytest.raises(Refused):
        save(answers, lambda _: b"new\n")

    assert (answers.read_bytes(), victim.read_bytes()) == (b"old\n", b"mine")


def test_create_does_not_overwrite_unless_told_to(answers: Path, tmp_path: Path) -> None:
    create(tmp_path / "report.md", b"one")
    assert (tmp_path / "report.md").read_bytes() == b"one"

    with pytest.raises(Refused, match="exists already"):
        create(answers, b"new\n")
    assert answers.read_bytes() == b"old\n"

    create(answers, b"new\n", overwrite=True)
    assert (answers.read_bytes(), stat.S_IMODE(answers.stat().st_mode)) == (b"new\n", 0o640)
    assert names(tmp_path) == {"answers.yaml", "report.md"}


def test_create_does_not_overwrite_what_comes_into_being_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.md"
    flush = os.fsync

    def meanwhile(descriptor: int) -> None:
        path.write_bytes(b"theirs")
        flush(descriptor)

    for link in (os.link, fails_with(errno.EPERM)):  # the second is a file system without hard links
        path.unlink(missing_ok=True)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", meanwhile)
            patch.setattr(os, "link", link)
            with pytest.raises(Refused, match="exists already"):
                create(path, b"ours")
        assert path.read_bytes() == b"theirs"
        assert names(tmp_path) == {"report.md"}


def test_create_works_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", fails_with(errno.EPERM))

    create(tmp_path / "report.md", b"one")

    assert (tmp_path / "report.md").read_bytes() == b"one"


def test_create_says_when_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not exist"):
        create(tmp_path / "none" / "report.md", b"one")


def test_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "sso.pdf").write_bytes(b"proof")
    (tmp_path / "link.pdf").symlink_to("evidence/sso.pdf")
    expected = hashlib.sha256(b"proof").hexdigest()

    assert digest(Path("evidence/sso.pdf"), tmp_path) == expected
    assert digest(Path("evidence/../evidence/sso.pdf"), tmp_path) == expected
    assert digest(Path("link.pdf"), tmp_path) == expected


def test_what_is_missing_outside_not_a_file_or_too_large_has_no_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    (base / "out").symlink_to(tmp_path / "secret")
    (base / "circle").symlink_to("circle")
    (base / "folder").mkdir()
    os.mkfifo(base / "fifo")
    (base / "large").write_bytes(b"x" * 101)
    monkeypatch.setattr(files, "MAX_EVIDENCE_BYTES", 100)

    refused = ["missing", "out", "circle", "folder", "fifo", "large", "../secret", "", ".", "a\0b", "x" * 5000]

    assert {name: digest(Path(name), base) for name in refused} == dict.fromkeys(refused)
    assert digest(tmp_path / "secret", base) is None
    assert digest(Path("x"), tmp_path / "nowhere") is None
