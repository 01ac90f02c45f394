"""What asking returns, in the form that other programs rely on."""

from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from policy_kg.corpus import Corpus, Provision
from policy_kg.store import Select

Status = Literal["answered", "not_stated", "out_of_scope", "ambiguous", "not_understood"]
Verdict = Literal["yes", "no"]


NO_ROWS: Final = Select((), ())


@dataclass(frozen=True, slots=True)
class Citation:
    """A quoted stretch of a provision; `start` and `end` are code points of the canonical text."""

    regulation: str
    provision: str
    article: int | None
    suffix: int
    paragraph: int | None
    item: int | None
    subitem: int | None
    label: str
    quote: str
    start: int
    end: int
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an ambiguous question, with its query."""

    question: str
    query: str


@dataclass(frozen=True, slots=True)
class Versions:
    """The program, the graph (a digest of its quads) and the canonical text that an answer rests on."""

    program: str
    graph: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a question, answered or refused; `rows` are what `query` returned."""

    question: str
    status: Status
    answer: str
    versions: Versions
    reason: str | None = None
    verdict: Verdict | None = None
    correction: str | None = None
    understood_as: str = ""
    citations: tuple[Citation, ...] = ()
    query: str | None = None
    rows: Select = NO_ROWS
    pattern: str | None = None
    confidence: float = 0.0
    readings: tuple[Reading, ...] = ()
    suggestions: tuple[str, ...] = ()
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The object of the contract (docs/reference/ask.md)."""
        fields: dict[str, Any] = {
            "question": self.question,
            "status": self.status,
            "reason": self.reason,
            "verdict": self.verdict,
            "answer": self.answer,
            "correction": self.correction,
            "understood_as": self.understood_as,
            "citations": [_written(citation) for citation in self.citations],
            "query": self.query,
            "rows": {"vars": list(self.rows.vars), "bindings": self.rows.to_json()["results"]["bindings"]},
            "pattern": self.pattern,
            "confidence": round(self.confidence, 4),
            "readings": [asdict(reading) for reading in self.readings],
            "suggestions": list(self.suggestions),
            "versions": asdict(self.versions),
            "seconds": round(self.seconds, 6),
        }
        return fields


def _written(citation: Citation) -> dict[str, Any]:
    fields = asdict(citation)
    if citation.part is None:
        del fields["part"]
    return fields


PARTS = {"TitlePart": "title", "NumberPart": "number", "AttachmentPart": "attachment"}


def cite(corpus: Corpus, provision: Provision, start: int, end: int) -> Citation:
    """The citation of `start` to `end` inside `provision`, quoted from the canonical text."""
    return Citation(
        regulation=provision.regulation,
        provision=provision.iri,
        article=provision.article,
        suffix=provision.suffix,
        paragraph=provision.paragraph,
        item=provision.item,
        subitem=provision.subitem,
        label=provision.label,
        quote=corpus.quote(provision, start, end),
        start=start,
        end=end,
        part=PARTS.get(provision.kind),
    )
