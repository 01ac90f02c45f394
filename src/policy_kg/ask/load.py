"""Everything that asking needs, read once from a data folder."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_kg import __version__, assets, bank, corpus, lexicon, patterns
from policy_kg.ask import query
from policy_kg.ask.manner import Manner
from policy_kg.ask.neighbours import Neighbours
from policy_kg.ask.rank import Ranker
from policy_kg.ask.result import Versions
from policy_kg.ask.slots import SlotIndex
from policy_kg.ask.standing import standing
from policy_kg.ask.weights import Weights
from policy_kg.ask.weights import read as read_weights
from policy_kg.ns import REG
from policy_kg.retrieval import Index
from policy_kg.store import Store, open_knowledge, open_patterns
from policy_kg.store.digest import graph_digest

WORKS = f"SELECT ?work WHERE {{ ?work a <{REG}CitedWork> }}"
ANY = ""
MARKERS = f"SELECT ?role ?marker WHERE {{ ?role <{REG}roleMarker> ?marker }}"
EVERY_NORM = "  ?{variable} a reg:Norm ."


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The store and what was read from it.

    `allowed` are the norms that a pattern can be asked about; `rivals` the concepts that exclude each other in a role
    (ANY: in some role): fillers of exclusive roles, and those that no norm has. `held` are those that some norm has,
    and their broader ones. `markers` are regular expressions for the words around a filler that show its role, "@"
    standing for its form.
    """

    store: Store
    corpus: corpus.Corpus
    lexicon: lexicon.Lexicon
    patterns: patterns.Patterns
    slots: SlotIndex
    ranker: Ranker
    neighbours: Neighbours
    manner: Manner
    allowed: dict[str, frozenset[str]]
    versions: Versions
    works: frozenset[str]
    provision_of: dict[str, str]
    rivals: Mapping[str, frozenset[str]]
    held: frozenset[str]
    markers: Mapping[str, str]
    examples: tuple[str, ...]
    example_index: Index
    weights: Mapping[bool, Weights]


def load(folder: Path | None = None, *, without: Collection[str] = (), cache: Path | None = None) -> Knowledge:
    """The knowledge of a data folder, by default the shipped one, its bank without the authors `without`.

    What is learned from the bank is kept in the folder `cache`.

    DataError names a broken file and line.
    """
    store = open_knowledge(folder)
    read_corpus = corpus.read(store)
    read_lexicon = lexicon.read(store)
    read_patterns = patterns.read(open_patterns(folder))
    examples = tuple(example for one in read_patterns.patterns.values() for example in one.examples)
    slots = SlotIndex(read_corpus.norms, read_lexicon)
    data = folder or assets.find().data
    wordings = standing(bank.read(data, without=without), slots, read_corpus.norms)
    own = {filler for norm in read_corpus.norms.values() for fillers in norm.fillers.values() for filler in fillers}
    held = own.union(*(one.broader for iri, one in read_lexicon.concepts.items() if iri in own))
    return Knowledge(
        store=store,
        corpus=read_corpus,
        lexicon=read_lexicon,
        patterns=read_patterns,
        slots=slots,
        ranker=Ranker(read_corpus, read_lexicon, slots),
        neighbours=Neighbours(wordings, slots, read_corpus.norms, cache),
        manner=Manner(wordings, slots, read_corpus.norms, bank.read_kinds(data), read_lexicon, read_patterns, cache),
        allowed={iri: _allowed(store, one.select) for iri, one in read_patterns.patterns.items()},
        versions=_versions(store, read_corpus),
        works=frozenset(row["work"].value for row in store.select(WORKS).bindings),
        rivals=_rivals(read_corpus.norms.values(), own, held, read_lexicon),
        held=frozenset(held),
        markers={row["role"].value.removeprefix(REG): row["marker"].value for row in store.select(MARKERS).bindings},
        provision_of={norm.iri: norm.provision for norm in read_corpus.norms.values()},
        examples=examples,
        example_index=Index(examples),
        weights=read_weights(assets.find().data / "questions"),
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
    norms: Iterable[corpus.Norm], own: set[str], held: set[str], words: lexicon.Lexicon
) -> dict[str, frozenset[str]]:
    strange = {iri for iri, one in words.concepts.items() if iri not in held and not one.broader & own}
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
