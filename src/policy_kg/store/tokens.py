"""The tokens of a SPARQL text, without strings and comments: its form, its size and how deep it nests."""

import re
from dataclasses import dataclass
from typing import Final

from policy_kg.errors import QueryRefusedError

QUERY_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_FORMS: Final = frozenset({"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})

# pyoxigraph ends the process (stack overflow) at some thousand levels, or some thousand steps in one chain.
MAX_DEPTH: Final = 100
MAX_TOKENS: Final = 5_000

_TOKEN: Final = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""
    | \'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<word> [?$@]? [\w:] (?:[\w:.%-]|\\.)* )
    | (?P<other> \S )''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the tokens tell: the keyword that says what the text is ("" for none) and where it stands, sizes,
    and the first word that reaches out, if any."""

    form: str
    position: int
    outward: str
    depth: int
    tokens: int


def shape(text: str) -> Shape:
    """The shape of a query or an update; depth is never too small, whatever the text does."""
    form, outward = "", ""
    position = count = level = depth = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "comment":
            continue
        count += 1
        if kind == "word":
            word = token[0].upper()
            if not form and word.isalpha() and word not in {"PREFIX", "BASE"}:
                form, position = word, token.start()
            outward = outward or _outward(word)
        elif kind:
            level += _rise(token)
            depth = max(depth, level)
    return Shape(form, position, outward, depth, count)


def _rise(token: re.Match[str]) -> int:
    """How much deeper a token leads; what looks like an IRI may be two comparisons: it never leads back."""
    if token.lastgroup == "iri":
        return max(0, token[0].count("(") + token[0].count("[") - token[0].count(")") - token[0].count("]"))
    return (token[0] in "({[") - (token[0] in ")}]")


def _outward(word: str) -> str:
    """SERVICE or LOAD where a bare word holds it, even glued to what stands before (`1SERVICE`); else ""."""
    if ":" in word or word[0] in "?$@":
        return ""
    return next((keyword for keyword in ("SERVICE", "LOAD") if keyword in word), "")


def check_size(text_shape: Shape, max_tokens: int | None = MAX_TOKENS) -> None:
    """Nothing; QueryRefusedError for a text that could end the process that parses it."""
    if text_shape.depth > MAX_DEPTH:
        raise QueryRefusedError(f"nested {text_shape.depth} levels deep, the limit is {MAX_DEPTH}")
    if max_tokens is not None and text_shape.tokens > max_tokens:
        raise QueryRefusedError(f"{text_shape.tokens} tokens long, the limit is {max_tokens}")
