"""Chinese enumerations."""

from collections.abc import Sequence


def enumerate_words(words: Sequence[str], *, choice: bool = False, joined: bool = True, open_list: bool = False) -> str:
    """`words` as one enumeration: A、B和C; A、B或者C for a choice; A、B、C等 for an open list;
    A、B、C when it is not to be `joined`."""
    if open_list and words:
        return "、".join(words) + "等"
    if len(words) < 2 or not joined:
        return "、".join(words)
    return "、".join(words[:-1]) + ("或者" if choice else "和") + words[-1]
