"""Learn the weights of asking (data/questions/weights.json) from the bank, each author heard by an engine without them.

Run by `make train`, after the bank, the vocabulary, the patterns or the signals have changed. Deterministic.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.progress import track
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_selection import VarianceThreshold
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from policy_kg import bank, corpus, settings
from policy_kg.ask import signals
from policy_kg.ask.about import about
from policy_kg.ask.engine import Engine
from policy_kg.ask.load import Knowledge
from policy_kg.ask.neighbours import selected
from policy_kg.ask.short_names import short_names, shortened
from policy_kg.ask.understand import hear
from policy_kg.ask.weights import BIAS, FILE, NAMES, crossed
from policy_kg.bank import Wording
from policy_kg.retrieval import Matrix, compute
from policy_kg.store import open_knowledge

ROOT = Path(__file__).resolve().parent.parent
STRENGTH = {"refusal": 1.0, "asked": 0.003, "whether": 1.0}
BARE_STRENGTH = STRENGTH | {"refusal": 0.001}  # on products; where questions were collected they gain nothing
BALANCED = ("whether",)  # the bank has more yes/no questions than people ask
FOLDS = 7
CONSTANT = 1e-7
Example = tuple[dict[str, float], str]


def examples(
    wording: Wording, vector: Matrix | None, knowledge: Knowledge, *, bare: bool
) -> Iterator[tuple[str, Example]]:
    """What one wording teaches each decision."""
    heard = hear(wording.question, wording.text, knowledge, vector)
    reason = {"false_premise": "not_stated"}.get(wording.refusal or "", wording.refusal)
    if wording.pattern is None:
        figures = signals.refusal(heard, knowledge.corpus.provisions)
        yield "refusal", (crossed(figures) if bare else figures, reason or "answered")
    if wording.refusal is None:
        yield "whether", (signals.whether(heard, knowledge.patterns), "yes" if wording.act else "no")
    norms = selected(wording, knowledge.slots)
    if not norms:
        return
    provisions = {knowledge.provision_of[norm] for norm in norms}
    for iri, features in about(heard, knowledge.provision_of).items():
        yield "asked", (crossed(features), "yes" if iri in provisions else "no")


def by_author(wordings: Sequence[Wording]) -> list[set[str]]:
    """Authors, in FOLDS parts."""
    authors = sorted({one.author for one in wordings})
    return [set(authors[start::FOLDS]) for start in range(FOLDS)]


def by_article(wordings: Sequence[Wording], knowledge: Knowledge) -> list[set[str]]:
    """The identities of wordings, in FOLDS parts by the article that they are about or nearest to.

    What is said of other articles is all that there is to learn from for another regulation.
    """
    about: dict[str, set[str]] = defaultdict(set)
    for one in wordings:
        about[article_of(one, knowledge)].add(one.identity)
    parts = [about[article] for article in sorted(about)]
    return [set().union(*parts[start::FOLDS]) for start in range(FOLDS)]


def article_of(wording: Wording, knowledge: Knowledge) -> str:
    """The article that a wording is about, or would be if it could be answered."""
    fits = knowledge.ranker.scores(wording.text, knowledge.lexicon.mentions(wording.text))
    norm = min(selected(wording, knowledge.slots), default=max(fits, key=lambda one: (fits[one], one)))
    return knowledge.provision_of[norm].partition("__")[0]


def gathered(cache: Path, *, dense: bool, bare: bool) -> dict[str, list[Example]]:
    """The examples of all decisions, each from an engine that has heard nothing of the like.

    That is of its author or, with `bare`, of its article: then the engine takes the regulation for one of which no
    questions were collected.
    """
    wordings = bank.read(ROOT / "data")
    names = short_names(corpus.read(open_knowledge()).norms.values())
    texts = [shortened(one.text, names) for one in wordings]
    vectors = compute(texts, cache).matrix if dense else [None] * len(wordings)
    found: dict[str, list[Example]] = {decision: [] for decision in STRENGTH}
    folds = by_article(wordings, Engine(cache=cache, dense=False).knowledge) if bare else by_author(wordings)
    for left_out in track(folds, description=NAMES[dense, not bare]):
        engine = Engine(without=left_out, bare=bare, cache=cache, dense=dense)
        if dense and not engine.is_dense:
            engine.prepare()
        for wording, vector in zip(wordings, vectors, strict=True):
            if not left_out.isdisjoint((wording.author, wording.identity)):
                for decision, example in examples(wording, vector, engine.knowledge, bare=bare):
                    found[decision].append(example)
    return found


def fitted(taught: list[Example], decision: str, *, bare: bool) -> dict[str, dict[str, float]]:
    """The weights of a logistic regression on raw figures, for each class."""
    balance = "balanced" if decision in BALANCED else None
    strength = (BARE_STRENGTH if bare else STRENGTH)[decision]
    regression = LogisticRegression(C=strength, class_weight=balance, max_iter=5000)
    steps = DictVectorizer(sparse=False), VarianceThreshold(CONSTANT), StandardScaler(), regression
    model = make_pipeline(*steps).fit([features for features, _ in taught], [name for _, name in taught])
    names, scaler = model[1].get_feature_names_out(model[0].feature_names_), model[2]
    rows = regression.coef_ / scaler.scale_
    biases = regression.intercept_ - rows @ scaler.mean_
    classes: list[Any] = list(regression.classes_)
    if len(classes) == 2:
        rows, biases, classes = rows[:1], biases[:1], classes[1:]
    kept = {
        str(name): {BIAS: round(float(bias), 5)}
        | {feature: round(float(value), 5) for feature, value in zip(names, row, strict=True) if value}
        for name, row, bias in zip(classes, rows, biases, strict=True)
    }
    return kept | ({} if len(kept) > 1 else {str(regression.classes_[0]): {BIAS: 0.0}})


def main() -> None:
    """Learn with and without vectors, and write both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder to keep vectors in; the user's cache by default")
    cache = parser.parse_args().cache or settings.cache_folder(settings.read())
    learned = {}
    for (dense, collected), name in NAMES.items():
        taught = gathered(cache, dense=dense, bare=not collected)
        learned[name] = {decision: fitted(own, decision, bare=not collected) for decision, own in taught.items()}
    path = ROOT / "data/questions" / FILE
    path.write_text(json.dumps(learned, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
