"""From the engine's results and a submission's slips to findings, and from findings to verdicts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import BNode
from rdflib.term import Node

from policy_kg.corpus import Corpus, Provision
from policy_kg.ns import shorten
from policy_kg.profiles import Check, Manual, Profile
from policy_kg.store import Term
from policy_kg.validate.engine import Result
from policy_kg.validate.messages import ABSENCE_COUNTS, NEAREST, NOTES, SLIPS
from policy_kg.validate.phrasing import LANGUAGES, Phrasing
from policy_kg.validate.report import Finding, FindingKind, ManualItem, Note, ProvisionVerdict, Verdict
from policy_kg.validate.statement import Slip

COMPLIANCE: Final[FindingKind] = "Compliance"
COMPLETENESS: Final[FindingKind] = "Completeness"
SLIP: Final[FindingKind] = "Slip"
SEVERITIES: Final[dict[FindingKind, str]] = {COMPLIANCE: "Violation", COMPLETENESS: "Warning", SLIP: "Warning"}
VERDICTS: Final[dict[FindingKind, Verdict]] = {
    COMPLIANCE: Verdict.VIOLATED,
    COMPLETENESS: Verdict.INSUFFICIENT,
    SLIP: Verdict.INSUFFICIENT,
}
DATE_SLIPS: Final = frozenset({"not_a_date", "date_time_for_date"})
CLASS_SLIPS: Final = frozenset({"untyped", "wrong_subject_class", "wrong_value_class"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads results as findings on one submission under one profile."""

    profile: Profile
    corpus: Corpus
    phrasing: Phrasing
    closed: frozenset[str]

    def findings(self, results: Iterable[Result]) -> tuple[Finding, ...]:
        """The findings in the order of the text, inside a provision the violations first."""
        found = [self._finding(result, self.profile.checks[result.shape]) for result in results]
        return tuple(sorted(found, key=self._rank))

    def manual(self, touched: Mapping[str, tuple[Node, ...]]) -> tuple[ManualItem, ...]:
        """What a person has to judge, in the order of the text; `touched` are the nodes of each target."""
        items = [self._item(one, touched[one.target.iri]) for one in self.profile.manual]
        asked = [item for item in items if item.focus]
        return tuple(sorted(asked, key=lambda one: (self.corpus.provisions[one.provision].start, one.check)))

    def verdicts(
        self,
        findings: Iterable[Finding],
        manual: Iterable[ManualItem],
        touched: Mapping[str, tuple[Node, ...]],
        *,
        slipped: bool,
    ) -> tuple[ProvisionVerdict, ...]:
        """The verdict on every provision of the profile; after a slip none is called not applicable."""
        worst = {place.iri: Verdict.NOT_APPLICABLE for place in self._provisions()}
        if slipped:
            worst = dict.fromkeys(worst, Verdict.INSUFFICIENT)
        for check in self.profile.checks.values():
            if any(touched[applier] for applier in check.applied_by):
                place = self._provision(check.norm).iri
                worst[place] = Verdict.SATISFIED
        for place, verdict in [
            *((one.provision, Verdict.MANUAL) for one in manual),
            *((one.provision, VERDICTS[one.kind]) for one in findings if one.provision),
        ]:
            worst[place] = max(worst[place], verdict)
        return tuple(
            ProvisionVerdict(iri, self.corpus.provisions[iri].label, verdict) for iri, verdict in worst.items()
        )

    def _finding(self, result: Result, check: Check) -> Finding:
        absent = check.absence_of is not None and check.absence_of in self.closed
        kind = COMPLIANCE if absent or check.kind == COMPLIANCE else COMPLETENESS
        message = self.phrasing.fill(check.message, result.focus, result.value)
        if absent:
            name = shorten(check.absence_of or "")
            message = {one: message[one] + ABSENCE_COUNTS[one].format(name=name) for one in LANGUAGES}
        provision = self._provision(check.norm)
        return Finding(
            focus=written(result.focus),
            path=result.path,
            value=None if result.value is None else written(result.value),
            kind=kind,
            severity=SEVERITIES[kind],
            shape=check.iri,
            norm=check.norm,
            provision=provision.iri,
            message=message,
            quote=self._quote(provision),
            fix=self.phrasing.fill(check.fix, result.focus, result.value),
            component=result.component,
        )

    def _item(self, manual: Manual, nodes: tuple[Node, ...]) -> ManualItem:
        provision = self._provision(manual.norm)
        return ManualItem(
            check=manual.target.iri,
            focus=tuple(written(one) for one in nodes),
            norm=manual.norm,
            provision=provision.iri,
            label=provision.label,
            look_at=manual.look_at,
            quote=self._quote(provision),
        )

    def _provisions(self) -> list[Provision]:
        """The provisions that the profile enforces, in the order of the text."""
        found = {self._provision(norm).iri: self._provision(norm) for norm in self.profile.norms}
        return sorted(found.values(), key=lambda one: (one.regulation, one.start, -one.end))

    def _provision(self, norm: str) -> Provision:
        return self.corpus.provisions[self.corpus.norms[norm].provision]

    def _quote(self, provision: Provision) -> str:
        return self.corpus.quote(provision, provision.start, provision.end)

    def _rank(self, finding: Finding) -> tuple[object, ...]:
        start = self.corpus.provisions[finding.provision or ""].start
        return start, -VERDICTS[finding.kind], finding.shape, finding.focus, finding.value or ""


def slip_finding(slip: Slip) -> Finding:
    """A slip as a finding, which no shape made and no provision asks for."""
    parts = {
        "focus": shown(slip.focus),
        "path": shorten(slip.path),
        "value": "" if slip.value is None else shown(slip.value),
    }
    return Finding(
        focus=_written(slip.focus),
        path=slip.path,
        value=None if slip.value is None else _written(slip.value),
        kind=SLIP,
        severity=SEVERITIES[SLIP],
        shape=None,
        norm=None,
        provision=None,
        message={one: SLIPS[slip.code][one].format(**parts) for one in LANGUAGES},
        quote=None,
        fix=_slip_fix(slip),
    )


def _slip_fix(slip: Slip) -> dict[str, str]:
    if slip.nearest is None:
        row = NEAREST["none"]
    elif slip.code in DATE_SLIPS:
        row = NEAREST["date"]
    elif slip.code in NEAREST:
        row = NEAREST[slip.code]
    else:
        row = NEAREST["class" if slip.code in CLASS_SLIPS else "name"]
    return {one: row[one].format(nearest=shorten(slip.nearest or "")) for one in LANGUAGES}


def note(focus: Term, taken: Term) -> Note:
    """That a node of the submission was taken for another."""
    parts = {"focus": shown(focus), "taken": shown(taken)}
    return Note(_written(focus), _written(taken), {one: NOTES["same"][one].format(**parts) for one in LANGUAGES})


def nothing_looked_at() -> Note:
    """That no shape had a node to look at."""
    return Note(None, None, NOTES["nothing"])


def written(node: Node) -> str:
    """A node as it stands in a report: an IRI, the words of a literal, or _: and a name."""
    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _written(term: Term) -> str:
    return f"_:{term.value}" if term.kind == "bnode" else term.value


def shown(term: Term) -> str:
    """A term for people."""
    return shorten(term.value) if term.kind == "uri" else _written(term)
