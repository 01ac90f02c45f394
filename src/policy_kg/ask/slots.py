"""Which fillers of which roles a question is about: the slots that its query is built from."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from policy_kg.corpus import Norm, Slot
from policy_kg.lexicon import Lexicon, Mention

IDENTIFYING: Final = (
    "action",
    "object",
    "condition",
    "defines",
    "part",
    "instrument",
    "owner",
    "memberKind",
    "genus",
    "feature",
)
NOT_SLOTS: Final = frozenset(
    {"modality", "function", "onBreach", "precedes", "duration", "deadline", "shortName", "fullName"}
)
OUTSIDE: Final = 0.5
BAND: Final = 0.82
MENTIONED: Final = 0.3
WIDTH: Final = 0.1


class SlotIndex:
    """Which norms each slot selects, a broader concept selecting all that its narrower ones do."""

    def __init__(self, norms: Mapping[str, Norm], lexicon: Lexicon) -> None:
        self.slots_of: dict[str, frozenset[Slot]] = {}
        self.norms_of: dict[Slot, set[str]] = {}
        for norm in norms.values():
            slots = frozenset(_slots(norm, lexicon))
            self.slots_of[norm.iri] = slots
            for slot in slots:
                self.norms_of.setdefault(slot, set()).add(norm.iri)
        self._own = {norm.iri: frozenset(_own_slots(norm)) for norm in norms.values()}

    def own(self, norm: str) -> frozenset[Slot]:
        """The slots that stand in the norm itself, without broader concepts."""
        return self._own[norm]

    def selected(self, slots: Sequence[Slot]) -> set[str]:
        """The norms that all the slots select together."""
        return set.intersection(*(self.norms_of.get(slot, set()) for slot in slots))


def _own_slots(norm: Norm) -> Iterable[Slot]:
    for role, fillers in norm.fillers.items():
        if role not in NOT_SLOTS:
            yield from (Slot(role, filler) for filler in fillers)


def _slots(norm: Norm, lexicon: Lexicon) -> Iterable[Slot]:
    for slot in _own_slots(norm):
        yield slot
        if concept := lexicon.concepts.get(slot.concept):
            yield from (Slot(slot.role, broader) for broader in concept.broader)


def choose_all(
    scores: Mapping[str, float],
    mentions: Sequence[Mention],
    index: SlotIndex,
    allowed: frozenset[str],
    provision_of: Mapping[str, str],
    asked: Sequence[str],
) -> tuple[tuple[Slot, ...], ...]:
    """The slots of a topic for each provision asked about that no earlier one covers; of one in all when none is."""
    if not asked:
        return tuple(filter(None, (choose(scores, mentions, index, allowed),)))
    wanted = frozenset(norm for norm in allowed if provision_of[norm] in asked)
    strange = {norm: score for norm, score in scores.items() if norm not in wanted}
    near = dict(scores) | {norm: OUTSIDE * score for norm, score in strange.items()}
    topics: list[tuple[Slot, ...]] = []
    covered: set[str] = set()
    for iri in asked:
        left = frozenset(norm for norm in wanted if provision_of[norm] == iri)
        if iri not in covered and (slots := choose(near, mentions, index, left, beside=allowed)):
            topics.append(slots)
            covered |= {provision_of[norm] for norm in index.selected(slots) & wanted}
    return tuple(topics)


def choose(
    scores: Mapping[str, float],
    mentions: Sequence[Mention],
    index: SlotIndex,
    allowed: frozenset[str],
    *,
    beside: frozenset[str] = frozenset(),
) -> tuple[Slot, ...]:
    """The slots whose norms agree best with `scores` among the norms `allowed`; () when none scores.

    The slots may select norms `beside` those allowed, at the price of their scores.
    """
    ranked = sorted((norm for norm in allowed if scores.get(norm, 0) > 0), key=lambda norm: (-scores[norm], norm))
    if not ranked:
        return ()
    best = ranked[0]
    mentioned = frozenset(concept for mention in mentions for concept in mention.concepts)
    candidates = sorted(
        slot
        for slot in index.slots_of[best]
        if slot.concept in mentioned or (slot.role in IDENTIFYING and slot in index.own(best))
    )
    floor = BAND * scores[best]
    top = scores[best]

    def worth(slots: tuple[Slot, ...]) -> float:
        chosen = index.selected(slots) & (allowed | beside)
        gain = sum((scores.get(norm, 0.0) - floor) / (top - floor) for norm in chosen)
        return gain + MENTIONED * sum(slot.concept in mentioned for slot in slots) - WIDTH * len(slots)

    sets = (one for size in (1, 2, 3) for one in combinations(candidates, size))
    return max(sets, key=lambda one: (worth(one), tuple(reversed(one))), default=())
