"""Questions in, answers with provision and query out; `from policy_kg import ask` may be called with a question."""

from collections.abc import Callable
from typing import Any

from policy_kg.callable import make_callable


def _function() -> Callable[..., Any]:
    from policy_kg.ask.face import ask  # reads all knowledge, which other imports of this package need not

    return ask


make_callable(__name__, _function)
