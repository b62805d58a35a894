"""What is installed is what was built, and holds everything; what is locked is locked."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from govcheck.words.errors import Refused
from govcheck.words.resources import PACKAGE, folder

ROOT = Path(__file__).resolve().parents[1]
AT_THE_TOP = ("checklists", "templates", "seeds", "examples")
BUILD = "import sys, hatchling.build as backend; print(getattr(backend, sys.argv[1])(sys.argv[2]))"
FIND = """
import site, sys
site.addsitedir(sys.argv[1])
from govcheck.words.resources import folder
print(*(folder(kind) for kind in ("checklists", "templates", "seeds", "examples", "schemas")), sep="\\n")
"""


def python(*arguments: str, cwd: Path) -> list[str]:
    """The lines that it printed."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def build(what: str, checkout: Path, into: Path) -> Path:
    """Calls the build backend as pip does without isolation."""
    into.mkdir(parents=True)
    return into / python("-c", BUILD, f"build_{what}", str(into), cwd=checkout)[-1]


def found_from(wheel: Path, into: Path) -> list[Path]:
    """The five folders, as an interpreter finds them that has nothing but this wheel, unpacked as an installer does."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(into)  # noqa: S202 our own build
    return [Path(line) for line in python("-I", "-S", "-c", FIND, str(into), cwd=into)]


def files_in(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked: what a clone holds, without what is ignored."""
    place = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build("sdist", ROOT, place / "built")) as archive:
        archive.extraction_filter = lambda member, _: (
            member
        )  # not an argument: Debian's Python 3.11 does not know that one
        archive.extractall(place)  # noqa: S202 our own build
    return next(path for path in place.iterdir() if path.name.startswith("govcheck-"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", sdist, tmp_path_factory.mktemp("wheel") / "built")


def test_an_installed_wheel_holds_every_folder(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    found = found_from(wheel, tmp_path)

    assert found == [tmp_path / "govcheck" / kind for kind in (*AT_THE_TOP, "schemas")]
    for place in found[:-1]:
        assert files_in(place) == files_in(sdist / place.name) != {}


def test_an_editable_install_finds_every_folder(tmp_path: Path) -> None:
    found = found_from(build("editable", ROOT, tmp_path / "built"), tmp_path)

    assert found == [*(ROOT / kind for kind in AT_THE_TOP), ROOT / "src" / "govcheck" / "schemas"]


def test_a_wheel_is_the_same_from_a_checkout_and_from_the_source_distribution(wheel: Path, tmp_path: Path) -> None:
    assert build("wheel", ROOT, tmp_path / "built").read_bytes() == wheel.read_bytes()


def test_an_installed_wheel_has_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        text = {
            name.partition("/")[2]: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name
        }

    assert "govcheck = govcheck.__main__:main" in text["entry_points.txt"]
    assert text["licenses/LICENSE"] == (ROOT / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("project", [None, '[project]\nname = "other"\n', b"\xff"])
def test_folders_that_are_not_ours_are_never_taken(project: str | bytes | None, tmp_path: Path) -> None:
    package = tmp_path / "lib" / "govcheck"
    shutil.copytree(PACKAGE / "words", package / "words")
    (tmp_path / "templates").mkdir()
    if project:
        (tmp_path / "pyproject.toml").write_bytes(project if isinstance(project, bytes) else project.encode())

    with pytest.raises(Refused, match="cannot find its own templates"):
        folder("templates", package)


LOCKS = ("requirements.txt", "requirements-dev.txt")
REQUIREMENT = re.compile(
    r"(?P<pin>[a-z0-9-]+==\S+(?: ; [^\\\n]+)?) \\\n(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def locked(name: str) -> dict[str, int]:
    """Requirement to how many files of it are locked. Nothing else stands in a lock file, comments aside."""
    text = re.sub(r"(?m)^ *#.*\n", "", (ROOT / name).read_text("utf-8"))
    assert REQUIREMENT.sub("", text) == ""
    return {found["pin"]: found["hashes"].count("--hash") for found in REQUIREMENT.finditer(text)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_locked_for_every_platform(name: str) -> None:
    files = {pin.partition("==")[0]: count for pin, count in locked(name).items()}

    assert min(files.values()) >= 2, "a wheel and a source distribution"
    assert min(files["pyyaml"], files["rpds-py"]) > 50, "wheels for every Python and platform"


def test_both_lock_files_name_the_same_versions() -> None:
    run, develop = ({pin.split(" ; ")[0] for pin in locked(name)} for name in LOCKS)

    assert run < develop


def test_no_file_names_an_index(sdist: Path) -> None:
    # Written apart, so that this file holds none of them either.
    hosts = ("py" + r"pi\.", "python" + "hosted", "/simple" + "/")
    options = ("--(extra-)?index" + "-url", "--find" + "-links", "--trusted" + "-host")
    forbidden = re.compile("|".join((*hosts, *options)).encode())

    assert {name: forbidden.findall(data) for name, data in files_in(sdist).items() if forbidden.search(data)} == {}
