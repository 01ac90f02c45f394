"""What a question asks: the provision that it names, the concepts that it mentions, the pattern that it follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from policy_kg.ask.load import Knowledge
from policy_kg.lexicon import Mention
from policy_kg.patterns import Pattern
from policy_kg.text.normalise import key
from policy_kg.text.reference import Reference, find_references


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question in its normal form and what was found in it; `scores` say how well each norm fits."""

    text: str
    references: tuple[Reference, ...]
    mentions: tuple[Mention, ...]
    patterns: tuple[tuple[Pattern, float], ...]
    scores: Mapping[str, float]


def understand(question: str, knowledge: Knowledge) -> Understanding:
    """The understanding of a question, its patterns ranked, best first."""
    text = key(question)
    mentions = knowledge.lexicon.mentions(text)
    return Understanding(
        text=text,
        references=tuple(one for one in find_references(text) if one.article is not None),
        mentions=mentions,
        patterns=_ranked(text, knowledge),
        scores=knowledge.ranker.scores(text, mentions),
    )


def _ranked(text: str, knowledge: Knowledge) -> tuple[tuple[Pattern, float], ...]:
    """The patterns whose cues the text has, by weight times the length of the longest cue found."""
    found = []
    for pattern in knowledge.patterns.patterns.values():
        lengths = [len(match[0]) for cue in pattern.cues for match in cue.finditer(text)]
        if lengths:
            found.append((pattern, pattern.weight * max(lengths)))
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].iri)))
