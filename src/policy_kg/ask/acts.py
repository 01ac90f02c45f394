"""How a yes/no question asks, and the verdict that the norm found gives it: a table, no guess."""

from collections import defaultdict
from typing import Final

from policy_kg.ask.facts import Fact
from policy_kg.ask.load import Knowledge
from policy_kg.ask.result import Verdict
from policy_kg.ask.understand import Understanding
from policy_kg.ns import VOCAB
from policy_kg.patterns import Patterns

PLAIN: Final = "is"
OTHER: Final = "otherwise"
CUE: Final = 0.9
SAME_NORM: Final = 3.0
ACTORS: Final = VOCAB + "actors"


def act_of(found: Understanding, fact: Fact, knowledge: Knowledge) -> str:
    """The act that the cues and the nearest yes/no wordings show, those about the same norm counting more."""
    votes: dict[str, float] = defaultdict(float)
    top = max((one.nearness for one in found.nearest), default=1.0)
    for one in found.nearest:
        if one.wording.act:
            same = any(fact.norm in knowledge.slots.selected(topic) for topic in one.wording.topics)
            votes[one.wording.act] += (one.nearness / top) ** 2 * (SAME_NORM if same else 1.0)
    cast = sum(votes.values()) or 1.0
    votes[_cued(found, fact, knowledge)] += CUE * cast
    return max(sorted(votes), key=lambda act: votes[act])


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
