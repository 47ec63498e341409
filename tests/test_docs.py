"""The pages under docs/ name every command and every option of the program."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import app
from onrecord.errors import MESSAGES

HERE = Path(__file__).parents[1]
PAGES = {page.name: page.read_text("utf-8") for page in [HERE / "README.md", *(HERE / "docs").glob("*.md")]}
COMMANDS = [name for name in app if not name.startswith("-")]
_LINK = re.compile(r"\]\(([^)#\s]+\.(?:md|txt|json|svg))(?:#[^)]*)?\)")


@pytest.mark.parametrize("script", ["make_commands", "make_messages"])
def test_the_lists_of_commands_and_messages_are_current(script: str) -> None:
    command = [sys.executable, f"scripts/{script}.py", "--check"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_named(command: str) -> None:
    assert any(f"onrecord {command}" in page or f"## {command}" in page for page in PAGES.values())
    section = PAGES["commands.md"].partition(f"## {command}\n")[2].partition("\n## ")[0]
    for argument in app[command].assemble_argument_collection():
        if argument.parameter.show is not False:
            missing = [name for name in argument.names if name.startswith("-") and f"`{name}`" not in section]
            assert not missing, f"onrecord {command}: {missing} in no page; run python scripts/make_commands.py"


@pytest.mark.parametrize("page", sorted(PAGES))
def test_pages_lead_to_what_is_there(page: str) -> None:
    place = HERE if page == "README.md" else HERE / "docs"
    assert [link for link in _LINK.findall(PAGES[page]) if "://" not in link and not (place / link).exists()] == []


@pytest.mark.parametrize("page", sorted(PAGES))
def test_errors_that_pages_name_exist(page: str) -> None:
    named = {int(number) for number in re.findall(r"\bE([1-7][0-9]{2})\b", PAGES[page])}
    assert named <= MESSAGES.keys()
