"""The command line: one thin door to the calls of the other rooms."""

from onrecord.cli.main import main

__all__ = ["main"]
