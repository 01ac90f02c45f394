"""Logistic regressions whose weights are data: data/questions/weights.json, written by bench/train_ask.py."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = "weights.json"
BIAS: Final = ""
NAMES: Final = {
    (False, True): "words",
    (True, True): "meaning",
    (False, False): "words, none collected",
    (True, False): "meaning, none collected",
}


@dataclass(frozen=True, slots=True)
class Logistic:
    """A multinomial logistic regression: for each class the weight of each feature, BIAS that of 1."""

    weights: Mapping[str, Mapping[str, float]]

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class, 0 to 1; they sum up to 1."""
        sums = {
            name: own.get(BIAS, 0.0) + sum(own.get(feature, 0.0) * value for feature, value in features.items())
            for name, own in self.weights.items()
        }
        top = max(sums.values())
        powers = {name: math.exp(value - top) for name, value in sums.items()}
        whole = sum(powers.values())
        return {name: power / whole for name, power in powers.items()}


@dataclass(frozen=True, slots=True)
class Weights:
    """What decides whether a question can be answered, which provisions it asks about, and whether by yes or no."""

    refusal: Logistic
    asked: Logistic
    whether: Logistic


def read(folder: Path) -> dict[tuple[bool, bool], Weights]:
    """The weights of a questions folder, by whether questions are compared by meaning too and whether some of the
    regulation have been collected.
    """
    kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return {
        key: Weights(**{decision: Logistic(kept[name][decision]) for decision in Weights.__slots__})
        for key, name in NAMES.items()
    }
