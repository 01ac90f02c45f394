"""What the generated pages say of the graph: terms, labels, words and counts as the templates want them."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from generator.naming import REG, REGULATION, SCHEMA, curie, order
from generator.usage import example
from policy_kg import ns

RELATIONS: Final = {
    "superclass": RDFS.subClassOf,
    "superproperty": RDFS.subPropertyOf,
    "disjoint": OWL.disjointWith,
    "domain": SCHEMA.domainIncludes,
    "strict_domain": RDFS.domain,
    "range": SCHEMA.rangeIncludes,
    "strict_range": RDFS.range,
    "see": RDFS.seeAlso,
}
GROUPS: Final[dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("groups.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or individual of the ontology."""

    iri: str
    zh: str
    en: str
    definition: str
    kinds: tuple[str, ...]
    relations: tuple[tuple[str, tuple[str, ...]], ...]
    example: str

    @property
    def local(self) -> str:
        """The name after the hash, which is the anchor on the page."""
        return self.iri.removeprefix(ns.REG)


class Knowledge:
    """The graphs of one checkout, read once; all that it returns is in a fixed order."""

    def __init__(self, root: Path) -> None:
        self.files = {
            "examples": sorted((root / "ontology" / "examples").glob("*.ttl")),
            "regulation": sorted((root / "data" / "regulations" / REGULATION).glob("*.ttl")),
            "vocabulary": sorted((root / "ontology" / "vocab").glob("*.ttl")),
            "ontology": sorted((root / "ontology").glob("*.ttl")),
            "questions": sorted((root / "data" / "questions").glob("*.ttl")),
        }
        self.graphs = {name: _read(paths) for name, paths in self.files.items()}
        self.everything = Graph()
        for graph in self.graphs.values():
            for triple in graph:
                self.everything.add(triple)

    def terms(self, kind: str, group: str | None = None) -> list[Term]:
        """The terms of one kind (class, role, property, individual) and group, in the order of the files."""
        found = (name for name in self._defined if self._kind(name) == kind)
        return [self._term(REG[name]) for name in found if group in (None, self._group(name))]

    def label(self, node: Node | str, language: str = "zh") -> str:
        """The preferred label in that language, or "" when there is none."""
        return self._one(URIRef(str(node)), (SKOS.prefLabel, RDFS.label), language)

    def words(self, node: Node | str, predicate: URIRef) -> list[str]:
        """The texts that `predicate` gives, sorted."""
        return sorted({str(value) for value in self.everything.objects(URIRef(str(node)), predicate)}, key=order)

    def subjects(self, kind: URIRef) -> list[URIRef]:
        """What is of that class, sorted."""
        return sorted({URIRef(str(one)) for one in self.everything.subjects(RDF.type, kind)}, key=order)

    def properties(self, node: Node, known: frozenset[str]) -> list[tuple[str, list[str]]]:
        """What `node` says besides its type and the `known` properties."""
        verbs = {str(verb) for verb in self.everything.predicates(node)} - known - {str(RDF.type)}
        return [(verb, self.words(node, URIRef(verb))) for verb in sorted(verbs)]

    def definition(self, node: Node | str) -> str:
        """The Chinese definition, or "" when there is none."""
        return self._one(URIRef(str(node)), (SKOS.definition,), "zh")

    def counts(self) -> dict[str, Counter[str]]:
        """For each article, how many norms it has ("") and how many of each modality and function."""
        found: dict[str, Counter[str]] = {}
        for norm in self.subjects(REG.Norm):
            kinds = [
                *self.everything.objects(norm, REG.modality),
                *self.everything.objects(norm, REG.function),
            ]
            places = self.everything.objects(norm, REG.statedIn)
            for article in {str(one) for place in places for one in self._articles(place)}:
                locals_ = ["", *(str(kind).removeprefix(ns.REG) for kind in kinds)]
                found.setdefault(article, Counter()).update(locals_)
        return found

    def reused(self) -> dict[str, list[str]]:
        """The terms of other vocabularies that are used, by prefix."""
        used = {str(verb) for verb in self.everything.predicates()} | {
            str(kind) for kind in self.everything.objects(None, RDF.type)
        }
        names = sorted(name for name in map(curie, used) if not name.startswith("<"))
        own = {"reg", "v", "d", "ex", "id", "pattern"}
        prefixes = sorted({name.partition(":")[0] for name in names} - own)
        return {one: [name for name in names if name.startswith(f"{one}:")] for one in prefixes}

    @cached_property
    def _defined(self) -> list[str]:
        in_files = [
            name
            for path in self.files["ontology"]
            for name in re.findall(r"^reg:(\w+) a ", path.read_text("utf-8"), re.MULTILINE)
        ]
        named = {str(one).removeprefix(ns.REG) for one in self.graphs["ontology"].subjects(RDF.type, None)}
        rest = sorted(name for name in named - set(in_files) if not name.startswith("http"))
        return in_files + rest

    @cached_property
    def _domain(self) -> set[str]:
        return {str(one) for one in _read([p for p in self.files["ontology"] if p.stem != "policy"]).subjects()}

    @cached_property
    def _of_questions(self) -> set[str]:
        asked, stated = (
            {str(one) for one in (*graph.predicates(), *graph.objects(None, RDF.type))}
            for graph in (self.graphs["questions"], self.graphs["regulation"])
        )
        return asked - stated

    def _kind(self, name: str) -> str:
        types = set(self.graphs["ontology"].objects(REG[name], RDF.type))
        if OWL.Class in types:
            return "class"
        if REG.Role in types:
            return "role"
        return "property" if types & {OWL.ObjectProperty, OWL.DatatypeProperty} else "individual"

    def _group(self, name: str) -> str:
        if str(REG[name]) in self._domain:
            return "alliance"
        named = next((group for group, names in GROUPS.items() if name in names), None)
        return named or ("questions" if str(REG[name]) in self._of_questions else "law")

    def _term(self, iri: URIRef) -> Term:
        graph = self.graphs["ontology"]
        related = ((key, sorted(map(str, graph.objects(iri, verb)))) for key, verb in RELATIONS.items())
        return Term(
            iri=str(iri),
            zh=self.label(iri),
            en=self.label(iri, "en"),
            definition=self.definition(iri),
            kinds=tuple(sorted(str(kind) for kind in graph.objects(iri, RDF.type))),
            relations=tuple((key, tuple(values)) for key, values in related if values),
            example=example(self.graphs.values(), iri),
        )

    def _one(self, node: URIRef, predicates: Iterable[URIRef], language: str) -> str:
        texts = (value for verb in predicates for value in self.everything.objects(node, verb))
        return min((str(one) for one in texts if isinstance(one, Literal) and one.language == language), default="")

    def _articles(self, place: Node) -> Iterator[Node]:
        is_part_of = URIRef(ns.ELI + "is_part_of")
        for one in self.everything.transitive_objects(place, is_part_of):
            if one and (one, RDF.type, REG.Article) in self.everything:
                yield one


def _read(paths: Iterable[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph
