"""Which refusals of a bank still stand in the graph that is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policy_kg.ask.slots import SlotIndex
from policy_kg.bank import Wording
from policy_kg.corpus import Norm


def standing(bank: Iterable[Wording], slots: SlotIndex, norms: Mapping[str, Norm]) -> tuple[Wording, ...]:
    """The wordings, those refused for want of a role being about their topics as soon as a norm of them has it."""
    return tuple(_answerable(one) if _is_held(one, slots, norms) else one for one in bank)


def filled(bank: Iterable[Wording], slots: SlotIndex, norms: Mapping[str, Norm]) -> frozenset[tuple[str, str]]:
    """The norms, each with a role, that lacked it when the questions were collected and have it now."""
    asked = ((norm, one.lacks) for one in bank if one.lacks for topic in one.topics for norm in slots.selected(topic))
    return frozenset((norm, role) for norm, role in asked if role in norms[norm].fillers)


def _is_held(one: Wording, slots: SlotIndex, norms: Mapping[str, Norm]) -> bool:
    about = {norm for topic in one.topics for norm in slots.selected(topic)} if one.lacks else set()
    return any(one.lacks in norms[norm].fillers for norm in about)


def _answerable(one: Wording) -> Wording:
    return replace(one, refusal=None, lacks=None)
