"""From a question to an answer or a typed refusal."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Final

from policy_kg.ask.ambiguous import ambiguous, is_ambiguous
from policy_kg.ask.answer import answered
from policy_kg.ask.document import document_answer
from policy_kg.ask.held import is_decided, is_held
from policy_kg.ask.load import Knowledge, load
from policy_kg.ask.messages import EMPTY_QUESTION, LONG_QUESTION, UNKNOWN_REGULATION
from policy_kg.ask.occurrences import occurrences
from policy_kg.ask.provision import provision_answer
from policy_kg.ask.query import Topics
from policy_kg.ask.refuse import no_norms, not_stated, not_understood, out_of_scope
from policy_kg.ask.repair import Repairer, told
from policy_kg.ask.result import Answer
from policy_kg.ask.slots import choose_all
from policy_kg.ask.understand import OUT_OF_SCOPE, Understanding, understand
from policy_kg.errors import QuestionError
from policy_kg.patterns import Pattern
from policy_kg.retrieval import Vectors, cached, compute
from policy_kg.store import Select
from policy_kg.text.normalise import normalise

FITTING: Final = 0.6


class Engine:
    """Answers questions from the knowledge of one data folder; safe to share between threads.

    What is learned from the bank is kept in the folder `cache`; with `dense`, questions are compared by meaning too as
    soon as the vectors are there. `bare` treats every regulation as one of which no questions were collected.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        max_question: int = 500,
        without: Collection[str] = (),
        bare: bool = False,
        cache: Path | None = None,
        dense: bool = True,
    ) -> None:
        self.knowledge: Knowledge = load(folder, without=without, bare=bare, cache=cache)
        self._repairer = Repairer(
            self.knowledge.lexicon, [one.text for one in self.knowledge.corpus.regulations.values()]
        )
        self._max_question = max_question
        self._cache = cache
        if cache and dense and (kept := cached(self.knowledge.texts, cache)):
            self._use(kept)

    @property
    def is_dense(self) -> bool:
        """Whether questions are compared by meaning too; without the vectors that `prepare` makes they are not."""
        return self.knowledge.neighbours.is_dense

    def prepare(self, progress: Callable[[int], object] = lambda done: None) -> None:
        """Compute the vectors of the bank, keep them in the cache, and use them from then on."""
        self._use(compute(self.knowledge.texts, self._cache, progress))

    def learn(self) -> None:
        """Learn now what is else learned at the first question."""
        self.knowledge.neighbours.learn()
        self.knowledge.manner.learn()
        if not self.knowledge.all_learned:
            self.knowledge.outlines.learn()

    def _use(self, vectors: Vectors) -> None:
        self.knowledge.neighbours.use(vectors)
        self.knowledge.manner.use(vectors)

    def ask(self, question: str, context: Sequence[str] = (), regulation: str | None = None) -> Answer:
        """The answer to a question that may lean on earlier ones in `context`, from one regulation.

        That is `regulation`, an IRI, by default the one that fits best. QuestionError: empty, overlong, or about a
        regulation that is not held.
        """
        begun = perf_counter()
        if not normalise(question):
            raise QuestionError(EMPTY_QUESTION)
        if len(question) > self._max_question:
            raise QuestionError(LONG_QUESTION.format(length=len(question), most=self._max_question))
        if regulation is not None and regulation not in self.knowledge.corpus.regulations:
            raise QuestionError(UNKNOWN_REGULATION.format(iri=regulation))
        read = self._repairer.repair(question)
        earlier = [*context[:-1], *(self._repairer.repair(one).text for one in context[-1:])]
        answer = self._ask(read.text, earlier, regulation)
        understood = told(answer.understood_as, read)
        return replace(answer, question=question, understood_as=understood, seconds=perf_counter() - begun)

    def _ask(self, question: str, context: Sequence[str], regulation: str | None) -> Answer:
        if not self.knowledge.within(regulation or "").provision_of:
            return no_norms(question, self.knowledge)
        found = understand(question, context, self.knowledge, regulation)
        knowledge = self.knowledge.within(found.heard.regulation)
        if found.about_document:
            return document_answer(question, found.patterns[0], knowledge)
        if found.names_provision:
            return provision_answer(question, found, knowledge)
        if is_ambiguous(found, knowledge):
            return ambiguous(question, found, knowledge)
        if (
            found.patterns
            and found.patterns[0].matches_text
            and (told_where := occurrences(question, found, knowledge))
        ):
            return told_where
        if found.refusal == OUT_OF_SCOPE:
            return out_of_scope(question, found, knowledge)
        if not found.patterns:
            return not_understood(question, found, knowledge)
        refused = found.refusal and not (is_held(found, knowledge) or is_decided(found, knowledge))
        if refused or found.is_guess:
            return not_stated(question, found.patterns[0], found, (), knowledge)
        return _from_norms(question, found, knowledge)


def _from_norms(question: str, found: Understanding, knowledge: Knowledge) -> Answer:
    """The answer of the first pattern that fits all that the question is about, else of the first that fits anything.

    A strict one that fits nothing refuses instead.
    """
    partly = None
    for pattern in found.patterns:
        allowed = knowledge.allowed[pattern.iri]
        topics = choose_all(found.scores, found.mentions, knowledge.slots, allowed, knowledge.provision_of, found.asked)
        chosen = {norm for slots in topics for norm in knowledge.slots.selected(slots) & allowed}
        if fitting := _rows(chosen, pattern, topics, found, knowledge):
            if pattern.judges or {knowledge.provision_of[norm] for norm in chosen}.issuperset(found.asked):
                return answered(question, pattern, topics, *fitting, found, knowledge)
            partly = partly or (pattern, topics, *fitting)
        elif pattern.strict and not partly:
            return not_stated(question, pattern, found, (), knowledge)
    return (
        answered(question, *partly, found, knowledge)
        if partly
        else not_stated(question, found.patterns[0], found, (), knowledge)
    )


def _rows(
    chosen: Collection[str], pattern: Pattern, topics: Topics, found: Understanding, knowledge: Knowledge
) -> tuple[str, Select] | None:
    """The query of the pattern and its rows, if any and if one of the norms `chosen` fits the question well."""
    if max((found.scores[norm] for norm in chosen), default=0.0) < FITTING * max(found.scores.values()):
        return None
    text = knowledge.query(pattern.select, topics)
    rows = knowledge.store.select(text)
    return (text, rows) if rows.bindings else None
