"""Whether the graph decides what a question asks for, whatever the wordings say."""

from policy_kg.ask.claims import is_confirmed, is_contradicted, names_outsider, states_duration
from policy_kg.ask.limits import measured
from policy_kg.ask.load import LIMIT, Knowledge
from policy_kg.ask.understand import Understanding
from policy_kg.corpus import Norm


def is_held(found: Understanding, knowledge: Knowledge) -> bool:
    """Whether the norm that fits best has what only such a question asks for: a duration, a start, an amount.

    Where questions were collected they know better, unless the role was filled since.
    """
    if found.heard.names_unknown:
        return False
    strict = next((one.asks for one in found.patterns if one.strict), ())
    limit = [LIMIT] if LIMIT in found.patterns[0].asks else []
    norm = _best(found, knowledge).iri
    held = {role for role in (*strict, *limit) if knowledge.has(norm, role)}
    return bool(held & knowledge.changed.get(norm, frozenset()) if found.heard.is_learned else held)


def is_decided(found: Understanding, knowledge: Knowledge) -> bool:
    """Whether it is a yes/no question that the norm that fits best decides by a quantity or by who has a role.

    One that names what no norm has is decided by a quantity only.
    """
    if not found.patterns[0].judges:
        return False
    norm = _best(found, knowledge)
    if states_duration(found, norm.fillers) or measured(found, norm.kinds, norm.fillers, knowledge):
        return True
    if found.heard.names_unknown:
        return False
    claim = (found, norm.fillers, norm.exclusive, knowledge)
    if is_contradicted(*claim) or names_outsider(found, norm.provision, knowledge):
        return True
    return found.presumes and is_confirmed(*claim, norm.fillers)


def _best(found: Understanding, knowledge: Knowledge) -> Norm:
    """The norm that fits best, of the provision that is asked about first if any."""
    asked = [norm for norm, iri in knowledge.provision_of.items() if iri in found.asked[:1]] or list(found.scores)
    return knowledge.corpus.norms[max(asked, key=lambda norm: (found.scores.get(norm, 0.0), norm))]
