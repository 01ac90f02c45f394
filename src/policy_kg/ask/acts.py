"""How a yes/no question asks, and the verdict that the norm found gives it: a table, no guess."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from policy_kg.ask.facts import Fact
from policy_kg.ask.neighbours import Neighbour
from policy_kg.ask.result import Verdict
from policy_kg.ask.slots import SlotIndex
from policy_kg.patterns import Patterns

PLAIN: Final = "is"
CUE: Final = 1.5
SAME_NORM: Final = 3.0


def act_of(
    text: str, nearest: Sequence[Neighbour], norms: Collection[str], slots: SlotIndex, patterns: Patterns
) -> str:
    """The act that the cues in `text` and the nearest yes/no wordings show, those about the same norms first."""
    votes: dict[str, float] = defaultdict(float)
    top = max((one.nearness for one in nearest), default=1.0)
    for one in nearest:
        if one.wording.act:
            same = any(slots.selected(topic) & set(norms) for topic in one.wording.topics)
            votes[one.wording.act] += (one.nearness / top) ** 2 * (SAME_NORM if same else 1.0)
    votes[_cued(text, patterns)] += CUE
    return max(sorted(votes), key=lambda act: votes[act])


def _cued(text: str, patterns: Patterns) -> str:
    return next((act.name for act in patterns.acts if any(cue.search(text) for cue in act.cues)), PLAIN)


def verdict(fact: Fact, act: str, patterns: Patterns) -> Verdict | None:
    """What the table says of an act about a norm of that modality and those functions; None when it has no row."""
    row = next((one for one in patterns.verdicts if one.kinds & fact.kinds), None)
    if row is None or act not in row.yes | row.no:
        return None
    return "yes" if act in row.yes else "no"
