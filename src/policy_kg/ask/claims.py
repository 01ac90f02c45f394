"""What a question claims about a norm, against what the norm has: fillers of exclusive roles, and durations."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from policy_kg.ask.load import ANY, Knowledge
from policy_kg.ask.signs import insists
from policy_kg.ask.understand import Understanding
from policy_kg.lexicon import OUTSIDE
from policy_kg.text.quantities import find_durations

FORM: Final = "@"
DURATIONS: Final = ("duration", "deadline")
Roles: TypeAlias = Mapping[str, Collection[str]]


def is_contradicted(found: Understanding, roles: Roles, exclusive: Collection[str], knowledge: Knowledge) -> bool:
    """Whether the question names another filler of an exclusive role than the norm has, or another duration."""
    said, stated = find_durations(found.text), _durations(roles)
    if said and stated and not said & stated:
        return True
    rivals = knowledge.rivals.get(ANY, frozenset())
    return any(
        not _names(found, roles[role]) and _names_rival(found, roles, role, rivals, knowledge)
        for role in _held(roles, exclusive)
    )


def names_outsider(found: Understanding, provision: str, knowledge: Knowledge) -> bool:
    """Whether the question names a body outside the text, and none to which the provision gives a role alone."""
    norms = [norm for norm in knowledge.corpus.norms.values() if norm.provision == provision]
    alone = {iri for norm in norms for role in norm.exclusive for iri in norm.fillers.get(role, ())}
    if not alone or _names(found, alone):
        return False
    concepts = knowledge.lexicon.concepts
    return any(all(OUTSIDE in concepts[iri].broader for iri in one.concepts) for one in found.mentions)


def excludes_options(found: Understanding, choices: Iterable[Collection[str]], knowledge: Knowledge) -> bool:
    """Whether the question says that one of several options is the only one."""
    if not insists(found.heard.text, knowledge.patterns.signs):
        return False
    mentioned = {iri for mention in found.mentions for iri in mention.concepts}
    return any(len(mentioned.intersection(options)) == 1 for options in choices)


def states_duration(found: Understanding, roles: Roles) -> bool:
    """Whether the question names the norm's duration and no other one."""
    said = find_durations(found.text)
    return bool(said) and said <= _durations(roles)


def is_confirmed(
    found: Understanding, roles: Roles, exclusive: Collection[str], knowledge: Knowledge, among: Collection[str]
) -> bool:
    """Whether it names the filler of an exclusive role as the norm has it and no other one, or its duration alone.

    Only of the roles `among` these.
    """
    counted = {role: values for role, values in roles.items() if role in among}
    return states_duration(found, counted) or any(
        _names(found, roles[role]) and not _names_rival(found, roles, role, knowledge.rivals[role], knowledge)
        for role in _held(counted, exclusive)
    )


def _durations(roles: Roles) -> set[str]:
    return {value for role in DURATIONS for value in roles.get(role, ())}


def _names(found: Understanding, fillers: Collection[str]) -> bool:
    return any(iri in fillers for mention in found.mentions for iri in mention.concepts)


def _held(roles: Roles, exclusive: Collection[str]) -> Iterator[str]:
    return (role for role in exclusive if role in roles)


def _names_rival(found: Understanding, roles: Roles, role: str, rivals: Collection[str], knowledge: Knowledge) -> bool:
    """Whether the question names a concept of the sort that fills the role, which this norm has nowhere.

    It has to be one of the `rivals`, or to stand between words that mark this role. A form that may also mean what
    the norm has is no rival of it.
    """
    concepts, own = knowledge.lexicon.concepts, {iri for fillers in roles.values() for iri in fillers}
    schemes = {concepts[iri].scheme for iri in roles[role] if iri in concepts}
    kin = own.union(*(concepts[iri].broader for iri in own & concepts.keys()))

    def is_rival(iri: str, form: str) -> bool:
        strange = concepts[iri].scheme in schemes and iri not in kin and not concepts[iri].broader & own
        return strange and (iri in rivals or _is_marked(form, role, found, knowledge))

    return any(
        own.isdisjoint(one.concepts) and any(is_rival(iri, one.form) for iri in one.concepts) for one in found.mentions
    )


def _is_marked(form: str, role: str, found: Understanding, knowledge: Knowledge) -> bool:
    """Whether a form stands between words that mark a role."""
    marker = knowledge.markers.get(role)
    return marker is not None and re.search(marker.replace(FORM, re.escape(form)), found.text) is not None
