"""What people see: streams, messages, and failures turned into one line and an exit code."""

import functools
import logging
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

import typer
from rich.markup import escape

from patchalign3d_cli.cli.terminal import SafeConsole, shown_line
from patchalign3d_cli.errors import describe
from patchalign3d_cli.machine.interruption import exit_code

P = ParamSpec("P")
R = TypeVar("R")

FAILED = 1
MISUSED = 2
SOME_FAILED = 3

out = SafeConsole(highlight=False, soft_wrap=True)
err = SafeConsole(stderr=True, highlight=False, soft_wrap=True)


class Messages:
    """Messages on stderr, as loud as the user asked for.

    Args:
        quiet: Only failures and warnings.
        verbose: Details too.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet, self.verbose = quiet, verbose

    def say(self, text: str) -> None:
        """Tell what happens."""
        if not self.quiet:
            err.print(escape(shown_line(text)))

    def detail(self, text: str) -> None:
        """Tell what only some want to know."""
        if self.verbose and not self.quiet:
            err.print(f"[dim]{escape(shown_line(text))}[/dim]")

    def warn(self, text: str) -> None:
        """Tell what the user should look at."""
        err.print(f"[yellow]warning:[/yellow] {escape(shown_line(text))}")

    def fail(self, text: str) -> None:
        """Tell what went wrong, in one line."""
        err.print(f"[red]error:[/red] {escape(shown_line(_one_line(text)))}")


class _LogWarnings(logging.Handler):
    """Shows what the library logs as the warnings that it is, each once a command."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.shown: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if text not in self.shown:
            self.shown.add(text)
            Messages().warn(text)


def show_log_warnings() -> None:
    """Have what the library logs shown as warnings, from the start of a command on."""
    logger = logging.getLogger("patchalign3d_cli")
    for handler in [one for one in logger.handlers if isinstance(one, _LogWarnings)]:
        logger.removeHandler(handler)
    logger.addHandler(_LogWarnings())


def print_json(record: Mapping[str, Any]) -> None:
    """Print data on stdout, in ASCII: it passes every locale, and so does any file's name."""
    out.print_json(data=record, ensure_ascii=True)


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Wrap a command: each failure becomes one line on stderr and an exit code.

    `PA3D_DEBUG=1` lets the traceback through.
    """

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except KeyboardInterrupt as error:
            err.print(str(error) or "interrupted")
            raise typer.Exit(exit_code(error)) from None
        except BrokenPipeError:
            # The reader of our output went away: nothing is wrong, and nobody reads a message.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(FAILED) from None
        except Exception as error:
            if os.environ.get("PA3D_DEBUG"):
                raise
            Messages().fail(describe(error))
            raise typer.Exit(FAILED) from None

    return wrapped


def _one_line(text: str) -> str:
    return " ".join(text.split())
