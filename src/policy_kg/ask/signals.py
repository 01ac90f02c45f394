"""What the decisions about a question rest on: named figures for the logistic regressions of `weights`."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.neighbours import LONGEST, REFUSED, WHETHER, Near
from policy_kg.ask.signs import asked_as
from policy_kg.lexicon import Mention
from policy_kg.patterns import Pattern, Patterns

REASONS: Final = ("not_stated", "false_premise", "out_of_scope")
SHORT: Final = 4
COUNTED: Final = 3
NEAREST: Final = 10
OPEN: Final = "open"
NEITHER: Final = "neither open nor polar"

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a question, before anything is decided.

    `fits` says how well each norm of the `regulation` fits that it is about, `votes` and `alike` what the wordings near
    in characters and in meaning say, `scores` all three as one. `is_learned` says whether questions were collected of
    that regulation, `cued` are the patterns by their cues, best first, `held` says what is asked for and whether the
    best norm has it, `parts` are its parts, each with what the wordings say of it, `known` is the share of its words
    that norms have, `unknown` are the concepts that it mentions and none has.
    """

    text: str
    near: Near
    mentions: tuple[Mention, ...]
    fits: Figures
    votes: Figures
    alike: Figures
    scores: Figures
    regulation: str
    is_learned: bool
    cued: tuple[Pattern, ...]
    held: str
    known: float
    several: bool
    parts: tuple[tuple[str, Figures], ...]
    unknown: tuple[str, ...]

    @property
    def length(self) -> int:
        """How long it is; what was never seen, LONGEST and more, counts alike."""
        return min(len(self.text), LONGEST)

    @property
    def is_alien(self) -> bool:
        """Whether nothing in it is in any norm or in any wording."""
        return not any(self.fits.values()) and not any(one.nearness > 0 for one in self.near.words)

    @property
    def names_unknown(self) -> bool:
        """Whether it has words for what no norm has."""
        return bool(self.unknown)


def refusal(heard: Heard, provisions: Iterable[str]) -> dict[str, float]:
    """For the question whether the regulations answer at all."""
    figures = heard.near.figures
    asked = sorted((figures.get(iri, 0.0) for iri in provisions), reverse=True)
    reasons = {reason: figures.get(REFUSED + reason, 0.0) for reason in REASONS}
    best = max(heard.fits.values(), default=0.0)
    return {
        **reasons,
        **({heard.held: 1.0} if heard.held else {}),
        "refused": sum(reasons.values()),
        "first": asked[0],
        "second": asked[1] if len(asked) > 1 else 0.0,
        "asked": sum(asked),
        "known": heard.known,
        "fit": best / 10,
        "fit by length": best / (heard.length + SHORT),
        "nearer refused": refused_share(heard.near),
        "length": math.log(heard.length + 2),
        "names unknown": float(heard.names_unknown),
        "votes": max(heard.votes.values(), default=0.0),
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


def whether(heard: Heard, patterns: Patterns) -> dict[str, float]:
    """For the question whether it is to be answered by yes or no."""
    text = heard.text
    found = {name: 1.0 for name in asked_as(text, patterns.signs) if ":" not in name}
    opening = [one.name for one in patterns.signs if one.kind == OPEN and one.cue.search(text)]
    found |= dict.fromkeys((*opening, " + ".join(opening) or NEITHER), 1.0)
    plain = (one for one in patterns.patterns.values() if not one.strict)
    found |= {one.iri: 1.0 for one in plain if any(cue.search(text) for cue in one.cues)}
    for name, kind in (("words", heard.near.words), ("meaning", heard.near.meaning)):
        first = kind[:NEAREST]
        whole = sum(one.nearness for one in first)
        found[name] = sum(one.nearness for one in first if one.wording.act) / whole if whole else 0.0
    ends = float(text.endswith("？"))
    return found | {"learned": heard.near.figures.get(WHETHER, 0.0), "ends": ends, "length": heard.length / 40}
