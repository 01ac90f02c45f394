"""Questions that people asked, each with the slots that it is about, or with why it cannot be answered."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from policy_kg.corpus import Slot
from policy_kg.errors import DataError
from policy_kg.ns import PREFIXES, regulation_iri
from policy_kg.text.normalise import key

FILE: Final = "bank.jsonl"
NORMS: Final = "bank-norms.json"
MADE: Final = "norms"

Fillers: TypeAlias = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """A question in its normal form: the slots of its topics, the act of a yes/no question, or why it is refused.

    `text` has the earlier question too on which `question` leans. It was asked about one `regulation`, an IRI. Where it
    is refused for want of a role, `lacks` names that role and `topics` whose it would be.
    """

    identity: str
    author: str
    regulation: str
    question: str
    text: str
    topics: tuple[tuple[Slot, ...], ...]
    pattern: str | None
    act: str | None
    refusal: str | None
    lacks: str | None

    @property
    def is_made(self) -> bool:
        """Whether nobody asked it: it was made from the roles of a norm."""
        return self.author == MADE


def read(data: Path, *, without: Collection[str] = ()) -> tuple[Wording, ...]:
    """The wordings of all regulations of a data folder, `without` those of some authors or identities.

    DataError names the line.
    """
    found = []
    for path in sorted((data / "regulations").glob(f"*/{FILE}")):
        regulation = regulation_iri(path.parent.name)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                found.append(_wording(json.loads(line), regulation))
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(f"not a wording: {error}", path=path, line=number) from error
    return tuple(one for one in found if one.author not in without and one.identity not in without)


def read_labelled(data: Path) -> dict[str, Fillers]:
    """What filled the roles of each norm, modality and function among them, when its questions were labelled."""
    return {
        f"{regulation_iri(path.parent.name)}/{norm}": {role: frozenset(map(_iri, own)) for role, own in roles.items()}
        for path in sorted((data / "regulations").glob(f"*/{NORMS}"))
        for norm, roles in json.loads(path.read_text(encoding="utf-8")).items()
    }


def _wording(row: dict[str, Any], regulation: str) -> Wording:
    question = key(row["question"])
    return Wording(
        identity=row["id"],
        author=row["author"],
        regulation=regulation,
        question=question,
        text=_behind(question, row.get("context", ())),
        topics=tuple(tuple(Slot(role, _iri(concept)) for role, concept in topic) for topic in row.get("topics", ())),
        pattern=row.get("pattern"),
        act=row.get("act"),
        refusal=row.get("refusal"),
        lacks=row.get("lacks"),
    )


def in_context(question: str, context: Collection[str]) -> str:
    """The question with the earlier one that it may lean on, in normal form."""
    return _behind(key(question), context)


def _behind(question: str, context: Collection[str]) -> str:
    return " ".join((*(key(one) for one in list(context)[-1:]), question))


def _iri(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name
