"""What a question asks: the provision that it names, the concepts that it mentions, the pattern that it follows."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.load import Knowledge
from policy_kg.ask.neighbours import Neighbour
from policy_kg.ask.rank import fuse
from policy_kg.bank import in_context
from policy_kg.lexicon import Mention
from policy_kg.patterns import Pattern
from policy_kg.text.normalise import key
from policy_kg.text.reference import Reference, find_references
from policy_kg.text.words import grams

IN_SCOPE: Final = 1.2
HALF: Final = 0.48
STRANGE: Final = 0.3
WORDS_KNOWN: Final = 0.13
FIT: Final = 0.15
LENGTH: Final = 0.035
SHORT: Final = 4
MOST: Final = 3
COUNTED: Final = 3


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question in its normal form and what was found in it.

    `fits` say how well each norm fits the words, `scores` that and the wordings near to the question; `strange` is
    why the nearest wordings could not be answered, where these are nearer than those that can.
    """

    text: str
    references: tuple[Reference, ...]
    mentions: tuple[Mention, ...]
    patterns: tuple[Pattern, ...]
    fits: Mapping[str, float]
    scores: Mapping[str, float]
    nearest: tuple[Neighbour, ...]
    alike: tuple[Neighbour, ...]
    strange: str | None
    refused_share: float
    topics: int
    names_work: bool

    @property
    def about_document(self) -> bool:
        """Whether it asks about the document itself, not about what it provides."""
        asks = bool(self.patterns) and "{body}" not in self.patterns[0].select
        return asks and not self.names_work

    @property
    def is_foreign(self) -> bool:
        """Whether it has nothing to do with what the regulations are about."""
        faint = not self.mentions or max(self.fits.values(), default=0.0) < IN_SCOPE
        return self.strange == "out_of_scope" or (faint and self.refused_share > HALF)

    @property
    def names_provision(self) -> bool:
        """Whether it asks for what a provision says that it names by number."""
        return bool(self.references)


def understand(question: str, context: Sequence[str], knowledge: Knowledge) -> Understanding:
    """The understanding of a question that may lean on earlier ones, its patterns ranked, best first."""
    text, whole = key(question), in_context(question, context)
    mentions = knowledge.lexicon.mentions(whole)
    fits = knowledge.ranker.scores(whole, mentions)
    nearest, alike = knowledge.neighbours.nearest(whole), knowledge.neighbours.alike(whole)
    return Understanding(
        text=text,
        references=tuple(one for one in find_references(question) if one.article is not None),
        mentions=mentions,
        patterns=_ranked(text, knowledge),
        fits=fits,
        scores=fuse(
            fits,
            knowledge.neighbours.votes(nearest),
            knowledge.neighbours.votes(alike),
            knowledge.provision_of,
        ),
        nearest=nearest,
        alike=alike,
        strange=_foreign(mentions, knowledge) or _strange(whole, nearest, alike, fits, knowledge),
        refused_share=_share(nearest, alike),
        names_work=any(iri in knowledge.works for mention in mentions for iri in mention.concepts),
        topics=MOST if any(cue.search(text) for cue in knowledge.patterns.several) else 1,
    )


def _ranked(text: str, knowledge: Knowledge) -> tuple[Pattern, ...]:
    """The patterns by weight times the length of the longest cue found; those without cues fit any question."""
    found = []
    for pattern in knowledge.patterns.patterns.values():
        lengths = [len(match[0]) for cue in pattern.cues for match in cue.finditer(text)]
        if lengths or not pattern.cues:
            found.append((-pattern.weight * max(lengths, default=1), pattern.iri, pattern))
    return tuple(pattern for _, _, pattern in sorted(found))


def _foreign(mentions: Sequence[Mention], knowledge: Knowledge) -> str | None:
    """`not_stated` when a concept is mentioned that no norm of these regulations has, narrower, broader or opposite."""
    heard = knowledge.ranker.heard
    concepts = knowledge.lexicon.concepts
    ours = heard | knowledge.works
    known = (any(iri in ours or concepts[iri].opposite in ours for iri in one.concepts) for one in mentions)
    return None if all(known) else "not_stated"


def _strange(
    text: str,
    nearest: Sequence[Neighbour],
    alike: Sequence[Neighbour],
    fits: Mapping[str, float],
    knowledge: Knowledge,
) -> str | None:
    """Why it cannot be answered, when the wordings that cannot are nearer than its words fit what is provided."""
    refused = [one.wording.refusal for one in (*alike, *nearest) if one.wording.refusal]
    if not refused:
        return None
    size = len(grams(text)) / 2
    known = WORDS_KNOWN * knowledge.ranker.known(text) + FIT * max(fits.values(), default=0.0) / (size + SHORT)
    strange = _share(nearest, alike) - known - LENGTH * math.log(size + 2)
    return refused[0] if strange > STRANGE else None


def _share(*kinds: Sequence[Neighbour]) -> float:
    """The mean of the shares of wordings without an answer, 1 when no wording is near at all."""
    shares = [_refused_share(nearest) for nearest in kinds if nearest]
    return sum(shares) / len(shares) if shares else 1.0


def _refused_share(nearest: Sequence[Neighbour]) -> float:
    """How near the nearest wordings without an answer are, against those with one: 0 to 1."""
    answerable = sum([one.nearness for one in nearest if not one.wording.refusal][:COUNTED])
    refused = sum([one.nearness for one in nearest if one.wording.refusal][:COUNTED])
    return refused / (refused + answerable) if refused else 0.0
