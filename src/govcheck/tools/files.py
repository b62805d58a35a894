"""The one place that writes files: whole or not at all, and never over somebody else's change."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from govcheck.words.errors import Refused

PATIENCE = 10.0  # seconds to wait for another process that is saving
MAX_EVIDENCE_BYTES = 100 * 1024 * 1024

# What only some systems have. Without them a planted link or fifo is not noticed, and a folder is not flushed.
_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0)
_NOT_BLOCKING = getattr(os, "O_NONBLOCK", 0)
_AS_BYTES = getattr(os, "O_BINARY", 0)
_FOLDERS_CAN_BE_FLUSHED = hasattr(os, "O_DIRECTORY")

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "there is no permission to write there",
    errno.EPERM: "there is no permission to write there",
    errno.ENOENT: "the file or its folder does not exist",
    errno.ENOTDIR: "the file or its folder does not exist",
    errno.ELOOP: "its links lead in a circle",
    errno.EIO: "the disk reports an error",
}


def save(path: Path, change: Callable[[bytes], bytes]) -> bytes:
    """Applies the change to what the file holds now, and returns what it holds then.

    Between reading and writing no other `save` gets in, in whatever process. The file keeps its mode and owner; a link
    stays a link. Raises Refused, with the file as it was, when it cannot be written. What `change` raises passes
    through. The lock, `.NAME.lock`, stays beside the file: with `.NAME.tmp` it belongs in .gitignore.
    """
    target = _existing(path)
    with _locked(target, path):
        with _refusing(path):
            facts, before = target.stat(), target.read_bytes()
        after = change(before)
        if after != before:
            with _refusing(path), _temporary(target, after, facts) as temporary:
                temporary.replace(target)
            _flush_folder(target.parent, path)
    return after


def create(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Writes a new file. Raises Refused when it cannot, or when there is one already that may not be overwritten."""
    present = os.path.lexists(path)
    if present and not overwrite:
        raise _taken(path)
    target = _existing(path) if present else path
    # Nothing locks this, so each process has a name of its own.
    with _refusing(path), _temporary(target, data, target.stat() if present else None, f".{os.getpid()}") as temporary:
        if overwrite:
            temporary.replace(target)
        else:
            _publish(temporary, target, path)
    _flush_folder(target.parent, path)


def append(path: Path, text: Callable[[int], bytes]) -> None:
    """Adds to an ordinary file, given its size. Raises Refused where it cannot; what `text` raises passes through."""
    with _refusing(path):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NOT_BLOCKING | _AS_BYTES
        descriptor = os.open(path, flags, 0o666)
    with os.fdopen(descriptor, "ab", buffering=0):
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Refused(f"{path} is not an ordinary file", "name another one")
        left = memoryview(text(facts.st_size))
        with _refusing(path):
            while left:
                left = left[os.write(descriptor, left) :]


LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""How a file begins that Git LFS has left in the place of the real one, which was not fetched."""


def digest(path: Path, base: Path) -> str | None:
    """The sha256, in hexadecimal, of an ordinary file of up to 100 MiB inside `base`; None for everything else.

    A file that is blank proves nothing, nor does the pointer of Git LFS to a file that is not there. `path` is relative
    to `base`. Links are followed first, so one that leads out of `base` gives None.
    """
    with suppress(OSError, ValueError):  # ValueError: a NUL in the name
        whole = base / path
        if not os.path.lexists(whole):  # to follow each part of a path that leads nowhere takes ten times as long
            return None
        target = Path(os.path.realpath(whole, strict=True))
        if not target.is_relative_to(os.path.realpath(base)):
            return None
        with os.fdopen(os.open(target, os.O_RDONLY | _NOT_THROUGH_LINKS | _NOT_BLOCKING | _AS_BYTES), "rb") as file:
            facts = os.fstat(file.fileno())
            if stat.S_ISREG(facts.st_mode) and facts.st_size <= MAX_EVIDENCE_BYTES and not _says_nothing(file):
                return hashlib.file_digest(file, "sha256").hexdigest()
    return None


def _says_nothing(file: BinaryIO) -> bool:
    """Whether a file holds nothing but blanks, or a pointer to another one; it is at its start again afterwards."""
    start = file.read(1024)
    nothing = not start.strip() and (len(start) < 1024 or not file.read().strip())
    file.seek(0)
    return nothing or start.startswith(LFS_POINTER)


def _existing(path: Path) -> Path:
    """What the path leads to, when that is an ordinary file that may be written."""
    with _refusing(path):
        target = Path(os.path.realpath(path, strict=True))
        mode = target.stat().st_mode
    if not stat.S_ISREG(mode):
        raise Refused(f"{path} is not an ordinary file", "name another one")
    if not mode & 0o222 or not os.access(target, os.W_OK):  # the mode says it for root too, whom nothing else stops
        raise Refused(f"{path} is read-only, so nothing was saved", "make it writable, then do it again")
    return target


@contextmanager
def _locked(target: Path, path: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only who writes has to wait for it

    lock = target.with_name(f".{target.name}.lock")
    try:
        mode = stat.S_IMODE(target.stat().st_mode) & 0o666  # whoever may write the file may take its lock
        held = FileLock(lock, timeout=PATIENCE, mode=mode)
        held.acquire()
    except Timeout:
        hint = f"let it finish, then do it again; if none is running, delete {lock.name} in the same folder"
        raise Refused(f"another govcheck has been saving {path} for {PATIENCE:.0f} seconds", hint) from None
    except OSError as error:
        raise _not_saved(path, error) from None
    try:
        yield
    finally:
        with suppress(OSError):  # what is saved is saved; the system lets go of a lock when the process ends
            held.release()


@contextmanager
def _temporary(target: Path, data: bytes, like: os.stat_result | None, suffix: str = "") -> Iterator[Path]:
    """A file beside the target that holds the data, flushed, with mode and owner of `like`; gone afterwards."""
    path = target.with_name(f".{target.name}{suffix}.tmp")
    try:
        path.unlink(missing_ok=True)  # one that a killed process left
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_BYTES  # EXCL: never into what somebody else put there
        with os.fdopen(os.open(path, flags, 0o600 if like else 0o666), "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[os.write(file.fileno(), left) :]
            os.fsync(file.fileno())
        if like:
            _give(path, like)
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _give(path: Path, like: os.stat_result) -> None:
    with suppress(AttributeError, OSError):  # no owners on Windows; and only root may give a file away
        os.chown(path, like.st_uid, like.st_gid)
    path.chmod(stat.S_IMODE(like.st_mode))


def _publish(temporary: Path, target: Path, path: Path) -> None:
    """Gives the file its name, unless another one has come by that name meanwhile."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            raise _taken(path) from None
        temporary.replace(target)


def _flush_folder(folder: Path, path: Path) -> None:
    """Makes the new name outlast a power cut, where the system can."""
    if not _FOLDERS_CAN_BE_FLUSHED:
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        message = f"{path} is written, but the disk did not confirm it: {_reason(error)}"
        raise Refused(message, "check the disk, then do it again") from None


def _taken(path: Path) -> Refused:
    return Refused(f"{path} exists already", "choose another name, or say that it may be overwritten")


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turns what the system says into one sentence."""
    try:
        yield
    except OSError as error:
        raise _not_saved(path, error) from None


def _not_saved(path: Path, error: OSError) -> Refused:
    hint = "put that right, then do it again; the file is as it was"
    return Refused(f"{path} was not saved: {_reason(error)}", hint)


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or (error.strerror or "it cannot be written").lower()
