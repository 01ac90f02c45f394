"""Assets: the folders of a checkout, or those that a wheel brought."""

from pathlib import Path

import pytest

from policy_kg import assets
from policy_kg.errors import DataError


def test_a_checkout_uses_its_top_level_folders(root: Path) -> None:
    found = assets.find()
    assert (found.ontology, found.data) == (root / "ontology", root / "data")
    assert (found.shapes, found.web) == (root / "shapes", root / "web")
    assert found.knowledge_file is None


def test_a_wheel_uses_what_it_brought(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "policy_kg"
    (package / "_assets" / "ontology").mkdir(parents=True)
    (package / "_assets" / "knowledge.nq").touch()
    found = assets.find(package)
    assert found.ontology == package / "_assets" / "ontology"
    assert found.knowledge_file == package / "_assets" / "knowledge.nq"


def test_a_package_without_its_folders_says_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no knowledge folders"):
        assets.find(tmp_path / "somewhere" / "policy_kg")
