"""Everything that asking needs, read once from a data folder."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from policy_kg import __version__, assets, corpus, lexicon, patterns
from policy_kg.ask import query
from policy_kg.ask.asked import held_concepts, own_concepts, read_asked
from policy_kg.ask.manner import Manner
from policy_kg.ask.neighbours import Neighbours
from policy_kg.ask.outlines import Outlines
from policy_kg.ask.query import Topics
from policy_kg.ask.rank import Ranker
from policy_kg.ask.result import Versions
from policy_kg.ask.short_names import short_names, shortened
from policy_kg.ask.slots import SlotIndex
from policy_kg.ask.standing import changed
from policy_kg.ask.weights import Weights
from policy_kg.ask.weights import read as read_weights
from policy_kg.ask.wordings import made
from policy_kg.lexicon import DAY
from policy_kg.ns import REG
from policy_kg.retrieval import Index
from policy_kg.store import Store, open_knowledge, open_patterns
from policy_kg.store.digest import graph_digest
from policy_kg.text.reference import Reference

WORKS = f"SELECT ?work WHERE {{ ?work a <{REG}CitedWork> }}"
ANY = ""
LIMIT = "limit"
TIME_LIMIT = "timeLimit"
MARKERS = f"SELECT ?role ?marker WHERE {{ ?role <{REG}roleMarker> ?marker }}"
EVERY_NORM = "  ?{variable} a reg:Norm ."


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The store and what was read from it.

    `allowed` are the norms that a pattern can be asked about; `rivals` the concepts that exclude each other in a role
    (ANY: in some role): fillers of exclusive roles, and those that no norm has. `held` are those that some norm has,
    and their broader ones. `short_names` are those that texts give, by the full ones. `markers` are regular expressions
    for the words around a filler that show its role, "@" standing for its form. `learned` are the regulations of which
    people's questions were collected, `changed` the roles of its norms that are filled otherwise since; `texts` are the
    questions that are compared by meaning. The weights are by whether they are, and whether the regulation is one of
    `learned`.
    `scope` is the regulation to which this is restricted, `parts` the same restricted to each where there are several.
    """

    store: Store
    corpus: corpus.Corpus
    lexicon: lexicon.Lexicon
    patterns: patterns.Patterns
    slots: SlotIndex
    ranker: Ranker
    learned: frozenset[str]
    changed: Mapping[str, frozenset[str]]
    texts: tuple[str, ...]
    neighbours: Neighbours
    manner: Manner
    outlines: Outlines
    allowed: dict[str, frozenset[str]]
    versions: Versions
    works: frozenset[str]
    provision_of: dict[str, str]
    rivals: Mapping[str, frozenset[str]]
    held: frozenset[str]
    short_names: Mapping[str, str]
    markers: Mapping[str, str]
    examples: tuple[str, ...]
    example_index: Index
    weights: Mapping[tuple[bool, bool], Weights]
    scope: str | None = None
    parts: Mapping[str, "Knowledge"] = field(default_factory=dict)

    def within(self, regulation: str) -> "Knowledge":
        """What is known of one regulation alone; all of it when no other is held."""
        return self.parts.get(regulation, self)

    def has(self, norm: str, role: str) -> bool:
        """Whether a role of the norm is filled; LIMIT and TIME_LIMIT stand for a limit set by one of its concepts."""
        fillers = self.corpus.norms[norm].fillers
        if role not in (LIMIT, TIME_LIMIT):
            return role in fillers
        concepts = (self.lexicon.concepts.get(iri) for values in fillers.values() for iri in values)
        return any(
            (one.unit == DAY) == (role == TIME_LIMIT) for concept in concepts if concept for one in concept.limits
        )

    def text_of(self, norm: str) -> str:
        """The canonical text of the regulation that states a norm."""
        return self.corpus.regulations[self.corpus.provisions[self.corpus.norms[norm].provision].regulation].text

    def query(
        self, select: str, topics: Topics = (), references: Sequence[Reference] = (), terms: Sequence[str] = ()
    ) -> str:
        """The text of a query about what these slots, references or terms say, within the scope if there is one."""
        return query.build(select, self.patterns.fragments, topics, references, terms, self.scope)

    @property
    def all_learned(self) -> bool:
        """Whether people's questions were collected of every regulation."""
        return self.corpus.regulations.keys() <= self.learned


def load(
    folder: Path | None = None, *, without: Collection[str] = (), bare: bool = False, cache: Path | None = None
) -> Knowledge:
    """The knowledge of a data folder, by default the shipped one, its bank `without` some authors or
    identities.

    What is learned from the bank is kept in the folder `cache`. `bare` takes no regulation for one of which people's
    questions were collected.

    DataError names a broken file and line.
    """
    store = open_knowledge(folder)
    read_corpus = corpus.read(store)
    read_lexicon = lexicon.read(store)
    read_patterns = patterns.read(open_patterns(folder))
    examples = tuple(example for one in read_patterns.patterns.values() for example in one.examples)
    slots = SlotIndex(read_corpus.norms, read_lexicon)
    asked = read_asked(folder or assets.find().data, without, read_corpus, read_lexicon, slots)
    known = {one.regulation for one in asked.wordings}.intersection(read_corpus.regulations)
    learned = frozenset(() if bare else known)
    ours = [one for one in asked.wordings if one.regulation in learned]
    ours += made(read_corpus, read_lexicon, slots, read_patterns.wordings, learned)
    others = [one for one in asked.wordings if one.regulation not in learned]
    names = short_names(read_corpus.norms.values())
    every = [replace(one, text=shortened(one.text, names)) for one in (*ours, *others)]
    own = own_concepts(read_corpus.norms.values())
    held = held_concepts(own, read_lexicon)
    whole = Knowledge(
        store=store,
        corpus=read_corpus,
        lexicon=read_lexicon,
        patterns=read_patterns,
        slots=slots,
        ranker=Ranker(read_corpus, read_lexicon, slots),
        learned=learned,
        changed=changed(read_corpus.norms.values(), asked.labelled),
        texts=tuple(one.text for one in every),
        neighbours=Neighbours(every[: len(ours)], slots, read_corpus.norms, cache),
        manner=Manner(every, asked.slots, asked.norms, asked.labelled, asked.lexicon, read_patterns, cache),
        outlines=Outlines(asked, read_patterns, cache),
        allowed={iri: _allowed(store, one.select) for iri, one in read_patterns.patterns.items()},
        versions=_versions(store, read_corpus),
        works=frozenset(row["work"].value for row in store.select(WORKS).bindings),
        rivals=_rivals(read_corpus.norms.values(), own, held, read_lexicon),
        held=held,
        short_names=names,
        markers={row["role"].value.removeprefix(REG): row["marker"].value for row in store.select(MARKERS).bindings},
        provision_of={norm.iri: norm.provision for norm in read_corpus.norms.values()},
        examples=examples,
        example_index=Index(examples),
        weights=read_weights(assets.find().data / "questions"),
    )
    several = len(read_corpus.regulations) > 1
    return replace(whole, parts={iri: _part(whole, iri) for iri in read_corpus.regulations} if several else {})


def _part(whole: Knowledge, regulation: str) -> Knowledge:
    """The same for one regulation alone."""
    part = whole.corpus.part(regulation)
    norms = part.norms.keys()
    return replace(
        whole,
        scope=regulation,
        corpus=part,
        slots=SlotIndex(part.norms, whole.lexicon),
        provision_of={norm: iri for norm, iri in whole.provision_of.items() if norm in norms},
        allowed={pattern: allowed & norms for pattern, allowed in whole.allowed.items()},
    )


def _allowed(store: Store, select: str) -> frozenset[str]:
    """The norms that the slots of a pattern's query may select."""
    found = next((match for match in query.PLACE.finditer(select) if match[1] == "slots"), None)
    if found is None:
        return frozenset()
    variable = found[2] or "norm"
    text = query.build(
        select.replace(found[0], EVERY_NORM.format(variable=variable)),
        {"fields": f"SELECT DISTINCT ?{variable}", "body": ""},
    )
    return frozenset(row[variable].value for row in store.select(text).bindings)


def _rivals(
    norms: Iterable[corpus.Norm], own: Collection[str], held: Collection[str], words: lexicon.Lexicon
) -> dict[str, frozenset[str]]:
    strange = {
        iri
        for iri, one in words.concepts.items()
        if iri not in held and (one.is_strange or one.broader.isdisjoint(own))
    }
    found: dict[str, set[str]] = defaultdict(lambda: set(strange))
    for norm in norms:
        for role in norm.exclusive:
            for name in (role, ANY):
                found[name].update(norm.fillers.get(role, ()))
    return {role: frozenset(rivals) for role, rivals in found.items()}


def _versions(store: Store, read: corpus.Corpus) -> Versions:
    texts = sorted(one.text_sha256 for one in read.regulations.values())
    return Versions(
        program=__version__,
        graph=graph_digest(store),
        text_sha256=texts[0] if len(texts) == 1 else ",".join(texts),
    )
