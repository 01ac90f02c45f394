"""Whether the graph has what a question asks for, whatever the wordings say."""

from policy_kg.ask.load import Knowledge
from policy_kg.ask.understand import Understanding


def is_held(found: Understanding, knowledge: Knowledge) -> bool:
    """Whether the norm that fits best has a role that only such a question asks for: a duration, a start, an amount."""
    best = max(found.scores, key=lambda norm: (found.scores[norm], norm))
    strict = next((one for one in found.patterns if one.strict), None)
    return strict is not None and any(role in knowledge.corpus.norms[best].fillers for role in strict.asks)
