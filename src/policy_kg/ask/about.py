"""What the decision rests on which provisions a question is about: figures for the logistic regression `asked`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.neighbours import SEVERAL
from policy_kg.ask.rank import standard
from policy_kg.ask.signals import Figures, Heard

CANDIDATES: Final = 6
FAINT: Final = 0.05
CLEARLY: Final = 0.35
LENGTH: Final = 30
PART_LENGTH: Final = 20
DISTINCT: Final = 4
WEIGHTS: Final = (1.0, 2.0, 2.3, 6.0)


@dataclass(frozen=True, slots=True)
class Part:
    """What the wordings say of a part of a question: a figure for each provision, the `first` and how clearly it is."""

    length: int
    figures: Figures
    first: str
    margin: float

    @property
    def most(self) -> float:
        """The figure of the first."""
        return self.figures[self.first]


def about(heard: Heard, provision_of: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """For each of the provisions that fit best, best first, and those that fit a part best: its figures."""
    figures = heard.near.figures
    best = [_best(figure, provision_of) for figure in (heard.fits, heard.votes, heard.alike)]
    learned = {iri: figures.get(iri, 0.0) for iri in best[0]}
    spread = [standard(figure) for figure in (*best, learned)]
    sums = {iri: sum(weight * figure[iri] for weight, figure in zip(WEIGHTS, spread, strict=True)) for iri in learned}
    order = sorted(sums, key=lambda iri: (-sums[iri], iri))
    parts = [part for text, said in heard.parts if (part := _part(text, said, learned))]
    chosen = dict.fromkeys((*order[:CANDIDATES], *(part.first for part in parts if part.most > CLEARLY)))
    ranked = sorted(learned.values(), reverse=True)
    fittest = max(spread[0].values())
    together = {
        "several": figures.get(SEVERAL, 0.0),
        "signs of several": float(heard.several),
        "second": ranked[1] if len(ranked) > 1 else 0.0,
        "third": ranked[2] if len(ranked) > 2 else 0.0,
        "length": heard.length / LENGTH,
        "in parts": float(bool(parts)),
        "parts apart": min(DISTINCT, len({part.first for part in parts if part.most > CLEARLY})) / DISTINCT,
    }
    return {
        iri: {
            **together,
            "learned": learned[iri],
            "learned share": learned[iri] / max(ranked[0], FAINT),
            "share": sums[iri] / sums[order[0]] if sums[order[0]] > 0 else 0.0,
            f"rank {min(order.index(iri), 3)}": 1.0,
            "fit": spread[0][iri],
            "votes": spread[1][iri],
            "alike": spread[2][iri],
            "fit share": spread[0][iri] / max(fittest, FAINT),
            "same article": float(_article(iri) == _article(order[0])),
            **_of_parts(iri, parts),
        }
        for iri in chosen
    }


def _part(text: str, said: Figures, provisions: Iterable[str]) -> Part | None:
    figures = {iri: said.get(iri, 0.0) for iri in provisions}
    ranked = sorted(figures, key=lambda iri: (-figures[iri], iri))
    second = figures[ranked[1]] if len(ranked) > 1 else 0.0
    return Part(len(text), figures, ranked[0], figures[ranked[0]] - second) if ranked else None


def _of_parts(iri: str, parts: list[Part]) -> dict[str, float]:
    """What the parts of a question say of a provision."""
    own = [part for part in parts if part.first == iri]
    return {
        "part": max((part.figures[iri] for part in parts), default=0.0),
        "part first": max((part.most for part in own), default=0.0),
        "part margin": max((part.margin for part in own), default=0.0),
        "part length": max((part.length for part in own), default=0) / PART_LENGTH,
        "parts": len(own) / max(1, len(parts)),
    }


def _best(figure: Figures, provision_of: Mapping[str, str]) -> dict[str, float]:
    best: dict[str, float] = defaultdict(float)
    for norm, iri in provision_of.items():
        best[iri] = max(best[iri], figure.get(norm, 0.0))
    return best


def _article(iri: str) -> str:
    return iri.partition("__")[0]
