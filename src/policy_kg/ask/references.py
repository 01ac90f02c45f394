"""Which provisions a question names by number or by place: 第十条第（二）项, 最后一条, 前三条, 上一条."""

from collections.abc import Sequence

from policy_kg.corpus import Corpus, Provision
from policy_kg.text.reference import Reference, Relative, find_references, find_relatives


def references(question: str, context: Sequence[str], corpus: Corpus) -> tuple[Reference, ...]:
    """The references of a question; those by place only where one regulation is held, in which they can be counted."""
    named = tuple(one for one in find_references(question) if one.article is not None)
    relatives = find_relatives(question) if len(corpus.regulations) == 1 else ()
    counted = [one for relative in relatives for one in _counted(relative, named, context, corpus)]
    whole = [one for one in named if not any(one.article == other.article and other.item for other in counted)]
    return tuple(sorted({*whole, *counted}, key=lambda one: (one.start, one.article or 0)))


def _counted(relative: Relative, named: Sequence[Reference], context: Sequence[str], corpus: Corpus) -> list[Reference]:
    span = {"start": relative.start, "end": relative.end}
    if relative.is_item:
        if not named:
            return []
        article, suffix = named[0].article, named[0].suffix
        inside = [one for one in corpus.provisions.values() if (one.article, one.suffix) == (article, suffix)]
        items = sorted({one.item for one in inside if one.item})
        return [Reference(article, suffix, item=item, **span) for item in relative.chosen(items, None)]
    articles = sorted({(one.article, one.suffix) for one in corpus.provisions.values() if one.article})
    earlier = [one for asked in context for one in find_references(asked) if one.article is not None]
    anchor = (earlier[-1].article or 0, earlier[-1].suffix) if earlier else None
    return [Reference(article, suffix, **span) for article, suffix in relative.chosen(articles, anchor)]


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
