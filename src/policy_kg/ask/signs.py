"""The signs in the wording of a yes/no question (data/questions/signs.ttl)."""

from collections.abc import Iterable, Sequence
from typing import Final

from policy_kg.patterns import Sign

TAIL: Final = 14
TWICE: Final = 2
CLOSE: Final = 8
BREACH: Final = "sign-asks-breach"
INSISTING: Final = ("sign-only", "sign-must-plainly")
NEGATION: Final = "sign-negation"
PLAIN: Final = "plain"
PLAINLY: Final = "is"


def asked_as(text: str, signs: Sequence[Sign]) -> dict[str, float]:
    """The signs in the wording of a yes/no question, and those of them together that change each other's sense."""
    tags = [one for one in signs if one.kind == "tag" and one.cue.search(text)]
    body = tags[0].cue.sub("", text) if tags else text
    asks = [one for one in signs if one.kind == "ask"]
    asked = tags[0].name if tags else _first(asks, text[-TAIL:]) or _first(asks, text) or PLAIN
    claimed = _first([one for one in signs if one.kind == "claim"], body) or PLAIN
    times = {one.name: min(TWICE, len(one.cue.findall(body))) for one in signs if one.kind == "mark"}
    marks = [f"{name} {number}" if number == TWICE else name for name, number in times.items() if number]
    together = " + ".join(name for name, number in times.items() if number) or PLAIN
    names = [asked, f"{asked}: {claimed}", f"{asked}: {together}", *marks, *(f"{asked}: {mark}" for mark in marks)]
    return dict.fromkeys(names, 1.0)


def answered_as(text: str, signs: Sequence[Sign]) -> str:
    """Which word for yes or no fits how it is asked: that of the sign of what is asked, PLAINLY with a question tag."""
    asked = asked_as(text, signs)
    return next((one.answered_as for one in signs if one.name in asked and one.answered_as), PLAINLY)


def claim(text: str, signs: Sequence[Sign]) -> str:
    """What a statement with a question tag claims, or what is asked plainly; "" when a mark could turn it, and else.

    A negation turns what is asked plainly, and a statement only together with another mark.
    """
    tag = next((one for one in signs if one.kind == "tag" and one.cue.search(text)), None)
    body = tag.cue.sub("", text) if tag else text
    marks = {one: len(one.cue.findall(body)) for one in signs if one.kind == "mark"}
    if any(times > (one.harmless if tag else 0) for one, times in marks.items()):
        return ""
    return _first([one for one in signs if one.kind == ("claim" if tag else "plain")], body) or ""


def leaves_out(text: str, forms: Iterable[str], signs: Sequence[Sign]) -> bool:
    """Whether one of the forms stands close behind a negation."""
    negation = next((one for one in signs if one.name == NEGATION), None)
    ends = [found.end() for found in negation.cue.finditer(text)] if negation else []
    return any(0 <= text.find(form, end) - end <= CLOSE for form in forms for end in ends)


def _first(signs: Sequence[Sign], text: str) -> str | None:
    return next((one.name for one in signs if one.cue.search(text)), None)


def asks_breach(text: str, signs: Sequence[Sign]) -> bool:
    """Whether it asks if something is against the rules."""
    return any(one.name == BREACH and one.cue.search(text) for one in signs)


def insists(text: str, signs: Sequence[Sign]) -> bool:
    """Whether it says that there is no other way: only, or must."""
    return any(one.name in INSISTING and one.cue.search(text) for one in signs)
