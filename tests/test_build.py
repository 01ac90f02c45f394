"""`policy-kg build`: what it counts, what it checks and what it writes."""

import re
import shutil
from pathlib import Path

import pytest

from policy_kg.build import build
from policy_kg.cli import main
from policy_kg.errors import DataError
from policy_kg.store.load import read_dump

KNOWLEDGE = Path(__file__).parent / "cases/store/knowledge"


def test_the_shipped_knowledge_builds(root: Path) -> None:
    built = build()
    assert built.regulations == len([path for path in (root / "data/regulations").iterdir() if path.is_dir()])
    assert min(built.provisions, built.norms, built.concepts, built.patterns) > 0
    assert built.triples > 1000


def test_another_folder_is_counted_with_the_shipped_vocabulary() -> None:
    shipped, other = build(), build(KNOWLEDGE)
    assert (other.regulations, other.provisions, other.norms) == (2, 3, 1)
    assert other.patterns == shipped.patterns
    assert other.concepts <= shipped.concepts + 1


def test_the_console_says_what_was_built(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--knowledge", str(KNOWLEDGE)]) == 0
    counts = dict(re.findall(r"(\w+) +([\d,]+)", capsys.readouterr().out))
    assert counts["regulations"] == "2" and counts["provisions"] == "3"


def test_the_file_written_is_the_public_dataset(tmp_path: Path) -> None:
    output = tmp_path / "knowledge.nq"
    built = build(KNOWLEDGE, output)
    quads = list(read_dump(output))
    assert len(quads) == built.triples
    assert not [quad for quad in quads if "questions" in str(quad.graph_name)]


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "absent" / "knowledge.nq"
    assert main(["build", "--knowledge", str(KNOWLEDGE), "--output", str(output)]) == 2
    assert capsys.readouterr().err.startswith(f"policy-kg: {output}: cannot be written")


@pytest.mark.parametrize("place", ["regulations/test-1/norms.ttl", "questions/who.ttl"])
def test_a_broken_file_is_named_and_nothing_is_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "regulations").mkdir()
    broken = tmp_path / place
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text("@prefix e: <http://e/> .\ne:a e:b e:c\ne:d e:e e:f .\n", "utf-8")
    output = tmp_path / "knowledge.nq"
    with pytest.raises(DataError) as caught:
        build(tmp_path, output)
    assert (caught.value.path, caught.value.line) == (str(broken), 3)
    assert not output.exists()


@pytest.mark.parametrize("folder", ["second-regulation", "third-regulation"])
def test_a_folder_that_obeys_all_rules_is_told_so(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--check", "--knowledge", str(KNOWLEDGE.parent.parent / folder)]) == 0
    assert "all rules are obeyed" in capsys.readouterr().out


def test_a_broken_rule_is_named_with_what_breaks_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(KNOWLEDGE.parent.parent / "second-regulation/regulations", tmp_path / "regulations")
    norms = next(tmp_path.glob("regulations/*/norms.ttl"))
    norms.write_text(norms.read_text("utf-8").replace(" ; reg:reviewStatus reg:Draft", "", 1), "utf-8")
    assert main(["build", "--check", "--knowledge", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "norm-without-review-status" in told and "/id/example-2031-7/" in told
