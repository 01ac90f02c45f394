"""What the decisions about a question rest on: named figures for the logistic regressions of `weights`."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.facts import Fact
from policy_kg.ask.neighbours import REFUSED, SEVERAL, WHETHER, Near, Neighbour, selected
from policy_kg.ask.rank import standard
from policy_kg.ask.slots import SlotIndex
from policy_kg.lexicon import Lexicon, Mention
from policy_kg.patterns import Patterns, Sign

REASONS: Final = ("not_stated", "false_premise", "out_of_scope")
SHORT: Final = 4
COUNTED: Final = 3
STEEP: Final = 3
NEAREST: Final = 10
SAME_NORM: Final = 2.5
CANDIDATES: Final = 6
FAINT: Final = 0.05
TAIL: Final = 14
TWICE: Final = 2
PLAIN: Final = "plain"
WEIGHTS: Final = (1.0, 2.0, 2.3, 6.0)

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a question, before anything is decided; `known` is the share of its words that norms have."""

    text: str
    near: Near
    mentions: tuple[Mention, ...]
    fits: Figures
    votes: Figures
    alike: Figures
    known: float
    several: bool
    names_unknown: bool


def refusal(heard: Heard, provisions: Iterable[str]) -> dict[str, float]:
    """For the question whether the regulations answer at all."""
    figures = heard.near.figures
    asked = sorted((figures.get(iri, 0.0) for iri in provisions), reverse=True)
    reasons = {reason: figures.get(REFUSED + reason, 0.0) for reason in REASONS}
    best = max(heard.fits.values(), default=0.0)
    return {
        **reasons,
        "refused": sum(reasons.values()),
        "first": asked[0],
        "second": asked[1] if len(asked) > 1 else 0.0,
        "asked": sum(asked),
        "known": heard.known,
        "fit": best / 10,
        "fit by length": best / (len(heard.text) + SHORT),
        "nearer refused": refused_share(heard.near),
        "length": math.log(len(heard.text) + 2),
        "names unknown": float(heard.names_unknown),
        "votes": max(heard.votes.values(), default=0.0) / 10,
        "alike": max(heard.alike.values(), default=0.0),
        "mentions": len(heard.mentions) / 5,
    }


def refused_share(near: Near) -> float:
    """How near the nearest wordings without an answer are, against those with one: 0 to 1; 1 without neighbours."""
    shares = []
    for kind in (near.words, near.meaning):
        if kind:
            refused = sum([one.nearness for one in kind if one.wording.refusal][:COUNTED])
            answered = sum([one.nearness for one in kind if not one.wording.refusal][:COUNTED])
            shares.append(refused / (refused + answered) if refused else 0.0)
    return sum(shares) / len(shares) if shares else 1.0


def asked(heard: Heard, provision_of: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """For each of the provisions that fit best, best first: for the question whether it is asked about."""
    figures = heard.near.figures
    best = [_best(figure, provision_of) for figure in (heard.fits, heard.votes, heard.alike)]
    learned = {iri: figures.get(iri, 0.0) for iri in best[0]}
    spread = [standard(figure) for figure in (*best, learned)]
    sums = {iri: sum(weight * figure[iri] for weight, figure in zip(WEIGHTS, spread, strict=True)) for iri in learned}
    order = sorted(sums, key=lambda iri: (-sums[iri], iri))[:CANDIDATES]
    ranked = sorted(learned.values(), reverse=True)
    several, fittest = figures.get(SEVERAL, 0.0), max(spread[0].values())
    found = {}
    for rank, iri in enumerate(order):
        share = sums[iri] / sums[order[0]] if sums[order[0]] > 0 else 0.0
        same = float(_article(iri) == _article(order[0]))
        found[iri] = {
            "learned": learned[iri],
            "learned share": learned[iri] / max(ranked[0], FAINT),
            "share": share,
            f"rank {min(rank, 3)}": 1.0,
            "fit": spread[0][iri],
            "votes": spread[1][iri],
            "alike": spread[2][iri],
            "fit share": spread[0][iri] / max(fittest, FAINT),
            "several": several,
            "several, learned": several * learned[iri],
            "several, share": several * share,
            "signs of several": float(heard.several),
            "signs of several, share": heard.several * share,
            "same article": same,
            "same article, several": same * several,
            "second": ranked[1] if len(ranked) > 1 else 0.0,
            "third": ranked[2] if len(ranked) > 2 else 0.0,
            "length": len(heard.text) / 30,
        }
    return found


def _best(figure: Figures, provision_of: Mapping[str, str]) -> dict[str, float]:
    best: dict[str, float] = defaultdict(float)
    for norm, iri in provision_of.items():
        best[iri] = max(best[iri], figure.get(norm, 0.0))
    return best


def _article(iri: str) -> str:
    return iri.partition("__")[0]


def whether(heard: Heard, patterns: Patterns) -> dict[str, float]:
    """For the question whether it is to be answered by yes or no."""
    text = heard.text
    found = {name: 1.0 for name in asked_as(text, patterns.signs) if ":" not in name}
    found |= {iri: 1.0 for iri, one in patterns.patterns.items() if any(cue.search(text) for cue in one.cues)}
    for name, kind in (("words", heard.near.words), ("meaning", heard.near.meaning)):
        first = kind[:NEAREST]
        whole = sum(one.nearness for one in first)
        found[name] = sum(one.nearness for one in first if one.wording.act) / whole if whole else 0.0
    ends = float(text.endswith("？"))
    return found | {"learned": heard.near.figures.get(WHETHER, 0.0), "ends": ends, "length": len(text) / 40}


def act(heard: Heard, fact: Fact, lexicon: Lexicon, slots: SlotIndex, patterns: Patterns) -> dict[str, float]:
    """For the question how a yes/no question asks about a norm; each figure once more for norms of its kind."""
    text = heard.text
    found = {f"cue {one.name}": float(any(cue.search(text) for cue in one.cues)) for one in patterns.acts}
    found |= asked_as(text, patterns.signs) | _agreement(heard.mentions, fact, lexicon)
    for name, kind in (("words", heard.near.words), ("meaning", heard.near.meaning)):
        found |= {f"{name} {one}": share for one, share in act_shares(kind, fact.norm, slots).items()}
    found["length"] = len(text) / 40
    row = next((one for one in patterns.verdicts if one.kinds & fact.kinds), None)
    group = f"of {row.order}" if row else "of none"
    return found | {f"{name} {group}": value for name, value in found.items()} | {group: 1.0}


def asked_as(text: str, signs: Sequence[Sign]) -> dict[str, float]:
    """The signs in the wording of a yes/no question, and those of them together that change each other's sense."""
    tags = [one for one in signs if one.kind == "tag" and one.cue.search(text)]
    body = tags[0].cue.sub("", text) if tags else text
    asks = [one for one in signs if one.kind == "ask"]
    asked = tags[0].name if tags else _first(asks, text[-TAIL:]) or _first(asks, text) or PLAIN
    claimed = _first([one for one in signs if one.kind == "claim"], body) or PLAIN
    times = {one.name: min(TWICE, len(one.cue.findall(body))) for one in signs if one.kind == "mark"}
    marks = [f"{name} {number}" if number == TWICE else name for name, number in times.items() if number]
    together = " + ".join(name for name, number in times.items() if number) or PLAIN
    names = [asked, f"{asked}: {claimed}", f"{asked}: {together}", *marks, *(f"{asked}: {mark}" for mark in marks)]
    return dict.fromkeys(names, 1.0)


def _first(signs: Sequence[Sign], text: str) -> str | None:
    return next((one.name for one in signs if one.cue.search(text)), None)


def _agreement(mentions: Sequence[Mention], fact: Fact, lexicon: Lexicon) -> dict[str, float]:
    """How far the concepts mentioned are those of the norm, and of which schemes those are that are not."""
    said = {iri for fillers in fact.roles.values() for iri in fillers}
    concepts = lexicon.concepts
    wider = {iri for one in said if one in concepts for iri in concepts[one].broader}
    inside, opposite, strange = 0, 0, Counter[str]()
    for mention in mentions:
        if any(iri in said | wider or concepts[iri].broader & said for iri in mention.concepts):
            inside += 1
        else:
            strange.update({concepts[iri].scheme.rsplit("/", 1)[-1] for iri in mention.concepts})
        opposite += any(concepts[iri].opposite in said for iri in mention.concepts)
    only = {iri for role in fact.exclusive for iri in fact.roles.get(role, ())}
    named = {iri for mention in mentions for iri in mention.concepts}
    found = {f"strange {scheme}": 1.0 for scheme in strange}
    return found | {
        "agrees": inside / (len(mentions) + 1),
        "opposite": float(opposite > 0),
        "strange": strange.total() / 5,
        "names another": float(bool(only) and not named & only and strange.total() > 0),
    }


def act_shares(wordings: Sequence[Neighbour], norm: str, slots: SlotIndex) -> Mapping[str, float]:
    """The share of each act among the yes/no wordings, the nearer and those about the same norm counting more."""
    cast: dict[str, float] = defaultdict(float)
    top = max((one.nearness for one in wordings), default=1.0) or 1.0
    for one in wordings:
        if one.wording.act:
            same = norm in selected(one.wording, slots)
            cast[one.wording.act] += (one.nearness / top) ** STEEP * (SAME_NORM if same else 1.0)
    whole = sum(cast.values())
    return {name: value / whole for name, value in cast.items()} if whole else {}
