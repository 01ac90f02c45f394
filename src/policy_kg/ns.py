"""The prefixes of the graph, one table for Python, Turtle and shown queries."""

from typing import Final

BASE: Final = "https://w3id.org/policy-kg/"
REG: Final = BASE + "ontology#"
VOCAB: Final = BASE + "vocab/"
ID: Final = BASE + "id/"
ONTOLOGY_GRAPH: Final = BASE + "ontology"
VOCAB_GRAPH: Final = BASE + "vocab"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
OA: Final = "http://www.w3.org/ns/oa#"
PROV: Final = "http://www.w3.org/ns/prov#"
ORG: Final = "http://www.w3.org/ns/org#"
SH: Final = "http://www.w3.org/ns/shacl#"

PREFIXES: Final[dict[str, str]] = {
    "dcterms": DCTERMS,
    "eli": ELI,
    "id": ID,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "reg": REG,
    "sh": SH,
    "skos": SKOS,
    "v": VOCAB,
    "xsd": XSD,
}


def regulation_iri(regulation_id: str) -> str:
    """The IRI of a regulation, which also names its graph: `most-2008-338` → `…/id/most-2008-338`."""
    return ID + regulation_id


def shorten(iri: str) -> str:
    """An IRI with the prefix that fits, such as `reg:Norm`, else as it is."""
    fitting = ((name, base) for name, base in PREFIXES.items() if iri.startswith(base))
    return next((f"{name}:{iri.removeprefix(base)}" for name, base in fitting), iri)
