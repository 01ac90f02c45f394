"""The SHACL engine: `pyshacl.validate`, its results as small values, its failures as errors."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from threading import Lock
from typing import Any, Final

import pyshacl
from pyparsing import ParseBaseException
from pyshacl.errors import (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ValidationFailure,
)
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib.term import Node

from policy_kg.errors import ValidationError
from policy_kg.ns import REG
from policy_kg.validate import sparql

NAME: Final = "pyshacl " + version("pyshacl")
_FAILURES: Final = (
    ConstraintLoadError,
    ParseBaseException,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ValidationFailure,
)
_FOR_READERS: Final = frozenset({SH.message, SH.severity, SH.target, SH.targetClass, RDFS.label})
_ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True, slots=True)
class Result:
    """One result of the engine: which shape says it of which node; `path` starts with ^ when inverse."""

    focus: Node
    path: str | None
    value: Node | None
    shape: str


def run(data: Graph, shapes: Graph, focus: Mapping[str, Iterable[Node]] | None = None) -> list[Result]:
    """The results, sorted; ValidationError when a shape is ill-formed or a query fails.

    `focus` are the nodes that each shape looks at, when they are known already; else its targets say. `data` may be
    changed by rules. pyshacl switches parts of rdflib while it loads shapes, so one runs at a time.
    """
    sparql.install()
    logging.getLogger("pyshacl-validate").setLevel(logging.CRITICAL)
    if focus is None:
        with _ONE_AT_A_TIME:
            return _run(data, shapes)
    targets = [(URIRef(shape), SH.targetNode, node) for shape, nodes in focus.items() for node in nodes]
    used = sorted(shape for shape, nodes in focus.items() if nodes)
    if not used:
        return []
    with _ONE_AT_A_TIME:
        for one in targets:
            shapes.add(one)
        try:
            return _run(data, shapes)
        finally:
            for one in targets:
                shapes.remove(one)


def lean(shapes: Graph) -> Graph:
    """What the engine needs of shapes whose focus nodes are known: no targets, and nothing that is for readers."""
    kept = Graph("SimpleMemory", bind_namespaces="none")
    for subject, predicate, value in shapes:
        if predicate not in _FOR_READERS and not str(predicate).startswith(REG):
            kept.add((subject, predicate, value))
    return kept


def _run(data: Graph, shapes: Graph, **options: Any) -> list[Result]:
    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=shapes, advanced=True, inplace=True, inference="none", do_owl_imports=False, **options
        )
    except _FAILURES as error:
        raise ValidationError(" ".join(str(error).split())[:300]) from error
    if not isinstance(report, Graph):
        raise ValidationError(" ".join(str(text).split())[:300])
    return sorted(_results(report), key=lambda one: (one.shape, str(one.focus), str(one.value)))


def _results(report: Graph) -> list[Result]:
    return [
        Result(
            focus=_required(report, result, SH.focusNode),
            path=_path(report, report.value(result, SH.resultPath)),
            value=report.value(result, SH.value),
            shape=str(_required(report, result, SH.sourceShape)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    ]


def _required(report: Graph, result: Node, name: Node) -> Node:
    found = report.value(result, name)
    if found is None:
        raise ValidationError(f"the engine reports a result without {name}")
    return found


def _path(report: Graph, path: Node | None) -> str | None:
    if isinstance(path, BNode):
        inverse = report.value(path, SH.inversePath)
        return None if inverse is None else f"^{inverse}"
    return None if path is None else str(path)
