"""Whether what a question tells lies within the limits that a norm sets: 闲置八个月 and 超过六个月."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from policy_kg.ask.load import Knowledge
from policy_kg.ask.result import Verdict
from policy_kg.ask.signs import asks_breach
from policy_kg.ask.understand import Understanding
from policy_kg.lexicon import DAY, Limit
from policy_kg.text.quantities import duration_days, find_amounts, find_elapsed, find_spans

DEADLINE: Final = "deadline"
DURATION: Final = "duration"
CONDITION: Final = "condition"
SINCE: Final = "days since"
FEATURE: Final = "feature"
EARLIER: Final = "maxExclusive"
LATEST: Final = "maxInclusive"
PROHIBITION: Final = "Prohibition"
Roles: TypeAlias = Mapping[str, Collection[str]]


def measured(found: Understanding, kinds: Collection[str], roles: Roles, knowledge: Knowledge) -> Verdict | None:
    """The verdict that a quantity in the question decides; None when it names none, or the limit itself.

    What lies within the limits of a prohibition is forbidden, of any other norm as it should be, unless that has other
    features too. The limits of a condition say when the norm applies, which is another matter.
    """
    limits = list(_limits(kinds, {role: own for role, own in roles.items() if role != CONDITION}, knowledge))
    told = _told(found.text, limits)
    if not told or any(amount == one.value for _, amount, unit in told if unit != SINCE for one in limits):
        return None
    within = all(one.holds(amount) for one, amount, _ in told)
    if within and FEATURE in roles:
        return None
    complies = within != (PROHIBITION in kinds)
    return "yes" if complies != asks_breach(found.text, knowledge.patterns.signs) else "no"


def applies(text: str, roles: Roles, knowledge: Knowledge) -> bool | None:
    """Whether what a question tells meets the limits of a norm's condition; None when it tells nothing of the kind."""
    told = _told(text, list(_limits((), {CONDITION: roles.get(CONDITION, ())}, knowledge)))
    return all(one.holds(amount) for one, amount, _ in told) if told else None


def _told(text: str, limits: Sequence[Limit]) -> list[tuple[Limit, float, str]]:
    """Each limit with each amount that the text tells in its unit or without one."""
    said = list(_said(text)) if limits else []
    return [(one, amount, unit) for amount, unit in said for one in limits if unit in ("", one.unit)]


def _limits(kinds: Collection[str], roles: Roles, knowledge: Knowledge) -> Iterator[Limit]:
    concepts = knowledge.lexicon.concepts
    for fillers in roles.values():
        for iri in fillers:
            if iri in concepts:
                yield from concepts[iri].limits
    for lexical in roles.get(DEADLINE, ()):
        if days := duration_days(lexical):
            yield Limit(LATEST, days, DAY)
    for lexical in roles.get(DURATION, ()) if PROHIBITION in kinds else ():
        if days := duration_days(lexical):
            yield Limit(EARLIER, days, SINCE)


def _said(text: str) -> Iterator[tuple[float, str]]:
    yield from find_amounts(text)
    for found, unit in ((find_spans(text), DAY), (find_elapsed(text), SINCE)):
        for lexical in found:
            if days := duration_days(lexical):
                yield days, unit
