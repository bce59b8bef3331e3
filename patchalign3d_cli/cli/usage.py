"""A command line that cannot be parsed: one line that says why, and exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from patchalign3d_cli.cli.console import Messages

# The error of a wrong command line, which Typer does not export by itself.
_UsageError: Any = typer.BadParameter.__base__


class OneLineErrors(TyperGroup):
    """The root of the commands; says what is wrong with a command line in one line."""

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> Any:
        """Read the options that stand before the command."""
        with _one_line(info_name or ""):
            return super().make_context(info_name, args, *more, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Read the command's own options, and run it."""
        with _one_line(ctx.command_path):
            return super().invoke(ctx)


@contextmanager
def _one_line(command: str) -> Iterator[None]:
    try:
        yield
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # what it shows is the help
            raise
        path = error.ctx.command_path if error.ctx else command
        reason = error.format_message().replace("Value error, ", "").rstrip(".")
        Messages().fail(f"{reason}; see {path} --help")
        raise typer.Exit(error.exit_code) from None
