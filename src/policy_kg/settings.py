"""The one table of settings: each field of `Settings` is a row, read from the environment on call."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

import platformdirs

from policy_kg.errors import InputError

SWITCHES: Final = {"on": True, "1": True, "true": True, "off": False, "0": False, "false": False}
PREFIX: Final = "POLICY_KG_"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table, as documentation and `--help` show it."""

    name: str
    variable: str
    default: object
    help: str


def _row(parse: Callable[[str], object], explanation: str) -> dict[str, Any]:
    return {"parse": parse, "help": explanation}


def _count(written: str) -> int:
    number = int(written)
    if number < 1:
        raise ValueError("not a whole number above zero")
    return number


def _port(written: str) -> int:
    number = int(written)
    if not 0 <= number <= 65535:
        raise ValueError("not a port")
    return number


def _switch(written: str) -> bool:
    if written.lower() not in SWITCHES:
        raise ValueError("neither on nor off")
    return SWITCHES[written.lower()]


def _seconds(written: str) -> float:
    number = float(written)
    if not 0 < number < float("inf"):
        raise ValueError("not a number of seconds above zero")
    return number


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may decide; values come from `read`, or from the caller by name."""

    host: str = field(default="127.0.0.1", metadata=_row(str, "address that `serve` listens on"))
    port: int = field(default=8000, metadata=_row(_port, "port that `serve` listens on; 0 takes a free one"))
    threads: int = field(default=8, metadata=_row(_count, "requests that `serve` handles at the same time"))
    knowledge: Path | None = field(default=None, metadata=_row(Path, "another data folder than the shipped one"))
    store: Path | None = field(default=None, metadata=_row(Path, "folder of the disk store; none keeps nothing"))
    endpoint: str | None = field(default=None, metadata=_row(str, "remote SPARQL query endpoint to read from"))
    query_timeout: float = field(default=10.0, metadata=_row(_seconds, "seconds that one query may take"))
    query_processes: int = field(
        default=2,
        metadata=_row(_count, "queries of /sparql that run at the same time, each in its own process"),
    )
    dense: bool = field(
        default=True, metadata=_row(_switch, "compare questions by meaning too, where the embedder is installed")
    )
    cache: Path | None = field(
        default=None,
        metadata=_row(Path, "folder for vectors of questions and what is learned; none is the user's cache"),
    )
    row_limit: int = field(default=10_000, metadata=_row(_count, "rows that one query may return"))
    max_question: int = field(default=500, metadata=_row(_count, "characters that one question may have"))
    max_body: int = field(default=10_000_000, metadata=_row(_count, "bytes that one HTTP request may bring"))
    max_triples: int = field(default=10_000, metadata=_row(_count, "statements that one submission may have"))


def table() -> tuple[Setting, ...]:
    """All settings, in the order in which they are documented."""
    return tuple(
        Setting(row.name, PREFIX + row.name.upper(), row.default, row.metadata["help"]) for row in fields(Settings)
    )


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings now; an unset or empty variable means the default; InputError names one that is bad."""
    written = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for row in fields(Settings):
        variable = PREFIX + row.name.upper()
        if not (text := written.get(variable, "").strip()):
            continue
        try:
            values[row.name] = row.metadata["parse"](text)
        except ValueError as error:
            raise InputError(f"{variable}={text!r} cannot be used: {row.metadata['help']}") from error
    return Settings(**values)


def cache_folder(settings: Settings) -> Path:
    """Where vectors of questions and what is learned from them are kept."""
    return settings.cache or Path(platformdirs.user_cache_dir("policy-kg"))
