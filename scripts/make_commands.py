"""Write docs/commands.md: every command of the program with its options, as their help says it.

Usage: python scripts/make_commands.py [--check]
"""

from collections.abc import Iterator
from pathlib import Path

from cyclopts import App
from written_page import keep

from onrecord.cli.main import app

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
_HEAD = """# Commands

Every command with its options. `onrecord COMMAND --help` says the same at a terminal. This page is written by
`python scripts/make_commands.py` from the program itself; a test fails where the two differ.

How to start, with examples: [README](../README.md). What the answers mean: [board, timeline, network](board.md),
[stories](stories.md), [actors](identities.md), [occurrences](occurrences.md), [ledger](ledger.md),
[search](searching.md).

Exit status: 0 all was read or answered, 1 something could not be read or done, 2 the command was put wrongly.
"""


def commands() -> Iterator[tuple[str, App]]:
    """The commands by name, in the order of the help."""
    for name in app:
        if not name.startswith("-"):
            yield name, app[name]


def options(command: App) -> Iterator[tuple[str, str]]:
    """The arguments and options of a command, each with its help."""
    for argument in command.assemble_argument_collection():
        # Options that several commands share stand under a name of their own, which nobody types.
        if argument.parameter.show is False or argument.name == "*":
            continue
        names = [name for name in argument.names if name.startswith("-")]
        given = ", ".join(f"`{name}`" for name in names) or f"`{argument.name.upper()}`"
        default = argument.field_info.default
        told = f" Default: {default}." if type(default) in (str, int) else ""
        yield given, " ".join((argument.parameter.help or "").split()) + told


def page() -> str:
    """The page as it is to be."""
    parts = [_HEAD]
    for name, command in commands():
        rows = [f"| {given} | {text.replace('|', chr(92) + '|')} |" for given, text in options(command)]
        table = ["", "| | |", "|---|---|", *rows] if rows else []
        parts.append("\n".join([f"## {name}", "", " ".join((command.help or "").split()), *table]) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    raise SystemExit(keep(PAGE, page()))
