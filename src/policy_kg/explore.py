"""The job of exploring: run a reader's query against the knowledge, and write what it found."""

import json
from pathlib import Path
from typing import Literal

from policy_kg.errors import InputError, QueryError
from policy_kg.store import Boolean, Result, Triples, open_knowledge, open_remote
from policy_kg.store.convert import turtle

Form = Literal["csv", "json"]


def read_query(content: bytes, source: str) -> str:
    """The text of a query file; InputError when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("not UTF-8", path=source, line=line) from None


def run(text: str, *, source: str | None = None, knowledge: Path | None = None, remote: str | None = None) -> Result:
    """What the query finds in the curated knowledge, in another data folder, or at a remote SPARQL server.

    QuerySyntaxError and QueryRefusedError name `source`, the file that the query came from.
    """
    store = open_knowledge(knowledge) if remote is None else open_remote(remote)
    try:
        return store.query(text)
    except QueryError as error:
        raise type(error)(error.detail, path=source, line=error.line) from None
    finally:
        store.close()


def write(found: Result, form: Form) -> str:
    """The result as SPARQL 1.1 CSV or JSON; triples as Turtle, for they have neither form."""
    if isinstance(found, Triples):
        return turtle(found)
    if form == "json":
        return json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n"
    if isinstance(found, Boolean):
        return f"{str(found.value).lower()}\n"
    return found.to_csv()
