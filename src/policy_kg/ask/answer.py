"""The answer that the rows of a query give."""

from collections.abc import Sequence

from policy_kg.ask.facts import Fact, read, spans_by_provision
from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import BETWEEN, PLACE, STOP
from policy_kg.ask.result import Answer, Citation, cite
from policy_kg.ask.sentence import compose, words
from policy_kg.ask.slots import Slot
from policy_kg.patterns import Pattern
from policy_kg.store import Select
from policy_kg.text.frames import fill

LONGEST = 300


def answered(
    question: str, pattern: Pattern, slots: Sequence[Slot], text: str, rows: Select, knowledge: Knowledge
) -> Answer:
    """The answer of a pattern whose query `text` returned `rows`."""
    facts = read(rows)
    topic = "、".join(dict.fromkeys(knowledge.lexicon.label(slot.concept) for slot in slots))
    return Answer(
        question=question,
        status="answered",
        answer=_in_words(pattern, facts, knowledge),
        versions=knowledge.versions,
        understood_as=fill(pattern.understood_as, {"topic": topic}),
        citations=citations(facts, knowledge),
        query=text,
        rows=rows,
        pattern=pattern.iri,
        confidence=0.9 if len(facts) < 4 else 0.7,
    )


def citations(facts: Sequence[Fact], knowledge: Knowledge) -> tuple[Citation, ...]:
    """One citation a provision, reaching from the first to the last words that the facts rest on."""
    corpus = knowledge.corpus
    return tuple(
        cite(corpus, corpus.provisions[iri], start, end)
        for iri, (start, end) in sorted(spans_by_provision(facts).items(), key=lambda pair: pair[1])
    )


def _in_words(pattern: Pattern, facts: Sequence[Fact], knowledge: Knowledge) -> str:
    asked = ""
    for role in pattern.asks:
        if asked := "、".join(dict.fromkeys(said for fact in facts if (said := words(fact, role)))):
            break
    lead = fill(pattern.lead, {"asked": asked}) if asked else ""
    return shorten(lead, sentences(facts, knowledge))


def sentences(facts: Sequence[Fact], knowledge: Knowledge) -> list[str]:
    """One sentence a fact, each with the place of its provision after the last of that provision."""
    said = []
    for number, fact in enumerate(facts):
        sentence = compose(fact, knowledge.patterns)
        last = number + 1 == len(facts) or facts[number + 1].provision != fact.provision
        said.append(sentence + (PLACE.format(label=fact.label) if last else ""))
    return said


def shorten(lead: str, said: Sequence[str]) -> str:
    """The lead and as many sentences as fit into the longest answer."""
    text = lead
    for number, sentence in enumerate(said):
        joined = text + (BETWEEN if number else "") + sentence
        if len(joined) >= LONGEST:
            break
        text = joined
    return text + STOP
