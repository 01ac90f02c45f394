"""How long a question takes, beside plain BM25 over the provisions in the same run, one thread."""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from policy_kg import settings
from policy_kg.ask.engine import Engine
from policy_kg.retrieval import Index, is_available

ROOT = Path(__file__).resolve().parent.parent


def milliseconds(call: Callable[[str], object], questions: list[str]) -> list[float]:
    """The time of each call, sorted."""
    taken = []
    for question in questions:
        begun = time.perf_counter()
        call(question)
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


def main() -> None:
    """Print start-up, latency and throughput by words and, where the embedder is installed, by meaning too.

    Each way runs in a process of its own, after another one has learned from the bank.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", choices=("words", "meaning"), help="measure this way, in this process")
    parser.add_argument("--learn", action="store_true", help="only learn from the bank, so that it is in the cache")
    options = parser.parse_args()
    if options.way:
        (learn if options.learn else measure)(options.way)
        return
    for way in ("words", "meaning") if is_available() else ("words",):
        for what in (["--learn"], []):
            subprocess.run([sys.executable, __file__, "--way", way, *what], check=True)


def learn(way: str) -> None:
    """Fill the cache."""
    engine = Engine(cache=settings.cache_folder(settings.read()), dense=way == "meaning")
    if way == "meaning":
        engine.prepare()
    engine.learn()


def measure(way: str) -> None:
    """Print the figures of one way; the start is the time of the process from its first moment on one core."""
    lines = (ROOT / "data/regulations/most-2008-338/bank.jsonl").read_text("utf-8").splitlines()[::20]
    questions = [json.loads(line)["question"] for line in lines]
    engine = Engine(cache=settings.cache_folder(settings.read()), dense=way == "meaning")
    engine.learn()
    engine.ask(questions[0])
    print(f"by {way}: start, everything loaded {time.process_time():.2f} s")
    compare(engine, questions)


def compare(engine: Engine, questions: list[str]) -> None:
    """Print latency and throughput of the engine and of plain BM25 over the provisions, and their ratio."""
    corpus = engine.knowledge.corpus
    index = Index([corpus.quote(one, one.start, one.end) for one in corpus.provisions.values()])
    ours, plain = milliseconds(engine.ask, questions), milliseconds(index.scores, questions)
    for name, times in (("policy-kg ask", ours), ("plain BM25   ", plain)):
        p95 = times[int(len(times) * 0.95)]
        rate = 1000 / statistics.fmean(times)
        print(f"{name}  p50 {statistics.median(times):6.2f} ms  p95 {p95:6.2f} ms  {rate:7.0f}/s")
    print(f"ratio of the medians: {statistics.median(ours) / statistics.median(plain):.1f}")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
