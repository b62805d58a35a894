"""Bad files, each with all that a user is told. A new case is two new files: KIND-NAME.yaml and KIND-NAME.expected."""

from pathlib import Path

import pytest
import yaml

from govcheck.jobs.checklists import open_checklist
from govcheck.jobs.load import open_engagement
from govcheck.tools import schema, yamlfile
from govcheck.words.errors import GovcheckError, InvalidInput

FILES = sorted(Path(__file__).with_name("bad").glob("*.yaml"))
KINDS = {"answers", "checklist", "digest"}
REFUSED_EARLIER_IN_PYTHON = {"answers-use-case-question-mark"}
"""libyaml takes a question mark inside { } for text, the parser in Python does not."""


def told(path: Path) -> str:
    """What is said of a file, one problem on a line."""
    try:
        match path.stem.partition("-")[0]:
            case "answers":
                open_engagement(path, path.name)
            case "checklist":
                open_checklist(path, path.name)
            case kind:
                raise InvalidInput(schema.problems(yamlfile.read(path, path.name), kind))
    except GovcheckError as error:
        return f"{error}\n"
    return "valid\n"


def expected(path: Path) -> str:
    return path.with_suffix(".expected").read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said_of_a_bad_file(path: Path) -> None:
    assert told(path) == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_parser_in_python_says_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "PARSER", yaml.SafeLoader)
    assert told(path) == expected(path) or path.stem in REFUSED_EARLIER_IN_PYTHON
    assert told(path).startswith(f"{path.name}:")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_problem_has_a_place_in_the_file_and_fits_a_line(path: Path) -> None:
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    for problem in expected(path).splitlines():
        name, line, column, message = problem.split(":", 3)
        assert name == path.name
        assert 1 <= int(line) <= len(lines)
        assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1
        assert 20 <= len(message) <= 201
        assert message.isprintable()


def test_the_kinds_and_the_pairs_are_complete() -> None:
    assert {path.stem.partition("-")[0] for path in FILES} <= KINDS
    expectations = {path.stem for path in FILES[0].parent.glob("*.expected")}
    assert expectations == {path.stem for path in FILES}
    assert len(FILES) > 150
