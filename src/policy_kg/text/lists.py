"""Chinese enumerations."""

from collections.abc import Sequence


def enumerate_words(words: Sequence[str], *, choice: bool = False, joined: bool = True, open_list: bool = False) -> str:
    """`words` as one enumeration: A、B和C; A、B或者C for a choice; A、B、C等 for an open list;
    A、B、C when it is not to be `joined`."""
    if open_list and words:
        return _beside("、".join(words)) + "等"
    if len(words) < 2 or not joined:
        return _beside("、".join(words))
    return _beside("、".join(words[:-1])) + ("或者" if choice else "和") + words[-1]


def _beside(listed: str) -> str:
    """Titles in book-title marks stand side by side without a stop (GB/T 15834)."""
    return listed.replace("》、《", "》《")
