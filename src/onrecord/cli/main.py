"""The program `onrecord`: its commands, and what becomes of errors."""

from collections.abc import Callable, Sequence

from cyclopts import App, CycloptsError

from onrecord.cli import output
from onrecord.cli.across import network, timeline
from onrecord.cli.add import add
from onrecord.cli.ask import actors, moves, statements
from onrecord.cli.backup import backup
from onrecord.cli.board import board
from onrecord.cli.check import check
from onrecord.cli.correct import correct
from onrecord.cli.demo import demo
from onrecord.cli.desk import desk
from onrecord.cli.evaluate import evaluate
from onrecord.cli.export import export
from onrecord.cli.grant import grant
from onrecord.cli.import_ import import_
from onrecord.cli.ledger import ledger
from onrecord.cli.methods import methods
from onrecord.cli.read import read
from onrecord.cli.remove import remove
from onrecord.cli.schema import schema
from onrecord.cli.search import search
from onrecord.cli.stories import stories
from onrecord.errors import OnrecordError, UsageError
from onrecord.version import __version__

_INTERRUPTED = 130

app = App(
    name="onrecord",
    help="Reads news reports and keeps the record of what is attributable in them: who said what, who did what to "
    "whom, and on whose word.",
    version=__version__,
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)
_COMMANDS: tuple[Callable[..., int | None], ...] = (
    demo,
    read,
    add,
    statements,
    moves,
    actors,
    board,
    timeline,
    ledger,
    network,
    stories,
    search,
    correct,
    methods,
    export,
    import_,
    remove,
    check,
    backup,
    grant,
    desk,
    evaluate,
    schema,
)
for _place, _command in enumerate(_COMMANDS):
    app.command(_command, sort_key=_place)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process by default) and answer with its exit status.

    0: all was read or answered. 1: something could not be read or done. 2: the command was put wrongly.
    """
    output.prepare()
    try:
        status = app(
            arguments, exit_on_error=False, print_error=False, result_action="return_value", help_on_error=False
        )
        return output.finish(status if isinstance(status, int) else 0)
    except BrokenPipeError:
        return output.gone()
    except KeyboardInterrupt:
        output.note("Stopped. What was reported as kept is kept.")
        return _INTERRUPTED
    except OnrecordError as error:
        output.complain(error)
        return output.finish(error.exit_status)
    except CycloptsError as error:
        return _misused(error)
    except Exception as error:
        damaged = _damaged(error)
        if damaged is None:
            raise
        output.complain(damaged)
        return output.finish(damaged.exit_status)


def _damaged(error: Exception) -> OnrecordError | None:
    """A record whose file is damaged, met in the midst of an answer; None for any other fault."""
    # Imported here: it is seldom needed.
    from onrecord.store.damage import of_engine

    return of_engine(error, "RECORD")


def _misused(error: CycloptsError) -> int:
    command = " ".join(("onrecord", *(error.command_chain or ())))
    reason = str(error).strip().rstrip(".").removeprefix("Error: ")
    wrong = UsageError(500, reason=reason, command=command)
    output.complain(wrong)
    return wrong.exit_status
