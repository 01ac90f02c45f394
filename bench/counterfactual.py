"""Edits of the knowledge, and questions whose answers have to follow it (tests/cases/ask/counterfactual/).

Edits that touch other norms share one copy of the data, so that few engines have to learn from the bank.
"""

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_kg.ask.engine import Engine
from policy_kg.ask.result import Answer

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests/cases/ask/counterfactual"
REGULATION = "regulations/most-2008-338"
ADDED = "added.ttl"


@dataclass(frozen=True)
class Case:
    """A question and what its answer has to be: one of several statuses and verdicts ("" for none), and its words."""

    edit: str
    ask: str
    status: tuple[str, ...]
    verdict: tuple[str, ...]
    says: tuple[str, ...]
    silent: tuple[str, ...]
    sure: bool

    def faults(self, answer: Answer) -> list[str]:
        """Where the answer does not follow the edited graph; [] when it does."""
        found = [] if answer.status in self.status else [f"status {answer.status}"]
        found += [] if (answer.verdict or "") in self.verdict else [f"verdict {answer.verdict}"]
        found += [f"lacks {words}" for words in self.says if words not in answer.answer]
        return found + [f"says {words}" for words in self.silent if words in answer.answer]


@dataclass(frozen=True)
class Edit:
    """A change of the knowledge, words replaced, norms and open matters removed, Turtle added; and the questions."""

    name: str
    changed: str
    replace: tuple[dict[str, str], ...]
    remove: tuple[str, ...]
    add: str
    cases: tuple[Case, ...]

    @property
    def norms(self) -> frozenset[str]:
        """The norms (and open matters) that it touches."""
        return frozenset((*(one["norm"] for one in self.replace), *self.remove))

    def apply(self, folder: Path) -> None:
        """Change the regulation in this folder; ValueError when it is not as the edit expects."""
        for one in self.replace:
            _change(folder, one["norm"], lambda block, one=one: _replaced(block, one["old"], one["new"]))
        for subject in self.remove:
            _change(folder, subject, lambda block: "")
        with (folder / ADDED).open("a", encoding="utf-8") as added:
            added.write(self.add)


def read(folder: Path = CASES) -> list[Edit]:
    """The edits of a folder, by name."""
    return [_edit(path) for path in sorted(folder.glob("*.toml"))]


def groups(edits: Sequence[Edit]) -> list[list[Edit]]:
    """The edits in as few groups as first fit finds, no two of a group touching the same norm."""
    found: list[list[Edit]] = []
    for edit in edits:
        fitting = next((group for group in found if not any(edit.norms & other.norms for other in group)), None)
        if fitting is None:
            found.append([edit])
        else:
            fitting.append(edit)
    return found


def edited(edits: Sequence[Edit], folder: Path, *, every: int = 1) -> Path:
    """A copy of the shipped data with these edits made, and of the bank only each row of that step."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    for edit in edits:
        edit.apply(data / REGULATION)
    bank = data / REGULATION / "bank.jsonl"
    bank.write_text("".join(bank.read_text("utf-8").splitlines(keepends=True)[::every]), "utf-8")
    return data


def answered(
    edits: Sequence[Edit], folder: Path, engine: Callable[[Path], Engine], *, every: int = 1
) -> Iterator[tuple[Case, Answer]]:
    """Every case with the answer that it got from an engine over a copy that holds its edit."""
    for number, group in enumerate(groups(edits)):
        asked = engine(edited(group, folder / str(number), every=every))
        for edit in group:
            yield from ((case, asked.ask(case.ask)) for case in edit.cases)


def _change(folder: Path, subject: str, change: Callable[[str], str]) -> None:
    """Change what a file of the folder says of a subject."""
    block = re.compile(rf"^d:{re.escape(subject)} a reg:(?:Norm|OpenMatter) ;.*?\.\n", re.DOTALL | re.MULTILINE)
    path = next((one for one in sorted(folder.glob("*.ttl")) if block.search(one.read_text("utf-8"))), None)
    if path is None:
        raise ValueError(f"no norm and no open matter {subject}")
    path.write_text(block.sub(lambda match: change(match[0]), path.read_text("utf-8")), "utf-8")


def _replaced(block: str, old: str, new: str) -> str:
    if block.count(old) != 1:
        raise ValueError(f"{old} is not there once")
    return block.replace(old, new)


def _edit(path: Path) -> Edit:
    read = tomllib.loads(path.read_text("utf-8"))
    return Edit(
        name=path.stem,
        changed=read["changed"],
        replace=tuple(read.get("replace", ())),
        remove=tuple(read.get("remove", ())),
        add=read.get("add", ""),
        cases=tuple(_case(path.stem, row) for row in read["question"]),
    )


def _case(edit: str, row: dict[str, Any]) -> Case:
    return Case(
        edit=edit,
        ask=row["ask"],
        status=_several(row.get("status", "answered")),
        verdict=_several(row.get("verdict", "")),
        says=tuple(row.get("says", ())),
        silent=tuple(row.get("silent", ())),
        sure=row.get("sure", False),
    )


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
