"""What of a bank still stands in the graph that is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policy_kg.ask.slots import SlotIndex
from policy_kg.bank import Fillers, Wording
from policy_kg.corpus import Norm


def standing(bank: Iterable[Wording], slots: SlotIndex, norms: Mapping[str, Norm]) -> tuple[Wording, ...]:
    """The wordings, those refused for want of a role being about their topics as soon as a norm of them has it."""
    return tuple(_answerable(one) if _is_held(one, slots, norms) else one for one in bank)


def changed(norms: Iterable[Norm], labelled: Mapping[str, Fillers]) -> dict[str, frozenset[str]]:
    """For each norm that was there when the questions were labelled, the roles that are filled otherwise since."""
    return {
        norm.iri: frozenset(
            role for role, values in norm.fillers.items() if frozenset(values) != labelled[norm.iri].get(role)
        )
        for norm in norms
        if norm.iri in labelled
    }


def _is_held(one: Wording, slots: SlotIndex, norms: Mapping[str, Norm]) -> bool:
    about = {norm for topic in one.topics for norm in slots.selected(topic)} if one.lacks else set()
    return any(one.lacks in norms[norm].fillers for norm in about)


def _answerable(one: Wording) -> Wording:
    return replace(one, refusal=None, lacks=None)
