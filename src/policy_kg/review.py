"""The review queue of the vocabulary: words of questions that no concept has among its forms."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy_kg import assets, bank
from policy_kg.errors import DataError
from policy_kg.lexicon import Lexicon
from policy_kg.text.function_words import is_function_word
from policy_kg.text.normalise import key


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """A word that no concept has, how many questions use it, and the first of them."""

    word: str
    questions: int
    example: str


def review(lexicon: Lexicon, questions: Iterable[str]) -> tuple[Ungrounded, ...]:
    """The content words of `questions` that are no form of the lexicon, the commonest first."""
    counts: dict[str, int] = {}
    examples: dict[str, str] = {}
    for question in questions:
        for word in {one for one in lexicon.cutter.content(key(question)) if one not in lexicon.forms}:
            if not is_function_word(word):
                counts[word] = counts.get(word, 0) + 1
                examples.setdefault(word, question)
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return tuple(Ungrounded(word, counts[word], examples[word]) for word in ordered)


def shipped(folder: Path | None = None) -> list[str]:
    """The questions of the banks in a data folder, by default the shipped one."""
    return [one.question for one in bank.read(folder or assets.find().data)]


def read(path: Path) -> list[str]:
    """The questions of a file, one a line, or one object with `question` a line; DataError names a broken line."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return [_question(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _question(line: str, path: Path, number: int) -> str:
    if not line.lstrip().startswith("{"):
        return line.strip()
    try:
        row: dict[str, Any] = json.loads(line)
        return str(row["question"])
    except (ValueError, KeyError) as error:
        raise DataError(f"not a question: {error}", path=path, line=number) from error
