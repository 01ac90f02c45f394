"""Packages that are functions too, so that `from policy_kg import ask, validate` gives what the contract promises."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def make_callable(name: str, find: Callable[[], Callable[..., Any]]) -> None:
    """Let the module `name` be called as the function that `find` imports when that is first done."""

    class CallableModule(ModuleType):
        """A module that may be called (Python data model, 3.3.2.1: setting `__class__` of a module)."""

        def __call__(self, *args: Any, **named: Any) -> Any:
            return find()(*args, **named)

    sys.modules[name].__class__ = CallableModule
