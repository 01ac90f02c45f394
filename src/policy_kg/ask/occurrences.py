"""In which provisions terms of the text occur."""

from policy_kg.ask.answer import citations, places_of, shorten
from policy_kg.ask.facts import read
from policy_kg.ask.load import Knowledge
from policy_kg.ask.result import Answer
from policy_kg.ask.understand import Understanding
from policy_kg.text.frames import fill
from policy_kg.text.lists import enumerate_words
from policy_kg.text.quoted import find_quoted


def occurrences(question: str, found: Understanding, knowledge: Knowledge) -> Answer | None:
    """The articles in which a term occurs that the question quotes or mentions; None when the text has none of it."""
    pattern = found.patterns[0]
    if not (terms := _terms(found, knowledge)):
        return None
    text = knowledge.query(pattern.select, terms=terms)
    rows = knowledge.store.select(text)
    facts = read(rows, knowledge)
    if not facts:
        return None
    provisions = knowledge.corpus.provisions
    articles = {(provisions[fact.provision].article, provisions[fact.provision].suffix) for fact in facts}
    lead = fill(pattern.lead, {"count": str(len(articles)), "places": places_of(facts)})
    return Answer(
        question=question,
        status="answered",
        answer=shorten(lead, facts, knowledge)[0],
        versions=knowledge.versions,
        understood_as=fill(pattern.understood_as, {"topic": enumerate_words(list(terms))}),
        citations=citations(facts, knowledge),
        query=text,
        rows=rows,
        pattern=pattern.iri,
        confidence=found.sure,
    )


def _terms(found: Understanding, knowledge: Knowledge) -> tuple[str, ...]:
    """What the question quotes and the text has, else the longest form that it mentions, or its label."""
    texts = [one.text for one in knowledge.corpus.regulations.values()]
    quoted = [one for one in find_quoted(found.question) if any(one in text for text in texts)]
    mentioned = sorted(found.mentions, key=lambda one: -len(one.form))
    labels = [knowledge.lexicon.label(iri) for one in mentioned for iri in one.concepts]
    forms = (*(one.form for one in mentioned), *labels)
    return tuple(quoted) or tuple(form for form in forms if any(form in text for text in texts))[:1]
