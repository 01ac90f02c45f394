"""How a yes/no question asks, and the verdict that the norm found gives it: a table, no guess."""

from policy_kg.ask import signals
from policy_kg.ask.facts import Fact
from policy_kg.ask.load import Knowledge
from policy_kg.ask.result import Verdict
from policy_kg.ask.understand import Understanding
from policy_kg.patterns import Patterns


def act_of(found: Understanding, fact: Fact, knowledge: Knowledge) -> str:
    """The likeliest act of the likelier verdict: how the question asks, as near wordings and its signs tell."""
    features = signals.act(found.heard, fact, knowledge.lexicon, knowledge.slots, knowledge.patterns)
    chances = knowledge.weights[knowledge.neighbours.is_dense].act.probabilities(features)
    likely = {"yes": 0.0, "no": 0.0}
    judged = {name: verdict(fact, name, knowledge.patterns) for name in chances}
    for name, chance in chances.items():
        if said := judged[name]:
            likely[said] += chance
    best = max(likely, key=lambda said: likely[said])
    return max(sorted(chances), key=lambda name: (judged[name] == best, chances[name]))


def verdict(fact: Fact, act: str, patterns: Patterns) -> Verdict | None:
    """What the table says of an act about a norm of that modality and those functions; None when it has no row."""
    row = next((one for one in patterns.verdicts if one.kinds & fact.kinds), None)
    if row is None or act not in row.yes | row.no:
        return None
    return "yes" if act in row.yes else "no"
