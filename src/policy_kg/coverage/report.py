"""What coverage finds, as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the canonical text, with the citation label of the provision that it lies in."""

    provision: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Lengths:
    """The spread of the lengths of evidence spans in characters; `above`: the share longer than `limit`."""

    count: int
    shortest: int
    median: float
    ninetieth: int
    longest: int
    limit: int
    above: float
    crossing: int


@dataclass(frozen=True, slots=True)
class LooseSignal:
    """A modal word outside the evidence of any norm of one of the `kinds` that the word marks."""

    word: str
    kinds: tuple[str, ...]
    place: Stretch


@dataclass(frozen=True, slots=True)
class Count:
    """How many norms have a modality or function; `kind` is a local name, or "" for norms without one."""

    kind: str
    norms: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two readings differ.

    `aspect` is modality, bearer, span or unpaired; an unpaired norm has "" for the other's name.
    `recorded` tells that our norm keeps an alternative reading.
    """

    aspect: str
    provision: str
    norm: str
    second: str
    ours: str
    theirs: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the norms agree with a second reading: shares of the pairs, and Cohen's kappa for modality."""

    norms: int
    second: int
    pairs: int
    modality: float
    kappa: float
    bearer: float
    span: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a norm cannot be checked on what is submitted."""

    norm: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Enforcement:
    """The norms that shapes check, those that are only for a person to judge, those that cannot be checked.

    `contradictory` are marked as not checkable although they are checked; `forgotten` are none of these.
    """

    by_shape: tuple[str, ...]
    by_person: tuple[str, ...]
    not_checkable: tuple[Reason, ...]
    contradictory: tuple[str, ...]
    forgotten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """How much of a regulation's words its norms cover, and how well."""

    regulation: str
    title: str
    characters: int
    covered: int
    share: float
    uncovered: tuple[Stretch, ...]
    lengths: Lengths
    signals: int
    loose_signals: tuple[LooseSignal, ...]
    norms: int
    modalities: tuple[Count, ...]
    functions: tuple[Count, ...]
    open_matters: int
    alternative_readings: int
    agreement: Agreement | None
    enforcement: Enforcement | None

    @property
    def complete(self) -> bool:
        """Whether every character lies in some evidence or is annotated as normless."""
        return self.covered == self.characters
