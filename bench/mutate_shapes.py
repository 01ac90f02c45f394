"""Mutation test of the shapes: each constraint is removed or weakened in turn, and some case has to notice.

`python bench/mutate_shapes.py [PROFILE…]` prints the mutants that no case notices, and the score of every profile.
"""

import copy
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import Graph

from policy_kg import profiles
from policy_kg.errors import PolicyKgError
from policy_kg.ns import DCTERMS, REG, XSD
from policy_kg.profiles import Profile
from policy_kg.store.documents import triples
from policy_kg.validate import Report, Validator, engine
from policy_kg.validate.intake import Prepared, add_periods, prepare

ROOT: Final = Path(__file__).resolve().parent.parent
CASES: Final = ROOT / "tests" / "cases" / "validate"
EXAMPLES: Final = ROOT / "ontology" / "examples"
PREFIXES: Final = (
    f"PREFIX dcterms: <{DCTERMS}> PREFIX ex: <https://example.org/policy-kg/> PREFIX reg: <{REG}> PREFIX xsd: <{XSD}>\n"
)
ABOVE: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
CORE: Final = re.compile(
    r"\s*sh:(?:min|max|qualifiedMin|qualifiedMax)Count \d+ ;"
    r"|\s*sh:(?:class|datatype|nodeKind|hasValue|in|pattern|node) [^;.]+(?: ;|(?= \.))"
)
REMOVED: Final = {
    "constraint": CORE,
    "query": re.compile(r"\s*sh:sparql \w+:[\w-]+ ;"),
    "absence": re.compile(r"\s*reg:violatedByAbsenceOf reg:\w+ ;"),
    "target": re.compile(r"\s*sh:target \w+:[\w-]+ ;"),
    "property": re.compile(r"(?<=sh:property )\w+:[\w-]+ ,|, \w+:[\w-]+(?= [,.])"),
}
KINDS: Final = {"reg:Compliance": "reg:Completeness", "reg:Completeness": "reg:Compliance"}
SELECT: Final = re.compile(r'sh:select """(.*?)"""', re.DOTALL)
CLAUSE: Final = re.compile(r"FILTER(?: NOT EXISTS| EXISTS)?\s*(?=[({])|UNION\s*(?=\{)")
COMPARED: Final = re.compile(r"(?<= )(<=|>=|<|>)(?= )")
LISTED: Final = re.compile(r"(?<=IN \()(reg:\w+), |(?<=reg:\w), reg:\w+(?=\))")


@dataclass(frozen=True, slots=True)
class Mutant:
    """Shapes that differ in one place: what was done, in which subject, and the whole text."""

    kind: str
    subject: str
    detail: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A submission, ready to be looked at, and what its report says as the shapes are."""

    name: str
    data: Prepared
    expected: object


def mutants(text: str) -> Iterator[Mutant]:
    """Every mutant of a file of shapes."""
    first = re.search(r"^\w+:[\w-]+ a sh:", text, re.MULTILINE)
    for kind, pattern in REMOVED.items():
        for found in pattern.finditer(text, first.start() if first else 0):
            yield _mutant(text, f"without {kind}", found.start(), found.end(), "")
    for found in re.finditer("|".join(KINDS), text):
        yield _mutant(text, "kind", found.start(), found.end(), KINDS[found[0]])
    for query in SELECT.finditer(text):
        yield from _weakened(text, query.start(1), query.end(1))


def _weakened(text: str, start: int, end: int) -> Iterator[Mutant]:
    """Mutants of one query: without a filter or branch, with another comparison, with a shorter list."""
    for found in CLAUSE.finditer(text, start, end):
        yield _mutant(text, "without clause", found.start(), _closing(text, found.end()), "")
    for found in COMPARED.finditer(text, start, end):
        yield _mutant(text, "compared", found.start(), found.end(), ABOVE[found[0]])
    for found in LISTED.finditer(text, start, end):
        yield _mutant(text, "shorter list", found.start(), found.end(), "")


def _closing(text: str, at: int) -> int:
    """The place after the bracket that closes the one at `at`."""
    level = 0
    for place in range(at, len(text)):
        level += (text[place] in "({") - (text[place] in ")}")
        if level == 0:
            return place + 1
    raise ValueError("a bracket is not closed")


def _mutant(text: str, kind: str, start: int, end: int, instead: str) -> Mutant:
    subject = re.findall(r"^\w+:([\w-]+)", text[:end], re.MULTILINE)[-1]
    detail = f"{' '.join(text[start:end].split())[:100]} → {instead}" if instead else " ".join(text[start:end].split())
    return Mutant(kind, subject, detail[:140], text[:start] + instead + text[end:])


def said(report: Report) -> object:
    """What a report says, as cases compare it."""
    verdicts = tuple((one.provision, one.verdict) for one in report.provisions)
    findings = sorted((str(one.shape), one.focus, str(one.value)) for one in report.findings)
    return verdicts, findings, sorted((one.check, one.focus) for one in report.manual)


def cases(validator: Validator, profile: Profile) -> list[Case]:
    """The cases of a profile, with the reports that the shapes bring as they are."""
    found = []
    for file in sorted((CASES / profile.name).glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        for case in content.get("case", []):
            base = file.parent / case.get("base", content.get("base", "base.ttl"))
            graph = Graph().parse(EXAMPLES / case["example"] if "example" in case else base)
            if case.get("update"):
                graph.update(PREFIXES + case["update"])
            data = graph.serialize(format="nt", encoding="utf-8")
            prepared = prepare(triples(data, "n-triples"), validator.vocabulary)
            add_periods(prepared.graph, profile.periods, validator._durations(profile.periods))
            found.append(Case(str(case), prepared, said(validator._report(prepared, profile, ""))))
    return found


def notices(validator: Validator, profile: Profile, mutant: Mutant, known: list[Case]) -> bool:
    """Whether the report on some case differs under the mutant; the cases that name its subject come first."""
    subject = mutant.subject.removesuffix("-target").removesuffix("-query")
    with tempfile.TemporaryDirectory() as folder:
        (path := Path(folder) / profile.path.name).write_text(mutant.text, "utf-8")
        changed = copy.copy(validator)
        try:
            changed.profiles = profiles.read(Path(folder))
            changed._shapes = {one.iri: engine.lean(Graph().parse(path)) for one in changed.profiles}
            [now] = [one for one in changed.profiles if one.name == profile.name]
            for case in sorted(known, key=lambda one: subject not in one.name):
                if said(changed._report(case.data, now, "")) != case.expected:
                    return True
        except (PolicyKgError, KeyError):
            return True
    return False


def survivors(validator: Validator, profile: Profile, kinds: str = "") -> tuple[int, list[Mutant]]:
    """How many mutants there are whose kind matches, and those that no case notices."""
    known = cases(validator, profile)
    made = [one for one in mutants(profile.path.read_text("utf-8")) if re.search(kinds, one.kind)]
    return len(made), [one for one in made if not notices(validator, profile, one, known)]


def main(names: list[str]) -> None:
    """Print the survivors and the score of each profile."""
    validator = Validator()
    for profile in validator.profiles:
        if names and profile.name not in names:
            continue
        count, left = survivors(validator, profile)
        for one in left:
            print(f"  {profile.name}: {one.subject}: {one.kind}: {one.detail}")
        print(
            f"{profile.name}: {count - len(left)} of {count} mutants noticed, {1 - len(left) / count:.1%}", flush=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
