"""How a yes/no question asks, and the verdict that the norm found gives it: a table, no guess."""

from typing import Final

from policy_kg.ask.claims import excludes_options, is_confirmed, is_contradicted, names_outsider
from policy_kg.ask.facts import Fact
from policy_kg.ask.limits import applies, measured
from policy_kg.ask.load import Knowledge
from policy_kg.ask.result import Verdict
from policy_kg.ask.signs import answered_as, claim, leaves_out
from policy_kg.ask.understand import Understanding
from policy_kg.patterns import Patterns

PLAIN: Final = "is"
OTHERWISE: Final = "otherwise"
WITHOUT: Final = "without"
FORGO: Final = "forgo"
MUST: Final = "must"
MAY: Final = "may"
CONTRADICTED: Final = 0.95
OPPOSITE: Final[dict[Verdict, Verdict]] = {"yes": "no", "no": "yes"}


def judged(found: Understanding, fact: Fact, knowledge: Knowledge) -> tuple[Verdict | None, str, float]:
    """The verdict on a yes/no question that the norm gives, the act that it is the verdict on, and its chance.

    Of a norm that does not apply to what the question tells, the opposite is true.
    """
    if said := measured(found, fact.kinds, fact.roles, knowledge):
        return said, OTHERWISE, CONTRADICTED
    act, chance = act_of(found, fact, knowledge)
    ruled = verdict(fact, act, knowledge.patterns)
    if ruled and act != OTHERWISE and applies(found.text, fact.roles, knowledge) is False:
        return OPPOSITE[ruled], OTHERWISE, chance
    return ruled, act, chance


def act_of(found: Understanding, fact: Fact, knowledge: Knowledge) -> tuple[str, float]:
    """The likeliest act of the likelier verdict, and the chance of that verdict.

    What contradicts the norm decides, else the yes/no questions of the bank, without a bank the cues of the acts. That
    a question names what the norm has tells something only where the questions collected do not know of it yet.
    """
    heard = found.heard
    if (
        is_contradicted(found, fact.roles, fact.exclusive, knowledge)
        or names_outsider(found, fact.provision, knowledge)
        or excludes_options(found, fact.choices(), knowledge)
    ):
        return OTHERWISE, CONTRADICTED
    if act := _claimed(heard.text, fact, knowledge.patterns):
        return act, CONTRADICTED
    chances = knowledge.manner.chances(heard.text, heard.mentions, heard.near.cosines, fact.norm)
    chances = chances or _by_cues(heard.text, knowledge.patterns)
    if _forgoes(heard.text, fact, knowledge):
        chances = {FORGO if name == WITHOUT else name: chance for name, chance in chances.items()}
    fresh = knowledge.changed.get(fact.norm, frozenset()) if heard.is_learned else fact.roles
    if is_confirmed(found, fact.roles, fact.exclusive, knowledge, fresh):
        held = chances.get(PLAIN, 0.0) + chances.get(OTHERWISE, 0.0)
        chances = {name: chance for name, chance in chances.items() if name != OTHERWISE} | {PLAIN: held}
    likely = {"yes": 0.0, "no": 0.0}
    judged = {name: verdict(fact, name, knowledge.patterns) for name in chances}
    for name, chance in chances.items():
        if said := judged[name]:
            likely[said] += max(chance, 0.0)
    best = max(likely, key=lambda said: likely[said])
    act = max(sorted(chances), key=lambda name: (judged[name] == best, chances[name]))
    return act, likely[best] / (sum(likely.values()) or 1.0)


def said_as(text: str, judged: Verdict, act: str, patterns: Patterns) -> str:
    """The word for a verdict: that which fits how it is asked, unless the act says more."""
    form = answered_as(text, patterns.signs)
    if act == FORGO or (act == MUST and (judged == "no" or form == MAY)):
        return act
    if form == MUST and (judged == "no" or act == MAY):
        return MAY if judged == "yes" else PLAIN
    return form


def _claimed(text: str, fact: Fact, patterns: Patterns) -> str | None:
    """The act of a statement with a question tag that says what norms of that kind never or always say."""
    row = patterns.verdict_row(fact.kinds, fact.roles)
    return row.claims.get(claim(text, patterns.signs)) if row else None


def _forgoes(text: str, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether leaving out is said of what the norm permits, not of its condition, and the table tells them apart."""
    row = knowledge.patterns.verdict_row(fact.kinds, fact.roles)
    if row is None or FORGO not in row.yes:
        return False
    concepts = knowledge.lexicon.concepts
    forms = {form for iri in fact.roles.get("action", ()) if iri in concepts for form in concepts[iri].forms}
    return leaves_out(text, forms, knowledge.patterns.signs)


def _by_cues(text: str, patterns: Patterns) -> dict[str, float]:
    """The first act of which a cue is found."""
    found = next((one.name for one in patterns.acts if any(cue.search(text) for cue in one.cues)), PLAIN)
    return {found: 1.0}


def verdict(fact: Fact, act: str, patterns: Patterns) -> Verdict | None:
    """What the table says of an act about a norm of that modality and those functions; None when it has no row."""
    row = patterns.verdict_row(fact.kinds, fact.roles)
    if row is None or act not in row.yes | row.no:
        return None
    return "yes" if act in row.yes else "no"
