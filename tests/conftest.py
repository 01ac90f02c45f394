"""The fixtures that all tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def root() -> Path:
    """The top level of the repository."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder `shared` beside the repository: corpora and banks of questions that are not part of it."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        explanation = "the folder ../shared (corpora, banks of questions) is not here"
        if os.environ.get("CI") == "true":
            pytest.fail(explanation)
        pytest.skip(explanation)
    return folder
