"""The answer that the rows of a query give."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from policy_kg.ask.acts import OTHERWISE, judged, said_as
from policy_kg.ask.facts import Fact, read, spans_by_provision
from policy_kg.ask.limits import applies
from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import ACCORDING, BETWEEN, OPEN_LIST, PLACE, STOP, VERDICT, VERDICTS
from policy_kg.ask.query import Topics
from policy_kg.ask.result import Answer, Citation, Verdict, cite
from policy_kg.ask.sentence import OPEN_ROLES, compose, words
from policy_kg.ask.understand import Understanding
from policy_kg.patterns import Pattern
from policy_kg.store import Select
from policy_kg.text.frames import fill
from policy_kg.text.language import language
from policy_kg.text.lists import enumerate_words

LONGEST: Final = 300
BESIDE: Final = 0.5
COUNTABLE: Final = 2
GRANTS: Final = frozenset({"Permission", "Power"})


def answered(
    question: str,
    pattern: Pattern,
    topics: Topics,
    text: str,
    rows: Select,
    found: Understanding,
    knowledge: Knowledge,
) -> Answer:
    """The answer of a pattern whose query `text` returned `rows`."""
    told = read(rows, knowledge) if pattern.judges else _applying(read(rows, knowledge), found, knowledge)
    facts, beside = _asked_first(told, topics, found, knowledge)
    main = _likeliest(facts, found)
    verdict, act, chance = judged(found, main, knowledge) if pattern.judges else (None, "", 1.0)
    values: Mapping[str, str]
    counted: Iterable[str] = ()
    if verdict:
        values = {"verdict": _said(verdict, act, main, found, knowledge)}
    elif pattern.counts:
        values, counted = _counted(pattern, facts, main, found.text)
    else:
        values = _values(pattern, facts, found)
    lead = fill(pattern.lead, values) if values else ""
    said, used = shorten(lead if verdict else ACCORDING[language(question)] + lead, [*facts, *beside], knowledge)
    return Answer(
        question=question,
        status="answered",
        verdict=verdict,
        answer=said,
        versions=knowledge.versions,
        understood_as=fill(pattern.understood_as, {"topic": topic(topics, knowledge)}),
        citations=_cited(counted, used, knowledge),
        query=text,
        rows=rows,
        pattern=pattern.iri,
        confidence=found.sure * chance,
    )


def _said(verdict: Verdict, act: str, fact: Fact, found: Understanding, knowledge: Knowledge) -> str:
    """The verdict in words, and what the norm is where that is the reason of it."""
    spoken = language(found.question)
    form = said_as(found.heard.text, verdict, act, knowledge.patterns)
    force = {"modality": fact.modality or fact.condition, "condition": fact.condition if fact.modality else ""}
    granted = (verdict, form) == ("yes", "may") and not fact.kinds & GRANTS
    reason = {} if act == OTHERWISE or granted else force
    return fill(VERDICT[spoken], {"verdict": VERDICTS[spoken][verdict, form], **reason})


def _asked_first(
    facts: Sequence[Fact], topics: Topics, found: Understanding, knowledge: Knowledge
) -> tuple[list[Fact], list[Fact]]:
    """The facts that the slots select, or all, and those beside them in a provision that fit nearly as well."""
    facts = [fact for fact in facts if fact.provision in found.asked] or facts
    chosen = {norm for slots in topics for norm in knowledge.slots.selected(slots)}
    asked = [fact for fact in facts if fact.norm in chosen] or list(facts)
    floor = BESIDE * max(found.scores.get(fact.norm, 0.0) for fact in asked)
    said = {fact.norm for fact in asked}
    return asked, [fact for fact in facts if fact.norm not in said and found.scores.get(fact.norm, 0.0) >= floor]


def _applying(facts: list[Fact], found: Understanding, knowledge: Knowledge) -> list[Fact]:
    """The facts without those that do not apply to the amounts that the question tells, when others do."""
    meets = {fact.norm: applies(found.text, fact.roles, knowledge) for fact in facts}
    return [fact for fact in facts if meets[fact.norm] is not False] if True in meets.values() else facts


def topic(topics: Topics, knowledge: Knowledge) -> str:
    """The topics in words."""
    said = (dict.fromkeys(knowledge.lexicon.label(slot.concept) for slot in slots) for slots in topics)
    return BETWEEN.join(enumerate_words(list(labels), joined=False) for labels in said)


def citations(facts: Sequence[Fact], knowledge: Knowledge) -> tuple[Citation, ...]:
    """One citation a provision, reaching from the first to the last words that the facts rest on."""
    corpus = knowledge.corpus
    return tuple(
        cite(corpus, corpus.provisions[iri], start, end)
        for iri, (start, end) in sorted(spans_by_provision(facts).items(), key=lambda pair: pair[1])
    )


def _values(pattern: Pattern, facts: Sequence[Fact], found: Understanding) -> Mapping[str, str]:
    """What the lead of a pattern may name: the fillers of the asked role, and the provisions.

    Where several provisions are asked about, each names its own; when one has none, no lead names any.
    """
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.provision].append(fact)
    said = [_asked_words(pattern, own, found) for own in groups.values()]
    places = places_of(facts)
    if not all(said):
        return {"places": places} if "places" in pattern.lead else {}
    if len(said) > 1:
        said = [one + PLACE.format(label=own[0].label) for one, own in zip(said, groups.values(), strict=True)]
    return {"asked": BETWEEN.join(said), "places": places}


def _asked_words(pattern: Pattern, facts: Sequence[Fact], found: Understanding) -> str:
    """The fillers of the first asked role that the likeliest of the facts has, in all of them; "" when it has none."""
    main = _likeliest(facts, found)
    role = next((role for role in pattern.asks if words(main, role)), "")
    said = dict.fromkeys(words(fact, role) for fact in (main, *facts) if role)
    return BETWEEN.join(one for one in said if one)


def _likeliest(facts: Iterable[Fact], found: Understanding) -> Fact:
    """The fact of the norm that fits the question best."""
    return max(facts, key=lambda fact: found.scores.get(fact.norm, 0.0))


def places_of(facts: Iterable[Fact]) -> str:
    """The provisions of the facts in one enumeration."""
    return enumerate_words(list(dict.fromkeys(fact.label for fact in facts)))


def _counted(pattern: Pattern, facts: Sequence[Fact], main: Fact, text: str) -> tuple[Mapping[str, str], Iterable[str]]:
    """How many fillers the role has that is counted, and which; else how many items, what they are about, and they;
    else how many norms there are.

    Where several provisions are asked about, what one of them says is not all of it.
    """
    several = len({fact.provision for fact in facts}) > 1
    meant = [role for role, words_of_it in pattern.asks_when if words_of_it.search(text)]
    every = [(fact, role) for role in meant for fact in (main, *facts)] + [(main, role) for role in pattern.asks]
    for fact, role in () if several else every:
        if (number := len(fact.fillers(role))) > 1:
            left = OPEN_LIST if fact.open_list and role in OPEN_ROLES else ""
            return {"asked": words(fact, role), "count": str(number), "open": left}, ()
    if items := next((fact.items for fact in (main, *facts) if fact.items), {}):
        return {"asked": "，".join(items.values()), "count": str(len(items))}, items
    return ({} if several or len(facts) < COUNTABLE else {"norms": str(len(facts))}), ()


def _cited(counted: Iterable[str], used: Sequence[Fact], knowledge: Knowledge) -> tuple[Citation, ...]:
    """The provisions that were counted, each quoted whole, and in front of them the others that the facts rest on."""
    whole = [knowledge.corpus.provisions[iri] for iri in counted]
    inside = {one.iri for one in whole}
    rest = [fact for fact in used if fact.provision not in inside]
    return (*citations(rest, knowledge), *(cite(knowledge.corpus, one, one.start, one.end) for one in whole))


def shorten(lead: str, facts: Sequence[Fact], knowledge: Knowledge) -> tuple[str, list[Fact]]:
    """The lead and the sentences of as many facts as fit into the longest answer, and these facts."""
    text, used = lead, list[Fact]()
    for number, fact in enumerate(facts):
        last = number + 1 == len(facts) or facts[number + 1].provision != fact.provision
        sentence = compose(fact, knowledge.patterns) + (PLACE.format(label=fact.label) if last else "")
        joined = text + (BETWEEN if number else "") + sentence
        if len(joined) >= LONGEST:
            break
        text, used = joined, [*used, fact]
    return text + STOP, used
