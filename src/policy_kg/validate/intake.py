"""From the statements of a submission to the graph that shapes look at."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from policy_kg import ns
from policy_kg.profiles import PeriodRule
from policy_kg.store import Term
from policy_kg.store.documents import Triple
from policy_kg.validate.literals import DATE
from policy_kg.validate.periods import period
from policy_kg.validate.recognition import Recognised, recognise
from policy_kg.validate.slips import screen
from policy_kg.validate.sparql import node
from policy_kg.validate.statement import CONFORMS_TO, Slip
from policy_kg.validate.vocabulary import Vocabulary

COMPLETE_FOR: Final = URIRef(ns.REG + "completeFor")
SUBMISSION: Final = URIRef(ns.REG + "Submission")
BAR_FROM: Final = URIRef(ns.REG + "barFrom")
BAR_UNTIL: Final = URIRef(ns.REG + "barUntil")
BOUNDARY_DAY: Final = URIRef(ns.REG + "boundaryDay")
XSD_DATE: Final = URIRef(DATE)
DAY_LENGTH: Final = 10


@dataclass(frozen=True, slots=True)
class Prepared:
    """A submission to look at: the graph, its slips, what it is complete for and which profiles it names.

    `same` are the submission's own nodes that were taken for another, with that other.
    """

    graph: Graph
    slips: tuple[Slip, ...]
    same: tuple[tuple[Term, Term], ...]
    closed: frozenset[str]
    conforms_to: tuple[str, ...]


def prepare(triples: Iterable[Triple], vocabulary: Vocabulary) -> Prepared:
    """The graph without slips, what is the same as one node with all its classes, completeness as far as it holds."""
    given = list(triples)
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # else each ill-typed literal brings a traceback
    recognised = recognise(given, vocabulary)
    screened = screen(given, vocabulary, recognised)
    graph = Graph(bind_namespaces="none")
    for subject, predicate, value in map(recognised.resolved, screened.triples):
        graph.add((node(subject), URIRef(predicate.value), _kept(value)))
    for found, classes in screened.types.items():
        for one in classes:
            graph.add((node(found), RDF.type, URIRef(one)))
    named = {o.value for _, p, o in screened.triples if p.value == CONFORMS_TO}
    closed = _close(graph, screened.spoilt(vocabulary))
    return Prepared(graph, screened.slips, _taken(given, recognised), closed, tuple(sorted(named)))


def _taken(triples: Iterable[Triple], recognised: Recognised) -> tuple[tuple[Term, Term], ...]:
    """The nodes of a submission that were taken for another, in its order."""
    met = dict.fromkeys(end for subject, _, value in triples for end in (subject, value))
    return tuple((one, recognised.same[one]) for one in met if one in recognised.same)


def add_periods(graph: Graph, rules: Sequence[PeriodRule], durations: Mapping[str, str]) -> None:
    """Give each node that starts a period its first, last and boundary days; `durations` are those of norms."""
    for rule in rules:
        for event in list(graph.subjects(RDF.type, URIRef(rule.target_class))):
            for stated in list(graph.objects(event, URIRef(rule.date_property))):
                _add_period(graph, event, date.fromisoformat(str(stated)), durations[rule.norm])


def _add_period(graph: Graph, event: Node, day: date, duration: str) -> None:
    if (counted := period(day, duration)) is None:
        return
    graph.set((event, BAR_FROM, _day(counted.first)))
    graph.set((event, BAR_UNTIL, _day(counted.last)))
    for boundary in counted.boundary:
        graph.add((event, BOUNDARY_DAY, _day(boundary)))


def _close(graph: Graph, spoilt: frozenset[str]) -> frozenset[str]:
    """The properties for which every part of the submission is complete, left so in the graph.

    A slip in a property, or in one that may have been meant, takes its completeness away.
    """
    submissions = list(graph.subjects(RDF.type, SUBMISSION)) or list(graph.subjects(COMPLETE_FOR, None))
    declared = [{str(one) for one in graph.objects(part, COMPLETE_FOR)} for part in submissions]
    closed = frozenset(set.intersection(*declared)) - spoilt if declared else frozenset()
    graph.remove((None, COMPLETE_FOR, None))
    for part in submissions:
        for one in closed:
            graph.add((part, COMPLETE_FOR, URIRef(one)))
    return closed


def _kept(given: Term) -> URIRef | BNode | Literal:
    """rdflib's term of ours; the day of a date stands without a time zone."""
    if given.datatype == DATE:
        return Literal(given.value[:DAY_LENGTH], datatype=XSD_DATE)
    return node(given)


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD_DATE)
