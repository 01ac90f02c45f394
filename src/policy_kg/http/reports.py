"""The report of a check as pydantic models, for the OpenAPI document and its tests."""

from typing import Literal

from pydantic import Field

from policy_kg.http.schema import Strict


class InTwoLanguages(Strict):
    """The same words in Chinese and in English."""

    zh: str
    en: str


class ProvisionVerdict(Strict):
    """The verdict on a provision: 不符合, 信息不足, 需人工判断, 符合 or 不适用."""

    provision: str
    label: str
    verdict: str


class Finding(Strict):
    """One thing that is wrong, missing or misspelt; a slip has no shape, norm, provision and quote."""

    focus: str
    path: str | None
    value: str | None
    kind: Literal["Compliance", "Completeness", "Slip"]
    severity: Literal["Violation", "Warning"]
    shape: str | None
    norm: str | None
    provision: str | None
    message: InTwoLanguages
    quote: str | None
    fix: InTwoLanguages


class ManualItem(Strict):
    """One thing for a person to judge."""

    check: str
    focus: list[str]
    norm: str
    provision: str
    label: str
    look_at: InTwoLanguages
    quote: str


class Targeted(Strict):
    """How many nodes a shape looked at; when all are 0, that the data conform says nothing."""

    shape: str
    nodes: int


class Note(Strict):
    """What changes no verdict: a node that was taken for another, or that nothing was looked at."""

    focus: str | None
    taken_for: str | None
    message: InTwoLanguages


class ReportVersions(Strict):
    """What a report rests on."""

    program: str
    graph: str
    text_sha256: str
    shapes: str


class Report(Strict):
    """The report on one submission."""

    source: str
    conforms: bool
    verdict: str
    profile: str
    engine: str
    provisions: list[ProvisionVerdict]
    findings: list[Finding]
    manual: list[ManualItem]
    targets: list[Targeted]
    notes: list[Note]
    versions: ReportVersions
    kept: str | None = Field(default=None, description="IRI of the submission; only when it was to be kept")
