"""Questions made from the roles of norms, for regulations of which no questions were collected."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from policy_kg.ask.slots import SlotIndex
from policy_kg.bank import MADE, Wording
from policy_kg.corpus import Corpus, Norm
from policy_kg.lexicon import Lexicon
from policy_kg.patterns import WordingForm
from policy_kg.text.frames import OPTIONAL, fill, places
from policy_kg.text.lists import enumerate_words
from policy_kg.text.normalise import key
from policy_kg.text.quantities import duration_words

WORDS: Final = "words"
VARIANTS: Final = 3


def made(
    corpus: Corpus,
    lexicon: Lexicon,
    slots: SlotIndex,
    forms: Sequence[WordingForm],
    besides: Collection[str],
) -> Iterator[Wording]:
    """The questions that each form makes of each norm, but for those of the regulations `besides`.

    Each is made several times, with other names of the same concepts.
    """
    for norm in corpus.norms.values():
        provision = corpus.provisions.get(norm.provision)
        if provision is None or provision.regulation in besides:
            continue
        topic = tuple(sorted(slots.own(norm.iri)))
        said = set()
        for variant in range(VARIANTS):
            values = _values(norm, lexicon, variant)
            for form, text in _filled(forms, values):
                if text not in said:
                    said.add(text)
                    yield Wording(
                        identity=f"{norm.iri}#{len(said)}",
                        author=MADE,
                        regulation=provision.regulation,
                        question=text,
                        text=text,
                        topics=(topic,),
                        pattern=None,
                        act=form.act,
                        refusal=None,
                        lacks=None,
                    )


def _filled(forms: Sequence[WordingForm], values: Mapping[str, str]) -> Iterator[tuple[WordingForm, str]]:
    for form in forms:
        if form.asks and form.asks not in values:
            continue
        for frame in form.frames:
            if all(values.get(name) for name in places(OPTIONAL.sub("", frame))):
                yield form, key(fill(frame, values))


def _values(norm: Norm, lexicon: Lexicon, variant: int) -> dict[str, str]:
    """What stands for each role: the fillers by the name that is this variant's turn."""
    found = {}
    for role, fillers in norm.fillers.items():
        names = [name for one in fillers if (name := _name(one, lexicon, variant))]
        if names:
            found[role] = enumerate_words(names)
    return found | {WORDS: "，".join(norm.quotes)}


def _name(filler: str, lexicon: Lexicon, variant: int) -> str:
    concept = lexicon.concepts.get(filler)
    if concept is None:
        return duration_words(filler)
    names = (concept.label, *(name for name in concept.names if name != concept.label))
    return names[variant % len(names)]
