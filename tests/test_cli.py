"""The command line as a whole: its table of commands, what it says and how it ends."""

import subprocess
import sys
from importlib.metadata import version

import click
import pytest

from policy_kg import cli
from policy_kg.cli.messages import HELP
from policy_kg.errors import DataError

ENDLESS = """
import sys
import click
from policy_kg import cli

@click.command()
def command():
    while True:
        click.echo("row")

cli.COMMANDS["ask"] = "__main__:command"
sys.exit(cli.main(["ask"]))
"""


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A command line whose command `ask` ends as a test wants it, through `raise_`."""
    monkeypatch.setitem(cli.COMMANDS, "ask", f"{__name__}:command")
    return monkeypatch


@click.command()
@click.argument("name")
def command(name: str) -> int:
    """End in the way that `name` says."""
    ways: dict[str, BaseException] = {
        "ours": DataError("no triple\nhere", path="norms.ttl", line=3),
        "system": FileNotFoundError(2, "No such file or directory", "absent.rq"),
        "interrupt": KeyboardInterrupt(),
    }
    if name in ways:
        raise ways[name]
    return int(name)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_of_the_table_is_there_and_documented(name: str) -> None:
    found = cli.group.get_command(click.Context(cli.group), name)
    assert found is not None
    assert found.help == HELP[name] or (found.help or "").startswith(HELP[name])


def test_help_lists_every_command_without_importing_any() -> None:
    script = (
        "import sys; from policy_kg.cli import main; status = main(['--help']); "
        "print([name for name in sys.modules if name.startswith('policy_kg.cli.')]); sys.exit(status)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    *page, imported = shown.splitlines()
    assert imported == "['policy_kg.cli.messages']"
    listed = "\n".join(page)
    assert all(name in listed and HELP[name] in listed for name in cli.COMMANDS)


def test_the_version_is_that_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"policy-kg {version('policy-kg')}\n"


@pytest.mark.parametrize("status", [0, 1])
def test_a_command_returns_its_exit_status(ending: pytest.MonkeyPatch, status: int) -> None:
    assert cli.main(["ask", str(status)]) == status


@pytest.mark.parametrize(
    ("way", "status", "line"),
    [
        ("ours", 2, "policy-kg: norms.ttl:3: no triple here\n"),
        ("system", 2, "policy-kg: absent.rq: No such file or directory\n"),
        ("interrupt", 130, "\n"),
    ],
)
def test_an_error_is_one_line_and_a_status(
    ending: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], way: str, status: int, line: str
) -> None:
    assert cli.main(["ask", way]) == status
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", line)


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["dance"]) == 2
    assert "dance" in capsys.readouterr().err


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "row\n"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141
