"""From a question to an answer or a typed refusal."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from policy_kg.ask import query
from policy_kg.ask.answer import answered
from policy_kg.ask.load import Knowledge, load
from policy_kg.ask.messages import EMPTY_QUESTION, LONG_QUESTION
from policy_kg.ask.provision import provision_answer
from policy_kg.ask.refuse import not_stated, not_understood, out_of_scope
from policy_kg.ask.result import Answer
from policy_kg.ask.slots import choose
from policy_kg.ask.understand import Understanding, understand
from policy_kg.errors import QuestionError
from policy_kg.patterns import Pattern

IN_SCOPE = 1.2
FITTING = 0.6


class Engine:
    """Answers questions from the knowledge of one data folder; safe to share between threads."""

    def __init__(self, folder: Path | None = None, *, max_question: int = 500) -> None:
        self.knowledge: Knowledge = load(folder)
        self._max_question = max_question

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer:
        """The answer to a question that may lean on earlier ones in `context`; QuestionError for an empty or overlong one."""
        begun = perf_counter()
        if not question.strip():
            raise QuestionError(EMPTY_QUESTION)
        if len(question) > self._max_question:
            raise QuestionError(LONG_QUESTION.format(length=len(question), most=self._max_question))
        return replace(self._ask(question), seconds=perf_counter() - begun)

    def _ask(self, question: str) -> Answer:
        knowledge = self.knowledge
        found = understand(question, knowledge)
        if found.references:
            return provision_answer(question, found, knowledge)
        best = max(found.scores.values(), default=0.0)
        if not found.mentions or best < IN_SCOPE:
            return out_of_scope(question, knowledge)
        if not found.patterns:
            return not_understood(question, found, knowledge)
        pattern = next((one for one, _ in found.patterns if knowledge.allowed[one.iri]), None)
        if pattern is None:
            return not_understood(question, found, knowledge)
        return self._from_norms(question, pattern, found, best)

    def _from_norms(self, question: str, pattern: Pattern, found: Understanding, best: float) -> Answer:
        knowledge = self.knowledge
        slots = choose(found.scores, found.mentions, knowledge.slots, knowledge.allowed[pattern.iri])
        text = query.build(pattern.select, knowledge.patterns.fragments, slots)
        rows = knowledge.store.select(text)
        fits = max((found.scores[norm] for norm in knowledge.slots.selected(slots)), default=0.0) if slots else 0.0
        if not rows.bindings or fits < FITTING * best:
            return not_stated(question, pattern, found, text, rows, knowledge)
        return answered(question, pattern, slots, text, rows, knowledge)
