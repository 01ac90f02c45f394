"""A question that is one word, and a word that many norms share: what might be meant by it."""

from typing import Final

from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import REFUSALS, UNDERSTOOD
from policy_kg.ask.result import Answer, Reading
from policy_kg.ask.understand import Understanding
from policy_kg.patterns import Pattern
from policy_kg.text.frames import fill
from policy_kg.text.language import language

MANY: Final = 8
SHOWN: Final = 5


def is_ambiguous(found: Understanding, knowledge: Knowledge) -> bool:
    """Whether the question is nothing but a concept that more norms have than one answer can hold."""
    words = "".join(char for char in found.text if char.isalnum())
    if len(found.mentions) != 1 or words != found.mentions[0].form:
        return False
    slots = [slot for slot in knowledge.slots.norms_of if slot.concept in found.mentions[0].concepts]
    return len({norm for slot in slots for norm in knowledge.slots.norms_of[slot]}) > MANY


def ambiguous(question: str, found: Understanding, knowledge: Knowledge) -> Answer:
    """The readings of such a question, each with its query."""
    concepts = found.mentions[0].concepts
    patterns = sorted(knowledge.patterns.patterns.values(), key=lambda one: (-one.weight, one.iri))
    readings = [reading for pattern in patterns if (reading := _reading(pattern, concepts, knowledge))]
    return Answer(
        question=question,
        status="ambiguous",
        reason="many_readings",
        answer=REFUSALS[language(question)]["many_readings"],
        versions=knowledge.versions,
        understood_as=UNDERSTOOD["ambiguous"],
        readings=tuple(readings[:SHOWN]),
        suggestions=tuple(reading.question for reading in readings[:SHOWN]),
    )


def _reading(pattern: Pattern, concepts: tuple[str, ...], knowledge: Knowledge) -> Reading | None:
    """The pattern asked about the concept in the role in which most norms have it; None when none has."""
    allowed = knowledge.allowed[pattern.iri]
    slots = [slot for slot in knowledge.slots.norms_of if slot.concept in concepts]
    fitting = {slot: len(knowledge.slots.norms_of[slot] & allowed) for slot in slots}
    best = max(sorted(fitting), key=lambda slot: fitting[slot], default=None)
    if best is None or not fitting[best] or not pattern.reading:
        return None
    label = knowledge.lexicon.label(best.concept)
    return Reading(
        question=fill(pattern.reading, {"topic": label}),
        query=knowledge.query(pattern.select, ((best,),)),
    )
