"""The SHACL engine: `pyshacl.validate`, its results as small values, its failures as errors."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from threading import Lock
from typing import Final, TypeAlias

import pyshacl
from pyparsing import ParseBaseException
from pyshacl.errors import (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ValidationFailure,
)
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from policy_kg.errors import QueryRefusedError, StoreError, ValidationError
from policy_kg.ns import REG
from policy_kg.store.snapshot import Snapshot
from policy_kg.validate import sparql

NAME: Final = "pyshacl " + version("pyshacl")
_FAILURES: Final = (
    ConstraintLoadError,
    NotImplementedError,  # of a query that uses $shapesGraph
    ParseBaseException,
    QueryRefusedError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    StoreError,
    ValidationFailure,
)
_FOR_READERS: Final = frozenset(
    {SH.message, SH.severity, SH.target, SH.targetClass, SH.prefixes, RDFS.label, RDFS.comment}
)
_COMMENT: Final = re.compile(r"#[^>]*$|[\"']", re.MULTILINE)
_ONE_AT_A_TIME: Final = Lock()

Focus: TypeAlias = Mapping[str, Iterable[Node]]


@dataclass(frozen=True, slots=True)
class Result:
    """One result of the engine: which shape says it of which node.

    `path` starts with ^ when it is inverse, and is the first of several ways.

    See https://www.w3.org/TR/shacl/#results-validation-result.
    """

    focus: Node
    path: str | None
    value: Node | None
    shape: str
    component: str
    severity: str


def run(data: Graph, shapes: Graph, *, taken: Snapshot | None = None, focus: Focus | None = None) -> list[Result]:
    """The results, sorted; ValidationError when a shape is ill-formed or a query fails.

    `focus` are the nodes that each shape looks at, when they are known already; else its targets say. `taken` is a
    snapshot of `data`, which rules may change otherwise. pyshacl switches parts of rdflib while it loads shapes, so one
    runs at a time.
    """
    sparql.install()
    logging.getLogger("pyshacl-validate").setLevel(logging.CRITICAL)
    targets = [(URIRef(shape), SH.targetNode, node) for shape, nodes in (focus or {}).items() for node in nodes]
    if focus is not None and not targets:
        return []
    with _ONE_AT_A_TIME, _added(shapes, targets), sparql.answered_by(data, taken) if taken else nullcontext():
        return _run(data, shapes)


def lean(shapes: Graph) -> Graph:
    """What the engine needs of shapes whose focus nodes are known: no targets, and nothing that is for readers.

    Each property of a shape is compared with all parameters there are, and prefixes and queries are read again at
    each use, so queries stand on one line with their prefixes.
    """
    kept = Graph("SimpleMemory", bind_namespaces="none")
    for subject, predicate, value in shapes:
        if predicate == SH.select:
            kept.add((subject, predicate, Literal(_one_line(_prologue(shapes, subject) + str(value)))))
        elif predicate not in _FOR_READERS and value != SH.PropertyShape and not str(predicate).startswith(REG):
            kept.add((subject, predicate, value))
    return kept


def _prologue(shapes: Graph, query: Node) -> str:
    """The declarations of the prefixes that a query may use."""
    declared = {one for prefixes in shapes.objects(query, SH.prefixes) for one in shapes.objects(prefixes, SH.declare)}
    names = sorted((str(shapes.value(one, SH.prefix)), str(shapes.value(one, SH.namespace))) for one in declared)
    return "".join(f"PREFIX {name}: <{base}>\n" for name, base in names)


def _one_line(query: str) -> str:
    return query if _COMMENT.search(query) else " ".join(query.split())


@contextmanager
def _added(shapes: Graph, triples: Sequence[tuple[Node, Node, Node]]) -> Iterator[None]:
    for one in triples:
        shapes.add(one)
    try:
        yield
    finally:
        for one in triples:
            shapes.remove(one)


def _run(data: Graph, shapes: Graph) -> list[Result]:
    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=shapes, advanced=True, inplace=True, inference="none", do_owl_imports=False
        )
    except _FAILURES as error:
        raise ValidationError(" ".join(str(error).split())[:300]) from error
    if not isinstance(report, Graph):
        raise ValidationError(" ".join(str(text).split())[:300])
    results = [result(report, node) for node in report.objects(None, SH.result)]
    return sorted(results, key=lambda one: (one.shape, str(one.focus), str(one.value)))


def result(report: Graph, node: Node) -> Result:
    """The result that a report describes at `node`; ValidationError when a part of it is missing."""
    return Result(
        focus=_required(report, node, SH.focusNode),
        path=_path(report, report.value(node, SH.resultPath)),
        value=report.value(node, SH.value),
        shape=str(_required(report, node, SH.sourceShape)),
        component=str(_required(report, node, SH.sourceConstraintComponent)),
        severity=str(_required(report, node, SH.resultSeverity)),
    )


def _required(report: Graph, result: Node, name: Node) -> Node:
    found = report.value(result, name)
    if found is None:
        raise ValidationError(f"the engine reports a result without {name}")
    return found


def _path(report: Graph, path: Node | None) -> str | None:
    if isinstance(path, BNode):
        if (inverse := report.value(path, SH.inversePath)) is not None:
            return f"^{inverse}"
        ways = report.value(path, SH.alternativePath)
        first = None if ways is None else report.value(ways, RDF.first)
        return None if first is None else str(first)
    return None if path is None else str(path)
