"""The SHACL engine: `pyshacl.validate`, its results as small values, its failures as errors."""

import logging
from dataclasses import dataclass
from importlib.metadata import version
from threading import Lock
from typing import Final

import pyshacl
from pyparsing import ParseBaseException
from pyshacl.errors import (
    ConstraintLoadError,
    ReportableRuntimeError,
    RuleLoadError,
    ShapeLoadError,
    ValidationFailure,
)
from rdflib import RDF, SH, BNode, Graph
from rdflib.term import Node

from policy_kg.errors import ValidationError
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
_ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True, slots=True)
class Result:
    """One result of the engine: which shape says it of which node; `path` starts with ^ when inverse."""

    focus: Node
    path: str | None
    value: Node | None
    shape: str


def run(data: Graph, shapes: Graph) -> list[Result]:
    """The results, sorted; ValidationError when a shape is ill-formed or a query fails.

    `data` may be changed by rules. pyshacl switches parts of rdflib while it loads shapes, so one runs at a time.
    """
    sparql.install()
    logging.getLogger("pyshacl-validate").setLevel(logging.CRITICAL)
    with _ONE_AT_A_TIME:
        try:
            _, report, text = pyshacl.validate(
                data, shacl_graph=shapes, advanced=True, inplace=True, inference="none", do_owl_imports=False
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
