"""How long a check of one submission takes, beside plain `pyshacl.validate` in the same run, and a cold command."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyshacl
from rdflib import Graph

from policy_kg.profiles import Profile
from policy_kg.validate import Validator

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "validate"
TIMES = 40
PLAIN_TIMES = 3
COLD_TIMES = 5
# plain pyshacl has to run where rdflib's own SPARQL processor is in place, hence another process
PLAIN = "import sys; sys.path.insert(0, sys.argv[1]); import bench_validate; bench_validate.print_plain(sys.argv[2:])"


def milliseconds(call: Callable[[], object], times: int) -> list[float]:
    """The time of each call, sorted."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


def print_plain(paths: list[str]) -> None:
    """Print the median of plain pyshacl on data and shapes."""
    data, shapes = (Graph().parse(path) for path in paths)
    times = milliseconds(lambda: pyshacl.validate(data, shacl_graph=shapes, advanced=True), PLAIN_TIMES)
    print(statistics.median(times))


def plain(base: Path, profile: Profile) -> float:
    """The median of plain pyshacl in milliseconds, shapes and data parsed before."""
    command = [sys.executable, "-c", PLAIN, str(Path(__file__).parent), str(base), str(profile.path)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def cold(base: Path) -> float:
    """The median of a cold command in seconds."""
    program = "import sys; from policy_kg.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "validate", str(base)]
    times = milliseconds(lambda: subprocess.run(command, capture_output=True, check=False), COLD_TIMES)
    return statistics.median(times) / 1000


def main() -> None:
    """Print for each profile p50 and p95 of one submission, and how many times longer plain pyshacl takes."""
    begun = time.perf_counter()
    validator = Validator()
    print(f"start, everything loaded: {time.perf_counter() - begun:.2f} s")
    for profile in validator.profiles:
        base = CASES / profile.name / "base.ttl"
        data = base.read_bytes()

        def once(given: bytes = data) -> object:
            return validator.validate(given, "turtle")

        milliseconds(once, 3)
        times = milliseconds(once, TIMES)
        middle, late = statistics.median(times), times[int(TIMES * 0.95)]
        ratio = plain(base, profile) / middle
        print(
            f"{profile.name:24} p50 {middle:6.2f} ms  p95 {late:6.2f} ms  plain pyshacl takes {ratio:5.1f} times that"
        )
    print(f"cold command, p50: {cold(CASES / validator.profiles[0].name / 'base.ttl'):.2f} s")


if __name__ == "__main__":
    main()
