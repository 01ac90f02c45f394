"""What the graph says of one regulation that coverage needs, as values."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policy_kg import corpus
from policy_kg.corpus import Norm, Provision, Regulation
from policy_kg.errors import InputError
from policy_kg.ns import REG
from policy_kg.store import Dataset, Store

_PREFIXES: Final = """
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
"""
EVIDENCE: Final = f"""{_PREFIXES}SELECT ?norm ?start ?end WHERE {{
  ?norm a reg:Norm ; reg:evidence/oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end
}}"""
NORMLESS: Final = f"""{_PREFIXES}SELECT ?start ?end WHERE {{
  ?span a reg:NormlessSpan ; oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end
}}"""
LABELS: Final = f"{_PREFIXES}SELECT ?provision ?label WHERE {{ ?provision eli:number ?label }}"
OTHERS: Final = f"""{_PREFIXES}SELECT ?kind ?node WHERE {{
  VALUES ?kind {{ reg:OpenMatter reg:NormReading }} ?node a ?kind
}}"""
ALTERNATIVES: Final = f"{_PREFIXES}SELECT DISTINCT ?norm WHERE {{ ?norm reg:alternativeReading ?reading }}"
SIGNALS: Final = f"{_PREFIXES}SELECT ?kind ?word WHERE {{ ?kind reg:signal ?word }}"
LONGER_WORDS: Final = f"{_PREFIXES}SELECT DISTINCT ?word WHERE {{ ?kind reg:notSignal ?word }}"

_DEPTH: Final = {"Article": 0, "Paragraph": 1, "Item": 2, "Subitem": 3}
_NOT_WORDS: Final = frozenset("ZPC")


@dataclass(frozen=True)
class Reading:
    """One regulation: its provisions and norms, the spans of their evidence, the words that mark modalities.

    `read_twice` are the norms that keep an alternative reading; `others` counts open matters and readings.
    """

    regulation: Regulation
    provisions: tuple[Provision, ...]
    labels: Mapping[str, str]
    norms: tuple[Norm, ...]
    spans: Mapping[str, tuple[range, ...]]
    normless: tuple[range, ...]
    signals: Mapping[str, frozenset[str]]
    longer_words: frozenset[str]
    others: Mapping[str, int]
    read_twice: frozenset[str]

    @cached_property
    def owners(self) -> Mapping[int, Provision]:
        """For every position inside an article the innermost provision that holds it."""
        ordered = sorted(self.provisions, key=lambda one: _DEPTH[one.kind])
        return {at: one for one in ordered for at in range(one.start, one.end)}

    @cached_property
    def words(self) -> tuple[int, ...]:
        """The positions that count, in order: no labels, white space or punctuation."""
        text = self.regulation.text
        labels = {at for one in self.provisions for at in self._label(one)}
        return tuple(
            at for at in sorted(self.owners) if at not in labels and unicodedata.category(text[at])[0] not in _NOT_WORDS
        )

    def kinds(self, norm: Norm) -> frozenset[str]:
        """The local names of the norm's modality and functions."""
        return frozenset((*self._local(norm, "modality"), *self.functions(norm)))

    def functions(self, norm: Norm) -> tuple[str, ...]:
        """The local names of the norm's functions."""
        return self._local(norm, "function")

    def modality(self, norm: Norm) -> str:
        """The local name of the norm's modality, or "" when it has none."""
        return next(iter(self._local(norm, "modality")), "")

    def positions(self, norm: Norm) -> frozenset[int]:
        """The positions that the norm's evidence covers."""
        return frozenset(at for span in self.spans.get(norm.iri, ()) for at in span)

    def _label(self, provision: Provision) -> range:
        label = self.labels.get(provision.iri, "")
        stands = self.regulation.text.startswith(label, provision.start)
        return range(provision.start, provision.start + len(label) if stands else provision.start)

    @staticmethod
    def _local(norm: Norm, role: str) -> tuple[str, ...]:
        return tuple(value.removeprefix(REG) for value in norm.fillers.get(role, ()))


def read(store: Store, regulation: str) -> Reading:
    """The reading of the regulation with that IRI; InputError when the store has none."""
    known = corpus.read(store)
    if regulation not in known.regulations:
        there_are = ", ".join(known.regulations) or "none"
        raise InputError(f"no regulation {regulation} here; there are: {there_are}")
    graph = Dataset(default=(regulation,))
    spans: dict[str, list[range]] = defaultdict(list)
    for row in _rows(store, EVIDENCE, graph):
        spans[row["norm"]].append(range(int(row["start"]), int(row["end"])))
    signals: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, SIGNALS):
        signals[row["word"]].add(row["kind"].removeprefix(REG))
    others: dict[str, int] = defaultdict(int)
    for row in _rows(store, OTHERS, graph):
        others[row["kind"].removeprefix(REG)] += 1
    parts = [one for one in known.provisions.values() if one.kind in _DEPTH]
    provisions = [one for one in parts if one.regulation == regulation]
    mine = {one.iri for one in provisions}
    return Reading(
        regulation=known.regulations[regulation],
        provisions=tuple(provisions),
        labels={row["provision"]: row["label"] for row in _rows(store, LABELS, graph)},
        norms=tuple(norm for norm in known.norms.values() if norm.provision in mine),
        spans={norm: tuple(sorted(found, key=lambda one: one.start)) for norm, found in spans.items()},
        normless=tuple(range(int(row["start"]), int(row["end"])) for row in _rows(store, NORMLESS, graph)),
        signals={word: frozenset(kinds) for word, kinds in signals.items()},
        longer_words=frozenset(row["word"] for row in _rows(store, LONGER_WORDS)),
        others=others,
        read_twice=frozenset(row["norm"] for row in _rows(store, ALTERNATIVES, graph)),
    )


def _rows(store: Store, query: str, dataset: Dataset | None = None) -> Iterator[dict[str, str]]:
    for row in store.select(query, dataset=dataset).bindings:
        yield {name: term.value for name, term in row.items()}
