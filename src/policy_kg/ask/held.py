"""Whether the graph has what a question asks for, whatever the wordings say."""

from policy_kg.ask.acts import DURATIONS
from policy_kg.ask.load import Knowledge
from policy_kg.ask.understand import Understanding
from policy_kg.text.quantities import find_durations


def is_held(found: Understanding, knowledge: Knowledge) -> bool:
    """Whether the norm that fits best has a role that only such a question asks for or names: a duration, an amount."""
    best = max(found.scores, key=lambda norm: (found.scores[norm], norm))
    roles = knowledge.corpus.norms[best].fillers.keys()
    strict = next((one for one in found.patterns if one.strict), None)
    asked = strict.asks if strict else DURATIONS if find_durations(found.text) else ()
    return bool(roles & set(asked))
