"""A norm in one sentence, composed from the values in the rows."""

from collections.abc import Mapping
from typing import Final

from policy_kg.ask.facts import Fact, Filler
from policy_kg.patterns import Patterns
from policy_kg.text.frames import fill, places
from policy_kg.text.lists import enumerate_words

ACTION: Final = "action"
OPEN_ROLES: Final = ("part", "basis")
SAID_ONCE: Final = ("criterion", "manner")


def compose(fact: Fact, patterns: Patterns) -> str:
    """The sentence of a norm, without a full stop; roles that are only implied are left out."""
    values = {role: words(fact, role) for role in fact.roles} | {"operator": _operator(fact)}
    form = patterns.sentence_form(fact.kinds)
    action, used = _action(fact, values, patterns) if ACTION in places(form) else ("", set())
    rest = {role: value for role, value in values.items() if role not in used}
    negated = any(one.negation for one in fact.fillers("action")) and "Prohibition" in fact.kinds
    if negated:
        rest["operator"] = ""
    if not rest.get("bearer"):
        rest["bearer"] = rest.pop("aspect", "")
    rest["action"] = action
    for role in SAID_ONCE:
        if rest.get(role) and rest[role] in action:
            rest[role] = ""
    return fill(form, rest).rstrip("，")


def words(fact: Fact, role: str) -> str:
    """The stated fillers of a role as one enumeration."""
    stated = [one for one in fact.fillers(role) if not one.implied]
    open_role = next((one for one in OPEN_ROLES if fact.roles.get(one)), None)
    return enumerate_words(
        [one.label for one in stated],
        choice=any(one.choice for one in stated),
        open_list=fact.open_list and role == open_role,
    )


def _operator(fact: Fact) -> str:
    return fact.operators.get("modality") or fact.operators.get("function", "")


def _action(fact: Fact, values: Mapping[str, str], patterns: Patterns) -> tuple[str, set[str]]:
    """The action with what belongs to it, and the roles that are said by that."""
    actions = fact.fillers("action")
    if not actions:
        return "", set()
    own = [one for one in actions if one.frame or _negation(one, fact)]
    if len(actions) > 1 or not own:
        frame, said = patterns.action_form, {**values, "action": words(fact, "action")}
    else:
        frame, said = _negation(own[0], fact) or own[0].frame, dict(values)
    if said.get("criterion") and said["criterion"] in said.get("object", ""):
        said["criterion"] = ""
    return fill(frame, said), set(places(frame))


def _negation(action: Filler, fact: Fact) -> str:
    return action.negation if "Prohibition" in fact.kinds else ""
