"""Refuses what reaches out of a store (SERVICE, LOAD, graphs it does not have), by parsing, before it runs.

A text in which none of the words occurs, not even in a string, and no codepoint escape could hide one,
cannot use them; the local part of a name (reg:startsFrom) does not count, every parser reads it to its end.
Any other text is parsed by rdflib, and refused too when its bare tokens hold such a word, because no two
parsers read every text alike.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from policy_kg.errors import QueryRefusedError, QuerySyntaxError
from policy_kg.store.tokens import QUERY_FORMS, UPDATE_FORMS, Shape, check_size, shape

Graphs = Callable[[], Iterable[str]]

_SUSPECT: Final = re.compile(r"service|from|load|using|\\u", re.IGNORECASE)
_LOCAL: Final = re.compile(r"(?<=\w:)[A-Za-z]\w*")
_LINE_END: Final = re.compile(r"\r\n?")
_PLACE: Final = re.compile(r"error at (\d+):(\d+)")
_ESCAPE: Final = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_PARSER: Final = threading.Lock()
_REFUSED: Final = {
    "SERVICE": "SERVICE asks another server, and a query may only read this store",
    "LOAD": "LOAD fetches a document, and an update may only use what it brings",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may run: its form, and whether it names its own dataset by FROM."""

    form: str
    names_dataset: bool = False


def check_query(text: str, graphs: Graphs) -> Checked:
    """What the query is; QueryRefusedError names the construct that is refused.

    `graphs` tells the graphs of the store. QuerySyntaxError for what is no query; the engine finds the rest.
    """
    seen = shape(text)
    check_size(seen)
    if seen.form in UPDATE_FORMS:
        raise QueryRefusedError(f"{seen.form} is an update, and this only reads")
    if seen.form not in QUERY_FORMS:
        raise _error_in(text, seen)
    if not _is_suspect(text):
        return Checked(seen.form)
    clauses = _inspect(text, seen, graphs, update=False)
    return Checked(seen.form, names_dataset=bool(clauses))


def check_update(text: str, graphs: Graphs) -> None:
    """Nothing; QueryRefusedError names the construct that is refused, QuerySyntaxError what is no update."""
    seen = shape(text)
    check_size(seen, max_tokens=None)
    if seen.form not in UPDATE_FORMS:
        raise _not_an_update(text, seen)
    if not _is_suspect(text):
        return
    _inspect(text, seen, graphs, update=True)


def explain(text: str, message: str, *, update: bool = False) -> QuerySyntaxError:
    """The error of a text that an engine cannot parse, at the place that rdflib finds, else the engine's."""
    try:
        _parse(text, update=update)
    except QuerySyntaxError as error:
        return error
    if (place := _PLACE.search(message)) is None:
        return QuerySyntaxError(" ".join(message.split())[:300])
    return _error_at(text, int(place[1]), int(place[2]))


def warm() -> None:
    """Nothing; builds rdflib's parser, which threads must not do at the same time: call it in the first."""
    _parse("ASK { FILTER EXISTS { ?s ?p ?o } }", update=False)
    _parse("DELETE WHERE { ?s ?p ?o }", update=True)


def _is_suspect(text: str) -> bool:
    return _SUSPECT.search(_LOCAL.sub("", text)) is not None


def _not_an_update(text: str, seen: Shape) -> QueryRefusedError | QuerySyntaxError:
    if seen.form in QUERY_FORMS:
        return QueryRefusedError(f"{seen.form} is a query, not an update")
    return _error_in(text, seen)


def _inspect(text: str, seen: Shape, graphs: Graphs, *, update: bool) -> list[Any]:
    """The clauses that name a dataset; QueryRefusedError when the text reaches out."""
    if seen.outward:
        raise QueryRefusedError(_REFUSED[seen.outward])
    prologue, body = _parse(_ESCAPE.sub(_spelt_out, text), update=update)
    clauses = [clause.default or clause.named for clause in _refuse(body)]
    _require(clauses, "USING" if update else "FROM", prologue, graphs)
    return clauses


def _spelt_out(escape: re.Match[str]) -> str:
    """The character of a codepoint escape; engines differ on whether one that is ASCII may end a token."""
    if (digits := escape[1] or escape[2]) is None:
        return escape[0]
    code = int(digits, 16)
    if code < 0x80 or code > 0x10FFFF:
        raise QueryRefusedError(f"the escape {escape[0]}: write the character itself")
    return chr(code)


def _refuse(body: Any) -> list[Any]:
    """The dataset clauses in the syntax tree; QueryRefusedError when it reaches out."""
    found = []
    for node in _nodes(body):
        if node.name in {"ServiceGraphPattern", "Load"}:
            raise QueryRefusedError(_REFUSED["LOAD" if node.name == "Load" else "SERVICE"])
        if node.name in {"DatasetClause", "UsingClause"}:
            found.append(node)
    return found


def _nodes(tree: Any) -> Iterator[Any]:
    """Every named node of rdflib's syntax tree, in order: subqueries, EXISTS and expressions too."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(reversed(dict.values(node)))
        elif isinstance(node, list | tuple | ParseResults):
            waiting.extend(reversed(list(node)))


def _require(clauses: list[Any], keyword: str, prologue: Any, graphs: Graphs) -> None:
    """Nothing; QueryRefusedError when one of the named graphs is not in the store."""
    if not clauses:
        return
    known = set(graphs())
    for clause in clauses:
        _declared(clause, prologue)
        iri = str(prologue.absolutize(clause))
        if iri not in known:
            raise QueryRefusedError(f"{keyword} <{iri}>: the store has no such graph, and none is fetched")


def _declared(name: Any, prologue: Any) -> None:
    """Nothing; QuerySyntaxError for a name whose prefix the text does not declare."""
    prefix = getattr(name, "prefix", None) or ""
    if hasattr(name, "localname") and prologue.namespace_manager.store.namespace(prefix) is None:
        raise QuerySyntaxError(f"the prefix {prefix}: is not declared")


def _parse(text: str, *, update: bool) -> tuple[Any, Any]:
    """The prologue and the syntax tree of a text; rdflib's first parse is not thread-safe: one at a time."""
    from pyparsing import ParseException, ParseResults
    from rdflib.plugins.sparql import algebra, parser

    grammar = parser.UpdateUnit if update else parser.QueryUnit
    normal = _LINE_END.sub("\n", text)
    try:
        with _PARSER:
            tree = grammar.parse_string(normal, parse_all=True)
    except ParseException as error:
        raise _error_at(text, error.lineno, error.column) from None
    except RecursionError:
        raise QueryRefusedError("nested too deeply to be checked") from None
    declared, body = (list(tree[0].prologue), tree[0].request) if update else (tree[0], tree[1:])
    flat = [node for node in _nodes(declared) if node.name in {"PrefixDecl", "Base"}]
    return algebra.translatePrologue(ParseResults(flat), None), body


def _error_in(text: str, seen: Shape) -> QuerySyntaxError:
    """The error of a text that does not begin as it should."""
    position = seen.position if seen.form else len(text)
    return _error_at(text, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def _error_at(text: str, line: int, column: int) -> QuerySyntaxError:
    """A syntax error at that place of the text (both count from 1), which quotes what stands there."""
    lines = _LINE_END.sub("\n", text).split("\n")
    here = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    near = f"near {here[:40]}" if here else "the text ends or breaks off here"
    return QuerySyntaxError(f"column {column}: SPARQL syntax error, {near}", line=line, column=column)
