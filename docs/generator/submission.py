"""What the page for those who write submissions says: for every profile its terms, values, checks and an example."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from generator.knowledge import Knowledge, Term
from generator.naming import PREFIXES, REG, SCHEMA, order
from generator.usage import example
from policy_kg import ns
from policy_kg.profiles import Check, Manual, Profile
from policy_kg.validate import Report, Validator

ORGANIZATION: Final = URIRef(ns.ORG + "Organization")
CONFORMS_TO: Final = URIRef(ns.DCTERMS + "conformsTo")
RESULTS: Final = {"Compliance": "VIOLATED", "Completeness": "INSUFFICIENT"}
NOTES: Final = Path(__file__).resolve().parent.parent / "templates" / "notes"
COMPUTED: Final = "boundaryDay"
_NAME: Final = re.compile(r"reg:(\w+)")
_PLACE: Final = re.compile(r"\{[$?](this|value)(?:/((?:\w+:\w+/?)+))?\}")
_ELLIPSIS: Final = {"this": "…", "value": "…"}


@dataclass(frozen=True, slots=True)
class Property:
    """A property with what it may stand on, what it takes, how often, and which provisions look at it."""

    term: Term
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    values: tuple[Term, ...]
    listed: bool
    least: int
    asked_by: tuple[str, ...]
    closable: bool
    example: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A check or manual check as readers see it; `result` is a row of the table of verdicts, `of` what it looks at."""

    anchor: str
    of: str
    provision: str
    result: str
    zh: str
    en: str
    fix_zh: str
    fix_en: str
    absence_of: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What shapes look at: its name, and when something is of that kind."""

    zh: str
    en: str
    when_zh: str
    when_en: str
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """A submission with its report, as Turtle and as JSON-LD."""

    name: str
    turtle: str
    json_ld: str
    report: Report


@dataclass(frozen=True, slots=True)
class Described:
    """A profile as the page describes it."""

    iri: str
    name: str
    zh: str
    en: str
    provisions: tuple[str, ...]
    classes: tuple[Term, ...]
    properties: tuple[Property, ...]
    targets: tuple[Looked, ...]
    rules: tuple[Rule, ...]
    notes: str
    worked: Worked | None


class Submissions:
    """Reads profiles for the page; all that it returns is in a fixed order."""

    def __init__(self, knowledge: Knowledge, validator: Validator) -> None:
        self.knowledge, self.validator = knowledge, validator
        self.domain = {term.iri for term in knowledge.terms("class", "alliance")}
        self.terms = {
            term.local: term for kind in ("class", "property", "individual") for term in knowledge.terms(kind)
        }

    def profiles(self) -> list[Described]:
        """Every profile that has shapes."""
        return [self._described(one) for one in self.validator.profiles]

    def others(self) -> list[Property]:
        """The properties of the alliance domain that no profile looks at: they are read, and never a slip."""
        seen = {one.term.local for profile in self.profiles() for one in profile.properties}
        rest = [one for one in self.knowledge.terms("property", "alliance") if one.local not in seen]
        return [self._property(one, {}, Graph()) for one in rest]

    def _described(self, profile: Profile) -> Described:
        shapes = Graph().parse(profile.path, format="turtle")
        uses = self._uses(profile, shapes)
        named = sorted({one for names in uses.values() for one in names} - {COMPUTED}, key=list(self.terms).index)
        properties = [self._property(self.terms[one], uses, shapes) for one in named if self._is_property(one)]
        return Described(
            iri=profile.iri,
            name=profile.name,
            zh=self.validator.profile_label(profile),
            en=self.validator.profile_label(profile, "en"),
            provisions=tuple(self._provisions(profile.norms)),
            classes=tuple(self._classes(named, properties)),
            properties=tuple(properties),
            targets=tuple(self._targets(profile, shapes)),
            rules=tuple(self._rules(profile, shapes)),
            notes=(NOTES / f"{profile.name}.md").read_text("utf-8").strip(),
            worked=self._worked(profile),
        )

    def _uses(self, profile: Profile, shapes: Graph) -> dict[str, set[str]]:
        """For each provision ("" for what only finds the nodes), in the order of the text, the names that it uses."""
        found: dict[str, set[str]] = {label: set() for label in self._provisions(profile.norms)}
        for one in (*profile.checks.values(), *profile.manual):
            iri = one.iri if isinstance(one, Check) else one.target.iri
            found.setdefault(self._label(one.norm), set()).update(self._names(shapes, URIRef(iri)))
        for target in profile.targets:
            found.setdefault("", set()).update(self._names(shapes, URIRef(target.iri)))
        for rule in profile.periods:
            dates = {rule.target_class.removeprefix(ns.REG), rule.date_property.removeprefix(ns.REG)}
            found.setdefault(self._label(rule.norm), set()).update(dates)
        return found

    def _names(self, shapes: Graph, shape: Node) -> set[str]:
        """Our names in what a shape says, in its queries and in the shapes that it nests."""
        found: set[str] = set()
        for verb, value in shapes.predicate_objects(shape):
            if verb in (SH.message, SH.property, REG.enforces, REG.checkKind, REG.fix, REG.lookAt, RDF.type):
                continue
            if verb == SH.select:
                found.update(_NAME.findall(str(value)))
            elif str(value).startswith(ns.REG):
                found.add(str(value).removeprefix(ns.REG))
            elif verb not in (SH.prefixes, SH.severity):
                found.update(self._names(shapes, value))
        return {name for name in found if name in self.terms}

    def _is_property(self, name: str) -> bool:
        return bool({str(OWL.ObjectProperty), str(OWL.DatatypeProperty)} & set(self.terms[name].kinds))

    def _property(self, term: Term, uses: dict[str, set[str]], shapes: Graph) -> Property:
        iri, graph = URIRef(term.iri), self.knowledge.graphs["ontology"]
        ranges = sorted((*graph.objects(iri, SCHEMA.rangeIncludes), *graph.objects(iri, RDFS.range)), key=order)
        domains = sorted((*graph.objects(iri, SCHEMA.domainIncludes), *graph.objects(iri, RDFS.domain)), key=order)
        counted = list(shapes.subjects(SH.path, iri))
        least = [int(str(n)) for one in counted for n in shapes.objects(one, SH.minCount)]
        least += [int(str(n)) for one in counted for n in shapes.objects(one, SH.qualifiedMinCount)]
        closed = {str(one) for one in shapes.objects(None, REG.violatedByAbsenceOf)}
        by_query = any(f"reg:completeFor reg:{term.local} " in str(one) for one in shapes.objects(None, SH.select))
        return Property(
            term=term,
            domains=tuple(map(str, domains)),
            ranges=tuple(map(str, ranges)),
            values=tuple(self._values(ranges)),
            listed={str(one) for one in ranges} <= self.validator.vocabulary.listed,
            least=max(least, default=0),
            asked_by=tuple(label for label, names in uses.items() if label and term.local in names),
            closable=term.iri in closed or by_query,
            example=example([self.knowledge.graphs["examples"]], iri),
        )

    def _values(self, ranges: Iterable[Node]) -> Iterator[Term]:
        """The individuals that may be named as value."""
        below = {one for kind in ranges if kind != ORGANIZATION for one in self._downward(kind)}
        for term in self.terms.values():
            if {URIRef(kind) for kind in term.kinds} & below:
                yield term

    def _downward(self, kind: Node) -> Iterator[Node]:
        yield from self.knowledge.graphs["ontology"].transitive_subjects(RDFS.subClassOf, kind)

    def _classes(self, named: Iterable[str], properties: Iterable[Property]) -> Iterator[Term]:
        """The classes that shapes name, those at the ends of properties, and all below them that are no value lists."""
        ends = {URIRef(end) for one in properties for end in (*one.domains, *one.ranges)}
        wanted = {REG[name] for name in named} | ends | {REG.Submission}
        below = {one for kind in wanted for one in self._downward(kind)}
        listed = {URIRef(kind) for one in properties for value in one.values for kind in value.kinds} - {
            REG.PublicAuthority
        }
        for term in self.knowledge.terms("class"):
            if URIRef(term.iri) in below - listed and (term.iri in self.domain or term.local == "Submission"):
                yield term

    def _targets(self, profile: Profile, shapes: Graph) -> Iterator[Looked]:
        """What the shapes of a profile look at, in the order of the file, with the provisions that ask for it."""
        asked: dict[str, set[str]] = defaultdict(set)
        for check in profile.checks.values():
            for applier in check.applied_by:
                asked[applier].add(self._label(check.norm))
        places = self._provisions(profile.norms)
        text = profile.path.read_text("utf-8")
        for target in sorted(
            (one for one in profile.targets if one.iri in asked), key=lambda one: _place(text, one.iri)
        ):
            (zh, en), (when_zh, when_en) = (_words(shapes, target.iri, verb) for verb in (RDFS.label, RDFS.comment))
            yield Looked(zh, en, when_zh, when_en, tuple(one for one in places if one in asked[target.iri]))

    def _rules(self, profile: Profile, shapes: Graph) -> Iterator[Rule]:
        rules = [self._rule(one, shapes) for one in (*profile.checks.values(), *profile.manual)]
        places = self._provisions(profile.norms)
        ranks = ["VIOLATED", "INSUFFICIENT", "MANUAL"]
        yield from sorted(rules, key=lambda one: (places.index(one.provision), ranks.index(one.result), one.anchor))

    def _rule(self, one: Check | Manual, shapes: Graph) -> Rule:
        appliers = one.applied_by if isinstance(one, Check) else ()
        of = "<br>".join(_words(shapes, applier, RDFS.label)[0] for applier in appliers)
        if isinstance(one, Manual):
            words, fix, result, iri, absent = one.look_at, {"zh": "", "en": ""}, "MANUAL", one.target.iri, ""
        else:
            words, fix, result, iri, absent = one.message, one.fix, RESULTS[one.kind], one.iri, one.absence_of or ""
        zh, en, fix_zh, fix_en = (self._plain(text) for text in (words["zh"], words["en"], fix["zh"], fix["en"]))
        return Rule(iri.rpartition("#")[2], of, self._label(one.norm), result, zh, en, fix_zh, fix_en, absent)

    @staticmethod
    def _plain(text: str) -> str:
        return _PLACE.sub(lambda place: f"〔{place[2]}〕" if place[2] else _ELLIPSIS[place[1]], text)

    def _label(self, norm: str) -> str:
        corpus = self.validator.corpus
        return corpus.provisions[corpus.norms[norm].provision].label

    def _provisions(self, norms: Iterable[str]) -> list[str]:
        corpus = self.validator.corpus
        places = {corpus.norms[norm].provision for norm in norms}
        ordered = sorted((corpus.provisions[one] for one in places), key=lambda one: (one.start, -one.end))
        return list(dict.fromkeys(one.label for one in ordered))

    def _worked(self, profile: Profile) -> Worked | None:
        """The shipped example of the profile with the best report."""
        candidates = [
            (self.validator.validate(path, source=path.name), path)
            for path in self.knowledge.files["examples"]
            if (None, CONFORMS_TO, URIRef(profile.iri)) in Graph().parse(path)
        ]
        if not candidates:
            return None
        report, path = min(candidates, key=lambda one: (one[0].verdict, -len(one[0].provisions), one[1].name))
        return Worked(path.name, path.read_text("utf-8").rstrip(), json_ld(path), report)


def _words(shapes: Graph, iri: str, verb: URIRef) -> tuple[str, str]:
    """The Chinese and the English words; an error when one is missing, since the page needs both."""
    words = {one.language: str(one) for one in shapes.objects(URIRef(iri), verb) if isinstance(one, Literal)}
    return words["zh"], words["en"]


def _place(text: str, iri: str) -> int:
    """Where a shape stands in its file."""
    return text.index(f"p:{iri.rpartition('#')[2]} a ")


def json_ld(path: Path) -> str:
    """The Turtle file as JSON-LD with its prefixes as context, in a fixed order."""
    graph = Graph().parse(path, format="turtle")
    text = path.read_text("utf-8")
    context = {name: base for name, base in PREFIXES.items() if re.search(rf"^@prefix {name}:", text, re.MULTILINE)}
    document = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    nodes = sorted((_sorted(one) for one in document["@graph"]), key=lambda one: order(one["@id"]))
    return json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=2)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value
