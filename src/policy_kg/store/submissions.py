"""The submissions that somebody asked to keep: each a graph of its own, and what is known of it in one more."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

from policy_kg import ns
from policy_kg.store.convert import engine_term
from policy_kg.store.documents import Triple
from policy_kg.store.protocol import Quad, Select, Store, Term, Triples

GRAPH: Final = ns.ID + "submissions"
DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?")
PROPERTIES: Final[dict[str, str]] = {
    "profile": ns.DCTERMS + "conformsTo",
    "kept": ns.DCTERMS + "created",
    "verdict": ns.REG + "verdict",
    "source": ns.DCTERMS + "title",
    "as_of": ns.REG + "asOf",
}
RECORDS: Final = f"""PREFIX dcterms: <{ns.DCTERMS}>
PREFIX reg: <{ns.REG}>
SELECT ?iri ?profile ?kept ?verdict ?source ?as_of WHERE {{ GRAPH <{GRAPH}> {{ %s
  ?iri dcterms:conformsTo ?profile ; dcterms:created ?kept ; reg:verdict ?verdict ; dcterms:title ?source
  OPTIONAL {{ ?iri reg:asOf ?as_of }}
}} }} ORDER BY DESC(?kept) ?iri """
COUNT: Final = f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH <{GRAPH}> {{ ?iri <{PROPERTIES['kept']}> ?kept }} }}"
CONTENT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"
REMOVE: Final = f"DROP SILENT GRAPH <%s> ; DELETE WHERE {{ GRAPH <{GRAPH}> {{ <%s> ?p ?o }} }}"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a kept submission; `as_of` is None when it names no day, or several."""

    iri: str
    profile: str
    kept: str
    verdict: str
    source: str
    as_of: str | None


class Submissions:
    """The submissions that a store keeps, the newest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, document: Iterable[Triple], *, profile: str, verdict: str, source: str) -> Record:
        """The record of a submission that is kept from now on, whole or not at all."""
        triples = list(document)
        record = Record(
            iri=iri_of(uuid4()),
            profile=profile,
            kept=datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            verdict=verdict,
            source=source,
            as_of=_only_day(triples),
        )
        self._store.add([*_quads(triples, record.iri), *_quads(_statements(record), GRAPH)])
        return record

    def count(self) -> int:
        """How many submissions are kept."""
        return int(self._store.select(COUNT).bindings[0]["count"].value)

    def slice(self, offset: int, limit: int) -> tuple[Record, ...]:
        """The records `offset` to `offset` + `limit`, the newest first."""
        return _read(self._store.select(f"{RECORDS % ''} OFFSET {offset} LIMIT {limit}"))

    def record(self, iri: str) -> Record | None:
        """The record of one submission; None when it is not kept."""
        return next(iter(_read(self._store.select(RECORDS % f"VALUES ?iri {{ <{iri}> }}"))), None)

    def content(self, iri: str) -> Triples:
        """The statements of one submission; none when it is not kept."""
        found = self._store.query(CONTENT % iri)
        return found if isinstance(found, Triples) else Triples(())

    def remove(self, iri: str) -> bool:
        """Whether the submission was kept; now it is not."""
        known = self.record(iri) is not None
        self._store.update(REMOVE % (iri, iri))
        return known

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()


def iri_of(identifier: UUID) -> str:
    """The IRI of a submission, which also names its graph."""
    return f"{GRAPH}/{identifier}"


def _only_day(triples: Iterable[Triple]) -> str | None:
    dates = (DAY.fullmatch(value.value) for _, name, value in triples if name.value == PROPERTIES["as_of"])
    days = {found[1] for found in dates if found}
    return days.pop() if len(days) == 1 else None


def _statements(record: Record) -> list[Triple]:
    iri = Term("uri", record.iri)
    values = {
        "profile": Term("uri", record.profile),
        "kept": Term("literal", record.kept, ns.XSD + "dateTime"),
        "verdict": Term("literal", record.verdict),
        "source": Term("literal", record.source),
    }
    if record.as_of is not None:
        values["as_of"] = Term("literal", record.as_of, ns.XSD + "date")
    return [(iri, Term("uri", PROPERTIES[name]), value) for name, value in values.items()]


def _quads(triples: Iterable[Triple], graph: str) -> list[Quad]:
    name = engine_term(Term("uri", graph))
    return [Quad(engine_term(s), engine_term(p), engine_term(o), name) for s, p, o in triples]


def _read(rows: Select) -> tuple[Record, ...]:
    values = ({name: term.value for name, term in row.items()} for row in rows.bindings)
    return tuple(
        Record(
            iri=row["iri"],
            profile=row["profile"],
            kept=row["kept"],
            verdict=row["verdict"],
            source=row["source"],
            as_of=row.get("as_of"),
        )
        for row in values
    )
