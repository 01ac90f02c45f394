"""Which provisions a question names by number or by place: 第十条第（二）项, 最后一条, 前三条, 上一条."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from policy_kg.corpus import Corpus, Provision
from policy_kg.text.reference import Reference, Relative, find_references, find_relatives

MOST: Final = 50


def references(
    question: str, context: Sequence[str], corpus: Corpus, around: Iterable[Provision] = ()
) -> tuple[Reference, ...]:
    """The references of a question to one regulation, those by place counted in it.

    Items without an article are those of the article named, else of the one that the context named last, else of the
    first of the provisions `around` what is asked that has items. Each is named once, and at most MOST are.
    """
    found = find_references(question)
    named = tuple(one for one in found if one.article is not None)
    earlier = [one for asked in context for one in find_references(asked) if one.article is not None]
    anchor = earlier[-1] if earlier else None
    relatives, bare = find_relatives(question), [one for one in found if one.article is None and one.item]
    whole = (named[0] if named else anchor or _listing(around)) if relatives or bare else None
    placed = [one for relative in relatives for one in _placed(relative, whole, anchor, corpus)]
    counted = [*placed, *(replace(one, article=whole.article, suffix=whole.suffix) for one in bare if whole)]
    whole_ones = [one for one in named if not any(_covers(other, one) for other in counted)]
    ordered = sorted({*whole_ones, *counted}, key=lambda one: (one.start, one.article or 0))
    distinct = {replace(one, start=0, end=0): one for one in reversed(ordered)}
    return tuple(reversed(distinct.values()))[:MOST]


def _covers(counted: Reference, named: Reference) -> bool:
    """Whether a provision given by its place stands for one that is named: an item of it, or the same words."""
    inside = counted.item is not None and counted.article == named.article and named.item is None
    return inside or (counted.start <= named.start and named.end <= counted.end)


def _listing(around: Iterable[Provision]) -> Reference | None:
    """The article of the first of these provisions that is an item."""
    first = next((one for one in around if one.item and one.article), None)
    return Reference(first.article, first.suffix) if first else None


def _placed(relative: Relative, whole: Reference | None, anchor: Reference | None, corpus: Corpus) -> list[Reference]:
    span = {"start": relative.start, "end": relative.end}
    if relative.is_item:
        if whole is None:
            return []
        inside = [
            one for one in corpus.provisions.values() if (one.article, one.suffix) == (whole.article, whole.suffix)
        ]
        items = relative.chosen(sorted({one.item for one in inside if one.item}), whole.item)
        return [Reference(whole.article, whole.suffix, item=item, **span) for item in items]
    articles = sorted({(one.article, one.suffix) for one in corpus.provisions.values() if one.article})
    beside = (anchor.article or 0, anchor.suffix) if anchor else None
    chosen = relative.chosen(articles, beside)
    if not chosen and anchor and anchor.article and relative.place == "after":
        return [Reference(anchor.article + 1, **span)]
    return [Reference(article, suffix, **span) for article, suffix in chosen]


def named_provisions(named: Sequence[Reference], corpus: Corpus) -> frozenset[str]:
    """The provisions that state norms and lie in what the references name."""
    stating = {norm.provision for norm in corpus.norms.values()}
    return frozenset(iri for iri in stating if any(lies_in(corpus.provisions[iri], one) for one in named))


def lies_in(provision: Provision, reference: Reference) -> bool:
    """Whether a provision is what the reference names, or a part of it."""
    numbers = ("article", "suffix", "paragraph", "item", "subitem")
    return all(
        getattr(provision, name) == number for name in numbers if (number := getattr(reference, name)) is not None
    )
