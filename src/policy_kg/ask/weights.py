"""Logistic regressions whose weights are data: data/questions/weights.json, written by bench/train_ask.py."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Final

import numpy as np

FILE: Final = "weights.json"
BIAS: Final = ""
TIMES: Final = " × "
YES: Final = "yes"
NAMES: Final = {
    (False, True): "words",
    (True, True): "meaning",
    (False, False): "words, none collected",
    (True, False): "meaning, none collected",
}


class Quadratic:
    """A multinomial logistic regression on figures and, where it was learned on them, their products (`crossed`)."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self._classes = sorted(weights)
        terms = {tuple(name.split(TIMES)) for own in weights.values() for name in own if name != BIAS}
        self._names = sorted({name for term in terms for name in term})
        place = {name: number for number, name in enumerate(self._names)}
        shape = len(self._classes), len(place)
        self._biases = np.array([weights[name].get(BIAS, 0.0) for name in self._classes])
        self._alone = np.zeros(shape)
        self._products = np.zeros((*shape, len(place)))
        for number, name in enumerate(self._classes):
            for term, weight in weights[name].items():
                match [place[one] for one in term.split(TIMES) if one]:
                    case [one]:
                        self._alone[number, one] = weight
                    case [one, other]:
                        self._products[number, one, other] = weight

    def probabilities(self, figures: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class, 0 to 1; they sum up to 1."""
        own = np.array([figures.get(name, 0.0) for name in self._names])
        sums = self._biases + self._alone @ own + self._products @ own @ own
        powers = np.exp(sums - sums.max())
        return dict(zip(self._classes, (powers / powers.sum()).tolist(), strict=True))


def crossed(figures: Mapping[str, float]) -> dict[str, float]:
    """The figures and the product of each two, of one with itself too."""
    pairs = combinations_with_replacement(sorted(figures), 2)
    return {**figures, **{one + TIMES + other: figures[one] * figures[other] for one, other in pairs}}


@dataclass(frozen=True, slots=True)
class Weights:
    """What decides whether a question can be answered, which provisions it asks about, and whether by yes or no."""

    refusal: Quadratic
    asked: Quadratic
    whether: Quadratic


def read(folder: Path) -> dict[tuple[bool, bool], Weights]:
    """The weights of a questions folder, by whether questions are compared by meaning too and whether some of the
    regulation have been collected.
    """
    kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return {
        key: Weights(
            refusal=Quadratic(kept[name]["refusal"]),
            asked=Quadratic(kept[name]["asked"]),
            whether=Quadratic(kept[name]["whether"]),
        )
        for key, name in NAMES.items()
    }
