"""Turn labelled questions into rows of the bank: their norms into the slots that select them.

`bank_rows.py LABELLED.jsonl…` appends to data/regulations/ID/bank.jsonl what is not there yet and is unlike what is,
and keeps beside it what the norms are.
A labelled question is a row of the scorer (tests/cases/ask/bank) that also names its norms, the main one first.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from rich.progress import track

from policy_kg.ask.engine import Engine
from policy_kg.ask.slots import IDENTIFYING, SlotIndex
from policy_kg.bank import FILE, NORMS, in_context
from policy_kg.corpus import Norm, Slot
from policy_kg.ns import regulation_iri, shorten
from policy_kg.text.words import grams

ROOT = Path(__file__).resolve().parent.parent
ALIKE = 0.6
OUTSIDE = 1.5
WIDTH = 0.1
KEPT = ("id", "author", "voice", "question")
Row = dict[str, Any]


def topics(norms: Sequence[str], slots: SlotIndex) -> Iterator[tuple[Slot, ...]]:
    """Slots for the first norm that select as many of `norms` and as few others as can be, then for what is left."""
    wanted, covered = set(norms), set[str]()
    for norm in norms:
        if norm not in covered:
            sets = [one for size in (1, 2, 3) for one in combinations(sorted(slots.own(norm)), size)]
            best = max(sets, key=lambda one: worth(one, slots.selected(one), wanted))
            covered |= slots.selected(best)
            yield best


def worth(slots: Sequence[Slot], selected: set[str], wanted: set[str]) -> float:
    """How well the norms that slots select agree with those wanted; few slots that say what it is about are better."""
    width = sum(1 if slot.role in IDENTIFYING else 2 for slot in slots)
    return len(selected & wanted) - OUTSIDE * len(selected - wanted) - WIDTH * width


def bank_row(row: Row, regulation: str, slots: SlotIndex) -> Row:
    """The row of the bank for a labelled question."""
    kept = {name: row[name] for name in KEPT} | ({"context": row["context"]} if row.get("context") else {})
    if not row["answerable"]:
        away = row.get("unanswerable_type") == "out_of_domain"
        return kept | {
            "refusal": "out_of_scope" if away else "false_premise" if row.get("correction") else "not_stated"
        }
    norms = [f"{regulation}/{name}" for name in row["norms"]]
    if not norms:
        return kept | {"pattern": "document"}
    written = [[[slot.role, shorten(slot.concept)] for slot in topic] for topic in topics(norms, slots)]
    return kept | {"topics": written} | ({"act": row["act"]} if row.get("polarity") else {})


def pairs(row: Row) -> frozenset[str]:
    """The character bigrams of a question with what it leans on."""
    return frozenset(gram for gram in grams(in_context(row["question"], row.get("context", ()))) if len(gram) == 2)


def unlike(rows: Iterable[Row], held: Iterable[Row]) -> Iterator[Row]:
    """The rows that are like none of those held nor like an earlier one."""
    seen = [pairs(row) for row in held]
    for row in rows:
        own = pairs(row)
        if own and all(len(own & one) <= ALIKE * len(own | one) for one in seen):
            seen.append(own)
            yield row


def read(path: Path) -> list[Row]:
    """The rows of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labelled(regulation: str, norms: Mapping[str, Norm]) -> str:
    """What the norms of the regulation are now, when their questions are labelled, as JSON."""
    found = {
        iri.removeprefix(regulation + "/"): {
            role: sorted(map(shorten, values)) for role, values in norm.fillers.items()
        }
        for iri, norm in norms.items()
        if iri.startswith(regulation + "/")
    }
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Append the new rows and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled", type=Path, nargs="*")
    parser.add_argument("--regulation", default="most-2008-338")
    options = parser.parse_args()
    path = ROOT / "data/regulations" / options.regulation / FILE
    held = read(path)
    known = {row["id"] for row in held}
    new = [row for file in options.labelled for row in read(file) if row["id"] not in known]
    knowledge = Engine().knowledge
    slots = knowledge.slots
    iri = regulation_iri(options.regulation)
    path.with_name(NORMS).write_text(labelled(iri, knowledge.corpus.norms), encoding="utf-8")
    rows = [bank_row(row, iri, slots) for row in track(list(unlike(new, held)), description="rows")]
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    print(f"{len(rows)} of {len(new)} rows added to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
