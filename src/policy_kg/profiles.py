"""What `shapes/*.ttl` say of profiles: checks, targets, manual checks and period rules, as typed values."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policy_kg import ns
from policy_kg.errors import DataError
from policy_kg.store import Term, open_memory

ADVICE: Final = ".advice.ttl"
EVERY_TRIPLE: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
SH: Final = ns.SH
REG: Final = ns.REG

Words = Mapping[str, str]
Node = Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Target:
    """A shape or manual check and what it looks at: classes, and the SPARQL whose ?this it looks at."""

    iri: str
    classes: tuple[str, ...]
    selects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A shape with a message: the norm that it enforces, its kind, and the node shapes that apply it."""

    iri: str
    norm: str
    kind: str
    severity: str
    message: Words
    fix: Words
    absence_of: str | None
    applied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manual:
    """Something that a person has to judge, when its target has nodes."""

    target: Target
    norm: str
    look_at: Words


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """A period that starts at a date of each node of a class; its length is that of the norm."""

    target_class: str
    date_property: str
    norm: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of submission; `path` holds its shapes, `name` is the file's."""

    iri: str
    name: str
    path: Path
    targets: tuple[Target, ...]
    checks: Mapping[str, Check]
    manual: tuple[Manual, ...]
    periods: tuple[PeriodRule, ...]

    @property
    def norms(self) -> frozenset[str]:
        """The norms that a check or a person enforces."""
        by_shape = {one.norm for one in self.checks.values()}
        return frozenset(by_shape | {one.norm for one in self.manual})

    def called(self, name: str) -> bool:
        """Whether `name` is the profile's IRI, its local name, or the name of its file."""
        return name in {self.iri, self.iri.removeprefix(REG), self.name, f"reg:{self.iri.removeprefix(REG)}"}


def read(folder: Path) -> tuple[Profile, ...]:
    """The profiles whose shapes lie in a folder, by name; DataError names a file that says too little."""
    files = [path for path in sorted(folder.glob("*.ttl")) if not path.name.endswith(ADVICE)]
    return tuple(profile for path in files for profile in _profiles(path))


def _profiles(path: Path) -> Iterator[Profile]:
    """The one profile that a file of shapes is for; none for shapes of another use, as house.ttl."""
    nodes = _nodes(path)
    headers = [iri for iri, node in nodes.items() if REG + "forProfile" in node]
    for header in headers:
        yield Profile(
            iri=_one(nodes, header, REG + "forProfile", path),
            name=path.stem,
            path=path,
            targets=tuple(_target(nodes, iri, path) for iri in _of_type(nodes, SH + "NodeShape")),
            checks={check.iri: check for check in _checks(nodes, path)},
            manual=tuple(_manual(nodes, iri, path) for iri in _of_type(nodes, REG + "ManualCheck")),
            periods=tuple(_period(nodes, iri, path) for iri in _of_type(nodes, REG + "PeriodRule")),
        )


def _nodes(path: Path) -> dict[str, Node]:
    """Every named node of a Turtle file with its values by property."""
    store = open_memory()
    store.load(path.read_bytes(), ns.BASE + "shapes", source=str(path))
    nodes: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in store.select(EVERY_TRIPLE).bindings:
        if row["s"].kind == "uri":
            nodes[row["s"].value][row["p"].value].append(row["o"])
    return {
        iri: {name: tuple(sorted(values, key=lambda one: one.value)) for name, values in nodes[iri].items()}
        for iri in sorted(nodes)
    }


def _checks(nodes: Mapping[str, Node], path: Path) -> Iterator[Check]:
    appliers: dict[str, list[str]] = defaultdict(list)
    for iri, node in nodes.items():
        for part in node.get(SH + "property", ()):
            appliers[part.value].append(iri)
    for iri, node in nodes.items():
        if REG + "checkKind" not in node:
            continue
        absence = node.get(REG + "violatedByAbsenceOf", ())
        yield Check(
            iri=iri,
            norm=_one(nodes, iri, REG + "enforces", path),
            kind=_one(nodes, iri, REG + "checkKind", path).removeprefix(REG),
            severity=_one(nodes, iri, SH + "severity", path).removeprefix(SH),
            message=_words(nodes, iri, SH + "message", path),
            fix=_words(nodes, iri, REG + "fix", path),
            absence_of=absence[0].value if absence else None,
            applied_by=tuple(appliers.get(iri, [iri])),
        )


def _manual(nodes: Mapping[str, Node], iri: str, path: Path) -> Manual:
    return Manual(
        target=_target(nodes, iri, path),
        norm=_one(nodes, iri, REG + "enforces", path),
        look_at=_words(nodes, iri, REG + "lookAt", path),
    )


def _period(nodes: Mapping[str, Node], iri: str, path: Path) -> PeriodRule:
    return PeriodRule(
        target_class=_one(nodes, iri, SH + "targetClass", path),
        date_property=_one(nodes, iri, REG + "countsFrom", path),
        norm=_one(nodes, iri, REG + "enforces", path),
    )


def _target(nodes: Mapping[str, Node], iri: str, path: Path) -> Target:
    targets = [one.value for one in nodes[iri].get(SH + "target", ())]
    return Target(
        iri=iri,
        classes=tuple(one.value for one in nodes[iri].get(SH + "targetClass", ())),
        selects=tuple(_select(nodes, target, path) for target in targets),
    )


def _select(nodes: Mapping[str, Node], iri: str, path: Path) -> str:
    """The query of a SPARQL target, with the prefixes that it names declared as the engine declares them."""
    declared = [
        declaration.value
        for ontology in nodes[iri].get(SH + "prefixes", ())
        for declaration in nodes[ontology.value].get(SH + "declare", ())
    ]
    lines = [
        f"PREFIX {_one(nodes, one, SH + 'prefix', path)}: <{_one(nodes, one, SH + 'namespace', path)}>\n"
        for one in declared
    ]
    return "".join([*lines, "\n", _one(nodes, iri, SH + "select", path)])


def _of_type(nodes: Mapping[str, Node], kind: str) -> list[str]:
    return [iri for iri, node in nodes.items() if any(one.value == kind for one in node.get(ns.RDF + "type", ()))]


def _one(nodes: Mapping[str, Node], iri: str, name: str, path: Path) -> str:
    values = nodes[iri].get(name, ())
    if len(values) != 1:
        raise DataError(f"<{iri}> has {len(values)} values of <{name}>, and needs one", path=path)
    return values[0].value


def _words(nodes: Mapping[str, Node], iri: str, name: str, path: Path) -> Words:
    """The Chinese and the English words; DataError when one of them is missing."""
    words = {one.lang: one.value for one in nodes[iri].get(name, ())}
    if not {"zh", "en"} <= words.keys():
        raise DataError(f"<{iri}> needs <{name}> in Chinese and in English", path=path)
    return {"zh": words["zh"], "en": words["en"]}
