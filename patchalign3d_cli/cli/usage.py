"""A command line that cannot be parsed: one line that says why, and exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from patchalign3d_cli.cli.console import Messages, err
from patchalign3d_cli.machine.interruption import exit_code

# The error of a wrong command line, which Typer does not export by itself.
_UsageError: Any = typer.BadParameter.__base__


class OneLineErrors(TyperGroup):
    """The root of the commands; says what is wrong with a command line in one line."""

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> Any:
        """Read the options that stand before the command."""
        with _one_line(info_name or ""):
            return super().make_context(info_name, args, *more, **extra)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; its help says what values mean, not which types they have."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            _name_values(command)
        return command

    def get_params(self, ctx: Any) -> Any:
        """The options that stand before the command, named in the same way."""
        _name_values(self)
        return super().get_params(ctx)

    def invoke(self, ctx: Any) -> Any:
        """Read the command's own options, and run it."""
        with _one_line(ctx.command_path):
            return super().invoke(ctx)


def _name_values(command: Any) -> None:
    """Name the values of a command's options, once; and of the commands below it."""
    if getattr(command, "has_named_values", False):
        return
    command.has_named_values = True
    for inner in getattr(command, "commands", {}).values():
        _name_values(inner)
    for param in command.params:
        _name_value(param)
    make_help = command.get_help_option

    def get_help_option(ctx: Any) -> Any:
        option = make_help(ctx)
        if option is not None and not hasattr(option, "has_named_values"):
            option.has_named_values = True
            _name_value(option)
        return option

    command.get_help_option = get_help_option


def _name_value(param: Any) -> None:
    """Let the help show `N` in place of `<int range>`, and nothing beside a switch."""
    shown = getattr(param, "display_type_rich", None)
    if shown is None:  # of a Typer that has no such types in its help
        return
    if param.param_type_name == "argument":
        param.display_type_rich = lambda ctx: None
    else:
        param.display_type_rich = lambda ctx: _PLAIN_TYPES.get(text := shown(ctx), text)


# By Typer's names of types. Choices stay as they are: they list their values.
_PLAIN_TYPES = {
    "<bool>": None,
    "<int>": "N",
    "<int range>": "N",
    "<float>": "NUMBER",
    "<float range>": "NUMBER",
    "<str>": "TEXT",
    "<list[str]>": "TEXT",
    "<path>": "PATH",
    "<file>": "FILE",
    "<directory>": "DIR",
}


@contextmanager
def _one_line(command: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as error:  # while the command line is read; Typer would say 130
        err.print(str(error) or "interrupted")
        raise typer.Exit(exit_code(error)) from None
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # what it shows is the help
            raise
        path = error.ctx.command_path if error.ctx else command
        reason = error.format_message().replace("Value error, ", "").rstrip(".")
        Messages().fail(f"{reason}; see {path} --help")
        raise typer.Exit(error.exit_code) from None
