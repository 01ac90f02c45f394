"""The validator: shapes and knowledge loaded once, submissions checked one after another."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from policy_kg import __version__, assets, corpus, profiles, settings
from policy_kg.errors import DataError, ProfileError
from policy_kg.profiles import PeriodRule, Profile, Target
from policy_kg.store import Store, open_knowledge
from policy_kg.store.digest import graph_digest
from policy_kg.store.documents import FORMATS, MEDIA_TYPES, SUFFIXES, triples
from policy_kg.store.snapshot import Snapshot
from policy_kg.validate import engine, sparql, vocabulary
from policy_kg.validate.findings import Reader, note, nothing_looked_at, slip_finding
from policy_kg.validate.intake import Prepared, add_periods, prepare
from policy_kg.validate.phrasing import Phrasing
from policy_kg.validate.report import Note, Report, Targeted, Verdict, Versions
from policy_kg.validate.statement import CONFORMS_TO

DURATION: Final = "duration"
THIS: Final = "this"
UNNAMED: Final = "-"

Touched = dict[str, tuple[Node, ...]]


class Validator:
    """Checks submissions against the profiles of a data folder; safe to share between threads.

    `knowledge` is another data folder than the shipped one. Its `shapes/` are the profiles; when it has none,
    those of the shipped profiles count whose norms it has.
    """

    def __init__(
        self,
        knowledge: Path | None = None,
        *,
        shapes: Path | None = None,
        store: Store | None = None,
        max_bytes: int | None = None,
        max_triples: int | None = None,
    ) -> None:
        opened = store or open_knowledge(knowledge)
        sparql.install()
        self.corpus = corpus.read(opened)
        self.vocabulary = vocabulary.read(opened)
        own = shapes or _own_shapes(knowledge)
        self.profiles = profiles.read(own or assets.find().shapes)
        if knowledge is not None and own is None:
            self.profiles = tuple(one for one in self.profiles if one.norms <= self.corpus.norms.keys())
        self.max_bytes = max_bytes or settings.read().max_body
        self.max_triples = max_triples or settings.read().max_triples
        self._require_norms()
        self._shapes = {one.iri: engine.lean(Graph().parse(one.path, format="turtle")) for one in self.profiles}
        self._versions = _versions(opened, self.corpus, self.profiles)

    def validate(
        self,
        data: bytes | Path,
        form: str | None = None,
        *,
        profile: str | None = None,
        source: str | None = None,
    ) -> Report:
        """The report on a submission, of a file by its suffix, of bytes by a format or media type.

        DataError for what cannot be read, ProfileError when the profile is not clear, ValidationError when a
        shape is ill-formed: none of them says anything about the submission's compliance.
        """
        name = source or (str(data) if isinstance(data, Path) else UNNAMED)
        given, syntax = self._read(data, form, name)
        prepared = prepare(triples(given, syntax, source=name, most=self.max_triples), self.vocabulary)
        chosen = self._choose(prepared, profile)
        add_periods(prepared.graph, chosen.periods, self._durations(chosen.periods))
        return self._report(prepared, chosen, name)

    def profile_label(self, profile: Profile, language: str = "zh") -> str:
        """What the ontology calls a profile."""
        return self.vocabulary.labels.get(profile.iri, {}).get(language, profile.name)

    def _read(self, data: bytes | Path, form: str | None, name: str) -> tuple[bytes, str]:
        if isinstance(data, Path):
            form = form or data.suffix
            try:
                size = data.stat().st_size
                given = data.read_bytes() if size <= self.max_bytes else b""
            except OSError as error:
                raise DataError(f"cannot be read: {error.strerror}", path=name) from None
        else:
            size, given = len(data), data
        if size > self.max_bytes:
            raise DataError(f"larger than the limit of {self.max_bytes} bytes", path=name)
        return given, _syntax(form, name)

    def _choose(self, prepared: Prepared, named: str | None) -> Profile:
        """The profile of the option, else of dcterms:conformsTo, else the one whose targets occur."""
        wanted = [named] if named else [one for one in prepared.conforms_to if one in self.vocabulary.facts]
        if wanted:
            known = [one for one in self.profiles for name in wanted if one.called(name)]
            if len(wanted) == len(known) == 1:
                return known[0]
            raise ProfileError(f"{', '.join(wanted)}: {self._candidates(self.profiles)}")
        taken = sparql.snapshot(prepared.graph)
        occurring = [one for one in self.profiles if any(_touched(prepared.graph, taken, one.targets).values())]
        if len(occurring) == 1:
            return occurring[0]
        misnamed = [slip.value.value for slip in prepared.slips if slip.path == CONFORMS_TO and slip.value]
        said = f"“{misnamed[0]}” is no profile" if misnamed else "the submission names no profile"
        raise ProfileError(f"{said}: {self._candidates(occurring or self.profiles)}")

    @staticmethod
    def _candidates(candidates: Sequence[Profile]) -> str:
        names = ", ".join(one.name for one in candidates)
        return f"name one of {names}" if names else "there are no profiles for this knowledge"

    def _report(self, prepared: Prepared, profile: Profile, name: str) -> Report:
        graph = prepared.graph
        taken = sparql.snapshot(graph)
        touched = _touched(graph, taken, (*profile.targets, *(one.target for one in profile.manual)))
        focus = {one.iri: touched[one.iri] for one in profile.targets}
        reader = Reader(profile, self.corpus, Phrasing(graph, self.vocabulary), prepared.closed)
        findings = reader.findings(engine.run(graph, self._shapes[profile.iri], taken=taken, focus=focus))
        manual = reader.manual(touched)
        verdicts = reader.verdicts(findings, manual, touched, slipped=bool(prepared.slips))
        worst = max([one.verdict for one in verdicts], default=Verdict.NOT_APPLICABLE)
        shown = [target for target in profile.targets if target.classes or target.selects]
        return Report(
            source=name,
            verdict=max(worst, Verdict.INSUFFICIENT) if prepared.slips else worst,
            profile=profile.iri,
            profile_label=self.profile_label(profile),
            engine=engine.NAME,
            provisions=verdicts,
            findings=(*findings, *(slip_finding(slip) for slip in prepared.slips)),
            manual=manual,
            targets=tuple(Targeted(target.iri, len(touched[target.iri])) for target in shown),
            notes=tuple(self._notes(prepared, any(touched[target.iri] for target in shown))),
            versions=self._versions,
        )

    @staticmethod
    def _notes(prepared: Prepared, looked: bool) -> Iterator[Note]:
        if not looked:
            yield nothing_looked_at()
        for focus, taken in prepared.same:
            yield note(focus, taken)

    def _durations(self, rules: Sequence[PeriodRule]) -> dict[str, str]:
        """The length of each rule's period, as its norm states it."""
        return {rule.norm: self.corpus.norms[rule.norm].fillers.get(DURATION, ("",))[0] for rule in rules}

    def _require_norms(self) -> None:
        """Nothing; DataError when shapes enforce a norm that this knowledge does not have."""
        for one in self.profiles:
            if missing := sorted(one.norms - self.corpus.norms.keys()):
                raise DataError(f"there is no norm <{missing[0]}> to enforce", path=one.path)


def _own_shapes(knowledge: Path | None) -> Path | None:
    """The shapes that lie in a data folder, when there are any."""
    own = knowledge / "shapes" if knowledge else None
    return own if own and own.is_dir() else None


def _syntax(form: str | None, name: str) -> str:
    """The format of a name, a media type or a suffix; DataError when it is none that is read."""
    wanted = (form or "").partition(";")[0].strip().lower()
    found = MEDIA_TYPES.get(wanted) or SUFFIXES.get(wanted) or (wanted if wanted in FORMATS else None)
    if found is None:
        raise DataError(f"“{wanted}” is no format that is read: {', '.join(FORMATS)}", path=name)
    return found


def _touched(graph: Graph, taken: Snapshot, targets: Sequence[Target]) -> Touched:
    """The nodes that each target looks at, sorted."""
    return {target.iri: tuple(sorted(_nodes(graph, taken, target), key=str)) for target in targets}


def _nodes(graph: Graph, taken: Snapshot, target: Target) -> set[Node]:
    found = {node for one in target.classes for node in graph.subjects(RDF.type, URIRef(one))}
    for select in target.selects:
        found.update(sparql.column(taken, select, THIS))
    return found


def _versions(store: Store, read: corpus.Corpus, known: Sequence[Profile]) -> Versions:
    shapes = hashlib.sha256(b"".join(one.path.read_bytes() for one in known))
    texts = sorted(one.text_sha256 for one in read.regulations.values())
    return Versions(__version__, graph_digest(store), ",".join(texts), shapes.hexdigest()[:16])
