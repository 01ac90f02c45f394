"""Where the files are that are not Python: a checkout's top-level folders, or the wheel's `_assets`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policy_kg.errors import DataError

PACKAGE: Final = Path(__file__).resolve().parent
KNOWLEDGE_FILE: Final = "knowledge.nq"


@dataclass(frozen=True, slots=True)
class Assets:
    """The four folders, and the public dataset as N-Quads where a wheel brought it."""

    ontology: Path
    shapes: Path
    data: Path
    web: Path
    knowledge_file: Path | None


def find(package: Path = PACKAGE) -> Assets:
    """The assets that belong to the package folder `package`; DataError when it has none."""
    shipped = package / "_assets"
    base = shipped if shipped.is_dir() else package.parent.parent
    if not (base / "ontology").is_dir():
        raise DataError("no knowledge folders here: this is neither a checkout nor an installed wheel", path=base)
    knowledge_file = shipped / KNOWLEDGE_FILE
    return Assets(
        ontology=base / "ontology",
        shapes=base / "shapes",
        data=base / "data",
        web=base / "web",
        knowledge_file=knowledge_file if knowledge_file.is_file() else None,
    )
