"""Throw-away git repositories."""

from __future__ import annotations

import subprocess
from pathlib import Path


def run_git(folder: Path, *words: str, check: bool = True) -> int:
    """Run git in a folder; what it ends with."""
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, check=check, capture_output=True).returncode


def commit(folder: Path, message: str) -> None:
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def repository(folder: Path) -> Path:
    """A new repository in a folder, its branch called main."""
    folder.mkdir(parents=True, exist_ok=True)
    run_git(folder, "init", "--quiet", "--initial-branch", "main")
    for name, value in (("user.name", "Lin"), ("user.email", "lin@larch.example"), ("commit.gpgsign", "false")):
        run_git(folder, "config", name, value)
    return folder
