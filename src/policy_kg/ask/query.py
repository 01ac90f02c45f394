"""The SPARQL of a question: a pattern's query with its slots, self-contained."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from policy_kg.corpus import Slot
from policy_kg.ns import PREFIXES, VOCAB
from policy_kg.text.reference import Reference

Topics: TypeAlias = Sequence[Sequence[Slot]]
PLACE: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
USED: Final = re.compile(r"\b([a-z]+):")
NUMBERS: Final = {
    "article": "articleNumber",
    "suffix": "articleSuffix",
    "paragraph": "paragraphNumber",
    "item": "itemNumber",
    "subitem": "subitemNumber",
}
KINDS: Final = {"article": "Article", "paragraph": "Paragraph", "item": "Item", "subitem": "Subitem"}


def build(
    select: str,
    fragments: Mapping[str, str],
    topics: Topics = (),
    references: Sequence[Reference] = (),
    terms: Sequence[str] = (),
    scope: str | None = None,
) -> str:
    """The text of a query: its prefixes, slots, references, `terms` and fragments filled in.

    With a `scope` it is about that regulation alone, an IRI.
    """

    def piece(match: re.Match[str]) -> str:
        name, variable = match[1], match[2]
        if name == "slots":
            return topic_lines(topics, variable or "norm", scope)
        if name == "within":
            return f"?{variable} eli:is_part_of* <{scope}> ." if scope else ""
        if name == "terms":
            return " ".join(json.dumps(term, ensure_ascii=False) for term in terms)
        if name in ABOUT and references:
            return ABOUT[name](references, scope)
        return match[0] if name == "prefixes" else fragments[name]

    body = PLACE.sub(piece, select)
    return body.replace("{prefixes}", prefix_lines(body))


def prefix_lines(body: str) -> str:
    """The PREFIX lines for the prefixes that `body` uses."""
    used = set(USED.findall(body))
    return "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items() if name in used)


def topic_lines(topics: Topics, variable: str, scope: str | None = None) -> str:
    """The triple patterns of one topic, or those of several, found in a query of their own before all else."""
    found = _union([slot_lines(slots, variable, scope) for slots in topics])
    return found if len(topics) == 1 else f"  {{ SELECT DISTINCT ?{variable} WHERE {{\n{found}  }} }}\n"


def slot_lines(slots: Sequence[Slot], variable: str, scope: str | None) -> str:
    """A norm, and one triple pattern a slot: a filler, one of its options, or what is narrower than the concept."""
    patterns = [f"reg:{slot.role}/reg:option?/skos:broader* {_term(slot.concept)} ." for slot in slots]
    inside = [f"reg:statedIn/eli:is_part_of+ <{scope}> ."] if scope else []
    return "\n".join(f"  ?{variable} {pattern}" for pattern in (*patterns, *inside, "a reg:Norm ."))


def named_lines(references: Sequence[Reference], scope: str | None) -> str:
    """The triple patterns of the provisions that the question named, or the union of them."""
    return _union([f"  ?named {_properties(one)}{_inside(scope)} ." for one in references])


def _union(groups: Sequence[str]) -> str:
    return groups[0] if len(groups) == 1 else "  UNION\n".join(f"  {{\n{group}\n  }}\n" for group in groups)


def article_lines(references: Sequence[Reference], scope: str | None) -> str:
    """The properties of everything in the article of which the question named an item, or that it named first."""
    one = next((one for one in references if one.item is not None), references[0])
    return f"reg:articleNumber {one.article} ; reg:articleSuffix {one.suffix}{_inside(scope)}"


def _inside(scope: str | None) -> str:
    return f" ; eli:is_part_of+ <{scope}>" if scope else ""


ABOUT: Final = {"named": named_lines, "article": article_lines}


def _properties(reference: Reference) -> str:
    named = [name for name in NUMBERS if getattr(reference, name) is not None]
    kind = next(KINDS[name] for name in reversed(named) if name in KINDS)
    numbers = (f"reg:{NUMBERS[name]} {getattr(reference, name)}" for name in named)
    return f"a reg:{kind} ; " + " ; ".join(numbers)


def _term(iri: str) -> str:
    local = iri.removeprefix(VOCAB)
    return f"v:{local}" if re.fullmatch(r"\w+", local) else f"<{iri}>"
