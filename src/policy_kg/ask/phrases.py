"""How a question is put, whatever it names: its concepts masked, and the views that compare such phrases."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.signs import asked_as
from policy_kg.lexicon import Mention
from policy_kg.patterns import Sign
from policy_kg.retrieval import View, shared_characters
from policy_kg.text.words import grams

TAIL: Final = 8
LONGEST_TAIL: Final = 4
TAIL_WEIGHT: Final = 0.5
OWN: Final = "Ω"
OTHER: Final = "Ψ"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A question, and `bare`, the same with OWN for the concepts that it is about and OTHER for others."""

    text: str
    bare: str


def phrase(text: str, mentions: Iterable[Mention], own: Collection[str]) -> Phrase:
    """The phrase of a question in its normal form with its mentions, of concepts that are its `own` or others."""
    bare = text
    for one in sorted(mentions, key=lambda one: -len(one.form)):
        bare = bare.replace(one.form, OWN if any(iri in own for iri in one.concepts) else OTHER)
    return Phrase(text, bare)


def views(signs: Sequence[Sign]) -> tuple[View[Phrase], ...]:
    """The ways to compare phrases: by characters, by the signs in the wording, by how they end."""
    return (
        View(lambda one: shared_characters(one.bare), by_rarity=False),
        View(lambda one: asked_as(one.text, signs), by_rarity=False),
        View(lambda one: grams(one.text[-TAIL:], LONGEST_TAIL), TAIL_WEIGHT, by_rarity=False),
    )
