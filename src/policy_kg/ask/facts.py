"""The rows of a query as facts: what each norm in them says, role by role."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import NUMBER
from policy_kg.lexicon import Lexicon
from policy_kg.ns import REG
from policy_kg.store import Select
from policy_kg.text.quantities import duration_words

CONCERNED: Final = ("condition", "object")


@dataclass(frozen=True, slots=True)
class Filler:
    """One filler of a role; `place` is where the words that state it begin, or far behind when none do."""

    label: str
    implied: bool
    choice: bool
    place: tuple[int, int]
    frame: str = ""
    negation: str = ""


@dataclass(slots=True)
class Fact:
    """What the rows say of one norm; spans are the code points of its evidence in the rows.

    `modality` is in words, `condition` the word for a condition when it is one too, each "" when there is none;
    `items` are the items of its provision, each with its number and what it is about, when the query asks for them.
    """

    norm: str
    provision: str
    label: str
    kinds: frozenset[str] = frozenset()
    operators: dict[str, str] = field(default_factory=dict)
    modality: str = ""
    condition: str = ""
    items: dict[str, str] = field(default_factory=dict)
    open_list: bool = False
    exclusive: frozenset[str] = frozenset()
    roles: dict[str, dict[str, Filler]] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)

    def fillers(self, role: str) -> list[Filler]:
        """The fillers of a role in the order of the text."""
        return sorted(self.roles.get(role, {}).values(), key=lambda one: (one.place, one.label))

    def choices(self) -> list[frozenset[str]]:
        """For each role that gives a choice how a thing is, not of what is concerned, its options."""
        roles = (own for role, own in self.roles.items() if role not in CONCERNED)
        return [frozenset(own) for own in roles if any(one.choice for one in own.values())]

    def start(self) -> int:
        """Where the norm's evidence begins."""
        return min((start for start, _ in self.spans), default=0)


FAR: Final = 1 << 40
REQUIREMENT: Final = "Requirement"


def read(rows: Select, known: Knowledge) -> list[Fact]:
    """The facts in `rows`, in the order of the text; fillers by the names that the text calls them, if it uses one."""
    facts: dict[str, Fact] = {}
    items: dict[str, dict[int, dict[str, str]]] = defaultdict(dict)
    for row in rows.bindings:
        values = {name: term.value for name, term in row.items()}
        if "norm" not in values:
            continue
        fact = facts.setdefault(values["norm"], Fact(values["norm"], values["provision"], values["place"]))
        if "begins" in values:
            fact.spans.add((int(values["begins"]), int(values["ends"])))
        if "inside" in values:
            items[values["norm"]][int(values["insidePlace"])] = values
        _take(fact, values["role"].removeprefix(REG), values, known)
    for norm, inside in items.items():
        ordered = (inside[place] for place in sorted(inside))
        facts[norm].items = {one["inside"]: one["insideNumber"] + one.get("insideGist", "") for one in ordered}
    return sorted(facts.values(), key=lambda fact: (fact.start(), fact.norm))


def _take(fact: Fact, role: str, values: dict[str, str], known: Knowledge) -> None:
    value = values["value"]
    if role in ("modality", "function"):
        kind = value.removeprefix(REG)
        fact.kinds |= {kind}
        if role == "modality":
            fact.modality = values.get("label", "")
        elif kind == REQUIREMENT:
            fact.condition = values.get("label", "")
        if "operator" in values:
            fact.operators[role] = values["operator"]
    elif role == "openList":
        fact.open_list = value == "true"
    elif role == "exclusiveRole":
        fact.exclusive |= {value.removeprefix(REG)}
    elif role not in ("onBreach", "precedes"):
        fillers = fact.roles.setdefault(role, {})
        filler = _filler(values, known)
        if value not in fillers or filler.place < fillers[value].place:
            fillers[value] = filler


def _filler(values: dict[str, str], known: Knowledge) -> Filler:
    quote = values.get("quote", "")
    label = values.get("label") or duration_words(values["value"]) or values["value"]
    if label not in quote:
        label = _own_name(label, values["value"], quote, known.text_of(values["norm"]), known.lexicon)
    inside = quote.find(label)
    return Filler(
        label=label + (NUMBER.format(number=values["number"]) if "number" in values else ""),
        implied=values.get("implied") == "true",
        choice=values.get("choice") == "true",
        place=(int(values.get("begins", FAR)), inside if inside >= 0 else FAR),
        frame=values.get("frame", ""),
        negation=values.get("negation", ""),
    )


def _own_name(label: str, iri: str, quote: str, text: str, words: Lexicon) -> str:
    """The name, no shorter, that the quote has for a concept by whose label the regulation never calls it."""
    concept = words.concepts.get(iri)
    if concept is None or label in text:
        return label
    return max((name for name in concept.names if name in quote and len(name) >= len(label)), key=len, default=label)


def spans_by_provision(facts: Iterable[Fact]) -> dict[str, tuple[int, int]]:
    """For each provision of the facts, from where to where their evidence reaches."""
    reach: dict[str, tuple[int, int]] = {}
    for fact in facts:
        for start, end in fact.spans:
            low, high = reach.get(fact.provision, (start, end))
            reach[fact.provision] = (min(low, start), max(high, end))
    return reach
