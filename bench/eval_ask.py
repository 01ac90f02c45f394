"""Score the question engine: the shared bank with each author left out in turn, and the other labelled sets.

Run by `make eval`. The measures are those of the scorer beside the questions (../shared/tools/score_qa.py).
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Collection
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import counterfactual
from rich.progress import track

from policy_kg import settings
from policy_kg.ask.engine import Engine
from policy_kg.retrieval import is_available

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
FIGURES = (
    "n_answerable", "right", "clean", "correct", "phrases", "citation_recall", "verdict", "false_refusals",
    "n_unanswerable", "refused_well", "refused", "invented_citations", "quotes_not_in_source", "p50_ms", "p95_ms",
)  # fmt: skip
Row = dict[str, Any]
BLIND = ("blind", "blind-2", "blind-3", "blind-4", "blind-5", "several")
ELSEWHERE = {
    "second": "second-regulation/labelled.jsonl",
    "second-blind": "second-regulation/blind.jsonl",
    "third": "third-regulation/blind.jsonl",
}
BINS = (0.0, 0.2, 0.4, 0.6, 0.8)
SHARED_AUTHORS = {"1", "2", "3"}


def scorer() -> ModuleType:
    """The scoring program as a module."""
    spec = importlib.util.spec_from_file_location("score_qa", SHARED / "tools/score_qa.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def asked(engine: Engine, rows: list[Row]) -> list[Row]:
    """The engine's answers to the rows, as JSON objects."""
    return [engine.ask(row["question"], row.get("context") or ()).to_json() for row in rows]


def read(path: Path) -> list[Row]:
    """The rows of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labelled() -> list[Row]:
    """The labelled questions of all authors that have a key: the shared bank's and the project's own."""
    own = sorted((ROOT / "tests/cases/ask/bank").glob("*.jsonl"))
    return [row for path in (SHARED / "questions/bank.jsonl", *own) for row in read(path)]


def sets() -> list[tuple[str, Path]]:
    """The other sets: the shared ones, and the project's own that were written blind and are scored when asked for."""
    shared = [(name, SHARED / f"questions/{name}.jsonl") for name in ("sample", "dev")]
    return [*shared, *((name, ROOT / f"tests/cases/ask/{name}.jsonl") for name in BLIND)]


def ready(cache: Path, folder: Path | None = None, *, dense: bool, without: Collection[str] = ()) -> Engine:
    """An engine that compares by meaning too when `dense`, and has heard nothing of the authors `without`."""
    engine = Engine(folder, without=without, cache=cache, dense=dense)
    if dense and not engine.is_dense:
        engine.prepare()
    return engine


def by_author(rows: list[Row], cache: Path, *, dense: bool) -> tuple[list[Row], list[Row]]:
    """The rows and their answers, each answered by an engine that has not seen its author."""
    questions, answers = [], []
    for author in track(sorted({row["author"] for row in rows}), description="authors"):
        own = [row for row in rows if row["author"] == author]
        questions += own
        answers += asked(ready(cache, dense=dense, without={author}), own)
    return questions, answers


def scored(
    questions: list[Row], answers: list[Row], source: Path = SHARED / "regulation/source.txt"
) -> tuple[dict[str, float], list[tuple[Row, Row, Row]]]:
    """The figures of a set about the regulation `source`, and each row with its answer and what the scorer says."""
    qa = scorer()
    raw = source.read_text(encoding="utf-8")
    text, exists = qa.norm(raw), qa.provisions(raw)
    judged = [(q, a, qa.judge(q, a, text, exists)) for q, a in zip(questions, answers, strict=True)]
    return qa.figures(judged), judged


def asked_elsewhere(name: str, cache: Path, *, dense: bool) -> tuple[list[Row], list[Row], Path]:
    """A set about a regulation of which no questions were collected, the answers, and the text.

    The scorer takes 第三条之一 for 第三条.
    """
    path = ROOT / "tests/cases" / ELSEWHERE[name]
    rows = read(path)
    for row in rows:
        for key in ("gold_articles", "acceptable_articles"):
            row[key] = [code.replace("3-1", "3") for code in row.get(key) or []]
    source = next(path.parent.glob("regulations/*/source.txt"))
    return rows, asked(ready(cache, path.parent, dense=dense), rows), source


def report(name: str, questions: list[Row], answers: list[Row], wrong: int, *source: Path) -> None:
    """Print the figures of one set, by kind too, and some of the rows that went wrong."""
    figures, judged = scored(questions, answers, *source)
    print(f"\n## {name}")
    print("  ".join(f"{key}={figures[key]}" for key in FIGURES if key in figures))
    kinds: dict[str, list[bool]] = {}
    for row, _, verdict in judged:
        kinds.setdefault(str(row.get("kind") or row.get("voice")), []).append(
            bool(verdict.get("right", verdict.get("refused_well")))
        )
    print(", ".join(f"{kind} {sum(oks)}/{len(oks)}" for kind, oks in sorted(kinds.items())))
    reliability(judged)
    missed = [one for one in judged if not one[2].get("right", one[2].get("refused_well"))]
    step = max(1, len(missed) // wrong) if wrong else 1
    for row, answer, verdict in missed[::step][:wrong]:
        why = ",".join(key for key in ("answered", "phrases", "verdict", "recall") if not verdict.get(key, True))
        print(
            f"- {row['question']} {row.get('context') or ''} | {row['gold_articles']} {row.get('polarity') or ''}"
            f" {row.get('must_contain') or row.get('correction') or row.get('unanswerable_type')} | {answer['status']}"
            f" {answer['verdict'] or ''} {verdict['cited']} | {why or 'cite, copy or status'} | {answer['answer'][:90]}"
        )


def report_counterfactual(cache: Path, wrong: int, *, dense: bool) -> None:
    """Print how many answers follow edits of the graph, by edit, and some that do not."""
    with tempfile.TemporaryDirectory() as folder:
        answers = counterfactual.answered(counterfactual.read(), Path(folder), partial(ready, cache, dense=dense))
        judged = [(case, answer, case.faults(answer)) for case, answer in answers]
    print("\n## counterfactual: answers that follow an edit of the graph")
    follow = sum(not faults for *_, faults in judged)
    print(f"follow={follow / len(judged):.3f}  n={len(judged)}")
    shares: dict[str, list[bool]] = {}
    for case, _, faults in judged:
        shares.setdefault(case.edit, []).append(not faults)
    print(", ".join(f"{edit} {sum(oks)}/{len(oks)}" for edit, oks in sorted(shares.items())))
    for case, answer, faults in [one for one in judged if one[2]][:wrong]:
        print(f"- {case.edit}: {case.ask} | {'; '.join(faults)} | {answer.answer[:90]}")


def reliability(judged: list[tuple[Row, Row, Row]]) -> None:
    """Print, for each range of confidence, how many results there are and the share of them that is right."""
    print("confidence: results, mean, right")
    for low in BINS:
        inside = [one for one in judged if low <= min(one[1]["confidence"], 0.999) < low + 1 / len(BINS)]
        if inside:
            mean = sum(answer["confidence"] for _, answer, _ in inside) / len(inside)
            right = sum(bool(verdict.get("right", verdict.get("refused_well"))) for *_, verdict in inside) / len(inside)
            print(f"  {low:.1f}–{low + 1 / len(BINS):.1f}  {len(inside):5}  {mean:.2f}  {right:.2f}")


def main() -> None:
    """Score every set that is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", type=int, default=0, help="print this many misjudged rows of each set")
    names = ("bank", "own", "counterfactual", "sample", "dev", *BLIND, *ELSEWHERE)
    parser.add_argument("--only", default="", help=f"one set: {', '.join(names)}")
    parser.add_argument("--words", action="store_true", help="by words alone, as where no embedder is installed")
    options = parser.parse_args()
    dense = not options.words and is_available()
    cache = settings.cache_folder(settings.read())
    if not SHARED.is_dir():
        sys.exit("the labelled questions in ../shared are not here")
    for name, authors in (("bank", SHARED_AUTHORS), ("own", None)):
        if options.only in ("", name):
            rows = [row for row in labelled() if (row["author"] in SHARED_AUTHORS) == (authors is not None)]
            report(f"{name}, each author left out", *by_author(rows, cache, dense=dense), options.wrong)
    if options.only in ("", "counterfactual"):
        report_counterfactual(cache, options.wrong, dense=dense)
    for name in ELSEWHERE:
        if options.only == name or (not options.only and "blind" not in name):
            rows, answers, source = asked_elsewhere(name, cache, dense=dense)
            report(f"{name}, no questions collected", rows, answers, options.wrong, source)
    engine = ready(cache, dense=dense)
    for name, path in sets():
        if options.only == name or (not options.only and name not in BLIND):
            rows = read(path)
            report(name, rows, asked(engine, rows), options.wrong)


if __name__ == "__main__":
    main()
