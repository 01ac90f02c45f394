"""The signs in the wording of a yes/no question (data/questions/signs.ttl)."""

from collections.abc import Sequence
from typing import Final

from policy_kg.patterns import Sign

TAIL: Final = 14
TWICE: Final = 2
PLAIN: Final = "plain"


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


def claim(text: str, signs: Sequence[Sign]) -> str:
    """What a statement with a question tag claims, when no mark but one negation could turn it; "" for all else."""
    tag = next((one for one in signs if one.kind == "tag" and one.cue.search(text)), None)
    body = tag.cue.sub("", text) if tag else ""
    turned = [one for one in signs if one.kind == "mark" and len(one.cue.findall(body)) > one.harmless]
    return _first([one for one in signs if one.kind == "claim"], body) or "" if tag and not turned else ""


def _first(signs: Sequence[Sign], text: str) -> str | None:
    return next((one.name for one in signs if one.cue.search(text)), None)
