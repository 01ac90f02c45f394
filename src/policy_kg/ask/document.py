"""What the document itself says of itself: title, number, attachment, how many articles."""

from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import ACCORDING, DOCUMENT
from policy_kg.ask.result import Answer, cite
from policy_kg.patterns import Pattern
from policy_kg.text.frames import fill
from policy_kg.text.language import language
from policy_kg.text.numerals import format_number


def document_answer(question: str, pattern: Pattern, knowledge: Knowledge) -> Answer:
    """The head of the document, each part cited."""
    text = knowledge.query(pattern.select)
    rows = knowledge.store.select(text)
    values = {name: term.value for name, term in rows.bindings[0].items()}
    corpus = knowledge.corpus
    return Answer(
        question=question,
        status="answered",
        answer=ACCORDING[language(question)]
        + fill(
            DOCUMENT,
            values | {"articles": format_number(int(values["articles"])), "count": values["articles"]},
        ),
        versions=knowledge.versions,
        understood_as=fill(pattern.understood_as, {"topic": values["title"]}),
        citations=tuple(
            cite(corpus, corpus.provisions[row["part"].value], int(row["start"].value), int(row["end"].value))
            for row in rows.bindings
        ),
        query=text,
        rows=rows,
        pattern=pattern.iri,
        confidence=0.9,
    )
