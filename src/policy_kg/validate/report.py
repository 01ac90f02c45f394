"""A report as small frozen values that all doors share, and its JSON form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any, Literal

from policy_kg.validate.messages import VERDICTS

Words = Mapping[str, str]
FindingKind = Literal["Compliance", "Completeness", "Slip"]


class Verdict(IntEnum):
    """What a report says of a provision; the greater, the worse."""

    NOT_APPLICABLE = 0
    SATISFIED = 1
    MANUAL = 2
    INSUFFICIENT = 3
    VIOLATED = 4

    @property
    def zh(self) -> str:
        """The Chinese word, which stands in JSON."""
        return VERDICTS[self.name]["zh"]

    @property
    def en(self) -> str:
        """The English words."""
        return VERDICTS[self.name]["en"]


@dataclass(frozen=True, slots=True)
class ProvisionVerdict:
    """The verdict on one provision that the profile enforces."""

    provision: str
    label: str
    verdict: Verdict

    def to_json(self) -> dict[str, str]:
        """The verdict by its Chinese word."""
        return {"provision": self.provision, "label": self.label, "verdict": self.verdict.zh}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, missing or misspelt; a slip has no shape, norm, provision and quote.

    `component` is the constraint component of SHACL that found it, which only the report as RDF says.
    """

    focus: str
    path: str | None
    value: str | None
    kind: FindingKind
    severity: str
    shape: str | None
    norm: str | None
    provision: str | None
    message: Words
    quote: str | None
    fix: Words
    component: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The finding by the contract."""
        return {name: value for name, value in asdict(self).items() if name != "component"}


@dataclass(frozen=True, slots=True)
class ManualItem:
    """One thing for a person to judge: the check, the nodes that it is about, and what to look at."""

    check: str
    focus: tuple[str, ...]
    norm: str
    provision: str
    label: str
    look_at: Words
    quote: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader should know that changes no verdict: which node was taken for which, or that none was looked at."""

    focus: str | None
    taken_for: str | None
    message: Words


@dataclass(frozen=True, slots=True)
class Targeted:
    """How many nodes a shape looked at."""

    shape: str
    nodes: int


@dataclass(frozen=True, slots=True)
class Versions:
    """What a report rests on."""

    program: str
    graph: str
    text_sha256: str
    shapes: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check of one submission found; provisions and findings in the order of the text."""

    source: str
    verdict: Verdict
    profile: str
    profile_label: str
    engine: str
    provisions: tuple[ProvisionVerdict, ...]
    findings: tuple[Finding, ...]
    manual: tuple[ManualItem, ...]
    targets: tuple[Targeted, ...]
    notes: tuple[Note, ...]
    versions: Versions

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated and nothing is missing; a matter for a person does not count."""
        return self.verdict < Verdict.INSUFFICIENT

    @property
    def looked_at_nothing(self) -> bool:
        """Whether no shape had a node to look at, so that conforming says nothing."""
        return not any(target.nodes for target in self.targets)

    def to_json(self) -> dict[str, Any]:
        """The report by the contract, plain values only."""
        return {
            "source": self.source,
            "conforms": self.conforms,
            "verdict": self.verdict.zh,
            "profile": self.profile,
            "engine": self.engine,
            "provisions": [one.to_json() for one in self.provisions],
            "findings": [one.to_json() for one in self.findings],
            "manual": [asdict(one) for one in self.manual],
            "targets": [asdict(one) for one in self.targets],
            "notes": [asdict(one) for one in self.notes],
            "versions": asdict(self.versions),
        }
