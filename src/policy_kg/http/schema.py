"""The bodies of the API as pydantic models: they check what comes in, and OpenAPI is made from them."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from policy_kg.ask.result import Status, Verdict
from policy_kg.http.messages import EXAMPLE_QUESTION

MOST_CONTEXT = 100
MOST_DATA = 20


def whole(text: str) -> str:
    """The same text; ValueError when it holds half of a surrogate pair, which no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("half of a surrogate pair is no character") from None
    return text


Text = Annotated[str, Field(strict=True), AfterValidator(whole)]


class Strict(BaseModel):
    """A body without fields that the contract does not name."""

    model_config = ConfigDict(extra="forbid")


class Question(Strict):
    """A question in everyday language."""

    question: Text = Field(description="The question", examples=[EXAMPLE_QUESTION])
    context: list[Text] = Field(
        default=[], max_length=MOST_CONTEXT, description="Earlier questions of the conversation, oldest first"
    )
    regulation: Text | None = Field(default=None, description="IRI of the one regulation that is meant")
    data: list[Text] = Field(
        default=[],
        max_length=MOST_DATA,
        description="IRIs of graphs, or ids of uploads, to ask about as well",
    )


class Citation(Strict):
    """A quoted stretch of a provision; offsets count code points of the canonical text."""

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
    part: Literal["title", "number", "attachment"] | None = None


class Rows(Strict):
    """The rows of the query, https://www.w3.org/TR/sparql11-results-json/."""

    vars: list[str]
    bindings: list[dict[str, Any]]


class Reading(Strict):
    """One way to understand an ambiguous question."""

    question: str
    query: str


class Versions(Strict):
    """What an answer rests on."""

    program: str
    graph: str
    text_sha256: str


class Answer(Strict):
    """An answer or a typed refusal."""

    question: str
    status: Status
    reason: str | None
    verdict: Verdict | None
    answer: str = Field(max_length=300)
    correction: str | None
    understood_as: str
    citations: list[Citation]
    query: str | None
    rows: Rows
    pattern: str | None
    confidence: float = Field(ge=0, le=1)
    readings: list[Reading]
    suggestions: list[str]
    versions: Versions
    seconds: float


class Health(Strict):
    """That the service answers, and with what."""

    status: Literal["ok"]
    by_meaning: bool
    versions: Versions


class FieldProblem(Strict):
    """What is wrong with one field."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """Problem details, https://www.rfc-editor.org/rfc/rfc9457."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str
    errors: list[FieldProblem] = []


class Regulation(Strict):
    """A regulation that is held."""

    iri: str
    id: str
    title: str
    number: str | None
    efficacy: str
    articles: int
    norms: int
    characters: int = Field(description="Code points of the canonical text")
    text_sha256: str = Field(description="SHA-256 of the canonical text in UTF-8")


class Regulations(Strict):
    """All regulations that are held."""

    items: list[Regulation]


class Name(Strict):
    """The path of one regulation."""

    id: str = Field(description="The last part of the regulation's IRI")


class Window(Strict):
    """How many to return, and after how many."""

    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=100, ge=1, le=500)


class Slice(Window):
    """Which of many to return."""

    regulation: str | None = Field(default=None, description="IRI of a regulation, or the last part of it")


class ProvisionQuery(Slice):
    """Which provisions to return."""

    article: int | None = Field(default=None, ge=1, description="Number of an article")


class NormQuery(Slice):
    """Which norms to return."""

    provision: str | None = Field(default=None, description="IRI of a provision: norms stated in it or its parts")
    kind: str | None = Field(default=None, description="A modality or function, such as Obligation or Definition")


class Provision(Strict):
    """A citable part of a regulation."""

    iri: str
    regulation: str
    kind: str
    label: str
    article: int | None
    suffix: int
    paragraph: int | None
    item: int | None
    subitem: int | None
    gist: str
    text: str
    start: int
    end: int


class Quote(Strict):
    """Words of the canonical text."""

    quote: str
    start: int
    end: int


class Norm(Strict):
    """What a provision states; `implied` are roles that the text leaves to its context."""

    iri: str
    regulation: str
    provision: str
    label: str
    kinds: list[str]
    sentence: str
    roles: dict[str, list[str]]
    implied: list[str]
    evidence: list[Quote]


class Page(Strict):
    """One slice of a list; `next` is the address of the one after it."""

    total: int
    offset: int
    limit: int
    next: str | None


class Provisions(Page):
    """A slice of the provisions."""

    items: list[Provision]


class Norms(Page):
    """A slice of the norms."""

    items: list[Norm]
