"""How a yes/no question asks, and the verdict that the norm found gives it: a table, no guess."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from policy_kg.ask.facts import Fact
from policy_kg.ask.load import Knowledge
from policy_kg.ask.neighbours import Neighbour
from policy_kg.ask.result import Verdict
from policy_kg.ask.understand import Understanding
from policy_kg.ns import VOCAB
from policy_kg.patterns import Patterns

PLAIN: Final = "is"
OTHER: Final = "otherwise"
CUE: Final = 1.1
SAME_NORM: Final = 2.5
STEEP: Final = 3
ACTORS: Final = VOCAB + "actors"


def act_of(found: Understanding, fact: Fact, knowledge: Knowledge) -> str:
    """The act that the cues and the nearest yes/no wordings show, those about the same norm counting more."""
    votes: dict[str, float] = defaultdict(float)
    votes[_cued(found, fact, knowledge)] += CUE
    for wordings in (found.nearest, found.alike):
        for act, share in _shares(wordings, fact.norm, knowledge).items():
            votes[act] += share
    return max(sorted(votes), key=lambda act: votes[act])


def _shares(wordings: Sequence[Neighbour], norm: str, knowledge: Knowledge) -> Mapping[str, float]:
    """The share of each act among the yes/no wordings, the nearer and those about the same norm counting more."""
    cast: dict[str, float] = defaultdict(float)
    top = max((one.nearness for one in wordings), default=1.0) or 1.0
    for one in wordings:
        if one.wording.act:
            same = any(norm in knowledge.slots.selected(topic) for topic in one.wording.topics)
            cast[one.wording.act] += (one.nearness / top) ** STEEP * (SAME_NORM if same else 1.0)
    whole = sum(cast.values())
    return {act: value / whole for act, value in cast.items()} if whole else {}


def _cued(found: Understanding, fact: Fact, knowledge: Knowledge) -> str:
    if _names_another(found, fact, knowledge):
        return OTHER
    acts = knowledge.patterns.acts
    return next((act.name for act in acts if any(cue.search(found.text) for cue in act.cues)), PLAIN)


def _names_another(found: Understanding, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether the question names an actor, but not the only one that fills an exclusive role of the norm."""
    lexicon = knowledge.lexicon
    named = {iri for mention in found.mentions for iri in mention.concepts if lexicon.concepts[iri].scheme == ACTORS}
    said = {iri for fillers in fact.roles.values() for iri in fillers}
    kin = {iri for one in said if one in lexicon.concepts for iri in lexicon.concepts[one].broader}
    only = {iri for role in fact.exclusive for iri in fact.roles.get(role, ())}
    return bool(only) and not named & only and bool(named - said - kin)


def verdict(fact: Fact, act: str, patterns: Patterns) -> Verdict | None:
    """What the table says of an act about a norm of that modality and those functions; None when it has no row."""
    row = next((one for one in patterns.verdicts if one.kinds & fact.kinds), None)
    if row is None or act not in row.yes | row.no:
        return None
    return "yes" if act in row.yes else "no"
