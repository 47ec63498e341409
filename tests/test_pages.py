"""The examples on the pages run: the program takes what they say is typed, and gives what they show."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.cli.main import app

HERE = Path(__file__).parents[1]
PAGES = {page.name: page.read_text("utf-8") for page in [HERE / "README.md", *sorted((HERE / "docs").glob("*.md"))]}
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SHELL = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# The rest of the README's example is a doctest of its own.
_CODE = [
    pytest.param(block, id=f"{name}-{number}")
    for name, page in PAGES.items()
    for number, block in enumerate(_PYTHON.findall(page), 1)
    # A team's server is not there; tests/store/test_postgresql.py does the same on one.
    if not block.startswith(">>>") and "postgresql://" not in block
]
_COMMANDS = [
    pytest.param(line, id=f"{name}: {line[:60]}")
    for name, page in PAGES.items()
    for block in _SHELL.findall(page)
    for line in re.findall(r"(?:^|\| |\$ )(onrecord .*)$", block, re.MULTILINE)
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's reports and a record of them."""
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(HERE / "src/onrecord/demo", folder / "reports", ignore=shutil.ignore_patterns("*.py", "README.md"))
    with onrecord.open(folder / "talks.duckdb") as record:
        assert record.add(folder / "reports").added == 12
    return folder


@pytest.fixture
def record(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, for one example to change."""
    shutil.copy(demo / "talks.duckdb", tmp_path)
    shutil.copy(demo / "talks.duckdb", tmp_path / "first.duckdb")
    shutil.copytree(demo / "reports", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


@pytest.mark.parametrize("code", _CODE)
def test_code_on_a_page_runs(code: str, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given: dict[str, object] = {"onrecord": onrecord, "text": "Belmaria rejected the offer, its envoy said."}
    exec(compile(code, "a page", "exec"), given)


@pytest.mark.parametrize("line", _COMMANDS)
def test_a_command_on_a_page_is_one_that_the_program_takes(line: str) -> None:
    # What follows in the shell (a pipe, a file, a second command) is not the program's.
    words = shlex.split(re.split(r"\s(?:[|;&]|\d?>)", line)[0], comments=True)[1:]
    app.parse_args(words, exit_on_error=False, print_error=False)


def test_what_pages_show_is_what_comes() -> None:
    command = [sys.executable, "scripts/refresh_pages.py", "--check"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
