"""The command line: a table of commands, each imported when it is called, and one place where errors end."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from policy_kg.cli.messages import HELP
from policy_kg.errors import PolicyKgError

UNREADABLE: Final = 2
INTERRUPTED: Final = 130
READER_GONE: Final = 141

COMMANDS: Final[dict[str, str]] = {
    "ask": "policy_kg.cli.ask:command",
    "validate": "policy_kg.cli.validate:command",
    "query": "policy_kg.cli.query:command",
    "serve": "policy_kg.cli.serve:command",
    "build": "policy_kg.cli.build:command",
    "coverage": "policy_kg.cli.coverage:command",
    "ingest": "policy_kg.cli.ingest:command",
    "lexicon": "policy_kg.cli.lexicon:command",
}


class CommandTable(click.Group):
    """A group that lists its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table: what readers use first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now, or None."""
        if (place := COMMANDS.get(cmd_name)) is None:
            return None
        module, _, attribute = place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one line for each command, from the table of messages."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, HELP[name]) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns; a reader that closed the pipe (`| head`) ends it without a word."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(READER_GONE)
        return status


@click.group(cls=CommandTable, help=HELP["policy-kg"], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policy-kg", message="%(prog)s %(version)s")
def group() -> None:
    """The command `policy-kg`; its subcommands do the work."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: what the command returned, 2 for input that cannot be read, 130 when interrupted."""
    try:
        status = group.main(arguments, prog_name="policy-kg", standalone_mode=False)
    except PolicyKgError as error:
        return _fail(str(error))
    except click.ClickException as error:
        error.show()
        return UNREADABLE
    except click.Abort:
        return INTERRUPTED
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return status if isinstance(status, int) else 0


def _fail(message: str) -> int:
    click.echo(f"policy-kg: {' '.join(message.split())}", err=True)
    return UNREADABLE
