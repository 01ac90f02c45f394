"""What a question asks: the provisions that it is about, the concepts that it mentions, the pattern that it follows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from policy_kg.ask import signals
from policy_kg.ask.about import about
from policy_kg.ask.load import Knowledge
from policy_kg.ask.neighbours import LONGEST, REFUSED, SEVERAL, Near
from policy_kg.ask.parts import parts
from policy_kg.ask.rank import fuse
from policy_kg.ask.references import named_provisions, references
from policy_kg.ask.short_names import shortened
from policy_kg.ask.signals import Heard
from policy_kg.ask.weights import YES, Weights
from policy_kg.bank import in_context
from policy_kg.corpus import Provision
from policy_kg.lexicon import OUTSIDE, Mention
from policy_kg.ns import VOCAB
from policy_kg.patterns import Pattern
from policy_kg.retrieval import Matrix
from policy_kg.text.normalise import compatible, key
from policy_kg.text.reference import Reference

ANSWERED: Final = "answered"
NOT_STATED: Final = "not_stated"
FALSE_PREMISE: Final = "false_premise"
PRESUMED: Final = 0.3
OUT_OF_SCOPE: Final = "out_of_scope"
REFUSE_FROM: Final = 0.5
ALSO_FROM: Final = 0.4
UNNAMED_FROM: Final = 0.9
NARROWED_FROM: Final = 0.85
WHETHER_FROM: Final = 0.5
SIGNLESS_FROM: Final = 0.7
ITSELF_FROM: Final = 0.3
PLAIN_CHANCE: Final = 0.7
CLEAR: Final = 0.9
STATED_FROM: Final = 0.5
SEVERAL_FROM: Final = 0.15
SECOND_FROM: Final = 0.25
THINGS: Final = frozenset({VOCAB + "objects", VOCAB + "instruments"})
TELLING: Final = 3
MOST: Final = 4
NOTHING: Final = 2


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question, its normal form `text`, and what was found in it.

    `scores` say how well each norm fits, `asked` are the provisions that it is about, the likeliest first, `named`
    those that state norms and that it names by number, `narrowed` says that it is about a part of these or about others
    too, and `refusal` is why it cannot be answered, None when it can.
    `sure` is the chance that this is right.
    """

    question: str
    text: str
    references: tuple[Reference, ...]
    named: frozenset[str]
    narrowed: bool
    heard: Heard
    patterns: tuple[Pattern, ...]
    scores: Mapping[str, float]
    asked: tuple[str, ...]
    refusal: str | None
    sure: float

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The concepts that it mentions."""
        return self.heard.mentions

    @property
    def is_clear(self) -> bool:
        """Whether it is as good as certain what it asks and that it is answered."""
        return self.refusal is None and bool(self.patterns) and self.sure >= CLEAR

    @property
    def is_guess(self) -> bool:
        """Whether it asks for a figure where questions were collected, and is not even likely to be understood."""
        return self.heard.is_learned and self.sure < STATED_FROM and bool(self.patterns) and self.patterns[0].strict

    @property
    def presumes(self) -> bool:
        """Whether it is like questions with a false premise more than like those about what is not stated."""
        figures = self.heard.near.figures
        presumed, unsaid = (figures.get(REFUSED + reason, 0.0) for reason in (FALSE_PREMISE, NOT_STATED))
        return presumed > max(unsaid, PRESUMED)

    @property
    def about_document(self) -> bool:
        """Whether it asks about the document itself, not about what it provides."""
        return bool(self.patterns) and self.patterns[0].about_document

    @property
    def names_provision(self) -> bool:
        """Whether it asks for what provisions say that it names by number, not by yes or no or in part."""
        said_besides = len(self.question) - sum(one.end - one.start for one in self.references)
        by_part = any(cue.search(self.text) for one in self.patterns for cue in one.inside)
        in_part = bool(self.patterns and self.named) and (self.patterns[0].judges or by_part or self.narrowed)
        return bool(self.references) and (said_besides <= NOTHING or not in_part)


def understand(
    question: str, context: Sequence[str], knowledge: Knowledge, regulation: str | None = None
) -> Understanding:
    """The understanding of a question that may lean on earlier ones, its patterns ranked, best first.

    One that is clear by itself leans on none. It is about one `regulation`, by default the one that fits best.
    """
    alone = _understood(question, (), knowledge, regulation)
    if not context or (alone.is_clear and not alone.references):
        return alone
    return _understood(question, context, knowledge, regulation)


def _understood(question: str, context: Sequence[str], whole: Knowledge, regulation: str | None) -> Understanding:
    text = key(question)
    heard = hear(text, in_context(question, context), whole, regulation=regulation)
    knowledge = whole.within(heard.regulation)
    earlier = tuple(map(compatible, context))
    referred = references(compatible(question), earlier, knowledge.corpus, _around(heard.scores, knowledge))
    named = named_provisions(referred, knowledge.corpus)
    chances = _chances(heard, knowledge)
    asked, likely = _asked(chances, named)
    refusal, certain = _refusal(heard, knowledge)
    return Understanding(
        question=question,
        text=text,
        references=referred,
        named=named,
        narrowed=_is_narrowed(asked, chances, named),
        heard=heard,
        patterns=_ranked(heard, knowledge),
        scores=heard.scores,
        asked=asked,
        refusal=refusal,
        sure=certain if refusal else certain * likely,
    )


def hear(text: str, said: str, whole: Knowledge, vector: Matrix | None = None, regulation: str | None = None) -> Heard:
    """What is heard in a question of which `text` is the last part and `said` all that it leans on.

    `vector` is that of `said`, when it is known already. It is taken to be about the `regulation`, by default the one
    that fits best.
    """
    mentions = whole.lexicon.mentions(said)
    text, said = shortened(text, whole.short_names), shortened(said, whole.short_names)
    near = whole.neighbours.near(said, vector)
    fits = whole.ranker.scores(said, mentions)
    votes, alike = whole.neighbours.votes(near.words), whole.neighbours.votes(near.meaning)
    regulation = regulation or _only(whole) or _likeliest(fuse(fits, votes, alike, whole.provision_of), whole)
    knowledge = whole.within(regulation)
    fits = {norm: fits[norm] for norm in knowledge.provision_of}
    scores = fuse(fits, votes, alike, knowledge.provision_of)
    is_learned = regulation in knowledge.learned
    if not is_learned:
        near = replace(near, figures={**near.figures, **knowledge.outlines.figures(said, mentions)})
    cued = _by_cues(text, knowledge)
    return Heard(
        text=text,
        near=near,
        mentions=mentions,
        fits=fits,
        votes=votes,
        alike=alike,
        scores=scores,
        regulation=regulation,
        is_learned=is_learned,
        cued=cued,
        held=_held(cued, max(scores, key=lambda one: (scores[one], one)), knowledge),
        known=knowledge.ranker.known(said),
        several=knowledge.patterns.several.search(text) is not None,
        parts=_parts(text, mentions, near, knowledge),
        unknown=tuple(_unknown(mentions, knowledge, is_learned=is_learned)),
    )


def _parts(
    text: str, mentions: Iterable[Mention], near: Near, knowledge: Knowledge
) -> tuple[tuple[str, Mapping[str, float]], ...]:
    """The parts of a question that may be about several provisions, each with what the wordings say of it; else ().

    One longer than any that was seen has none: it would take too long, and is no question but a text.
    """
    if len(text) > LONGEST:
        return ()
    chances = sorted(near.figures.get(iri, 0.0) for iri in knowledge.corpus.provisions)
    if not (near.figures.get(SEVERAL, 0.0) > SEVERAL_FROM or (len(chances) > 1 and chances[-2] > SECOND_FROM)):
        return ()
    found = parts(text, {one.form for one in mentions}, knowledge.patterns)
    return tuple(zip(found, knowledge.neighbours.figures(found), strict=True))


def _only(knowledge: Knowledge) -> str | None:
    """The regulation when no other is held."""
    held = tuple(knowledge.corpus.regulations)
    return held[0] if len(held) == 1 else None


def _likeliest(scores: Mapping[str, float], knowledge: Knowledge) -> str:
    """The regulation of the norm that fits best."""
    best = max(scores, key=lambda one: (scores[one], one))
    return knowledge.corpus.provisions[knowledge.provision_of[best]].regulation


def _ranked(heard: Heard, knowledge: Knowledge) -> tuple[Pattern, ...]:
    """The patterns: that for the document itself first when it is likelier to be meant than a provision or cited work.

    Those for yes/no questions come first when it is one, and are left out when it is none.
    """
    patterns = knowledge.patterns.patterns
    decide = _weights(heard, knowledge).whether
    figures = signals.whether(heard, knowledge.patterns)
    chance = decide.probabilities(figures)[YES]
    needed = SIGNLESS_FROM if signals.NEITHER in figures else WHETHER_FROM
    others = tuple(one for one in heard.cued if not (one.judges or one.about_document))
    near = heard.near.figures
    best = max(ITSELF_FROM, *(near.get(iri, 0.0) for iri in knowledge.corpus.provisions))
    of_document = () if _names_work(heard, knowledge) else (one for one in patterns.values() if one.about_document)
    itself = [one for one in of_document if near.get(one.name, 0.0) > best]
    first = () if chance < needed else (one for one in patterns.values() if one.judges)
    return (*itself, *first, *others)


def _names_work(heard: Heard, knowledge: Knowledge) -> bool:
    """Whether it names a work that is cited, and so does not ask about the document itself."""
    return any(iri in knowledge.works for mention in heard.mentions for iri in mention.concepts)


def _by_cues(text: str, knowledge: Knowledge) -> tuple[Pattern, ...]:
    """The patterns by weight times the length of the longest cue found; those without cues fit any question."""
    found = []
    for pattern in knowledge.patterns.patterns.values():
        lengths = [len(match[0]) for cue in pattern.cues for match in cue.finditer(text)]
        if lengths or not pattern.cues:
            found.append((-pattern.weight * max(lengths, default=1), pattern.iri, pattern))
    return tuple(pattern for _, _, pattern in sorted(found))


def _held(cued: Iterable[Pattern], norm: str, knowledge: Knowledge) -> str:
    """The first of these patterns but for yes/no questions, and whether the norm has what it asks for; else ""."""
    pattern = next((one for one in cued if not one.judges), None)
    if pattern is None or not pattern.asks:
        return ""
    return f"{pattern.name} {'held' if any(knowledge.has(norm, role) for role in pattern.asks) else 'lacking'}"


def _weights(heard: Heard, knowledge: Knowledge) -> Weights:
    return knowledge.weights[knowledge.neighbours.is_dense, heard.is_learned]


def _around(scores: Mapping[str, float], knowledge: Knowledge) -> Iterator[Provision]:
    """The provisions of the norms, those that fit best first; sorted when the first one is asked for."""
    for norm in sorted(scores, key=lambda norm: (-scores[norm], norm)):
        yield knowledge.corpus.provisions[knowledge.provision_of[norm]]


def _unknown(mentions: Iterable[Mention], knowledge: Knowledge, *, is_learned: bool) -> Iterator[str]:
    """What is mentioned that no norm has and no opposite of it, but for bystanders.

    The vocabulary is that of the regulations of which questions were collected. In another one, only what is there to
    be told apart tells something, and things by names that are no common words; and words of the text tell nothing.
    """
    concepts = knowledge.lexicon.concepts
    ours = knowledge.held | knowledge.works
    texts = () if is_learned else [one.text for one in knowledge.corpus.regulations.values()]

    def is_telling(iri: str, form: str) -> bool:
        one = concepts[iri]
        if iri in ours or one.opposite in ours or OUTSIDE in one.broader:
            return False
        return is_learned or one.is_strange or (one.scheme in THINGS and len(form) >= TELLING)

    for one in mentions:
        if all(is_telling(iri, one.form) for iri in one.concepts) and not any(one.form in text for text in texts):
            yield knowledge.lexicon.label(one.concepts[0])


def _chances(heard: Heard, knowledge: Knowledge) -> Mapping[str, float]:
    """The chance of each of the likeliest provisions that it is asked about."""
    decide = _weights(heard, knowledge).asked
    figures = about(heard, knowledge.provision_of)
    return {iri: decide.probabilities(own)[YES] for iri, own in figures.items()}


def _asked(chances: Mapping[str, float], named: frozenset[str]) -> tuple[tuple[str, ...], float]:
    """The likeliest provision, of those named if any, others likely to be asked about too, and the first's chance."""
    order = sorted(named or chances, key=lambda iri: (-chances.get(iri, 0.0), iri))
    unnamed = sorted(iri for iri in chances if named and iri not in named and chances[iri] > UNNAMED_FROM)
    others = [*order[1:], *unnamed]
    also = (iri for iri in others[: MOST - 1] if chances.get(iri, 0.0) > ALSO_FROM)
    return (order[0], *also), 1.0 if named else chances[order[0]]


def _is_narrowed(asked: Sequence[str], chances: Mapping[str, float], named: frozenset[str]) -> bool:
    """Whether a part of what is named is meant almost surely, or something else too."""
    whole = min(named, default="")
    part = asked[0] != whole and asked[0].startswith(whole) and chances.get(asked[0], 0.0) > NARROWED_FROM
    return bool(named) and (part or not named.issuperset(asked))


def _refusal(heard: Heard, knowledge: Knowledge) -> tuple[str | None, float]:
    """Why the question cannot be answered, as the wordings and the words that norms have tell, and the chance of it."""
    if heard.is_alien:
        return OUT_OF_SCOPE, 1.0
    decide = _weights(heard, knowledge).refusal
    chances = decide.probabilities(signals.refusal(heard, knowledge.corpus.provisions))
    refused = max(1 - chances[ANSWERED], PLAIN_CHANCE if heard.names_unknown else 0.0)
    if refused < REFUSE_FROM:
        return None, chances[ANSWERED]
    return max((NOT_STATED, OUT_OF_SCOPE), key=lambda reason: chances[reason]), refused
