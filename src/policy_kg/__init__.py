"""A Chinese regulation as a knowledge graph: ask it, check data against it, explore it."""

from importlib import metadata


def __getattr__(name: str) -> str:
    """`__version__` of the installed distribution, read when it is asked for."""
    if name == "__version__":
        return metadata.version("policy-kg")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
