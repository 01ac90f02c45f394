"""Slips of a submitter: names that do not exist and values of the wrong kind, with the nearest right name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Final

from policy_kg.store import Term
from policy_kg.store.documents import Triple
from policy_kg.validate.recognition import TYPE, Recognised
from policy_kg.validate.statement import Nodes, Slip, Statements
from policy_kg.validate.vocabulary import Vocabulary

LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True, slots=True)
class Screened:
    """What is left of a submission, its slips, and the properties for which it cannot be complete."""

    triples: tuple[Triple, ...]
    slips: tuple[Slip, ...]
    lost: frozenset[str]
    types: Mapping[Term, frozenset[str]]

    def spoilt(self, vocabulary: Vocabulary) -> frozenset[str]:
        """The properties of which a statement was lost, or perhaps lost under another name."""
        return vocabulary.properties & self.lost


def screen(triples: Iterable[Triple], vocabulary: Vocabulary, recognised: Recognised) -> Screened:
    """The statements that can mean what they say, and the slips of the others, in the order of the submission."""
    given = tuple(one for one in dict.fromkeys(triples) if not recognised.says_nothing(one))
    stated = _stated(given)
    met = {end for one in given for end in (*one[::2], *recognised.resolved(one)[::2])}
    types = _types(stated, met, vocabulary, recognised)
    labelled = {o.value: s.value for s, p, o in given if p.value == LABEL and s.kind == "uri"}
    nodes = Nodes(stated, types, labelled, frozenset(one[0] for one in given), recognised)
    looking = Statements(vocabulary, nodes)
    slips: dict[tuple[object, ...], Slip] = {}
    lost: set[str] = set()
    kept = []
    for triple in given:
        found = list(looking.slips(triple))
        for slip in found:
            slips.setdefault(_key(slip), slip)
        dropped = [slip for slip in found if slip.drop]
        lost.update(name for slip in dropped for name in (slip.path, slip.nearest, slip.lost) if name)
        if not dropped:
            kept.append(triple)
    return Screened(tuple(kept), tuple(slips.values()), frozenset(lost), types)


def _key(slip: Slip) -> tuple[object, ...]:
    """What makes two slips one: an unknown name is told once, everything else at each place."""
    if slip.code in {"unknown_property", "law_property"}:
        return slip.code, slip.path
    if slip.code in {"unknown_class", "unknown_term"}:
        return slip.code, slip.value
    return slip.code, slip.focus, slip.path, slip.value


def _stated(triples: Iterable[Triple]) -> dict[Term, set[str]]:
    """The classes that a submission states."""
    stated: dict[Term, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate.value == TYPE and value.kind == "uri":
            stated[subject].add(value.value)
    return stated


def _types(
    stated: Mapping[Term, set[str]], met: Set[Term], vocabulary: Vocabulary, recognised: Recognised
) -> dict[Term, frozenset[str]]:
    """The classes with all classes above them of every node met; individuals of ours have those of the ontology.

    Nodes that stand for the same have the classes of all.
    """
    whole: dict[Term, set[str]] = defaultdict(set)
    for node, classes in stated.items():
        whole[recognised.same.get(node, node)] |= classes
    found = {node: frozenset(vocabulary.upward(classes)) for node, classes in whole.items()}
    for node in met:
        if kinds := vocabulary.kinds.get(node.value):
            found[node] = found.get(node, frozenset()) | kinds
    return found | {node: found.get(head, frozenset()) for node, head in recognised.same.items() if node in met}
